//! The frontier of a seek: every value that is tried, against the values of its `for_each`, and the answers.

use crate::chart::canvas::{Anchor, Canvas, Point, TextRun};
use crate::chart::style::{
    GRID, LATE, MARGIN, MUTED, ON_TIME, OTHERS, SMALL_SIZE, Stroke, TEXT, TEXT_SIZE, WIDTH,
};
use crate::chart::wording::draws_text;
use crate::chart::{Chart, credit, heading, seek_wording, text_width};
use crate::seek::{Seek, SeekAnswer, ValueRun};
use crate::spec::seek_value::SeekValue;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

const HEIGHT: f64 = 320.0;
const LEFT: f64 = 96.0;
/// The most labels of an axis.
const LABELS: usize = 7;
/// Values closer than this are drawn as a line: their marks would touch.
const LEAST_GAP: f64 = 4.0;

impl Chart {
    /// Every value that a seek tries against the values of its `for_each`: a mark where it holds, where it does not and
    /// where it is undecided, and nothing between them, for nothing is known there. A bar marks each
    /// answer, and a dot the plan as written where it has both numbers.
    ///
    /// ```
    /// use drawdown::chart::Chart;
    /// use drawdown::seek::Seek;
    /// use drawdown::spec::{Find, ForEach, SeekSpec, SeekValue};
    /// use drawdown::{Adjustment, Cap, Troops};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let announced = Adjustment::Date { event: "announcement".into(), date: "2024-09".parse()? };
    /// let airlift = Adjustment::Cap(Cap::new("airlift", Troops(100)));
    /// let spec = SeekSpec {
    ///     for_each: Some(ForEach { step: 50, ..ForEach::new(vec![airlift], 400) }),
    ///     ..SeekSpec::new("latest announcement", Find::Most, vec![announced], "2026-12".parse::<drawdown::YearMonth>()?)
    /// };
    /// let seek = Seek::new(&plan, spec)?;
    /// let chart = Chart::frontier(&seek, &seek.run());
    /// assert!(chart.svg().contains(">does not hold</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn frontier(seek: &Seek, answers: &[SeekAnswer]) -> Self {
        let plan = seek.plan().spec();
        let question = seek_wording::question(seek);
        let description = match seek.spec().chance {
            Some(chance) => {
                let drawn = draws_text(seek.draws(), seek.seed());
                format!("{question}, in at least {chance} % of {drawn}")
            }
            None => question,
        };
        let (mut canvas, top) = heading::draw(plan, description);
        let is_undecided = answers.iter().any(|answer| !answer.undecided.is_empty());
        let marks = if is_undecided { &MARKS[..] } else { &MARKS[..3] };
        draw_legend(&mut canvas, marks, top + 14.0);
        let plot = Plot::new(seek, top + 46.0);
        plot.axes(&mut canvas, seek);
        for answer in answers {
            plot.column(&mut canvas, seek, answer);
        }
        if let Some((each, own)) = seek.own_each().zip(seek.own_value())
            && let Some(point) = plot.point(each, own)
        {
            canvas.dot(point, 5.0, TEXT);
            let label = TextRun::new("as planned", (point.0 + 8.0, point.1 + 4.0), TEXT_SIZE, TEXT);
            let beyond = point.0 + 90.0 > plot.right;
            let label = if beyond {
                TextRun::new("as planned", (point.0 - 8.0, point.1 + 4.0), TEXT_SIZE, TEXT)
                    .anchored(Anchor::End)
            } else {
                label
            };
            canvas.text(label);
        }
        let source: Vec<&str> = seek.spec().source.as_deref().into_iter().collect();
        let y = plot.bottom + 42.0;
        let y = y + credit::draw(&mut canvas, plan, &source, y);
        canvas.finish(y + 8.0)
    }
}

/// Where values are: those of `for_each` from left to right, those of the seek from bottom to top.
struct Plot {
    top: f64,
    bottom: f64,
    right: f64,
    /// The first and the last value of each.
    each: (f64, f64),
    own: (f64, f64),
    /// The width of a value of `for_each`.
    column: f64,
}

impl Plot {
    fn new(seek: &Seek, top: f64) -> Self {
        let ends = |values: &mut dyn Iterator<Item = SeekValue>| {
            let mut values = values.map(number);
            let first = values.next().unwrap_or(0.0);
            (first, values.last().unwrap_or(first))
        };
        let right = WIDTH - MARGIN - 12.0;
        let columns = u32::try_from(seek.each_values().count()).unwrap_or(u32::MAX).max(1);
        Self {
            top,
            bottom: top + HEIGHT,
            right,
            each: ends(&mut seek.each_values()),
            own: ends(&mut seek.values()),
            column: (right - LEFT) / f64::from(columns),
        }
    }

    /// The middle of the column of a value of `for_each`.
    fn x(&self, each: SeekValue) -> f64 {
        let (first, last) = self.each;
        let share = if last > first { (number(each) - first) / (last - first) } else { 0.5 };
        LEFT + self.column / 2.0 + (self.right - LEFT - self.column) * share
    }

    fn y(&self, own: SeekValue) -> f64 {
        let (first, last) = self.own;
        let share = if last > first { (number(own) - first) / (last - first) } else { 0.5 };
        self.bottom - (self.bottom - self.top) * share
    }

    /// A point within the plot; `None` for one beyond it.
    fn point(&self, each: SeekValue, own: SeekValue) -> Option<Point> {
        let is_within = |(first, last): (f64, f64), value| (first..=last).contains(&number(value));
        (is_within(self.each, each) && is_within(self.own, own))
            .then(|| (self.x(each), self.y(own)))
    }

    /// The marks of the values that are tried with one value of `for_each`, and its answer.
    fn column(&self, canvas: &mut Canvas, seek: &Seek, answer: &SeekAnswer) {
        let Some(x) = answer.for_each.map(|each| self.x(each)) else { return };
        let count = u32::try_from(answer.tried).unwrap_or(u32::MAX).max(2);
        if (self.bottom - self.top) / f64::from(count - 1) < LEAST_GAP {
            let (first, last) = (self.bottom, self.top);
            canvas.line((x, first), (x, last), Stroke::solid(Mark::Fails.colour(), 1.2));
            for (runs, mark) in [(&answer.holds, Mark::Holds), (&answer.undecided, Mark::Undecided)]
            {
                for run in runs {
                    let (first, last) = (self.y(run.first) + 1.5, self.y(run.last) - 1.5);
                    canvas.line((x, first), (x, last), Stroke::solid(mark.colour(), 4.0));
                }
            }
        } else {
            for value in seek.values() {
                let mark = if is_within(&answer.holds, value) {
                    Mark::Holds
                } else if is_within(&answer.undecided, value) {
                    Mark::Undecided
                } else {
                    Mark::Fails
                };
                mark.draw(canvas, (x, self.y(value)));
            }
        }
        if let Some(value) = answer.answer {
            Mark::Answer.draw(canvas, (x, self.y(value)));
        }
    }

    fn axes(&self, canvas: &mut Canvas, seek: &Seek) {
        for value in spread(seek.values()) {
            let y = self.y(value);
            canvas.line((LEFT, y), (self.right, y), Stroke::solid(GRID, 0.8));
            let label = TextRun::new(&shown(value), (LEFT - 6.0, y + 4.0), SMALL_SIZE, MUTED);
            canvas.text(label.anchored(Anchor::End));
        }
        canvas.line((LEFT, self.bottom), (self.right, self.bottom), Stroke::solid(MUTED, 1.0));
        for value in spread(seek.each_values()) {
            let x = self.x(value);
            canvas.line((x, self.bottom), (x, self.bottom + 4.0), Stroke::solid(MUTED, 1.0));
            let label = TextRun::new(&shown(value), (x, self.bottom + 18.0), SMALL_SIZE, MUTED);
            canvas.text(label.anchored(Anchor::Middle));
        }
        let (plan, spec) = (seek.plan().spec(), seek.spec());
        if let Some(open) = spec.adjust.last() {
            let title = axis_title(&seek_wording::open_text(plan, open), WIDTH - 2.0 * MARGIN);
            canvas.text(TextRun::new(&title, (MARGIN, self.top - 12.0), SMALL_SIZE, TEXT));
        }
        if let Some(each) = spec.for_each.as_ref().and_then(|each| each.adjust.last()) {
            let title = axis_title(&seek_wording::open_text(plan, each), self.right - LEFT);
            let at = (self.right, self.bottom + 34.0);
            canvas.text(TextRun::new(&title, at, SMALL_SIZE, TEXT).anchored(Anchor::End));
        }
    }
}

/// What is known of a value.
#[derive(Clone, Copy)]
enum Mark {
    Holds,
    Fails,
    Undecided,
    /// The answer, around the mark of its value.
    Answer,
}

impl Mark {
    const fn colour(self) -> &'static str {
        match self {
            Self::Holds | Self::Answer => ON_TIME,
            Self::Fails => LATE,
            Self::Undecided => OTHERS,
        }
    }

    fn draw(self, canvas: &mut Canvas, (x, y): Point) {
        let colour = self.colour();
        match self {
            Self::Holds => canvas.dot((x, y), 3.2, colour),
            Self::Undecided => canvas.dot((x, y), 2.6, colour),
            Self::Fails => {
                canvas.line((x - 2.2, y - 2.2), (x + 2.2, y + 2.2), Stroke::solid(colour, 1.0));
                canvas.line((x - 2.2, y + 2.2), (x + 2.2, y - 2.2), Stroke::solid(colour, 1.0));
            }
            Self::Answer => {
                canvas.line((x - 10.0, y), (x + 10.0, y), Stroke::solid(colour, 2.4));
            }
        }
    }
}

const MARKS: [(Mark, &str); 4] = [
    (Mark::Answer, "the answer"),
    (Mark::Holds, "holds"),
    (Mark::Fails, "does not hold"),
    (Mark::Undecided, "undecided"),
];

fn draw_legend(canvas: &mut Canvas, marks: &[(Mark, &str)], y: f64) {
    let mut x = MARGIN + 10.0;
    for (mark, name) in marks {
        mark.draw(canvas, (x, y - 4.0));
        canvas.text(TextRun::new(name, (x + 15.0, y), TEXT_SIZE, MUTED));
        x += 15.0 + text_width::width(name, TEXT_SIZE) + 24.0;
    }
}

fn is_within(runs: &[ValueRun], value: SeekValue) -> bool {
    runs.iter().any(|run| (number(run.first)..=number(run.last)).contains(&number(value)))
}

/// The title of an axis, which begins with a capital letter.
fn axis_title(text: &str, width: f64) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    let title = first.unwrap_or_default() + letters.as_str();
    text_width::fit(&title, SMALL_SIZE, width)
}

/// A few of the values, the first and the last among them, evenly spread.
fn spread(values: impl Iterator<Item = SeekValue>) -> Vec<SeekValue> {
    let values: Vec<SeekValue> = values.collect();
    let last = values.len().saturating_sub(1);
    let count = values.len().min(LABELS);
    (0..count).map(|i| values[i * last / (count - 1).max(1)]).collect()
}

#[expect(clippy::cast_precision_loss, reason = "it is only drawn")]
fn number(value: SeekValue) -> f64 {
    match value {
        SeekValue::Number(number) => number as f64,
        SeekValue::Month(month) => f64::from(month.months_since(YearMonth::MIN)),
    }
}

fn shown(value: SeekValue) -> String {
    match value {
        SeekValue::Number(number) => grouped(number),
        SeekValue::Month(month) => month.to_string(),
    }
}

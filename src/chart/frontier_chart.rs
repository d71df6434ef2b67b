//! The frontier of a seek: its answers against the values of its `for_each`, as a step line.

use crate::chart::Chart;
use crate::chart::canvas::{Anchor, Canvas, Point, TextRun};
use crate::chart::heading;
use crate::chart::style::{
    GRID, MARGIN, MUTED, ON_TIME, SMALL_SIZE, Stroke, TEXT, TEXT_SIZE, WIDTH,
};
use crate::seek::{Seek, SeekAnswer};
use crate::spec::seek::Find;
use crate::spec::seek_value::SeekValue;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

const HEIGHT: f64 = 320.0;
const LEFT: f64 = 96.0;
/// The most labels of an axis.
const LABELS: usize = 7;
const INFEASIBLE: &str = "#f1d9cc";

impl Chart {
    /// The answers of a seek against the values of its `for_each`: a step line, with the side at which it does not hold
    /// shaded, and the plan as written as a dot where it has both numbers.
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
    ///     for_each: Some(ForEach { adjust: vec![airlift], to: 400.into(), step: 50 }),
    ///     ..SeekSpec::new("latest announcement", Find::Most, vec![announced], "2026-12".parse::<drawdown::YearMonth>()?)
    /// };
    /// let seek = Seek::new(&plan, spec)?;
    /// let chart = Chart::frontier(&seek, &seek.run());
    /// assert!(chart.svg().contains(">does not hold</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn frontier(seek: &Seek, answers: &[SeekAnswer]) -> Self {
        let spec = seek.spec();
        let noun = match spec.find {
            Find::Least => "least",
            Find::Most => "most",
        };
        let description = format!(
            "{}: the {noun} of {} for each {}",
            spec.name,
            seek.open_key(),
            seek.each_key().unwrap_or("plan")
        );
        let (mut canvas, top) = heading::draw(seek.plan().spec(), description);
        let plot = Plot::new(seek, top + 10.0);
        plot.shade(&mut canvas, spec.find, answers);
        plot.axes(&mut canvas, seek);
        plot.steps(&mut canvas, answers);
        plot.label_shade(&mut canvas, spec.find, answers);
        if let Some((each, own)) = seek.own_each().zip(seek.own_value())
            && let Some(point) = plot.point(each, own)
        {
            canvas.dot(point, 5.0, TEXT);
            let label = TextRun::new("as planned", (point.0 + 8.0, point.1 + 4.0), TEXT_SIZE, TEXT);
            let beyond = point.0 + 80.0 > plot.right;
            let label = if beyond {
                TextRun::new("as planned", (point.0 - 8.0, point.1 + 4.0), TEXT_SIZE, TEXT)
                    .anchored(Anchor::End)
            } else {
                label
            };
            canvas.text(label);
        }
        canvas.finish(plot.bottom + 40.0)
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

    /// The left and the right of the column of an answer.
    fn sides(&self, answer: &SeekAnswer) -> Option<(f64, f64)> {
        let x = self.x(answer.for_each?);
        Some((x - self.column / 2.0, x + self.column / 2.0))
    }

    fn shade(&self, canvas: &mut Canvas, find: Find, answers: &[SeekAnswer]) {
        for answer in answers {
            let Some((left, right)) = self.sides(answer) else { continue };
            let (top, bottom) = match (answer.answer, find) {
                (None, _) => (self.top, self.bottom),
                (Some(value), Find::Most) => (self.top, self.y(value)),
                (Some(value), Find::Least) => (self.y(value), self.bottom),
            };
            canvas.rectangle((left, top), (right, bottom), INFEASIBLE);
        }
    }

    /// Says what the shade means, in the column where most of it is.
    fn label_shade(&self, canvas: &mut Canvas, find: Find, answers: &[SeekAnswer]) {
        if answers.is_empty() {
            return;
        }
        let y = match find {
            Find::Most => self.top + 16.0,
            Find::Least => self.bottom - 8.0,
        };
        canvas.text(TextRun::new("does not hold", (LEFT + 6.0, y), SMALL_SIZE, MUTED));
    }

    fn steps(&self, canvas: &mut Canvas, answers: &[SeekAnswer]) {
        // Where there is no answer, the line is broken.
        for run in answers.chunk_by(|a, b| a.answer.is_some() == b.answer.is_some()) {
            let points = run.iter().filter_map(|answer| {
                let ((left, right), y) = (self.sides(answer)?, self.y(answer.answer?));
                Some([(left, y), (right, y)])
            });
            let points: Vec<Point> = points.flatten().collect();
            if !points.is_empty() {
                canvas.polyline(&points, Stroke::solid(ON_TIME, 2.4));
            }
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
    }
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

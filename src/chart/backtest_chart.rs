//! A back-test as one row for each deadline: when it was announced, when it was due, and when it was met.

use crate::chart::Chart;
use crate::chart::canvas::{Anchor, Canvas, Point, TextRun};
use crate::chart::style::{
    GRID, LATE, MARGIN, MUTED, ON_TIME, OTHERS, SMALL_SIZE, SUBTITLE_SIZE, Stroke, TEXT, TEXT_SIZE,
    TITLE_SIZE, WIDTH,
};
use crate::chart::text_width;
use crate::history::{Backtest, PastDeadline};
use crate::observed::VerdictClass;
use crate::values::text::counted;

const ROW_HEIGHT: f64 = 15.0;
const NAME_WIDTH: f64 = 250.0;
const VERDICT_WIDTH: f64 = 118.0;
/// The months shown before and after the due month; what lies beyond ends at the edge with an arrow.
const BEFORE: i32 = 36;
const AFTER: i32 = 12;
const ARROW: f64 = 6.0;

impl Chart {
    /// A back-test, a line for each deadline: from its announcement to the month in which it was due, and the months in
    /// which its goal can have been met. Every deadline is drawn as if it were due in the same month.
    ///
    /// ```
    /// use drawdown::chart::Chart;
    /// use drawdown::history::{Backtest, Case, ClassTerms};
    ///
    /// let chart = Chart::backtest(&Backtest::of(&Case::all_built_in(), ClassTerms::default()));
    /// assert!(chart.svg().contains(">replaced</text>"));
    /// ```
    pub fn backtest(backtest: &Backtest) -> Self {
        let class = backtest.class();
        let (on_time, replaced) = (class.on_time(), class.replaced());
        let description = format!(
            "Of {} deadlines that were met or late, {} were met on time; of {} that were met, late or replaced, {} were \
             replaced, in {}; {} could not be judged",
            on_time.draws,
            on_time.count,
            replaced.draws,
            replaced.count,
            counted(class.cases_with_replaced(), "case"),
            class.undetermined()
        );
        let title = "Announced against met";
        let mut canvas = Canvas::new(title.to_owned(), description.clone());
        canvas.text(TextRun::new(title, (MARGIN, 28.0), TITLE_SIZE, TEXT).bold());
        let mut y = 28.0;
        for line in text_width::wrap(&description, SUBTITLE_SIZE, WIDTH - 2.0 * MARGIN, 3) {
            y += 18.0;
            canvas.text(TextRun::new(&line, (MARGIN, y), SUBTITLE_SIZE, MUTED));
        }
        y += 22.0;
        y = draw_legend(&mut canvas, y) + 14.0;
        let top = y;
        let deadlines = backtest.plans().iter().flat_map(|plan| &plan.deadlines);
        let mut case = "";
        for scored in deadlines {
            let deadline = &scored.deadline;
            if deadline.case != case {
                case = &deadline.case;
                canvas.line((MARGIN, y), (WIDTH - MARGIN, y), Stroke::solid(GRID, 0.8));
            }
            draw_row(&mut canvas, deadline, y);
            y += ROW_HEIGHT;
        }
        canvas.line((x(0), top), (x(0), y + 4.0), Stroke::solid(TEXT, 1.0));
        draw_axis(&mut canvas, y + 4.0);
        canvas.finish(y + 44.0)
    }
}

/// The x of a slip in months: 0 is the due month, and what is below 0 lies before it.
fn x(months: i32) -> f64 {
    let left = MARGIN + NAME_WIDTH + 12.0;
    let right = WIDTH - MARGIN - VERDICT_WIDTH;
    let share = f64::from(months.clamp(-BEFORE, AFTER) + BEFORE) / f64::from(BEFORE + AFTER);
    left + (right - left) * share
}

fn draw_row(canvas: &mut Canvas, deadline: &PastDeadline, y: f64) {
    let verdict = &deadline.verdict;
    let (middle, baseline) = (y + ROW_HEIGHT / 2.0, y + ROW_HEIGHT - 4.0);
    let name = format!("{}: {}", deadline.case, verdict.phase);
    let lines = text_width::wrap_clean(&name, SMALL_SIZE, NAME_WIDTH, 1);
    if let Some(line) = lines.first() {
        canvas.text(TextRun::new(line, (MARGIN, baseline), SMALL_SIZE, TEXT));
    }
    if let Some(notice) = deadline.notice {
        canvas.line((x(-notice), middle), (x(0), middle), Stroke::solid(OTHERS, 1.2));
        if -notice < -BEFORE {
            draw_arrow(canvas, (x(-BEFORE), middle), -ARROW, MUTED);
        } else {
            canvas.line(
                (x(-notice), middle - 3.0),
                (x(-notice), middle + 3.0),
                Stroke::solid(MUTED, 1.2),
            );
        }
    }
    let colour = match verdict.class {
        Some(VerdictClass::Met) => ON_TIME,
        Some(VerdictClass::Late) => LATE,
        _ => MUTED,
    };
    if let Some(from) = verdict.slip_from {
        let to = verdict.slip_to.unwrap_or(i32::MAX);
        if from <= AFTER && to >= -BEFORE {
            canvas.rectangle((x(from) - 2.5, middle - 3.0), (x(to) + 2.5, middle + 3.0), colour);
        }
        if from < -BEFORE {
            draw_arrow(canvas, (x(-BEFORE) - 2.5, middle), -ARROW, colour);
        }
        if to > AFTER {
            draw_arrow(canvas, (x(AFTER) + 2.5, middle), ARROW, colour);
        }
    }
    let at = (WIDTH - MARGIN - VERDICT_WIDTH + 12.0, baseline);
    canvas.text(TextRun::new(&verdict_text(deadline), at, SMALL_SIZE, colour));
}

/// An arrow that points so far to the right, or to the left below 0: what it is of goes on beyond the axis.
fn draw_arrow(canvas: &mut Canvas, (x, y): Point, length: f64, colour: &str) {
    let tip = (x + length, y);
    canvas.band(&[(x, y - 4.0), tip], &[(x, y + 4.0), tip], colour, "beyond");
}

/// What became of a deadline, in a few words.
fn verdict_text(deadline: &PastDeadline) -> String {
    let months = |count: i32| format!("{} late", counted(count.unsigned_abs(), "month"));
    match (deadline.verdict.class, deadline.lateness()) {
        (Some(VerdictClass::Late), Some(late)) if late.to == Some(late.from) => months(late.from),
        (Some(VerdictClass::Late), Some(late)) => match late.to {
            Some(to) => format!("{} to {}", late.from, months(to)),
            None => format!("at least {}", months(late.from)),
        },
        (Some(class), _) => class.to_string(),
        (None, _) => "not judged".to_owned(),
    }
}

fn draw_axis(canvas: &mut Canvas, y: f64) {
    canvas.line((x(-BEFORE), y), (x(AFTER), y), Stroke::solid(TEXT, 1.0));
    for months in (-BEFORE..=AFTER).step_by(12) {
        canvas.line((x(months), y), (x(months), y + 5.0), Stroke::solid(TEXT, 0.8));
        let label = if months == 0 { "due".to_owned() } else { format!("{months:+}") };
        let at = (x(months), y + 17.0);
        canvas.text(TextRun::new(&label, at, SMALL_SIZE, MUTED).anchored(Anchor::Middle));
    }
    let at = (x(-BEFORE), y + 32.0);
    canvas.text(TextRun::new("months from the month in which it was due", at, SMALL_SIZE, MUTED));
}

/// The legend from a line on, in as many lines as it needs; gives the last of them.
fn draw_legend(canvas: &mut Canvas, mut y: f64) -> f64 {
    let entries = [
        (Mark::Months(ON_TIME), "can have been met in these months, on time"),
        (Mark::Months(LATE), "late"),
        (Mark::Months(MUTED), "not known whether on time"),
        (Mark::Announcement, "from its announcement"),
        (Mark::Beyond, "goes on beyond the axis, or was not seen to end"),
    ];
    let mut at = MARGIN;
    for (mark, name) in entries {
        let right = at + 22.0 + text_width::width(name, TEXT_SIZE);
        if right > WIDTH - MARGIN && at > MARGIN {
            y += 16.0;
            at = MARGIN;
        }
        match mark {
            Mark::Months(colour) => canvas.rectangle((at, y - 8.0), (at + 14.0, y - 1.0), colour),
            Mark::Announcement => {
                canvas.line((at, y - 4.0), (at + 16.0, y - 4.0), Stroke::solid(OTHERS, 1.2));
            }
            Mark::Beyond => draw_arrow(canvas, (at + 5.0, y - 4.0), ARROW, MUTED),
        }
        canvas.text(TextRun::new(name, (at + 22.0, y), TEXT_SIZE, MUTED));
        at += 22.0 + text_width::width(name, TEXT_SIZE) + 22.0;
    }
    y
}

/// What the legend explains.
enum Mark {
    Months(&'static str),
    Announcement,
    Beyond,
}

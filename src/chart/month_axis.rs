//! The axis of months, from left to right.

use chrono::{Datelike, NaiveDate};

use crate::chart::canvas::{Anchor, Canvas, Point, TextRun};
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{MUTED, SMALL_SIZE, Stroke, TEXT};
use crate::chart::wording::short_month_name;
use crate::values::year_month::YearMonth;

/// The height of the months' labels below the axis.
pub(super) const MONTHS_HEIGHT: f64 = 34.0;

/// How many months apart ticks with a label can be, and those without one between them.
const LABELLED: [i32; 10] = [1, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400];
const UNLABELLED: [i32; 10] = [1, 1, 6, 12, 12, 24, 48, 120, 240, 480];
/// The least distance between ticks with a label, and between those without one.
const LABEL_DISTANCE: f64 = 36.0;
const TICK_DISTANCE: f64 = 4.0;

/// Months from left to right: the first month's end is at the left side, the last one's at the right. A month
/// takes the space from the end of the month before to its own end.
#[derive(Clone, Debug)]
pub(super) struct MonthAxis {
    pub(super) left: f64,
    pub(super) right: f64,
    first: YearMonth,
    last: i32,
}

impl MonthAxis {
    pub(super) fn new(period: &ShownMonths, left: f64, right: f64) -> Self {
        Self { left, right, first: period.first, last: period.last }
    }

    /// The x of the end of the month that is `t` months after the first; a single month is in the middle.
    pub(super) fn x(&self, t: i32) -> f64 {
        self.x_at(f64::from(t))
    }

    /// The x of a month's end; `None` if the axis does not reach it.
    pub(super) fn x_of(&self, month: YearMonth) -> Option<f64> {
        let t = month.months_since(self.first);
        (0..=self.last).contains(&t).then(|| self.x(t))
    }

    /// The x of the end of a day, at a side of the axis if that does not reach it.
    pub(super) fn x_of_day(&self, day: NaiveDate) -> f64 {
        let Some(month) = YearMonth::of(day) else { return self.right };
        let passed = f64::from(day.day()) / f64::from(month.last_day().day());
        self.x_at(f64::from(month.months_since(self.first) - 1) + passed)
    }

    /// The x of months that have passed since the first month's end.
    fn x_at(&self, months: f64) -> f64 {
        if self.last == 0 {
            return f64::midpoint(self.left, self.right);
        }
        let last = f64::from(self.last);
        self.left + (self.right - self.left) * months.clamp(0.0, last) / last
    }

    /// The width of a month; of a single month, the whole width.
    pub(super) fn step(&self) -> f64 {
        (self.right - self.left) / f64::from(self.last.max(1))
    }

    /// Draws the axis along `y`, with its labels below. Ticks are at the starts of months.
    pub(super) fn draw(&self, canvas: &mut Canvas, y: f64) {
        let spaced = |months: i32, distance: f64| self.step() * f64::from(months) >= distance;
        let fitting = LABELLED.iter().position(|months| spaced(*months, LABEL_DISTANCE));
        let fitting = fitting.unwrap_or(LABELLED.len() - 1);
        let (labelled, unlabelled) = (LABELLED[fitting], UNLABELLED[fitting]);
        if unlabelled < labelled && spaced(unlabelled, TICK_DISTANCE) {
            for (t, _) in self.multiples_of(unlabelled) {
                draw_tick(canvas, (self.x(t - 1), y), 3.0);
            }
        }
        let mut labelled_year = None;
        for (t, month) in self.multiples_of(labelled) {
            let start = self.x(t - 1);
            draw_tick(canvas, (start, y), 6.0);
            // A month with space has its name in that; what stands for more is named where it starts.
            let x = if labelled == 1 { f64::midpoint(start, self.x(t)) } else { start };
            let year = month.year().to_string();
            let label = if labelled < 12 { short_month_name(month) } else { &year };
            draw_label(canvas, label, (x, y + 17.0));
            if labelled < 12 && labelled_year != Some(month.year()) {
                labelled_year = Some(month.year());
                draw_label(canvas, &year, (x, y + 30.0));
            }
        }
        canvas.line((self.left, y), (self.right, y), Stroke::solid(TEXT, 1.0));
    }

    /// The months that start on the axis and whose number since the year 0 is a multiple of `every`. The first
    /// month starts before it, unless there is no other.
    fn multiples_of(&self, every: i32) -> impl Iterator<Item = (i32, YearMonth)> {
        let months = self.last.min(1)..=self.last;
        let months = months.map(|t| (t, self.first.saturating_add(t)));
        months.filter(move |(_, month)| {
            (month.year() * 12 + month.month().cast_signed() - 1) % every == 0
        })
    }
}

fn draw_tick(canvas: &mut Canvas, (x, y): Point, length: f64) {
    canvas.line((x, y), (x, y + length), Stroke::solid(TEXT, 0.8));
}

fn draw_label(canvas: &mut Canvas, text: &str, at: Point) {
    canvas.text(TextRun::new(text, at, SMALL_SIZE, MUTED).anchored(Anchor::Middle));
}

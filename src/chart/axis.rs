//! The two axes: months from left to right, troops from bottom to top.

use crate::chart::canvas::{Anchor, Canvas, Point, TextRun};
use crate::chart::style::{GRID, MUTED, SMALL_SIZE, Stroke, TEXT};
use crate::chart::text_width;
use crate::chart::wording::short_month_name;
use crate::plan::checked::Plan;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// The height of the months' labels below the axis.
pub(super) const MONTHS_HEIGHT: f64 = 34.0;

/// How many months apart ticks with a label can be, and those without one between them.
const LABELLED: [i32; 10] = [1, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400];
const UNLABELLED: [i32; 10] = [1, 1, 6, 12, 12, 24, 48, 120, 240, 480];
/// The least distance between ticks with a label, and between those without one.
const LABEL_DISTANCE: f64 = 36.0;
const TICK_DISTANCE: f64 = 4.0;

/// Months from left to right: the first month's end is at the left side, the last one's at the right.
#[derive(Clone, Debug)]
pub(super) struct MonthAxis {
    pub(super) left: f64,
    pub(super) right: f64,
    first: YearMonth,
    last: i32,
}

impl MonthAxis {
    /// The axis for all months of a projection.
    pub(super) fn new(plan: &Plan, left: f64, right: f64) -> Self {
        Self { left, right, first: plan.as_of(), last: plan.horizon() }
    }

    /// The x of the end of the month that is `t` months after the first; a single month is in the middle.
    pub(super) fn x(&self, t: i32) -> f64 {
        if self.last == 0 {
            return f64::midpoint(self.left, self.right);
        }
        self.left
            + (self.right - self.left) * f64::from(t.clamp(0, self.last)) / f64::from(self.last)
    }

    /// The x of a month's end; `None` if the axis does not reach it.
    pub(super) fn x_of(&self, month: YearMonth) -> Option<f64> {
        let t = month.months_since(self.first);
        (0..=self.last).contains(&t).then(|| self.x(t))
    }

    /// The width of a month; of a single month, the whole width.
    pub(super) fn step(&self) -> f64 {
        (self.right - self.left) / f64::from(self.last.max(1))
    }

    /// Draws the axis along `y`, with its labels below.
    pub(super) fn draw(&self, canvas: &mut Canvas, y: f64) {
        let spaced = |months: i32, distance: f64| self.step() * f64::from(months) >= distance;
        let fitting = LABELLED.iter().position(|months| spaced(*months, LABEL_DISTANCE));
        let fitting = fitting.unwrap_or(LABELLED.len() - 1);
        let (labelled, unlabelled) = (LABELLED[fitting], UNLABELLED[fitting]);
        if unlabelled < labelled && spaced(unlabelled, TICK_DISTANCE) {
            for (t, _) in self.multiples_of(unlabelled) {
                draw_tick(canvas, (self.x(t), y), 3.0);
            }
        }
        let mut labelled_year = None;
        for (t, month) in self.multiples_of(labelled) {
            let x = self.x(t);
            draw_tick(canvas, (x, y), 6.0);
            let year = month.year().to_string();
            let label = if labelled < 12 { short_month_name(month) } else { &year };
            draw_label(canvas, label, (x, y + 17.0), Anchor::Middle);
            if labelled < 12 && labelled_year != Some(month.year()) {
                labelled_year = Some(month.year());
                draw_label(canvas, &year, (x, y + 30.0), Anchor::Middle);
            }
        }
        canvas.line((self.left, y), (self.right, y), Stroke::solid(TEXT, 1.0));
    }

    /// The months on the axis whose number since the year 0 is a multiple of `every`.
    fn multiples_of(&self, every: i32) -> impl Iterator<Item = (i32, YearMonth)> {
        let months = (0..=self.last).map(|t| (t, self.first.saturating_add(t)));
        months.filter(move |(_, month)| {
            (month.year() * 12 + month.month().cast_signed() - 1) % every == 0
        })
    }
}

fn draw_tick(canvas: &mut Canvas, (x, y): Point, length: f64) {
    canvas.line((x, y), (x, y + length), Stroke::solid(TEXT, 0.8));
}

fn draw_label(canvas: &mut Canvas, text: &str, at: Point, anchor: Anchor) {
    canvas.text(TextRun::new(text, at, SMALL_SIZE, MUTED).anchored(anchor));
}

/// Troops from bottom to top, from 0 to a round number that is at least the highest shown.
#[derive(Clone, Debug)]
pub(super) struct TroopAxis {
    pub(super) top: f64,
    pub(super) bottom: f64,
    max: u64,
    step: u64,
}

impl TroopAxis {
    /// The axis for numbers up to `highest`.
    pub(super) fn new(highest: u64, top: f64, bottom: f64) -> Self {
        let step = round_step(highest);
        // Only a caller's own percentiles can be too large for the next multiple.
        let max = highest.max(1).checked_next_multiple_of(step).unwrap_or(u64::MAX);
        Self { top, bottom, max, step }
    }

    #[expect(clippy::cast_precision_loss, reason = "it is only drawn")]
    pub(super) fn y(&self, troops: u64) -> f64 {
        let share = troops.min(self.max) as f64 / self.max as f64;
        self.bottom - (self.bottom - self.top) * share
    }

    /// The width of the labels of the axis, which are to the left of it.
    pub(super) fn label_width(highest: u64) -> f64 {
        let axis = Self::new(highest, 0.0, 0.0);
        text_width::width(&grouped(axis.max), SMALL_SIZE) + 10.0
    }

    /// Draws a line at each round number, and the number to the left of it.
    pub(super) fn draw(&self, canvas: &mut Canvas, left: f64, right: f64) {
        for i in 0..=self.max / self.step {
            let troops = i * self.step;
            let y = self.y(troops);
            if i > 0 {
                canvas.line((left, y), (right, y), Stroke::solid(GRID, 0.8));
            }
            draw_label(canvas, &grouped(troops), (left - 7.0, y + 4.0), Anchor::End);
        }
    }
}

/// 1, 2 or 5 times a power of ten, so that at most six steps reach a number.
fn round_step(highest: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if highest <= step.saturating_mul(6) {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

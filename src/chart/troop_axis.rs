//! The axis of troops, from bottom to top.

use crate::chart::canvas::{Anchor, Canvas, TextRun};
use crate::chart::style::{GRID, MUTED, SMALL_SIZE, Stroke};
use crate::chart::text_width;
use crate::values::text::grouped;

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
        self.draw_lines(canvas, left, right);
        self.draw_labels(canvas, left);
    }

    pub(super) fn draw_lines(&self, canvas: &mut Canvas, left: f64, right: f64) {
        for troops in self.round_numbers().skip(1) {
            let y = self.y(troops);
            canvas.line((left, y), (right, y), Stroke::solid(GRID, 0.8));
        }
    }

    pub(super) fn draw_labels(&self, canvas: &mut Canvas, left: f64) {
        for troops in self.round_numbers() {
            let at = (left - 7.0, self.y(troops) + 4.0);
            let label = TextRun::new(&grouped(troops), at, SMALL_SIZE, MUTED);
            canvas.text(label.anchored(Anchor::End));
        }
    }

    fn round_numbers(&self) -> impl Iterator<Item = u64> {
        let step = self.step;
        (0..=self.max / step).map(move |i| i * step)
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

//! The two axes: months across, troops up.

use crate::chart::canvas::{Anchor, Canvas, Stroke, Weight, Words};
use crate::chart::palette::{INK, QUIET, RULE};
use crate::values::text::{MONTH_NAMES, grouped};
use crate::values::year_month::YearMonth;

/// The size of what stands at the ticks.
pub(super) const TICK_SIZE: f64 = 11.0;

/// What the months' labels take below the axis.
pub(super) const MONTHS_HEIGHT: f64 = 34.0;

/// Labels of ticks keep this distance.
const LEAST_STEP: f64 = 36.0;

/// A month and its year, as in "August 2024".
pub(super) fn long_name(month: YearMonth) -> String {
    format!("{} {}", name(month), month.year())
}

/// The same, shorter: "Aug 2024".
pub(super) fn short_name(month: YearMonth) -> String {
    format!("{} {}", abbreviated(month), month.year())
}

/// The first three letters of a month.
fn abbreviated(month: YearMonth) -> &'static str {
    name(month).get(..3).unwrap_or_default()
}

/// The English name of a month.
fn name(month: YearMonth) -> &'static str {
    usize::try_from(month.month() - 1).ok().and_then(|i| MONTH_NAMES.get(i)).copied().unwrap_or("")
}

/// Months across: every month's end has its place, the first and the last one at the sides.
#[derive(Clone, Debug)]
pub(super) struct Months {
    first: YearMonth,
    last: i32,
    left: f64,
    right: f64,
}

impl Months {
    /// The axis of the months from `first` on, `last` being counted from it.
    pub(super) fn new(first: YearMonth, last: i32, (left, right): (f64, f64)) -> Self {
        Self { first, last: last.max(0), left, right }
    }

    /// Where a month's end stands; a single month stands in the middle.
    pub(super) fn x(&self, t: i32) -> f64 {
        if self.last == 0 {
            return f64::midpoint(self.left, self.right);
        }
        self.left
            + (self.right - self.left) * f64::from(t.clamp(0, self.last)) / f64::from(self.last)
    }

    pub(super) fn left(&self) -> f64 {
        self.left
    }

    pub(super) fn right(&self) -> f64 {
        self.right
    }

    /// What lies between two months, or the whole width where there is one.
    pub(super) fn step(&self) -> f64 {
        (self.right - self.left) / f64::from(self.last.max(1))
    }

    /// How many months lie between two ticks: one, six (January and July), or whole years.
    fn tick_every(&self) -> i32 {
        let fits = |every: &i32| self.step() * f64::from(*every) >= LEAST_STEP;
        let steps = [1, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400];
        steps.into_iter().find(fits).unwrap_or(6_000)
    }

    /// Months counted from `first` that begin a stretch of `every` months, years from the year 0.
    fn beginning(&self, every: i32) -> impl Iterator<Item = (i32, YearMonth)> {
        let months = (0..=self.last).map(|t| (t, self.first.saturating_add(t)));
        months.filter(move |(_, month)| {
            let since_year_0 = month.year() * 12 + month.month().cast_signed() - 1;
            since_year_0 % every == 0
        })
    }

    /// Draws the axis along `y`, with its labels below.
    pub(super) fn draw(&self, canvas: &mut Canvas, y: f64) {
        let every = self.tick_every();
        let tick = |canvas: &mut Canvas, t: i32, length: f64| {
            let x = self.x(t);
            canvas.line((x, y), (x, y + length), Stroke { colour: INK, width: 0.8, dashes: "" });
        };
        let lesser = match every {
            ..=1 => None,
            6 => Some(1),
            12 => Some(6),
            24 => Some(12),
            every => Some(every / 5),
        };
        if let Some(lesser) = lesser.filter(|lesser| self.step() * f64::from(*lesser) >= 4.0) {
            for (t, _) in self.beginning(lesser) {
                tick(canvas, t, 3.0);
            }
        }
        let mut year_below = None;
        for (t, month) in self.beginning(every) {
            tick(canvas, t, 6.0);
            let x = self.x(t);
            let year = month.year().to_string();
            let label = if every < 12 { abbreviated(month) } else { &year };
            tick_label(canvas, label, x, y + 17.0);
            if every < 12 && year_below != Some(month.year()) {
                year_below = Some(month.year());
                tick_label(canvas, &year, x, y + 30.0);
            }
        }
        canvas.line(
            (self.left, y),
            (self.right, y),
            Stroke { colour: INK, width: 1.0, dashes: "" },
        );
    }
}

fn tick_label(canvas: &mut Canvas, text: &str, x: f64, y: f64) {
    canvas.words(&Words {
        text,
        x,
        y,
        size: TICK_SIZE,
        fill: QUIET,
        weight: Weight::Regular,
        anchor: Anchor::Middle,
    });
}

/// Troops up, from 0 to a round number that nothing shown exceeds.
#[derive(Clone, Debug)]
pub(super) struct Troops {
    top: f64,
    bottom: f64,
    most: u64,
    every: u64,
}

impl Troops {
    /// The axis for numbers up to `most`.
    pub(super) fn new(most: u64, (top, bottom): (f64, f64)) -> Self {
        let every = round_step(most);
        Self { top, bottom, most: most.max(1).next_multiple_of(every), every }
    }

    pub(super) fn y(&self, troops: u64) -> f64 {
        let share = real(troops.min(self.most)) / real(self.most);
        self.bottom - (self.bottom - self.top) * share
    }

    pub(super) fn top(&self) -> f64 {
        self.top
    }

    pub(super) fn bottom(&self) -> f64 {
        self.bottom
    }

    /// How far the labels of numbers up to `most` reach to the left of the axis.
    pub(super) fn margin(most: u64) -> f64 {
        let widest = grouped(most.max(1).next_multiple_of(round_step(most)));
        crate::chart::text_width::width(&widest, TICK_SIZE) + 10.0
    }

    /// Draws a line at each round number, and the number to the left of it.
    pub(super) fn draw(&self, canvas: &mut Canvas, left: f64, right: f64) {
        for i in 0..=self.most / self.every {
            let y = self.y(i * self.every);
            if i > 0 {
                canvas.line((left, y), (right, y), Stroke { colour: RULE, width: 0.8, dashes: "" });
            }
            canvas.words(&Words {
                text: &grouped(i * self.every),
                x: left - 7.0,
                y: y + 4.0,
                size: TICK_SIZE,
                fill: QUIET,
                weight: Weight::Regular,
                anchor: Anchor::End,
            });
        }
    }
}

/// The 1, 2 or 5 times a power of ten that makes four to eight steps of a number, at least 1.
fn round_step(most: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if most <= step.saturating_mul(6) {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A head-count as a length; those of a plan are below 2^52.
#[allow(clippy::cast_precision_loss, reason = "exact below 2^53, and only drawn")]
pub(super) fn real(troops: u64) -> f64 {
    troops as f64
}

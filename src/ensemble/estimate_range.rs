//! The range of an estimate, for custom distributions.

use crate::values::input_value::InputValue;
use crate::values::quantity::Quantity;

/// The lowest, the most likely and the highest value of an estimate that is drawn.
///
/// ```
/// use drawdown::ensemble::Uncertainty;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let always_at_best = Uncertainty::new("announced as planned", &plan)
///     .with_distribution("event[\"announcement\"].date", |estimate, _| estimate.best())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EstimateRange {
    pub(crate) low: InputValue,
    /// Counted from the low value, as is `high`.
    pub(crate) best: u32,
    pub(crate) high: u32,
}

impl EstimateRange {
    /// The lowest value.
    #[must_use]
    pub const fn low(&self) -> InputValue {
        self.low
    }

    /// The most likely value.
    #[must_use]
    pub fn best(&self) -> InputValue {
        self.at(self.best)
    }

    /// The highest value.
    #[must_use]
    pub fn high(&self) -> InputValue {
        self.at(self.high)
    }

    /// How far the most likely value is above the lowest, in troops, days or months.
    #[must_use]
    pub const fn best_above_low(&self) -> u32 {
        self.best
    }

    /// How far the highest value is above the lowest, in troops, days or months.
    #[must_use]
    pub const fn high_above_low(&self) -> u32 {
        self.high
    }

    /// The value that lies `above` the lowest, in troops, days or months; at most the highest.
    #[must_use]
    pub fn at(&self, above: u32) -> InputValue {
        let above = above.min(self.high);
        match self.low {
            InputValue::Number(low) => low.plus(above).into(),
            InputValue::Day(low) => low.plus(above).into(),
            InputValue::Months(low) => InputValue::Months(low.saturating_add_unsigned(above)),
        }
    }

    /// How far a value is above the lowest. What is outside the estimate counts as its nearest end, and what is
    /// of another kind as the lowest value.
    pub(crate) fn above(&self, value: InputValue) -> u32 {
        let above = match (value, self.low) {
            (InputValue::Number(value), InputValue::Number(low)) => value.above(low),
            (InputValue::Day(value), InputValue::Day(low)) => value.above(low),
            (InputValue::Months(value), InputValue::Months(low)) => {
                u32::try_from(i64::from(value) - i64::from(low)).unwrap_or(0)
            }
            _ => 0,
        };
        above.min(self.high)
    }

    /// Whether a value lies in the estimate, and is a month if the estimate is in months.
    pub(crate) fn contains(&self, value: InputValue) -> bool {
        self.at(self.above(value)) == value
    }
}

//! The value that an estimate of a plan takes in a draw.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::values::day::Day;
use crate::values::troops::Troops;

/// The value of a drawn input: a number of troops, days or months, a day, or the months of a slip.
///
/// ```
/// use drawdown::values::InputValue;
/// use drawdown::Day;
///
/// assert_eq!(InputValue::Number(2_500).to_string(), "2500");
/// assert_eq!(InputValue::Day("2025-03".parse()?).to_string(), "2025-03");
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InputValue {
    /// A number of troops, days or months.
    Number(u32),
    /// A day, or a month that stands for its last day.
    Day(Day),
    /// Months of a slip, which may be below 0.
    Months(i32),
}

/// A number and a day have no order.
impl PartialOrd for InputValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Day(a), Self::Day(b)) => Some(a.cmp(b)),
            (Self::Months(a), Self::Months(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl From<Troops> for InputValue {
    fn from(troops: Troops) -> Self {
        Self::Number(troops.0)
    }
}

impl From<u32> for InputValue {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<Day> for InputValue {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl fmt::Display for InputValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Months(months) => months.fmt(f),
        }
    }
}

//! Percentages with at most four decimals, held exactly.

use std::fmt;
use std::str::FromStr;

use serde::de::Unexpected;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::values::scalar::{Scalar, integer, parse};
use crate::values::text::excerpt;

/// A percentage of at least 0 with at most four decimals, written as a decimal text or an integer.
///
/// It may exceed 100, to scale a strength up. It is computed with integers only; a number such as `97.5_f64` is rounded
/// to four decimals when it becomes one.
///
/// ```
/// use drawdown::Percent;
///
/// let third: Percent = "33.3".parse()?;
/// assert_eq!(third.of(1_000), 333);
/// assert_eq!(third.of(999), 332); // 332.667, rounded down
///
/// const HIGH: Percent = Percent::new(95);
/// assert_eq!(Percent::try_from(100.0 / 3.0)?.to_string(), "33.3333");
/// assert_eq!((HIGH.to_f64(), HIGH.ten_thousandths()), (95.0, 950_000));
/// # Ok::<(), drawdown::error::ParsePercentError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64); // in ten-thousandths of one percent; at most u32::MAX percent

impl Percent {
    /// 100 percent.
    pub const HUNDRED: Self = Self(100 * Self::ONE);

    const ONE: u64 = 10_000;
    const MAX: u64 = u32::MAX as u64 * Self::ONE;

    /// A whole percentage.
    #[must_use]
    pub const fn new(whole: u32) -> Self {
        Self(whole as u64 * Self::ONE)
    }

    /// A number of ten-thousandths of one percent; `None` above [`u32::MAX`] percent.
    #[must_use]
    pub const fn from_ten_thousandths(count: u64) -> Option<Self> {
        if count <= Self::MAX { Some(Self(count)) } else { None }
    }

    /// The percentage in ten-thousandths of one percent, exactly.
    #[must_use]
    pub const fn ten_thousandths(self) -> u64 {
        self.0
    }

    /// The nearest float: 33.3 of 33.3 percent.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "it is below 2^53")]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }

    /// This percentage of a number, rounded down.
    #[must_use]
    pub fn of(self, whole: u64) -> u64 {
        let share = u128::from(whole) * u128::from(self.0) / u128::from(Self::HUNDRED.0);
        u64::try_from(share).unwrap_or(u64::MAX)
    }

    /// A share in ten-thousandths, as a percentage.
    #[cfg(feature = "ensemble")]
    pub(crate) const fn of_ten_thousandths(share: u64) -> Self {
        Self(share * 100)
    }

    /// What is missing to 100 percent, in millionths; nothing above it.
    #[cfg(feature = "ensemble")]
    pub(crate) const fn missing_millionths(self) -> u64 {
        Self::HUNDRED.0.saturating_sub(self.0)
    }

    /// A hundred times as much, as far as it fits.
    pub(crate) const fn times_hundred(self) -> Self {
        Self(self.0.saturating_mul(100))
    }

    /// The rank, from 1, of this percentile among `of` sorted values: the nearest-rank definition.
    #[cfg_attr(not(feature = "ensemble"), expect(dead_code, reason = "quantiles need it"))]
    pub(crate) fn nearest_rank(self, of: u64) -> u64 {
        let rank = (u128::from(of) * u128::from(self.0)).div_ceil(u128::from(Self::HUNDRED.0));
        u64::try_from(rank).map_or(of, |rank| rank.min(of)).max(1)
    }
}

/// As [`Percent::to_f64`].
impl From<Percent> for f64 {
    fn from(percent: Percent) -> Self {
        percent.to_f64()
    }
}

impl From<u32> for Percent {
    fn from(whole: u32) -> Self {
        Self::new(whole)
    }
}

impl TryFrom<f64> for Percent {
    type Error = ParsePercentError;

    /// The number rounded to four decimals.
    ///
    /// # Errors
    ///
    /// [`ParsePercentError`] for what is below 0, above [`u32::MAX`] or not a number.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    fn try_from(number: f64) -> Result<Self, ParsePercentError> {
        let rounded = (number * Self::ONE as f64).round();
        let is_percentage = number >= 0.0 && rounded <= Self::MAX as f64;
        let percent = is_percentage.then_some(Self(rounded as u64));
        percent.ok_or_else(|| ParsePercentError { value: number.to_string() })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / Self::ONE, self.0 % Self::ONE);
        if part == 0 {
            return f.pad(&whole.to_string());
        }
        f.pad(format!("{whole}.{part:04}").trim_end_matches('0'))
    }
}

/// A text that is not a percentage.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename = "not_a_percentage")]
#[error("{value:?} is not a percentage; {}", percent_advice(value))]
#[non_exhaustive]
pub struct ParsePercentError {
    /// What was written (its first 40 characters).
    pub value: String,
}

fn percent_advice(value: &str) -> String {
    match value
        .strip_suffix('%')
        .map(str::trim_end)
        .filter(|digits| digits.parse::<Percent>().is_ok())
    {
        Some(digits) => format!("write {digits} or \"{digits}\", without the percent sign"),
        None => "write digits with at most 4 decimals, such as \"33.3\"".to_owned(),
    }
}

impl FromStr for Percent {
    type Err = ParsePercentError;

    /// # Errors
    ///
    /// [`ParsePercentError`] for anything but digits, optionally followed by a point and one to four more digits.
    fn from_str(text: &str) -> Result<Self, ParsePercentError> {
        let error = || ParsePercentError { value: excerpt(text) };
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        if !all_digits(whole) || !all_digits(part) || part.is_empty() || part.len() > 4 {
            return Err(error());
        }
        let whole: u32 = whole.parse().map_err(|_| error())?;
        let part: u64 = format!("{part:0<4}").parse().map_err(|_| error())?;
        Ok(Self(u64::from(whole) * Self::ONE + part))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expecting = "a percentage: an integer, or a decimal in quotes such as \"33.3\"";
        let read = |found: Unexpected<'_>| {
            parse(found).or_else(|| Some(Ok(integer::<u32>(found)?.into())))
        };
        deserializer.deserialize_any(Scalar { expecting, read })
    }
}

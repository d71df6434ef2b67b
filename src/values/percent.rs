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
/// It may exceed 100, to scale a strength up. It is computed with integers only.
///
/// ```
/// use drawdown::Percent;
///
/// let third: Percent = "33.3".parse()?;
/// assert_eq!(third.of(1_000), 333);
/// assert_eq!(third.of(999), 332); // 332.667, rounded down
/// # Ok::<(), drawdown::error::ParsePercentError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64); // in ten-thousandths of one per cent; at most u32::MAX per cent

impl Percent {
    /// 100 per cent.
    pub const HUNDRED: Self = Self(100 * Self::ONE);

    const ONE: u64 = 10_000;

    /// This percentage of a number, rounded down.
    #[must_use]
    pub fn of(self, whole: u64) -> u64 {
        let share = u128::from(whole) * u128::from(self.0) / u128::from(Self::HUNDRED.0);
        u64::try_from(share).unwrap_or(u64::MAX)
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

impl From<u32> for Percent {
    fn from(whole: u32) -> Self {
        Self(u64::from(whole) * Self::ONE)
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
#[derive(Clone, Debug, PartialEq, Eq, Error)]
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
        Some(digits) => format!("write {digits} or \"{digits}\", without the per cent sign"),
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

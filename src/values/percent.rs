//! Percentages with at most four decimals, held exactly.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::values::year_month::excerpt;

/// A percentage of at least 0 with at most four decimals, written as a decimal text or an integer.
///
/// It may exceed 100: a strength can be scaled up. No float is involved.
///
/// ```
/// use drawdown::Percent;
///
/// let third: Percent = "33.3".parse()?;
/// assert_eq!(third.of(1_000), 333);
/// assert_eq!(third.of(999), 332); // 332.667, rounded down
/// # Ok::<(), drawdown::ParsePercentError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64); // in ten-thousandths of one per cent; at most u32::MAX per cent

impl Percent {
    /// All of it.
    ///
    /// ```
    /// assert_eq!(drawdown::Percent::HUNDRED.of(7), 7);
    /// ```
    pub const HUNDRED: Self = Self(100 * Self::ONE);

    const ONE: u64 = 10_000;

    /// This share of a number, rounded down.
    ///
    /// ```
    /// assert_eq!(drawdown::Percent::from(150).of(10), 15);
    /// ```
    #[must_use]
    pub fn of(self, whole: u64) -> u64 {
        let share = u128::from(whole) * u128::from(self.0) / u128::from(Self::HUNDRED.0);
        u64::try_from(share).unwrap_or(u64::MAX)
    }

    /// The rank, from 1, that this percentage means among so many: that share of them rounded up,
    /// and never past the last.
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

/// A text that is no percentage.
///
/// ```
/// let error = "a third".parse::<drawdown::Percent>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     r#""a third" is no percentage; write digits with at most 4 decimals, such as "33.3""#
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{value:?} is no percentage; write digits with at most 4 decimals, such as \"33.3\"")]
#[non_exhaustive]
pub struct ParsePercentError {
    /// What was written (its first 40 characters).
    pub value: String,
}

impl FromStr for Percent {
    type Err = ParsePercentError;

    /// # Errors
    ///
    /// [`ParsePercentError`] for anything but digits, and after a point one to four more.
    fn from_str(text: &str) -> Result<Self, ParsePercentError> {
        let error = || ParsePercentError { value: excerpt(text) };
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
            return Err(error());
        }
        if part.is_empty() || part.len() > 4 {
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
        struct PercentVisitor;

        impl de::Visitor<'_> for PercentVisitor {
            type Value = Percent;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a percentage: an integer, or a decimal in quotes such as \"33.3\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Percent, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Percent, E> {
                u32::try_from(number)
                    .map(Percent::from)
                    .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Percent, E> {
                u32::try_from(number)
                    .map(Percent::from)
                    .map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
            }
        }

        deserializer.deserialize_any(PercentVisitor)
    }
}

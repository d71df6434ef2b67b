//! Head-counts.

use std::fmt;
use std::iter::Sum;
use std::num::TryFromIntError;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::values::scalar::whole_number;
use crate::values::text::{excerpt, grouped};

/// A head-count: a [whole number of troops](crate::rules#troops), 0 to [`u32::MAX`].
///
/// `Display` writes plain digits, which `FromStr` reads; the alternate form (`{:#}`) groups thousands for readers.
/// Sums stop at [`u32::MAX`]; a checked plan never has [more](crate::rules#limits). A sum as `u64` is exact.
///
/// ```
/// use drawdown::Troops;
///
/// let strength = Troops(2_500);
/// assert_eq!(strength.to_string(), "2500");
/// assert_eq!(format!("{strength:#}"), "2,500");
/// assert_eq!("900".parse::<Troops>()? + strength, Troops(3_400));
/// assert_eq!([strength, Troops(900)].iter().sum::<u64>(), 3_400);
/// assert_eq!(strength.checked_sub(Troops(3_400)), None);
/// # Ok::<(), drawdown::error::ParseTroopsError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[doc(alias = "boots on the ground")]
pub struct Troops(pub u32);

impl Troops {
    /// No troops.
    pub const ZERO: Self = Self(0);

    /// The sum; `None` above [`u32::MAX`].
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(count) => Some(Self(count)),
            None => None,
        }
    }

    /// The difference; `None` below 0.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(count) => Some(Self(count)),
            None => None,
        }
    }

    /// The difference, or 0 if `other` is larger.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl From<u32> for Troops {
    fn from(count: u32) -> Self {
        Self(count)
    }
}

impl From<Troops> for u32 {
    fn from(troops: Troops) -> Self {
        troops.0
    }
}

impl From<Troops> for u64 {
    fn from(troops: Troops) -> Self {
        Self::from(troops.0)
    }
}

/// Sums are `u64`, which cannot overflow.
impl TryFrom<u64> for Troops {
    type Error = TryFromIntError;

    fn try_from(count: u64) -> Result<Self, TryFromIntError> {
        u32::try_from(count).map(Self)
    }
}

/// At most [`u32::MAX`].
impl Add for Troops {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Troops {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Troops {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Troops {
    fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
        iter.copied().sum()
    }
}

impl Sum<Troops> for u64 {
    fn sum<I: Iterator<Item = Troops>>(iter: I) -> Self {
        iter.map(Self::from).sum()
    }
}

impl<'a> Sum<&'a Troops> for u64 {
    fn sum<I: Iterator<Item = &'a Troops>>(iter: I) -> Self {
        iter.copied().sum()
    }
}

/// A text that is not a number of troops.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename = "not_troops")]
#[error("{value:?} is not a whole number of troops; write digits only, such as 2500")]
#[non_exhaustive]
pub struct ParseTroopsError {
    /// What was written (its first 40 characters).
    pub value: String,
}

impl FromStr for Troops {
    type Err = ParseTroopsError;

    /// # Errors
    ///
    /// [`ParseTroopsError`] for anything but digits, and above [`u32::MAX`].
    fn from_str(text: &str) -> Result<Self, ParseTroopsError> {
        let digits = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let count = digits.and_then(|digits| digits.parse().ok());
        count.map(Self).ok_or_else(|| ParseTroopsError { value: excerpt(text) })
    }
}

impl fmt::Display for Troops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            f.pad_integral(true, "", &grouped(self.0))
        } else {
            fmt::Display::fmt(&self.0, f)
        }
    }
}

impl<'de> Deserialize<'de> for Troops {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole_number(deserializer, "a whole number of troops, 0 to 4294967295").map(Self)
    }
}

//! Head-counts.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Deserializer, Serialize};

use crate::values::scalar::whole_number;
use crate::values::text::grouped;

/// A head-count: a [whole number of troops](crate::rules#troops), 0 to [`u32::MAX`].
///
/// `Display` writes plain digits; the alternate form (`{:#}`) groups thousands for readers.
///
/// ```
/// use drawdown::Troops;
///
/// let strength = Troops(2_500);
/// assert_eq!(strength.to_string(), "2500");
/// assert_eq!(format!("{strength:#}"), "2,500");
/// assert_eq!([strength, Troops(900)].into_iter().sum::<u64>(), 3_400);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[doc(alias = "boots on the ground")]
pub struct Troops(pub u32);

impl Troops {
    /// No troops.
    pub const ZERO: Self = Self(0);
}

impl From<u32> for Troops {
    fn from(count: u32) -> Self {
        Self(count)
    }
}

impl From<Troops> for u64 {
    fn from(troops: Troops) -> Self {
        Self::from(troops.0)
    }
}

/// Sums are `u64`, which cannot overflow.
impl Sum<Troops> for u64 {
    fn sum<I: Iterator<Item = Troops>>(iter: I) -> Self {
        iter.map(u64::from).sum()
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

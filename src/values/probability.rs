//! Probabilities.

use serde::de::Unexpected;
use serde::{Deserialize, Deserializer, Serialize};

use crate::values::scalar::{Scalar, integer};

/// A probability, 0 to 1.
///
/// ```
/// use drawdown::values::Probability;
///
/// assert_eq!(Probability::new(0.04).map(Probability::value), Some(0.04));
/// assert_eq!(Probability::new(4.0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Probability(f64);

impl Probability {
    /// A probability; `None` unless the value is between 0 and 1.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The number between 0 and 1.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |found: Unexpected<'_>| {
            let value = match found {
                Unexpected::Float(value) => Some(value),
                _ => integer::<u32>(found).map(f64::from),
            };
            Self::new(value?).map(Ok)
        };
        deserializer
            .deserialize_any(Scalar { expecting: "a probability from 0 to 1, such as 0.04", read })
    }
}

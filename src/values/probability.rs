//! Probabilities.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::Unexpected;
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::values::scalar::{Scalar, integer};
use crate::values::text::excerpt;

/// A probability, 0 to 1.
///
/// ```
/// use drawdown::values::Probability;
///
/// let monthly: Probability = "0.04".parse()?;
/// assert_eq!(monthly, Probability::try_from(0.04)?);
/// assert_eq!(Probability::new(4.0), None);
/// # Ok::<(), drawdown::error::ProbabilityError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Probability(f64); // never NaN, and 0 never negative

impl Probability {
    /// A probability; `None` unless the value is between 0 and 1.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value + 0.0))
    }

    /// The number between 0 and 1.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl Eq for Probability {}

impl Ord for Probability {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Probability {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Probability {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> Self {
        probability.0
    }
}

/// A number or text that is not a probability.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename = "not_a_probability")]
#[error("{value:?} is not a probability; write a number from 0 to 1, such as 0.04")]
#[non_exhaustive]
pub struct ProbabilityError {
    /// What was given (its first 40 characters).
    pub value: String,
}

impl TryFrom<f64> for Probability {
    type Error = ProbabilityError;

    fn try_from(value: f64) -> Result<Self, ProbabilityError> {
        Self::new(value).ok_or_else(|| ProbabilityError { value: value.to_string() })
    }
}

impl FromStr for Probability {
    type Err = ProbabilityError;

    /// # Errors
    ///
    /// [`ProbabilityError`] for anything but a number from 0 to 1.
    fn from_str(text: &str) -> Result<Self, ProbabilityError> {
        let probability = text.parse().ok().and_then(Self::new);
        probability.ok_or_else(|| ProbabilityError { value: excerpt(text) })
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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

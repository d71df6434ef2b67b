//! Probabilities.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A probability, 0 to 1.
///
/// ```
/// use drawdown::Chance;
///
/// assert_eq!(Chance::new(0.04).map(Chance::value), Some(0.04));
/// assert_eq!(Chance::new(4.0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Chance(f64);

impl Chance {
    /// A probability; `None` unless it lies between 0 and 1.
    ///
    /// ```
    /// assert!(drawdown::Chance::new(f64::NAN).is_none());
    /// ```
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The number between 0 and 1.
    ///
    /// ```
    /// assert_eq!(drawdown::Chance::new(1.0).map(|chance| chance.value()), Some(1.0));
    /// ```
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Chance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ChanceVisitor;

        impl de::Visitor<'_> for ChanceVisitor {
            type Value = Chance;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a chance between 0 and 1, such as 0.04")
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Chance, E> {
                Chance::new(value)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Float(value), &self))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Chance, E> {
                match value {
                    0 => Ok(Chance(0.0)),
                    1 => Ok(Chance(1.0)),
                    _ => Err(E::invalid_value(de::Unexpected::Unsigned(value), &self)),
                }
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Chance, E> {
                u64::try_from(value)
                    .map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
                    .and_then(|value| self.visit_u64(value))
            }
        }

        deserializer.deserialize_any(ChanceVisitor)
    }
}

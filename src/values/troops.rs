//! Head-counts.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A number of people in uniform: whole, never negative, at most [`u32::MAX`].
///
/// `Display` writes plain digits; the alternate form groups thousands, as a table for people wants.
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
    /// Nobody.
    ///
    /// ```
    /// assert_eq!(drawdown::Troops::ZERO, drawdown::Troops(0));
    /// ```
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

/// Sums are wider than what they add up, so that they cannot overflow.
impl Sum<Troops> for u64 {
    fn sum<I: Iterator<Item = Troops>>(iter: I) -> Self {
        iter.map(u64::from).sum()
    }
}

impl fmt::Display for Troops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            f.pad_integral(true, "", &grouped(u64::from(self.0)))
        } else {
            fmt::Display::fmt(&self.0, f)
        }
    }
}

/// The digits of a number with a comma between thousands.
pub(crate) fn grouped(number: u64) -> String {
    grouped_wide(number.into())
}

/// The same of a number that may be very large, such as money.
pub(crate) fn grouped_wide(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl<'de> Deserialize<'de> for Troops {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole_number(deserializer, "a whole number of troops, 0 to 4294967295").map(Self)
    }
}

/// Reads a `u32`, saying in words what was expected; floats are refused even when whole.
pub(crate) fn whole_number<'de, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
) -> Result<u32, D::Error> {
    struct WholeNumber(&'static str);

    impl de::Visitor<'_> for WholeNumber {
        type Value = u32;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_u64<E: de::Error>(self, number: u64) -> Result<u32, E> {
            u32::try_from(number)
                .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<u32, E> {
            u32::try_from(number)
                .map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
        }
    }

    deserializer.deserialize_u32(WholeNumber(expecting))
}

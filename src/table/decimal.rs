//! Exact decimal numbers.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use crate::values::mean::Mean;
use crate::values::scalar::serde_as_text;
use crate::values::text::excerpt;

/// An exact number with a fixed number of decimals.
///
/// ```
/// use drawdown::table::Decimal;
///
/// let mean = Decimal::new(24_312, 1);
/// assert_eq!(mean.to_string(), "2431.2");
/// assert_eq!("2431.2".parse(), Ok(mean));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The number in units of its last decimal.
    pub units: i128,
    /// The number of decimals.
    pub places: u8,
}

serde_as_text!(Decimal, "a decimal number in quotes, such as \"33.3\"");

/// A text is not a decimal number.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename = "not_a_decimal")]
#[error("{value:?} is not a decimal number; write digits with at most one decimal point")]
#[non_exhaustive]
pub struct ParseDecimalError {
    /// The text (its first 40 characters).
    pub value: String,
}

impl Decimal {
    /// The number with `units` of its last decimal.
    #[must_use]
    pub const fn new(units: i128, places: u8) -> Self {
        Self { units, places }
    }

    /// A mean with a number of decimals, up to nine, rounded half up.
    ///
    /// ```
    /// use drawdown::table::Decimal;
    /// use drawdown::values::Mean;
    ///
    /// assert_eq!(Decimal::of(Mean::new(5, 3), 2).to_string(), "1.67");
    /// ```
    #[must_use]
    pub fn of(mean: Mean, places: u8) -> Self {
        let places = places.min(9);
        Self { units: mean.in_units(10_i128.pow(places.into())), places }
    }

    /// The nearest float.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // Digits with a point are always a float.
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let wrong = || ParseDecimalError { value: excerpt(text) };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(part) || digits.ends_with('.') {
            return Err(wrong());
        }
        let sign = if text.starts_with('-') { "-" } else { "" };
        let units = format!("{sign}{whole}{part}").parse().map_err(|_| wrong())?;
        let places = u8::try_from(part.len()).map_err(|_| wrong())?;
        Ok(Self { units, places })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.places);
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if self.units < 0 { "-" } else { "" };
        let point = if places > 0 { "." } else { "" };
        f.pad(&format!("{sign}{whole}{point}{part}"))
    }
}

//! The values of the open number of a seek (rules#seek-values).

use std::fmt;

use serde::de::Unexpected;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::scalar::{Scalar, integer, parse};
use crate::values::text::excerpt;
use crate::values::year_month::YearMonth;

/// A value of an open number: a whole number, or a month.
///
/// ```
/// use drawdown::spec::SeekValue;
///
/// assert_eq!(SeekValue::from(130).to_string(), "130");
/// assert_eq!(SeekValue::Month("2026-10".parse()?).to_string(), "2026-10");
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeekValue {
    /// Troops, months or percent.
    Number(i64),
    /// A month, which stands for its last day.
    Month(YearMonth),
}

impl From<i64> for SeekValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<YearMonth> for SeekValue {
    fn from(month: YearMonth) -> Self {
        Self::Month(month)
    }
}

impl fmt::Display for SeekValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Month(month) => month.fmt(f),
        }
    }
}

impl Serialize for SeekValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Month(month) => month.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for SeekValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |found: Unexpected<'_>| {
            if let Unexpected::Str(text) = found
                && text.parse::<i64>().is_ok()
            {
                return Some(Err(format!(
                    "found {:?}, but expected a whole number without quotes, or a month, \"YYYY-MM\"",
                    excerpt(text)
                )));
            }
            let month = parse(found).map(|month| month.map(Self::Month));
            month.or_else(|| Some(Ok(Self::Number(integer(found)?))))
        };
        let expecting = "a whole number, or a month, \"YYYY-MM\"";
        deserializer.deserialize_any(Scalar { expecting, read })
    }
}

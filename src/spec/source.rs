//! Sources: where figures come from.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::values::day::Day;
use crate::values::scalar::serde_as_text;
use crate::values::text::{digits, excerpt};
use crate::values::year_month::{ParseDateError, YearMonth};

/// The source of a figure; every other entry of a plan can name one by its id.
///
/// ```
/// use drawdown::spec::Source;
///
/// let title = "US-Iraq deal would see hundreds of troops withdraw in first year, sources say";
/// let source = Source {
///     date: Some("2024-09-06".parse()?),
///     ..Source::new("reuters-2024-09-06", title)
/// };
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id, unique among the plan's sources.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<SourceDate>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Source {
    /// A source without a date and an address.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), date: None, url: None }
    }
}

/// When a source was published, as precisely as it is known: a year, a month or a day.
///
/// ```
/// use drawdown::spec::SourceDate;
///
/// let book: SourceDate = "2009".parse()?;
/// assert_eq!(book, SourceDate::Year(2009));
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceDate {
    /// A year, 1800 to 2999.
    Year(i32),
    /// A day, or a month.
    Day(Day),
}

impl From<Day> for SourceDate {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl fmt::Display for SourceDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => f.pad(&format!("{year:04}")),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for SourceDate {
    type Err = ParseDateError;

    /// # Errors
    ///
    /// As for [`Day`], and [`ParseDateError::OutOfRange`] for a year outside 1800 to 2999.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let Some(year) = digits(text, 4) else { return text.parse().map(Self::Day) };
        let year = year.cast_signed();
        match YearMonth::new(year, 1) {
            Some(_) => Ok(Self::Year(year)),
            None => Err(ParseDateError::OutOfRange { value: excerpt(text) }),
        }
    }
}

serde_as_text!(SourceDate, "a year, month or day, \"YYYY\", \"YYYY-MM\" or \"YYYY-MM-DD\"");

//! Calendar months, the steps of a projection.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::{Add, Range, Sub};
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::values::scalar::serde_as_text;
use crate::values::text::{digits, excerpt};

/// A calendar month from 1800-01 to 2999-12, written `YYYY-MM`.
///
/// Strengths exist at month ends; a month stands for its last day ([rule](crate::rules#nearest-month-end)).
/// `+` and `-` with [`chrono::Months`] stop at [`MIN`](Self::MIN) and [`MAX`](Self::MAX); [`checked_add`](Self::checked_add) tells.
///
/// ```
/// use drawdown::YearMonth;
///
/// let as_of: YearMonth = "2024-08".parse()?;
/// let end: YearMonth = "2026-12".parse()?;
/// assert_eq!(end.months_since(as_of), 28);
/// assert_eq!(as_of.checked_add(28), Some(end));
/// assert_eq!(as_of + drawdown::chrono::Months::new(28), end);
/// assert_eq!(as_of.last_day().to_string(), "2024-08-31");
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth(i32); // year * 12 + month, January being 0

impl YearMonth {
    /// The first month that can be represented, 1800-01.
    pub const MIN: Self = Self(1800 * 12);

    /// The last month that can be represented, 2999-12.
    pub const MAX: Self = Self(2999 * 12 + 11);

    /// A month of a year, January being 1; `None` outside 1800-01 to 2999-12.
    #[must_use]
    pub const fn new(year: i32, month: u32) -> Option<Self> {
        if year < 1800 || year > 2999 || month < 1 || month > 12 {
            return None;
        }
        Some(Self(year * 12 + month.cast_signed() - 1))
    }

    /// The year, 1800 to 2999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, January being 1.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.0.rem_euclid(12).cast_unsigned() + 1
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or(NaiveDate::MIN)
    }

    /// The last day of the month, on which strengths are counted.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        Self(self.0 + 1).first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// The month that is `months` later, or earlier if negative; `None` outside 1800-01 to 2999-12.
    #[must_use]
    pub const fn checked_add(self, months: i32) -> Option<Self> {
        match self.0.checked_add(months) {
            Some(sum) if sum >= Self::MIN.0 && sum <= Self::MAX.0 => Some(Self(sum)),
            _ => None,
        }
    }

    /// The number of months from `earlier` to this month; negative if this month comes first.
    #[must_use]
    pub const fn months_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The months from this one through `last`, both included; empty if `last` comes first.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// let start: YearMonth = "2024-11".parse()?;
    /// let months: Vec<String> = start.through("2025-01".parse()?).map(|m| m.to_string()).collect();
    /// assert_eq!(months, ["2024-11", "2024-12", "2025-01"]);
    /// # Ok::<(), drawdown::error::ParseDateError>(())
    /// ```
    pub const fn through(self, last: Self) -> MonthRange {
        MonthRange(self.0..last.0 + 1)
    }

    /// The month that is `months` later, but no further than [`MIN`](Self::MIN) or [`MAX`](Self::MAX).
    pub(crate) const fn saturating_add(self, months: i32) -> Self {
        match self.checked_add(months) {
            Some(month) => month,
            None if months < 0 => Self::MIN,
            None => Self::MAX,
        }
    }

    /// The month of a date; `None` outside 1800-01 to 2999-12.
    pub(crate) fn of(date: NaiveDate) -> Option<Self> {
        Self::new(date.year(), date.month())
    }
}

impl TryFrom<NaiveDate> for YearMonth {
    type Error = ParseDateError;

    /// The month that a date lies in.
    ///
    /// # Errors
    ///
    /// [`ParseDateError::OutOfRange`] outside the years 1800 to 2999.
    fn try_from(date: NaiveDate) -> Result<Self, ParseDateError> {
        Self::of(date).ok_or_else(|| ParseDateError::OutOfRange { value: date.to_string() })
    }
}

/// At most [`YearMonth::MAX`].
impl Add<Months> for YearMonth {
    type Output = Self;

    fn add(self, months: Months) -> Self {
        self.saturating_add(i32::try_from(months.as_u32()).unwrap_or(i32::MAX))
    }
}

/// At least [`YearMonth::MIN`].
impl Sub<Months> for YearMonth {
    type Output = Self;

    fn sub(self, months: Months) -> Self {
        self.saturating_add(i32::try_from(months.as_u32()).map_or(i32::MIN, |months| -months))
    }
}

impl fmt::Debug for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.year(), self.month()))
    }
}

impl FromStr for YearMonth {
    type Err = ParseDateError;

    /// # Errors
    ///
    /// [`ParseDateError::Malformed`] for anything but `YYYY-MM`, [`ParseDateError::NoSuchMonth`] for
    /// a month outside 1800-01 to 2999-12.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let malformed = || ParseDateError::Malformed { value: excerpt(text), wanted: "YYYY-MM" };
        let (year, month) = text.split_once('-').ok_or_else(malformed)?;
        let year = digits(year, 4).ok_or_else(malformed)?;
        let month = digits(month, 2).ok_or_else(malformed)?;
        Self::new(year.cast_signed(), month)
            .ok_or_else(|| ParseDateError::NoSuchMonth { value: excerpt(text) })
    }
}

serde_as_text!(YearMonth, "a month, \"YYYY-MM\"");

/// A day or month that could not be read.
///
/// ```
/// use drawdown::YearMonth;
///
/// let error = "August 2024".parse::<YearMonth>().unwrap_err();
/// assert_eq!(error.to_string(), r#"found "August 2024", but expected YYYY-MM"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ParseDateError {
    /// Not in the expected form.
    #[error("found {value:?}, but expected {wanted}")]
    Malformed {
        /// What was written (its first 40 characters).
        value: String,
        /// The expected form, such as `YYYY-MM`.
        wanted: &'static str,
    },
    /// Well-formed, but not a month between 1800-01 and 2999-12.
    #[error("{value:?} is not a month between 1800-01 and 2999-12")]
    NoSuchMonth {
        /// What was written.
        value: String,
    },
    /// A day in another notation.
    #[error("found {value:?}; write {}", days.join(" or "))]
    OtherNotation {
        /// What was written.
        value: String,
        /// The days that it can stand for, as they are written.
        days: Vec<String>,
    },
    /// A day that its month does not have.
    #[error("{value:?} is not a day: {month} {year} has {days} days")]
    NoSuchDay {
        /// What was written.
        value: String,
        /// The name of the month.
        month: &'static str,
        /// The year.
        year: i32,
        /// How many days the month has.
        days: u32,
    },
    /// A month that is not 01 to 12, where a day is expected.
    #[error("{value:?} is not a day: a year has the months 01 to 12")]
    NoSuchMonthOfYear {
        /// What was written.
        value: String,
    },
    /// Well-formed, but not a day between 1800-01-01 and 2999-12-31.
    #[error("{value:?} is not a day between 1800-01-01 and 2999-12-31")]
    OutOfRange {
        /// What was written.
        value: String,
    },
}

/// An iterator of consecutive months, from [`YearMonth::through`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use = "a range of months does nothing unless iterated"]
pub struct MonthRange(Range<i32>);

impl MonthRange {
    /// Whether a month is among those left.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let months = plan.project().months();
    /// assert!(months.contains("2024-08".parse()?) && !months.contains("2024-07".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contains(&self, month: YearMonth) -> bool {
        self.0.contains(&month.0)
    }
}

/// The list of its months.
impl Serialize for MonthRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}

impl Iterator for MonthRange {
    type Item = YearMonth;

    fn next(&mut self) -> Option<YearMonth> {
        self.0.next().map(YearMonth)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for MonthRange {
    fn next_back(&mut self) -> Option<YearMonth> {
        self.0.next_back().map(YearMonth)
    }
}

impl ExactSizeIterator for MonthRange {}
impl FusedIterator for MonthRange {}

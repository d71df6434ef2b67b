//! Months of the calendar, the steps of a projection.

use std::fmt;
use std::iter::FusedIterator;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A month of a year from 1800-01 to 2999-12, written `YYYY-MM`.
///
/// Strengths exist at month ends; a month stands for its last day (DESIGN section 2).
///
/// ```
/// use drawdown::YearMonth;
///
/// let as_of: YearMonth = "2024-08".parse()?;
/// let end: YearMonth = "2026-12".parse()?;
/// assert_eq!(end.months_since(as_of), 28);
/// assert_eq!(as_of.last_day().to_string(), "2024-08-31");
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth(i32); // year * 12 + month, January being 0

impl YearMonth {
    /// The first month there is, 1800-01.
    ///
    /// ```
    /// assert_eq!(drawdown::YearMonth::MIN.to_string(), "1800-01");
    /// ```
    pub const MIN: Self = Self(1800 * 12);

    /// The last month there is, 2999-12.
    ///
    /// ```
    /// assert_eq!(drawdown::YearMonth::MAX.to_string(), "2999-12");
    /// ```
    pub const MAX: Self = Self(2999 * 12 + 11);

    /// The month of a year, January being 1; `None` outside 1800-01 to 2999-12.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// assert_eq!(YearMonth::new(2024, 8), "2024-08".parse().ok());
    /// assert_eq!(YearMonth::new(2024, 13), None);
    /// ```
    #[must_use]
    pub const fn new(year: i32, month: u32) -> Option<Self> {
        if year < 1800 || year > 2999 || month < 1 || month > 12 {
            return None;
        }
        Some(Self(year * 12 + month.cast_signed() - 1))
    }

    /// The year, 1800 to 2999.
    ///
    /// ```
    /// assert_eq!(drawdown::YearMonth::MAX.year(), 2999);
    /// ```
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, January being 1.
    ///
    /// ```
    /// assert_eq!(drawdown::YearMonth::MAX.month(), 12);
    /// ```
    #[must_use]
    pub const fn month(self) -> u32 {
        self.0.rem_euclid(12).cast_unsigned() + 1
    }

    /// The month's first day.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// assert_eq!(YearMonth::MIN.first_day().to_string(), "1800-01-01");
    /// ```
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or(NaiveDate::MIN)
    }

    /// The month's last day, the one on which strengths are counted.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// let month: YearMonth = "2020-02".parse()?;
    /// assert_eq!(month.last_day().to_string(), "2020-02-29");
    /// # Ok::<(), drawdown::ParseDateError>(())
    /// ```
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        Self(self.0 + 1).first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// This month and so many more (or fewer, where negative); `None` outside 1800-01 to 2999-12.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// let signed: YearMonth = "2020-02".parse()?;
    /// assert_eq!(signed.checked_add(14), Some("2021-04".parse()?));
    /// assert_eq!(YearMonth::MAX.checked_add(1), None);
    /// # Ok::<(), drawdown::ParseDateError>(())
    /// ```
    #[must_use]
    pub const fn checked_add(self, months: i32) -> Option<Self> {
        match self.0.checked_add(months) {
            Some(sum) if sum >= Self::MIN.0 && sum <= Self::MAX.0 => Some(Self(sum)),
            _ => None,
        }
    }

    /// How many months lie between `earlier` and this month; negative where this one comes first.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// let due: YearMonth = "2025-09".parse()?;
    /// let met: YearMonth = "2025-12".parse()?;
    /// assert_eq!(met.months_since(due), 3);
    /// # Ok::<(), drawdown::ParseDateError>(())
    /// ```
    #[must_use]
    pub const fn months_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The months from this one through `last`, both included; none where `last` comes first.
    ///
    /// ```
    /// use drawdown::YearMonth;
    ///
    /// let start: YearMonth = "2024-11".parse()?;
    /// let months: Vec<String> = start.through("2025-01".parse()?).map(|m| m.to_string()).collect();
    /// assert_eq!(months, ["2024-11", "2024-12", "2025-01"]);
    /// # Ok::<(), drawdown::ParseDateError>(())
    /// ```
    pub const fn through(self, last: Self) -> MonthRange {
        MonthRange { next: self.0, last: last.0 }
    }

    /// So many months on, stopping at the first and last month there is.
    pub(crate) const fn saturating_add(self, months: i32) -> Self {
        let sum = self.0.saturating_add(months);
        if sum < Self::MIN.0 {
            Self::MIN
        } else if sum > Self::MAX.0 {
            Self::MAX
        } else {
            Self(sum)
        }
    }

    /// The month that a date lies in; `None` outside 1800-01 to 2999-12.
    pub(crate) fn of(date: NaiveDate) -> Option<Self> {
        Self::new(date.year(), date.month())
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
    /// a month or a year that does not exist here.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let malformed = || ParseDateError::Malformed { value: excerpt(text), wanted: "YYYY-MM" };
        let (year, month) = text.split_once('-').ok_or_else(malformed)?;
        let year = digits(year, 4).ok_or_else(malformed)?;
        let month = digits(month, 2).ok_or_else(malformed)?;
        Self::new(year.cast_signed(), month)
            .ok_or_else(|| ParseDateError::NoSuchMonth { value: excerpt(text) })
    }
}

/// Exactly `count` decimal digits as a number.
pub(crate) fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// A day or a month that could not be read.
///
/// ```
/// use drawdown::YearMonth;
///
/// let error = "August 2024".parse::<YearMonth>().unwrap_err();
/// assert_eq!(error.to_string(), r#""August 2024" is not written YYYY-MM"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseDateError {
    /// Not in the form that was wanted.
    #[error("{value:?} is not written {wanted}")]
    Malformed {
        /// What was written (its first 40 characters).
        value: String,
        /// The form that was wanted, such as `YYYY-MM`.
        wanted: &'static str,
    },
    /// Well-formed, but no such month, or a year outside 1800 to 2999.
    #[error("{value:?} is no month between 1800-01 and 2999-12")]
    NoSuchMonth {
        /// What was written.
        value: String,
    },
    /// Well-formed, but no such day, or a year outside 1800 to 2999.
    #[error("{value:?} is no day between 1800-01-01 and 2999-12-31")]
    OutOfRange {
        /// What was written.
        value: String,
    },
}

/// The beginning of an untrusted text, short enough for a message.
pub(crate) fn excerpt(text: &str) -> String {
    beginning(text, 40)
}

/// The first characters of a text, and a sign that there are more.
pub(crate) fn beginning(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Serialize for YearMonth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a month, \"YYYY-MM\"")
    }
}

/// Reads a text and parses it: files and `FromStr` share one grammar.
pub(crate) fn parsed<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    struct Parsed<T>(&'static str, std::marker::PhantomData<T>);

    impl<T: FromStr<Err: fmt::Display>> de::Visitor<'_> for Parsed<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    let visitor = Parsed(expecting, std::marker::PhantomData);
    // Compact formats do not say what comes.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_str(visitor)
    }
}

/// An iterator of consecutive months, first and last included; see [`YearMonth::through`].
///
/// ```
/// use drawdown::YearMonth;
///
/// let year = "2025-01".parse::<YearMonth>()?.through("2025-12".parse()?);
/// assert_eq!(year.len(), 12);
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a range of months does nothing unless iterated"]
pub struct MonthRange {
    next: i32,
    last: i32,
}

impl Iterator for MonthRange {
    type Item = YearMonth;

    fn next(&mut self) -> Option<YearMonth> {
        (self.next <= self.last).then(|| {
            self.next += 1;
            YearMonth(self.next - 1)
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.last - self.next + 1).unwrap_or(0);
        (left, Some(left))
    }
}

impl DoubleEndedIterator for MonthRange {
    fn next_back(&mut self) -> Option<YearMonth> {
        (self.next <= self.last).then(|| {
            self.last -= 1;
            YearMonth(self.last + 1)
        })
    }
}

impl ExactSizeIterator for MonthRange {}
impl FusedIterator for MonthRange {}

/// As charts and files in words name them.
#[cfg(any(feature = "charts", feature = "csv"))]
pub(crate) const MONTHS_BY_NAME: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

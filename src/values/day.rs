//! The days of a plan: a date, or a month that stands for its last day (rules#day).

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::values::scalar::serde_as_text;
use crate::values::text::{MONTH_NAMES, digits, excerpt};
use crate::values::year_month::{ParseDateError, YearMonth};

/// A day of a plan, written `YYYY-MM-DD`, or `YYYY-MM` for a month's last day.
///
/// A day given as a month stays a month when it is [counted from](crate::rules#counted-days): fourteen months after
/// `2020-02` is `2021-04`, its last day. Days are ordered by [`date`](Self::date); where a month stands for the same
/// date as a day, the day comes first.
///
/// ```
/// use drawdown::{Day, YearMonth};
///
/// let deadline: Day = "2021-05-01".parse()?;
/// assert_eq!(deadline.nearest_month_end(), YearMonth::new(2021, 4)); // a day after April's end
///
/// let month: Day = "2020-02".parse()?;
/// assert_eq!(month.date().to_string(), "2020-02-29");
/// assert_eq!(month.as_month(), YearMonth::new(2020, 2));
/// assert!(month < deadline && YearMonth::from(deadline) == "2021-05".parse()?);
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Day(Kind);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Date(NaiveDate),
    Month(YearMonth),
}

impl Day {
    /// A calendar date; `None` if it does not exist or is outside the years 1800 to 2999.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::of)
    }

    /// The date; a month's last day if the day was given as a month.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        match self.0 {
            Kind::Date(date) => date,
            Kind::Month(month) => month.last_day(),
        }
    }

    /// The month that this day was given as; `None` if it was given as a date.
    #[must_use]
    pub const fn as_month(self) -> Option<YearMonth> {
        match self.0 {
            Kind::Date(_) => None,
            Kind::Month(month) => Some(month),
        }
    }

    /// The month end nearest to this day, the earlier of two equally near: the one rule that turns
    /// days into months ([rule](crate::rules#nearest-month-end)). `None` only for the first days of 1800.
    #[must_use]
    pub fn nearest_month_end(self) -> Option<YearMonth> {
        match self.0 {
            Kind::Month(month) => Some(month),
            Kind::Date(date) => {
                let month = YearMonth::of(date)?;
                let since_last = date.day();
                let to_next = month.last_day().day() - date.day();
                if since_last <= to_next { month.checked_add(-1) } else { Some(month) }
            }
        }
    }

    /// A date within the years 1800 to 2999.
    pub(crate) fn of(date: NaiveDate) -> Option<Self> {
        YearMonth::of(date).map(|_| Self(Kind::Date(date)))
    }

    /// The day as a beginning: a month stands for its first day there.
    pub(crate) fn beginning(self) -> Self {
        match self.0 {
            Kind::Date(_) => self,
            Kind::Month(month) => Self(Kind::Date(month.first_day())),
        }
    }

    /// The date that is `days` later; a month counts from its last day.
    pub(crate) fn plus_days(self, days: u32) -> Option<Self> {
        self.date().checked_add_days(Days::new(u64::from(days))).and_then(Self::of)
    }

    /// The date that is `days` earlier; a month counts from its last day.
    pub(crate) fn minus_days(self, days: u32) -> Option<Self> {
        self.date().checked_sub_days(Days::new(u64::from(days))).and_then(Self::of)
    }

    /// The day that is `months` calendar months later, clamped to the month's end; a month stays a month.
    pub(crate) fn plus_months(self, months: i32) -> Option<Self> {
        match self.0 {
            Kind::Month(month) => month.checked_add(months).map(Self::from),
            Kind::Date(date) => {
                let count = Months::new(months.unsigned_abs());
                let moved = if months < 0 {
                    date.checked_sub_months(count)
                } else {
                    date.checked_add_months(count)
                };
                moved.and_then(Self::of)
            }
        }
    }
}

impl Ord for Day {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.date(), self.as_month()).cmp(&(other.date(), other.as_month()))
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A date within the years 1800 to 2999.
impl TryFrom<NaiveDate> for Day {
    type Error = ParseDateError;

    fn try_from(date: NaiveDate) -> Result<Self, ParseDateError> {
        Self::of(date).ok_or_else(|| ParseDateError::OutOfRange { value: date.to_string() })
    }
}

/// A month where a day is expected stands for its last day.
impl From<YearMonth> for Day {
    fn from(month: YearMonth) -> Self {
        Self(Kind::Month(month))
    }
}

impl From<Day> for YearMonth {
    /// The month that the day lies in; which month end it counts as is
    /// [`nearest_month_end`](Day::nearest_month_end).
    fn from(day: Day) -> Self {
        match day.0 {
            Kind::Month(month) => month,
            Kind::Date(date) => Self::of(date).unwrap_or(Self::MAX), // every day lies in one
        }
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Date(date) => f.pad(&date.to_string()),
            Kind::Month(month) => fmt::Display::fmt(&month, f),
        }
    }
}

impl FromStr for Day {
    type Err = ParseDateError;

    /// # Errors
    ///
    /// [`ParseDateError::Malformed`] for anything but `YYYY-MM-DD` or `YYYY-MM`,
    /// [`ParseDateError::OutOfRange`] for a day that does not exist or is outside the years 1800 to 2999.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let malformed = || {
            let (value, wanted) = (excerpt(text), "YYYY-MM-DD or YYYY-MM");
            if let Some(days) = other_notation(text) {
                ParseDateError::OtherNotation { value, days }
            } else {
                ParseDateError::Malformed { value, wanted }
            }
        };
        let mut parts = text.splitn(3, '-');
        let year = parts.next().and_then(|part| digits(part, 4)).ok_or_else(malformed)?;
        let month = parts.next().and_then(|part| digits(part, 2)).ok_or_else(malformed)?;
        if !(1..=12).contains(&month) {
            return Err(ParseDateError::NoSuchMonthOfYear { value: excerpt(text) });
        }
        let year = year.cast_signed();
        let of_month = YearMonth::new(year, month);
        match parts.next() {
            None => of_month.map(Self::from),
            Some(day) => {
                let day = digits(day, 2).ok_or_else(malformed)?;
                let last = of_month.map(|month| month.last_day().day());
                if let Some(days) = last.filter(|&last| day > last) {
                    let month = MONTH_NAMES[month as usize - 1];
                    return Err(ParseDateError::NoSuchDay {
                        value: excerpt(text),
                        month,
                        year,
                        days,
                    });
                }
                Self::new(year, month, day)
            }
        }
        .ok_or_else(|| ParseDateError::OutOfRange { value: excerpt(text) })
    }
}

/// The days that a text such as `09/30/2025` or `30.9.2025` can stand for.
fn other_notation(text: &str) -> Option<Vec<String>> {
    let separator = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |part: &str| digits(part, part.len()).filter(|_| part.len() <= 4);
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    let day = |year: u32, month, day| Day::new(year.cast_signed(), month, day);
    let days = match (a.len(), c.len()) {
        (4, _) => [day(first, second, third), None],
        (_, 4) => [day(third, first, second), day(third, second, first)],
        _ => return None,
    };
    let mut days: Vec<String> = days.into_iter().flatten().map(|day| day.to_string()).collect();
    days.dedup();
    (!days.is_empty()).then_some(days)
}

serde_as_text!(Day, "a day, \"YYYY-MM-DD\" or \"YYYY-MM\"");

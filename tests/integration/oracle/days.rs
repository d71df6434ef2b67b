//! Section 2: days, months, and which month end a day counts as. A month is a number here, year * 12 + (0..=11).

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

/// Section 2: "a day given as a month stays a month".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    Day(NaiveDate),
    Month(i64),
}

impl Moment {
    /// Section 2: "A day is `YYYY-MM-DD`"; or a month, `YYYY-MM`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(day) => Ok(Self::Day(day)),
            Err(_) => parse_month(text).map(Self::Month),
        }
    }

    /// Section 2: "A month `YYYY-MM` where a day is expected stands for its last day".
    pub(crate) fn last_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(month) => first_day(month + 1) - Days::new(1),
        }
    }

    /// Section 2: ".. but written in `starts` or `from` for its first".
    pub(crate) fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(month) => first_day(month),
        }
    }

    /// Section 2: "Months are calendar months, clamped to the month's end (.. 31 May - 3 months = the last of February); a day
    /// given as a month stays a month."
    pub(crate) fn plus_months(self, months: i64) -> Self {
        match self {
            Self::Month(month) => Self::Month(month + months),
            Self::Day(day) => {
                let length = Months::new(months.unsigned_abs() as u32);
                Self::Day(if months < 0 { day - length } else { day + length })
            }
        }
    }

    /// Section 2: `{ after, days }` or, backwards, `{ before, days }`; of a month, from its last day.
    pub(crate) fn plus_days(self, days: i64) -> Self {
        Self::Day(self.last_day() + TimeDelta::days(days))
    }

    pub(crate) fn show(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Month(month) => show_month(month),
        }
    }

    /// Section 2: an estimate without `best` "is the midpoint, rounded down (for days: whole days; for months:
    /// whole months)"; "Dates have all three as days or all three as months."
    pub(crate) fn midpoint(low: Self, high: Self) -> Result<Self, String> {
        match (low, high) {
            (Self::Day(low), Self::Day(high)) => {
                let half = (high - low).num_days().div_euclid(2);
                Ok(Self::Day(low + TimeDelta::days(half)))
            }
            (Self::Month(low), Self::Month(high)) => Ok(Self::Month((low + high).div_euclid(2))),
            _ => Err("an estimate of both days and months".to_owned()),
        }
    }
}

/// Section 2: "a day counts as the month end nearest to it (the earlier of two equally near)".
pub(crate) fn nearest_month_end(day: NaiveDate) -> i64 {
    let month = month_of(day);
    let since_last_end = i64::from(day.day());
    let until_own_end = (Moment::Month(month).last_day() - day).num_days();
    if since_last_end <= until_own_end { month - 1 } else { month }
}

pub(crate) fn month_of(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

pub(crate) fn parse_month(text: &str) -> Result<i64, String> {
    NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
        .map(month_of)
        .map_err(|_| format!("{text} is neither a day nor a month"))
}

pub(crate) fn show_month(month: i64) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

fn first_day(month: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(month.div_euclid(12) as i32, month.rem_euclid(12) as u32 + 1, 1)
        .unwrap_or(NaiveDate::MAX) // far beyond the years of section 8
}

//! Days and months as files write them (rules#observed-dates).

use chrono::{Days, NaiveDate};

use crate::observed::mapping::DateForm;
use crate::observed::reader::numbers::{number, number_of_digits};
use crate::observed::skipped::SkipReason;
use crate::values::day::Day;
use crate::values::text::{MONTH_NAMES, excerpt};
use crate::values::year_month::YearMonth;

/// A day or month as it is written.
#[derive(Clone, Copy)]
pub(super) enum Written {
    Day(Day),
    /// Day and month are numbers, and either may come first.
    EitherOrder {
        first: u32,
        second: u32,
        year: i32,
    },
    /// The year has two digits.
    TwoDigitYear(Day),
}

/// A month: 1 to 12, or the first letters of its English name, at least three.
pub(super) fn month(text: &str) -> Result<u32, SkipReason> {
    month_word(text)
        .or_else(|| number(text).filter(|month| (1..=12).contains(month)))
        .ok_or_else(|| SkipReason::NoMonth { value: excerpt(text) })
}

fn month_word(text: &str) -> Option<u32> {
    let word = text.strip_suffix('.').unwrap_or(text);
    let begins =
        |name: &&str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let position = MONTH_NAMES.iter().position(begins).filter(|_| word.len() >= 3)?;
    u32::try_from(position + 1).ok()
}

/// Reads a day or month; a time of day after it is ignored.
pub(super) fn parse(text: &str, form: DateForm) -> Result<Written, SkipReason> {
    let text = without_time(text.trim());
    let malformed = || SkipReason::NotADate { value: excerpt(text), wanted: wanted(form).into() };
    if form == DateForm::SpreadsheetDays {
        return spreadsheet_day(text).ok_or_else(malformed);
    }
    if form == DateForm::Any && text.len() == 5 && number_of_digits(text).is_some() {
        return Err(SkipReason::DayNumber { value: excerpt(text) });
    }
    match in_words(text).or_else(|| in_numbers(text, form)).ok_or_else(malformed)? {
        Parts::Month { year, month } => YearMonth::new(year, month).map(Day::from),
        Parts::Day { year, month, day } => Day::new(year, month, day),
        Parts::TwoDigitYear { year, month, day } => {
            let year = full_year(year);
            let day = match day {
                Some(day) => Day::new(year, month, day),
                None => YearMonth::new(year, month).map(Day::from),
            };
            return day.map(Written::TwoDigitYear).ok_or_else(|| no_such_day(text));
        }
        Parts::EitherOrder { first, second, year } => {
            return Ok(Written::EitherOrder { first, second, year });
        }
        Parts::Unclear => return Err(SkipReason::DayOrMonth { value: excerpt(text) }),
    }
    .map(Written::Day)
    .ok_or_else(|| no_such_day(text))
}

pub(super) fn no_such_day(text: &str) -> SkipReason {
    SkipReason::NoSuchDay { value: excerpt(text) }
}

const fn wanted(form: DateForm) -> &'static str {
    match form {
        DateForm::Any => "2024-06-30, 30 June 2024 or 2024-06",
        DateForm::YearMonthDay => "2024-06-30 or 2024-06",
        DateForm::DayMonthYear => "30/06/2024",
        DateForm::MonthDayYear => "06/30/2024",
        DateForm::SpreadsheetDays => "a number of days such as 45473",
    }
}

/// The numbers of a day, which need not exist.
enum Parts {
    Month {
        year: i32,
        month: u32,
    },
    Day {
        year: i32,
        month: u32,
        day: u32,
    },
    TwoDigitYear {
        year: i32,
        month: u32,
        day: Option<u32>,
    },
    EitherOrder {
        first: u32,
        second: u32,
        year: i32,
    },
    /// Three numbers of two digits.
    Unclear,
}

/// Spreadsheets take 30 to 99 for years of the last century.
const fn full_year(year: i32) -> i32 {
    if year < 30 { 2000 + year } else { 1900 + year }
}

/// A day or month with its month in words: `31 March 2012`, `March 31, 2012`, `Mar-12`.
fn in_words(text: &str) -> Option<Parts> {
    let parts: Vec<&str> =
        text.split([' ', '-', '/', ',', '.']).filter(|part| !part.is_empty()).collect();
    let year = |part: &str| (part.len() == 4).then(|| number::<i32>(part)).flatten();
    let two = |part: &str| (part.len() == 2).then(|| number::<i32>(part)).flatten();
    let day = |part: &str| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end));
        number::<u32>(digits.unwrap_or(part)).filter(|_| part.len() <= 4)
    };
    match parts[..] {
        [a, b] => {
            if let (Some(month), Some(year)) = (month_word(a), year(b)) {
                return Some(Parts::Month { year, month });
            }
            if let (Some(year), Some(month)) = (year(a), month_word(b)) {
                return Some(Parts::Month { year, month });
            }
            // A spreadsheet's "Mar-12" is a month; "March 12" may be a day without a year.
            let (month, year) = (month_word(a)?, two(b)?);
            text.contains('-').then_some(Parts::TwoDigitYear { year, month, day: None })
        }
        [a, b, c] => match (month_word(a), month_word(b), month_word(c)) {
            (None, Some(month), None) => match (year(a), year(c), two(c)) {
                (Some(year), _, _) => Some(Parts::Day { year, month, day: day(c)? }),
                (_, Some(year), _) => Some(Parts::Day { year, month, day: day(a)? }),
                (_, _, Some(year)) => Some(Parts::TwoDigitYear { year, month, day: Some(day(a)?) }),
                _ => None,
            },
            (Some(month), None, None) => Some(Parts::Day { year: year(c)?, month, day: day(b)? }),
            _ => None,
        },
        _ => None,
    }
}

/// A day or month in numbers, with points, hyphens or slashes between them, or nothing.
fn in_numbers(text: &str, form: DateForm) -> Option<Parts> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    if separator.is_some_and(|separator| !matches!(separator, '-' | '/' | '.')) {
        return None;
    }
    let parts: Vec<&str> = match separator {
        Some(separator) => text.split(separator).collect(),
        None => without_separators(text, form)?,
    };
    let mut numbers = Vec::with_capacity(3);
    for part in &parts {
        numbers.push(u32::try_from(number_of_digits(part)?).ok()?);
    }
    let year = |number: u32| number.cast_signed();
    let is_year_first = matches!(form, DateForm::Any | DateForm::YearMonthDay);
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    match (&numbers[..], &lengths[..]) {
        (&[y, m], [4, 1..=2]) if is_year_first => Some(Parts::Month { year: year(y), month: m }),
        (&[m, y], [1..=2, 4]) if form != DateForm::YearMonthDay => {
            Some(Parts::Month { year: year(y), month: m })
        }
        (&[y, m, d], [4, 1..=2, 1..=2]) if is_year_first => {
            Some(Parts::Day { year: year(y), month: m, day: d })
        }
        (&[a, b, y], [1..=2, 1..=2, 4]) => match form {
            DateForm::Any => Some(Parts::EitherOrder { first: a, second: b, year: year(y) }),
            DateForm::DayMonthYear => Some(Parts::Day { year: year(y), month: b, day: a }),
            DateForm::MonthDayYear => Some(Parts::Day { year: year(y), month: a, day: b }),
            _ => None,
        },
        (&[a, b, y], [1..=2, 1..=2, 2]) => match form {
            DateForm::Any => Some(Parts::Unclear),
            DateForm::DayMonthYear => {
                Some(Parts::TwoDigitYear { year: year(y), month: b, day: Some(a) })
            }
            DateForm::MonthDayYear => {
                Some(Parts::TwoDigitYear { year: year(y), month: a, day: Some(b) })
            }
            _ => None,
        },
        _ => None,
    }
}

/// The parts of `20120331`, or of the month `201203`, which may be a day elsewhere.
fn without_separators(text: &str, form: DateForm) -> Option<Vec<&str>> {
    match (text.len(), form) {
        (8, DateForm::Any | DateForm::YearMonthDay) => {
            Some(vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?])
        }
        (6, DateForm::YearMonthDay) => Some(vec![text.get(..4)?, text.get(4..)?]),
        _ => None,
    }
}

/// A spreadsheet's number of a day, with or without a time of day; day 61 is 1900-03-01.
fn spreadsheet_day(text: &str) -> Option<Written> {
    let (days, time) = text.split_once('.').unwrap_or((text, "0"));
    let days =
        number_of_digits(days).filter(|days| *days >= 61 && number_of_digits(time).is_some())?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    Day::of(date).map(Written::Day)
}

/// A date without the time of day after it.
fn without_time(text: &str) -> &str {
    let is_time = |time: &str| {
        let hour = time.split_once(':').and_then(|(hour, _)| number_of_digits(hour));
        hour.is_some_and(|hour| hour <= 24)
            && time.chars().all(|c| c.is_ascii_digit() || ":.+-ZAPM ".contains(c))
    };
    let mut ends = text.match_indices(['T', ' ']);
    let end = ends.find(|(at, _)| text.get(at + 1..).is_some_and(is_time));
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text).trim_end()
}

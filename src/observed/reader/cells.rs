//! Single values of a csv file.

use crate::observed::csv_error::CsvErrorKind;
use crate::observed::mapping::DateForm;
use crate::values::day::Day;
use crate::values::text::{MONTH_NAMES, excerpt};
use crate::values::year_month::{ParseDateError, YearMonth};

/// A whole number in digits, or as programs write one that was a float (`12.0`, `1e+05`). It is read
/// exactly, without a float.
fn whole_number(text: &str) -> Option<u64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
            (mantissa, digits(exponent).filter(|_| exponent.len() <= 2)?)
        }
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    if whole.is_empty() || fraction.is_empty() || fraction.len() > 20 {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let zeros = u32::try_from(exponent).ok()?.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    match digits(&format!("{whole}{fraction}"))? {
        0 => Some(0),
        number => number.checked_mul(10_u64.checked_pow(zeros)?),
    }
}

/// A number written in digits only.
fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn number<T: TryFrom<u64>>(text: &str) -> Option<T> {
    T::try_from(whole_number(text)?).ok()
}

pub(super) fn head_count(text: &str) -> Result<u64, CsvErrorKind> {
    match whole_number(text) {
        Some(count) if count <= u32::MAX.into() => Ok(count),
        Some(_) => Err(CsvErrorKind::TooMany),
        None => Err(CsvErrorKind::NotWhole { value: excerpt(text) }),
    }
}

pub(super) fn state_number(text: &str) -> Result<u32, CsvErrorKind> {
    number(text).ok_or_else(|| CsvErrorKind::NoStateNumber { value: excerpt(text) })
}

pub(super) fn year(text: &str) -> Result<i32, CsvErrorKind> {
    number(text)
        .filter(|year| YearMonth::new(*year, 1).is_some())
        .ok_or_else(|| CsvErrorKind::NoYear { value: excerpt(text) })
}

pub(super) fn month(text: &str) -> Result<u32, CsvErrorKind> {
    let is_name = |name: &str| {
        text.eq_ignore_ascii_case(name)
            || name.get(..3).is_some_and(|short| text.eq_ignore_ascii_case(short))
    };
    (1..)
        .zip(MONTH_NAMES)
        .find_map(|(month, name)| is_name(name).then_some(month))
        .or_else(|| number(text).filter(|month| (1..=12).contains(month)))
        .ok_or_else(|| CsvErrorKind::NoMonth { value: excerpt(text) })
}

/// The last month of a quarter.
pub(super) fn quarter(text: &str) -> Result<u32, CsvErrorKind> {
    number::<u32>(text.strip_prefix(['Q', 'q']).unwrap_or(text))
        .filter(|quarter| (1..=4).contains(quarter))
        .map(|quarter| quarter * 3)
        .ok_or_else(|| CsvErrorKind::NoQuarter { value: excerpt(text) })
}

/// The month end nearest to a day.
pub(super) fn date(text: &str, form: DateForm) -> Result<YearMonth, CsvErrorKind> {
    let text = without_time(text);
    let day = match form {
        DateForm::YearMonthDay => text.parse::<Day>(),
        DateForm::DayMonthYear => {
            three_numbers(text, "D/M/YYYY").and_then(|[d, m, y]| day(text, y, m, d))
        }
        DateForm::MonthDayYear => {
            three_numbers(text, "M/D/YYYY").and_then(|[m, d, y]| day(text, y, m, d))
        }
    };
    day.and_then(|day| day.nearest_month_end().ok_or_else(|| out_of_range(text)))
        .map_err(CsvErrorKind::Day)
}

fn day(text: &str, year: u32, month: u32, day: u32) -> Result<Day, ParseDateError> {
    Day::new(year.cast_signed(), month, day).ok_or_else(|| out_of_range(text))
}

fn out_of_range(text: &str) -> ParseDateError {
    ParseDateError::OutOfRange { value: excerpt(text) }
}

/// The three numbers of a day, of at most two, two and four digits.
fn three_numbers(text: &str, wanted: &'static str) -> Result<[u32; 3], ParseDateError> {
    let mut parts = text.split(['/', '.', '-']);
    let mut part = |max_length: usize| {
        let part = parts.next().filter(|part| part.len() <= max_length)?;
        u32::try_from(digits(part)?).ok()
    };
    match (part(2), part(2), part(4), parts.next()) {
        (Some(first), Some(second), Some(third), None) => Ok([first, second, third]),
        _ => Err(ParseDateError::Malformed { value: excerpt(text), wanted }),
    }
}

/// A date without the time of day after it.
fn without_time(text: &str) -> &str {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return text };
    let is_time =
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.+-ZAPM ".contains(c));
    if is_time { date } else { text }
}

//! Single values of a csv file.

use crate::observed::csv_error::CsvErrorKind;
use crate::observed::mapping::DateForm;
use crate::values::day::Day;
use crate::values::text::{MONTH_NAMES, excerpt};
use crate::values::year_month::{ParseDateError, YearMonth};

/// A whole number in digits; also as programs write one that went through a float (`12.0`,
/// `1e+05`), exactly and without one.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
            (mantissa, digits(exponent).filter(|_| exponent.len() <= 2)?)
        }
        None => (text, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (mantissa, "0"),
    };
    if whole.is_empty() || fraction.is_empty() || fraction.len() > 20 {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let zeros = u32::try_from(exponent).ok()?.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let all = format!("{whole}{fraction}");
    match digits(&all)? {
        0 => Some(0),
        number => number.checked_mul(10_u64.checked_pow(zeros)?),
    }
}

/// Digits and nothing else, as a number.
fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// The month end nearest to a day.
pub(crate) fn date(text: &str, form: DateForm) -> Result<YearMonth, CsvErrorKind> {
    let text = without_time(text);
    let day = match form {
        DateForm::YearMonthDay => text.parse::<Day>().map_err(CsvErrorKind::Day)?,
        DateForm::DayMonthYear => {
            in_order(text, "D/M/YYYY", |[day, month, year]| [year, month, day])?
        }
        DateForm::MonthDayYear => {
            in_order(text, "M/D/YYYY", |[month, day, year]| [year, month, day])?
        }
    };
    day.nearest_month_end().ok_or_else(|| out_of_range(text))
}

fn out_of_range(text: &str) -> CsvErrorKind {
    CsvErrorKind::Day(ParseDateError::OutOfRange { value: excerpt(text) })
}

/// A day of three numbers, which `order` puts into year, month and day.
fn in_order(
    text: &str,
    wanted: &'static str,
    order: fn([u32; 3]) -> [u32; 3],
) -> Result<Day, CsvErrorKind> {
    let malformed =
        || CsvErrorKind::Day(ParseDateError::Malformed { value: excerpt(text), wanted });
    let mut parts = text.split(['/', '.', '-']);
    let mut part = |most: usize| {
        let part = parts.next().filter(|part| part.len() <= most)?;
        digits(part).and_then(|number| u32::try_from(number).ok())
    };
    let (Some(first), Some(second), Some(third)) = (part(2), part(2), part(4)) else {
        return Err(malformed());
    };
    if parts.next().is_some() {
        return Err(malformed());
    }
    let [year, month, day] = order([first, second, third]);
    Day::new(year.cast_signed(), month, day).ok_or_else(|| out_of_range(text))
}

/// A date without the time of day after it.
fn without_time(text: &str) -> &str {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return text };
    let is_time =
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.+-ZAPM ".contains(c));
    if is_time { date } else { text }
}

pub(crate) fn year(text: &str) -> Result<i32, CsvErrorKind> {
    let year = whole(text).and_then(|year| i32::try_from(year).ok());
    year.filter(|year| YearMonth::new(*year, 1).is_some())
        .ok_or_else(|| CsvErrorKind::NoYear { value: excerpt(text) })
}

pub(crate) fn month(text: &str) -> Result<u32, CsvErrorKind> {
    let named = |name: &str| {
        text.eq_ignore_ascii_case(name)
            || name.get(..3).is_some_and(|short| text.eq_ignore_ascii_case(short))
    };
    let number = match MONTH_NAMES.iter().position(|name| named(name)) {
        Some(i) => u32::try_from(i + 1).ok(),
        None => whole(text).and_then(|month| u32::try_from(month).ok()),
    };
    number
        .filter(|month| (1..=12).contains(month))
        .ok_or_else(|| CsvErrorKind::NoMonth { value: excerpt(text) })
}

/// The last month of a quarter.
pub(crate) fn quarter(text: &str) -> Result<u32, CsvErrorKind> {
    let number = text.strip_prefix(['Q', 'q']).unwrap_or(text);
    whole(number)
        .and_then(|quarter| u32::try_from(quarter).ok())
        .filter(|quarter| (1..=4).contains(quarter))
        .map(|quarter| quarter * 3)
        .ok_or_else(|| CsvErrorKind::NoQuarter { value: excerpt(text) })
}

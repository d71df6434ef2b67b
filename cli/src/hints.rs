//! Reads the values of options; what is nearly right is answered with what would be right.

use std::ops::Range;

use clap::error::{ContextKind, ContextValue, Error};
use drawdown::YearMonth;
use drawdown::chrono::Month;
use drawdown::ensemble::MemoryLimit;
use drawdown::values::grouped;

/// The tables of `seek` are easily taken for commands: the error then names the right one.
pub(crate) fn command(mut error: Error) -> Error {
    let right = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) if name == "remedies" || name == "bottlenecks" => {
            format!("drawdown seek --what {name}")
        }
        _ => return error,
    };
    error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![right]));
    error
}

/// A whole number, 0 or more.
pub(crate) fn count(text: &str) -> Result<u64, String> {
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '_' | ' ' | '\'' | '\u{a0}' | '\u{202f}'))
        .collect();
    match digits.parse::<u64>() {
        Ok(number) if digits != text => Err(format!("write {number}")),
        _ => Err("expected a whole number, 0 or more".to_owned()),
    }
}

/// The most draws, as in seeks: a run of more would not end.
const MOST_DRAWS: u64 = 1 << 32;

/// A number of draws.
pub(crate) fn draws(text: &str) -> Result<u64, String> {
    let draws = count(text)?;
    if draws > MOST_DRAWS {
        Err(format!("at most {} draws", grouped(MOST_DRAWS)))
    } else {
        Ok(draws)
    }
}

/// A number of draws, at least 1.
pub(crate) fn some_draws(text: &str) -> Result<u64, String> {
    match draws(text)? {
        0 => Err("expected at least 1 draw".to_owned()),
        draws => Ok(draws),
    }
}

/// An amount of memory in whole GiB, at least 1.
pub(crate) fn gib(text: &str) -> Result<MemoryLimit, String> {
    let gib = count(text)?;
    let gib = u32::try_from(gib).ok().filter(|gib| *gib > 0);
    gib.map(MemoryLimit::gib).ok_or_else(|| "expected a whole number of GiB, 1 or more".to_owned())
}

/// The draws `A..B`, without `B`.
pub(crate) fn range(text: &str) -> Result<Range<u64>, String> {
    let expected = "expected A..B, the first draw and the one after the last";
    let (from, to) = text.split_once("..").ok_or(expected)?;
    let (from, to) = (draws(from)?, draws(to)?);
    if from > to { Err(format!("{from} comes after {to}; {expected}")) } else { Ok(from..to) }
}

/// A month, `YYYY-MM`.
pub(crate) fn month(text: &str) -> Result<YearMonth, String> {
    text.parse().map_err(|error: drawdown::error::ParseDateError| error.to_string())
}

/// A month of the year, 1 to 12.
pub(crate) fn month_of_year(text: &str) -> Result<Month, String> {
    let number: Option<u8> = text.parse().ok();
    let month = number.and_then(|number| Month::try_from(number).ok());
    month.ok_or_else(|| "expected the number of a month, 1 to 12".to_owned())
}

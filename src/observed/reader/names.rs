//! Countries by code, name or operation (rules#observed-countries).

use std::collections::BTreeMap;

use crate::observed::reference_data;
use crate::observed::skipped::SkipReason;
use crate::values::country::Country;
use crate::values::text::excerpt;
use crate::values::year_month::YearMonth;

/// The country of a code. `known` is what the file calls countries.
pub(super) fn code(text: &str, known: &BTreeMap<String, Country>) -> Result<Country, SkipReason> {
    let code = known.get(text).copied().or_else(|| Country::new(text));
    code.ok_or_else(|| unknown_code(text))
}

fn unknown_code(text: &str) -> SkipReason {
    let value = excerpt(text);
    match reference_data::withdrawn(text) {
        Some((name, countries)) => SkipReason::WithdrawnCode { value, name, countries },
        None => SkipReason::NotACode { value },
    }
}

/// The country of a name or code. `known` is what the file calls countries.
pub(super) fn country(
    text: &str,
    known: &BTreeMap<String, Country>,
) -> Result<Country, SkipReason> {
    if let Ok(country) = code(text, known) {
        return Ok(country);
    }
    let value = excerpt(text);
    match reference_data::named(text) {
        [country] => Ok(*country),
        [] => match reference_data::withdrawn(text) {
            Some((name, countries)) => Err(SkipReason::WithdrawnCode { value, name, countries }),
            None => Err(SkipReason::NotACountry { value }),
        },
        countries => Err(SkipReason::SeveralCountries { value, countries: countries.to_vec() }),
    }
}

/// The country that a state number stands for at the end of a month.
pub(super) fn by_number(number: u32, month: YearMonth) -> Result<Country, SkipReason> {
    reference_data::country_at(number, month).ok_or(SkipReason::UnknownNumber { number })
}

/// The country of a code, if the state number does not contradict it. Unknown numbers do not.
pub(super) fn agreed(code: Country, number: u32) -> Result<Country, SkipReason> {
    let countries: Vec<Country> = reference_data::countries(number).collect();
    if countries.is_empty() || countries.contains(&code) {
        Ok(code)
    } else {
        Err(SkipReason::Disagree { number, countries, given: code })
    }
}

/// The host of an operation, whose case is ignored.
pub(super) fn host(
    operation: &str,
    hosts: &BTreeMap<String, Country>,
) -> Result<Country, SkipReason> {
    let alike = || hosts.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case(operation));
    let host = hosts.get(operation).or_else(|| alike().map(|(_, host)| host));
    host.copied().ok_or_else(|| SkipReason::UnknownOperation { operation: excerpt(operation) })
}

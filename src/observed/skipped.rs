//! Rows of a csv file that are not used, and why.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::observed::mapping::NumberForm;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::text::counted;
use crate::values::year_month::YearMonth;

/// A row that is not used, or one of its figures in a wide table.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed};
///
/// // In these data 1008 stands for Guam; the Correlates of War have no such number.
/// let file = "ccode,iso3c,countryname,year,month,quarter,troops_ad\n1008,NA,Guam,2024,June,2,10\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// assert_eq!(
///     observed.left_out[0].to_string(),
///     "line 2, ccode: 1008 is not a Correlates-of-War state number, and no code is given"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("line {line}{}: {why}", column.as_deref().map(|name| format!(", {name}")).unwrap_or_default())]
#[non_exhaustive]
pub struct SkippedRow {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The column of the value that cannot be used; `None` where it is the row as a whole.
    pub column: Option<String>,
    /// Why the row is skipped.
    pub why: SkipReason,
}

/// Why a row is not used: the first reason, in the order date, contributor, host, mission, strength.
/// Quoted values are cut off after 40 characters.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SkipReason {
    /// The row holds the sum of others.
    #[error("a total; it is not used")]
    Total,
    /// The row is a line of text, such as a footnote.
    #[error("a line of text, {text:?}")]
    Footnote {
        /// The text.
        text: String,
    },
    /// The row has more or fewer fields than the header.
    #[error(
        "{}, but the header names {}",
        counted(*found as u64, "field"), counted(*expected as u64, "column")
    )]
    WrongLength {
        /// The number of fields in the row.
        found: usize,
        /// The number of columns.
        expected: usize,
    },
    /// The row's bytes are not text.
    #[error("not UTF-8; save the file as \"CSV UTF-8\"")]
    NotUtf8,
    /// A required value is missing.
    #[error("missing; every row needs a value here")]
    Missing,

    /// No country is given.
    #[error("no country is given")]
    NoCountry,
    /// A code is not assigned.
    #[error("{value:?} is not an ISO 3166-1 alpha-3 country code{}", meant(value))]
    NotACode {
        /// The code.
        value: String,
    },
    /// A code is that of a former country or name, and is not in use.
    #[error(
        "{value:?} is the withdrawn code of {name}; write {}, or say what it means in countries",
        or(countries)
    )]
    WithdrawnCode {
        /// The code.
        value: String,
        /// What it stood for.
        name: String,
        /// The codes that have taken its place.
        countries: Vec<Country>,
    },
    /// A name is not that of a country.
    #[error("{value:?} is not a country{}", meant(value))]
    NotACountry {
        /// The name.
        value: String,
    },
    /// Several countries go by a name.
    #[error("{value:?} may be {}; say which in countries", or(countries))]
    SeveralCountries {
        /// The name or code.
        value: String,
        /// The countries.
        countries: Vec<Country>,
    },
    /// A Correlates-of-War state number is not a number.
    #[error("{value:?} is not a Correlates-of-War state number; write digits only, such as 645")]
    NoStateNumber {
        /// The value found.
        value: String,
    },
    /// The code is missing, and the number is not one of the Correlates of War.
    #[error("{number} is not a Correlates-of-War state number, and no code is given")]
    UnknownNumber {
        /// The number.
        number: u32,
    },
    /// A code and a state number stand for different countries.
    #[error("{number} stands for {}, but the code is {given}; correct one of them", or(countries))]
    Disagree {
        /// The Correlates-of-War state number.
        number: u32,
        /// The countries that it has stood for.
        countries: Vec<Country>,
        /// The code in the same row.
        given: Country,
    },
    /// [`ColumnMapping::hosts`](crate::observed::ColumnMapping::hosts) does not have the operation.
    #[error("no host is given for the operation {operation:?}; add it to hosts")]
    UnknownOperation {
        /// The operation.
        operation: String,
    },
    /// A mission is unknown.
    #[error("{value:?} is not a mission, such as training")]
    NotAMission {
        /// The value found.
        value: String,
    },

    /// A year is malformed or out of range.
    #[error("{value:?} is not a year between 1800 and 2999")]
    NoYear {
        /// The value found.
        value: String,
    },
    /// A month is neither a number nor a name.
    #[error("{value:?} is not a month; write 1 to 12, or January to December")]
    NoMonth {
        /// The value found.
        value: String,
    },
    /// A quarter is not a number from 1 to 4.
    #[error("{value:?} is not a quarter; write 1 to 4")]
    NoQuarter {
        /// The value found.
        value: String,
    },
    /// A text is not a day in the mapping's form.
    #[error("{value:?} is not a day or month; write {wanted}")]
    NotADate {
        /// The value found.
        value: String,
        /// How days are written in this form.
        wanted: String,
    },
    /// A day does not exist, or is outside the years 1800 to 2999.
    #[error("{value:?} is not a day between 1800-01-01 and 2999-12-31")]
    NoSuchDay {
        /// The value found.
        value: String,
    },
    /// Day and month could stand in either order, and nothing in the column tells which.
    #[error(
        "{value:?} may be day/month or month/day; set the form of the date, day_month_year or month_day_year"
    )]
    DayOrMonth {
        /// The value found.
        value: String,
    },
    /// A number that may be a spreadsheet's day.
    #[error(
        "{value:?} may be a spreadsheet's day number; if so, set the form of the date to spreadsheet_days"
    )]
    DayNumber {
        /// The value found.
        value: String,
    },

    /// A head-count is not a whole number.
    #[error("{value:?} is not a whole number of troops; write digits, or set marks or words")]
    NotWhole {
        /// The value found.
        value: String,
    },
    /// A head-count may be written in another form than the mapping's.
    #[error("{value:?} may be a number in another form; if so, set numbers to {}", form.setting())]
    OtherForm {
        /// The value found.
        value: String,
        /// The form that reads it.
        form: NumberForm,
    },
    /// A row, or all rows of a contingent in a month, have more troops than a head-count can hold.
    #[error("more than 4294967295 troops; no contingent can be larger")]
    TooMany,

    /// Another row of the same month, contingent and operation has another figure, and neither is used.
    #[error("{} is given on line {other} as well; neither is used unless on_conflict says which", of(*contributor, *host, *mission, *month))]
    Doubled {
        /// The month of both.
        month: YearMonth,
        /// The contributor of both.
        contributor: Country,
        /// The host of both.
        host: Country,
        /// The mission of both.
        mission: Mission,
        /// The line of the other.
        other: u64,
    },
    /// Another row of the same month, contingent and operation is used.
    #[error("{} is taken from line {used}", of(*contributor, *host, *mission, *month))]
    GivesWay {
        /// The month of both.
        month: YearMonth,
        /// The contributor of both.
        contributor: Country,
        /// The host of both.
        host: Country,
        /// The mission of both.
        mission: Mission,
        /// The line of the row that is used.
        used: u64,
    },
}

/// Codes in a sentence: "YUG, SCG or SRB".
fn or(countries: &[Country]) -> String {
    let codes: Vec<&str> = countries.iter().map(Country::code).collect();
    match codes.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The advice of the parser of codes, which knows names and slips: "; did you mean IRQ (Iraq)?".
fn meant(value: &str) -> String {
    match value.parse::<Country>().err().and_then(|error| error.suggestion) {
        Some(country) if country.name() == country.code() => format!("; did you mean {country}?"),
        Some(country) => format!("; did you mean {country} ({})?", country.name()),
        None => String::new(),
    }
}

fn of(contributor: Country, host: Country, mission: Mission, month: YearMonth) -> String {
    match mission {
        Mission::Unspecified => format!("{contributor} in {host} at the end of {month}"),
        mission => format!("{contributor} in {host} ({mission}) at the end of {month}"),
    }
}

//! One row of a csv file.

use csv::ByteRecord;

use crate::observed::mapping::{ColumnMapping, CountrySource, DateSource, MissionSource};
use crate::observed::reader::date_column::DateColumn;
use crate::observed::reader::header::{Across, Header, StandsFor};
use crate::observed::reader::{dates, names, numbers};
use crate::observed::series::Observation;
use crate::observed::skipped::SkipReason;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::text::excerpt;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// A row, and how to read it.
pub(super) struct Row<'r> {
    pub(super) columns: &'r ColumnMapping,
    pub(super) header: &'r Header<'r>,
    pub(super) dates: &'r DateColumn,
    pub(super) record: &'r ByteRecord,
    pub(super) line: u64,
}

/// Why a row, or one of its figures, is not used.
pub(super) struct Fault {
    pub(super) column: Option<String>,
    pub(super) why: SkipReason,
}

/// Puts a reason at a column.
fn at<T>(column: &str, value: Result<T, SkipReason>) -> Result<T, Fault> {
    value.map_err(|why| Fault { column: Some(column.to_owned()), why })
}

impl<'r> Row<'r> {
    /// The row's figure, or that in one of the columns of a wide table.
    pub(super) fn observation(&self, across: Option<&Across>) -> Result<Observation, Fault> {
        let columns = self.columns;
        let month = self.month(across)?;
        let contributor = self.country(&columns.contributor, month, across)?;
        let host = self.country(&columns.host, month, across)?;
        let mission = self.mission()?;
        let strength = match across {
            Some(column) => at(&column.name, self.head_count(column.value(self.record)))?,
            None => self.strength()?,
        };
        let operation = columns.operation.as_ref().and_then(|column| self.value(column));
        let strength = strength.map(u32::try_from).transpose();
        let strength = strength.map_err(|_| Fault { column: None, why: SkipReason::TooMany })?;
        Ok(Observation {
            month,
            contributor,
            host,
            mission,
            operation: operation.map(str::to_owned),
            strength: strength.map(Troops),
            line: self.line,
        })
    }

    /// Why the row has no observation, where that is plainer than its first fault: a total, or one
    /// field alone.
    pub(super) fn is_no_observation(&self) -> Option<SkipReason> {
        let texts: Vec<_> = self.record.iter().map(|text| String::from_utf8_lossy(text)).collect();
        let mut texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        if texts.clone().any(is_total) {
            return Some(SkipReason::Total);
        }
        let first = texts.next()?;
        let is_alone = self.header.width > 1 && texts.next().is_none();
        is_alone.then(|| SkipReason::Footnote { text: excerpt(first) })
    }

    /// A value without the spaces around it; `None` if it is missing.
    pub(super) fn value(&self, column: &str) -> Option<&'r str> {
        self.unless_missing(self.header.value(self.record, column))
    }

    fn unless_missing(&self, value: &'r str) -> Option<&'r str> {
        (!self.columns.missing.iter().any(|marker| marker.trim() == value)).then_some(value)
    }

    /// Reads a value that may be missing.
    fn optional<T>(
        &self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, SkipReason>,
    ) -> Result<Option<T>, Fault> {
        at(column, self.value(column).map(read).transpose())
    }

    /// Reads a value that every row must have.
    fn required<T>(
        &self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, SkipReason>,
    ) -> Result<T, Fault> {
        let value = self.optional(column, read)?;
        at(column, value.ok_or(SkipReason::Missing))
    }

    fn month(&self, across: Option<&Across>) -> Result<YearMonth, Fault> {
        let (year, month) = match &self.columns.date {
            DateSource::Date { column, .. } => {
                return self.required(column, |text| self.dates.month(text));
            }
            DateSource::YearMonth { year, month } => {
                (self.required(year, numbers::year)?, self.required(month, dates::month)?)
            }
            DateSource::YearQuarter { year, quarter } => {
                (self.required(year, numbers::year)?, self.required(quarter, numbers::quarter)?)
            }
            DateSource::Year { year, month } => (self.required(year, numbers::year)?, *month),
            DateSource::ColumnNames(_) => return across_month(across),
        };
        // Both are in range.
        YearMonth::new(year, month).ok_or(Fault { column: None, why: SkipReason::Missing })
    }

    fn country(
        &self,
        source: &CountrySource,
        month: YearMonth,
        across: Option<&Across>,
    ) -> Result<Country, Fault> {
        let known = &self.columns.countries;
        let code = |text: &str| names::code(text, known);
        let given =
            |column, country: Option<Country>| at(column, country.ok_or(SkipReason::NoCountry));
        match source {
            CountrySource::Always(country) => Ok(*country),
            CountrySource::Code(column) => given(column, self.optional(column, code)?),
            CountrySource::Name(column) => {
                given(column, self.optional(column, |text| names::country(text, known))?)
            }
            CountrySource::Number(column) => {
                let by_number = |text: &str| names::by_number(numbers::state_number(text)?, month);
                given(column, self.optional(column, by_number)?)
            }
            CountrySource::CodeAndNumber { code: code_column, number: number_column } => {
                let country = self.optional(code_column, code)?;
                match (country, self.optional(number_column, numbers::state_number)?) {
                    (Some(code), Some(number)) => at(number_column, names::agreed(code, number)),
                    (None, Some(number)) => at(number_column, names::by_number(number, month)),
                    (code, None) => given(code_column, code),
                }
            }
            CountrySource::Operation(column) => {
                let host = |text: &str| names::host(text, &self.columns.hosts);
                given(column, self.optional(column, host)?)
            }
            CountrySource::ColumnNames => across_country(across),
        }
    }

    fn mission(&self) -> Result<Mission, Fault> {
        match &self.columns.mission {
            MissionSource::Always(mission) => Ok(*mission),
            MissionSource::Column(column) => {
                let no_mission = |text: &str| SkipReason::NotAMission { value: excerpt(text) };
                let parse = |text: &str| text.parse().map_err(|_| no_mission(text));
                Ok(self.optional(column, parse)?.unwrap_or_default())
            }
        }
    }

    /// The sum of the head-counts; `None` if one of them is missing.
    fn strength(&self) -> Result<Option<u64>, Fault> {
        let mut sum = Some(0_u64);
        for column in &self.columns.strength {
            let count = at(column, self.head_count(self.header.value(self.record, column)))?;
            sum = sum.zip(count).map(|(sum, count)| sum.saturating_add(count));
        }
        Ok(sum)
    }

    fn head_count(&self, text: &'r str) -> Result<Option<u64>, SkipReason> {
        let count = self.unless_missing(text).map(|text| numbers::head_count(text, self.columns));
        count.transpose()
    }
}

/// Whether a text begins with a word for a total.
fn is_total(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_word = |word: &&str| {
        text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    ["total", "totals", "subtotal", "sub-total", "grand total", "sum"].iter().any(is_word)
}

/// The month of a column of a wide table; every such column has one.
fn across_month(across: Option<&Across>) -> Result<YearMonth, Fault> {
    match across.map(|column| column.stands_for) {
        Some(StandsFor::Month(month)) => Ok(month),
        _ => Err(Fault { column: None, why: SkipReason::Missing }),
    }
}

/// The country of a column of a wide table; every such column has one.
fn across_country(across: Option<&Across>) -> Result<Country, Fault> {
    match across.map(|column| column.stands_for) {
        Some(StandsFor::Country(country)) => Ok(country),
        _ => Err(Fault { column: None, why: SkipReason::NoCountry }),
    }
}

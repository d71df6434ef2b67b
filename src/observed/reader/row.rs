//! One row of a csv file.

use csv::StringRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind, Reported};
use crate::observed::mapping::{ColumnMapping, CountrySource, DateSource, MissionSource};
use crate::observed::reader::cells;
use crate::observed::reader::header::Header;
use crate::observed::reference_data;
use crate::observed::series::{Observation, SkipReason};
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::text::excerpt;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// A row, and where to report what is wrong with it.
pub(super) struct Row<'r> {
    pub(super) columns: &'r ColumnMapping,
    pub(super) header: &'r Header<'r>,
    pub(super) record: &'r StringRecord,
    pub(super) line: u64,
    pub(super) errors: &'r mut CsvDiagnostics,
}

/// Why a row has no observation.
pub(super) enum Rejected {
    /// An error is in the list.
    Reported,
    Skipped(SkipReason),
}

impl From<Reported> for Rejected {
    fn from(_: Reported) -> Self {
        Self::Reported
    }
}

impl From<SkipReason> for Rejected {
    fn from(why: SkipReason) -> Self {
        Self::Skipped(why)
    }
}

impl<'r> Row<'r> {
    pub(super) fn observation(&mut self) -> Result<Observation, Rejected> {
        let columns = self.columns;
        // All values are read before the first error returns, so that all errors are reported.
        let month = self.month();
        let contributor = self.country(&columns.contributor);
        let host = self.country(&columns.host);
        let mission = self.mission();
        let strength = self.strength();
        let operation = columns.operation.as_ref().and_then(|column| self.value(column));
        Ok(Observation {
            month: month?,
            contributor: contributor?,
            host: host?,
            mission: mission?,
            operation: operation.map(str::to_owned),
            strength: strength?,
            line: self.line,
        })
    }

    /// A value without the spaces around it; `None` if it is missing.
    pub(super) fn value(&self, column: &str) -> Option<&'r str> {
        let value = self.header.value(self.record, column);
        (!self.columns.missing.iter().any(|marker| marker.trim() == value)).then_some(value)
    }

    fn report(&mut self, column: &str, problem: CsvErrorKind) -> Reported {
        self.errors.add(Some(self.line), Some(column), problem)
    }

    /// Reads a value that may be missing.
    fn optional<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, CsvErrorKind>,
    ) -> Result<Option<T>, Reported> {
        let value = self.value(column).map(read).transpose();
        value.map_err(|problem| self.report(column, problem))
    }

    /// Reads a value that every row must have.
    fn required<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, CsvErrorKind>,
    ) -> Result<T, Reported> {
        self.optional(column, read)?.ok_or_else(|| self.report(column, CsvErrorKind::Missing))
    }

    fn month(&mut self) -> Result<YearMonth, Reported> {
        let (year, month) = match &self.columns.date {
            DateSource::Date { column, form } => {
                return self.required(column, |text| cells::date(text, *form));
            }
            DateSource::YearMonth { year, month } => {
                (self.required(year, cells::year), self.required(month, cells::month))
            }
            DateSource::YearQuarter { year, quarter } => {
                (self.required(year, cells::year), self.required(quarter, cells::quarter))
            }
            DateSource::Year { year, month } => {
                return self.required(year, |text| {
                    let no_month = || CsvErrorKind::NoMonth { value: month.to_string() };
                    YearMonth::new(cells::year(text)?, *month).ok_or_else(no_month)
                });
            }
        };
        // Both are in range.
        YearMonth::new(year?, month?).ok_or(Reported)
    }

    fn country(&mut self, source: &CountrySource) -> Result<Country, Rejected> {
        let no_code = |column: &String| SkipReason::NoCode { column: column.clone() };
        match source {
            CountrySource::Always(country) => Ok(*country),
            CountrySource::Code(column) => Ok(self.code(column)?.ok_or_else(|| no_code(column))?),
            CountrySource::Number(column) => {
                Ok(by_number(self.number(column)?.ok_or_else(|| no_code(column))?)?)
            }
            CountrySource::CodeAndNumber { code: code_column, number: number_column } => {
                let (code, number) = (self.code(code_column), self.number(number_column));
                match (code?, number?) {
                    (Some(code), Some(number)) => Ok(self.agreed(code, number, number_column)?),
                    (Some(code), None) => Ok(code),
                    (None, Some(number)) => Ok(by_number(number)?),
                    (None, None) => Err(no_code(code_column).into()),
                }
            }
            CountrySource::Operation(column) => {
                let operation = self.value(column).ok_or_else(|| no_code(column))?;
                let unknown = || SkipReason::UnknownOperation { operation: excerpt(operation) };
                Ok(self.columns.hosts.get(operation).copied().ok_or_else(unknown)?)
            }
        }
    }

    fn code(&mut self, column: &str) -> Result<Option<Country>, Reported> {
        self.optional(column, |text| text.parse().map_err(CsvErrorKind::Country))
    }

    fn number(&mut self, column: &str) -> Result<Option<u32>, Reported> {
        self.optional(column, cells::state_number)
    }

    /// The country of a code, if the state number does not contradict it. Unknown numbers do not.
    fn agreed(&mut self, code: Country, number: u32, column: &str) -> Result<Country, Reported> {
        let countries = reference_data::countries(number);
        if countries.is_empty() || countries.contains(&code) {
            return Ok(code);
        }
        let countries = countries.to_vec();
        Err(self.report(column, CsvErrorKind::Disagree { number, countries, code }))
    }

    fn mission(&mut self) -> Result<Mission, Reported> {
        match &self.columns.mission {
            MissionSource::Always(mission) => Ok(*mission),
            MissionSource::Column(column) => {
                let parse = |text: &str| text.parse().map_err(CsvErrorKind::Mission);
                Ok(self.optional(column, parse)?.unwrap_or_default())
            }
        }
    }

    /// The sum of the head-counts; `None` if one of them is missing.
    fn strength(&mut self) -> Result<Option<Troops>, Reported> {
        let columns = &self.columns.strength;
        let counts: Vec<_> =
            columns.iter().map(|column| self.optional(column, cells::head_count)).collect();
        let Some(sum) = counts.into_iter().sum::<Result<Option<u64>, _>>()? else {
            return Ok(None);
        };
        let sum = u32::try_from(sum).map_err(|_| self.report(&columns[0], CsvErrorKind::TooMany));
        Ok(Some(Troops(sum?)))
    }
}

/// The country that a state number stands for, if it has only ever stood for one.
fn by_number(number: u32) -> Result<Country, SkipReason> {
    match reference_data::countries(number) {
        [country] => Ok(*country),
        [] => Err(SkipReason::UnknownNumber { number }),
        countries => Err(SkipReason::SeveralCountries { number, countries: countries.to_vec() }),
    }
}

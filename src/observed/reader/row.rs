//! The rows of a csv file, one after another.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use csv::StringRecord;

use crate::observed::cow;
use crate::observed::csv_error::{CsvErrorKind, CsvErrors};
use crate::observed::mapping::{ColumnMapping, CountrySource, DateSource, MissionSource};
use crate::observed::reader::cells;
use crate::observed::reader::header::Found;
use crate::observed::series::{Observation, Observed, SkipReason, SkippedRow};
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::text::excerpt;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// What two rows must not share.
type Key = (YearMonth, Country, Country, Mission, Option<String>);

pub(crate) struct Reading<'c> {
    columns: &'c ColumnMapping,
    found: Found,
    line: u64,
    pub(crate) errors: CsvErrors,
    /// How many rows each filter has let pass.
    kept: Vec<usize>,
    /// The line of each.
    seen: HashMap<Key, u64>,
    /// The troops of each contingent in each month, operations together.
    totals: HashMap<(YearMonth, Country, Country, Mission), u64>,
    observed: Observed,
}

/// An error that has been reported.
struct Reported;

impl<'c> Reading<'c> {
    pub(crate) fn new(columns: &'c ColumnMapping, found: Found, errors: CsvErrors) -> Self {
        Self {
            columns,
            found,
            line: 1,
            errors,
            kept: vec![0; columns.only.len()],
            seen: HashMap::new(),
            totals: HashMap::new(),
            observed: Observed::default(),
        }
    }

    pub(crate) fn row(&mut self, record: &StringRecord, line: u64, expected: usize) {
        self.line = line;
        if record.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        if record.len() != expected {
            let problem = CsvErrorKind::WrongLength { found: record.len(), expected };
            self.errors.add(Some(self.line), None, problem);
            return;
        }
        for (i, only) in self.columns.only.iter().enumerate() {
            let value = self.field(record, &only.column).unwrap_or_default();
            if !only.values.iter().any(|wanted| wanted.trim().eq_ignore_ascii_case(value)) {
                return;
            }
            self.kept[i] += 1;
        }
        // Every part is read, so that all that is wrong with the row is told at once.
        let month = self.month(record);
        let contributor = self.country(record, &self.columns.contributor);
        let host = self.country(record, &self.columns.host);
        let mission = self.mission(record);
        let strength = self.strength(record);
        let operation = self.columns.operation.as_ref();
        let operation = operation.and_then(|column| self.field(record, column)).map(str::to_owned);
        let (Ok(month), Ok(contributor), Ok(host), Ok(mission), Ok(strength)) =
            (month, contributor, host, mission, strength)
        else {
            return;
        };
        let (contributor, host) = match (contributor, host) {
            (Ok(contributor), Ok(host)) => (contributor, host),
            (Err(why), _) | (_, Err(why)) => {
                self.observed.left_out.push(SkippedRow { line: self.line, why });
                return;
            }
        };
        let row =
            Observation { month, contributor, host, mission, operation, strength, line: self.line };
        self.keep(row);
    }

    /// Takes a row up, unless it has been there already.
    fn keep(&mut self, row: Observation) {
        let Observation { month, contributor, host, mission, .. } = row;
        match self.seen.entry((month, contributor, host, mission, row.operation.clone())) {
            Entry::Occupied(first) => {
                let operation = row.operation.as_deref().map(excerpt);
                let first = *first.get();
                let problem =
                    CsvErrorKind::Twice { month, contributor, host, mission, operation, first };
                self.errors.add(Some(row.line), None, problem);
                return;
            }
            Entry::Vacant(place) => {
                place.insert(row.line);
            }
        }
        let total = self.totals.entry((month, contributor, host, mission)).or_default();
        *total += row.strength.map_or(0, u64::from);
        if *total > u64::from(u32::MAX) {
            let column = self.columns.strength.first();
            self.errors.add(Some(row.line), column.map(String::as_str), CsvErrorKind::TooMany);
        }
        self.observed.rows.push(row);
    }

    pub(crate) fn end(mut self) -> Result<Observed, CsvErrors> {
        // A filter that lets nothing pass is misspelt, if there was anything.
        for (only, kept) in self.columns.only.iter().zip(&self.kept) {
            if *kept == 0 && self.line > 1 {
                let values = only.values.iter().map(|value| excerpt(value)).collect();
                self.errors.add(None, Some(&only.column), CsvErrorKind::NothingKept { values });
                break;
            }
        }
        self.errors.or(self.observed)
    }

    /// A field without the spaces around it; `None` where its value is missing.
    fn field<'r>(&self, record: &'r StringRecord, column: &str) -> Option<&'r str> {
        let value = self.found.value(record, column);
        (!self.columns.missing.iter().any(|marker| marker.trim() == value)).then_some(value)
    }

    /// A value that must be there and be right, or an error.
    fn needed<T>(
        &mut self,
        record: &StringRecord,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, CsvErrorKind>,
    ) -> Result<T, Reported> {
        let value = self.field(record, column).ok_or(CsvErrorKind::Missing).and_then(read);
        value.map_err(|problem| self.report(Some(column), problem))
    }

    fn report(&mut self, column: Option<&str>, problem: CsvErrorKind) -> Reported {
        self.errors.add(Some(self.line), column, problem);
        Reported
    }

    fn month(&mut self, record: &StringRecord) -> Result<YearMonth, Reported> {
        let (year, month) = match &self.columns.date {
            DateSource::Date { column, form } => {
                return self.needed(record, column, |text| cells::date(text, *form));
            }
            DateSource::YearMonth { year, month } => {
                let year = self.needed(record, year, cells::year);
                (year, self.needed(record, month, cells::month))
            }
            DateSource::YearQuarter { year, quarter } => {
                let year = self.needed(record, year, cells::year);
                (year, self.needed(record, quarter, cells::quarter))
            }
            DateSource::Year { year, month } => {
                let in_year = |text: &str| {
                    let wrong = || CsvErrorKind::NoMonth { value: month.to_string() };
                    YearMonth::new(cells::year(text)?, *month).ok_or_else(wrong)
                };
                return self.needed(record, year, in_year);
            }
        };
        // Both are in range.
        YearMonth::new(year?, month?).ok_or(Reported)
    }

    /// A country, or why it cannot be told.
    fn country(
        &mut self,
        record: &StringRecord,
        from: &CountrySource,
    ) -> Result<Result<Country, SkipReason>, Reported> {
        let no_code = |column: &String| SkipReason::NoCode { column: column.clone() };
        Ok(match from {
            CountrySource::Always(country) => Ok(*country),
            CountrySource::Code(column) => {
                self.code(record, column)?.ok_or_else(|| no_code(column))
            }
            CountrySource::Number(column) => match self.number(record, column)? {
                Some(number) => by_number(number),
                None => Err(no_code(column)),
            },
            CountrySource::CodeAndNumber { code: column, number } => {
                let (code, state) = (self.code(record, column), self.number(record, number));
                match (code?, state?) {
                    (Some(code), Some(state)) => Ok(self.agreeing(code, state, number)?),
                    (Some(code), None) => Ok(code),
                    (None, Some(state)) => by_number(state),
                    (None, None) => Err(no_code(column)),
                }
            }
            CountrySource::Operation(column) => match self.field(record, column) {
                None => Err(no_code(column)),
                Some(operation) => {
                    let unknown = || SkipReason::UnknownOperation { operation: excerpt(operation) };
                    self.columns.hosts.get(operation).copied().ok_or_else(unknown)
                }
            },
        })
    }

    /// A code; `None` where it is missing.
    fn code(&mut self, record: &StringRecord, column: &str) -> Result<Option<Country>, Reported> {
        if self.field(record, column).is_none() {
            return Ok(None);
        }
        self.needed(record, column, |text| text.parse().map_err(CsvErrorKind::Country)).map(Some)
    }

    /// A Correlates-of-War number; `None` where it is missing.
    fn number(&mut self, record: &StringRecord, column: &str) -> Result<Option<u32>, Reported> {
        if self.field(record, column).is_none() {
            return Ok(None);
        }
        let number = |text: &str| {
            let number = cells::whole(text).and_then(|number| u32::try_from(number).ok());
            number.ok_or_else(|| CsvErrorKind::NoStateNumber { value: excerpt(text) })
        };
        self.needed(record, column, number).map(Some)
    }

    /// The country of a code, if the number beside it may be the same; a number that is not the
    /// project's says nothing.
    fn agreeing(&mut self, code: Country, number: u32, column: &str) -> Result<Country, Reported> {
        let countries = cow::countries(number);
        if countries.is_empty() || countries.contains(&code) {
            return Ok(code);
        }
        Err(self.report(Some(column), CsvErrorKind::Disagree { number, countries, code }))
    }

    fn mission(&mut self, record: &StringRecord) -> Result<Mission, Reported> {
        match &self.columns.mission {
            MissionSource::Always(mission) => Ok(*mission),
            MissionSource::Column(column) if self.field(record, column).is_none() => {
                Ok(Mission::Unspecified)
            }
            MissionSource::Column(column) => {
                self.needed(record, column, |text| text.parse().map_err(CsvErrorKind::Mission))
            }
        }
    }

    /// The sum of the strengths; `None` where one of them is missing.
    fn strength(&mut self, record: &StringRecord) -> Result<Option<Troops>, Reported> {
        let columns = self.columns;
        let mut counts = Vec::with_capacity(columns.strength.len());
        for column in &columns.strength {
            counts.push(match self.field(record, column) {
                None => Ok(None),
                Some(_) => self.needed(record, column, head_count).map(Some),
            });
        }
        let counts = counts.into_iter().collect::<Result<Vec<_>, _>>()?;
        let Some(counts) = counts.into_iter().collect::<Option<Vec<u32>>>() else {
            return Ok(None);
        };
        match u32::try_from(counts.into_iter().map(u64::from).sum::<u64>()) {
            Ok(sum) => Ok(Some(Troops(sum))),
            Err(_) => {
                Err(self
                    .report(columns.strength.first().map(String::as_str), CsvErrorKind::TooMany))
            }
        }
    }
}

fn head_count(text: &str) -> Result<u32, CsvErrorKind> {
    let count =
        cells::whole(text).ok_or_else(|| CsvErrorKind::NotWhole { value: excerpt(text) })?;
    u32::try_from(count).map_err(|_| CsvErrorKind::TooMany)
}

/// The country that a Correlates-of-War number stands for, if it is one alone.
fn by_number(number: u32) -> Result<Country, SkipReason> {
    let countries = cow::countries(number);
    match countries.as_slice() {
        [country] => Ok(*country),
        [] => Err(SkipReason::UnknownNumber { number }),
        _ => Err(SkipReason::SeveralCountries { number, countries }),
    }
}

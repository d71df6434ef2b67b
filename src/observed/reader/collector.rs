//! Collects the rows of a csv file.

use std::collections::HashMap;

use csv::StringRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind};
use crate::observed::mapping::ColumnMapping;
use crate::observed::reader::header::Header;
use crate::observed::reader::row::{Rejected, Row};
use crate::observed::series::{ContingentKey, Observation, Observed, SkippedRow};
use crate::values::text::excerpt;
use crate::values::year_month::YearMonth;

pub(super) struct Collector<'c> {
    columns: &'c ColumnMapping,
    header: Header<'c>,
    pub(super) rows: usize,
    /// The number of rows that each filter has passed.
    passed: Vec<usize>,
    /// The line of each month, contingent and operation.
    lines: HashMap<(YearMonth, ContingentKey, Option<String>), u64>,
    /// The troops of each contingent in each month, all operations together.
    totals: HashMap<(YearMonth, ContingentKey), u64>,
    observed: Observed,
}

impl<'c> Collector<'c> {
    pub(super) fn new(columns: &'c ColumnMapping, header: Header<'c>) -> Self {
        Self {
            columns,
            header,
            rows: 0,
            passed: vec![0; columns.only.len()],
            lines: HashMap::new(),
            totals: HashMap::new(),
            observed: Observed::default(),
        }
    }

    pub(super) fn row(&mut self, record: &StringRecord, line: u64, errors: &mut CsvDiagnostics) {
        self.rows += 1;
        if record.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        let (found, expected) = (record.len(), self.header.width);
        if found != expected {
            errors.add(Some(line), None, CsvErrorKind::WrongLength { found, expected });
            return;
        }
        let mut row = Row { columns: self.columns, header: &self.header, record, line, errors };
        for (filter, passed) in self.columns.only.iter().zip(&mut self.passed) {
            let value = row.value(&filter.column).unwrap_or_default();
            if !filter.values.iter().any(|accepted| accepted.trim().eq_ignore_ascii_case(value)) {
                return;
            }
            *passed += 1;
        }
        match row.observation() {
            Ok(observation) => self.add(observation, errors),
            Err(Rejected::Skipped(why)) => self.observed.left_out.push(SkippedRow { line, why }),
            Err(Rejected::Reported) => {}
        }
    }

    /// Adds an observation, unless there is one of the same month, contingent and operation.
    fn add(&mut self, row: Observation, errors: &mut CsvDiagnostics) {
        let (month, contingent, line) = (row.month, row.key(), row.line);
        let first = *self.lines.entry((month, contingent, row.operation.clone())).or_insert(line);
        if first != line {
            let (contributor, host, mission) = contingent;
            let operation = row.operation.as_deref().map(excerpt);
            let problem =
                CsvErrorKind::Twice { month, contributor, host, mission, operation, first };
            errors.add(Some(line), None, problem);
            return;
        }
        let total = self.totals.entry((month, contingent)).or_default();
        *total += row.strength.map_or(0, u64::from);
        if *total > u64::from(u32::MAX) {
            let column = self.columns.strength.first();
            errors.add(Some(line), column.map(String::as_str), CsvErrorKind::TooMany);
        }
        self.observed.rows.push(row);
    }

    pub(super) fn finish(self, errors: &mut CsvDiagnostics) -> Observed {
        // A filter that passes no row is probably misspelt.
        let mut filters = self.columns.only.iter().zip(&self.passed);
        if self.rows > 0
            && let Some((filter, _)) = filters.find(|(_, passed)| **passed == 0)
        {
            let values = filter.values.iter().map(|value| excerpt(value)).collect();
            errors.add(None, Some(&filter.column), CsvErrorKind::NothingKept { values });
        }
        self.observed
    }
}

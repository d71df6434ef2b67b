//! Collects the rows of a csv file.

use std::collections::{HashMap, HashSet};

use csv::ByteRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind};
use crate::observed::mapping::ColumnMapping;
use crate::observed::note::Note;
use crate::observed::reader::conflicts::{self, Resolved};
use crate::observed::reader::date_column::DateColumn;
use crate::observed::reader::header::Header;
use crate::observed::reader::row::{Fault, Row};
use crate::observed::series::{Observation, Observed, RowCounts};
use crate::observed::skipped::{SkipReason, SkippedRow};
use crate::values::text::excerpt;

pub(super) struct Collector<'c> {
    columns: &'c ColumnMapping,
    header: &'c Header<'c>,
    dates: &'c DateColumn,
    counts: RowCounts,
    /// The number of rows that each filter has passed.
    passed: Vec<usize>,
    found: Vec<Observation>,
    left_out: Vec<SkippedRow>,
}

impl<'c> Collector<'c> {
    pub(super) fn new(
        columns: &'c ColumnMapping,
        header: &'c Header<'c>,
        dates: &'c DateColumn,
    ) -> Self {
        let passed = vec![0; columns.only.len()];
        let (found, left_out, counts) = (Vec::new(), Vec::new(), RowCounts::default());
        Self { columns, header, dates, counts, passed, found, left_out }
    }

    pub(super) fn row(&mut self, line: u64, record: &ByteRecord) {
        let (columns, header) = (self.columns, self.header);
        let row = Row { columns, header, dates: self.dates, record, line };
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            self.counts.empty += 1;
        } else if let Some(why) = unusable(&row) {
            self.leave_out(line, Fault { column: None, why });
        } else if !self.passes(&row) {
            self.counts.filtered += 1;
        } else if columns.across() == 0 {
            match row.observation(None) {
                Ok(observation) => self.found.push(observation),
                Err(fault) => self.leave_out(line, plainer(&row, fault)),
            }
        } else {
            self.wide_row(&row);
        }
    }

    /// A row with several figures: what is wrong with the row itself is reported once.
    fn wide_row(&mut self, row: &Row<'_>) {
        for column in &self.header.wide.across {
            match row.observation(Some(column)) {
                Ok(observation) => self.found.push(observation),
                Err(fault) if fault.column.as_deref() == Some(&*column.name) => {
                    self.leave_out(row.line, fault);
                }
                Err(fault) => return self.leave_out(row.line, plainer(row, fault)),
            }
        }
    }

    fn passes(&mut self, row: &Row<'_>) -> bool {
        for (filter, passed) in self.columns.only.iter().zip(&mut self.passed) {
            let value = row.value(&filter.column).unwrap_or_default();
            if !filter.values.iter().any(|accepted| accepted.trim().eq_ignore_ascii_case(value)) {
                return false;
            }
            *passed += 1;
        }
        true
    }

    fn leave_out(&mut self, line: u64, Fault { column, why }: Fault) {
        self.left_out.push(SkippedRow { line, column, why });
    }

    pub(super) fn finish(self, errors: &mut CsvDiagnostics) -> Observed {
        // A filter that passes no row is probably misspelt.
        let mut filters = self.columns.only.iter().zip(&self.passed);
        if self.counts.filtered > 0
            && let Some((filter, _)) = filters.find(|(_, passed)| **passed == 0)
        {
            let values = filter.values.iter().map(|value| excerpt(value)).collect();
            errors.add(None, Some(&filter.column), CsvErrorKind::NothingKept { values });
        }
        let mut left_out = self.left_out;
        let mut resolved = conflicts::resolve(self.found, self.columns.on_conflict);
        left_out.append(&mut resolved.left_out);
        leave_out_beyond_the_limit(&mut resolved, &mut left_out);
        left_out.sort_by_key(|row| row.line);
        let counts = counted(self.counts, &resolved, &left_out);
        Observed { rows: resolved.rows, left_out, notes: resolved.notes, counts }
    }
}

/// Why a row cannot be read at all.
fn unusable(row: &Row<'_>) -> Option<SkipReason> {
    if row.record.iter().any(|field| str::from_utf8(field).is_err()) {
        return Some(SkipReason::NotUtf8);
    }
    let (found, expected) = (row.record.len(), row.header.width);
    let is_longer = row.record.iter().skip(expected).any(|field| !field.trim_ascii().is_empty());
    (found < expected || is_longer)
        .then(|| row.is_no_observation().unwrap_or(SkipReason::WrongLength { found, expected }))
}

/// A total or footnote rather than the row's first fault.
fn plainer(row: &Row<'_>, fault: Fault) -> Fault {
    row.is_no_observation().map_or(fault, |why| Fault { column: None, why })
}

/// Leaves out the rows by which a contingent would have more troops in a month, all operations
/// together, than a head-count can hold.
fn leave_out_beyond_the_limit(resolved: &mut Resolved, left_out: &mut Vec<SkippedRow>) {
    let mut totals = HashMap::new();
    resolved.rows.retain(|row| {
        let total: &mut u64 = totals.entry((row.month, row.key())).or_default();
        let sum = *total + row.strength.map_or(0, u64::from);
        if sum > u64::from(u32::MAX) {
            left_out.push(SkippedRow { line: row.line, column: None, why: SkipReason::TooMany });
            return false;
        }
        *total = sum;
        true
    });
}

/// Counts the rows of which something is used, and those of which nothing is.
fn counted(counts: RowCounts, resolved: &Resolved, left_out: &[SkippedRow]) -> RowCounts {
    let rows = resolved.rows.iter().map(|row| row.line);
    let added = resolved.notes.iter().filter_map(|note| match note {
        Note::Added { line, .. } => Some(*line),
        _ => None,
    });
    let used: HashSet<u64> = rows.chain(added).collect();
    let unused: HashSet<u64> =
        left_out.iter().map(|row| row.line).filter(|line| !used.contains(line)).collect();
    RowCounts { used: used.len(), left_out: unused.len(), ..counts }
}

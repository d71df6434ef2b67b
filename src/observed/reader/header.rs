//! Where the columns of a mapping are in a csv file.

use std::collections::HashMap;

use csv::StringRecord;

use crate::observed::csv_error::{CsvDiagnostics, CsvErrorKind, Reported};
use crate::observed::mapping::ColumnMapping;
use crate::values::text::excerpt;

pub(super) struct Header<'c> {
    /// The number of columns in the file.
    pub(super) width: usize,
    /// The position of each column that the mapping names.
    positions: HashMap<&'c str, usize>,
}

impl<'c> Header<'c> {
    /// Finds every column of the mapping in the first line.
    pub(super) fn new(
        columns: &'c ColumnMapping,
        first_line: &StringRecord,
        errors: &mut CsvDiagnostics,
    ) -> Result<Self, Reported> {
        if columns.strength.is_empty() {
            return Err(errors.add(None, None, CsvErrorKind::NoStrengths));
        }
        let names = columns.column_names();
        let mut positions = HashMap::new();
        for (i, &name) in names.iter().enumerate() {
            if names[..i].contains(&name) {
                continue;
            }
            match position(first_line, name) {
                Ok(position) => _ = positions.insert(name, position),
                Err(problem) => _ = errors.add(Some(1), Some(name), problem),
            }
        }
        if errors.is_empty() {
            Ok(Self { width: first_line.len(), positions })
        } else {
            Err(Reported)
        }
    }

    /// The value of a column in a row, without the spaces around it.
    pub(super) fn value<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        let field = self.positions.get(column).and_then(|position| record.get(*position));
        field.unwrap_or_default().trim()
    }
}

/// The position of the column with this name, or else of the one that differs in case alone.
fn position(first_line: &StringRecord, name: &str) -> Result<usize, CsvErrorKind> {
    let columns_like = |is_alike: fn(&str, &str) -> bool| -> Vec<usize> {
        let columns = first_line.iter().enumerate();
        columns.filter(|(_, column)| is_alike(column.trim(), name)).map(|(i, _)| i).collect()
    };
    let mut positions = columns_like(|a, b| a == b);
    if positions.is_empty() {
        positions = columns_like(str::eq_ignore_ascii_case);
    }
    match positions[..] {
        [position] => Ok(position),
        [] => {
            Err(CsvErrorKind::NoColumn { known: first_line.iter().take(20).map(excerpt).collect() })
        }
        _ => Err(CsvErrorKind::ColumnTwice),
    }
}

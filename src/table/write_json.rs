//! Tables as JSON.

use std::io::Write;

use serde::{Serialize, Serializer};

use crate::table::cell::{Cell, Column};
use crate::table::table_error::TableError;
use crate::table::table_type::{Table, check_columns};

/// A row by the names of the columns.
struct Row<'a>(&'a [Column], Vec<Cell<'a>>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.iter().map(|column| &column.name);
        serializer.collect_map(names.zip(&self.1))
    }
}

impl Table<'_> {
    /// Writes the table as JSON: a list with an object for each row, on a line of its own. Months and days are text, an
    /// empty cell is null, and numbers beyond 2^53 are text.
    ///
    /// Rows are written as they are made.
    ///
    /// # Errors
    ///
    /// If `out` fails, which leaves it with a part of the table, or if the table is invalid.
    ///
    /// ```
    /// use drawdown::table::{Cell, Column, ColumnKind, Table};
    ///
    /// let columns = vec![Column::new("phase", ColumnKind::Text), Column::new("slip", ColumnKind::Number)];
    /// let rows = [vec!["all".into(), Cell::from(2)], vec!["rest".into(), Cell::Empty]];
    /// let mut json = Vec::new();
    /// Table::new(columns, rows).write_json(&mut json)?;
    /// let expected = "[\n{\"phase\":\"all\",\"slip\":2},\n{\"phase\":\"rest\",\"slip\":null}\n]\n";
    /// assert_eq!(String::from_utf8(json)?, expected);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_json(self, mut out: impl Write) -> Result<(), TableError> {
        check_columns(&self.columns)?;
        let columns = self.columns.clone();
        let mut before = "[\n";
        for row in self.validated_rows() {
            out.write_all(before.as_bytes()).map_err(TableError::Write)?;
            // Cells can always be serialized, so that only the writer fails.
            serde_json::to_writer(&mut out, &Row(&columns, row?))
                .map_err(|error| TableError::Write(error.into()))?;
            before = ",\n";
        }
        let end = if before == "[\n" { "[]\n" } else { "\n]\n" };
        out.write_all(end.as_bytes()).and_then(|()| out.flush()).map_err(TableError::Write)
    }
}

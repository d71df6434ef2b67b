//! Tables as csv.

use std::fmt::Write as _;
use std::io::{self, Write};

use csv::ErrorKind;

use crate::table::cell::Cell;
use crate::table::table_error::TableError;
use crate::table::table_type::{Table, check_columns};

/// What a spreadsheet takes for the beginning of a formula.
const FUSES: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

impl Table<'_> {
    /// Writes the table as csv: RFC 4180 quoting, lines that end with LF, UTF-8 without a mark, the
    /// columns' names first. Months are `YYYY-MM`, days `YYYY-MM-DD`, truth `true` and `false`; an
    /// empty cell is an empty field.
    ///
    /// A text that a spreadsheet would take for a formula is **defused**: one that begins with `=`,
    /// `+`, `-`, `@` (or one of these in full width), a tab or a line end is led by an apostrophe, `'`. Numbers are never
    /// touched, nor are other texts. Whoever needs every name as it is reads Parquet.
    ///
    /// Rows are written as they are made. What is written to need not be buffered.
    ///
    /// # Errors
    ///
    /// Where what is written to fails, which leaves it with a part of the table; or where the table
    /// is none.
    ///
    /// ```
    /// use drawdown::{Cell, Column, ColumnKind, Table};
    ///
    /// let columns = vec![
    ///     Column::new("phase", ColumnKind::Text),
    ///     Column::new("slip_months", ColumnKind::Number),
    /// ];
    /// let rows = [
    ///     vec![Cell::from("first, as it were"), Cell::from(-2)],
    ///     vec![Cell::from("=cmd()"), Cell::Empty],
    /// ];
    /// let mut csv = Vec::new();
    /// Table::new(columns, rows).write_csv(&mut csv)?;
    /// assert_eq!(
    ///     String::from_utf8(csv)?,
    ///     "phase,slip_months\n\"first, as it were\",-2\n'=cmd(),\n"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_csv(self, out: impl Write) -> Result<(), TableError> {
        check_columns(&self.columns)?;
        let mut writer = csv::Writer::from_writer(out);
        let mut field = String::new(); // writing to which cannot fail
        for column in &self.columns {
            defused(&column.name, &mut field);
            writer.write_field(&field).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
        for row in self.validated_rows() {
            for cell in row? {
                match cell {
                    Cell::Text(text) => defused(&text, &mut field),
                    other => {
                        field.clear();
                        let _ = write!(field, "{other}");
                    }
                }
                writer.write_field(&field).map_err(failed)?;
            }
            writer.write_record(None::<&[u8]>).map_err(failed)?;
        }
        writer.flush().map_err(TableError::Write)
    }
}

/// A text as a spreadsheet takes it for one.
fn defused(text: &str, field: &mut String) {
    field.clear();
    if text.starts_with(FUSES) {
        field.push('\'');
    }
    field.push_str(text);
}

/// Only what is written to can fail: its error as it is, that its kind may be told.
fn failed(error: csv::Error) -> TableError {
    TableError::Write(match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

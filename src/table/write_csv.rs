//! Tables as csv.

use std::io::{self, Write};

use csv::ErrorKind;

use crate::table::cell::Cell;
use crate::table::table_error::TableError;
use crate::table::table_type::{Table, check_columns};

/// The characters with which a formula begins in a spreadsheet.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

impl Table<'_> {
    /// Writes the table as csv: RFC 4180 quoting, LF line ends, UTF-8 without a byte-order mark, the
    /// columns' names first. Months are `YYYY-MM`, days `YYYY-MM-DD`, booleans `true` and `false`; an
    /// empty cell is an empty field.
    ///
    /// Texts that a spreadsheet would treat as formulas are escaped: one that begins with `=`, `+`,
    /// `-`, `@` (also in full width), a tab or a line end is prefixed with an apostrophe, `'`. Numbers, runs of
    /// numbers such as `-1..2`, and other texts never are. For names exactly as they are, use Parquet.
    ///
    /// Rows are written as they are made; `out` need not be buffered.
    ///
    /// # Errors
    ///
    /// If `out` fails, which leaves it with a part of the table, or if the table is invalid.
    ///
    /// ```
    /// use drawdown::table::{Cell, Column, ColumnKind, Table};
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
        let names = self.columns.iter().map(|column| field(&column.name.as_str().into()));
        writer.write_record(names).map_err(failed)?;
        for row in self.validated_rows() {
            writer.write_record(row?.iter().map(field)).map_err(failed)?;
        }
        writer.flush().map_err(TableError::Write)
    }
}

/// A cell as a spreadsheet reads it: never as a formula.
fn field(cell: &Cell<'_>) -> String {
    let text = cell.to_string();
    let is_formula =
        matches!(cell, Cell::Text(_)) && text.starts_with(FORMULA_STARTS) && !is_of_numbers(&text);
    if is_formula { format!("'{text}") } else { text }
}

/// Whether a text is whole numbers and runs of them, as the values of a seek are: `-3..-1 2`.
fn is_of_numbers(text: &str) -> bool {
    text.split(' ').flat_map(|run| run.split("..")).all(|number| number.parse::<i64>().is_ok())
}

/// The error of `out`, with its kind; nothing else can fail.
fn failed(error: csv::Error) -> TableError {
    TableError::Write(match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

//! Tables as JSON.

use std::io::Write;

use crate::table::cell::Cell;
use crate::table::table_error::TableError;
use crate::table::table_type::{Table, check_columns};

impl Table<'_> {
    /// Writes the table as JSON: a list with one object for each row, on a line of its own, with the columns as
    /// keys. Numbers and truth are written as such (whole numbers beyond 2^53 as text), months, days and text as text, and what is empty as `null`.
    /// Rows are written as they are computed.
    ///
    /// # Errors
    ///
    /// If the writer fails, or a table of your own is invalid.
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let mut json = Vec::new();
    /// Table::totals(&plan.project()).write_json(&mut json)?;
    /// let first = r#"{"month": "2024-08", "strength": 3400, "left": 0, "moved": 0, "gained": 0, "residual": 250}"#;
    /// assert!(String::from_utf8(json)?.starts_with(&format!("[\n  {first},\n")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_json(self, mut out: impl Write) -> Result<(), TableError> {
        check_columns(&self.columns)?;
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let names: Vec<String> = self.columns.iter().map(|column| text(&column.name)).collect();
        let mut write = |piece: &str| out.write_all(piece.as_bytes()).map_err(TableError::Write);
        write("[")?;
        for (i, row) in self.validated_rows().enumerate() {
            write(if i == 0 { "\n  {" } else { ",\n  {" })?;
            for (k, (name, cell)) in names.iter().zip(row?).enumerate() {
                let value = match cell {
                    Cell::Decimal(decimal) => decimal.to_string(),
                    // A cell can always be serialized.
                    cell => serde_json::to_string(&cell).unwrap_or_default(),
                };
                let comma = if k == 0 { "" } else { ", " };
                write(&format!("{comma}{name}: {value}"))?;
            }
            write("}")?;
        }
        write("\n]\n")?;
        out.flush().map_err(TableError::Write)
    }
}

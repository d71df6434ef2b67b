//! Tables in every format. Rows are written as they are computed, so that csv, json and tables for people need memory
//! for one row only.

use std::error::Error;
use std::io;

use clap::ValueEnum;
use drawdown::table::{Cell, Column, ColumnKind, Table};

use crate::aligned::{aligned, write_aligned};
use crate::args::FormatArgs;
use crate::out::Output;
use crate::page::Page;
use crate::waiting;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns for people.
    Table,
    /// RFC 4180, with LF line ends.
    Csv,
    /// A list with an object for each row.
    Json,
    #[value(help = "Typed columns for R, pandas and DuckDB")]
    Parquet,
}

impl FormatArgs {
    /// Where the answer goes; an error where it cannot be shown there.
    pub(crate) fn output(&self) -> Result<Output<'_>, Box<dyn Error>> {
        let output = Output::new(self.to.out.as_deref());
        if self.format == Format::Parquet && output.is_terminal() {
            return Err("--format parquet cannot be shown on a terminal; give --out FILE".into());
        }
        Ok(output)
    }

    /// Writes a table; for people it has few rows.
    pub(crate) fn write(&self, table: Table<'_>) -> Result<(), Box<dyn Error>> {
        if self.format == Format::Table {
            let output = self.output()?;
            return output.text(&aligned(table, Page::of(&output).width));
        }
        self.write_data(table)
    }

    /// Writes a table that is made twice for people, once to measure its columns, below what is said above it for them.
    pub(crate) fn write_from<'a>(
        &self,
        head: &str,
        table: impl Fn() -> Table<'a>,
    ) -> Result<(), Box<dyn Error>> {
        if self.format == Format::Table {
            let output = self.output()?;
            let width = Page::of(&output).width;
            return output.write(|out| {
                out.write_all(head.as_bytes())?;
                write_aligned(|| counted(table()), width, out)
            });
        }
        self.write_data(table())
    }

    fn write_data(&self, table: Table<'_>) -> Result<(), Box<dyn Error>> {
        let table = counted(table);
        self.output()?.data(|out| -> io::Result<()> {
            match self.format {
                Format::Json => Ok(table.write_json(out)?),
                #[cfg(feature = "parquet")]
                Format::Parquet => Ok(table.write_parquet(out)?),
                #[cfg(not(feature = "parquet"))]
                Format::Parquet => Err(io::Error::other("--format parquet: built without it")),
                Format::Csv | Format::Table => Ok(table.write_csv(out)?),
            }
        })
    }
}

/// A table whose rows are counted while they are made.
fn counted(table: Table<'_>) -> Table<'_> {
    Table::new(table.columns, table.rows.inspect(|_| waiting::count_row()))
}

/// A table without its first column, the variant.
pub(crate) fn without_variant(table: Table<'_>) -> Table<'_> {
    let columns = table.columns.into_iter().skip(1).collect();
    Table::new(columns, table.rows.map(|row| row.into_iter().skip(1).collect()))
}

/// A table of its own, with columns of text.
pub(crate) fn texts<'a, R>(columns: &[&str], rows: R) -> Table<'a>
where
    R: IntoIterator<Item = Vec<Cell<'a>>>,
    R::IntoIter: Send + 'a,
{
    let columns = columns.iter().map(|name| Column::new(*name, ColumnKind::Text));
    Table::new(columns.collect(), rows)
}

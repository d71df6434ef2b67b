//! Answers as tables for csv, json and Parquet. Rows are written as they are computed, so that csv and json
//! need memory for one row only.

use std::fmt;
use std::io::{self, Write};

use drawdown::table::{Cell, Column, ColumnKind, Table};

use crate::columns::aligned;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Csv,
    Json,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        match name {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            #[cfg(feature = "parquet")]
            "parquet" => Ok(Self::Parquet),
            #[cfg(not(feature = "parquet"))]
            "parquet" => Err("--format parquet: build with --features parquet".to_owned()),
            other => Err(format!("--format {other:?}: expected table, csv, json or parquet")),
        }
    }

    /// Whether a terminal can show it.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Table | Self::Csv | Self::Json)
    }
}

/// A table with the variant in its first column.
pub(crate) fn table<'a, R>(columns: &[(&str, ColumnKind)], rows: R) -> Table<'a>
where
    R: IntoIterator<Item = Vec<Cell<'a>>>,
    R::IntoIter: Send + 'a,
{
    let columns = columns.iter().map(|&(name, kind)| Column::new(name, kind));
    let variant = Column::new("variant", ColumnKind::Text);
    Table::new(std::iter::once(variant).chain(columns).collect(), rows)
}

/// The same table without the variant.
pub(crate) fn without_variant(table: Table<'_>) -> Table<'_> {
    let columns = table.columns.into_iter().skip(1).collect();
    Table::new(columns, table.rows.map(|row| row.into_iter().skip(1).collect()))
}

/// As text.
pub(crate) fn shown<'a, T: fmt::Display>(value: T) -> Cell<'a> {
    value.to_string().into()
}

pub(crate) fn write(table: Table<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => out.write_all(aligned(table).as_bytes()),
        Format::Csv => Ok(table.write_csv(out)?),
        Format::Json => write_json(table, out),
        #[cfg(feature = "parquet")]
        Format::Parquet => Ok(table.write_parquet(out)?),
    }
}

fn write_json(table: Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns = table.columns.clone();
    out.write_all(b"[")?;
    for (i, row) in table.validated_rows().enumerate() {
        out.write_all(if i == 0 { b"\n  {" } else { b",\n  {" })?;
        for (k, (column, cell)) in columns.iter().zip(row?).enumerate() {
            let value = match cell {
                Cell::Empty => "null".to_owned(),
                Cell::Number(_) | Cell::Decimal(_) | Cell::Bool(_) => cell.to_string(),
                other => serde_json::to_string(&other.to_string())?,
            };
            write!(out, "{}{:?}: {value}", if k == 0 { "" } else { ", " }, column.name)?;
        }
        out.write_all(b"}")?;
    }
    out.write_all(b"\n]\n")
}

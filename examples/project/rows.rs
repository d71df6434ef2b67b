//! Answers as rows: one fact a line, for csv and json. Rows are written as they are made, so that
//! the longest answer needs no more memory than its longest row.

use std::fmt;
use std::io::{self, Write};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Csv,
    Json,
}

impl Format {
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        match name {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            other => Err(format!("--format {other:?}: give table, csv or json")),
        }
    }
}

/// A table whose first column is the variant.
pub(crate) struct Table<'a> {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Box<dyn Iterator<Item = Vec<Field>> + 'a>,
}

pub(crate) enum Field {
    Text(String),
    Number(i128),
    /// A number with decimals, as it is to be written.
    Decimal(String),
    Truth(bool),
    /// Nothing can be said.
    Empty,
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Field {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i128> for Field {
    fn from(number: i128) -> Self {
        Self::Number(number)
    }
}

impl<T: Into<Field>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// As text.
pub(crate) fn shown<T: fmt::Display>(value: T) -> Field {
    Field::Text(value.to_string())
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Decimal(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Empty => Ok(()),
        }
    }
}

impl<'a> Table<'a> {
    pub(crate) fn new(
        columns: &[&'static str],
        rows: impl IntoIterator<Item = Vec<Field>> + 'a,
    ) -> Self {
        let columns = ["variant"].iter().chain(columns).copied().collect();
        Self { columns, rows: Box::new(rows.into_iter()) }
    }

    /// The same table of the plan alone.
    pub(crate) fn without_variant(self) -> Self {
        let columns = self.columns[1..].to_vec();
        Self { columns, rows: Box::new(self.rows.map(|row| row.into_iter().skip(1).collect())) }
    }

    pub(crate) fn write_csv(self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.columns)?;
        for row in self.rows {
            writer.write_record(row.iter().map(Field::to_string))?;
        }
        writer.flush()
    }

    pub(crate) fn write_json(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")?;
        for (i, row) in self.rows.enumerate() {
            out.write_all(if i == 0 { b"\n  {" } else { b",\n  {" })?;
            for (k, (column, field)) in self.columns.iter().zip(&row).enumerate() {
                let value = match field {
                    Field::Text(text) => serde_json::to_string(text)?,
                    Field::Empty => "null".to_owned(),
                    Field::Number(_) | Field::Decimal(_) | Field::Truth(_) => field.to_string(),
                };
                write!(out, "{}{column:?}: {value}", if k == 0 { "" } else { ", " })?;
            }
            out.write_all(b"}")?;
        }
        out.write_all(b"\n]\n")
    }
}

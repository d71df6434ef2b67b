//! What can go wrong when a table is written.

use std::io;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::table::cell::ColumnKind;
#[cfg(feature = "parquet")]
use crate::values::scalar::wide;

/// A table is not written, or only in part.
///
/// The library's own tables fail only if the writer fails, or for whole numbers beyond 64 bits in a
/// Parquet file; a table of your own may also be invalid. Converted to [`io::Error`], a writer's error
/// keeps its kind, so that a closed pipe can be told from a full disk.
///
/// ```
/// use drawdown::table::{Cell, Column, ColumnKind, Table};
///
/// let columns = vec![Column::new("strength", ColumnKind::Number)];
/// let table = Table::new(columns, [vec![Cell::from("about 2,500")]]);
/// let error = table.validated_rows().find_map(Result::err).ok_or("no error")?;
/// assert_eq!(error.to_string(), "row 0, strength: expected whole number, found \"about 2,500\"");
/// assert_eq!(std::io::Error::from(error).kind(), std::io::ErrorKind::InvalidInput);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableError {
    /// The writer fails: a full disk, a closed pipe.
    #[error("the table cannot be written")]
    #[serde(serialize_with = "write_message")]
    Write(#[source] io::Error),
    /// There is nothing to write.
    #[error("the table has no columns")]
    NoColumns,
    /// Two columns have the same name.
    #[error("duplicate column name {name:?}; rename one of them")]
    SameName {
        /// The name.
        name: String,
    },
    /// A row has more or fewer cells than there are columns.
    #[error("row {row} has {found} cells instead of {wanted}")]
    Width {
        /// The row, counted from 0.
        row: u64,
        /// The number of its cells.
        found: usize,
        /// The number of columns.
        wanted: usize,
    },
    /// A cell does not match its column's kind.
    #[error("row {row}, {column}: expected {wanted}, found {found:?}")]
    Kind {
        /// The row, counted from 0.
        row: u64,
        /// The column's name.
        column: String,
        /// The cell as text.
        found: String,
        /// The column's kind.
        wanted: ColumnKind,
    },
    /// A whole number does not fit into the 64 bits that a Parquet file has for it.
    #[cfg(feature = "parquet")]
    #[error("row {row}, {column}: {number} does not fit into the 64-bit integers of Parquet")]
    TooLarge {
        /// The row, counted from 0.
        row: u64,
        /// The column's name.
        column: String,
        /// The number.
        #[serde(with = "wide")]
        number: i128,
    },
    /// The table has no form in Parquet: it is too long.
    #[cfg(feature = "parquet")]
    #[error("cannot be written as Parquet: {message}")]
    Parquet {
        /// Why not.
        message: String,
    },
}

/// The message of a writer's error.
fn write_message<S: Serializer>(error: &io::Error, serializer: S) -> Result<S::Ok, S::Error> {
    let mut fields = serializer.serialize_struct("Write", 1)?;
    fields.serialize_field("message", &error.to_string())?;
    fields.end()
}

impl From<TableError> for io::Error {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Write(error) => error,
            other => Self::new(io::ErrorKind::InvalidInput, other),
        }
    }
}

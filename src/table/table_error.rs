//! What can go wrong with a table: the disk, or the table.

use std::io;

use thiserror::Error;

use crate::table::cell::ColumnKind;

/// A table that was not written, or not to its end.
///
/// The library's own tables fail for what they are written to alone, but for whole numbers beyond 64
/// bits in a Parquet file; a table that others made may also not be one. As an [`io::Error`] the
/// first keeps its kind, so that a closed pipe is told from a full disk.
///
/// ```
/// use drawdown::{Cell, Column, ColumnKind, Table, TableError};
///
/// let columns = vec![Column::new("strength", ColumnKind::Number)];
/// let table = Table::new(columns, [vec![Cell::from("approximately 2,500")]]);
/// let error = table.validated_rows().find_map(Result::err).ok_or("no error")?;
/// assert_eq!(error.to_string(), "row 0, strength: \"approximately 2,500\" is no whole number");
/// assert_eq!(std::io::Error::from(error).kind(), std::io::ErrorKind::InvalidInput);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TableError {
    /// What the table is written to does not take it: a full disk, a closed pipe.
    #[error("{0}")]
    Write(io::Error),
    /// There is nothing to write.
    #[error("a table without columns")]
    NoColumns,
    /// Two columns have one name.
    #[error("two columns are named {name:?}")]
    SameName {
        /// That of both.
        name: String,
    },
    /// A row has not as many cells as there are columns.
    #[error("row {row} has {found} cells instead of {wanted}")]
    Width {
        /// Counted from 0.
        row: u64,
        /// How many cells it has.
        found: usize,
        /// How many columns there are.
        wanted: usize,
    },
    /// A cell is not of its column's kind.
    #[error("row {row}, {column}: {found:?} is no {wanted}")]
    Kind {
        /// Counted from 0.
        row: u64,
        /// The column's name.
        column: String,
        /// The cell as text.
        found: String,
        /// The column's kind.
        wanted: ColumnKind,
    },
    /// A whole number is beyond 64 bits, which is all that a Parquet file's have.
    #[cfg(feature = "parquet")]
    #[error("row {row}, {column}: {number} is beyond the 64 bits of a whole number in Parquet")]
    TooLarge {
        /// Counted from 0.
        row: u64,
        /// The column's name.
        column: String,
        /// The number.
        number: i128,
    },
    /// The table has no form in Parquet: it is too long for one.
    #[cfg(feature = "parquet")]
    #[error("not to be written as Parquet: {message}")]
    Parquet {
        /// What is in the way.
        message: String,
    },
}

impl From<TableError> for io::Error {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Write(error) => error,
            other => Self::new(io::ErrorKind::InvalidInput, other),
        }
    }
}

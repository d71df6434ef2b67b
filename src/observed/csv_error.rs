//! Everything wrong with a csv file, reported at once.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::values::country::ParseCountryError;
use crate::values::error_list::{ErrorList, ListedError, error_list};
use crate::values::mission::ParseMissionError;
use crate::values::text::counted;
use crate::values::year_month::ParseDateError;

/// One thing wrong with a csv file as a whole, or with its column mapping. Rows that cannot be used are
/// reported in [`Observed::left_out`](crate::observed::Observed::left_out).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{problem}", at(*line, column.as_deref()))]
#[non_exhaustive]
pub struct CsvError {
    /// The line, counted from 1; `None` for the file as a whole.
    pub line: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// What is wrong, and what would be right.
    pub problem: CsvErrorKind,
}

fn at(line: Option<u64>, column: Option<&str>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!("line {line}, {column}: "),
        (Some(line), None) => format!("line {line}: "),
        (None, Some(column)) => format!("{column}: "),
        (None, None) => String::new(),
    }
}

/// What is wrong with a csv file as a whole, and what would be right. Quoted values are cut off after 40
/// characters.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CsvErrorKind {
    /// The file is larger than the limit.
    #[error("the file has {size} bytes; the limit is {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The file has more rows than the limit.
    #[error("more than {limit} rows; split the file")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// The bytes are not text.
    #[error("not UTF-8; save the file as \"CSV UTF-8\"")]
    NotUtf8,
    /// The file is empty, without even a line of names.
    #[error("the file is empty; its header must name the columns")]
    Empty,
    /// The csv reader fails.
    #[error("{message}")]
    Unreadable {
        /// The reader's own message.
        message: String,
    },
    /// The mapping has no column of strengths.
    #[error("the mapping names no strength column; name at least one")]
    NoStrengths,
    /// The mapping names a column that the file does not have.
    #[error("no such column; the columns are {}", quoted(known))]
    NoColumn {
        /// The file's columns (the first 20).
        known: Vec<String>,
    },
    /// The mapping names a column that the file has twice.
    #[error("duplicate column name; rename one of them")]
    ColumnTwice,
    /// No row passes a filter.
    #[error("no row has any of {}", quoted(values))]
    NothingKept {
        /// The values that the filter accepts.
        values: Vec<String>,
    },
    /// The mapping takes more than one of contributor, host and date from the names of columns.
    #[error("only one of contributor, host and date can be the names of columns")]
    TwoFromNames,
    /// No name of a column is a country or date, as the mapping says.
    #[error("no name of a column is a country or date")]
    NothingAcross,
    /// The mapping has columns of strengths, although every other column is one.
    #[error("the other columns are the strengths; leave strength empty")]
    StrengthsAcross,
    /// The month of a yearly figure is not 1 to 12.
    #[error("{month} is not a month; write 1 to 12")]
    NoMonth {
        /// The month of the mapping.
        month: u32,
    },
    /// A row has more or fewer fields than the first line.
    #[error("{}, but the first line names {expected} columns", counted(*found as u64, "field"))]
    WrongLength {
        /// The number of fields in the row.
        found: usize,
        /// The number of columns.
        expected: usize,
    },
    /// A required value is missing.
    #[error("missing; every row needs a value here")]
    Missing,
    /// A head-count is not a whole number.
    #[error("{value:?} is not a whole number of troops; write digits only, such as 2500")]
    NotWhole {
        /// The value found.
        value: String,
    },
    /// A row has more troops than a head-count can hold.
    #[error("more than 4294967295 troops; no contingent can be larger")]
    TooMany,
    /// There are more errors.
    #[error("too many errors; only the first {limit} are shown")]
    TooManyErrors {
        /// The number of errors shown.
        limit: usize,
    },
    /// A date is malformed or does not exist.
    #[error(transparent)]
    #[serde(untagged)]
    Day(ParseDateError),
    /// A country code is not assigned.
    #[error(transparent)]
    #[serde(untagged)]
    Country(ParseCountryError),
    /// A mission is unknown.
    #[error(transparent)]
    #[serde(untagged)]
    Mission(ParseMissionError),
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

/// Collects errors while a csv file is read.
pub(crate) type CsvDiagnostics = ErrorList<CsvError>;

/// Stands for a file that cannot be read: the error is in the list.
#[derive(Debug)]
pub(crate) struct Reported;

impl CsvDiagnostics {
    pub(crate) fn add(
        &mut self,
        line: Option<u64>,
        column: Option<&str>,
        problem: CsvErrorKind,
    ) -> Reported {
        self.push(CsvError { line, column: column.map(str::to_owned), problem });
        Reported
    }
}

impl Serialize for CsvError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("CsvError", 4)?;
        fields.serialize_field("line", &self.line)?;
        fields.serialize_field("column", &self.column)?;
        fields.serialize_field("message", &self.problem.to_string())?;
        fields.serialize_field("problem", &self.problem)?;
        fields.end()
    }
}

impl ListedError for CsvError {
    fn too_many(limit: usize) -> Self {
        Self { line: None, column: None, problem: CsvErrorKind::TooManyErrors { limit } }
    }
}

/// Everything wrong with a csv file, at least one error, in the file's order. `Display` writes each
/// on a line of its own.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed};
///
/// let file = "iso3c,ccode,year,quarter,troops\nIRQ,645,2024,2,2450\n";
/// let errors = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata()).unwrap_err();
/// assert_eq!(errors.iter().len(), 2); // neither `month` nor `troops_ad`
/// let first = errors.iter().next().ok_or("no error")?;
/// assert_eq!((first.line, first.column.as_deref()), (Some(1), Some("month")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct CsvErrors(CsvDiagnostics);

error_list!(CsvErrors, CsvError);

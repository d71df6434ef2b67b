//! All that is wrong with a csv file, at once.

use std::fmt;

use thiserror::Error;

use crate::values::country::{Country, ParseCountryError};
use crate::values::mission::{Mission, ParseMissionError};
use crate::values::year_month::{ParseDateError, YearMonth};

/// One thing wrong with a csv file, or with the mapping it is read by.
///
/// ```
/// use drawdown::{ColumnMapping, Observed};
///
/// let file = "iso3c,ccode,year,month,troops_ad\nIRQ,645,2024,June,\"2,450\"\n";
/// let errors = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata()).unwrap_err();
/// let error = errors.iter().next().ok_or("no error")?;
/// assert_eq!((error.line, error.column.as_deref()), (Some(2), Some("troops_ad")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{problem}", at(*line, column.as_deref()))]
#[non_exhaustive]
pub struct CsvError {
    /// The line, counted from 1; `None` where it is the file as a whole.
    pub line: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// What, and what would be right.
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

/// What is wrong with a csv file, and what would be right.
///
/// ```
/// use drawdown::{ColumnMapping, CsvErrorKind, Observed};
///
/// let errors = Observed::from_csv(b"", &ColumnMapping::troopdata()).unwrap_err();
/// assert!(errors.iter().any(|error| error.problem == CsvErrorKind::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CsvErrorKind {
    /// A file beyond the limit.
    #[error("a file of {size} bytes; at most {limit} are read")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// More rows than the limit.
    #[error("more than {limit} rows; read the file in parts")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// Bytes that are no text.
    #[error("not UTF-8; save the file as \"CSV UTF-8\"")]
    NotUtf8,
    /// Nothing, not even a line of names.
    #[error("the file is empty; its first line must name the columns")]
    Empty,
    /// What the csv reader itself has to say.
    #[error("{message}")]
    Unreadable {
        /// In its own words.
        message: String,
    },
    /// A mapping without strengths.
    #[error("the mapping names no column of strengths")]
    NoStrengths,
    /// A column that is not there.
    #[error("no column is called so; there are {}", listed(known))]
    NoColumn {
        /// The columns there are (the first 20).
        known: Vec<String>,
    },
    /// A column that is there twice.
    #[error("two columns are called so; give one another name")]
    ColumnTwice,
    /// No row passes a filter.
    #[error("no row has any of {}", listed(values))]
    NothingKept {
        /// The values that count.
        values: Vec<String>,
    },
    /// A row with more or fewer fields than there are names.
    #[error("{found} fields, but the first line names {expected} columns")]
    WrongLength {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A value that every row must have.
    #[error("missing; without it the row cannot be placed")]
    Missing,
    /// No head-count.
    #[error("{value:?} is no whole number of troops; write digits alone, such as 2500")]
    NotWhole {
        /// What was written (its first 40 characters).
        value: String,
    },
    /// More troops than a head-count holds, in a row or all rows of a contingent and a month.
    #[error("adds up to more than 4294967295 troops")]
    TooMany,
    /// No day.
    #[error(transparent)]
    Day(ParseDateError),
    /// No year.
    #[error("{value:?} is no year between 1800 and 2999")]
    NoYear {
        /// What was written (its first 40 characters).
        value: String,
    },
    /// No month of a year.
    #[error("{value:?} is no month; write 1 to 12, or January to December")]
    NoMonth {
        /// What was written (its first 40 characters).
        value: String,
    },
    /// No quarter of a year.
    #[error("{value:?} is no quarter; write 1 to 4")]
    NoQuarter {
        /// What was written (its first 40 characters).
        value: String,
    },
    /// No country.
    #[error(transparent)]
    Country(ParseCountryError),
    /// No mission.
    #[error(transparent)]
    Mission(ParseMissionError),
    /// No Correlates-of-War number.
    #[error("{value:?} is no Correlates-of-War state number; write digits alone, such as 645")]
    NoStateNumber {
        /// What was written (its first 40 characters).
        value: String,
    },
    /// A code and a number that are of different countries.
    #[error(
        "{number} stands for {}, but the code is {code}; one of the two is wrong",
        or(countries)
    )]
    Disagree {
        /// The Correlates-of-War number.
        number: u32,
        /// The countries it has stood for.
        countries: Vec<Country>,
        /// The code beside it.
        code: Country,
    },
    /// The same twice.
    #[error("{} at the end of {month} is already on line {first}", who(*contributor, *host, *mission, operation.as_deref()))]
    Twice {
        /// The month.
        month: YearMonth,
        /// The contributor of both.
        contributor: Country,
        /// The host of both.
        host: Country,
        /// The mission of both.
        mission: Mission,
        /// The operation of both, where there is one (its first 40 characters).
        operation: Option<String>,
        /// The line on which it stands first.
        first: u64,
    },
    /// There is more.
    #[error("and more; only the first {limit} errors are reported")]
    AndMore {
        /// How many are reported.
        limit: usize,
    },
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn or(countries: &[Country]) -> String {
    countries.iter().map(Country::code).collect::<Vec<_>>().join(" or ")
}

fn who(contributor: Country, host: Country, mission: Mission, operation: Option<&str>) -> String {
    let operation = operation.map(|name| format!(", {name:?}")).unwrap_or_default();
    format!("{contributor} in {host} ({mission}{operation})")
}

/// Everything wrong with a csv file, at least one thing, in the file's order; `Display` gives each
/// its line.
///
/// ```
/// use drawdown::{ColumnMapping, Observed};
///
/// let file = "iso3c,ccode,year,month,troops_ad\nIRK,645,2024,June,2450\nSYR,645,2024,June,900.5\n";
/// let errors = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata()).unwrap_err();
/// assert_eq!(errors.iter().len(), 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct CsvErrors(Vec<CsvError>);

/// So many errors are reported.
const MOST: usize = 1_000;

impl CsvErrors {
    /// The errors, in the file's order.
    ///
    /// ```
    /// use drawdown::{ColumnMapping, Observed};
    ///
    /// let errors = Observed::from_csv(b"", &ColumnMapping::troopdata()).unwrap_err();
    /// assert_eq!(errors.iter().len(), 1);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, CsvError> {
        self.0.iter()
    }

    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Whether so much is wrong that no more is looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() > MOST
    }

    pub(crate) fn add(&mut self, line: Option<u64>, column: Option<&str>, problem: CsvErrorKind) {
        if self.0.len() < MOST {
            self.0.push(CsvError { line, column: column.map(str::to_owned), problem });
        } else if self.0.len() == MOST {
            let problem = CsvErrorKind::AndMore { limit: MOST };
            self.0.push(CsvError { line: None, column: None, problem });
        }
    }

    /// `value` if nothing is wrong.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl<'a> IntoIterator for &'a CsvErrors {
    type Item = &'a CsvError;
    type IntoIter = std::slice::Iter<'a, CsvError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for CsvErrors {
    type Item = CsvError;
    type IntoIter = std::vec::IntoIter<CsvError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for CsvErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

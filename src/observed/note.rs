//! What is worth knowing of how a file was read.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::observed::mapping::DateForm;
use crate::values::text::MONTH_NAMES;

/// Something worth knowing of how a file was read. Each is said once, sums apart.
///
/// ```
/// use drawdown::observed::{ColumnMapping, Observed};
///
/// let file = "Troops abroad\n\nccode;iso3c;year;month;troops_ad\n645;IRQ;2024;June;2450\n";
/// let observed = Observed::from_csv(file.as_bytes(), &ColumnMapping::troopdata())?;
/// let notes: Vec<String> = observed.notes.iter().map(ToString::to_string).collect();
/// assert_eq!(notes, ["fields are separated by semicolons", "the header is on line 3; what is before it is not read"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// Fields are not separated by commas.
    #[error("fields are separated by {}", separators(*.separator))]
    Separator {
        /// What separates them.
        separator: char,
    },
    /// There are lines before the header.
    #[error("the header is on line {header}; what is before it is not read")]
    LinesBeforeHeader {
        /// The line of the header, counted from 1.
        header: u64,
    },
    /// In a wide table, a column's name is not a country or date.
    #[error("the column {column:?} is not read")]
    ColumnNotRead {
        /// The column's name (its first 40 characters).
        column: String,
    },
    /// One day of the column says in which order all others are to be read.
    #[error("days are read as {}, the only order that fits the whole column", order(*.form))]
    OrderOfDays {
        /// The form that the whole column has.
        form: DateForm,
    },
    /// Years have two digits.
    #[error("years of two digits are 2000 to 2029 and 1930 to 1999")]
    TwoDigitYears,
    /// Every day is the first of a month, and counts as the month before.
    #[error(
        "every day is the first of a month and counts as the end of the month before; if it stands for its own month, set days_count_as to month_of_the_day"
    )]
    AllOnTheFirst,
    /// There is one figure a year.
    #[error("one figure a year counts as that of the end of {}; a yearly maximum was reached at some time of the year, not necessarily then", month_name(*month))]
    OneFigureAYear {
        /// The month, 1 to 12.
        month: u32,
    },
    /// A row is added to another of the same month, contingent and operation.
    #[error("line {line} is added to line {to}")]
    Added {
        /// The line of the row.
        line: u64,
        /// The line of the row that it is added to, whose line the sum has.
        to: u64,
    },
}

fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).unwrap_or(0).wrapping_sub(1);
    MONTH_NAMES.get(index).copied().unwrap_or("the month")
}

fn separators(separator: char) -> String {
    match separator {
        ';' => "semicolons".into(),
        '\t' => "tabs".into(),
        '|' => "bars".into(),
        other => format!("{other:?}"),
    }
}

const fn order(form: DateForm) -> &'static str {
    match form {
        DateForm::MonthDayYear => "month/day/year",
        _ => "day/month/year",
    }
}

//! The parts of a table: columns and cells.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use crate::table::decimal::Decimal;
use crate::values::scalar::wide;
use crate::values::year_month::YearMonth;

/// A column of a [`Table`](crate::table::Table).
///
/// ```
/// use drawdown::table::{Column, ColumnKind};
///
/// let column = Column::new("strength", ColumnKind::Number);
/// assert_eq!(column.name, "strength");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Column {
    /// The name, as in the first line of a csv file.
    pub name: String,
    /// What each of its cells is, unless it is empty.
    pub kind: ColumnKind,
}

impl Column {
    /// A column with this name and kind.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// The kind of cells in a column.
///
/// ```
/// use drawdown::table::{Cell, ColumnKind};
///
/// assert!(ColumnKind::Number.accepts(&Cell::Number(2_500)));
/// assert!(ColumnKind::Number.accepts(&Cell::Empty));
/// assert!(!ColumnKind::Number.accepts(&Cell::from("approximately 2,500")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ColumnKind {
    /// Anything, as text.
    Text,
    /// Whole numbers.
    Number,
    /// Numbers with or without decimals.
    Decimal,
    /// True or false.
    Bool,
    /// Months.
    Month,
    /// Days.
    Day,
}

impl ColumnKind {
    /// Whether a column of this kind may hold a cell. Every column may hold an empty one.
    #[must_use]
    pub const fn accepts(self, cell: &Cell<'_>) -> bool {
        matches!(
            (self, cell),
            (Self::Text, _)
                | (_, Cell::Empty)
                | (Self::Number, Cell::Number(_))
                | (Self::Decimal, Cell::Number(_) | Cell::Decimal(_))
                | (Self::Bool, Cell::Bool(_))
                | (Self::Month, Cell::Month(_))
                | (Self::Day, Cell::Day(_))
        )
    }
}

impl fmt::Display for ColumnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Text => "text",
            Self::Number => "whole number",
            Self::Decimal => "number",
            Self::Bool => "true or false",
            Self::Month => "month",
            Self::Day => "day",
        })
    }
}

/// One value of a [`Table`](crate::table::Table). Its `Display` is the text of a csv file, before escaping.
///
/// ```
/// use drawdown::table::Cell;
/// use drawdown::YearMonth;
///
/// let month: YearMonth = "2024-08".parse()?;
/// assert_eq!(Cell::from(month).to_string(), "2024-08");
/// assert_eq!(Cell::from(None::<u64>), Cell::Empty);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// A name or a word.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(i128),
    /// A number with decimals.
    Decimal(Decimal),
    /// True or false.
    Bool(bool),
    /// A month, `YYYY-MM`.
    Month(YearMonth),
    /// A day, `YYYY-MM-DD`.
    Day(NaiveDate),
    /// No value.
    Empty,
}

/// The value as such: a number, a text, true or false, or nothing. Months, days, decimals and numbers beyond 2^53 are
/// text; the column says what they are.
impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Number(number) => wide::serialize(number, serializer),
            Self::Bool(truth) => truth.serialize(serializer),
            Self::Decimal(_) | Self::Month(_) | Self::Day(_) => serializer.collect_str(self),
            Self::Empty => serializer.serialize_none(),
        }
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.pad(text),
            Self::Number(number) => number.fmt(f),
            Self::Decimal(decimal) => decimal.fmt(f),
            Self::Bool(truth) => truth.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Empty => f.pad(""),
        }
    }
}

macro_rules! impl_from {
    ($($from:ty => $variant:ident),*) => {$(
        impl From<$from> for Cell<'_> {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

impl_from!(String => Text, u32 => Number, i32 => Number, u64 => Number, i64 => Number, i128 => Number);
impl_from!(Decimal => Decimal, bool => Bool, YearMonth => Month, NaiveDate => Day);

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

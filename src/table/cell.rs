//! What a table is made of: columns and cells.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use crate::table::decimal::Decimal;
use crate::values::year_month::YearMonth;

/// A column of a [`Table`](crate::Table): its name, and what stands in it.
///
/// ```
/// use drawdown::{Column, ColumnKind};
///
/// let column = Column::new("strength", ColumnKind::Number);
/// assert_eq!(column.name, "strength");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// The first line of a csv file says it.
    pub name: String,
    /// What each of its cells is, if it is not empty.
    pub kind: ColumnKind,
}

impl Column {
    /// A column of this name and kind.
    ///
    /// ```
    /// use drawdown::{Column, ColumnKind};
    ///
    /// assert_eq!(Column::new("met", ColumnKind::Bool).kind, ColumnKind::Bool);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// What stands in a column.
///
/// ```
/// use drawdown::{Cell, ColumnKind};
///
/// assert!(ColumnKind::Number.accepts(&Cell::Number(2_500)));
/// assert!(ColumnKind::Number.accepts(&Cell::Empty));
/// assert!(!ColumnKind::Number.accepts(&Cell::from("approximately 2,500")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Anything, as text.
    Text,
    /// Whole numbers.
    Number,
    /// Numbers, with or without decimals.
    Decimal,
    /// True or false.
    Bool,
    /// Months.
    Month,
    /// Days.
    Day,
}

impl ColumnKind {
    /// Whether a cell may stand in such a column; an empty one always may.
    ///
    /// ```
    /// use drawdown::{Cell, ColumnKind};
    ///
    /// assert!(ColumnKind::Text.accepts(&Cell::Bool(true)));
    /// assert!(!ColumnKind::Bool.accepts(&Cell::from("true")));
    /// ```
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

/// One fact of a [`Table`](crate::Table). As text it is what a csv file says, but for defusing.
///
/// ```
/// use drawdown::{Cell, YearMonth};
///
/// let month: YearMonth = "2024-08".parse()?;
/// assert_eq!(Cell::from(month).to_string(), "2024-08");
/// assert_eq!(Cell::from(None::<u64>), Cell::Empty);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// A name, or a word.
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
    /// Nothing can be said.
    Empty,
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

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Cell<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Cell<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i128> for Cell<'_> {
    fn from(number: i128) -> Self {
        Self::Number(number)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(decimal: Decimal) -> Self {
        Self::Decimal(decimal)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<YearMonth> for Cell<'_> {
    fn from(month: YearMonth) -> Self {
        Self::Month(month)
    }
}

impl From<NaiveDate> for Cell<'_> {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

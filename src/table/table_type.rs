//! The type of all tables.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_error::TableError;

/// A table with typed columns. Its rows are made one by one, so that a long table needs no more memory
/// than what it is made from.
///
/// | constructor | one row for each |
/// |---|---|
/// | [`Table::levels`], [`Table::levels_streaming`] | month and contingent |
/// | [`Table::levels_by`] | period and group |
/// | [`Table::totals`], [`Table::totals_by`] | month, or period and group |
/// | [`Table::deadlines`] | phase |
/// | [`Table::causes`] | cause of a missed deadline |
/// | [`Table::bottlenecks`] | missed deadline |
/// | [`Table::remedies`] | missed deadline and single change tried |
/// | [`Table::costs`] | period and cost line |
/// | [`Table::comparison`] | plan and measure |
/// | [`Table::compared`] | measure of one plan beside the plan as written |
/// | [`Table::seeks`] | seek, and value of its `for_each` |
/// | `Table::bands` | month, group and measure of an ensemble |
/// | `Table::differences` | measure of a variant less the plan's, over an ensemble |
/// | `Table::chances` | outcome of an ensemble with its count |
/// | `Table::completion_chances` | way in which a variant completes: sooner than planned, in the same month, later |
/// | `Table::sensitivities` | outcome and input of an ensemble |
/// | `Table::errors`, `Table::track` | month and contingent, beside what was observed |
/// | `Table::verdicts` | phase, by what was observed |
/// | `Table::cases` | past drawdown |
/// | `Table::past_deadlines` | deadline of past drawdowns |
/// | `Table::backtest` | deadline of past drawdowns, with the errors and scores of a forecast |
/// | `Table::class` | measure and notice of a class of past deadlines |
/// | [`Table::variants`] | row of each variant's table |
///
/// `Table::write_csv` (feature `csv`), `Table::write_json` (feature `json`) and `Table::write_parquet` (feature
/// `parquet`) write it.
///
/// ```
/// use drawdown::table::Table;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let projection = plan.project();
/// let mut table = Table::totals(&projection);
/// let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
/// assert_eq!(names, ["month", "strength", "left", "moved", "gained", "residual"]);
/// let first: Vec<String> = table.rows.next().ok_or("no row")?.iter().map(ToString::to_string).collect();
/// assert_eq!(first, ["2024-08", "3400", "0", "0", "0", "250"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Table<'a> {
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, from top to bottom; each has a cell for each column.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + Send + 'a>,
}

impl<'a> Table<'a> {
    /// A table of your own. Whether the rows match the columns is checked when they are written.
    ///
    /// ```
    /// use drawdown::table::{Cell, Column, ColumnKind, Table};
    ///
    /// let columns = vec![
    ///     Column::new("host", ColumnKind::Text),
    ///     Column::new("strength", ColumnKind::Number),
    /// ];
    /// let rows = [("IRQ", 2_500_u32), ("SYR", 900)];
    /// let table = Table::new(columns, rows.map(|(host, n)| vec![Cell::from(host), Cell::from(n)]));
    /// assert_eq!(table.rows.count(), 2);
    /// ```
    #[must_use]
    pub fn new<R>(columns: Vec<Column>, rows: R) -> Self
    where
        R: IntoIterator<Item = Vec<Cell<'a>>>,
        R::IntoIter: Send + 'a,
    {
        Self { columns, rows: Box::new(rows.into_iter()) }
    }

    /// Stacks tables with the same columns, after a first column `variant` with the name of each.
    ///
    /// Tables are taken from the iterator one by one, as their rows are asked for.
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// let both = [("as planned", &plan), ("late", &late)];
    /// let tables = both.map(|(name, plan)| (name, Table::deadlines(plan.project().deadlines())));
    /// let rows: Vec<_> = Table::variants(tables).rows.collect();
    /// assert_eq!((rows[0][0].to_string(), rows[0][1].to_string()), ("as planned".into(), "first year".into()));
    /// assert_eq!(rows.len(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn variants<N, T>(tables: T) -> Self
    where
        N: Into<Cow<'a, str>> + Send + 'a,
        T: IntoIterator<Item = (N, Self)>,
        T::IntoIter: Send + 'a,
    {
        let mut tables = tables.into_iter();
        let first = tables.next();
        let mut columns = vec![Column::new("variant", ColumnKind::Text)];
        columns.extend(first.iter().flat_map(|(_, table)| table.columns.iter().cloned()));
        let rows = first.into_iter().chain(tables).flat_map(|(name, table)| {
            let name: Cow<'a, str> = name.into();
            table.rows.map(move |mut row| {
                row.insert(0, Cell::Text(name.clone()));
                row
            })
        });
        Self::new(columns, rows)
    }

    /// The rows, each checked against the columns: for writers of your own.
    ///
    /// The first item is an error if there are no columns, or two of one name.
    ///
    /// ```
    /// use drawdown::table::{Column, ColumnKind, Table};
    ///
    /// let table = Table::new(vec![Column::new("met", ColumnKind::Bool)], [vec![]]);
    /// let error = table.validated_rows().find_map(Result::err).ok_or("no error")?;
    /// assert_eq!(error.to_string(), "row 0 has 0 cells instead of 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn validated_rows(self) -> impl Iterator<Item = Result<Vec<Cell<'a>>, TableError>> {
        let Self { columns, rows } = self;
        let invalid = check_columns(&columns).err().map(Err);
        let rows = (0..).zip(rows).map(move |(i, row)| check_row(i, &columns, &row).map(|()| row));
        invalid.into_iter().chain(rows)
    }
}

/// Columns, given by the names of each kind.
pub(super) fn columns(kinds: &[(ColumnKind, &[&str])]) -> Vec<Column> {
    let of_kind = |&(kind, names): &(ColumnKind, &[&str])| -> Vec<Column> {
        names.iter().map(|name| Column::new(*name, kind)).collect()
    };
    kinds.iter().flat_map(of_kind).collect()
}

fn check_row(row: u64, columns: &[Column], cells: &[Cell<'_>]) -> Result<(), TableError> {
    let (found, wanted) = (cells.len(), columns.len());
    if found != wanted {
        return Err(TableError::Width { row, found, wanted });
    }
    match columns.iter().zip(cells).find(|(column, cell)| !column.kind.accepts(cell)) {
        None => Ok(()),
        Some((column, cell)) => Err(TableError::Kind {
            row,
            column: column.name.clone(),
            found: cell.to_string(),
            wanted: column.kind,
        }),
    }
}

/// Checks that there are columns, and that their names differ.
pub(super) fn check_columns(columns: &[Column]) -> Result<(), TableError> {
    if columns.is_empty() {
        return Err(TableError::NoColumns);
    }
    let mut names = HashSet::new();
    match columns.iter().find(|column| !names.insert(column.name.as_str())) {
        None => Ok(()),
        Some(twice) => Err(TableError::SameName { name: twice.name.clone() }),
    }
}

impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("columns", &self.columns).finish_non_exhaustive()
    }
}

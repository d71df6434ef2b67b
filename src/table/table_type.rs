//! Rows under named, typed columns.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_error::TableError;

/// A table: one fact a cell, named and typed columns, and rows that are made as they are asked for,
/// so that the longest table needs no more memory than what it is made from.
///
/// | made by | a row for each |
/// |---|---|
/// | [`Table::levels`], [`Table::levels_streaming`] | month and contingent |
/// | [`Table::totals`] | month |
/// | [`Table::deadlines`] | phase |
/// | [`Table::comparison`] | plan and measure |
/// | `Table::bands` | month, group and measure of an ensemble |
/// | [`Table::variants`] | what these have, variant by variant |
///
/// `Table::write_csv` (feature `csv`) and `Table::write_parquet` (feature `parquet`) write it.
///
/// ```
/// use drawdown::{Contingent, Plan, PlanSpec, Table, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let projection = plan.project();
/// let mut table = Table::totals(&projection);
/// let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
/// assert_eq!(names, ["month", "strength", "left", "moved", "gained", "residual"]);
/// let first: Vec<String> = table.rows.next().ok_or("no row")?.iter().map(ToString::to_string).collect();
/// assert_eq!(first, ["2024-08", "2500", "0", "0", "0", "0"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Table<'a> {
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom; each has a cell for each column.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + Send + 'a>,
}

impl<'a> Table<'a> {
    /// A table of one's own. Whether its rows fit its columns shows when it is written.
    ///
    /// ```
    /// use drawdown::{Cell, Column, ColumnKind, Table};
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

    /// Tables of the same columns one below the other, led by a column `variant` with each one's name.
    ///
    /// A table is asked for when its first row is.
    ///
    /// ```
    /// use drawdown::{Contingent, Phase, Plan, PlanSpec, Table, Target, Troops, Variant};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let late = plan.with_variant(&Variant::new("late", vec![]))?;
    /// let both = [("as planned", &plan), ("late", &late)];
    /// let tables = both.map(|(name, plan)| (name, Table::deadlines(plan.project().deadlines())));
    /// let mut table = Table::variants(tables);
    /// assert_eq!(table.columns[0].name, "variant");
    /// assert_eq!(table.rows.next().ok_or("no row")?[0].to_string(), "as planned");
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
        let own = first.as_ref().map_or(&[][..], |(_, table)| &table.columns);
        let columns = std::iter::once(Column::new("variant", ColumnKind::Text))
            .chain(own.iter().cloned())
            .collect();
        let rows = first.into_iter().chain(tables).flat_map(|(name, table)| {
            let name: Cow<'a, str> = name.into();
            table.rows.map(move |mut row| {
                row.insert(0, Cell::Text(name.clone()));
                row
            })
        });
        Self::new(columns, rows)
    }

    /// The rows, each looked at: what a writer of one's own should go through.
    ///
    /// Where there are no columns, or two of one name, that is the first item.
    ///
    /// ```
    /// use drawdown::{Cell, Column, ColumnKind, Table};
    ///
    /// let table = Table::new(vec![Column::new("met", ColumnKind::Bool)], [vec![]]);
    /// let error = table.validated_rows().find_map(Result::err).ok_or("no error")?;
    /// assert_eq!(error.to_string(), "row 0 has 0 cells instead of 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn validated_rows(self) -> impl Iterator<Item = Result<Vec<Cell<'a>>, TableError>> {
        let Self { columns, rows } = self;
        let wrong = check_columns(&columns).err().map(Err);
        let rows = (0_u64..).zip(rows).map(move |(row, cells)| {
            if cells.len() != columns.len() {
                let (found, wanted) = (cells.len(), columns.len());
                return Err(TableError::Width { row, found, wanted });
            }
            match columns.iter().zip(&cells).find(|(column, cell)| !column.kind.accepts(cell)) {
                None => Ok(cells),
                Some((column, cell)) => Err(TableError::Kind {
                    row,
                    column: column.name.clone(),
                    found: cell.to_string(),
                    wanted: column.kind,
                }),
            }
        });
        wrong.into_iter().chain(rows)
    }
}

/// Whether there are columns, each with a name of its own.
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

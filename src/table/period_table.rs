//! Levels and totals by group and by period.

use crate::projection::group_by::GroupBy;
use crate::projection::projection_type::Projection;
use crate::projection::scope_view::ScopeView;
use crate::spec::contingent::Contingent;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_type::{Table, columns};
use crate::values::period::Period;
use crate::values::year_month::{MonthRange, YearMonth};

/// The contributor, host and mission of a group; empty where it has all of them.
type Keys<'a> = [Cell<'a>; 3];

impl Table<'_> {
    /// The columns of [`Table::levels`], with one row for each period and group: strengths at the period's last
    /// month (or the projection's), flows summed over it. `None` groups all contingents together. The contributor,
    /// host and mission are empty where a group has all of them.
    ///
    /// ```
    /// use drawdown::projection::GroupBy;
    /// use drawdown::table::Table;
    /// use drawdown::values::Period;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let table = Table::levels_by(&plan.project(), Some(GroupBy::Host), Period::Year);
    /// let rows: Vec<String> =
    ///     table.rows.map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")).collect();
    /// assert_eq!(rows[2], "2025-12,,IRQ,,1650,1650,725,0,0");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn levels_by(projection: &Projection, by: Option<GroupBy>, every: Period) -> Self {
        let rows = rows(projection, by, every, |view, months| {
            let last = months.clone().next_back();
            let at_end = |figure: fn(&ScopeView, YearMonth) -> Option<u64>| {
                Cell::from(last.and_then(|month| figure(view, month)))
            };
            vec![
                at_end(ScopeView::scheduled),
                at_end(ScopeView::strength),
                sum(view, months, ScopeView::withdrawn),
                sum(view, months, ScopeView::gained),
                sum(view, months, ScopeView::arrived),
            ]
        });
        Self::new(level_columns(), rows)
    }

    /// The columns of [`Table::totals`], with one row for each period, and with groups also their contributor, host
    /// and mission: strengths and residuals at the period's last month (or the projection's), flows summed over it.
    ///
    /// ```
    /// use drawdown::table::Table;
    /// use drawdown::values::Period;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let row = Table::totals_by(&plan.project(), None, Period::Year).rows.nth(1).ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["2025-12", "2550", "725", "0", "0", "250"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn totals_by(projection: &Projection, by: Option<GroupBy>, every: Period) -> Self {
        let groups: &[&str] = if by.is_some() { &["contributor", "host", "mission"] } else { &[] };
        let columns = columns(&[
            (ColumnKind::Month, &["month"]),
            (ColumnKind::Text, groups),
            (ColumnKind::Number, &["strength", "left", "moved", "gained", "residual"]),
        ]);
        let rows = rows(projection, by, every, |view, months| {
            let last = months.clone().next_back();
            vec![
                last.and_then(|month| view.strength(month)).into(),
                sum(view, months, ScopeView::home_departures),
                sum(view, months, ScopeView::moved),
                sum(view, months, ScopeView::gained),
                last.and_then(|month| view.residual(month)).into(),
            ]
        });
        let is_grouped = by.is_some();
        let rows = rows.into_iter().map(move |mut row| {
            if !is_grouped {
                row.drain(1..4);
            }
            row
        });
        Self::new(columns, rows)
    }
}

/// The columns of levels.
pub(super) fn level_columns() -> Vec<Column> {
    columns(&[
        (ColumnKind::Month, &["month"]),
        (ColumnKind::Text, &["contributor", "host", "mission"]),
        (ColumnKind::Number, &["scheduled", "strength", "withdrawn", "gained", "arrived"]),
    ])
}

/// One row for each period and group: the period's last month, the group's keys and its figures.
fn rows<'a>(
    projection: &Projection,
    by: Option<GroupBy>,
    every: Period,
    figures: impl Fn(&ScopeView, &MonthRange) -> Vec<Cell<'a>>,
) -> Vec<Vec<Cell<'a>>> {
    let groups = groups(projection, by);
    let mut rows = Vec::new();
    for months in projection.months().periods(every) {
        for (keys, view) in &groups {
            let mut row = vec![Cell::from(months.clone().next_back())];
            row.extend(keys.iter().cloned());
            row.extend(figures(view, &months));
            rows.push(row);
        }
    }
    rows
}

/// The groups with their keys, in the order first listed.
fn groups<'a>(projection: &Projection, by: Option<GroupBy>) -> Vec<(Keys<'a>, ScopeView)> {
    let Some(by) = by else {
        return vec![([Cell::Empty, Cell::Empty, Cell::Empty], projection.theatre())];
    };
    let keys = |first: &Contingent| {
        let (contributor, host, mission) = by.key(first);
        let mission = mission.map(|mission| mission.to_string());
        [
            contributor.map(|c| c.to_string()).into(),
            host.map(|h| h.to_string()).into(),
            mission.into(),
        ]
    };
    let groups = projection.groups(by).into_iter();
    groups.map(|(first, view)| (keys(first), view)).collect()
}

/// A flow summed over months.
fn sum<'a>(
    view: &ScopeView,
    months: &MonthRange,
    flow: impl Fn(&ScopeView, YearMonth) -> Option<u64>,
) -> Cell<'a> {
    months.clone().filter_map(|month| flow(view, month)).sum::<u64>().into()
}

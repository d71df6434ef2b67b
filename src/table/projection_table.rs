//! The tables of a projection: levels, deadlines and totals.

use crate::plan::checked::Plan;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::month_table::MonthTable;
use crate::projection::projection_type::Projection;
use crate::spec::contingent::Contingent;
use crate::table::cell::{Cell, ColumnKind};
use crate::table::period_table::level_columns;
use crate::table::table_type::{Table, columns};
use crate::values::period::Period;
use crate::values::year_month::YearMonth;

impl<'a> Table<'a> {
    /// The levels: one row for each month and contingent, in listing order.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `month` | month | the strengths are those at its end |
    /// | `contributor`, `host` | text | ISO 3166-1 alpha-3 |
    /// | `mission` | text | |
    /// | `scheduled` | number | troops that the schedule intends |
    /// | `strength` | number | troops present |
    /// | `withdrawn` | number | troops that left the contingent in the month, for any destination |
    /// | `gained` | number | troops raised in the month |
    /// | `arrived` | number | troops that came from another contingent in the month |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let row = Table::levels(&projection).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["2024-08", "USA", "IRQ", "unspecified", "2500", "2500", "0", "0", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn levels(projection: &'a Projection) -> Self {
        let contingents = &projection.plan().spec.contingents;
        let rows = &projection.table;
        let table = projection.months().enumerate().flat_map(move |(t, month)| {
            contingents.iter().enumerate().map(move |(c, contingent)| {
                let all = [
                    MonthTable::scheduled,
                    MonthTable::strength,
                    MonthTable::withdrawn,
                    MonthTable::gained,
                    MonthTable::arrived,
                ];
                level(month, contingent, all.map(|of| of(rows, t, c)))
            })
        });
        Self::new(level_columns(), table)
    }

    /// The same as [`Table::levels`], but projects each month only when its rows are asked for and keeps
    /// none of them. The table keeps the plan.
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// assert!(Table::levels_streaming(&plan).rows.eq(Table::levels(&projection).rows));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn levels_streaming(plan: &Plan) -> Self {
        let plan = plan.clone(); // which shares what it holds
        let rows = plan.month_records().flat_map(move |month| {
            let of_month = plan.spec().contingents.iter().enumerate().map(|(c, contingent)| {
                let all = [
                    &month.scheduled,
                    &month.strength,
                    &month.withdrawn,
                    &month.gained,
                    &month.arrived,
                ];
                level(month.month, contingent, all.map(|of| of[c].0))
            });
            of_month.collect::<Vec<_>>()
        });
        Self::new(level_columns(), rows)
    }

    /// The outcome of each deadline: one row for each phase.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `phase` | text | its name |
    /// | `deadline` | day | a month's last; empty if there is none or it is undated, and then all through `shortfall` |
    /// | `binding_month` | month | the deadline binds at its end |
    /// | `goal` | number | troops of the phase's scope |
    /// | `strength` | number | troops of the phase's scope in the binding month |
    /// | `met` | true or false | |
    /// | `met_in` | month | from which on the goal is reached, if it ever is |
    /// | `slip_months` | number | months from the binding month to `met_in` |
    /// | `shortfall` | number | troops by which the strength misses the goal |
    /// | `busiest_month` | month | in which most left for the phase, or arrived |
    /// | `busiest` | number | how many did |
    /// | `planned_busiest` | number | the most that the phase was planned to move in a month |
    /// | `replaced` | true or false | whether another decision replaces it before it is due |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let row = Table::deadlines(plan.project().deadlines()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(
    ///     row,
    ///     ["first year", "2025-09-30", "2025-09", "2000", "2000", "true", "2025-09", "0", "0", "2024-11",
    ///      "42", "42", "false"]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadlines<D>(outcomes: D) -> Self
    where
        D: IntoIterator<Item = DeadlineOutcome>,
        D::IntoIter: Send + 'a,
    {
        let columns = columns(&[
            (ColumnKind::Text, &["phase"]),
            (ColumnKind::Day, &["deadline"]),
            (ColumnKind::Month, &["binding_month"]),
            (ColumnKind::Number, &["goal", "strength"]),
            (ColumnKind::Bool, &["met"]),
            (ColumnKind::Month, &["met_in"]),
            (ColumnKind::Number, &["slip_months", "shortfall"]),
            (ColumnKind::Month, &["busiest_month"]),
            (ColumnKind::Number, &["busiest", "planned_busiest"]),
            (ColumnKind::Bool, &["replaced"]),
        ]);
        let rows = outcomes.into_iter().map(|outcome| {
            vec![
                outcome.phase.into(),
                outcome.deadline.into(),
                outcome.binding_month.into(),
                outcome.goal.into(),
                outcome.strength.into(),
                outcome.met.into(),
                outcome.met_in.into(),
                outcome.slip_months.into(),
                outcome.shortfall.into(),
                outcome.busiest_month.into(),
                outcome.busiest.into(),
                outcome.planned_busiest.into(),
                Some(outcome.replaced).into(),
            ]
        });
        Self::new(columns, rows)
    }

    /// The theatre's totals: one row for each month.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `month` | month | |
    /// | `strength` | number | troops at its end |
    /// | `left` | number | troops that went home in it |
    /// | `moved` | number | troops that changed host or mission in it |
    /// | `gained` | number | troops raised in it |
    /// | `residual` | number | the part of the strength that is residual |
    ///
    /// ```
    /// use drawdown::table::Table;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let projection = plan.project();
    /// let last = Table::totals(&projection).rows.last().ok_or("no row")?;
    /// let last: Vec<String> = last.iter().map(ToString::to_string).collect();
    /// assert_eq!(last, ["2027-12", "1150", "0", "0", "0", "250"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn totals(projection: &Projection) -> Self {
        Self::totals_by(projection, None, Period::Month)
    }
}

fn level(month: YearMonth, contingent: &Contingent, numbers: [u32; 5]) -> Vec<Cell<'static>> {
    let mut row = vec![
        Cell::Month(month),
        contingent.contributor.code().to_owned().into(),
        contingent.host.code().to_owned().into(),
        contingent.mission.as_str().into(),
    ];
    row.extend(numbers.map(Cell::from));
    row
}

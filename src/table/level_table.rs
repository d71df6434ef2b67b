//! Tables of what comes of a plan (DESIGN section 9).

use crate::engine::months::MonthRecords;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::month_table::Rows;
use crate::projection::project::Projection;
use crate::spec::contingent::Contingent;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_type::Table;
use crate::values::year_month::YearMonth;

impl<'a> Table<'a> {
    /// The levels: a row for each month and contingent, in listing order.
    ///
    /// | column | kind | |
    /// |---|---|---|
    /// | `month` | month | at whose end the strengths are |
    /// | `contributor`, `host` | text | ISO 3166-1 alpha-3 |
    /// | `mission` | text | |
    /// | `scheduled` | number | troops, as if nothing got in the way |
    /// | `strength` | number | troops there |
    /// | `withdrawn` | number | who left the contingent in the month, for wherever |
    /// | `gained` | number | who was raised in the month |
    /// | `arrived` | number | who came from another contingent in the month |
    ///
    /// ```
    /// use drawdown::{Contingent, Plan, PlanSpec, Table, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// let row = Table::levels(&projection).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["2024-08", "USA", "IRQ", "unspecified", "2500", "2500", "0", "0", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn levels(projection: &'a Projection<'_>) -> Self {
        let contingents = &projection.plan().spec.contingents;
        let rows = &projection.rows;
        let table = projection.months().enumerate().flat_map(move |(t, month)| {
            contingents.iter().enumerate().map(move |(c, contingent)| {
                let all =
                    [Rows::scheduled, Rows::strength, Rows::withdrawn, Rows::gained, Rows::arrived];
                level(month, contingent, all.map(|of| of(rows, t, c)))
            })
        });
        Self::new(level_columns(), table)
    }

    /// The same as [`Table::levels`], of a plan that is stepped as its rows are asked for: no month
    /// is kept.
    ///
    /// ```
    /// use drawdown::{Contingent, Plan, PlanSpec, Table, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.project();
    /// assert!(Table::levels_streaming(plan.months()).rows.eq(Table::levels(&projection).rows));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn levels_streaming(months: MonthRecords<'a>) -> Self {
        let contingents = &months.plan().spec.contingents;
        let rows = months.flat_map(move |month| {
            contingents.iter().enumerate().map(move |(c, contingent)| {
                let all = [
                    &month.scheduled,
                    &month.strength,
                    &month.withdrawn,
                    &month.gained,
                    &month.arrived,
                ];
                level(month.month, contingent, all.map(|of| of[c].0))
            })
        });
        Self::new(level_columns(), rows)
    }

    /// What becomes of each deadline: a row for each phase.
    ///
    /// | column | kind | |
    /// |---|---|---|
    /// | `phase` | text | its name |
    /// | `deadline` | day | a month's last; empty if undated, and then all that follows |
    /// | `binding_month` | month | at whose end the deadline binds |
    /// | `goal` | number | troops of the phase's scope |
    /// | `strength` | number | what they come to at the binding month |
    /// | `met` | truth | |
    /// | `met_in` | month | from which on the goal is reached, if it ever is |
    /// | `slip_months` | number | how many months after the binding month that is |
    /// | `shortfall` | number | how many troops the strength is from the goal |
    ///
    /// ```
    /// use drawdown::{Contingent, Phase, Plan, PlanSpec, Table, Target, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let row = Table::deadlines(plan.project().deadlines()).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["all", "2024-12-31", "2024-12", "0", "0", "true", "2024-12", "0", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadlines<D>(outcomes: D) -> Self
    where
        D: IntoIterator<Item = DeadlineOutcome>,
        D::IntoIter: Send + 'a,
    {
        let columns = vec![
            Column::new("phase", ColumnKind::Text),
            Column::new("deadline", ColumnKind::Day),
            Column::new("binding_month", ColumnKind::Month),
            Column::new("goal", ColumnKind::Number),
            Column::new("strength", ColumnKind::Number),
            Column::new("met", ColumnKind::Bool),
            Column::new("met_in", ColumnKind::Month),
            Column::new("slip_months", ColumnKind::Number),
            Column::new("shortfall", ColumnKind::Number),
        ];
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
            ]
        });
        Self::new(columns, rows)
    }

    /// The theatre's totals: a row for each month.
    ///
    /// | column | kind | |
    /// |---|---|---|
    /// | `month` | month | |
    /// | `strength` | number | troops at its end |
    /// | `left` | number | who went home in it |
    /// | `moved` | number | who changed host or mission in it |
    /// | `gained` | number | who was raised in it |
    /// | `residual` | number | of the strength, whom a residual keeps |
    ///
    /// ```
    /// use drawdown::{Contingent, Plan, PlanSpec, Table, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Table::totals(&plan.project()).rows.count(), 13);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn totals(projection: &Projection<'_>) -> Self {
        let columns = ["strength", "left", "moved", "gained", "residual"];
        let columns = columns.map(|name| Column::new(name, ColumnKind::Number));
        let columns = std::iter::once(Column::new("month", ColumnKind::Month)).chain(columns);
        let theatre = projection.theatre();
        let row = |month| {
            vec![
                Cell::Month(month),
                theatre.strength(month).into(),
                theatre.home_departures(month).into(),
                theatre.moved(month).into(),
                theatre.gained(month).into(),
                theatre.residual(month).into(),
            ]
        };
        Self::new(columns.collect(), projection.months().map(row).collect::<Vec<_>>())
    }
}

fn level_columns() -> Vec<Column> {
    let texts = ["contributor", "host", "mission"];
    let numbers = ["scheduled", "strength", "withdrawn", "gained", "arrived"];
    std::iter::once(Column::new("month", ColumnKind::Month))
        .chain(texts.map(|name| Column::new(name, ColumnKind::Text)))
        .chain(numbers.map(|name| Column::new(name, ColumnKind::Number)))
        .collect()
}

fn level(month: YearMonth, contingent: &Contingent, numbers: [u32; 5]) -> Vec<Cell<'_>> {
    let whose = [
        Cell::Month(month),
        contingent.contributor.code().into(),
        contingent.host.code().into(),
        contingent.mission.as_str().into(),
    ];
    whose.into_iter().chain(numbers.map(Cell::from)).collect()
}

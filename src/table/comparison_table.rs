//! Tables of what changes if.

use crate::projection::comparison::{Comparison, PlanResult};
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_type::Table;
use crate::values::year_month::YearMonth;

impl<'a> Table<'a> {
    /// A comparison: a row for each plan and measure, with the difference from the plan as written.
    ///
    /// | column | kind | |
    /// |---|---|---|
    /// | `variant` | text | `as planned`, or the variant's name |
    /// | `measure` | text | see below |
    /// | `of` | text | the phase or the currency that it is of |
    /// | `value` | number | troops, troop-months, months or money; empty where the measure is a month |
    /// | `month` | month | where the measure is one |
    /// | `difference` | number | how much more, or how many months later |
    ///
    /// The measures are `completion`, `deadlines_met`, for each phase `slip_months` and
    /// `strength_at_deadline`, then `troop_months`, `peak_outflow`, `peak_month`, `residual_at_end`,
    /// and for each currency `cost`. What cannot be said is empty: the completion of a plan that is
    /// not done, the difference from it.
    ///
    /// ```
    /// use drawdown::{Comparison, Contingent, Phase, Plan, PlanSpec, Table, Target, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let comparison = Comparison::new(&plan, &[])?;
    /// let row = Table::comparison(&comparison).rows.next().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// assert_eq!(row, ["as planned", "completion", "", "", "2024-12", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn comparison(comparison: &'a Comparison) -> Self {
        let columns = vec![
            Column::new("variant", ColumnKind::Text),
            Column::new("measure", ColumnKind::Text),
            Column::new("of", ColumnKind::Text),
            Column::new("value", ColumnKind::Number),
            Column::new("month", ColumnKind::Month),
            Column::new("difference", ColumnKind::Number),
        ];
        let compared = comparison.results();
        // There always is the plan as written.
        let rows = compared.first().into_iter().flat_map(move |planned| {
            compared.iter().flat_map(move |column| of_plan(column, planned))
        });
        Self::new(columns, rows)
    }
}

fn of_plan<'a>(column: &'a PlanResult, planned: &'a PlanResult) -> Vec<Vec<Cell<'a>>> {
    let variant = column.name.as_str();
    let more = |n: u64, planned: u64| i128::from(n) - i128::from(planned);
    let number = |measure: &'a str, n: u64, planned: u64| {
        counted(variant, measure, "", (n.into(), more(n, planned).into()))
    };
    let month = |measure: &'a str, month: Option<YearMonth>, later: Option<i32>| {
        vec![variant.into(), measure.into(), "".into(), Cell::Empty, month.into(), later.into()]
    };
    let met = |column: &PlanResult| column.deadlines_met() as u64;
    let peak = |column: &PlanResult| column.peak_outflow.map_or(0, |(_, troops)| troops);
    let peak_month = |column: &PlanResult| column.peak_outflow.map(|(month, _)| month);
    let later = peak_month(column).zip(peak_month(planned));

    let mut rows = vec![
        month("completion", column.completion, column.completion_delay(planned)),
        number("deadlines_met", met(column), met(planned)),
    ];
    for outcome in &column.deadlines {
        let before = planned.deadline(&outcome.phase);
        let slip = outcome.slip_months;
        let slipped = slip.zip(before.and_then(|outcome| outcome.slip_months));
        let slipped = slipped.map(|(slip, planned)| slip - planned);
        rows.push(counted(variant, "slip_months", &outcome.phase, (slip.into(), slipped.into())));
        let strength = outcome.strength;
        let both = strength.zip(before.and_then(|outcome| outcome.strength));
        let difference = both.map(|(strength, planned)| more(strength, planned));
        let cells = (strength.into(), difference.into());
        rows.push(counted(variant, "strength_at_deadline", &outcome.phase, cells));
    }
    rows.extend([
        number("troop_months", column.troop_months, planned.troop_months),
        number("peak_outflow", peak(column), peak(planned)),
        month(
            "peak_month",
            peak_month(column),
            later.map(|(month, planned)| month.months_since(planned)),
        ),
        number("residual_at_end", column.residual_at_end, planned.residual_at_end),
    ]);
    let costs = column.cost.iter().zip(column.cost_deltas(planned));
    rows.extend(costs.map(|(amount, (currency, more))| {
        // An amount is below 2^124.
        let cells = (amount.rounded().cast_signed().into(), more.into());
        counted(variant, "cost", currency, cells)
    }));
    rows
}

/// A row whose measure is a number.
fn counted<'a>(
    variant: &'a str,
    measure: &'a str,
    of: &'a str,
    (value, difference): (Cell<'a>, Cell<'a>),
) -> Vec<Cell<'a>> {
    vec![variant.into(), measure.into(), of.into(), value, Cell::Empty, difference]
}

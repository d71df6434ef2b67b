//! The table of a comparison.

use std::collections::{HashMap, HashSet};

use crate::projection::comparison::{Comparison, PlanResult};
use crate::projection::deadline::DeadlineOutcome;
use crate::table::cell::{Cell, Column, ColumnKind};
use crate::table::table_type::{Table, columns};
use crate::values::year_month::YearMonth;

impl<'a> Table<'a> {
    /// A comparison: one row for each plan and measure, with the difference from the plan as written.
    ///
    /// | column | kind | meaning |
    /// |---|---|---|
    /// | `variant` | text | `as planned`, or the variant's name |
    /// | `measure` | text | see below |
    /// | `of` | text | the phase or the currency that is measured |
    /// | `value` | number | troops, troop-months, months or money; empty if the measure is a month |
    /// | `month` | month | the value if the measure is a month |
    /// | `difference` | number | the value less that of the plan as written; months later |
    ///
    /// The measures are `completion`, `last_departure`, `deadlines_met`, for each phase `slip_months` and
    /// `strength_at_deadline`, then `sums_from` and `sums_through` (the window of the sums), `troop_months`,
    /// `peak_outflow`, `peak_month`, `residual_at_end`, `troops_at_end`, and for each currency `cost`. Values
    /// that do not exist are empty: `completion` where the plan is not [complete](crate::rules#completion), for example.
    ///
    /// ```
    /// use drawdown::table::{ComparedPhases, Table};
    /// use drawdown::Comparison;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let comparison = Comparison::new(&plan, &plan.spec().variants)?;
    /// let row = Table::comparison(&comparison, ComparedPhases::Differing).rows.last().ok_or("no row")?;
    /// let row: Vec<String> = row.iter().map(ToString::to_string).collect();
    /// // Six months later, the plan costs 57 million dollars more.
    /// let expected = ["announced six months late", "cost", "USD", "3251619583", "", "56799167"];
    /// assert_eq!(row, expected);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn comparison(comparison: &'a Comparison, phases: ComparedPhases) -> Self {
        let results = comparison.results();
        let shown = match phases {
            ComparedPhases::Differing => comparison.differing_phases(),
            ComparedPhases::All => comparison.phases(),
        };
        let shown: HashSet<&str> = shown.into_iter().collect();
        // The first result is the plan as written.
        let rows = results.first().into_iter().flat_map(move |planned| {
            let shown = shown.clone();
            let of_phases = by_phase(planned);
            results.iter().flat_map(move |result| {
                of_plan(result, planned, &of_phases, |phase| shown.contains(phase))
            })
        });
        Self::new(comparison_columns(), rows)
    }

    /// The rows of a [comparison](Self::comparison) that are of one plan, with all its phases: for many variants, of
    /// which each is dropped before the next is projected.
    ///
    /// ```
    /// use drawdown::projection::PlanResult;
    /// use drawdown::table::{ComparedPhases, Table};
    /// use drawdown::Comparison;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let planned = PlanResult::new("as planned", &plan);
    /// let plans = std::iter::once(Ok(("as planned".to_owned(), plan.clone())));
    /// let plans = plans.chain(plan.variant_plans(&plan.spec().variants));
    /// let mut rows = Vec::new();
    /// for varied in plans {
    ///     let (name, plan) = varied?;
    ///     rows.extend(Table::compared(&PlanResult::new(name, &plan), &planned).rows);
    /// }
    /// let comparison = Comparison::new(&plan, &plan.spec().variants)?;
    /// assert!(rows.into_iter().eq(Table::comparison(&comparison, ComparedPhases::All).rows));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn compared(result: &PlanResult, planned: &PlanResult) -> Self {
        Self::new(comparison_columns(), of_plan(result, planned, &by_phase(planned), |_| true))
    }
}

fn comparison_columns() -> Vec<Column> {
    columns(&[
        (ColumnKind::Text, &["variant", "measure", "of"]),
        (ColumnKind::Number, &["value"]),
        (ColumnKind::Month, &["month"]),
        (ColumnKind::Number, &["difference"]),
    ])
}

type Outcomes<'r> = HashMap<&'r str, &'r DeadlineOutcome>;

fn by_phase(result: &PlanResult) -> Outcomes<'_> {
    let outcomes = result.deadlines.iter();
    outcomes.map(|outcome| (outcome.phase.as_str(), outcome)).collect()
}

/// Which phases the table of a comparison has rows for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedPhases {
    /// Those whose outcomes are not the same in all of the plans.
    Differing,
    /// All of them.
    All,
}

fn of_plan<'a>(
    result: &PlanResult,
    planned: &PlanResult,
    planned_phases: &Outcomes<'_>,
    is_shown: impl Fn(&str) -> bool,
) -> Vec<Vec<Cell<'a>>> {
    let more = |value: u64, planned: u64| i128::from(value) - i128::from(planned);
    let value = |measure: &'static str, of: &str, value: Cell<'a>, difference: Cell<'a>| {
        let variant = result.name.clone().into();
        vec![variant, measure.into(), of.to_owned().into(), value, Cell::Empty, difference]
    };
    let number = |measure: &'static str, n: u64, planned: u64| {
        value(measure, "", n.into(), more(n, planned).into())
    };
    let month = |measure: &'static str, month: Option<YearMonth>, later: Option<i32>| {
        let variant = result.name.clone().into();
        vec![variant, measure.into(), "".into(), Cell::Empty, month.into(), later.into()]
    };

    let later = |month: Option<YearMonth>, planned: Option<YearMonth>| {
        month.zip(planned).map(|(month, planned)| month.months_since(planned))
    };
    let dated = |measure: &'static str, of: Option<YearMonth>, planned: Option<YearMonth>| {
        month(measure, of, later(of, planned))
    };
    let mut rows = vec![
        dated("completion", result.completion, planned.completion),
        dated("last_departure", result.last_departure, planned.last_departure),
        number("deadlines_met", result.deadlines_met() as u64, planned.deadlines_met() as u64),
    ];
    for outcome in result.deadlines.iter().filter(|outcome| is_shown(&outcome.phase)) {
        let before = planned_phases.get(outcome.phase.as_str());
        let slip = outcome.slip_months;
        let slipped = slip.zip(before.and_then(|outcome| outcome.slip_months));
        let slipped = slipped.map(|(slip, planned)| slip - planned);
        rows.push(value("slip_months", &outcome.phase, slip.into(), slipped.into()));
        let strength = outcome.strength;
        let both = strength.zip(before.and_then(|outcome| outcome.strength));
        let difference = both.map(|(strength, planned)| more(strength, planned));
        rows.push(value(
            "strength_at_deadline",
            &outcome.phase,
            strength.into(),
            difference.into(),
        ));
    }
    let (peak_month, peak) = result.peak_home_departures.unzip();
    let (planned_month, planned_peak) = planned.peak_home_departures.unzip();
    rows.extend([
        dated("sums_from", result.window.map(|w| w.from), planned.window.map(|w| w.from)),
        dated("sums_through", result.window.map(|w| w.through), planned.window.map(|w| w.through)),
        number("troop_months", result.troop_months, planned.troop_months),
        number("peak_outflow", peak.unwrap_or(0), planned_peak.unwrap_or(0)),
        dated("peak_month", peak_month, planned_month),
        number("residual_at_end", result.residual_at_end, planned.residual_at_end),
        number("troops_at_end", result.troops_at_end, planned.troops_at_end),
    ]);
    let costs = result.cost.iter().zip(result.cost_deltas(planned));
    rows.extend(costs.map(|(amount, (currency, difference))| {
        // An amount is below 2^124.
        value("cost", currency, amount.rounded().cast_signed().into(), difference.into())
    }));
    rows
}

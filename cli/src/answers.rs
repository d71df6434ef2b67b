//! Answers as tables, with the variant in the first column.

use drawdown::Plan;
use drawdown::table::{Cell, ColumnKind, Table};

use crate::rows::table;

/// A row for each month and contingent.
pub(crate) fn levels(plans: &[(String, Plan)]) -> Table<'_> {
    Table::variants(named(plans).map(|(name, plan)| (name, Table::levels_streaming(plan))))
}

/// A row for each phase.
pub(crate) fn deadlines(plans: &[(String, Plan)]) -> Table<'_> {
    let of_plan = |plan: &Plan| Table::deadlines(plan.project().deadlines());
    Table::variants(named(plans).map(move |(name, plan)| (name, of_plan(plan))))
}

/// A row for each month.
pub(crate) fn totals(plans: &[(String, Plan)]) -> Table<'_> {
    Table::variants(named(plans).map(|(name, plan)| (name, Table::totals(&plan.project()))))
}

/// A row for each cause of each missed deadline.
pub(crate) fn why(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = [
        ("phase", ColumnKind::Text),
        ("cause", ColumnKind::Text),
        ("name", ColumnKind::Text),
        ("troop_months", ColumnKind::Number),
    ];
    let rows = named(plans).flat_map(|(name, plan)| {
        plan.project().deadlines().into_iter().flat_map(move |outcome| {
            let row = |reason: &drawdown::projection::DelayCause| {
                vec![
                    name.into(),
                    outcome.phase.clone().into(),
                    reason.cause.kind().into(),
                    reason.cause.name().to_owned().into(),
                    reason.troop_months.into(),
                ]
            };
            outcome.causes.iter().map(row).collect::<Vec<Vec<Cell<'_>>>>()
        })
    });
    table(&columns, rows)
}

fn named(plans: &[(String, Plan)]) -> impl Iterator<Item = (&str, &Plan)> {
    plans.iter().map(|(name, plan)| (name.as_str(), plan))
}

//! What a projection answers, as rows.

use drawdown::Plan;

use crate::rows::{Field, Table, shown};

/// A row for each month and contingent.
pub(crate) fn levels(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = [
        "month",
        "contributor",
        "host",
        "mission",
        "scheduled",
        "strength",
        "withdrawn",
        "gained",
        "arrived",
    ];
    let rows = plans.iter().flat_map(|(name, plan)| {
        plan.months().flat_map(move |month| {
            let contingents = plan.spec().contingents.iter().enumerate();
            contingents
                .map(move |(i, contingent)| {
                    let troops = |row: &[drawdown::Troops]| Field::from(u64::from(row[i]));
                    vec![
                        name.as_str().into(),
                        shown(month.month),
                        shown(contingent.contributor),
                        shown(contingent.host),
                        shown(contingent.mission),
                        troops(&month.scheduled),
                        troops(&month.strength),
                        troops(&month.withdrawn),
                        troops(&month.gained),
                        troops(&month.arrived),
                    ]
                })
                .collect::<Vec<_>>()
        })
    });
    Table::new(&columns, rows)
}

/// A row for each phase.
pub(crate) fn deadlines(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = [
        "phase",
        "deadline",
        "binding_month",
        "goal",
        "strength",
        "met",
        "met_in",
        "slip_months",
        "shortfall",
    ];
    let rows = plans.iter().flat_map(|(name, plan)| {
        plan.project().deadlines().into_iter().map(move |outcome| {
            vec![
                name.as_str().into(),
                outcome.phase.as_str().into(),
                outcome.deadline.map(shown).into(),
                outcome.binding_month.map(shown).into(),
                outcome.goal.into(),
                outcome.strength.into(),
                outcome.met.map(Field::Truth).into(),
                outcome.met_in.map(shown).into(),
                outcome.slip_months.map(|slip| Field::Number(slip.into())).into(),
                outcome.shortfall.into(),
            ]
        })
    });
    Table::new(&columns, rows)
}

/// A row for each month.
pub(crate) fn totals(plans: &[(String, Plan)]) -> Table<'_> {
    let columns = ["month", "strength", "left", "moved", "gained", "residual"];
    let rows = plans.iter().flat_map(|(name, plan)| {
        let projection = plan.project();
        let theatre = projection.theatre();
        let row = |month| {
            vec![
                name.as_str().into(),
                shown(month),
                theatre.strength(month).into(),
                theatre.went_home(month).into(),
                theatre.moved(month).into(),
                theatre.gained(month).into(),
                theatre.residual(month).into(),
            ]
        };
        projection.months().map(row).collect::<Vec<_>>()
    });
    Table::new(&columns, rows)
}

/// A row for each cause of each missed deadline.
pub(crate) fn why(plans: &[(String, Plan)]) -> Table<'_> {
    let rows = plans.iter().flat_map(|(name, plan)| {
        plan.project().deadlines().into_iter().flat_map(move |outcome| {
            let row = |reason: &drawdown::Reason| {
                vec![
                    name.as_str().into(),
                    outcome.phase.as_str().into(),
                    reason.cause.kind().into(),
                    reason.cause.name().into(),
                    reason.troop_months.into(),
                ]
            };
            outcome.why.iter().map(row).collect::<Vec<_>>()
        })
    });
    Table::new(&["phase", "cause", "name", "troop_months"], rows)
}

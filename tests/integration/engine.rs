//! The engine against the oracle: every number of every month, on random plans and their variants.

use drawdown::{DeadlineOutcome, Plan, PlanSpec, Projection};
use proptest::prelude::*;
use serde_json::Value;

use crate::{oracle, plans};

/// The library's plan of a document.
pub(crate) fn plan(document: &Value) -> Plan {
    let spec: PlanSpec = serde_json::from_value(document.clone()).expect("a readable plan");
    Plan::new(spec).unwrap_or_else(|errors| panic!("{errors}\n{document:#}"))
}

/// The plan of a document, then each of its variants.
pub(crate) fn plan_and_variants(document: &Value) -> Vec<Plan> {
    let plan = plan(document);
    let names = plan.spec().variants.iter().map(|variant| &variant.name);
    let variants: Vec<Plan> = names.map(|name| plan.named_variant(name).unwrap()).collect();
    std::iter::once(plan).chain(variants).collect()
}

fn agree(document: &Value, plan: &Plan, variant: Option<&str>) -> Result<(), TestCaseError> {
    let refused = |error| TestCaseError::fail(format!("the oracle refuses: {error}"));
    let expected = oracle::project(document, variant, None).map_err(refused)?;
    equals(&plan.project(), &expected)
}

/// A projection equals the oracle's in every number of every month.
pub(crate) fn equals(
    projection: &Projection,
    expected: &oracle::Outcome,
) -> Result<(), TestCaseError> {
    let months: Vec<String> = projection.months().map(|month| month.to_string()).collect();
    prop_assert_eq!(&months, &expected.months);

    for (t, month) in projection.months().enumerate() {
        for (c, (_, view)) in projection.contingents().enumerate() {
            let cell = oracle::Cell {
                scheduled: view.scheduled(month).unwrap(),
                strength: view.strength(month).unwrap(),
                withdrawn: view.withdrawn(month).unwrap(),
                gained: view.gained(month).unwrap(),
                arrived: view.arrived(month).unwrap(),
            };
            prop_assert_eq!(&cell, &expected.cells[t][c], "{}, contingent {}", month, c);
        }
        let theatre = projection.theatre();
        let total = oracle::Total {
            strength: theatre.strength(month).unwrap(),
            left: theatre.home_departures(month).unwrap(),
            moved: theatre.moved(month).unwrap(),
            gained: theatre.gained(month).unwrap(),
            residual: theatre.residual(month).unwrap(),
        };
        prop_assert_eq!(&total, &expected.totals[t], "{}", month);
    }
    for (i, outcome) in projection.deadlines().into_iter().enumerate() {
        prop_assert_eq!(&deadline(&outcome, &expected.deadlines[i]), &expected.deadlines[i]);
        let causes: oracle::Causes = (outcome.causes.iter())
            .map(|delay| {
                let cause = &delay.cause;
                (cause.kind().to_owned(), cause.name().to_owned(), delay.troop_months)
            })
            .collect();
        prop_assert_eq!(&causes, &expected.causes[i], "causes of {}", outcome.phase);
    }
    #[cfg(feature = "csv")]
    deadline_table(projection, expected)?;
    Ok(())
}

/// The library's table of deadlines, column by column.
#[cfg(feature = "csv")]
fn deadline_table(
    projection: &Projection,
    expected: &oracle::Outcome,
) -> Result<(), TestCaseError> {
    let mut bytes = Vec::new();
    drawdown::table::Table::deadlines(projection.deadlines()).write_csv(&mut bytes).unwrap();
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    prop_assert_eq!(rows[0].iter().collect::<Vec<_>>(), oracle::Deadline::COLUMNS);
    for (row, deadline) in rows[1..].iter().zip(&expected.deadlines) {
        prop_assert_eq!(row.iter().map(str::to_owned).collect::<Vec<_>>(), deadline.columns());
    }
    Ok(())
}

/// The outcome as the oracle has it. What only version 2 has is compared in the table.
fn deadline(outcome: &DeadlineOutcome, expected: &oracle::Deadline) -> oracle::Deadline {
    oracle::Deadline {
        phase: outcome.phase.clone(),
        deadline: outcome.deadline.map(|day| day.to_string()),
        binding_month: outcome.binding_month.map(|month| month.to_string()),
        goal: outcome.goal,
        strength: outcome.strength,
        met: outcome.met,
        met_in: outcome.met_in.map(|month| month.to_string()),
        slip_months: outcome.slip_months.map(i64::from),
        shortfall: outcome.shortfall,
        ..expected.clone()
    }
}

proptest! {
    #![proptest_config(crate::cases(1_000))]

    #[test]
    fn the_engine_equals_the_oracle(document in plans::any_plan()) {
        let planned = plan(&document);
        agree(&document, &planned, None)?;
        for variant in &planned.spec().variants {
            let varied = planned.named_variant(&variant.name).expect("a checked variant");
            agree(&document, &varied, Some(&variant.name))?;
        }
    }
}

proptest! {
    #![proptest_config(crate::cases(500))]

    #[test]
    fn the_engine_equals_the_oracle_where_everyone_goes_home(
        document in prop_oneof![
            plans::plan_of_homecomings(),
            plans::one_scope_plan_with_cap(),
            plans::plan_of_passing_floors(),
        ]
    ) {
        agree(&document, &plan(&document), None)?;
    }
}

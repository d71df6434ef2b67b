//! A plan beside what was observed: against the oracle, month by month and figure by figure, and its laws.

mod kept_back;
mod laws;
pub(crate) mod random;
mod worked;

use drawdown::observed::{
    ObservationChoice, Observations, PastLateness, PlanObservations, StatedOutcome, Statement,
    TrackedDeadline, VerdictTerms,
};
use drawdown::table::Table;
use drawdown::{Plan, Target};
use proptest::prelude::*;
use serde_json::Value;

use crate::oracle::tracking::{Choice, Row};
use crate::{cases, engine, oracle, plans};
use random::{Given, observed};

/// The rows of a table as csv has them.
pub(crate) fn rows(table: Table<'_>) -> Vec<Vec<String>> {
    table.rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// The observed figures as a file.
pub(crate) fn file(rows: &[Row]) -> String {
    let mut file = "month,contributor,host,mission,strength,source,published\n".to_owned();
    for row in rows {
        let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let strength = row.strength.map(|n| n.to_string()).unwrap_or_default();
        let published = row.published.map(oracle::days::Moment::show).unwrap_or_default();
        let cells = [
            row.month.show(),
            text(&row.contributor),
            text(&row.host),
            text(&row.mission),
            strength,
            row.source.clone(),
            published,
        ];
        file += &(cells.join(",") + "\n");
    }
    file
}

pub(crate) fn choice(choice: &Choice) -> ObservationChoice {
    let month = |month: Option<i64>| month.map(|m| oracle::days::show_month(m).parse().unwrap());
    ObservationChoice {
        at: month(choice.at),
        known: month(choice.known),
        sources: choice.sources.clone(),
        not_yet: choice.not_yet.clone(),
    }
}

/// What is seen of a plan; `None` where figures contradict each other.
fn seen(plan: &Plan, given: &Given) -> Option<PlanObservations> {
    let observations =
        Observations::from_csv(file(&given.rows).as_bytes()).expect("a readable file");
    observations.of_plan(plan, &choice(&given.choice)).ok()
}

fn may_be_too_many(plan: &Plan, given: &Given) -> bool {
    let raised = plan.spec().phases.iter().map(|phase| match &phase.target {
        Target::RaiseTo(n) | Target::RaiseBy(n) => u64::from(n.high().0),
        _ => 0,
    });
    let strengths = plan.spec().contingents.iter().map(|c| u64::from(c.strength.high().0));
    let figures = given.rows.iter().filter_map(|row| row.strength);
    strengths.chain(raised).chain(figures).sum::<u64>() > u64::from(u32::MAX)
}

/// Every figure of the plan, or of a variant, beside what was seen: against the oracle.
pub(crate) fn agree(
    document: &Value,
    plan: &Plan,
    variant: Option<&str>,
    given: &Given,
) -> Result<(), TestCaseError> {
    let expected =
        oracle::judge::tables(document, variant, &given.rows, &given.choice, given.within);
    let seen = seen(plan, given);
    // The library refuses what may come to more than a head-count holds; the oracle counts in 64 bits.
    if seen.is_none() && may_be_too_many(plan, given) {
        return Ok(());
    }
    let (Ok(expected), Some(seen)) = (&expected, &seen) else {
        prop_assert_eq!(expected.is_ok(), seen.is_some(), "{:?}", expected);
        return Ok(());
    };
    let within = drawdown::Percent::from_ten_thousandths(given.within).unwrap();
    let terms = VerdictTerms { within, stated: Vec::new() };
    for (found, expected) in [
        (rows(Table::track(seen)), &expected.track),
        (rows(Table::verdicts(seen, &terms)), &expected.verdicts),
        (rows(Table::errors(seen, None)), &expected.errors),
    ] {
        prop_assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            prop_assert_eq!(found, expected);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn tables_equal_the_oracles((document, given) in observed(plans::any_plan())) {
        let plan = engine::plan(&document);
        agree(&document, &plan, None, &given)?;
        for variant in &plan.spec().variants {
            let varied = plan.with_variant(variant).unwrap();
            agree(&document, &varied, Some(&variant.name), &given)?;
        }
    }

    #[test]
    fn tracked_deadlines_are_read_as_they_were_written(
        (document, given) in observed(plans::plan_without_variants()),
        lateness in proptest::collection::vec((0..3_usize, 0..40), 0..12),
        stated: Option<bool>,
    ) {
        let plan = engine::plan(&document);
        let Some(seen) = seen(&plan, &given) else { return Ok(()) };
        let statement = stated.map(|is_met| {
            if is_met { Statement::Met(plan.through().into()) } else { Statement::Late }
        });
        let name = |i: usize| plan.spec().phases.get(i).map(|phase| phase.name.clone());
        let within = drawdown::Percent::from_ten_thousandths(given.within).unwrap();
        let stated = statement.zip(name(0)).map(|(said, phase)| StatedOutcome::new(phase, said));
        let terms = VerdictTerms { within, stated: stated.into_iter().collect() };
        let lateness: Vec<_> =
            lateness.into_iter().map(|(case, months)| PastLateness::new(case, months)).collect();
        let tracked = seen.tracked_deadlines(&terms, &lateness);
        let read: Vec<TrackedDeadline> = serde_json::from_str(&serde_json::to_string(&tracked).unwrap()).unwrap();
        prop_assert_eq!(read, tracked);
    }

    #[test]
    fn draws_are_tracked_as_projections_are(
        (document, given) in observed(plans::plan_without_variants()),
        seed: u64,
        number in 0..1_000_u64,
    ) {
        let plan = engine::plan(&document);
        let Some(seen) = seen(&plan, &given) else { return Ok(()) };
        let drawn = oracle::draw(&document, None, seed, number).unwrap();
        let expected = oracle::judge::drawn(&document, &drawn, &given.rows, &given.choice).unwrap();
        let projection = seen.tracked_plan().draw(seed, number).project();
        for (t, month) in projection.months().enumerate() {
            for (c, (_, view)) in projection.contingents().enumerate() {
                let found = (view.strength(month).unwrap(), view.scheduled(month).unwrap());
                prop_assert_eq!(found, expected[t][c], "{}, contingent {}", month, c);
            }
        }
    }
}

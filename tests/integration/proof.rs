//! Bottlenecks, the least lift and remedies: against the oracle, an exhaustive search, random paces, and examples worked
//! by hand.

mod examples;
mod exhaustive;
mod levers;
mod sentences;
#[cfg(feature = "toml")]
mod shipped;

use std::collections::BTreeSet;

use drawdown::seek::Remedies;
use drawdown::table::Table;
use drawdown::{Adjustment, Pace, Phase, Plan, Projection, Variant};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::oracle::proof;
use crate::plans::plan_without_variants;
use crate::{cases, engine};

fn rows(table: Table<'_>) -> Vec<Vec<String>> {
    table.rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn bottlenecks(plan: &Plan) -> Vec<Vec<String>> {
    rows(Table::bottlenecks(plan.bottlenecks()))
}

fn remedies(plan: &Plan) -> Vec<Vec<String>> {
    rows(Table::remedies(plan.remedies()))
}

/// The adjustments under a name.
fn under(plan: &Plan, adjust: Vec<Adjustment>) -> Plan {
    plan.with_variant(&Variant::new("changed", adjust)).unwrap()
}

/// Small enough to try every value by the oracle.
pub(crate) fn is_small(document: &Value) -> bool {
    let plan = engine::plan(document);
    let projection = plan.project();
    let most = projection.theatre().strengths().map(|(_, strength)| strength).max();
    most.is_some_and(|most| most <= 60) && plan.months().len() <= 40
}

fn replaces_nothing(document: &Value) -> bool {
    engine::plan(document).spec().phases.iter().all(|phase| phase.until.is_none())
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn bottlenecks_and_the_least_lift_equal_the_oracles(document in plan_without_variants()) {
        let plan = engine::plan(&document);
        let refused = |error| TestCaseError::fail(format!("the oracle refuses: {error}"));
        let expected = proof::bottlenecks(&document).map_err(refused)?;
        let expected: Vec<Vec<String>> = expected.into_iter().map(Into::into).collect();
        prop_assert_eq!(bottlenecks(&plan), expected);
        let lift = proof::lift(&document).map_err(refused)?;
        prop_assert_eq!(plan.lift().map_or(0, |lift| lift.troops), lift);
    }

    /// Whatever the paces, some deadline that a bottleneck names is missed, and some month is as busy as the least lift.
    ///
    /// Where no phase is replaced: how much a replaced one has moved depends on its pace, and proofs take at-start.
    #[test]
    fn no_pace_breaks_a_bottleneck(
        document in plan_without_variants().prop_filter("replaced", replaces_nothing),
        paces in prop::collection::vec(0..6_usize, 8),
    ) {
        const PACES: [Pace; 6] = [
            Pace::Even,
            Pace::FrontLoaded,
            Pace::BackLoaded,
            Pace::SCurve,
            Pace::AtStart,
            Pace::AtDeadline,
        ];
        let plan = engine::plan(&document);
        let dated = plan.spec().phases.iter().filter(|phase| phase.deadline.is_some());
        let dated: Vec<&Phase> = dated.collect();
        let with = |paces: &mut dyn Iterator<Item = &Pace>| {
            let pace = |(phase, pace): (&&Phase, &Pace)| Adjustment::Pace {
                phase: phase.name.clone(),
                pace: pace.clone(),
            };
            under(&plan, dated.iter().zip(paces).map(pace).collect()).project()
        };
        let at_start = with(&mut std::iter::repeat(&Pace::AtStart));
        let paced = with(&mut paces.iter().cycle().map(|&pace| &PACES[pace]));
        for feasibility in plan.bottlenecks() {
            let Some(bottleneck) = feasibility.bottleneck else { continue };
            let is_met = |phase: &String| paced.deadline(phase).unwrap().met == Some(true);
            let concerned =
                if bottleneck.alone { vec![feasibility.phase.clone()] } else { bottleneck.phases.clone() };
            // Starts and cuts are kept as they are at-start (rules#bottleneck), and how long a phase at a rate takes can
            // change those after it.
            let kept = |projection: &Projection, phase: &String| {
                projection.deadline(phase).map(|outcome| (outcome.goal, outcome.status))
            };
            if concerned.iter().any(|phase| kept(&paced, phase) != kept(&at_start, phase)) {
                continue;
            }
            prop_assert!(!concerned.iter().all(is_met), "{:?} at {:?}", bottleneck, paces);
        }
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn remedies_equal_the_oracles(document in plan_without_variants().prop_filter("small", is_small)) {
        let refused = |error| TestCaseError::fail(format!("the oracle refuses: {error}"));
        let expected = proof::remedies(&document).map_err(refused)?;
        let expected: Vec<Vec<String>> = expected.into_iter().map(Into::into).collect();
        prop_assert_eq!(remedies(&engine::plan(&document)), expected);
    }
}

/// Random plans show every kind of proof, alone and together, and nothing proved; and remedies of five kinds of the six.
#[test]
fn random_plans_have_every_kind_of_answer() {
    let mut runner = TestRunner::deterministic();
    let (mut kinds, mut levers) = (BTreeSet::new(), BTreeSet::new());
    let is_complete =
        |kinds: &BTreeSet<String>, levers: &BTreeSet<String>| kinds.len() == 6 && levers.len() >= 5;
    for _ in 0..1_500 {
        if is_complete(&kinds, &levers) {
            return;
        }
        let document = plan_without_variants().new_tree(&mut runner).unwrap().current();
        let plan = engine::plan(&document);
        for row in bottlenecks(&plan) {
            kinds.insert(format!("{} {}", row[1], row[2]));
        }
        if is_small(&document) {
            let tried = plan.remedies().into_iter().flat_map(|Remedies { tried, .. }| tried);
            let doing = tried.filter(|remedy| remedy.would_do.is_some());
            levers.extend(doing.map(|remedy| remedy.lever.kind().to_owned()));
        }
    }
    panic!("{kinds:?} {levers:?}");
}

//! Random plans of version 2 under the oracle alone.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::{Outcome, draw, project, project_drawn, warnings};
use crate::plans::{FEATURES, any_plan, features};

/// The projections of a plan and of its variants.
fn outcomes(plan: &Value) -> Result<Vec<Outcome>, TestCaseError> {
    let names = plan["variant"].as_array().into_iter().flatten().map(|v| v["name"].as_str());
    let each = std::iter::once(None).chain(names).map(|variant| project(plan, variant, None));
    each.collect::<Result<_, _>>().map_err(TestCaseError::fail)
}

fn without(plan: &Value, lists: &[&str]) -> Value {
    let mut plan = plan.clone();
    for list in lists {
        plan.as_object_mut().map(|plan| plan.remove(*list));
    }
    plan
}

fn scheduled(outcome: &Outcome) -> Vec<Vec<u64>> {
    outcome.cells.iter().map(|cells| cells.iter().map(|cell| cell.scheduled).collect()).collect()
}

proptest! {
    #![proptest_config(crate::cases(400))]

    #[test]
    fn levels_are_what_came_less_what_left(plan in any_plan()) {
        for outcome in outcomes(&plan)? {
            for months in outcome.cells.windows(2) {
                for (before, cell) in months[0].iter().zip(&months[1]) {
                    prop_assert_eq!(
                        cell.strength + cell.withdrawn,
                        before.strength + cell.gained + cell.arrived
                    );
                }
            }
        }
    }

    #[test]
    fn the_schedule_is_the_same_without_holds_and_caps(plan in any_plan()) {
        let free = without(&plan, &["hold", "cap", "hazard", "slip", "variant"]);
        let (planned, free) = (project(&plan, None, None), project(&free, None, None));
        let planned = planned.map_err(TestCaseError::fail)?;
        prop_assert_eq!(scheduled(&planned), scheduled(&free.map_err(TestCaseError::fail)?));
    }

    /// Where nothing keeps anybody back and every phase starts as planned, no month is busier than planned. A phase at
    /// a rate can end later than planned, and one with an `until` that never starts is waited for until then.
    #[test]
    fn a_surge_has_a_reason(plan in any_plan()) {
        let free = without(&plan, &["hold", "cap", "hazard", "slip", "variant", "residual"]);
        let outcome = project(&free, None, None).map_err(TestCaseError::fail)?;
        for (row, causes) in outcome.deadlines.iter().zip(&outcome.causes) {
            if row.met == Some(true) && row.busiest > row.planned_busiest {
                let waits = plan["phase"].as_array().into_iter().flatten().any(|phase| {
                    phase["pace"].is_object() || phase["deadline"].is_null() || !phase["until"].is_null()
                });
                prop_assert!(waits, "{:?} {:?}", row, causes);
            }
        }
    }

    #[test]
    fn a_draw_can_be_projected(plan in any_plan(), seed: u64, number in 0..1_000_u64) {
        let drawn = draw(&plan, None, seed, number).map_err(TestCaseError::fail)?;
        project_drawn(&plan, None, &drawn).map_err(TestCaseError::fail)?;
    }

    /// An `until` in the last month of a phase that starts as planned changes nothing.
    #[test]
    fn an_until_in_the_last_month_changes_nothing(plan in any_plan()) {
        let plan = without(&plan, &["variant"]);
        let phases = plan["phase"].as_array().map_or(&[][..], Vec::as_slice);
        let is_delayed = phases.iter().any(|phase| {
            phase["pace"].is_object() || !phase["waits_for"].is_null()
        });
        let events = plan["event"].as_array().map_or(&[][..], Vec::as_slice);
        let is_undated = events.iter().any(|event| event["date"].is_null());
        let outcome = project(&plan, None, None).map_err(TestCaseError::fail)?;
        let mut same = plan.clone();
        for (p, row) in outcome.deadlines.iter().enumerate() {
            if let (Some(binding), true) = (&row.binding_month, phases[p]["until"].is_null()) {
                same["phase"][p]["until"] = Value::from(binding.as_str());
            }
        }
        if !is_delayed && !is_undated {
            prop_assert_eq!(project(&same, None, None), Ok(outcome));
        }
    }
}

#[test]
fn random_plans_show_everything() {
    let mut runner = TestRunner::deterministic();
    let plans = any_plan();
    let mut missing: BTreeSet<String> =
        FEATURES.iter().map(|feature| (*feature).to_owned()).collect();
    let shown = [
        "not judged",
        "undecided",
        "met by a surge",
        "met at the planned pace",
        "late",
        "never",
        "replaced",
        "hold",
        "floor",
        "cap",
        "event",
        "phase",
        "arrivals",
        "residual",
        "pace",
        "deadline",
    ];
    missing.extend(shown.map(str::to_owned));
    missing.extend(
        [
            "above_strength",
            "unnamed_code",
            "small_percent",
            "uncapped_surge",
            "awaited_undated",
            "beyond_floors",
            "stays_after_end",
            "past",
            "without_end",
        ]
        .map(str::to_owned),
    );
    for _ in 0..1_000 {
        let plan = plans.new_tree(&mut runner).unwrap().current();
        for feature in features(&plan) {
            missing.remove(feature);
        }
        for outcome in outcomes(&plan).unwrap() {
            for row in &outcome.deadlines {
                missing.remove(row.chance());
                if row.replaced {
                    missing.remove("replaced");
                }
            }
            for (kind, ..) in outcome.causes.iter().flatten() {
                missing.remove(kind);
            }
        }
        for (_, kind) in warnings(&plan).unwrap() {
            missing.remove(&kind);
        }
    }
    assert!(missing.is_empty(), "none of 1,000 plans uses or shows {missing:?}");
}

//! Draws against the oracle: what is drawn, and every number of every month.

use std::collections::BTreeSet;

use drawdown::Plan;
use drawdown::ensemble::Draw;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::any_number;
use crate::{engine, oracle, plans};

/// A draw as the oracle's type.
fn for_oracle(plan: &Plan, draw: &Draw) -> oracle::Draw {
    let estimates = draw.estimates();
    let listed = estimates.len();
    let drawn = oracle::Draw {
        estimates: estimates
            .into_iter()
            .map(|(name, v)| (name.to_owned(), v.to_string()))
            .collect(),
        hazards: (draw.hazards().into_iter())
            .map(|(name, stretches)| {
                let months = stretches.into_iter().flatten();
                let months = months.map(|month| i64::from(month.months_since(plan.as_of())));
                (name.to_owned(), months.collect::<BTreeSet<i64>>())
            })
            .collect(),
    };
    assert_eq!(drawn.estimates.len(), listed, "a name twice");
    drawn
}

fn agree(
    document: &Value,
    plan: &Plan,
    variant: Option<&str>,
    seed: u64,
    number: u64,
) -> Result<(), TestCaseError> {
    let refused = |error| TestCaseError::fail(format!("the oracle refuses: {error}"));
    let draw = plan.draw(seed, number);
    let drawn = for_oracle(plan, &draw);
    prop_assert_eq!(&drawn, &oracle::draw(document, variant, seed, number).map_err(refused)?);
    let expected = oracle::project_drawn(document, variant, &drawn).map_err(refused)?;
    engine::equals(&draw.project(), &expected)
}

proptest! {
    #![proptest_config(crate::cases(600))]

    #[test]
    fn a_draw_and_its_projection_equal_the_oracles(
        document in prop_oneof![plans::any_plan(), plans::plan_of_homecomings()],
        seed: u64,
        number in any_number(),
    ) {
        let planned = engine::plan(&document);
        agree(&document, &planned, None, seed, number)?;
        for variant in &planned.spec().variants {
            let varied = planned.named_variant(&variant.name).expect("a checked variant");
            agree(&document, &varied, Some(&variant.name), seed, number)?;
        }
    }
}

/// The features that the draw and the projection of a random plan use.
fn used(document: &Value) -> BTreeSet<String> {
    let plan = engine::plan(document);
    let draw = plan.draw(3, 5);
    let mut used = BTreeSet::new();
    for (name, value) in draw.estimates() {
        let (list, rest) = name.split_once('[').unwrap();
        let (_, key) = rest.split_once("].").unwrap();
        let key = key.split('[').next().unwrap(); // a slip's months name their phase
        let kind = match value {
            drawdown::values::InputValue::Day(day) if day.as_month().is_some() => " a month",
            drawdown::values::InputValue::Day(_) => " a day",
            _ => "",
        };
        used.insert(format!("{list}.{key}{kind}"));
        used.extend(name.contains(" #2]").then(|| "residuals of one scope".to_owned()));
    }
    let hazards = draw.hazards();
    used.extend(hazards.iter().any(|(_, s)| !s.is_empty()).then(|| "a hazard".to_owned()));
    used.extend(hazards.iter().any(|(_, s)| s.len() > 1).then(|| "a hazard twice".to_owned()));
    for outcome in draw.project().deadlines() {
        for reason in outcome.causes {
            used.insert(format!("why: {}", reason.cause.kind()));
        }
    }
    used
}

#[test]
fn random_plans_draw_every_kind_of_input() {
    let mut runner = TestRunner::deterministic();
    let plans = plans::any_plan();
    let mut all = BTreeSet::new();
    for _ in 0..600 {
        all.extend(used(&plans.new_tree(&mut runner).unwrap().current()));
    }
    let expected = [
        "a hazard",
        "a hazard twice",
        "cap.from",
        "cap.per_month",
        "cap.through",
        "contingent.strength",
        "event.date",
        "event.date a day",
        "event.date a month",
        "hold.from",
        "hold.through",
        "phase.deadline",
        "phase.pace",
        "phase.starts",
        "phase.target",
        "residual.from",
        "residual.strength",
        "residual.through",
        "residuals of one scope",
        "why: arrivals",
        "why: cap",
        "why: event",
        "why: floor",
        "why: hazard",
        "why: hold",
        "why: phase",
    ];
    let days = ["cap.from", "cap.through", "hold.from", "hold.through", "phase.deadline"];
    let more_days = ["phase.starts", "phase.until", "residual.from", "residual.through"];
    let days = days
        .iter()
        .chain(&more_days)
        .flat_map(|key| ["", " a day", " a month"].map(|of| format!("{key}{of}")));
    let more = ["slip.months", "why: deadline", "why: pace", "why: residual"];
    let expected = expected.map(str::to_owned).into_iter().chain(days);
    let expected: BTreeSet<String> = expected.chain(more.map(str::to_owned)).collect();
    assert_eq!(all, expected);
}

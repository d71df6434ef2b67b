//! The projections of draws.

use std::collections::{BTreeMap, HashMap};

use drawdown::projection::Cause;
use drawdown::spec::Destination;
use drawdown::values::apportion;
use drawdown::{Plan, Projection};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::named::find;
use super::{any_number, any_plan, document};
use crate::engine::plan_and_variants;
use crate::{engine, plans};

/// Sets every estimate in a document to its best, and leaves slips out.
fn settle(written: &mut Value) {
    if let Value::Object(fields) = &mut *written {
        fields.remove("slip");
    }
    if written.get("low").is_some() || written.get("values").is_some() {
        *written = written["best"].clone();
    }
    match written {
        Value::Array(values) => values.iter_mut().for_each(settle),
        Value::Object(fields) => fields.values_mut().for_each(settle),
        _ => {}
    }
}

/// Sets every estimate of a day, or of a length of time, to its best.
fn settle_days(document: &mut Value) {
    for list in ["event", "residual", "phase", "hold", "cap"] {
        for entry in document.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            for key in ["date", "from", "through", "deadline", "starts", "until"] {
                entry.get_mut(key).map(settle);
            }
        }
    }
}

/// Asserts that two projections are the same: every number of every month, and every deadline with its causes.
fn equal(one: &Projection, other: &Projection) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.months(), other.months());
    for month in one.months() {
        let views = [one.theatre()].into_iter().chain(one.contingents().map(|(_, view)| view));
        let others = [other.theatre()].into_iter().chain(other.contingents().map(|(_, view)| view));
        for (view, other) in views.zip(others) {
            prop_assert_eq!(view.strength(month), other.strength(month), "{}", month);
            prop_assert_eq!(view.scheduled(month), other.scheduled(month), "{}", month);
            prop_assert_eq!(view.withdrawn(month), other.withdrawn(month), "{}", month);
            prop_assert_eq!(view.home_departures(month), other.home_departures(month), "{}", month);
            prop_assert_eq!(view.gained(month), other.gained(month), "{}", month);
            prop_assert_eq!(view.arrived(month), other.arrived(month), "{}", month);
            prop_assert_eq!(view.residual(month), other.residual(month), "{}", month);
        }
    }
    prop_assert_eq!(one.deadlines(), other.deadlines());
    Ok(())
}

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn a_draw_of_a_plan_without_uncertainty_is_its_projection(
        mut document in any_plan(),
        seed: u64,
        number in any_number(),
    ) {
        for hazard in document.get_mut("hazard").and_then(Value::as_array_mut).into_iter().flatten() {
            hazard["monthly_chance"] = json!(0);
        }
        for plan in plan_and_variants(&document) {
            let mut settled = super::document(&plan);
            settled.as_object_mut().unwrap().remove("variant");
            settle(&mut settled);
            let Ok(settled) = serde_json::from_value(settled).map(Plan::new).unwrap() else {
                continue; // a variant may be what no plan file may be
            };
            let draw = settled.draw(seed, number);
            prop_assert_eq!(draw.estimates(), vec![]);
            prop_assert!(draw.hazards().iter().all(|(_, stretches)| stretches.is_empty()));
            equal(&draw.project(), &settled.project())?;
        }
    }

    /// If only troops are uncertain and there are no hazards, a draw is the plan with the drawn numbers.
    #[test]
    fn a_draw_of_troops_is_the_plan_with_the_drawn_numbers(
        mut document in plans::plan_without_variants(),
        seed: u64,
        number in any_number(),
    ) {
        document.as_object_mut().unwrap().remove("hazard");
        document.as_object_mut().unwrap().remove("slip");
        let mut document = super::document(&engine::plan(&document));
        settle_days(&mut document);
        let plan = engine::plan(&document);
        let draw = plan.draw(seed, number);
        for (name, value) in draw.estimates() {
            let drawdown::values::InputValue::Number(n) = value else { panic!("{name}: {value}") };
            *find(&mut document, name).unwrap() = json!(n);
        }
        equal(&draw.project(), &engine::plan(&document).project())?;
    }

    #[test]
    fn troops_are_conserved_in_a_draw(written in any_plan(), seed: u64, number in any_number()) {
        for plan in plan_and_variants(&written) {
            let draw = plan.draw(seed, number);
            let estimates: BTreeMap<&str, drawdown::values::InputValue> = draw.estimates().into_iter().collect();
            for (contingent, view) in draw.project().contingents() {
                let name = format!(
                    "contingent[{} in {}, {}].strength",
                    contingent.contributor, contingent.host, contingent.mission
                );
                let best = contingent.strength.best().into();
                let mut balance = match estimates.get(name.as_str()).unwrap_or(&best) {
                    drawdown::values::InputValue::Number(n) => u64::from(*n),
                    _ => unreachable!("a strength is a number"),
                };
                for month in plan.as_of().through(plan.through()) {
                    balance += view.gained(month).unwrap() + view.arrived(month).unwrap();
                    balance -= view.withdrawn(month).unwrap();
                    prop_assert_eq!(view.strength(month), Some(balance), "{}, {}", name, month);
                }
            }
        }
    }

    /// For the residuals as drawn, apportioned by the strengths as drawn; only those without a window are checked.
    #[test]
    fn no_contingent_drops_below_its_floor_in_a_draw(written in any_plan(), seed: u64, number in any_number()) {
        for plan in plan_and_variants(&written) {
            let draw = plan.draw(seed, number);
            let mut fixed = document(&plan);
            for (name, value) in draw.estimates() {
                if !name.starts_with("slip[") {
                    *find(&mut fixed, name).unwrap() = json!(value.to_string());
                }
            }
            let troops = |written: &Value| -> u32 {
                let known = written.as_u64().or_else(|| written["best"].as_u64());
                let drawn = || written.as_str().unwrap().parse().unwrap();
                known.map_or_else(drawn, |known| known.try_into().unwrap())
            };
            let spec = plan.spec();
            let mut floors = vec![0; spec.contingents.len()];
            for (i, residual) in spec.residuals.iter().enumerate() {
                if residual.from.is_none() && residual.through.is_none() {
                    let stay: Vec<usize> = (0..floors.len())
                        .filter(|&c| residual.scope.matches(&spec.contingents[c]))
                        .collect();
                    let weights: Vec<u32> =
                        stay.iter().map(|&c| troops(&fixed["contingent"][c]["strength"])).collect();
                    let parts = apportion(troops(&fixed["residual"][i]["strength"]), &weights);
                    for (&c, part) in stay.iter().zip(parts) {
                        floors[c] += u64::from(part);
                    }
                }
            }
            for ((_, view), floor) in draw.project().contingents().zip(floors) {
                let mut before = view.strength(plan.as_of()).unwrap();
                for month in plan.as_of().through(plan.through()) {
                    let free = before.saturating_sub(floor);
                    prop_assert!(view.withdrawn(month).unwrap() <= free, "{}", month);
                    before = view.strength(month).unwrap();
                }
            }
        }
    }

    #[test]
    fn no_one_leaves_the_host_under_a_hazard(written in any_plan(), seed: u64, number in any_number()) {
        for plan in plan_and_variants(&written) {
            let spec = plan.spec();
            let draw = plan.draw(seed, number);
            let projection = draw.project();
            for (hazard, (_, stretches)) in spec.hazards.iter().zip(draw.hazards()) {
                for month in stretches.into_iter().flatten() {
                    for (contingent, view) in projection.contingents() {
                        if !hazard.scope.matches(contingent) {
                            continue;
                        }
                        prop_assert_eq!(view.home_departures(month), Some(0), "{}", month);
                        let in_place = |to: Destination| to.host.is_none_or(|to| to == contingent.host);
                        if !spec.phases.iter().filter_map(|phase| phase.destination).any(in_place) {
                            prop_assert_eq!(view.withdrawn(month), Some(0), "{}", month);
                        }
                    }
                }
            }
        }
    }

    /// A hazard that is certain in the first month and never ends is a hold that is listed last.
    #[test]
    fn a_hazard_without_end_is_a_hold(
        written in plans::plan_without_variants(),
        which: Index,
        seed: u64,
        number in any_number(),
    ) {
        let mut document = document(&engine::plan(&written));
        settle(&mut document);
        document.as_object_mut().unwrap().remove("hazard");
        let host = which.get(document["contingent"].as_array().unwrap())["host"].clone();
        let with = |list: &str, mut entry: Value| {
            entry["scope"] = json!({ "host": host });
            let mut document = document.clone();
            let listed = document.as_object_mut().unwrap().entry(list).or_insert(json!([]));
            listed.as_array_mut().unwrap().push(entry);
            engine::plan(&document)
        };
        let with_hold = with("hold", json!({ "name": "hold to be" }));
        let hazard = json!({ "name": "hazard to be", "monthly_chance": 1, "lasts": 12_000 });
        let with_hazard = with("hazard", hazard);
        let draw = with_hazard.draw(seed, number);
        let (held, struck) = (with_hold.project(), draw.project());
        for month in held.months() {
            for ((_, held), (_, struck)) in held.contingents().zip(struck.contingents()) {
                prop_assert_eq!(held.strength(month), struck.strength(month), "{}", month);
                prop_assert_eq!(held.withdrawn(month), struck.withdrawn(month), "{}", month);
            }
        }
        for (held, struck) in held.deadlines().into_iter().zip(struck.deadlines()) {
            let mut in_its_place = struck.clone();
            for reason in &mut in_its_place.causes {
                if reason.cause == Cause::Hazard("hazard to be".to_owned()) {
                    reason.cause = Cause::Hold("hold to be".to_owned());
                }
            }
            prop_assert_eq!(held, in_its_place);
        }
    }
}

/// A phase waits for a signing that may come before its best month, or long after. Its planned start is that of the
/// best month, whatever is drawn: a later signing makes it late.
#[test]
fn a_late_draw_is_measured_by_the_planned_start() {
    let plan = engine::plan(&json!({
        "title": "Signed sooner or later",
        "as_of": "2024-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 400 }],
        "event": [{ "id": "signing", "date": { "low": "2025-01", "best": "2025-02", "high": "2025-08" } }],
        "phase": [{
            "name": "all", "target": "remainder", "deadline": "2025-06-30", "waits_for": ["signing"],
        }],
    }));
    let signing = |month: &str| drawdown::values::InputValue::Day(month.parse().unwrap());
    let mut seen = HashMap::new();
    for number in 0..400 {
        let draw = plan.draw(99, number);
        let outcome = draw.project().deadlines().remove(0);
        let why = outcome.causes.first().map(|reason| reason.troop_months);
        seen.insert(draw.estimates()[0].1, (outcome.met, why));
    }
    // As planned 100 leave in each of March to June: 100, 200, 300, 400 are gone. Signed in January to May, all are
    // gone by the end of June too. Signed in June, nobody is: 100 + 200 + 300 + 400 troop-months, and so in July.
    for month in ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"] {
        assert_eq!(seen[&signing(month)], (Some(true), None), "{month}");
    }
    for month in ["2025-06", "2025-07"] {
        assert_eq!(seen[&signing(month)], (Some(false), Some(1_000)), "{month}");
    }
}

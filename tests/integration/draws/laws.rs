//! What draws depend on.

use std::collections::BTreeMap;

use drawdown::spec::Offset;
use drawdown::values::MonthRange;
use drawdown::{Cap, Estimate, Event, Plan, Troops, When, YearMonth};
use proptest::prelude::*;
use serde_json::json;

use super::named::{find, points};
use super::{any_number, any_plan, document};
use crate::engine::plan_and_variants;
use crate::{engine, plans};

type Drawn = (BTreeMap<String, drawdown::values::InputValue>, BTreeMap<String, Vec<MonthRange>>);

/// Everything that a draw fixes, by name.
fn drawn(plan: &Plan, seed: u64, number: u64) -> Drawn {
    let draw = plan.draw(seed, number);
    let estimates = draw.estimates().into_iter().map(|(name, value)| (name.to_owned(), value));
    let hazards = draw.hazards();
    let hazards = hazards.into_iter().map(|(name, stretches)| (name.to_owned(), stretches));
    (estimates.collect(), hazards.collect())
}

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn a_draw_is_the_same_whatever_else_is_drawn(
        document in any_plan(),
        seed: u64,
        number in any_number(),
    ) {
        let plan = engine::plan(&document);
        let alone = drawn(&plan, seed, number);
        for other in [number ^ 1, number ^ 2, number ^ 4, 0, u64::MAX] {
            drawn(&plan, seed, other);
            let _ = plan.draw(!seed, other).project();
        }
        prop_assert_eq!(&drawn(&plan, seed, number), &alone);
        let elsewhere = plan.clone();
        let there = std::thread::spawn(move || drawn(&elsewhere, seed, number)).join().unwrap();
        prop_assert_eq!(there, alone);
    }

    /// A draw depends on names alone: not on the listing order, titles, words, other entries or the horizon.
    #[test]
    fn what_is_drawn_depends_on_its_own_name_alone(
        document in plans::plan_without_variants(),
        seed: u64,
        number in any_number(),
        months in 1..=24_i32,
    ) {
        let plan = engine::plan(&document);
        let (estimates, hazards) = drawn(&plan, seed, number);

        let mut spec = plan.spec().clone();
        spec.contingents.reverse();
        spec.holds.reverse();
        spec.caps.reverse();
        spec.hazards.reverse();
        spec.title = "otherwise".to_owned();
        spec.through = plan.through().checked_add(months);
        let points = || Estimate::new(Troops(1), Troops(2), Troops(9)).unwrap();
        spec.caps.insert(0, Cap { per_month: points(), ..Cap::new("another", Troops(0)) });
        let months_later = Estimate::new(1, 2, 9).unwrap();
        let date = When::after("what comes first", Offset::Months(months_later));
        spec.events.insert(0, Event { date: Some(date), ..Event::new("another") });
        let date = When::On(Estimate::exactly("2020-02-02".parse().unwrap()));
        spec.events.insert(0, Event { date: Some(date), ..Event::new("what comes first") });
        let otherwise = Plan::new(spec).unwrap();
        let (mut same, longer) = drawn(&otherwise, seed, number);
        prop_assert!(same.remove("cap[\"another\"].per_month").is_some());
        prop_assert!(same.remove("event[\"another\"].date").is_some());
        prop_assert_eq!(same, estimates);

        let months = |stretches: Vec<MonthRange>| -> Vec<YearMonth> {
            stretches.into_iter().flatten().filter(|month| *month <= plan.through()).collect()
        };
        for ((name, stretches), (same_name, longer)) in hazards.into_iter().zip(longer) {
            prop_assert_eq!(&name, &same_name);
            prop_assert_eq!(months(stretches), months(longer), "{}", name);
        }
    }

    #[test]
    fn what_is_drawn_lies_between_low_and_high_and_only_that_is_drawn(
        written in any_plan(),
        seed: u64,
        number in any_number(),
    ) {
        for plan in plan_and_variants(&written) {
            let mut document = document(&plan);
            for (name, value) in drawn(&plan, seed, number).0 {
                if name.starts_with("slip[") {
                    continue; // it lists its values, and one of them is drawn even where they are all the same
                }
                let written = find(&mut document, &name).map(|written| points(written));
                let Some(Some([low, _, high])) = written else {
                    return Err(TestCaseError::fail(format!("{name} is no estimate")));
                };
                prop_assert_ne!(&low, &high, "{}", name);
                match value {
                    drawdown::values::InputValue::Number(n) => {
                        prop_assert!((low.parse().unwrap()..=high.parse().unwrap()).contains(&n), "{name}: {n}");
                    }
                    day => {
                        // days are in the order of their spelling, and so are months
                        prop_assert_eq!(day.to_string().len(), low.len());
                        prop_assert!((low..=high).contains(&day.to_string()), "{name}: {day}");
                    }
                }
            }
        }
    }

    /// Adjustments change what they name; everything else draws what it draws in the plan, whatever is cancelled or
    /// added before it.
    #[test]
    fn variants_share_the_draws_of_what_they_leave_alone(
        written in any_plan(),
        seed: u64,
        number in any_number(),
    ) {
        let plan = engine::plan(&written);
        let (estimates, hazards) = drawn(&plan, seed, number);
        let mut as_planned = document(&plan);
        for variant in plan_and_variants(&written).split_off(1) {
            let mut varied = document(&variant);
            let (in_variant, hazards_in_variant) = drawn(&variant, seed, number);
            for (name, value) in &in_variant {
                let written = |document: &mut serde_json::Value| {
                    let estimate = find(document, name)?;
                    Some((points(estimate), estimate["values"].clone()))
                };
                let (before, after) = (written(&mut as_planned), written(&mut varied));
                if before == after && estimates.contains_key(name) {
                    prop_assert_eq!(value, &estimates[name], "{}", name);
                }
            }
            for (name, under_way) in &hazards_in_variant {
                prop_assert_eq!(Some(under_way), hazards.get(name), "{}", name);
            }
        }
    }

    #[test]
    fn a_scaled_strength_keeps_its_rank(
        seed: u64,
        (mut points, percent) in ([0..=3_000_u32, 0..=3_000, 0..=3_000], 1..=250_u32),
    ) {
        points.sort_unstable();
        let [low, best, high] = points;
        let plan = engine::plan(&json!({
            "title": "More or fewer",
            "as_of": "2024-08",
            "contingent": [{
                "contributor": "USA", "host": "IRQ",
                "strength": { "low": low, "best": best, "high": high },
            }],
            "variant": [{ "name": "scaled", "adjust": [{ "strength": { "percent": percent } }] }],
        }));
        let scaled = plan.named_variant("scaled").unwrap();
        let strength = |plan: &Plan, number| {
            plan.draw(seed, number).project().theatre().strength(plan.as_of()).unwrap()
        };
        let mut pairs: Vec<(u64, u64)> =
            (0..24).map(|number| (strength(&plan, number), strength(&scaled, number))).collect();
        pairs.sort_unstable();
        for pair in pairs.windows(2) {
            let [(before, before_scaled), (after, after_scaled)] = [pair[0], pair[1]];
            prop_assert!(before == after || before_scaled <= after_scaled, "{pairs:?}");
        }
    }
}

/// The middle phase is cancelled and one is added: the last is now second, and the added one third.
#[test]
fn an_entry_that_moves_in_its_list_draws_the_same() {
    let phase = |name: &str, host: &str| {
        let target = json!({ "reduce_by": { "low": 0, "best": 100, "high": 900 } });
        json!({ "name": name, "scope": { "host": host }, "target": target, "deadline": "2025-09-30" })
    };
    let contingent = |host: &str| json!({ "contributor": "USA", "host": host, "strength": 1000 });
    let plan = engine::plan(&json!({
        "title": "Three hosts",
        "as_of": "2024-08",
        "contingent": [contingent("IRQ"), contingent("KWT"), contingent("XKX")],
        "phase": [phase("one", "IRQ"), phase("two", "KWT"), phase("three", "XKX")],
        "variant": [{
            "name": "otherwise",
            "adjust": [{ "cancel": { "phase": "two" } }, { "add": { "phase": phase("four", "KWT") } }],
        }],
    }));
    let variant = plan.named_variant("otherwise").unwrap();
    let mut two_as_four = 0;
    for number in 0..50 {
        let ((before, _), (after, _)) = (drawn(&plan, 8, number), drawn(&variant, 8, number));
        for name in ["phase[\"one\"].target", "phase[\"three\"].target"] {
            assert_eq!(before[name], after[name], "draw {number}");
        }
        assert!(!after.contains_key("phase[\"two\"].target"));
        two_as_four +=
            i32::from(before["phase[\"two\"].target"] == after["phase[\"four\"].target"]);
    }
    assert!(two_as_four < 5, "what has another name draws something else");
}

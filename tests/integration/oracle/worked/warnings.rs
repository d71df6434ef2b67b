//! Each kind of warning.

use super::super::warnings;
use super::*;

/// The kinds of the warnings of a plan, with their places.
fn warned(plan: &Value) -> Vec<String> {
    warnings(plan).unwrap().into_iter().map(|(place, kind)| format!("{place}: {kind}")).collect()
}

fn with_lists(lists: &Value) -> Value {
    let mut plan = of(1_200, json!({ "phase": [all(&json!({}))] }));
    for (key, list) in lists.as_object().unwrap() {
        plan[key] = list.clone();
    }
    plan
}

#[test]
fn a_plain_plan_has_no_warning() {
    assert!(warned(&with_lists(&json!({}))).is_empty());
}

#[test]
fn of_phases() {
    let target =
        |target: Value| with_lists(&json!({ "phase": [all(&json!({ "target": target }))] }));
    assert_eq!(warned(&target(json!({ "reduce_by": 1_201 }))), ["phase[0]: above_strength"]);
    assert_eq!(warned(&target(json!({ "reduce_to": 1_201 }))), ["phase[0]: above_strength"]);
    assert!(warned(&target(json!({ "reduce_by": 1_200 }))).is_empty());
    assert!(warned(&target(json!({ "reduce_to": 1_200 }))).is_empty());
    assert_eq!(warned(&target(json!({ "reduce_by_percent": "0.3" }))), ["phase[0]: small_percent"]);
    assert!(warned(&target(json!({ "reduce_by_percent": 1 }))).is_empty());
    assert!(warned(&target(json!({ "reduce_to_percent": 0 }))).is_empty());
    // of 1,200, 200 are kept: 1,000 can leave
    let kept = |target: Value| {
        let mut plan = with_lists(&json!({ "residual": [{ "strength": 200 }] }));
        plan["phase"][0]["target"] = target;
        warned(&plan)
    };
    assert_eq!(kept(json!({ "reduce_by": 1_001 })), ["phase[0]: beyond_floors"]);
    assert_eq!(kept(json!({ "reduce_to": 199 })), ["phase[0]: beyond_floors"]);
    assert!(kept(json!({ "reduce_to": 200 })).is_empty());
    let past = with_lists(&json!({ "phase": [all(&json!({ "deadline": "2023-10" }))] }));
    assert_eq!(warned(&past), ["phase[0]: past"]);
}

#[test]
fn of_surges() {
    // a halt over n months in the middle: n + 1 times 100 in the month after
    let halt = |through: &str| {
        with_lists(&json!({ "hold": [{ "name": "h", "from": "2024-02", "through": through }] }))
    };
    assert!(warned(&halt("2024-02")).is_empty()); // 200, not more than twice 100
    assert_eq!(warned(&halt("2024-03")), ["phase[0]: uncapped_surge"]);
    let mut capped = halt("2024-03");
    capped["cap"] = json!([{ "name": "road", "per_month": 5_000, "through": "2030-01" }]);
    assert!(warned(&capped).is_empty());
}

#[test]
fn of_windows_and_residuals() {
    assert_eq!(
        warned(&with_lists(&json!({ "residual": [{ "strength": 1_201 }] }))),
        ["residual[0]: above_strength"]
    );
    let open = with_lists(&json!({
        "event": [{ "id": "never" }],
        "hold": [{ "name": "h", "from": "2030-01" }],
        "cap": [
            { "name": "c", "per_month": 500 },
            { "name": "d", "per_month": 500, "through": { "after": "never", "days": 1 } },
        ],
    }));
    assert_eq!(
        warned(&open),
        ["cap[0]: without_end", "cap[1]: without_end", "hold[0]: without_end"]
    );
}

#[test]
fn of_names_and_events() {
    let event = with_lists(&json!({
        "event": [{ "id": "never" }, { "id": "unused" }],
        "phase": [all(&json!({ "waits_for": ["never"] }))],
    }));
    assert_eq!(warned(&event), ["event[0]: awaited_undated"]);
    let mut home = with_lists(&json!({}));
    home["contingent"][0]["host"] = json!("USA");
    assert_eq!(warned(&home), ["contingent[0]: own_host"]);
    let mut nato = with_lists(&json!({}));
    nato["contingent"][0]["contributor"] = json!("XNA");
    assert_eq!(warned(&nato), ["contingent[0]: unnamed_code"]);
    nato["country"] = json!([{ "code": "XNA", "name": "other NATO members" }]);
    assert!(warned(&nato).is_empty());
    let cost = |currency: &str| {
        with_lists(&json!({ "cost": [{ "name": "c", "currency": currency, "per_month": 1 }] }))
    };
    assert_eq!(warned(&cost("dollars")), ["cost[0]: unknown_currency"]);
    assert!(warned(&cost("USD")).is_empty());
}

#[test]
fn of_draws_that_cannot_differ() {
    let strength = |strength: Value| {
        let mut plan = with_lists(&json!({}));
        plan["contingent"][0]["strength"] = strength;
        plan
    };
    assert!(warned(&strength(json!({ "best": 1_200, "words": "some" }))).is_empty());
    let none = strength(json!({ "low": 1_200, "high": 1_200 }));
    assert_eq!(warned(&none), [": nothing_to_draw"]);
    assert!(warned(&strength(json!({ "low": 1_100, "high": 1_300 }))).is_empty());
    let hazard = |chance: f64| {
        with_lists(&json!({ "hazard": [{ "name": "h", "monthly_chance": chance, "lasts": 1 }] }))
    };
    assert_eq!(warned(&hazard(0.0)), [": nothing_to_draw"]);
    assert!(warned(&hazard(0.5)).is_empty());
}

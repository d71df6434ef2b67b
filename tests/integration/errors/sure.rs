//! What does not depend on a mistake is checked all the same.

use serde_json::{Value, json};

/// Phase `a` in Iraq and phase `b` in Syria, which is due before it starts.
fn plan(a: &Value, more: &Value) -> Value {
    let mut plan = json!({
        "title": "t",
        "as_of": "2024-08",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": 100 },
            { "contributor": "USA", "host": "SYR", "strength": 100 },
        ],
        "phase": [
            a,
            {
                "name": "b",
                "scope": { "host": "SYR" },
                "target": "remainder",
                "starts": "2025-01",
                "deadline": "2024-10",
            },
        ],
    });
    let keys = more.as_object().unwrap().clone();
    plan.as_object_mut().unwrap().extend(keys);
    plan
}

#[track_caller]
fn refused_at(plan: &Value, expected: &[&str]) {
    let spec = serde_json::from_value(plan.clone()).unwrap();
    let errors = drawdown::Plan::new(spec).unwrap_err();
    let places: Vec<String> = errors.iter().map(|error| error.place.to_string()).collect();
    assert_eq!(places, expected, "{errors}");
}

#[test]
fn a_phase_that_does_not_depend_on_the_unverified_one_is_checked() {
    let a = json!({
        "name": "a", "scope": { "host": "IRQ" }, "target": "remainder", "deadline": "2024-12",
        "waits_for": ["nope"],
    });
    refused_at(&plan(&a, &json!({})), &["phase[0].waits_for[0]", "phase[1].deadline"]);
}

#[test]
fn a_phase_that_may_come_after_the_unverified_one_is_not() {
    let a = json!({
        "name": "a", "scope": { "host": "KWT" }, "target": "remainder", "deadline": "2024-12",
    });
    refused_at(&plan(&a, &json!({})), &["phase[0].scope"]);
    let everyone = json!({
        "name": "a", "target": "remainder", "deadline": { "after": "nope", "days": 1 },
    });
    refused_at(&plan(&everyone, &json!({})), &["phase[0].deadline.after"]);
}

#[test]
fn what_a_variant_names_is_looked_up_in_a_plan_that_is_not_sound() {
    let a = json!({ "name": "a", "scope": { "host": "IRQ" }, "target": "remainder", "deadline": "2024-12" });
    let cap = json!({ "cap": { "name": "k", "scope": { "host": "KWT" }, "per_month": 3 } });
    let shift = json!({ "shift": { "phase": "q", "months": 3 } });
    let more = json!({ "variant": [{ "name": "v", "adjust": [cap, shift] }] });
    refused_at(
        &plan(&a, &more),
        &[
            "phase[1].deadline",
            "variant[0].adjust[0].cap.scope",
            "variant[0].adjust[1].shift.phase",
        ],
    );
}

#[test]
fn one_wrong_adjustment_does_not_hide_another() {
    let plan = json!({
        "title": "t",
        "as_of": "2024-08",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 100 }],
        "variant": [{ "name": "v", "adjust": [
            { "cancel": { "phase": "q" } },
            { "cap": { "name": "k", "scope": { "host": "KWT" }, "per_month": 3 } },
        ] }],
    });
    refused_at(&plan, &["variant[0].adjust[0].cancel.phase", "variant[0].adjust[1].cap.scope"]);
}

#[test]
fn renumbering_places_no_error_at_another_entry() {
    let phase = |name: &str, deadline: &Value| json!({ "name": name, "target": { "reduce_by": 1 }, "deadline": deadline });
    let residual = |strength: u32, scope: &Value| json!({ "scope": scope, "strength": strength });
    let (france, all) = (json!({ "contributor": "FRA" }), json!({}));
    let plan = json!({
        "title": "t",
        "as_of": "2024-08",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 100 }],
        "residual": [residual(1, &all), residual(1, &json!({ "host": "IRQ" }))],
        "phase": [
            phase("z", &json!("2024-10")),
            phase("a", &json!("2024-11")),
            phase("b", &json!({ "after": "a", "months": 2 })),
        ],
        "variant": [
            { "name": "v", "adjust": [{ "cancel": { "phase": "a" } }, { "cancel": { "phase": "z" } }] },
            { "name": "w", "adjust": [
                { "residual": residual(1, &france) },
                { "residual": residual(2, &all) },
            ] },
        ],
    });
    refused_at(
        &plan,
        &["variant[0].adjust[0].cancel.phase", "variant[1].adjust[0].residual.scope"],
    );
}

#[test]
fn of_very_many_errors_the_first_thousand_are_reported() {
    let plan = json!({
        "title": "t",
        "as_of": "2024-08",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 100 }],
        "phase": (0..600).map(|i| json!({
            "name": format!("p{i}"),
            "target": "remainder",
            "deadline": "2025-01",
            "waits_for": ["nothing", "nobody"],
        })).collect::<Vec<_>>(),
    });
    let spec = serde_json::from_value(plan).unwrap();
    let errors = drawdown::Plan::new(spec).unwrap_err();
    assert_eq!(errors.iter().len(), 1_001);
    let last = errors.iter().last().map(ToString::to_string);
    assert_eq!(last.as_deref(), Some("too many errors; only the first 1000 are shown"));
}

#[cfg(feature = "json")]
#[test]
fn a_phase_is_cancelled_in_each_variant_where_the_first_month_is_not_known() {
    let cancel = json!([{ "cancel": { "phase": "a" } }]);
    let a = json!({ "name": "a", "target": "remainder", "deadline": "2024-12" });
    let variants = ["one", "another"].map(|name| json!({ "name": name, "adjust": cancel }));
    let plan = plan(&a, &json!({ "as_of": "soon", "variant": variants }));
    super::assert_refused_json(
        &plan.to_string(),
        &[r#"as_of: found "soon", but expected YYYY-MM"#],
    );
}

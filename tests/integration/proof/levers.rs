//! What a proof may not count, and what a lever reaches, worked by hand.

use serde_json::{Value, json};

use super::{bottlenecks, remedies, under};
use crate::engine;

/// A plan as of December 2023, so that t is the number of the month in 2024.
fn of(contingents: &Value, lists: Value) -> Value {
    let mut plan = json!({ "title": "levers", "as_of": "2023-12", "through": "2024-12", "contingent": contingents });
    let Value::Object(lists) = lists else { panic!("no lists") };
    for (key, list) in lists {
        plan[key] = list;
    }
    plan
}

fn usa(host: &str, strength: u32) -> Value {
    json!({ "contributor": "USA", "host": host, "strength": strength })
}

fn phase(name: &str, host: &str, target: &Value, deadline: &str) -> Value {
    json!({ "name": name, "scope": { "host": host }, "target": target, "deadline": deadline })
}

/// The value that would do for one missed deadline; empty where none would.
fn would_do(plan: &drawdown::Plan, missed: &str, kind: &str, name: &str) -> String {
    let rows = remedies(plan);
    let row = rows.iter().find(|row| row[..3] == [missed, kind, name]);
    row.unwrap_or_else(|| panic!("{rows:?}"))[4].clone()
}

/// Of 100, 60 are to leave by December, all in the first month by their rate; 40 change their mission from June on, for
/// which no airlift is needed. With an airlift of two a month 24 have left by December: 100 - 24 - 40 = 36 are there, and
/// 40 may be. Without the change of mission it would take five a month.
#[test]
fn whom_a_later_phase_takes_need_not_leave() {
    let phase = |name: &str, by: u32, deadline: &str| {
        json!({
            "name": name, "scope": { "mission": "combat" }, "target": { "reduce_by": by }, "deadline": deadline,
        })
    };
    let mut home = phase("home", 60, "2024-05");
    home["pace"] = json!({ "rate": 60 });
    let mut advise = phase("advise", 40, "2024-09");
    advise["starts"] = json!("2024-06");
    advise["destination"] = json!({ "mission": "advise-and-assist" });
    let later = json!({ "deadline": { "phase": "home", "deadline": "2024-12" } });
    let least = |phases: Value| {
        let contingents = json!([
            { "contributor": "USA", "host": "IRQ", "mission": "combat", "strength": 100 },
            { "contributor": "USA", "host": "IRQ", "mission": "advise-and-assist", "strength": 0 },
        ]);
        let cap = json!([{ "name": "airlift", "per_month": 1 }]);
        let plan = engine::plan(&of(&contingents, json!({ "phase": phases, "cap": cap })));
        let plan = under(&plan, vec![serde_json::from_value(later.clone()).unwrap()]);
        would_do(&plan, "home", "cap", "airlift")
    };
    assert_eq!(least(json!([home])), "5");
    assert_eq!(least(json!([home, advise])), "2");
}

/// 60 in the first half-year, 60 in the second: ten a month in each, and in both together.
#[test]
fn of_stretches_with_the_same_lift_the_first_counts() {
    let mut second = phase("Syria", "SYR", &json!("remainder"), "2024-12");
    second["starts"] = json!("2024-07");
    let first = phase("Iraq", "IRQ", &json!("remainder"), "2024-06");
    let document =
        of(&json!([usa("IRQ", 60), usa("SYR", 60)]), json!({ "phase": [first, second] }));
    let lift = engine::plan(&document).lift().unwrap();
    assert_eq!((lift.troops, lift.must, lift.months), (10, 60, 6));
    assert_eq!(
        (lift.from.to_string(), lift.through.to_string()),
        ("2024-01".into(), "2024-06".into())
    );
}

/// 300 by February and 100 in March are 400 in three months of 100: the deadline of March cannot be met even alone.
#[test]
fn a_proof_alone_names_no_other_deadline() {
    let document = of(
        &json!([usa("IRQ", 400)]),
        json!({
            "phase": [
                phase("first", "IRQ", &json!({ "reduce_by": 300 }), "2024-02"),
                phase("second", "IRQ", &json!({ "reduce_by": 100 }), "2024-03"),
            ],
            "cap": [{ "name": "airlift", "per_month": 100 }],
        }),
    );
    let second = engine::plan(&document).bottlenecks().remove(1);
    assert_eq!(second.bottleneck.as_ref().unwrap().phases, ["first", "second"]);
    assert_eq!(
        second.to_string(),
        "it cannot be met at any pace: from 2024-01 through 2024-03, 400 must leave under the cap \"airlift\", which lets \
         300 through: 100 too many"
    );
}

/// 100 of 200 leave by February, Iraq's first; 60 stay there, so that 60 leave Syria. From March on nobody leaves Syria:
/// 40 are there, and 30 may be. If 70 stay in Iraq, 70 leave Syria in time.
#[test]
fn a_residual_bears_on_a_deadline_through_a_phase_over_both() {
    let document = of(
        &json!([usa("IRQ", 100), usa("SYR", 100)]),
        json!({
            "residual": [{ "scope": { "host": "IRQ" }, "strength": 60 }],
            "phase": [
                { "name": "half", "target": { "reduce_to": 100 }, "order": "listed", "deadline": "2024-02" },
                phase("Syria", "SYR", &json!({ "reduce_to": 30 }), "2024-04"),
            ],
            "hold": [{ "name": "talks", "scope": { "host": "SYR" }, "from": "2024-03" }],
        }),
    );
    let plan = engine::plan(&document);
    assert_eq!(would_do(&plan, "Syria", "residual", "residual[0]"), "70");
}

/// "late" is due in April and starts in June. "first" brings Iraq down to 30 for it, if no more than that stay.
#[test]
fn a_residual_bears_on_a_deadline_whose_phase_starts_after_it() {
    let mut late = phase("late", "IRQ", &json!({ "reduce_to": 30 }), "2024-08");
    late["starts"] = json!("2024-06");
    let document = of(
        &json!([usa("IRQ", 100)]),
        json!({
            "residual": [{ "strength": 60 }],
            "phase": [phase("first", "IRQ", &json!({ "reduce_to": 30 }), "2024-02"), late],
        }),
    );
    let april = json!({ "deadline": { "phase": "late", "deadline": "2024-04" } });
    let plan = under(&engine::plan(&document), vec![serde_json::from_value(april).unwrap()]);
    let rows = bottlenecks(&plan);
    assert!(rows.iter().any(|row| row[..3] == ["late", "true", "start"]), "{rows:?}");
    assert_eq!(would_do(&plan, "late", "residual", "residual[0]"), "30");
}

/// Three million leave in one month or not at all: more values of a cap than are tried, but as long as the deadline has a
/// bottleneck under it none need be.
#[test]
fn a_cap_is_found_beyond_all_values_that_could_be_tried() {
    let document = of(
        &json!([usa("IRQ", 3_000_000)]),
        json!({
            "phase": [phase("all", "IRQ", &json!("remainder"), "2024-01")],
            "cap": [{ "name": "airlift", "per_month": 0 }],
        }),
    );
    assert_eq!(would_do(&engine::plan(&document), "all", "cap", "airlift"), "3000000");
}

/// Held and capped at 0: neither alone lets anybody leave Iraq, and Syria's deadline changes nothing there.
#[test]
fn what_would_not_do_is_said_lever_by_lever() {
    let document = of(
        &json!([usa("IRQ", 90), usa("SYR", 30)]),
        json!({
            "phase": [
                phase("Iraq", "IRQ", &json!("remainder"), "2024-03"),
                phase("Syria", "SYR", &json!("remainder"), "2024-03"),
            ],
            "hold": [{ "name": "talks", "scope": { "host": "IRQ" } }],
            "cap": [{ "name": "roads", "scope": { "host": "IRQ" }, "per_month": 0 }],
        }),
    );
    let remedies = engine::plan(&document).remedies();
    assert_eq!(remedies.len(), 1);
    assert_eq!(
        remedies[0].that_would_not_do().unwrap(),
        "a higher cap \"roads\"; an earlier end of the hold \"talks\"; a later deadline of \"Iraq\"; an earlier deadline \
         of \"Syria\"; every pace at-start"
    );
}

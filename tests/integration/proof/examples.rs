//! Examples worked by hand, the traps among them.

use serde_json::{Value, json};

use super::{bottlenecks, remedies};
use crate::engine;

/// A plan as of December 2023, so that t is the number of the month in 2024, with US troops in Iraq and Syria.
fn of(iraq: u32, syria: u32, lists: Value) -> Value {
    let contingent =
        |host: &str, n: u32| json!({ "contributor": "USA", "host": host, "strength": n });
    let mut plan = json!({
        "title": "worked by hand", "as_of": "2023-12",
        "contingent": [contingent("IRQ", iraq), contingent("SYR", syria)],
    });
    let Value::Object(lists) = lists else { panic!("no lists") };
    for (key, list) in lists {
        plan[key] = list;
    }
    plan
}

fn only_row(document: &Value) -> Vec<String> {
    let mut rows = bottlenecks(&engine::plan(document));
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

fn would_do(document: &Value, kind: &str, name: &str) -> String {
    let rows = remedies(&engine::plan(document));
    let row = rows.iter().find(|row| row[1] == kind && row[2] == name);
    row.unwrap_or_else(|| panic!("{rows:?}"))[4].clone()
}

/// In listed order, all 300 of Iraq leave before anybody in Syria. By weight, 200 and 100 would.
#[test]
fn who_leaves_in_listed_order_is_who_must_leave() {
    let document = of(
        300,
        150,
        json!({
            "phase": [{ "name": "some", "target": { "reduce_by": 300 }, "order": "listed", "deadline": "2024-03" }],
            "cap": [{ "name": "roads", "scope": { "host": "IRQ" }, "per_month": 90 }],
        }),
    );
    // 3 months of 90 are 270 of 300; of 200 all could leave.
    assert_eq!(
        only_row(&document),
        ["some", "true", "cap", "roads", "2024-01", "2024-03", "300", "270", "some"]
    );
}

/// A hold closes the first two of four months: 400 must leave in the two open ones. Over the whole window of the phase
/// 4 x 150 = 600 could leave.
#[test]
fn the_months_that_count_are_the_open_ones() {
    let document = of(
        400,
        0,
        json!({
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2024-04" }],
            "cap": [{ "name": "airlift", "per_month": 150 }],
            "hold": [{ "name": "talks", "from": "2024-01", "through": "2024-02" }],
        }),
    );
    assert_eq!(
        only_row(&document),
        ["all", "true", "cap", "airlift", "2024-03", "2024-04", "400", "300", "all"]
    );
    assert_eq!(would_do(&document, "cap", "airlift"), "200");
    assert_eq!(would_do(&document, "hold", "talks"), "2024-01"); // three months of 150
    assert_eq!(would_do(&document, "deadline", "all"), "2024-05");
}

/// A hold in the middle: in February nobody is open, so that three months of 100 are left of four.
#[test]
fn a_closed_month_in_the_middle_lets_nobody_through() {
    let document = of(
        400,
        0,
        json!({
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2024-04" }],
            "cap": [{ "name": "airlift", "per_month": 100 }],
            "hold": [{ "name": "talks", "from": "2024-02", "through": "2024-02" }],
        }),
    );
    assert_eq!(
        only_row(&document),
        ["all", "true", "cap", "airlift", "2024-01", "2024-04", "400", "300", "all"]
    );
}

/// Outside its window a cap lets all through.
#[test]
fn a_cap_counts_while_it_is_in_force() {
    let document = of(
        400,
        0,
        json!({
            "phase": [{ "name": "all", "target": "remainder", "pace": "at-deadline", "deadline": "2024-04" }],
            "cap": [{ "name": "airlift", "per_month": 100, "from": "2024-02" }],
        }),
    );
    // 400 leave in January, before the cap.
    assert_eq!(only_row(&document)[1..], [""; 8]);
    assert_eq!(would_do(&document, "pace", "at-start"), "true");
}

/// Two deadlines share a cap: each alone can be met, both together cannot.
#[test]
fn deadlines_may_be_impossible_only_together() {
    let phase = |name: &str, host: &str| {
        json!({
            "name": name, "scope": { "host": host }, "target": "remainder", "deadline": "2024-03",
        })
    };
    let document = of(
        250,
        200,
        json!({
            "phase": [phase("Iraq", "IRQ"), phase("Syria", "SYR")],
            "cap": [{ "name": "airlift", "per_month": 100 }],
        }),
    );
    let row = |phase: &str| {
        [phase, "false", "cap", "airlift", "2024-01", "2024-03", "450", "300", "Iraq; Syria"]
            .map(str::to_owned)
            .to_vec()
    };
    assert_eq!(bottlenecks(&engine::plan(&document)), [row("Iraq"), row("Syria")]);
    let joint = engine::plan(&document).bottlenecks();
    assert_eq!(
        joint[0].to_string(),
        "it cannot be met at any pace, not together with \"Syria\": from 2024-01 through 2024-03, 450 must leave under the \
         cap \"airlift\", which lets 300 through: 150 too many"
    );
}

/// A backlog of an earlier phase leaves in the months of a later one, and counts against it.
#[test]
fn what_earlier_phases_take_counts_for_one_deadline_alone() {
    let document = of(
        400,
        0,
        json!({
            "phase": [
                { "name": "first", "target": { "reduce_by": 300 }, "deadline": "2024-02" },
                { "name": "second", "target": { "reduce_by": 100 }, "deadline": "2024-03" },
            ],
            "cap": [{ "name": "airlift", "per_month": 100 }],
        }),
    );
    let rows = bottlenecks(&engine::plan(&document));
    assert_eq!(
        rows[0],
        ["first", "true", "cap", "airlift", "2024-01", "2024-02", "300", "200", "first"]
    );
    // Not 100 in the one month of its own, which could leave, but 400 in three.
    assert_eq!(
        rows[1],
        ["second", "true", "cap", "airlift", "2024-01", "2024-03", "400", "300", "first; second"]
    );
}

/// Who changes mission in place is neither held nor capped.
#[test]
fn who_stays_in_the_host_is_neither_held_nor_capped() {
    let mut document = of(
        400,
        0,
        json!({
            "phase": [
                { "name": "advise", "scope": { "mission": "unspecified" }, "target": { "reduce_by": 400 }, "deadline": "2024-02",
                  "destination": { "mission": "advise-and-assist" } },
            ],
            "hold": [{ "name": "talks" }],
        }),
    );
    document["contingent"] = json!([
        { "contributor": "USA", "host": "IRQ", "strength": 400 },
        { "contributor": "USA", "host": "IRQ", "mission": "advise-and-assist", "strength": 0 },
    ]);
    let plan = engine::plan(&document);
    assert!(plan.bottlenecks().is_empty());
    assert_eq!(plan.lift(), None);
}

/// Three caps of one a month, each over two of three hosts: whoever leaves uses up two of them, so that one leaves in a
/// month, and three do not in two. Under each cap alone two leave in two months.
#[test]
fn what_escapes_every_single_cap_is_neither_proved_nor_found() {
    let hosts = ["IRQ", "SYR", "KWT"];
    let contingents =
        hosts.map(|host| json!({ "contributor": "USA", "host": host, "strength": 1 }));
    let phases = hosts.map(|host| {
        json!({ "name": host, "scope": { "host": host }, "target": "remainder", "deadline": "2024-02" })
    });
    let pairs = [["IRQ", "SYR"], ["SYR", "KWT"], ["IRQ", "KWT"]];
    let caps = pairs
        .map(|pair| json!({ "name": pair.join(", "), "scope": { "host": pair }, "per_month": 1 }));
    let mut document = of(1, 0, json!({ "phase": phases, "cap": caps }));
    document["contingent"] = json!(contingents);
    let missed = engine::plan(&document).bottlenecks();
    assert!(!missed.is_empty() && missed.iter().all(|missed| missed.bottleneck.is_none()));
    let is_open = |sentence: &String| sentence.starts_with("neither proved nor found: ");
    assert!(missed.iter().map(ToString::to_string).any(|sentence| is_open(&sentence)));
}

/// With 799 to stay, 400 of them in Iraq, nobody is left to go there after February; but 400 stay in Syria as well, which
/// misses a deadline that was met.
#[test]
fn what_breaks_another_deadline_is_no_remedy() {
    let phase = |name: &str, host: &str, target: Value, deadline: &str| json!({ "name": name, "scope": { "host": host }, "target": target, "deadline": deadline });
    let document = of(
        1_000,
        1_000,
        json!({
            "residual": [{ "strength": 100 }],
            "phase": [
                phase("Iraq first", "IRQ", json!({ "reduce_to": 400 }), "2024-02"),
                phase("Iraq then", "IRQ", json!("remainder"), "2024-04"),
                phase("Syria", "SYR", json!({ "reduce_to": 50 }), "2024-02"),
            ],
            "cap": [{ "name": "roads", "scope": { "host": "IRQ" }, "per_month": 0, "from": "2024-03" }],
        }),
    );
    let met = engine::plan(&document).project().deadlines().into_iter().map(|outcome| outcome.met);
    assert_eq!(met.collect::<Vec<_>>(), [Some(true), Some(false), Some(true)]);
    assert_eq!(would_do(&document, "residual", "residual[0]"), "");
    assert_eq!(would_do(&document, "cap", "roads"), "175"); // 350 in two months
}

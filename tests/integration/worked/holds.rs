//! Holds: 120 Americans leave Iraq by June, twenty a month, unless they are held.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{causes, deadline_row, plan, strengths, usa};

/// Two phases at once; `more` is added to the plan.
fn twenty_a_month(more: &Value) -> Plan {
    let mut document = json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 120), usa("SYR", 60)],
        "phase": [
            {
                "name": "Iraq",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-06-30",
            },
            {
                "name": "Syria",
                "scope": { "host": "SYR" },
                "target": "remainder",
                "deadline": "2023-06-30",
            },
        ],
    });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    plan(document)
}

#[test]
fn troops_kept_by_a_hold_leave_at_once_when_it_ends() {
    // Months 2 to 4 are held; month 5 is due 60 + 20.
    let plan = twenty_a_month(&json!({
        "hold": [{ "name": "ceasefire", "from": "2023-02", "through": "2023-04" }],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 100, 100, 100, 20, 0, 0]);
    assert_eq!(strengths(&plan, 1), [60, 50, 50, 50, 50, 10, 0, 0]);
}

#[test]
fn a_hold_keeps_only_its_own_scope() {
    let plan = twenty_a_month(&json!({
        "hold": [{
            "name": "ceasefire",
            "scope": { "host": "SYR" },
            "from": "2023-02",
            "through": "2023-04",
        }],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 80, 60, 40, 20, 0, 0]);
    assert_eq!(strengths(&plan, 1), [60, 50, 50, 50, 50, 10, 0, 0]);
}

#[test]
fn overlapping_holds_last_until_the_later_end() {
    // 2 to 4 and 3 to 5: month 6 is due 80 + 20.
    let plan = twenty_a_month(&json!({
        "hold": [
            { "name": "ceasefire", "from": "2023-02", "through": "2023-04" },
            { "name": "election", "from": "2023-03", "through": "2023-05" },
        ],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 100, 100, 100, 100, 0, 0]);
}

#[test]
fn caps_spread_departures_after_a_hold() {
    // Month 5 is due 80, month 6 is due 30 + 20.
    let plan = twenty_a_month(&json!({
        "hold": [{ "name": "ceasefire", "from": "2023-02", "through": "2023-04" }],
        "cap": [{ "name": "airlift", "scope": { "host": "IRQ" }, "per_month": 50 }],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 100, 100, 100, 50, 0, 0]);
}

#[test]
fn a_hold_through_the_deadline_makes_it_slip() {
    // Months 5 and 6 are held: forty are left in June and leave in July.
    let plan = twenty_a_month(&json!({
        "hold": [{ "name": "ceasefire", "from": "2023-05", "through": "2023-06" }],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 80, 60, 40, 40, 40, 0]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 0 strength 40 missed in 2023-07 slip 1 short 40"
    );
}

#[test]
fn a_hold_from_an_undated_day_never_begins_and_one_through_such_a_day_never_ends() {
    let plan = twenty_a_month(&json!({
        "event": [{ "id": "treaty" }],
        "hold": [
            {
                "name": "after",
                "scope": { "host": "IRQ" },
                "from": { "after": "treaty", "days": 0 },
            },
            {
                "name": "until",
                "scope": { "host": "SYR" },
                "from": "2023-03",
                "through": { "after": "treaty", "days": 0 },
            },
        ],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 80, 60, 40, 20, 0, 0]);
    assert_eq!(strengths(&plan, 1), [60, 50, 40, 40, 40, 40, 40, 40]);
}

#[test]
fn a_change_of_mission_in_place_is_neither_held_nor_capped() {
    let plan = plan(json!({
        "through": "2023-04",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "mission": "combat", "strength": 60 },
            { "contributor": "USA", "host": "IRQ", "mission": "advise-and-assist", "strength": 0 },
        ],
        "phase": [{
            "name": "to advisers",
            "scope": { "mission": "combat" },
            "target": "remainder",
            "deadline": "2023-03-31",
            "destination": { "mission": "advise-and-assist" },
        }],
        "hold": [{ "name": "ceasefire" }],
        "cap": [{ "name": "no lift", "per_month": 0 }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 40, 20, 0, 0]);
    assert_eq!(strengths(&plan, 1), [0, 20, 40, 60, 60]);
}

#[test]
fn gains_are_neither_held_nor_capped() {
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "surge", "target": { "raise_by": 30 }, "deadline": "2023-03-31" }],
        "hold": [{ "name": "ceasefire" }],
        "cap": [{ "name": "no lift", "per_month": 0 }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 70, 80, 90]);
}

#[test]
fn a_hold_over_others_keeps_no_one_however_many_are_due() {
    // Out in month 1, back in month 2, out again in month 3: with both backlogs, 8 billion are due from Iraq in
    // month 3, more than a head-count holds. The first hold covers none of them; the second all.
    let move_all = |name: &str, from: &str, to: &str, deadline: &str| {
        json!({
            "name": name,
            "scope": { "contributor": "USA", "host": from },
            "target": "remainder",
            "destination": { "host": to },
            "deadline": deadline,
        })
    };
    let plan = plan(json!({
        "contingent": [
            usa("IRQ", 4_000_000_000_u32),
            usa("KWT", 0),
            { "contributor": "GBR", "host": "IRQ", "strength": 1 },
        ],
        "phase": [
            move_all("out", "IRQ", "KWT", "2023-01"),
            move_all("back", "KWT", "IRQ", "2023-02"),
            move_all("out again", "IRQ", "KWT", "2023-03"),
        ],
        "hold": [
            { "name": "British", "scope": { "contributor": "GBR" } },
            { "name": "American", "scope": { "contributor": "USA" } },
        ],
    }));
    // What the first phase still owes in Iraq stands in the way as well.
    assert_eq!(causes(&plan, 2), ["hold American 4000000000", "phase out 4000000000"]);
}

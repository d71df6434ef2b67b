//! Causes of missed deadlines, in troop-months: holds, caps and events, where several of them meet.
//! Other causes are worked beside the deadlines that they delay.

use serde_json::json;

use super::{adjusted, causes, deadline_row, plan, strengths, usa};

#[test]
fn each_of_two_caps_is_a_cause_of_its_own() {
    // Sixty are due at once. In listing order the airlift takes 30 off, the roads 10 of the other
    // 30: 20 go.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
        "cap": [{ "name": "airlift", "per_month": 30 }, { "name": "roads", "per_month": 20 }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 40, 20, 0]);
    assert_eq!(causes(&plan, 0), ["cap airlift 30", "cap roads 10"]);
}

#[test]
fn a_hold_causes_the_delay_of_everyone_due() {
    // Ten a month; months 5 and 6 are held: 10, then 20.
    let plan = plan(json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
        "hold": [{ "name": "ceasefire", "from": "2023-05", "through": "2023-06" }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 50, 40, 30, 20, 20, 20, 0]);
    assert_eq!(causes(&plan, 0), ["hold ceasefire 30"]);
}

#[test]
fn of_several_late_events_the_last_to_open_is_the_cause() {
    // As planned they open months 2 and 3: s0 = 3, b = 6, n = 4, 25 a month. Two and three months
    // late they open months 4 and 6: s = 6, sliding, e = 9. By months 3 to 6, planned 25 50 75 100,
    // moved 0 0 0 25; the lag 25 50 75 75.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [
            { "id": "approval", "date": "2023-02" },
            { "id": "signing", "date": "2023-01" },
        ],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-06-30",
            "waits_for": ["signing", "approval"],
            "when_late": "slide",
        }],
    }));
    let late = adjusted(
        &plan,
        json!([
            { "shift": { "event": "signing", "months": 2 } },
            { "shift": { "event": "approval", "months": 3 } },
        ]),
    );
    assert_eq!(
        deadline_row(&late, 0),
        "2023-06-30 2023-06 goal 0 strength 75 missed in 2023-09 slip 3 short 75"
    );
    assert_eq!(causes(&late, 0), ["event approval 225"]);
}

#[test]
fn an_undated_event_causes_the_whole_delay() {
    // floor(50 k / 6) = 8 16 25 33 41 50
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty" }],
        "phase": [{
            "name": "half",
            "target": { "reduce_to": 50 },
            "deadline": "2023-06-30",
            "waits_for": ["treaty"],
        }],
    }));
    assert_eq!(causes(&plan, 0), ["event treaty 173"]);
}

#[test]
fn each_cause_stands_in_the_explanation() {
    // Sixty are due in month 1; 20 leave in each of months 1 to 3.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
        "cap": [{ "name": "airlift", "per_month": 30 }, { "name": "roads", "per_month": 20 }],
    }));
    assert_eq!(
        plan.project().deadlines()[0].explanation().as_deref(),
        Some(
            "kept from its goal by the cap \"airlift\" (30 troop-months); the cap \"roads\" (10 troop-months)"
        )
    );
}

#[test]
fn a_deadline_that_is_met_has_no_explanation() {
    let plan = plan(json!({
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
    }));
    assert_eq!(plan.project().deadlines()[0].explanation(), None);
}

#[test]
fn a_raise_that_undoes_a_cut_delays_nothing_and_is_said() {
    // At 30 a month the cut is done in month 1. A variant brings the raise, 20 over seven months, forward to
    // months 4 to 9: 3, 6 and 10 of its 20 have come by months 4, 5 and 6, and 40 stand at the end of month 6.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 60)],
        "phase": [
            { "name": "cut", "target": { "reduce_to": 30 }, "pace": { "rate": 30 }, "deadline": "2023-06-30" },
            {
                "name": "return",
                "target": { "raise_by": 20 },
                "starts": "2023-07",
                "deadline": "2023-12-31",
            },
        ],
    }));
    let earlier = adjusted(&plan, json!([{ "shift": { "phase": "return", "months": -3 } }]));
    assert_eq!(strengths(&earlier, 0)[..8], [60, 30, 30, 30, 33, 36, 40, 43]);
    let outcome = &earlier.project().deadlines()[0];
    assert_eq!(outcome.causes, []);
    assert_eq!(
        outcome.explanation().as_deref(),
        Some(
            "nothing delays it: its schedule, and what other phases raise in its scope, end 10 above its goal"
        )
    );
}

#[test]
fn who_is_transferred_elsewhere_has_not_arrived() {
    // Of 50 due in each month 30 leave Iraq: 20 and 40 are late. Meanwhile ten a month go from Syria to Kuwait, and
    // five a month change their mission in Iraq.
    let plan = plan(json!({
        "contingent": [
            usa("IRQ", 100),
            { "contributor": "GBR", "host": "IRQ", "mission": "combat", "strength": 10 },
            { "contributor": "GBR", "host": "IRQ", "mission": "training", "strength": 0 },
            usa("SYR", 20),
            usa("KWT", 0),
        ],
        "phase": [
            {
                "name": "trainers",
                "scope": { "contributor": "GBR", "host": "IRQ", "mission": "combat" },
                "target": "remainder",
                "deadline": "2023-02-28",
                "destination": { "mission": "training" },
            },
            {
                "name": "to Kuwait",
                "scope": { "host": "SYR" },
                "target": "remainder",
                "deadline": "2023-02-28",
                "destination": { "host": "KWT" },
            },
            {
                "name": "all",
                "scope": { "contributor": "USA", "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-02-28",
            },
        ],
        "cap": [{ "name": "airlift", "scope": { "host": "IRQ" }, "per_month": 30 }],
    }));
    assert_eq!(causes(&plan, 2), ["cap airlift 60"]);
}

#[test]
fn what_opens_by_the_planned_start_delays_nobody() {
    // The treaty of January opens month 2, in which 25 a month are planned to start. Each draw slips by two months, as
    // the record has nothing else: it is not the treaty that they wait for.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty", "date": "2023-01-31" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "pace": { "rate": 25 },
            "deadline": "2023-05-31",
            "waits_for": ["treaty"],
        }],
        "slip": [{ "name": "record", "months": { "values": [2] } }],
    }));
    let outcome = plan.draw(2024, 0).project().deadlines().remove(0);
    assert_eq!((outcome.shortfall, outcome.slip_months), (Some(50), Some(2)));
    assert_eq!(outcome.causes, []);
}

//! Why deadlines are missed, in troop-months; caps, floors and arrivals that come up elsewhere have
//! theirs beside them.

use drawdown::Plan;
use serde_json::json;

use super::{deadline_row, plan, strengths, under, usa, why};

#[test]
fn a_cap_answers_for_what_it_kept_back_month_after_month() {
    // Due 8 8 9 8 8 9, seven can go. Kept back: 1, 1 + 1, 2 + 2, 4 + 1, 5 + 1, 6 + 2, that is
    // 1 2 4 5 6 8.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "phase": [{ "name": "half", "target": { "reduce_to": 50 }, "deadline": "2023-06-30" }],
        "cap": [{ "name": "airlift", "per_month": 7 }],
    }));
    assert_eq!(why(&plan, 0), ["cap airlift 26"]);
}

#[test]
fn each_of_two_caps_answers_for_its_own_step() {
    // Sixty are due at once. In listing order the airlift takes 30 off, the roads 10 of the other
    // 30: 20 go.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
        "cap": [{ "name": "airlift", "per_month": 30 }, { "name": "roads", "per_month": 20 }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 40, 20, 0]);
    assert_eq!(why(&plan, 0), ["cap airlift 30", "cap roads 10"]);
}

#[test]
fn a_hold_answers_for_all_who_would_have_left() {
    // Ten a month; months 5 and 6 are held: 10, then 20.
    let plan = plan(json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 60)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
        "hold": [{ "name": "ceasefire", "from": "2023-05", "through": "2023-06" }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 50, 40, 30, 20, 20, 20, 0]);
    assert_eq!(why(&plan, 0), ["hold ceasefire 30"]);
}

/// Troops who wait for an agreement at the end of January: s0 = 2, b = 7.
fn after_the_agreement(strength: u32, when_late: &str) -> Plan {
    plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", strength)],
        "event": [{ "id": "agreement", "date": "2023-01" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-07-31",
            "waits_for": ["agreement"],
            "when_late": when_late,
        }],
    }))
}

#[test]
fn a_late_event_answers_for_the_lag_it_left_until_the_deadline() {
    // Three months late, sliding. By months 2 to 7, meant: 16 33 50 66 83 100; moved on the
    // schedule: 0 0 0 16 33 50; the lag 16 33 50 50 50 50.
    let late = under(
        &after_the_agreement(100, "slide"),
        json!([{ "shift": { "event": "agreement", "months": 3 } }]),
    );
    assert_eq!(
        deadline_row(&late, 0),
        "2023-07-31 2023-07 goal 0 strength 50 missed in 2023-10 slip 3 short 50"
    );
    assert_eq!(why(&late, 0), ["event agreement 249"]);
}

#[test]
fn a_late_event_answers_until_the_schedule_has_caught_up_and_the_cap_for_the_rest() {
    // Three months late, compressed. Meant: 15 30 45 60 75 90; scheduled: 0 0 0 30 60 90; the lag
    // 15 30 45 30 15 0, in all 135. Twenty can go: of 30 10 stay, of 40 20, of 50 30, in all 60.
    let late = under(
        &after_the_agreement(90, "compress"),
        json!([
            { "shift": { "event": "agreement", "months": 3 } },
            { "cap": { "name": "airlift", "per_month": 20 } },
        ]),
    );
    assert_eq!(strengths(&late, 0), [90, 90, 90, 90, 90, 70, 50, 30, 10, 0, 0, 0, 0]);
    assert_eq!(
        deadline_row(&late, 0),
        "2023-07-31 2023-07 goal 0 strength 30 missed in 2023-09 slip 2 short 30"
    );
    assert_eq!(why(&late, 0), ["event agreement 135", "cap airlift 60"]);
}

#[test]
fn a_late_event_made_up_for_by_the_deadline_leaves_nothing_to_answer_for() {
    let late = under(
        &after_the_agreement(90, "compress"),
        json!([{ "shift": { "event": "agreement", "months": 3 } }]),
    );
    assert!(deadline_row(&late, 0).contains("met in 2023-07"));
    assert!(why(&late, 0).is_empty());
}

#[test]
fn of_several_late_events_the_one_that_opens_last_answers() {
    // As planned they open months 2 and 3: s0 = 3, b = 6, n = 4, 25 a month. Two and three months
    // late they open months 4 and 6: s = 6, sliding, e = 9. By months 3 to 6, meant 25 50 75 100,
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
    let late = under(
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
    assert_eq!(why(&late, 0), ["event approval 225"]);
}

#[test]
fn an_event_that_never_comes_answers_for_everything_meant() {
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
    assert_eq!(why(&plan, 0), ["event treaty 173"]);
}

#[test]
fn a_late_raise_is_laid_at_its_event() {
    // s0 = 4, b = 6: ten, twenty, thirty should have come.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "mandate", "date": "2023-03-31" }],
        "phase": [{
            "name": "surge",
            "target": { "raise_by": 30 },
            "deadline": "2023-06-30",
            "waits_for": ["mandate"],
        }],
    }));
    let late = under(&plan, json!([{ "shift": { "event": "mandate", "months": 6 } }]));
    assert_eq!(why(&late, 0), ["event mandate 60"]);
}

#[test]
fn a_phase_answers_for_the_one_it_keeps_waiting() {
    // Ten a month: through in month 8, though due in month 5. The next was to run in months 6 and
    // 7 with the fifty then left on the schedule: 25 and 50.
    let plan = plan(json!({
        "through": "2023-10",
        "contingent": [usa("IRQ", 100)],
        "phase": [
            {
                "name": "slow",
                "target": { "reduce_to": 20 },
                "deadline": "2023-05-31",
                "pace": { "rate": 10 },
            },
            { "name": "all", "target": "remainder", "deadline": "2023-07-31" },
        ],
    }));
    assert_eq!(why(&plan, 1), ["phase slow 75"]);
    // Nothing kept the slow phase back but its own pace.
    assert!(why(&plan, 0).is_empty());
}

#[test]
fn a_phase_that_never_starts_answers_for_the_one_it_blocks() {
    // The first waits for a treaty: floor(40 k / 3) = 13 26 40. The second, from s0 = 4 with all
    // hundred: 33 66 100.
    let plan = plan(json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty" }],
        "phase": [
            {
                "name": "first",
                "target": { "reduce_to": 60 },
                "deadline": "2023-03-31",
                "waits_for": ["treaty"],
            },
            { "name": "second", "target": "remainder", "deadline": "2023-06-30" },
        ],
    }));
    assert_eq!(why(&plan, 0), ["event treaty 79"]);
    assert_eq!(why(&plan, 1), ["phase first 199"]);
}

#[test]
fn arrivals_since_its_start_answer_for_a_phase_that_does_not_move_them() {
    // Forty leave in January; thirty come in March and are there from month 3 through 6.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100), usa("KWT", 30)],
        "phase": [
            {
                "name": "down",
                "scope": { "host": "IRQ" },
                "target": { "reduce_to": 60 },
                "deadline": "2023-06-30",
                "pace": { "rate": 40 },
            },
            {
                "name": "from Kuwait",
                "scope": { "host": "KWT" },
                "target": "remainder",
                "starts": "2023-03",
                "deadline": "2023-03-31",
                "destination": { "host": "IRQ" },
            },
        ],
    }));
    assert_eq!(why(&plan, 0), ["arrivals 120"]);
}

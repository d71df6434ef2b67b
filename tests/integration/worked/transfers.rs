//! Transfers to another host, changes of mission, and chains of both.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{causes, contingent, deadline_row, month, plan, strengths, usa};

fn on_a_mission(mission: &str, contributor: &str, host: &str, strength: u32) -> Value {
    let mut contingent = contingent(contributor, host, strength);
    contingent["mission"] = json!(mission);
    contingent
}

#[test]
fn transfers_arrive_in_the_same_month() {
    // floor(40 k / 3) = 13 26 40
    let plan = plan(json!({
        "through": "2023-04",
        "contingent": [usa("IRQ", 90), usa("KWT", 10)],
        "phase": [{
            "name": "to Kuwait",
            "scope": { "host": "IRQ" },
            "target": { "reduce_by": 40 },
            "deadline": "2023-03-31",
            "destination": { "host": "KWT" },
        }],
    }));
    assert_eq!(strengths(&plan, 0), [90, 77, 64, 50, 50]);
    assert_eq!(strengths(&plan, 1), [10, 23, 36, 50, 50]);
    let projection = plan.project();
    assert_eq!(projection.theatre().moved(month("2023-03")), Some(14));
    assert_eq!(projection.theatre().home_departures(month("2023-03")), Some(0));
}

#[test]
fn a_destination_can_change_host_and_mission_but_keeps_the_contributor() {
    // Ten a month of the Americans, five of the British, to trainers in Kuwait.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [
            on_a_mission("combat", "USA", "IRQ", 20),
            on_a_mission("combat", "GBR", "IRQ", 10),
            on_a_mission("training", "GBR", "KWT", 0),
            on_a_mission("training", "USA", "KWT", 3),
        ],
        "phase": [{
            "name": "to trainers",
            "scope": { "mission": "combat" },
            "target": "remainder",
            "deadline": "2023-02-28",
            "destination": { "host": "KWT", "mission": "training" },
        }],
    }));
    assert_eq!(strengths(&plan, 0), [20, 10, 0, 0]);
    assert_eq!(strengths(&plan, 1), [10, 5, 0, 0]);
    assert_eq!(strengths(&plan, 2), [0, 5, 10, 10]);
    assert_eq!(strengths(&plan, 3), [3, 13, 23, 23]);
}

#[test]
fn a_contingent_that_would_be_its_own_destination_is_out_of_scope() {
    // Only the troops in Iraq can go to Kuwait: half of L = 50, not of 75.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("IRQ", 50), usa("KWT", 20), contingent("GBR", "KWT", 5)],
        "phase": [{
            "name": "to Kuwait",
            "target": { "reduce_by_percent": 50 },
            "deadline": "2023-01-31",
            "destination": { "host": "KWT" },
        }],
    }));
    assert_eq!(strengths(&plan, 0), [50, 25, 25]);
    assert_eq!(strengths(&plan, 1), [20, 45, 45]);
    assert_eq!(strengths(&plan, 2), [5, 5, 5]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-01-31 2023-01 goal 25 strength 25 met in 2023-01 slip 0 short 0"
    );
}

/// Ninety go to Kuwait, where twelve are, by March, thirty a month; `home` is the next phase.
fn by_way_of_kuwait(home: &Value, hold: &Value) -> Plan {
    plan(json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 90), usa("KWT", 12)],
        "phase": [
            {
                "name": "to Kuwait",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-03-31",
                "destination": { "host": "KWT" },
            },
            home,
        ],
        "hold": hold,
    }))
}

#[test]
fn a_phase_without_a_start_follows_the_one_that_sends_troops_into_its_scope() {
    // Home: s = 4, L = 12 + 90 = 102, 34 a month.
    let home = json!({
        "name": "home",
        "scope": { "host": "KWT" },
        "target": "remainder",
        "deadline": "2023-06-30",
    });
    let plan = by_way_of_kuwait(&home, &json!([]));
    assert_eq!(strengths(&plan, 0), [90, 60, 30, 0, 0, 0, 0, 0]);
    assert_eq!(strengths(&plan, 1), [12, 42, 72, 102, 68, 34, 0, 0]);
}

#[test]
fn a_phase_with_a_start_does_not_follow_and_does_not_move_arrivals() {
    // Home: s = 1, L = 12, four a month; thirty arrive in each.
    let home = json!({
        "name": "home",
        "scope": { "host": "KWT" },
        "target": "remainder",
        "starts": "2023-01",
        "deadline": "2023-03-31",
    });
    let plan = by_way_of_kuwait(&home, &json!([]));
    assert_eq!(strengths(&plan, 1), [12, 38, 64, 90, 90, 90, 90, 90]);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-03-31 2023-03 goal 0 strength 90 missed in - slip - short 90"
    );
    assert_eq!(causes(&plan, 1), ["arrivals 180"]); // 30 + 60 + 90
}

#[test]
fn a_hold_on_one_stage_delays_the_next() {
    // Iraq is held in months 2 to 4: 30 in month 1, 60 in month 5. Kuwait is due 34 in months 4, 5
    // and 6. Month 4: of 42 there 34 leave. Month 5: of 8 there 8 leave, 60 arrive, 26 wait.
    // Month 6: 26 + 34 of 60 leave.
    let home = json!({
        "name": "home",
        "scope": { "host": "KWT" },
        "target": "remainder",
        "deadline": "2023-06-30",
    });
    let hold = json!([{
        "name": "ceasefire",
        "scope": { "host": "IRQ" },
        "from": "2023-02",
        "through": "2023-04",
    }]);
    let plan = by_way_of_kuwait(&home, &hold);
    assert_eq!(strengths(&plan, 0), [90, 60, 60, 60, 60, 0, 0, 0]);
    assert_eq!(strengths(&plan, 1), [12, 42, 42, 42, 8, 60, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-06-30 2023-06 goal 0 strength 0 met in 2023-06 slip 0 short 0"
    );
}

#[test]
fn a_floor_applies_to_troops_who_change_to_its_mission() {
    // Combat troops become advisers by February, thirty a month; ten advisers stay, the others go
    // home by April: w = 60 - 10 = 50.
    let plan = plan(json!({
        "through": "2023-05",
        "contingent": [
            on_a_mission("combat", "USA", "IRQ", 60),
            on_a_mission("advise-and-assist", "USA", "IRQ", 0),
        ],
        "residual": [{
            "scope": { "mission": "advise-and-assist" },
            "strength": 10,
            "mission": "advise-and-assist",
        }],
        "phase": [
            {
                "name": "to advisers",
                "scope": { "mission": "combat" },
                "target": "remainder",
                "deadline": "2023-02-28",
                "destination": { "mission": "advise-and-assist" },
            },
            {
                "name": "home",
                "scope": { "mission": "advise-and-assist" },
                "target": "remainder",
                "deadline": "2023-04-30",
            },
        ],
    }));
    assert_eq!(strengths(&plan, 0), [60, 30, 0, 0, 0, 0]);
    assert_eq!(strengths(&plan, 1), [0, 30, 60, 35, 10, 10]);
}

#[test]
fn the_same_troops_can_be_due_in_several_phases() {
    // Three billion are due to leave Iraq, and then Kuwait, where they never arrive: six are due.
    let plan = plan(json!({
        "through": "2023-04",
        "contingent": [usa("IRQ", 3_000_000_000_u32), usa("KWT", 0)],
        "phase": [
            {
                "name": "to Kuwait",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-02-28",
                "destination": { "host": "KWT" },
            },
            { "name": "home", "scope": { "host": "KWT" }, "target": "remainder", "deadline": "2023-04-30" },
        ],
        "hold": [{ "name": "borders closed" }],
    }));
    assert_eq!(strengths(&plan, 0), [3_000_000_000; 5]);
    assert_eq!(strengths(&plan, 1), [0; 5]);
}

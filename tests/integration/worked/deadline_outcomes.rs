//! Deadline outcomes: early, on time, late, never, and without a verdict.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{adjusted, causes, deadline_row, plan, strengths, usa};

/// A hundred Americans in Iraq, down to fifty by June; `more` is added to the plan.
fn half_by_june(pace: &Value, more: &Value) -> Plan {
    let mut document = json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "phase": [{
            "name": "half",
            "target": { "reduce_to": 50 },
            "deadline": "2023-06-30",
            "pace": pace,
        }],
    });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    plan(document)
}

#[test]
fn a_deadline_is_met_early_when_its_goal_is_reached_for_good() {
    let plan = half_by_june(&json!({ "rate": 25 }), &json!({})); // 75, 50
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 50 strength 50 met in 2023-02 slip -4 short 0"
    );
}

#[test]
fn a_deadline_is_met_on_time() {
    let plan = half_by_june(&json!("even"), &json!({}));
    assert_eq!(strengths(&plan, 0)[..=6], [100, 92, 84, 75, 67, 59, 50]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 50 strength 50 met in 2023-06 slip 0 short 0"
    );
}

#[test]
fn a_capped_phase_misses_its_deadline_and_meets_it_late() {
    // Seven a month: 42 by June, 49 by July, 50 in August.
    let plan =
        half_by_june(&json!("even"), &json!({ "cap": [{ "name": "airlift", "per_month": 7 }] }));
    assert_eq!(strengths(&plan, 0)[..=9], [100, 93, 86, 79, 72, 65, 58, 51, 50, 50]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 50 strength 58 missed in 2023-08 slip 2 short 8"
    );
    // Due 8 8 9 8 8 9, seven can go. Kept back: 1, 1 + 1, 2 + 2, 4 + 1, 5 + 1, 6 + 2, that is
    // 1 2 4 5 6 8.
    assert_eq!(causes(&plan, 0), ["cap airlift 26"]);
}

#[test]
fn a_deadline_may_not_be_met_within_the_projection() {
    let plan =
        half_by_june(&json!("even"), &json!({ "cap": [{ "name": "no lift", "per_month": 0 }] }));
    assert_eq!(strengths(&plan, 0), [100; 13]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 50 strength 100 missed in - slip - short 50"
    );
}

#[test]
fn a_deadline_that_binds_after_the_end_has_a_goal_and_no_verdict() {
    let plan = half_by_june(&json!({ "rate": 25 }), &json!({ "through": "2023-03" }));
    assert_eq!(strengths(&plan, 0), [100, 75, 50, 50]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 50 strength - - in 2023-02 slip -4 short -"
    );
    let slow = half_by_june(&json!("even"), &json!({ "through": "2023-03" }));
    assert_eq!(
        deadline_row(&slow, 0),
        "2023-06-30 2023-06 goal 50 strength - - in - slip - short -"
    );
}

#[test]
fn a_past_phase_moves_and_delays_no_one_but_can_be_counted_from() {
    // 10 January is nearest to 31 December: b = 0, the phase is past. Four months on, 10 May is
    // nearest to 30 April: b = 4. s = 1, n = 4.
    let plan = plan(json!({
        "through": "2023-05",
        "contingent": [usa("IRQ", 100)],
        "phase": [
            { "name": "past", "target": { "reduce_to": 70 }, "deadline": "2023-01-10" },
            {
                "name": "all",
                "target": "remainder",
                "deadline": { "after": "past", "months": 4 },
            },
        ],
    }));
    assert_eq!(strengths(&plan, 0), [100, 75, 50, 25, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-01-10 2022-12 goal - strength - - in - slip - short -"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-05-10 2023-04 goal 0 strength 0 met in 2023-04 slip 0 short 0"
    );
}

#[test]
fn a_phase_with_an_undated_deadline_never_starts_and_has_no_verdict() {
    let plan = plan(json!({
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": { "after": "treaty", "months": 6 },
        }],
    }));
    assert_eq!(strengths(&plan, 0), [100; 13]); // through as_of + 12
    assert_eq!(deadline_row(&plan, 0), "- - goal - strength - - in - slip - short -");
}

#[test]
fn a_phase_that_never_starts_is_judged_as_if_it_started_as_planned() {
    // The first phase takes 100 to 80 by March. The second waits for a treaty that never comes:
    // s0 = 4, L = 80, goal 80 - 30 = 50.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty" }],
        "phase": [
            { "name": "first", "target": { "reduce_to": 80 }, "deadline": "2023-03-31" },
            {
                "name": "second",
                "target": { "reduce_by": 30 },
                "deadline": "2023-06-30",
                "waits_for": ["treaty"],
            },
        ],
    }));
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-06-30 2023-06 goal 50 strength 80 missed in - slip - short 30"
    );
}

#[test]
fn a_phase_that_starts_after_the_end_has_only_its_deadline() {
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa("IRQ", 100)],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "starts": "2024-01",
            "deadline": "2024-03-31",
        }],
    }));
    assert_eq!(
        deadline_row(&plan, 0),
        "2024-03-31 2024-03 goal - strength - - in - slip - short -"
    );
}

#[test]
fn a_phase_delayed_past_the_end_is_judged_as_planned() {
    // The treaty comes a year late, after the end; by s0 = 2 and b = 5 a hundred should have left.
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty", "date": "2023-01-31" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-05-31",
            "waits_for": ["treaty"],
        }],
    }));
    let late = adjusted(&plan, json!([{ "shift": { "event": "treaty", "months": 12 } }]));
    assert_eq!(
        deadline_row(&late, 0),
        "2023-05-31 2023-05 goal 0 strength 100 missed in - slip - short 100"
    );
}

#[test]
fn a_late_raise_misses_its_deadline() {
    // s0 = 4, b = 6; the mandate six months late opens month 10, after the deadline: all thirty
    // come in that month.
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
    assert_eq!(strengths(&plan, 0)[..=6], [100, 100, 100, 100, 110, 120, 130]);
    let late = adjusted(&plan, json!([{ "shift": { "event": "mandate", "months": 6 } }]));
    assert_eq!(
        deadline_row(&late, 0),
        "2023-06-30 2023-06 goal 130 strength 100 missed in 2023-10 slip 4 short 30"
    );
    // By months 4 to 6, planned 10 20 30, none have come.
    assert_eq!(causes(&late, 0), ["event mandate 60"]);
}

#[test]
fn a_raise_that_waits_for_an_undated_event_is_never_met() {
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "mandate" }],
        "phase": [{
            "name": "surge",
            "target": { "raise_to": 130 },
            "deadline": "2023-06-30",
            "waits_for": ["mandate"],
        }],
    }));
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 130 strength 100 missed in - slip - short 30"
    );
}

/// A hundred in Iraq go down to sixty by June, forty in the first month; thirty come from Kuwait in
/// March; in August Iraq goes down to sixty again.
fn down_up_and_down() -> Plan {
    plan(json!({
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
            {
                "name": "down again",
                "scope": { "host": "IRQ" },
                "target": { "reduce_to": 60 },
                "starts": "2023-08",
                "deadline": "2023-08-31",
            },
        ],
    }))
}

#[test]
fn a_goal_reached_and_lost_again_is_met_late() {
    let plan = down_up_and_down();
    assert_eq!(strengths(&plan, 0)[..=9], [100, 60, 60, 90, 90, 90, 90, 90, 60, 60]);
    // Ninety in June; sixty next in August.
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 60 strength 90 missed in 2023-08 slip 2 short 30"
    );
    // The thirty who arrived are there from month 3 through month 6.
    assert_eq!(causes(&plan, 0), ["arrivals 120"]);
}

#[test]
fn a_goal_reached_lost_and_reached_again_by_the_deadline_is_met_when_last_reached() {
    // Three months earlier, "down again" starts in May: after "down" has run its course (in
    // January), before it is due.
    let earlier = adjusted(
        &down_up_and_down(),
        json!([{ "shift": { "phase": "down again", "months": -3 } }]),
    );
    assert_eq!(strengths(&earlier, 0)[..=7], [100, 60, 60, 90, 90, 60, 60, 60]);
    assert_eq!(
        deadline_row(&earlier, 0),
        "2023-06-30 2023-06 goal 60 strength 60 met in 2023-05 slip -1 short 0"
    );
}

#[test]
fn a_rate_that_begins_earlier_than_planned_is_no_surge() {
    // The treaty of June comes in January: 25 a month from month 2 to 5, where months 7 to 10 were planned.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty", "date": "2023-06-30" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "pace": { "rate": 25 },
            "deadline": "2023-12-31",
            "waits_for": ["treaty"],
        }],
    }));
    let early = adjusted(&plan, json!([{ "shift": { "event": "treaty", "months": -5 } }]));
    assert_eq!(strengths(&early, 0)[..7], [100, 100, 75, 50, 25, 0, 0]);
    let outcome = early.project().deadlines().remove(0);
    assert_eq!((outcome.busiest, outcome.planned_busiest), (Some(25), Some(25)));
    assert_eq!(outcome.to_string(), "all: due 2023-12-31, goal 0; met in 2023-05, 7 months early");
}

#[test]
fn a_planned_busiest_month_is_a_month_there_is() {
    // One a month of 24,000: in blocks of 20,000 the first would leave in the 20,000th month, of which 2999-12 is the
    // 11,724th; in blocks of 5,000 two leave by then.
    for (block, planned) in [(20_000, 0), (5_000, 5_000)] {
        let plan = plan(json!({
            "through": "2023-12",
            "contingent": [usa("IRQ", 24_000)],
            "phase": [{
                "name": "all",
                "target": "remainder",
                "pace": { "rate": 1 },
                "blocks": block,
            }],
        }));
        assert_eq!(plan.project().deadlines()[0].planned_busiest, Some(planned));
    }
}

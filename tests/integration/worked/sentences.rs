//! What schedules, deadlines and causes say in words, one sentence for each case.

use drawdown::Plan;
use serde_json::json;

use super::{adjusted, plan, usa};

/// A phase for each status. The mandate of January comes in September, after the decision that replaces what waits for it.
fn each_status() -> Plan {
    let phase = |name: &str, host: &str, deadline: &str| {
        json!({
            "name": name,
            "scope": { "host": host },
            "target": "remainder",
            "deadline": deadline,
        })
    };
    let mut phases = [
        phase("past", "JOR", "2022-11-30"),
        phase("cut", "IRQ", "2023-03-31"),
        phase("raise", "KWT", "2023-02-28"),
        phase("undated", "SYR", "2023-06-30"),
        phase("later", "QAT", "2024-03-31"),
        phase("replaced", "BHR", "2023-08-31"),
        phase("later still", "OMN", "2024-06-30"),
    ];
    phases[2]["target"] = json!({ "raise_by": 20 });
    phases[3]["waits_for"] = json!(["treaty"]);
    phases[4]["starts"] = json!("2024-01");
    phases[5]["waits_for"] = json!(["mandate"]);
    phases[5]["until"] = json!("2023-06-30");
    phases[6]["starts"] = json!("2024-01");
    phases[6]["until"] = json!("2024-06-30");
    let hosts = ["JOR", "IRQ", "KWT", "SYR", "QAT", "BHR", "OMN"];
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": hosts.map(|host| usa(host, 100)),
        "event": [{ "id": "treaty" }, { "id": "mandate", "date": "2023-01" }],
        "phase": phases,
    }));
    adjusted(&plan, json!([{ "shift": { "event": "mandate", "months": 8 } }]))
}

#[test]
fn a_schedule_says_of_each_phase_when_it_runs_or_why_not() {
    assert_eq!(
        each_status().schedule().to_string(),
        "past: due or replaced before the plan's first month\n\
         cut: 100 leave, 2023-01 through 2023-03\n\
         raise: 20 arrive, 2023-01 through 2023-02\n\
         undated: never starts\n\
         later: starts after the projection ends\n\
         replaced: replaced by another decision before it starts\n\
         later still: starts after the projection ends"
    );
}

#[test]
fn a_deadline_says_what_has_become_of_it() {
    let outcomes = each_status().project().deadlines();
    let said: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "past: due 2022-11-30, before the plan's first month",
            "cut: due 2023-03-31, goal 0; met in 2023-03, on time",
            "raise: due 2023-02-28, goal 120; met in 2023-02, on time",
            "undated: due 2023-06-30, goal 0; it never starts; missed by 100, not met when the projection ends",
            "later: due 2024-03-31; it has not started when the projection ends",
            "replaced: due 2023-08-31, goal 0; it does not start; replaced by another decision after 2023-06",
            "later still: due 2024-06-30; it has not started when the projection ends",
        ]
    );
}

/// What is said of the deadline of the only phase, which takes 100 to 50.
fn said_of_half(through: &str, deadline: &str, pace: &serde_json::Value) -> String {
    let plan = plan(json!({
        "through": through,
        "event": [{ "id": "treaty" }],
        "contingent": [usa("IRQ", 100)],
        "phase": [{
            "name": "half",
            "target": { "reduce_to": 50 },
            "deadline": serde_json::from_str::<serde_json::Value>(deadline).unwrap(),
            "pace": pace,
        }],
    }));
    plan.project().deadlines()[0].to_string()
}

#[test]
fn a_deadline_says_how_early_it_is_met_or_that_it_is_still_to_come() {
    // 25 a month: 75, 50. At the even pace 8 of 50 leave in each month or so.
    assert_eq!(
        said_of_half("2023-12", "\"2023-06-30\"", &json!({ "rate": 25 })),
        "half: due 2023-06-30, goal 50; met in 2023-02, 4 months early"
    );
    assert_eq!(
        said_of_half("2023-12", "\"2023-03-31\"", &json!({ "rate": 25 })),
        "half: due 2023-03-31, goal 50; met in 2023-02, 1 month early"
    );
    assert_eq!(
        said_of_half("2023-03", "\"2023-06-30\"", &json!("even")),
        "half: due 2023-06-30, goal 50; not met when the projection ends, before the deadline"
    );
    assert_eq!(
        said_of_half("2023-12", r#"{ "after": "treaty", "months": 6 }"#, &json!("even")),
        "half: no date, because what it counts from has none"
    );
}

#[test]
fn a_cause_says_how_many_troop_months_it_cost() {
    let plan = plan(json!({
        "contingent": [usa("IRQ", 100)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-02-28" }],
        "cap": [{ "name": "airlift", "per_month": 30 }],
    }));
    // 50 are due in each month and 30 go: 20 are kept back, and then 40.
    let causes = &plan.project().deadlines()[0].causes;
    assert_eq!(causes[0].to_string(), "the cap \"airlift\": 60 troop-months");
}

/// 1,200 leave evenly in twelve months; after six another decision replaces the phase.
#[test]
fn a_schedule_says_how_much_is_moved_before_a_phase_is_replaced() {
    let plan = |until: &str| {
        plan(json!({
            "through": "2023-12",
            "contingent": [usa("IRQ", 1_200)],
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-12-31", "until": until }],
        }))
    };
    let cut_short = plan("2023-06-30");
    assert_eq!(
        cut_short.schedule().to_string(),
        "all: 600 of 1,200 leave, 2023-01 through 2023-06, when it is replaced"
    );
    assert_eq!(
        plan("2023-12-31").schedule().to_string(),
        "all: 1,200 leave, 2023-01 through 2023-12"
    );
    let past = plan("2022-11-30");
    assert_eq!(
        past.project().deadlines()[0].to_string(),
        "all: due 2023-12-31, replaced before the plan's first month"
    );
}

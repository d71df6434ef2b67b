//! Examples worked by hand, of the oracle alone: every rule that version 2 of the rules added or changed.
//!
//! In nearly all, the plan is as of December 2023, so that t is the number of the month in 2024, and 1,200 troops leave
//! in even steps of 100 through t = 12.

mod adjustments;
mod busiest;
mod causes;
mod drawn;
mod open_ended;
mod plans;
mod until;
mod warnings;

use serde_json::{Value, json};

use super::{Deadline, Outcome, project};

/// A plan as of December 2023 with the US troops in Iraq, and more lists.
fn of(troops: u64, lists: Value) -> Value {
    let mut plan = json!({
        "title": "worked by hand",
        "as_of": "2023-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": troops }],
    });
    let Value::Object(lists) = lists else { panic!("no lists") };
    for (key, list) in lists {
        plan[key] = list;
    }
    plan
}

/// 1,200 troops, 100 a month, gone by the end of 2024; and more keys of that phase.
fn all(more: &Value) -> Value {
    phase("all", more)
}

fn phase(name: &str, more: &Value) -> Value {
    let phase = json!({ "name": name, "target": "remainder", "deadline": "2024-12" });
    with(phase, more)
}

fn with(mut entry: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        entry[key] = value.clone();
    }
    entry
}

fn projected(plan: &Value) -> Outcome {
    project(plan, None, None).unwrap()
}

/// The plan with the adjustments of one variant.
fn varied(plan: &Value, adjust: &Value) -> Outcome {
    let mut plan = plan.clone();
    plan["variant"] = json!([{ "name": "varied", "adjust": adjust }]);
    project(&plan, Some("varied"), None).unwrap()
}

#[track_caller]
fn refused(plan: &Value) -> String {
    project(plan, None, None).unwrap_err()
}

/// The strengths of t = 1, 2, ..
fn strengths(outcome: &Outcome) -> Vec<u64> {
    outcome.totals[1..].iter().map(|total| total.strength).collect()
}

/// The row of a phase as its csv line.
fn line(outcome: &Outcome, phase: usize) -> String {
    outcome.deadlines[phase].columns().join(",")
}

fn cause(kind: &str, name: &str, troop_months: u64) -> (String, String, u64) {
    (kind.to_owned(), name.to_owned(), troop_months)
}

fn due(outcome: &Outcome, phase: usize) -> &Deadline {
    &outcome.deadlines[phase]
}

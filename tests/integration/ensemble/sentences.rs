//! What chances of deadlines say in words.

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, Uncertainty};
use drawdown::values::InputValue;
use serde_json::{Value, json};

use super::{plan, usa};

/// Forty troops who leave by April in equal parts, once a vote that may come in December to April, at best in January, has
/// come: thirteen or fourteen a month from February.
fn plan_of(caps: &Value) -> Plan {
    plan(json!({
        "through": "2023-12",
        "contingent": [usa(40)],
        "event": [{ "id": "vote", "date": { "low": "2022-12", "best": "2023-01", "high": "2023-04" } }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-04", "waits_for": ["vote"] }],
        "cap": caps,
    }))
}

/// What is said of the deadline if the votes of the draws come in these months.
fn said(plan: &Plan, votes: &[&str]) -> String {
    let months = votes.iter().map(|month| InputValue::Day(month.parse().unwrap()));
    let uncertainty = Uncertainty::new("given", plan);
    let uncertainty = uncertainty.with_values("event[\"vote\"].date", months).unwrap();
    let summary = Ensemble { uncertainty, ..Ensemble::new(plan, 1) }.run(0..votes.len() as u64);
    summary.as_planned().deadlines()[0].to_string()
}

/// A vote in December gives ten a month, and one in January what is planned. After one in February twenty leave in
/// March and in April, a surge; after one in April nobody leaves in time.
#[test]
fn the_chances_of_a_deadline_are_those_at_the_planned_pace_and_by_a_surge() {
    let (uncapped, capped) =
        (plan_of(&json!([])), plan_of(&json!([{ "name": "lift", "per_month": 20 }])));
    let votes = ["2022-12", "2023-01", "2023-02", "2023-04"];
    let chances =
        "all: met in 75.0 % of 4 draws, in 50.0 % at the planned pace and in 25.0 % by a surge";
    assert_eq!(said(&capped, &votes), chances);
    let note = "; no cap limits departures, so delayed troops all leave at once";
    assert_eq!(said(&uncapped, &votes), format!("{chances}{note}"));
    // Without a surge, and where it is never met, nobody who is delayed leaves in time.
    assert_eq!(
        said(&uncapped, &votes[..2]),
        "all: met in 100.0 % of 2 draws, in 100.0 % at the planned pace and in 0.0 % by a surge"
    );
    assert_eq!(said(&uncapped, &votes[3..]), "all: met in 0.0 % of 1 draw");
}

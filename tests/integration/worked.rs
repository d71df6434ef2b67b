//! Small plans worked by hand from DESIGN, month by month: the working stands in a comment, the
//! figures as literals.
//!
//! A plan that does not say so is as of December 2022: month 1 is January 2023, month 12 December.
//! `S` is a scheduled level, `p` the share moved, the other letters are those of DESIGN section 4.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod afghanistan;
mod blocks;
mod caps;
mod days;
mod deadlines;
mod floors;
mod goals;
mod holds;
mod iraq;
mod late;
mod paces;
mod proportion;
mod totals;
mod transfers;
mod variants;
mod why;

use drawdown::{Plan, Variant, YearMonth};
use serde_json::{Map, Value, json};

/// A checked plan of a document that may leave out its title and `as_of`.
fn plan(document: Value) -> Plan {
    let mut whole = Map::from_iter([
        ("title".to_owned(), json!("Worked by hand")),
        ("as_of".to_owned(), json!("2022-12")),
    ]);
    if let Value::Object(given) = document {
        whole.extend(given);
    }
    crate::engine::plan(&Value::Object(whole))
}

/// The plan under adjustments.
fn under(plan: &Plan, adjust: Value) -> Plan {
    let adjust = serde_json::from_value(adjust).unwrap();
    plan.with_variant(&Variant { name: "otherwise".to_owned(), adjust, source: None }).unwrap()
}

fn contingent(contributor: &str, host: &str, strength: u32) -> Value {
    json!({ "contributor": contributor, "host": host, "strength": strength })
}

/// American troops.
fn usa(host: &str, strength: u32) -> Value {
    contingent("USA", host, strength)
}

fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

/// A contingent's projected strength at the end of every month, `as_of` first.
fn strengths(plan: &Plan, contingent: usize) -> Vec<u32> {
    plan.months().map(|month| month.strength[contingent].0).collect()
}

/// A contingent's scheduled strength at the end of every month, `as_of` first.
fn scheduled(plan: &Plan, contingent: usize) -> Vec<u32> {
    plan.months().map(|month| month.scheduled[contingent].0).collect()
}

/// What became of a phase's deadline, `-` for what cannot be told:
/// `2025-09-30 2025-09 goal 2000 strength 2000 met in 2025-09 slip 0 short 0`.
fn deadline_row(plan: &Plan, phase: usize) -> String {
    fn told<T: ToString>(value: Option<T>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| value.to_string())
    }
    let outcome = plan.project().deadlines().swap_remove(phase);
    let met = outcome.met.map(|met| if met { "met" } else { "missed" });
    format!(
        "{} {} goal {} strength {} {} in {} slip {} short {}",
        told(outcome.deadline),
        told(outcome.binding_month),
        told(outcome.goal),
        told(outcome.strength),
        told(met),
        told(outcome.met_in),
        told(outcome.slip_months),
        told(outcome.shortfall),
    )
}

/// Why a phase missed its deadline: kind of cause, its name if it has one, troop-months.
fn why(plan: &Plan, phase: usize) -> Vec<String> {
    let outcome = plan.project().deadlines().swap_remove(phase);
    let reasons = outcome.causes.iter().map(|reason| {
        let (kind, name) = (reason.cause.kind(), reason.cause.name());
        let cause = if name.is_empty() { kind.to_owned() } else { format!("{kind} {name}") };
        format!("{cause} {}", reason.troop_months)
    });
    reasons.collect()
}

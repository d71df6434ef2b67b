//! Small plans worked by hand from the rules, month by month: comments show the working, literals
//! the figures.
//!
//! Unless a plan says otherwise, `as_of` is December 2022: month 1 is January 2023, month 12
//! December. `S` is a scheduled level, `p` the share moved; the other letters are those of section 4
//! of the rules.

mod afghanistan;
mod caps;
mod completion;
mod days_to_months;
mod deadline_outcomes;
mod delay_causes;
mod floors;
mod grouping;
mod holds;
mod iraq;
mod late_starts;
mod order_and_blocks;
mod paces;
mod proportion;
mod sentences;
mod targets;
mod theatre_totals;
mod transfers;
mod variants;
mod warnings;

use drawdown::{Plan, Variant, YearMonth};
use serde_json::{Map, Value, json};

/// The plan of a document, which may leave out its title and `as_of`.
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

/// The plan with adjustments applied.
fn adjusted(plan: &Plan, adjust: Value) -> Plan {
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
    plan.month_records().map(|month| month.strength[contingent].0).collect()
}

/// A contingent's scheduled strength at the end of every month, `as_of` first.
fn scheduled(plan: &Plan, contingent: usize) -> Vec<u32> {
    plan.month_records().map(|month| month.scheduled[contingent].0).collect()
}

/// The outcome of a phase's deadline, with `-` for missing values:
/// `2025-09-30 2025-09 goal 2000 strength 2000 met in 2025-09 slip 0 short 0`.
fn deadline_row(plan: &Plan, phase: usize) -> String {
    fn or_dash<T: ToString>(value: Option<T>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| value.to_string())
    }
    let outcome = plan.project().deadlines().swap_remove(phase);
    let met = outcome.met.map(|met| if met { "met" } else { "missed" });
    format!(
        "{} {} goal {} strength {} {} in {} slip {} short {}",
        or_dash(outcome.deadline),
        or_dash(outcome.binding_month),
        or_dash(outcome.goal),
        or_dash(outcome.strength),
        or_dash(met),
        or_dash(outcome.met_in),
        or_dash(outcome.slip_months),
        or_dash(outcome.shortfall),
    )
}

/// The causes of a missed deadline: kind, name if any, troop-months.
fn causes(plan: &Plan, phase: usize) -> Vec<String> {
    let outcome = plan.project().deadlines().swap_remove(phase);
    let causes = outcome.causes.iter().map(|delay| {
        let (kind, name) = (delay.cause.kind(), delay.cause.name());
        let cause = if name.is_empty() { kind.to_owned() } else { format!("{kind} {name}") };
        format!("{cause} {}", delay.troop_months)
    });
    causes.collect()
}

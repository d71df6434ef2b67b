//! Ensembles: every number of a summary against a slow fold over its draws, and what must hold for
//! merging, files, threads, long runs, distributions and sensitivities.
//!
//! Plans are as of December 2022 if they do not say otherwise: month 1 is January 2023, month 12 December.

mod bytes;
mod checkpoint;
mod closed;
mod crafted;
mod difference;
mod distribution;
pub(crate) mod fold;
mod joint;
mod memory;
mod merge;
mod mirror;
mod pairs;
mod sensitivity;
mod sentences;
mod slips;
mod spearman;
mod threads;
mod together;
mod uncertainty;

use std::collections::BTreeMap;

use drawdown::ensemble::{Distribution, Ensemble, Sensitivity};
use drawdown::projection::GroupBy;
use drawdown::{Adjustment, Plan, Variant};
use proptest::strategy::{BoxedStrategy, Strategy};
use serde_json::{Map, Value, json};

const GROUPINGS: [GroupBy; 4] =
    [GroupBy::Contributor, GroupBy::Host, GroupBy::Mission, GroupBy::Contingent];

/// The values of a distribution with their counts, and the draws without a value.
type Counts = (Vec<(i128, u64)>, u64);

/// The plan of a document that may leave out its title and `as_of`.
fn plan(document: Value) -> Plan {
    let mut whole = Map::from_iter([
        ("title".to_owned(), json!("In doubt")),
        ("as_of".to_owned(), json!("2022-12")),
    ]);
    if let Value::Object(given) = document {
        whole.extend(given);
    }
    crate::engine::plan(&Value::Object(whole))
}

/// The plan with adjustments.
fn under(plan: &Plan, adjust: Value) -> Plan {
    let adjust: Vec<Adjustment> = serde_json::from_value(adjust).unwrap();
    plan.with_variant(&Variant { name: "otherwise".to_owned(), adjust, source: None }).unwrap()
}

/// American troops.
fn usa(strength: impl Into<Value>) -> Value {
    json!({ "contributor": "USA", "host": "IRQ", "strength": strength.into() })
}

/// A small plan in which everything that can be drawn is drawn, with two variants and two currencies.
fn doubtful() -> Plan {
    plan(json!({
        "through": "2024-03",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": { "low": 20, "best": 24, "high": 30 } },
            { "contributor": "GBR", "host": "IRQ", "strength": 7, "mission": "training" },
            { "contributor": "USA", "host": "KWT", "strength": 5 },
        ],
        "event": [{ "id": "vote", "date": { "low": "2022-11", "best": "2023-01", "high": "2023-09" } }],
        "residual": [{ "scope": { "host": "IRQ" }, "strength": { "low": 0, "best": 2, "high": 6 } }],
        "phase": [
            { "name": "half", "scope": { "host": "IRQ" }, "target": { "reduce_to": { "low": 10, "best": 14, "high": 16 } },
              "deadline": "2023-05", "waits_for": ["vote"] },
            { "name": "rest", "scope": { "host": "IRQ" }, "target": { "reduce_to": 4 }, "deadline": "2023-10" },
        ],
        "cap": [{ "name": "lift", "per_month": { "low": 2, "best": 6, "high": 9 } }],
        "cost": [
            { "name": "pay", "currency": "USD", "per_troop_year": 100, "per_withdrawn": 3 },
            { "name": "rent", "scope": { "host": "KWT" }, "currency": "KWD", "per_month": 7, "per_troop_year": 1 },
        ],
        "hazard": [{ "name": "storm", "monthly_chance": 0.15, "lasts": { "low": 1, "best": 1, "high": 4 } }],
        "variant": [
            { "name": "late vote", "adjust": [{ "shift": { "event": "vote", "months": 3 } }] },
            { "name": "no lift", "adjust": [{ "cap": { "name": "lift", "per_month": 1 } }] },
        ],
    }))
}

/// Everybody leaves in the month after a vote that may come in January to November, in April at best;
/// the deadline binds in May: a vote in month m gives a slip of m - 4.
fn awaited() -> Plan {
    plan(json!({
        "through": "2024-06",
        "contingent": [usa(10)],
        "event": [{ "id": "vote", "date": { "low": "2023-01", "best": "2023-04", "high": "2023-11" } }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-05",
                    "waits_for": ["vote"], "pace": "at-start" }],
    }))
}

/// The plan's own variants, by name.
fn variants(plan: &Plan) -> Vec<(String, Plan)> {
    let names = plan.spec().variants.iter().map(|variant| &variant.name);
    names.map(|name| (name.clone(), plan.named_variant(name).unwrap())).collect()
}

/// An ensemble that counts everything.
fn everything(plan: &Plan, seed: u64) -> Ensemble {
    Ensemble {
        variants: variants(plan),
        group_by: GROUPINGS.to_vec(),
        sensitivity: Sensitivity::On,
        ..Ensemble::new(plan, seed)
    }
}

/// An ensemble that records sensitivities and has no variants and groups.
fn recorded(plan: &Plan, seed: u64) -> Ensemble {
    Ensemble { sensitivity: Sensitivity::On, ..Ensemble::new(plan, seed) }
}

/// Random whole plans.
fn any_plan() -> BoxedStrategy<Value> {
    crate::plans::any_plan().boxed()
}

fn counts(distribution: &Distribution) -> Counts {
    (distribution.counts().collect(), distribution.beyond_horizon().count)
}

/// The distribution that these draws must have.
fn counted(draws: impl IntoIterator<Item = Option<i128>>) -> Counts {
    let (mut values, mut never) = (BTreeMap::new(), 0);
    for draw in draws {
        match draw {
            Some(value) => *values.entry(value).or_insert(0) += 1,
            None => never += 1,
        }
    }
    (values.into_iter().collect(), never)
}

//! The layout of a summary's file: its parts as plain data, to be altered and sealed again with a right
//! checksum.

use std::ops::Range;

use drawdown::ensemble::{EnsembleSummary, Metric};
use drawdown::error::SummaryError;
use drawdown::projection::GroupBy;
use drawdown::values::InputValue;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(super) const MAGIC: &[u8] = b"drawdown summary 2\n";
const CHECKSUM: usize = 32;

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Body {
    pub(super) fingerprint: Identity,
    pub(super) ranges: Vec<Range<u64>>,
    pub(super) outcomes: Vec<PlanOutcomes>,
    pub(super) differences: Vec<PairedDifference>,
    pub(super) sensitivity: Option<Record>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Identity {
    pub(super) results: u32,
    pub(super) seed: u64,
    plan: [u8; 32],
    options: [u8; 32],
}

/// The draws without a value; steps from each value to the next, with the count of the next.
pub(super) type Distribution = (u64, Vec<(i128, u64)>);

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PlanOutcomes {
    pub(super) name: String,
    pub(super) as_of: String,
    pub(super) through: String,
    pub(super) theatre: LevelDistributions,
    pub(super) groups: Vec<Group>,
    pub(super) deadlines: Vec<DeadlineChances>,
    pub(super) completion: Distribution,
    pub(super) troop_months: Distribution,
    pub(super) costs: Vec<(String, Distribution)>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) by: GroupBy,
    pub(super) name: String,
    pub(super) levels: LevelDistributions,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct LevelDistributions {
    pub(super) as_of: String,
    pub(super) strength: Vec<Distribution>,
    pub(super) residual: Vec<Distribution>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct DeadlineChances {
    pub(super) phase: String,
    pub(super) deadline: Option<String>,
    pub(super) binding_month: Option<String>,
    pub(super) is_capped: bool,
    pub(super) met: u64,
    pub(super) at_planned_pace: u64,
    pub(super) late: u64,
    pub(super) never: u64,
    pub(super) undecided: u64,
    pub(super) not_assessed: u64,
    pub(super) slip: Distribution,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PairedDifference {
    pub(super) variant: String,
    pub(super) draws: u64,
    pub(super) sooner: u64,
    pub(super) later: u64,
    pub(super) completion: Distribution,
    pub(super) troop_months: Distribution,
    pub(super) costs: Vec<(String, Distribution)>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) inputs: Vec<Row>,
    pub(super) outcomes: Vec<Metric>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) name: String,
    points: Option<[InputValue; 3]>,
    pub(super) alone: Vec<[Option<i64>; 3]>,
    pub(super) joint: Vec<Joint>,
}

/// How many times the values of an input are halved from level 1 on, the level, and the pairs with
/// their counts.
pub(super) type Joint = (u32, u32, Vec<(i64, i64, u64)>);

/// The parts of a summary.
pub(super) fn opened(summary: &EnsembleSummary) -> Body {
    let bytes = summary.to_bytes();
    let body = bytes[..bytes.len() - CHECKSUM].strip_prefix(MAGIC).unwrap();
    let (body, rest) = postcard::take_from_bytes(body).unwrap();
    assert!(rest.is_empty());
    body
}

/// The parts as people read them: each distribution as a list of values with their counts, costs by currency.
pub(super) fn readable(part: &Value) -> Value {
    match part {
        Value::Array(list) => match list.as_slice() {
            [Value::Number(never), Value::Array(steps)] => {
                distribution(never.as_u64().unwrap(), steps)
            }
            _ => list.iter().map(readable).collect(),
        },
        Value::Object(table) => {
            let cost =
                |pair: &Value| json!({ "currency": pair[0], "twelfths": readable(&pair[1]) });
            let entry = |(name, part): (&String, &Value)| match (name.as_str(), part) {
                ("costs", Value::Array(costs)) => (name.clone(), costs.iter().map(cost).collect()),
                _ => (name.clone(), readable(part)),
            };
            table.iter().map(entry).collect()
        }
        other => other.clone(),
    }
}

fn distribution(never: u64, steps: &[Value]) -> Value {
    let (mut value, mut draws, mut counts) = (0, never, Vec::new());
    for step in steps {
        value += step[0].as_i64().unwrap();
        draws = draws.saturating_add(step[1].as_u64().unwrap());
        counts.push(json!({ "value": value, "count": step[1] }));
    }
    json!({ "draws": draws, "beyond_horizon": never, "counts": counts })
}

/// A file with this body, and a right checksum.
pub(super) fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = [MAGIC, body].concat();
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    bytes
}

/// The summary after a change to its parts, if it is still accepted.
pub(super) fn changed(
    summary: &EnsembleSummary,
    change: impl FnOnce(&mut Body),
) -> Result<EnsembleSummary, SummaryError> {
    let mut body = opened(summary);
    change(&mut body);
    EnsembleSummary::from_bytes(&sealed(&postcard::to_allocvec(&body).unwrap()))
}

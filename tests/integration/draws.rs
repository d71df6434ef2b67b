//! Draws of a plan.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "what is counted is far below any bound here"
)]

mod chi_squared;
mod golden;
mod independence;
mod laws;
mod named;
mod oracle;
mod outcomes;
mod sample;
mod statistics;

use drawdown::Plan;
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;
use serde_json::Value;

/// Small numbers of draws, and some from the whole range.
fn any_number() -> impl Strategy<Value = u64> {
    prop_oneof![3 => 0..1_000_u64, 1 => any::<u64>()]
}

/// Random whole plans.
fn any_plan() -> BoxedStrategy<Value> {
    crate::plans::any_plan().boxed()
}

/// A plan or variant as a document, with all three points of every estimate.
fn document(plan: &Plan) -> Value {
    serde_json::to_value(plan.spec()).unwrap()
}

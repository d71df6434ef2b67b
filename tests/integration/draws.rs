//! Draws: what chance makes of a plan (DESIGN section 7).

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
mod sample;
mod statistics;

use proptest::prelude::*;

/// Numbers as ensembles count them, and some from far out.
fn any_number() -> impl Strategy<Value = u64> {
    prop_oneof![3 => 0..1_000_u64, 1 => any::<u64>()]
}

//! What a summary is a summary of: only like and like merge.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ensemble::ensemble_type::{Ensemble, Sensitivity};
use crate::plan::checked::Plan;
use crate::projection::group_by::GroupBy;

/// Counts up whenever a change to the crate alters what a draw comes to.
const RESULTS: u32 = 1;

/// The fingerprint of an ensemble: everything that decides what a draw comes to and what is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    pub(crate) results: u32,
    pub(crate) seed: u64,
    pub(crate) plan: [u8; 32],
    pub(crate) asked: [u8; 32],
}

impl Fingerprint {
    pub(crate) fn of(ensemble: &Ensemble) -> Self {
        let variants: Vec<(&str, [u8; 32])> =
            ensemble.variants.iter().map(|(name, plan)| (name.as_str(), of_plan(plan))).collect();
        let mut by: Vec<GroupBy> = ensemble.by.clone();
        by.sort_unstable();
        by.dedup();
        let drivers = ensemble.drivers == Sensitivity::On;
        Self {
            results: RESULTS,
            seed: ensemble.seed,
            plan: of_plan(&ensemble.plan),
            asked: digest(&(variants, by, drivers)),
        }
    }
}

fn of_plan(plan: &Plan) -> [u8; 32] {
    digest(&(plan.spec.as_ref(), plan.shifts.as_ref(), plan.baseline.as_ref(), plan.through))
}

/// The digest of a value's JSON, in which every field has its name.
fn digest(value: &impl Serialize) -> [u8; 32] {
    let json = serde_json::to_vec(value).unwrap_or_default(); // nothing hashed here can fail
    Sha256::digest(json).into()
}

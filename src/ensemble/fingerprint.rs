//! Which ensemble a summary is of: only summaries of one ensemble merge (rules#merging).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ensemble::ensemble_type::{Ensemble, Sensitivity};
use crate::plan::checked::Plan;
use crate::projection::group_by::GroupBy;
use crate::spec::PlanSpec;

/// The version of the results. It counts up when a change to the crate changes the result of a draw.
const RESULTS: u32 = 2;

/// The fingerprint of an ensemble: everything that decides the result of a draw and what is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    pub(crate) results: u32,
    pub(crate) seed: u64,
    pub(crate) plan: [u8; 32],
    pub(crate) options: [u8; 32],
}

impl Fingerprint {
    pub(crate) fn of(ensemble: &Ensemble) -> Self {
        let variants = ensemble.variants.iter().map(|(name, plan)| (name, of_plan(plan)));
        let variants: Vec<(&String, [u8; 32])> = variants.collect();
        let group_by: BTreeSet<GroupBy> = ensemble.group_by.iter().copied().collect();
        // By the names of version 1 of the results.
        let group_by: Vec<String> = group_by.iter().map(|by| format!("{by:?}")).collect();
        let has_sensitivity = ensemble.sensitivity == Sensitivity::On;
        let options = (variants, group_by, has_sensitivity);
        let Ensemble { scopes, joint_deadlines, uncertainty, .. } = ensemble;
        // Without these options the fingerprint equals that of version 1.
        let is_plain = scopes.is_empty() && joint_deadlines.is_empty() && uncertainty.is_plain();
        let options = if is_plain {
            digest(&options)
        } else {
            digest(&(options, scopes, joint_deadlines, uncertainty))
        };
        Self { results: RESULTS, seed: ensemble.seed, plan: of_plan(&ensemble.plan), options }
    }
}

fn of_plan(plan: &Plan) -> [u8; 32] {
    // What is asked of a plan decides no draw.
    let spec = PlanSpec { seeks: Vec::new(), ..plan.spec.as_ref().clone() };
    let written = (&spec, plan.shifts.as_ref(), plan.baseline.as_ref(), plan.through);
    match plan.tracking.as_deref() {
        None => digest(&written),
        Some(tracking) => digest(&(written, tracking)),
    }
}

/// The digest of a value's JSON, in which every field has its name.
fn digest(value: &impl Serialize) -> [u8; 32] {
    let json = serde_json::to_vec(value).unwrap_or_default(); // nothing hashed here can fail
    Sha256::digest(json).into()
}

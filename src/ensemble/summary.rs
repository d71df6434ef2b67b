//! The summary of an ensemble: exact and mergeable.

use std::ops::Range;

use serde::Serialize;

use crate::ensemble::difference::PairedDifference;
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::joint_deadlines::JointDeadlines;
use crate::ensemble::merge::{MergeError, Mergeable};
use crate::ensemble::plan_outcomes::PlanOutcomes;
use crate::ensemble::ranges::Ranges;
use crate::ensemble::sensitivity::{InputSensitivity, SensitivityRecord};
use crate::ensemble::written::read_if_consistent;

/// The draws of an [`Ensemble`](crate::ensemble::Ensemble), counted: the outcomes of its plan and of its variants,
/// and how these differ.
///
/// Summaries of disjoint draws [merge exactly](crate::rules#merging), in any order.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let ensemble = Ensemble::new(&plan, 2024);
/// let (first, second) = (ensemble.run(0..500), ensemble.run(500..1_000)); // on two machines
/// assert_eq!(second.merge(&first)?, ensemble.run(0..1_000));
///
/// let error = ensemble.run(0..500).merge(&ensemble.run(400..600)).unwrap_err();
/// assert_eq!(error.to_string(), "draws 400..500 are in both");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnsembleSummary {
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    pub(crate) fingerprint: Fingerprint,
    #[cfg_attr(feature = "schema", schemars(with = "Vec<std::ops::Range<u64>>"))]
    pub(crate) ranges: Ranges,
    /// The plan's, then the variants'.
    pub(crate) outcomes: Vec<PlanOutcomes>,
    pub(crate) differences: Vec<PairedDifference>,
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    pub(crate) sensitivity: Option<SensitivityRecord>,
    /// The plan's, then the variants'. Summaries without any leave it out of their files.
    #[serde(rename = "joint_deadlines", skip_serializing_if = "Vec::is_empty")]
    pub(crate) joint: Vec<JointDeadlines>,
}

read_if_consistent!(
    EnsembleSummary {
        fingerprint: Fingerprint,
        ranges: Ranges,
        outcomes: Vec<PlanOutcomes>,
        differences: Vec<PairedDifference>,
        sensitivity: Option<SensitivityRecord>,
        #[serde(rename = "joint_deadlines", default)]
        joint: Vec<JointDeadlines>,
    },
    EnsembleSummary::is_consistent
);

impl EnsembleSummary {
    /// Merges the summary of [other draws](crate::rules#merging) of the same ensemble.
    ///
    /// # Errors
    ///
    /// If the other is of another plan, seed or results version, counts something else, or has draws
    /// that this one has.
    pub fn merge(mut self, other: &Self) -> Result<Self, MergeError> {
        let (a, b) = (&self.fingerprint, &other.fingerprint);
        if a.results != b.results {
            let (one, other) = (a.results, b.results);
            return Err(MergeError::DifferentResultsVersion { one, other });
        }
        if a.plan != b.plan {
            return Err(MergeError::OtherPlan);
        }
        if a.seed != b.seed {
            return Err(MergeError::OtherSeed { one: a.seed, other: b.seed });
        }
        if a.options != b.options {
            return Err(MergeError::DifferentMeasures);
        }
        if let Some(draws) = self.ranges.overlap(&other.ranges) {
            return Err(MergeError::Overlap { draws });
        }
        self.add(other)?;
        Ok(self)
    }

    /// Adds other draws of the same ensemble. Fails, perhaps halfway, if they count something else: a file
    /// may do so whatever its fingerprint is.
    pub(crate) fn add(&mut self, other: &Self) -> Result<(), MergeError> {
        self.ranges.add(other.ranges.as_slice());
        self.outcomes.merge(&other.outcomes)?;
        self.differences.merge(&other.differences)?;
        self.joint.merge(&other.joint)?;
        match (&mut self.sensitivity, &other.sensitivity) {
            (Some(record), Some(other)) => record.merge(other),
            (None, None) => Ok(()),
            _ => Err(MergeError::DifferentMeasures),
        }
    }

    /// How many values its distributions of levels have in all: what its size depends on.
    pub(crate) fn values(&self) -> u64 {
        self.outcomes.iter().map(PlanOutcomes::values).sum()
    }

    /// Whether a run can have counted this.
    fn is_consistent(&self) -> bool {
        if !self.ranges.is_valid() {
            return false; // the sum of its draws could overflow
        }
        let draws = self.ranges.draws();
        self.outcomes.len().checked_sub(1) == Some(self.differences.len())
            && self.outcomes.is_consistent(draws)
            && self.differences.is_consistent(draws)
            && self.joint.is_consistent(draws)
            && self.sensitivity.as_ref().is_none_or(|record| record.is_consistent(draws))
    }

    /// How many draws are counted.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.ranges.draws()
    }

    /// Which draws are counted, in ascending order.
    #[must_use]
    pub fn ranges(&self) -> &[Range<u64>] {
        self.ranges.as_slice()
    }

    /// The seed of the draws.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.fingerprint.seed
    }

    /// The outcomes of the plan itself.
    #[must_use]
    pub fn as_planned(&self) -> &PlanOutcomes {
        &self.outcomes[0]
    }

    /// The outcomes of the plan, then those of each variant, in the ensemble's order.
    #[must_use]
    pub fn outcomes(&self) -> &[PlanOutcomes] {
        &self.outcomes
    }

    /// How each variant differs from the plan, in the ensemble's order.
    #[must_use]
    pub fn differences(&self) -> &[PairedDifference] {
        &self.differences
    }

    /// The [sets of deadlines](field@crate::ensemble::Ensemble::joint_deadlines) that are counted together: the
    /// plan's, then those of each variant.
    #[must_use]
    pub fn joint_deadlines(&self) -> &[JointDeadlines] {
        &self.joint
    }

    /// How the plan's completion, troop-months and slips depend on each drawn input; `None` if the
    /// ensemble does not record it.
    #[must_use]
    pub fn sensitivities(&self) -> Option<Vec<InputSensitivity>> {
        self.sensitivity.as_ref().map(SensitivityRecord::sensitivities)
    }
}

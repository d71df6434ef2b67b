//! Draws of a plan (rules#draw), and ensembles: many draws, counted.
//!
//! A [`Draw`] fixes every estimate and hazard of a plan. An `Ensemble` (feature `ensemble`) runs many draws
//! and counts their results in an `EnsembleSummary`, which can be saved and merged.

#[cfg(feature = "ensemble")]
pub(crate) mod chances;
#[cfg(feature = "ensemble")]
mod counter;
#[cfg(feature = "ensemble")]
pub(crate) mod difference;
#[cfg(feature = "ensemble")]
pub(crate) mod distribution;
pub(crate) mod draw;
mod draw_inputs;
#[cfg(feature = "ensemble")]
mod draws;
#[cfg(feature = "ensemble")]
pub(crate) mod ensemble_type;
#[cfg(feature = "ensemble")]
pub(crate) mod estimate_range;
#[cfg(feature = "ensemble")]
pub(crate) mod fingerprint;
#[cfg(feature = "ensemble")]
mod groups;
#[cfg(feature = "ensemble")]
mod joint_counts;
#[cfg(feature = "ensemble")]
pub(crate) mod joint_deadlines;
#[cfg(feature = "ensemble")]
mod level_counters;
#[cfg(feature = "ensemble")]
pub(crate) mod memory_limit;
#[cfg(feature = "ensemble")]
mod memory_needed;
#[cfg(feature = "ensemble")]
pub(crate) mod merge;
#[cfg(feature = "ensemble")]
mod own_draws;
pub(crate) mod parallel;
#[cfg(feature = "ensemble")]
pub(crate) mod plan_outcomes;
#[cfg(feature = "ensemble")]
mod prepared_plan;
#[cfg(feature = "ensemble")]
mod ranges;
#[cfg(feature = "ensemble")]
mod recorder;
#[cfg(feature = "ensemble")]
mod rounds;
#[cfg(feature = "ensemble")]
pub(crate) mod run;
#[cfg(feature = "ensemble")]
pub(crate) mod sensitivity;
#[cfg(feature = "ensemble")]
mod sensitivity_counter;
#[cfg(feature = "ensemble")]
pub(crate) mod summary;
#[cfg(feature = "ensemble")]
pub(crate) mod uncertainty;
#[cfg(feature = "ensemble")]
pub(crate) mod uncertainty_error;
#[cfg(feature = "ensemble")]
mod worker;
#[cfg(feature = "ensemble")]
mod written;

#[cfg(feature = "ensemble")]
pub use chances::DeadlineChances;
#[cfg(feature = "ensemble")]
pub use difference::PairedDifference;
#[cfg(feature = "ensemble")]
pub use distribution::Distribution;
pub use draw::Draw;
#[cfg(feature = "ensemble")]
pub use ensemble_type::{Ensemble, Sensitivity};
#[cfg(feature = "ensemble")]
pub use estimate_range::EstimateRange;
#[cfg(feature = "ensemble")]
pub use joint_deadlines::JointDeadlines;
#[cfg(feature = "ensemble")]
pub use memory_limit::{MemoryLimit, TooMuchMemory};
#[cfg(feature = "ensemble")]
pub use merge::MergeError;
#[cfg(feature = "ensemble")]
pub use plan_outcomes::{LevelDistributions, PlanOutcomes};
#[cfg(feature = "ensemble")]
pub use run::Progress;
#[cfg(feature = "ensemble")]
pub use sensitivity::{InputSensitivity, Metric, OutcomeSensitivity};
#[cfg(feature = "ensemble")]
pub use summary::EnsembleSummary;
#[cfg(feature = "ensemble")]
pub use uncertainty::Uncertainty;
#[cfg(feature = "ensemble")]
pub use uncertainty_error::UncertaintyError;

//! Draws of a plan (rules#draw), and ensembles: many draws, counted.

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
pub(crate) mod ensemble_type;
#[cfg(feature = "ensemble")]
pub(crate) mod fingerprint;
#[cfg(feature = "ensemble")]
mod groups;
#[cfg(feature = "ensemble")]
mod joint_counts;
#[cfg(feature = "ensemble")]
pub(crate) mod merge;
#[cfg(feature = "ensemble")]
mod parallel;
#[cfg(feature = "ensemble")]
pub(crate) mod plan_outcomes;
#[cfg(feature = "ensemble")]
mod prepared_plan;
#[cfg(feature = "ensemble")]
mod ranges;
#[cfg(feature = "ensemble")]
mod recorder;
#[cfg(feature = "ensemble")]
pub(crate) mod run;
#[cfg(feature = "ensemble")]
pub(crate) mod sensitivity;
#[cfg(feature = "ensemble")]
pub(crate) mod summary;

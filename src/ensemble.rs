//! Ensembles: many draws of a plan, counted (DESIGN section 7).

#[cfg(feature = "ensemble")]
mod ascending;
#[cfg(feature = "ensemble")]
pub(crate) mod chances;
#[cfg(feature = "ensemble")]
pub(crate) mod difference;
#[cfg(feature = "ensemble")]
pub(crate) mod distribution;
pub(crate) mod draw;
#[cfg(feature = "ensemble")]
pub(crate) mod drivers;
#[cfg(feature = "ensemble")]
pub(crate) mod groups;
#[cfg(feature = "ensemble")]
pub(crate) mod identity;
#[cfg(feature = "ensemble")]
mod joint;
#[cfg(feature = "ensemble")]
mod listing;
#[cfg(feature = "ensemble")]
mod model;
#[cfg(feature = "ensemble")]
pub(crate) mod outlook;
#[cfg(feature = "ensemble")]
mod parallel;
#[cfg(feature = "ensemble")]
pub(crate) mod ranges;
#[cfg(feature = "ensemble")]
pub(crate) mod record;
#[cfg(feature = "ensemble")]
pub(crate) mod run;
#[cfg(feature = "ensemble")]
pub(crate) mod setup;
#[cfg(feature = "ensemble")]
pub(crate) mod summary;
#[cfg(feature = "ensemble")]
pub(crate) mod tally;

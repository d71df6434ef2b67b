//! Ensembles: many draws of a plan, counted (DESIGN section 7).

mod ascending;
pub(crate) mod chances;
pub(crate) mod difference;
pub(crate) mod distribution;
pub(crate) mod drivers;
pub(crate) mod groups;
pub(crate) mod identity;
mod joint;
mod listing;
mod model;
pub(crate) mod outlook;
mod parallel;
pub(crate) mod ranges;
pub(crate) mod record;
pub(crate) mod run;
pub(crate) mod setup;
pub(crate) mod summary;
pub(crate) mod tally;

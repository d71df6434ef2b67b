//! What people ask of a plan: levels, deadlines and why they slip.

pub(crate) mod bill;
pub(crate) mod comparison;
pub(crate) mod deadline;
pub(crate) mod draw;
#[cfg(feature = "ensemble")]
pub(crate) mod ensemble;
pub(crate) mod presence;
pub(crate) mod projection;
pub(crate) mod rows;
mod select;
pub(crate) mod view;
pub(crate) mod why;

//! What people ask of a plan: levels, deadlines and why they slip.

pub(crate) mod deadline;
pub(crate) mod projection;
pub(crate) mod view;
pub(crate) mod why;

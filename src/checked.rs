//! The checked plan: one function per rule, all violations at once, each with its place.

mod adjusted;
mod check;
pub(crate) mod course;
mod dates;
mod doubt;
pub(crate) mod limits;
pub(crate) mod names;
mod numbers;
mod origin;
pub(crate) mod outline;
pub(crate) mod place;
pub(crate) mod plan;
pub(crate) mod problem;
pub(crate) mod report;
pub(crate) mod terms;
pub(crate) mod timeline;
mod variant;
pub(crate) mod wiring;

//! What people ask of a plan: levels, deadlines and why they slip, costs, comparisons.

pub(crate) mod comparison;
pub(crate) mod cost_breakdown;
pub(crate) mod deadline;
pub(crate) mod delay_causes;
pub(crate) mod group_by;
pub(crate) mod month_table;
pub(crate) mod presence;
pub(crate) mod project;
pub(crate) mod scope_view;
mod scopes;

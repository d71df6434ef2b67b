//! Results: levels, deadlines, causes of delay, costs, comparisons.

pub(crate) mod comparison;
pub(crate) mod cost_breakdown;
pub(crate) mod deadline;
pub(crate) mod delay_causes;
pub(crate) mod group_by;
pub(crate) mod month_table;
pub(crate) mod presence;
pub(crate) mod projection_type;
pub(crate) mod scope_view;
mod views;

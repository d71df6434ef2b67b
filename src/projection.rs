//! Parts of results: months one by one, how levels are grouped, what delays a deadline, the results that a
//! comparison compares.

mod as_data;
pub(crate) mod comparison;
pub(crate) mod cost_breakdown;
pub(crate) mod deadline;
pub(crate) mod delay_causes;
pub(crate) mod departures;
pub(crate) mod group_by;
pub(crate) mod month_table;
pub(crate) mod months;
pub(crate) mod outcome_contradictions;
pub(crate) mod presence;
pub(crate) mod projection_type;
pub(crate) mod scope_view;
pub(crate) mod sum_window;
mod telling_grouping;
mod views;
pub(crate) mod warning_kind;
pub(crate) mod warnings;

pub use comparison::PlanResult;
pub use delay_causes::{Cause, DelayCause};
pub use group_by::GroupBy;
pub use months::{KeptBack, MonthRecord, MonthRecords};
pub use sum_window::SumWindow;

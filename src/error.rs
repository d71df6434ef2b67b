//! What can be wrong with a plan or a value that is read.
//!
//! [`PlanErrors`](crate::PlanErrors) holds everything that is wrong with a plan at once. Errors of one topic
//! stand in that topic's module: those of csv files in `observed`, of merging in `ensemble`, of tables in
//! [`table`](crate::table).

pub(crate) mod any;

#[cfg(feature = "ensemble")]
pub use crate::files::checkpoint::CheckpointError;
#[cfg(feature = "ensemble")]
pub use crate::files::summary_file::SummaryError;
pub use crate::files::write_plan::VariedPlanError;
pub use crate::plan::error_kind::PlanErrorKind;
pub use crate::plan::error_text::StartsAfter;
pub use crate::plan::errors::{PlanError, Position};
pub use crate::plan::place::{Place, Segment};
pub use crate::plan::seek_error::SeekErrorKind;
pub use crate::projection::warning_kind::WarningKind;
pub use crate::projection::warnings::Warning;
pub use crate::spec::text::ParseRuleError;
pub use crate::values::country::ParseCountryError;
pub use crate::values::estimate::EstimateError;
pub use crate::values::mission::ParseMissionError;
pub use crate::values::percent::ParsePercentError;
pub use crate::values::probability::ProbabilityError;
pub use crate::values::troops::ParseTroopsError;
pub use crate::values::year_month::ParseDateError;

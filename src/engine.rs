//! The engine: a plan's [schedule](crate::Schedule) (what it intends) and the month step (what results).
//!
//! There is one engine: everything that needs levels goes through one driver of months. Most users call
//! [`Plan::project`](crate::Plan::project). Use [`Plan::month_records`](crate::Plan::month_records) to read one month at a
//! time, and a [`Stepper`] to project many plans with the same buffers.

pub(crate) mod active_phase;
mod allocation;
mod cursor;
pub(crate) mod driver;
#[cfg(not(drawdown_plain))]
mod fast;
pub(crate) mod floors;
mod in_force;
pub(crate) mod month_flows;
pub(crate) mod month_state;
mod month_step;
mod pace;
pub(crate) mod phase_allocation;
pub(crate) mod phase_status;
pub(crate) mod schedule;
pub(crate) mod schedule_data;
pub(crate) mod starts;
pub(crate) mod stepper;
mod tracking;

pub use crate::plan::dependencies::{Dependencies, Dependency, Relation};
pub use phase_status::PhaseStatus;
pub use schedule::{ScheduledPhase, ScheduledWindow};
pub use stepper::Stepper;

//! The engine: a plan's schedule (what it intends, outlined once) and the month step (what comes of
//! it). One engine; everything else folds over it.

pub(crate) mod basis;
pub(crate) mod draw;
mod even;
pub(crate) mod floors;
#[cfg(feature = "ensemble")]
pub(crate) mod limits;
pub(crate) mod months;
#[cfg(feature = "ensemble")]
pub(crate) mod noise;
pub(crate) mod numbers;
#[cfg(feature = "ensemble")]
pub(crate) mod openings;
pub(crate) mod outcome;
pub(crate) mod outline;
pub(crate) mod pace;
pub(crate) mod reckoning;
pub(crate) mod room;
mod rows;
pub(crate) mod run;
pub(crate) mod schedule;
#[cfg(feature = "ensemble")]
pub(crate) mod starts;
pub(crate) mod step;
pub(crate) mod stepper;
#[cfg(feature = "ensemble")]
pub(crate) mod totals;

//! The estimates of a plan, each fixed to one value.

use crate::spec::slip::SlipMonths;
use crate::values::estimate::Estimate;
use crate::values::quantity::Quantity;

/// An estimate of a plan: what it is of, and the entry's index. The order is that in which numbers and then
/// days are asked for; draws look their values up by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EstimateId {
    /// A contingent's strength.
    Strength(usize),
    /// A residual's strength.
    Residual(usize),
    /// A cap's troops a month.
    Cap(usize),
    /// The number that a phase's target names.
    Target(usize),
    /// A phase's rate.
    Rate(usize),
    /// An event's date.
    EventDate(usize),
    /// A phase's deadline, start or end.
    PhaseDay(usize, PhaseDay),
    /// An end of the window of a residual, hold or cap.
    WindowDay(Constraint, usize, WindowDay),
    /// The months of a slip: of one phase, or of all its phases.
    Slip(usize, Option<usize>),
}

/// A day of a phase, in the order in which they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PhaseDay {
    Deadline,
    Starts,
    Until,
}

/// An end of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WindowDay {
    From,
    Through,
}

/// The lists of a plan whose entries have a scope and a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Constraint {
    Residual,
    Hold,
    Cap,
}

impl EstimateId {
    /// The list, the entry's index and the key, as the plan file spells them.
    pub(crate) const fn path(self) -> (&'static str, usize, &'static str) {
        match self {
            Self::Strength(i) => ("contingent", i, "strength"),
            Self::Residual(i) => ("residual", i, "strength"),
            Self::Cap(i) => ("cap", i, "per_month"),
            Self::Target(i) => ("phase", i, "target"),
            Self::Rate(i) => ("phase", i, "pace"),
            Self::EventDate(i) => ("event", i, "date"),
            Self::PhaseDay(i, PhaseDay::Deadline) => ("phase", i, "deadline"),
            Self::PhaseDay(i, PhaseDay::Starts) => ("phase", i, "starts"),
            Self::PhaseDay(i, PhaseDay::Until) => ("phase", i, "until"),
            Self::WindowDay(list, i, WindowDay::From) => (list.key(), i, "from"),
            Self::WindowDay(list, i, WindowDay::Through) => (list.key(), i, "through"),
            Self::Slip(i, _) => ("slip", i, "months"),
        }
    }
}

impl Constraint {
    /// The list's key in the plan file.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Residual => "residual",
            Self::Hold => "hold",
            Self::Cap => "cap",
        }
    }
}

/// Fixes each estimate of a plan to one value.
pub(crate) trait EstimateSource {
    fn value<T: Quantity>(&mut self, id: EstimateId, estimate: &Estimate<T>) -> T;

    /// The months by which a slip delays; 0 unless it is drawn (rules#slips).
    fn slip(&mut self, _: EstimateId, _: &SlipMonths) -> i32 {
        0
    }
}

/// The same one of the three points of every estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EstimatePoint {
    Low,
    Best,
    High,
}

impl EstimateSource for EstimatePoint {
    fn value<T: Quantity>(&mut self, _: EstimateId, estimate: &Estimate<T>) -> T {
        match self {
            Self::Low => estimate.low(),
            Self::Best => estimate.best(),
            Self::High => estimate.high(),
        }
    }
}

//! What is drawn: independent choices, from which a draft writes a valid plan.

use proptest::sample::Index;
use serde_json::{Map, Value};

/// How an estimate is written around its best value.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) below: i64,
    pub(super) above: i64,
    pub(super) words: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Plain,
    BestOnly,
    NoBest,
    Full,
    /// `{ values = [..] }`.
    Values,
}

/// How a date is written that falls in a given month.
#[derive(Clone, Debug)]
pub(super) enum Spelling {
    Month,
    Day(i64),
    /// Counted from something earlier, or back from something later.
    Counted {
        anchor: Index,
        days: bool,
        shape: Shape,
    },
    /// An estimate.
    Estimate {
        day: Option<i64>,
        shape: Shape,
    },
}

/// Everyone, or the contingents that share the named fields with one contingent or with either of two.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) like: Option<(Index, Index, Vec<&'static str>)>,
    pub(super) written: bool,
}

impl Scope {
    /// Whether the scope is written; left out, it is everyone.
    pub(super) fn is_given(&self) -> bool {
        self.like.is_some() || self.written
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Window {
    pub(super) from: Option<(i64, Spelling)>,
    pub(super) through: Option<(i64, Spelling)>,
}

/// A hold, a cap or a residual: its scope, its window and its other keys.
#[derive(Clone, Debug)]
pub(super) struct Constraint {
    pub(super) scope: Scope,
    pub(super) window: Window,
    pub(super) more: Map<String, Value>,
}

#[derive(Clone, Debug)]
pub(super) enum Target {
    Cut(Value),
    Raise(&'static str, Value),
    InProportion(Index),
}

#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) month: Option<i64>,
    pub(super) spelling: Spelling,
    pub(super) shape: Shape,
}

#[derive(Clone, Debug)]
pub(super) struct Phase {
    pub(super) stem: &'static str,
    pub(super) scope: Scope,
    pub(super) target: Target,
    pub(super) options: Map<String, Value>,
    pub(super) destination: Option<(usize, Index)>,
    /// From planned start to deadline; counted back from `as_of` if past.
    pub(super) months: i64,
    pub(super) past: bool,
    pub(super) deadline: Spelling,
    pub(super) starts: Option<(i64, Spelling)>,
    /// Months from the planned start.
    pub(super) until: Option<(i64, Spelling)>,
    /// The rate of a phase without a deadline.
    pub(super) open_rate: Option<Value>,
    pub(super) waits_for: Vec<Index>,
}

#[derive(Clone, Debug)]
pub(super) enum Adjustment {
    ShiftEvent(Index, i64),
    ShiftPhase(Index, i64, Option<bool>),
    Strength(Scope, Value),
    Pace(Index, Value),
    Target(Index, Target),
    Constraint(&'static str, Option<Index>, Constraint),
    Cancel(Index),
    Add(Phase, Option<Index>),
    /// From here on of version 2.
    ShiftWindow(&'static str, Index, i64),
    Date(Index, i64, Spelling),
    Day(&'static str, Index, i64, Spelling),
    CancelNamed(&'static str, Index),
}

/// Its phases (all, if none are given), its months, and whether it is common.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub(super) phases: Vec<Index>,
    pub(super) months: Vec<i64>,
    pub(super) common: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Recipe {
    pub(super) as_of: i64,
    pub(super) through: Option<i64>,
    pub(super) contingents: Vec<([&'static str; 3], Value)>,
    /// Contingents of strength 0 that can be destinations: how they differ from a listed one.
    pub(super) twins: Vec<(Index, usize, [&'static str; 3])>,
    pub(super) events: Vec<Event>,
    pub(super) phases: Vec<Phase>,
    pub(super) residuals: Vec<Constraint>,
    pub(super) holds: Vec<Constraint>,
    pub(super) caps: Vec<Constraint>,
    pub(super) costs: Vec<(Scope, Map<String, Value>)>,
    pub(super) hazards: Vec<(Scope, Map<String, Value>)>,
    pub(super) slips: Vec<Slip>,
    pub(super) variants: Vec<Vec<Adjustment>>,
    /// Whether countries are named and the day of the announcement is given.
    pub(super) announced: bool,
    /// For each source, the lists in which one entry names it.
    pub(super) sources: Vec<Vec<&'static str>>,
}

//! Section 3: the plan as written, its estimates with all three points.

use std::collections::BTreeSet;

use super::days::Moment;

/// Section 2: low, best and high. What is projected is `best`; a draw puts what it drew there.
#[derive(Clone, Debug)]
pub(crate) struct Estimate<T> {
    pub low: T,
    pub best: T,
    pub high: T,
    /// Section 11: what is drawn instead of the triangle, in the order written.
    pub values: Option<Vec<T>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub as_of: i64,
    pub through: Option<i64>,
    pub sources: BTreeSet<String>,
    pub contingents: Vec<Contingent>,
    pub events: Vec<Event>,
    pub residuals: Vec<Residual>,
    pub phases: Vec<Phase>,
    pub holds: Vec<Hold>,
    pub caps: Vec<Cap>,
    pub costs: Vec<Cost>,
    pub hazards: Vec<Hazard>,
    pub slips: Vec<Slip>,
}

#[derive(Clone, Debug)]
pub(crate) struct Contingent {
    pub key: Key,
    pub strength: Estimate<u64>,
}

/// Section 1: "the troops of one contributor in one host with one mission; unique in a plan".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub contributor: String,
    pub host: String,
    pub mission: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub id: String,
    pub date: Day,
    /// The month it opens in the plan as written, counted from `as_of`.
    pub opens_as_written: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Residual {
    pub scope: Scope,
    pub strength: Estimate<u64>,
    pub window: Window,
}

#[derive(Clone, Debug)]
pub(crate) struct Hold {
    pub name: String,
    pub scope: Scope,
    pub window: Window,
}

#[derive(Clone, Debug)]
pub(crate) struct Cap {
    pub name: String,
    pub scope: Scope,
    pub per_month: Estimate<u64>,
    pub window: Window,
}

/// Section 1: "a thing that may happen in any month and puts a hold on its scope; only ensembles draw it".
#[derive(Clone, Debug)]
pub(crate) struct Hazard {
    pub name: String,
    pub scope: Scope,
    pub monthly_chance: f64,
    pub lasts: Estimate<u64>,
    /// The months in which it is under way, counted from `as_of`: none unless drawn.
    pub under_way: BTreeSet<i64>,
}

/// No projection of troops depends on it.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    pub name: String,
    pub scope: Scope,
    pub currency: String,
    pub per_troop_year: u64,
    pub per_withdrawn: u64,
    pub per_month: u64,
}

/// Section 11: months by which the deadlines of its phases slip; only ensembles draw it.
#[derive(Clone, Debug)]
pub(crate) struct Slip {
    pub name: String,
    /// `None`: all.
    pub phases: Option<Vec<String>>,
    pub months: Vec<i64>,
    /// One draw for all its phases.
    pub common: bool,
}

#[allow(clippy::struct_excessive_bools, reason = "each is the plan file's choice of two words")]
#[derive(Clone, Debug)]
pub(crate) struct Phase {
    pub name: String,
    pub scope: Scope,
    pub target: Target,
    pub deadline: Day,
    pub starts: Day,
    pub until: Day,
    pub waits_for: Vec<String>,
    pub blocks: Option<u64>,
    pub slides: bool,
    pub skipped_if_undated: bool,
    pub listed_order: bool,
    pub pace: Pace,
    pub destination: Option<Destination>,
    /// Section 4, rule 2: b < 1 or u < 1 at best in the plan as written.
    pub past: bool,
    /// v: the sum of the slips that were drawn for it.
    pub slip: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub host: Option<String>,
    pub mission: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) enum Target {
    ReduceTo(Estimate<u64>),
    ReduceBy(Estimate<u64>),
    ReduceByPercent(u64),
    ReduceToPercent(u64),
    InProportionTo(String),
    Remainder,
    RaiseTo(Estimate<u64>),
    RaiseBy(Estimate<u64>),
}

impl Target {
    pub(crate) fn raises(&self) -> bool {
        matches!(self, Self::RaiseTo(_) | Self::RaiseBy(_))
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Pace {
    Even,
    FrontLoaded,
    BackLoaded,
    SCurve,
    AtStart,
    AtDeadline,
    Rate(Estimate<u64>),
}

/// A day that may be left out, and the months by which a variant shifts it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Day {
    pub written: Option<When>,
    pub shift: i64,
}

/// A day as written: a calendar day or month, or one counted from an event or phase.
#[derive(Clone, Debug)]
pub(crate) enum When {
    Calendar(Estimate<Moment>),
    /// Backwards with `before`.
    Counted {
        from: String,
        backwards: bool,
        length: Length,
    },
}

#[derive(Clone, Debug)]
pub(crate) enum Length {
    Days(Estimate<u64>),
    Months(Estimate<u64>),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Window {
    pub from: Day,
    pub through: Day,
}

/// Section 3: "contributor, host, mission: each one value or a list; all that match; {} or absent = everyone".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub contributor: Option<BTreeSet<String>>,
    pub host: Option<BTreeSet<String>>,
    pub mission: Option<BTreeSet<String>>,
}

impl Scope {
    pub(crate) fn matches(&self, key: &Key) -> bool {
        let allows = |set: &Option<BTreeSet<String>>, value| {
            set.as_ref().is_none_or(|values| values.contains(value))
        };
        allows(&self.contributor, &key.contributor)
            && allows(&self.host, &key.host)
            && allows(&self.mission, &key.mission)
    }
}

impl Day {
    pub(crate) fn is_calendar(&self) -> bool {
        matches!(self.written, Some(When::Calendar(_)))
    }
}

impl Plan {
    /// The contingents of a scope, in listing order.
    pub(crate) fn in_scope(&self, scope: &Scope) -> Vec<usize> {
        (0..self.contingents.len()).filter(|&c| scope.matches(&self.contingents[c].key)).collect()
    }

    /// Section 3: "A contingent that would be its own destination is not in the phase's scope, for any rule below."
    pub(crate) fn in_phase(&self, phase: &Phase) -> Vec<usize> {
        let mut scope = self.in_scope(&phase.scope);
        scope.retain(|&c| sent_to(phase, &self.contingents[c].key) != Some(self.key(c)));
        scope
    }

    pub(crate) fn key(&self, contingent: usize) -> Key {
        self.contingents[contingent].key.clone()
    }

    pub(crate) fn find(&self, key: &Key) -> Option<usize> {
        self.contingents.iter().position(|other| other.key == *key)
    }

    pub(crate) fn event(&self, id: &str) -> Option<usize> {
        self.events.iter().position(|event| event.id == id)
    }

    pub(crate) fn phase(&self, name: &str) -> Option<usize> {
        self.phases.iter().position(|phase| phase.name == name)
    }
}

/// Section 3: "those who leave a contingent arrive in the contingent of the same contributor with the host or
/// mission so replaced .. Without it they go home."
pub(crate) fn sent_to(phase: &Phase, from: &Key) -> Option<Key> {
    let destination = phase.destination.as_ref()?;
    Some(Key {
        contributor: from.contributor.clone(),
        host: destination.host.clone().unwrap_or(from.host.clone()),
        mission: destination.mission.clone().unwrap_or(from.mission.clone()),
    })
}

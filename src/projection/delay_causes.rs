//! Why a deadline was missed: troop-months by cause (rules#causes).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::month_flows::Blocker;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::projection::projection_type::Projection;
use crate::spec::PlanSpec;
use crate::values::text::grouped;

/// What delayed a phase, and by how much: each troop kept back for a month counts as one troop-month.
///
/// ```
/// use drawdown::projection::Cause;
/// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     caps: vec![Cap::new("airlift", Troops(500))],
///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
/// })?;
/// let delay = &plan.project().deadlines()[0].causes[0];
/// // 625 are due each month and 500 leave: 125, 250, 375 and 500 are kept back
/// assert_eq!((&delay.cause, delay.troop_months), (&Cause::Cap("airlift".into()), 1_250));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DelayCause {
    /// The cause.
    pub cause: Cause,
    /// Troop-months, from the phase's planned start through its binding month.
    pub troop_months: u64,
}

impl DelayCause {
    /// A cause and the troop-months that it cost.
    #[must_use]
    pub const fn new(cause: Cause, troop_months: u64) -> Self {
        Self { cause, troop_months }
    }
}

/// What can delay a phase.
///
/// ```
/// use drawdown::projection::Cause;
///
/// assert_eq!(Cause::Hold("election".into()).to_string(), "the hold \"election\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// The hold of this name kept troops in their host country.
    Hold(String),
    /// The hazard of this name, as drawn, kept troops in their host country.
    Hazard(String),
    /// A residual kept troops, or those due had not arrived yet.
    Floor,
    /// The cap of this name kept troops in their host country.
    Cap(String),
    /// The event of this id happened late, or never.
    Event(String),
    /// The phase of this name, which precedes it or which it is in proportion to, was late.
    Phase(String),
    /// Troops came into its scope after it had started.
    Arrivals,
}

impl Cause {
    /// What keeps troops back in the month step.
    pub(crate) fn of(spec: &PlanSpec, blocker: Blocker) -> Self {
        match blocker {
            Blocker::Hold(h) => Self::Hold(spec.holds[h].name.clone()),
            Blocker::Hazard(h) => Self::Hazard(spec.hazards[h].name.clone()),
            Blocker::Floor => Self::Floor,
            Blocker::Cap(k) => Self::Cap(spec.caps[k].name.clone()),
        }
    }

    /// The kind of cause, in a word.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Hold(_) => "hold",
            Self::Hazard(_) => "hazard",
            Self::Floor => "floor",
            Self::Cap(_) => "cap",
            Self::Event(_) => "event",
            Self::Phase(_) => "phase",
            Self::Arrivals => "arrivals",
        }
    }

    /// The name of the hold, hazard, cap, event or phase; empty for the floor and for arrivals.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Hold(name)
            | Self::Hazard(name)
            | Self::Cap(name)
            | Self::Event(name)
            | Self::Phase(name) => name,
            Self::Floor | Self::Arrivals => "",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hold(name) => write!(f, "the hold {name:?}"),
            Self::Hazard(name) => write!(f, "the hazard {name:?}"),
            Self::Floor => f.write_str("the floor"),
            Self::Cap(name) => write!(f, "the cap {name:?}"),
            Self::Event(id) => write!(f, "waiting for {id:?}"),
            Self::Phase(name) => write!(f, "the phase {name:?} before it"),
            Self::Arrivals => f.write_str("arrivals"),
        }
    }
}

impl fmt::Display for DelayCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} troop-months", self.cause, grouped(self.troop_months))
    }
}

/// Why phase `i` missed its deadline, summed from its planned start through month `through`.
pub(crate) fn causes(projection: &Projection, i: usize, through: i32) -> Vec<DelayCause> {
    let planned = projection.data().timeline.phases[i].planned;
    let mut causes: Vec<DelayCause> = blocked(projection, i).collect();
    causes.extend(delayed(projection, i, planned, through));
    causes.extend(arrived(projection, i, planned, through));
    causes.retain(|cause| cause.troop_months > 0);
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.troop_months));
    causes
}

/// What each hold, hazard and cap, and the floor, kept back.
fn blocked(projection: &Projection, i: usize) -> impl Iterator<Item = DelayCause> {
    let spec = &projection.plan().spec;
    projection
        .table
        .blocked(i)
        .map(|(blocker, troop_months)| DelayCause { cause: Cause::of(spec, blocker), troop_months })
}

/// What the phase would by then have moved had it started at s0, less what its schedule has moved, attributed
/// to what opened last (rules#late-start).
fn delayed(projection: &Projection, i: usize, from: i32, through: i32) -> Option<DelayCause> {
    let schedule = projection.data();
    let planned = schedule.planned.get(&i)?;
    let moved = |allocation: &PhaseAllocation, t: i32| allocation.total_moved_by(schedule, t);
    let behind = |t: i32| {
        let scheduled = schedule.started(i).map_or(0, |started| moved(started, t));
        moved(planned, t).saturating_sub(scheduled)
    };
    let troop_months = (from..=through).map(behind).sum();
    last_to_open(projection, i, from).map(|cause| DelayCause { cause, troop_months })
}

/// Of the awaited events and the preceding phases that had not opened by the planned start, the one that
/// opens last; what never does comes after all others.
fn last_to_open(projection: &Projection, i: usize, planned: i32) -> Option<Cause> {
    let schedule = projection.data();
    let spec = &schedule.plan.spec;
    let references = &schedule.plan.references.phases[i];
    let events = references.waits_for.iter().map(|&event| {
        let opens = schedule.timeline.opens[event].unwrap_or(i32::MAX);
        (opens, Cause::Event(spec.events[event].id.clone()))
    });
    let preceding = schedule.timeline.phases[i].preceding.iter().map(|&j| {
        let end = schedule.started(j).map_or(i32::MAX, |allocation| allocation.end);
        (j, end.saturating_add(1))
    });
    let proportion = references.in_proportion_to.map(|q| {
        let start = schedule.started(q).map_or(i32::MAX, |allocation| allocation.start);
        (q, start)
    });
    let mut phases: Vec<(usize, i32)> = preceding.chain(proportion).collect();
    phases.sort_unstable(); // of equals, the earlier listed
    let phases =
        phases.into_iter().map(|(j, opens)| (opens, Cause::Phase(spec.phases[j].name.clone())));
    let mut last: Option<(i32, Cause)> = None;
    for (opens, cause) in events.chain(phases) {
        if opens > planned && last.as_ref().is_none_or(|(latest, _)| opens > *latest) {
            last = Some((opens, cause));
        }
    }
    last.map(|(_, cause)| cause)
}

/// Those who have come into the scope from outside since the phase started, or would have at s0
/// (rules#arrivals).
fn arrived(projection: &Projection, i: usize, from: i32, through: i32) -> Option<DelayCause> {
    let schedule = projection.data();
    if schedule.is_raise(i) {
        return None; // they help it
    }
    let start = schedule.allocation(i)?.start;
    let routes = schedule.routes(i);
    let within = |c: usize| routes.binary_search_by_key(&c, |route| route.contingent).is_ok();
    let mut since_start = 0;
    let mut troop_months = 0;
    for t in start..=through {
        let transfers = usize::try_from(t).into_iter().flat_map(|t| projection.table.transfers(t));
        since_start += transfers
            .filter(|transfer| within(transfer.to) && !within(transfer.from))
            .map(|transfer| u64::from(transfer.troops))
            .sum::<u64>();
        if t >= from {
            troop_months += since_start;
        }
    }
    Some(DelayCause { cause: Cause::Arrivals, troop_months })
}

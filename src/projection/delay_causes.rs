//! Why a deadline was missed: troop-months by cause (rules#causes).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::month_flows::Blocker;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::names::Anchor;
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
    /// The phase of this name was late: it precedes this one, this one counts from it or is in proportion to it,
    /// or it still owes troops in this scope.
    Phase(String),
    /// Troops came into its scope after it had started.
    Arrivals,
    /// A residual keeps more troops than the goal.
    Residual,
    /// At its pace it ends after its deadline, even if it starts as planned.
    Pace,
    /// Its deadline comes before its planned start.
    Deadline,
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
            Self::Residual => "residual",
            Self::Pace => "pace",
            Self::Deadline => "deadline",
        }
    }

    /// The name of the hold, hazard, cap, event or phase; empty for all others.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Hold(name)
            | Self::Hazard(name)
            | Self::Cap(name)
            | Self::Event(name)
            | Self::Phase(name) => name,
            Self::Floor | Self::Arrivals | Self::Residual | Self::Pace | Self::Deadline => "",
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
            Self::Phase(name) => write!(f, "the phase {name:?}"),
            Self::Arrivals => f.write_str("arrivals"),
            Self::Residual => f.write_str("the residual, which keeps more than the goal"),
            Self::Pace => f.write_str("the pace, which ends after the deadline"),
            Self::Deadline => f.write_str("the deadline, which comes before the planned start"),
        }
    }
}

impl fmt::Display for DelayCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} troop-months", self.cause, grouped(self.troop_months))
    }
}

/// Why phase `i` missed its deadline, which binds in month `b`, by `shortfall` troops.
pub(crate) fn causes(projection: &Projection, i: usize, b: i32, shortfall: u64) -> Vec<DelayCause> {
    let schedule = projection.data();
    let spec = &projection.plan().spec;
    let planned = schedule.timeline.phases[i].planned;
    if b < planned {
        return vec![DelayCause { cause: Cause::Deadline, troop_months: shortfall }];
    }
    // In the order of equals: holds, hazards, the floor, caps, events, phases, ...
    let mut causes: Vec<DelayCause> = blocked(projection, i).collect();
    let mut add = |cause, troop_months| causes.push(DelayCause { cause, troop_months });
    let mut phases: BTreeMap<usize, u64> = BTreeMap::new();
    let behind = behind(projection, i, planned, b);
    match last_to_open(projection, i, planned) {
        Some(Opener::Event(event)) => add(Cause::Event(spec.events[event].id.clone()), behind),
        Some(Opener::Phase(j)) => *phases.entry(j).or_default() += behind,
        None => {}
    }
    let is_cut = !schedule.is_raise(i);
    for (j, owed) in projection.table.owed(i).filter(|_| is_cut) {
        *phases.entry(j).or_default() += owed;
    }
    for (j, troop_months) in phases {
        add(Cause::Phase(spec.phases[j].name.clone()), troop_months);
    }
    if is_cut {
        add(Cause::Arrivals, arrived(projection, i, planned, b));
        add(Cause::Residual, kept_by_residuals(schedule, i));
    }
    add(Cause::Pace, left_by_pace(schedule, i, b));
    causes.retain(|cause| cause.troop_months > 0);
    causes.sort_by_key(|cause| Reverse(cause.troop_months));
    causes
}

/// By how much the goal is below what floors leave in the scope.
fn kept_by_residuals(schedule: &ScheduleData, i: usize) -> u64 {
    schedule.allocation(i).map_or(0, |allocation| {
        (allocation.level - allocation.spare).saturating_sub(allocation.goal)
    })
}

/// What the phase would not have moved by month `b` had it started at s0, where its schedule then ends later.
fn left_by_pace(schedule: &ScheduleData, i: usize, b: i32) -> u64 {
    let planned = schedule.planned.get(&i).cloned();
    // One that began earlier has its cut already.
    let from_planned_start = |started: &PhaseAllocation| {
        started.started_at(schedule, schedule.timeline.phases[i].planned)
    };
    let reference = planned.or_else(|| schedule.started(i).map(from_planned_start));
    reference.filter(|reference| reference.end > b).map_or(0, |reference| {
        u64::from(reference.total).saturating_sub(reference.total_moved_by(schedule, b))
    })
}

/// What each hold, hazard and cap, and the floor, kept back.
fn blocked(projection: &Projection, i: usize) -> impl Iterator<Item = DelayCause> {
    let spec = &projection.plan().spec;
    projection
        .table
        .blocked(i)
        .map(|(blocker, troop_months)| DelayCause { cause: Cause::of(spec, blocker), troop_months })
}

/// What the phase would by then have moved had it started at s0, less what its schedule has moved, summed from
/// one month through another (rules#late-start).
fn behind(projection: &Projection, i: usize, from: i32, through: i32) -> u64 {
    let schedule = projection.data();
    let Some(planned) = schedule.planned.get(&i) else { return 0 };
    let moved = |allocation: &PhaseAllocation, t: i32| allocation.total_moved_by(schedule, t);
    let behind = |t: i32| {
        let scheduled = schedule.started(i).map_or(0, |started| moved(started, t));
        moved(planned, t).saturating_sub(scheduled)
    };
    (from..=through).map(behind).sum()
}

/// What a phase waits for, by index.
#[derive(Clone, Copy)]
enum Opener {
    Event(usize),
    Phase(usize),
}

/// Of what had not opened by the planned start, the one that opens last; what never does comes after all others.
fn last_to_open(projection: &Projection, i: usize, planned: i32) -> Option<Opener> {
    let schedule = projection.data();
    let references = &schedule.plan.references.phases[i];
    let dates = &schedule.timeline.phases[i];
    let awaited = references
        .waits_for
        .iter()
        .map(|&event| (schedule.timeline.opens[event].unwrap_or(i32::MAX), Opener::Event(event)));
    let starts_open = dates.opens.unwrap_or(i32::MAX);
    let (starts_event, starts_phase) = match references.starts {
        Some(Anchor::Event(event)) => (Some((starts_open, Opener::Event(event))), None),
        Some(Anchor::Phase(j)) => (None, Some((j, starts_open))),
        None => (None, None),
    };
    let preceding = dates.preceding.iter().map(|&j| {
        let started = schedule.started(j).map(|allocation| allocation.last);
        let end = started.or(schedule.timeline.phases[j].replaced_after).unwrap_or(i32::MAX);
        let skipped = schedule.never[j].filter(|_| schedule.is_skipped(j));
        (j, skipped.unwrap_or(i32::MAX).min(end.saturating_add(1)))
    });
    let proportion = references.in_proportion_to.map(|q| {
        let start = schedule.started(q).map_or(i32::MAX, |allocation| allocation.start);
        (q, start)
    });
    let mut phases: Vec<(usize, i32)> = preceding.chain(proportion).chain(starts_phase).collect();
    phases.sort_unstable(); // of equals, the earlier listed
    let phases = phases.into_iter().map(|(j, opens)| (opens, Opener::Phase(j)));
    let mut last: Option<(i32, Opener)> = None;
    for (opens, opener) in awaited.chain(starts_event).chain(phases) {
        if opens > planned && last.is_none_or(|(latest, _)| opens > latest) {
            last = Some((opens, opener));
        }
    }
    last.map(|(_, opener)| opener)
}

/// Those who have come into the scope from outside since the phase started, or would have at s0
/// (rules#arrivals).
fn arrived(projection: &Projection, i: usize, from: i32, through: i32) -> u64 {
    let schedule = projection.data();
    let Some(start) = schedule.allocation(i).map(|allocation| allocation.start) else { return 0 };
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
    troop_months
}

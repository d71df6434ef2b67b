//! Why a deadline was missed: troop-months by cause (DESIGN section 5).

use std::fmt;

use crate::engine::basis::Basis;
use crate::engine::outcome::Blocker;
use crate::plan::outline::Reckoning;
use crate::projection::project::Projection;
use crate::values::text::grouped;

/// What kept a phase from its goal, and how much: each troop kept back for one month counts one.
///
/// ```
/// use drawdown::{Cap, Cause, Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     caps: vec![Cap::new("airlift", Troops(500))],
///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
/// })?;
/// let reason = &plan.project().deadlines()[0].causes[0];
/// // 625 are due each month and 500 leave: 125, 250, 375 and 500 are kept back
/// assert_eq!((&reason.cause, reason.troop_months), (&Cause::Cap("airlift".into()), 1_250));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DelayCause {
    /// What it was.
    pub cause: Cause,
    /// Troop-months, from the phase's planned start through its binding month.
    pub troop_months: u64,
}

/// What can keep a phase from its goal.
///
/// ```
/// use drawdown::Cause;
///
/// assert_eq!(Cause::Hold("election".into()).to_string(), "the hold \"election\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The hold of this name kept troops in their host.
    Hold(String),
    /// The hazard of this name, as drawn, kept troops in their host.
    Hazard(String),
    /// A residual kept troops, or those due had not yet arrived.
    Floor,
    /// The cap of this name kept troops in their host.
    Cap(String),
    /// The event of this id came late, or never.
    Event(String),
    /// The phase of this name, which precedes it (or which it keeps in proportion to), was late.
    Phase(String),
    /// Others came into its scope after it had started.
    Arrivals,
}

impl Cause {
    /// The kind of cause, in a word.
    ///
    /// ```
    /// assert_eq!(drawdown::Cause::Floor.kind(), "floor");
    /// ```
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

    /// The cause's own name, empty for the floor and for arrivals.
    ///
    /// ```
    /// assert_eq!(drawdown::Cause::Cap("airlift".into()).name(), "airlift");
    /// ```
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
pub(crate) fn reasons(projection: &Projection<'_>, i: usize, through: i32) -> Vec<DelayCause> {
    let planned = projection.course().timeline.phases[i].planned;
    let mut reasons: Vec<DelayCause> = kept_back(projection, i).collect();
    reasons.extend(delayed(projection, i, planned, through));
    reasons.extend(arrived(projection, i, planned, through));
    reasons.retain(|reason| reason.troop_months > 0);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.troop_months));
    reasons
}

/// What each hold and hazard, the floor and each cap took off what was due.
fn kept_back(projection: &Projection<'_>, i: usize) -> impl Iterator<Item = DelayCause> {
    let spec = &projection.plan().spec;
    projection.rows.kept_back(i).map(|(keeper, troop_months)| {
        let cause = match keeper {
            Blocker::Hold(h) => Cause::Hold(spec.holds[h].name.clone()),
            Blocker::Hazard(h) => Cause::Hazard(spec.hazards[h].name.clone()),
            Blocker::Floor => Cause::Floor,
            Blocker::Cap(k) => Cause::Cap(spec.caps[k].name.clone()),
        };
        DelayCause { cause, troop_months }
    })
}

/// What the phase would by then have moved had it started at s0, less what its schedule has
/// moved: laid at what it waited for longest.
fn delayed(projection: &Projection<'_>, i: usize, from: i32, through: i32) -> Option<DelayCause> {
    let outline = &projection.course().outline;
    let planned = outline.planned(i)?;
    let basis = Basis { plan: projection.plan(), course: projection.course() };
    let moved =
        |reckoning: &Reckoning, t: i32| reckoning.moved_in_all(basis, outline.each(reckoning), t);
    let troop_months = (from..=through)
        .map(|t| {
            let meant = moved(planned, t);
            let moved = outline.started(i).map_or(0, |started| moved(started, t));
            meant.saturating_sub(moved)
        })
        .sum();
    last_to_open(projection, i, from).map(|cause| DelayCause { cause, troop_months })
}

/// Of the awaited events and the phases before it that had not opened the way by its planned
/// start, the one that opens it last; what never does comes after all others.
fn last_to_open(projection: &Projection<'_>, i: usize, planned: i32) -> Option<Cause> {
    let (spec, course) = (&projection.plan().spec, projection.course());
    let wiring = &projection.plan().wiring.phases[i];
    let events = wiring.waits_for.iter().map(|&event| {
        let opens = course.timeline.opens[event].unwrap_or(i32::MAX);
        (opens, Cause::Event(spec.events[event].id.clone()))
    });
    let started = |j: usize| course.outline.started(j);
    let before = course.timeline.preceding(i).iter().map(|&j| {
        let end = started(j).map_or(i32::MAX, |reckoning| reckoning.end);
        (j, end.saturating_add(1))
    });
    let proportion = wiring.in_proportion_to.map(|q| {
        let start = started(q).map_or(i32::MAX, |reckoning| reckoning.start);
        (q, start)
    });
    let mut phases: Vec<(usize, i32)> = before.chain(proportion).collect();
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

/// Those who have come into the scope from outside since the phase started (or would have, at s0).
fn arrived(projection: &Projection<'_>, i: usize, from: i32, through: i32) -> Option<DelayCause> {
    if projection.plan().spec.phases[i].target.is_raise() {
        return None; // they help it
    }
    let start = projection.course().outline.reckoned(i)?.start;
    let legs = &projection.plan().wiring.phases[i].scope;
    let within = |c: usize| legs.binary_search_by_key(&c, |leg| leg.contingent).is_ok();
    let mut since_start = 0;
    let mut troop_months = 0;
    for t in start..=through {
        let month = usize::try_from(t).into_iter().flat_map(|t| projection.rows.transfers(t));
        since_start += month
            .filter(|transfer| within(transfer.to) && !within(transfer.from))
            .map(|transfer| u64::from(transfer.troops))
            .sum::<u64>();
        if t >= from {
            troop_months += since_start;
        }
    }
    Some(DelayCause { cause: Cause::Arrivals, troop_months })
}

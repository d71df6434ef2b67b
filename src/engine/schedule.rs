//! The schedule: what a plan intends, as if nothing got in its way (rules#schedule).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::engine::allocation::PhaseAllocation;
use crate::engine::floors::Floors;
use crate::engine::numbers::Numbers;
use crate::plan::checked::Plan;
use crate::plan::estimate_source::{EstimatePoint, EstimateSource};
use crate::plan::references::Route;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::window::Window;
use crate::values::day::Day;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// What a plan intends, with every estimate fixed: its days, when each phase starts and ends, what it moves,
/// and what residuals protect. Holds and caps do not change it.
///
/// A clone is cheap. Hold the schedule of a plan that is projected many times.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// let schedule = plan.schedule();
/// assert_eq!(
///     schedule.to_string(),
///     "first year: 500 troops from 2024-10 through 2025-09\n\
///      the remainder: 1750 troops from 2025-10 through 2026-12"
/// );
/// assert_eq!(schedule.project().completion(), Some("2026-12".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(crate) data: Arc<ScheduleData>,
}

/// What a plan comes to once every estimate is fixed.
#[derive(Clone, Debug)]
pub(crate) struct ScheduleData {
    pub(crate) plan: Plan,
    pub(crate) timeline: Timeline,
    pub(crate) numbers: Numbers,
    pub(crate) floors: Floors,
    /// When each hazard is under way, one window after another; only draws have any.
    pub(crate) hazards: Vec<Vec<Window>>,
    /// The phases that start within the projection, in the order in which they do.
    pub(crate) started: Vec<PhaseAllocation>,
    /// By phase, its position among those that start.
    pub(crate) position: Vec<Option<usize>>,
    /// The phases that start late or never, as if each had started at s0.
    pub(crate) planned: BTreeMap<usize, PhaseAllocation>,
}

impl ScheduleData {
    /// Fixes every estimate by `source`, resolves the days, and starts the phases.
    pub(crate) fn new(
        plan: &Plan,
        source: &mut impl EstimateSource,
        hazards: Vec<Vec<Window>>,
    ) -> Self {
        let numbers = Numbers::new(plan, source);
        let timeline = Timeline::new(plan, source, Some(&plan.baseline));
        let floors = Floors::new(plan, &timeline, &numbers);
        let position = vec![None; plan.spec.phases.len()];
        let (started, planned) = (Vec::new(), BTreeMap::new());
        let plan = plan.clone();
        let mut schedule =
            Self { plan, timeline, numbers, floors, hazards, started, position, planned };
        schedule.start_phases();
        schedule
    }

    /// What a phase moves, if it starts.
    pub(crate) fn started(&self, phase: usize) -> Option<&PhaseAllocation> {
        self.position[phase].map(|position| &self.started[position])
    }

    /// What a phase moves or, if it does not start, would have moved from s0 on.
    pub(crate) fn allocation(&self, phase: usize) -> Option<&PhaseAllocation> {
        self.started(phase).or_else(|| self.planned.get(&phase))
    }

    /// The contingents of a phase, in listing order.
    pub(crate) fn routes(&self, phase: usize) -> &[Route] {
        &self.plan.references.phases[phase].scope
    }

    pub(crate) fn is_raise(&self, phase: usize) -> bool {
        self.plan.spec.phases[phase].target.is_raise()
    }

    /// Whether and when a phase runs.
    pub(crate) fn status(&self, phase: usize) -> PhaseStatus {
        match (self.timeline.phases[phase].run, self.started(phase)) {
            (CanRun::Past, _) => PhaseStatus::Past,
            (CanRun::Never, _) => PhaseStatus::NeverStarts,
            (CanRun::Yes, None) => PhaseStatus::NotStarted,
            (CanRun::Yes, Some(allocation)) => PhaseStatus::Started {
                start: self.plan.month(allocation.start),
                paced_end: self.plan.month(allocation.end),
            },
        }
    }
}

/// Whether and when a phase runs.
///
/// ```
/// use drawdown::{Contingent, Event, Phase, PhaseStatus, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     events: vec![Event::new("approval")], // it has no date
///     phases: vec![Phase {
///         waits_for: vec!["approval".into()],
///         ..Phase::new("all", Target::Remainder, "2024-12-31".parse()?)
///     }],
///     ..PlanSpec::new("Pending approval", "2024-08".parse()?)
/// })?;
/// assert_eq!(plan.project().deadlines()[0].status, PhaseStatus::NeverStarts);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PhaseStatus {
    /// It was due before the plan's first month.
    Past,
    /// It depends on something undated.
    NeverStarts,
    /// It starts after the projection ends.
    NotStarted,
    /// It starts within the projection.
    Started {
        /// The first month of its schedule.
        start: YearMonth,
        /// The last month of its schedule.
        paced_end: YearMonth,
    },
}

/// What the schedule says of one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScheduledPhase {
    /// The phase's name.
    pub phase: String,
    /// Whether and when it runs.
    pub status: PhaseStatus,
    /// The day of its deadline, if it is dated.
    pub deadline: Option<Day>,
    /// The month in which the deadline binds.
    pub binding_month: Option<YearMonth>,
    /// The month in which it is planned to start.
    pub planned_start: YearMonth,
    /// The cut or the gain, in troops; `None` where the phase does not start.
    pub total: Option<Troops>,
    /// The cut or the gain of every contingent of the plan, in listing order, in troops.
    pub by_contingent: Vec<Troops>,
}

impl Plan {
    /// The schedule with every estimate at its best.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let no_hazards = vec![Vec::new(); self.spec.hazards.len()];
        let data = ScheduleData::new(self, &mut EstimatePoint::Best, no_hazards);
        Schedule { data: Arc::new(data) }
    }
}

impl Schedule {
    /// The plan whose schedule it is.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.data.plan
    }

    /// What each phase intends, in listing order.
    ///
    /// ```
    /// use drawdown::Troops;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let schedule = plan.schedule();
    /// let first_year = schedule.phases().next().ok_or("no phase")?;
    /// assert_eq!(first_year.planned_start, "2024-10".parse()?);
    /// assert_eq!(first_year.by_contingent, [Troops(500), Troops(0)]); // Iraq, Syria
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn phases(&self) -> impl ExactSizeIterator<Item = ScheduledPhase> {
        (0..self.data.timeline.phases.len()).map(|i| self.phase(i))
    }

    fn phase(&self, i: usize) -> ScheduledPhase {
        let schedule = &*self.data;
        let (plan, dates) = (&schedule.plan, &schedule.timeline.phases[i]);
        let mut by_contingent = vec![Troops::ZERO; plan.spec.contingents.len()];
        if let Some(allocation) = schedule.started(i) {
            let mut moved = vec![0; allocation.per_contingent.len()];
            allocation.moved_by(schedule, allocation.end, &mut moved);
            for (route, troops) in schedule.routes(i).iter().zip(moved) {
                by_contingent[route.contingent] = Troops(troops);
            }
        }
        ScheduledPhase {
            phase: plan.spec.phases[i].name.clone(),
            status: schedule.status(i),
            deadline: dates.deadline,
            binding_month: dates.binds.map(|b| plan.month(b)),
            planned_start: plan.month(dates.planned),
            total: schedule.started(i).map(|allocation| Troops(allocation.total)),
            by_contingent,
        }
    }

    /// The day on which an event happens; `None` where the plan has no such event, or it has no date.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert_eq!(plan.schedule().event_day("announcement"), Some("2024-09".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn event_day(&self, id: &str) -> Option<Day> {
        let i = self.data.plan.spec.events.iter().position(|event| event.id == id)?;
        self.data.timeline.events[i]
    }

    /// The level of each contingent, in listing order, that residuals protect in a month, in troops.
    ///
    /// ```
    /// use drawdown::Troops;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let floors = plan.schedule().floors("2027-01".parse()?);
    /// assert_eq!(floors, [Troops(250), Troops(0)]); // Iraq, Syria
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn floors(&self, month: YearMonth) -> Vec<Troops> {
        let t = month.months_since(self.data.plan.as_of());
        self.data.floors.at(t).iter().copied().map(Troops).collect()
    }
}

/// A line for each phase, in listing order.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, phase) in self.phases().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}: ", phase.phase)?;
            match (phase.status, phase.total) {
                (PhaseStatus::Started { start, paced_end }, Some(total)) => {
                    write!(f, "{total} troops from {start} through {paced_end}")?;
                }
                (PhaseStatus::Past, _) => f.write_str("due before the plan's first month")?,
                (PhaseStatus::NotStarted, _) => f.write_str("starts after the projection ends")?,
                _ => f.write_str("never starts")?,
            }
        }
        Ok(())
    }
}

//! The schedule: what a plan intends, as if nothing got in its way (rules#schedule).

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::engine::phase_status::PhaseStatus;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::checked::Plan;
use crate::plan::dependencies::Dependencies;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::timeline::Timeline;
use crate::plan::window::DatedWindow;
use crate::values::day::Day;
use crate::values::text::grouped;
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
///     "first year: 500 leave, 2024-10 through 2025-09\n\
///      the remainder: 1,750 leave, 2025-10 through 2026-12"
/// );
/// assert_eq!(schedule.project().completion(), Some("2026-12".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(crate) data: Arc<ScheduleData>,
}

/// What the schedule says of one phase.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScheduledPhase {
    /// The phase's name.
    pub phase: String,
    /// Whether and when it runs.
    pub status: PhaseStatus,
    /// The resolved day of its deadline, if it is dated.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Day>"))]
    pub deadline: Option<NaiveDate>,
    /// The month in which the deadline binds.
    pub binding_month: Option<YearMonth>,
    /// The month in which it is planned to start.
    pub planned_start: YearMonth,
    /// The whole cut or gain, in troops, even where another decision ends it earlier; `None` where it does not start.
    pub total: Option<Troops>,
    /// What it moves of every contingent of the plan, in listing order, in troops.
    pub by_contingent: Vec<Troops>,
}

/// When a residual, hold or cap is in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScheduledWindow {
    /// The entry's place in the plan, such as `hold[0]`.
    pub entry: String,
    /// The name of the hold or cap; a residual has none.
    pub name: Option<String>,
    /// Its first day; `None` where it has none, or an undated one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Day>"))]
    pub from: Option<NaiveDate>,
    /// Its last day; `None` where it has none, or an undated one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Day>"))]
    pub through: Option<NaiveDate>,
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
        (0..self.data.timeline.phases.len()).map(|i| self.scheduled_phase(i))
    }

    /// What the phase with this name intends, if there is one.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let remainder = plan.schedule().phase("the remainder").ok_or("no such phase")?;
    /// assert_eq!(remainder.total.map(|troops| troops.0), Some(1_750));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn phase(&self, name: &str) -> Option<ScheduledPhase> {
        let i = self.plan().spec.phase_index(name)?;
        Some(self.scheduled_phase(i))
    }

    /// Whether another decision replaces a phase within the projection; it has not started by then.
    fn is_replaced_first(&self, i: usize) -> bool {
        self.data.timeline.phases[i].replaced_after.is_some_and(|u| u <= self.data.horizon)
    }

    fn scheduled_phase(&self, i: usize) -> ScheduledPhase {
        let schedule = &*self.data;
        let (plan, dates) = (&schedule.plan, &schedule.timeline.phases[i]);
        let mut by_contingent = vec![Troops::ZERO; plan.spec.contingents.len()];
        if let Some(allocation) = schedule.started(i) {
            let mut moved = vec![0; allocation.row.len()];
            allocation.moved_by(schedule, allocation.end, &mut moved);
            for (route, troops) in schedule.routes(i).iter().zip(moved) {
                by_contingent[route.contingent] = Troops(troops);
            }
        }
        ScheduledPhase {
            phase: plan.spec.phases[i].name.clone(),
            status: schedule.status(i),
            deadline: dates.deadline.map(Day::date),
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
        let i = self.plan().spec.event_index(id)?;
        self.data.timeline.events[i]
    }

    /// The windows of the plan's residuals, holds and caps, with their days as resolved.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let schedule = plan.schedule();
    /// let airlift = schedule.windows().find(|window| window.entry == "cap[0]").ok_or("no cap")?;
    /// assert_eq!((airlift.from, airlift.through), (None, None)); // in force all the time
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn windows(&self) -> impl Iterator<Item = ScheduledWindow> {
        let Timeline { residuals, holds, caps, .. } = self.data.timeline.as_ref();
        let spec = &self.plan().spec;
        let residuals = named("residual", residuals, move |_| None);
        let holds = named("hold", holds, move |i| Some(spec.holds[i].name.clone()));
        let caps = named("cap", caps, move |i| Some(spec.caps[i].name.clone()));
        residuals.chain(holds).chain(caps)
    }

    /// What the events and phases depend on.
    #[must_use]
    pub fn dependencies(&self) -> Dependencies {
        Dependencies::new(self.plan(), &self.data.timeline)
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

/// The windows of one list of the plan.
fn named<'a>(
    list: &'static str,
    windows: &'a [DatedWindow],
    name: impl Fn(usize) -> Option<String> + 'a,
) -> impl Iterator<Item = ScheduledWindow> + 'a {
    windows.iter().enumerate().map(move |(i, window)| ScheduledWindow {
        entry: format!("{list}[{i}]"),
        name: name(i),
        from: window.from.map(Day::date),
        through: window.through.map(Day::date),
    })
}

/// The `phases`, the `windows` and the `dependencies`.
impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Schedule", 3)?;
        fields.serialize_field("phases", &self.phases().collect::<Vec<_>>())?;
        fields.serialize_field("windows", &self.windows().collect::<Vec<_>>())?;
        fields.serialize_field("dependencies", &self.dependencies())?;
        fields.end()
    }
}

/// A line for each phase, in listing order.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, phase) in self.phases().enumerate() {
            let verb = if self.data.is_raise(i) { "arrive" } else { "leave" };
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}: ", phase.phase)?;
            match (phase.status, phase.total) {
                (PhaseStatus::Started { start, paced_end }, Some(total)) => {
                    let dates = &self.data.timeline.phases[i];
                    match dates.replaced_after.map(|u| self.plan().month(u)) {
                        Some(last) if last < paced_end => {
                            let moved =
                                phase.by_contingent.iter().map(|n| u64::from(n.0)).sum::<u64>();
                            let (moved, total) = (grouped(moved), format!("{total:#}"));
                            write!(
                                f,
                                "{moved} of {total} {verb}, {start} through {last}, when it is replaced"
                            )?;
                        }
                        _ => write!(f, "{total:#} {verb}, {start} through {paced_end}")?,
                    }
                }
                (PhaseStatus::Past, _) => {
                    f.write_str("due or replaced before the plan's first month")?;
                }
                (PhaseStatus::NotStarted, _) if self.is_replaced_first(i) => {
                    f.write_str("replaced by another decision before it starts")?;
                }
                (PhaseStatus::NotStarted, _) => f.write_str("starts after the projection ends")?,
                _ => f.write_str("never starts")?,
            }
        }
        Ok(())
    }
}

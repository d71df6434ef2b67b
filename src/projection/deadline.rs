//! Whether deadlines are met (rules#met).

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::phase_status::PhaseStatus;
use crate::engine::schedule_data::ScheduleData;
use crate::projection::delay_causes::{self, DelayCause};
use crate::projection::projection_type::Projection;
use crate::values::day::Day;
use crate::values::text::{counted, grouped};
use crate::values::year_month::YearMonth;

/// Whether a phase's deadline is met. What is not known within the projection is `None`. One
/// that is read, such as from JSON, is refused where it contradicts itself.
///
/// ```
/// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     caps: vec![Cap::new("airlift", Troops(500))],
///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
/// })?;
/// let outcome = &plan.project().deadlines()[0];
/// assert_eq!((outcome.met, outcome.slip_months, outcome.shortfall), (Some(false), Some(1), Some(500)));
/// assert_eq!(
///     outcome.to_string(),
///     "all: due 2024-12-31, goal 0; missed by 500, met in 2025-01, 1 month late"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DeadlineOutcome {
    /// The phase's name.
    pub phase: String,
    /// Whether and when the phase runs.
    pub status: PhaseStatus,
    /// Whether the phase has a deadline; one at a rate can go [without](crate::rules#open-ended).
    pub has_deadline: bool,
    /// The resolved day (of a month, the last); `None` if there is none or it is undated, and then all fields
    /// through `shortfall` are empty.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Day>"))]
    pub deadline: Option<NaiveDate>,
    /// The month at whose end the deadline binds.
    pub binding_month: Option<YearMonth>,
    /// The [goal](crate::rules#goal): the strength that the phase's scope must reach, in troops.
    pub goal: Option<u64>,
    /// Its strength at the end of the binding month, in troops.
    pub strength: Option<u64>,
    /// Whether the goal is reached at the end of the binding month.
    pub met: Option<bool>,
    /// The month from which on the goal is reached.
    pub met_in: Option<YearMonth>,
    /// The [slip](crate::rules#slip): months from the binding month to that month; never above 0 where the deadline is met.
    pub slip_months: Option<i32>,
    /// The [shortfall](crate::rules#shortfall): by how many troops the strength misses the goal at the end of the binding month; 0 if met.
    pub shortfall: Option<u64>,
    /// The month in which most left for the phase (arrived, for a raise): the first of equals, its start where
    /// nobody did. `None` for a phase that does not start within the projection, as are the next two.
    pub busiest_month: Option<YearMonth>,
    /// How many left (arrived) in that month, in troops ([rule](crate::rules#busiest-month)).
    pub busiest: Option<u64>,
    /// The most troops that the phase was planned to move in one month.
    pub planned_busiest: Option<u64>,
    /// Whether another decision replaces the phase before it is due ([rule](crate::rules#replaced)); then it
    /// has a goal and no verdict.
    pub replaced: bool,
    /// The last month before another decision replaces the phase, if it has a dated `until`.
    pub replaced_after: Option<YearMonth>,
    /// What delayed a missed deadline, the most troop-months first.
    pub causes: Vec<DelayCause>,
}

impl DeadlineOutcome {
    /// The outcome of a phase of which nothing is known yet, to fill in.
    ///
    /// ```
    /// use drawdown::DeadlineOutcome;
    /// use drawdown::engine::PhaseStatus;
    ///
    /// let mut outcome = DeadlineOutcome::new("first year", PhaseStatus::NeverStarts);
    /// outcome.deadline = drawdown::chrono::NaiveDate::from_ymd_opt(2025, 9, 30);
    /// assert_eq!(outcome.to_string(), "first year: due 2025-09-30; it never starts");
    /// ```
    #[must_use]
    pub fn new(phase: impl Into<String>, status: PhaseStatus) -> Self {
        Self {
            phase: phase.into(),
            status,
            has_deadline: true,
            deadline: None,
            binding_month: None,
            goal: None,
            strength: None,
            met: None,
            replaced_after: None,
            met_in: None,
            slip_months: None,
            shortfall: None,
            busiest_month: None,
            busiest: None,
            planned_busiest: None,
            replaced: false,
            causes: Vec::new(),
        }
    }

    /// Whether the deadline is met with a month busier than planned. A plan that was held up and then catches
    /// up all at once is on time in this way only.
    ///
    /// ```
    /// use drawdown::{Contingent, Hold, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1_200))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2025-12-31".parse()?)],
    ///     holds: vec![Hold { through: Some("2025-11".parse()?), ..Hold::new("talks") }],
    ///     ..PlanSpec::new("Held up for eleven months", "2024-12".parse()?)
    /// })?;
    /// let outcome = &plan.project().deadlines()[0];
    /// assert!(outcome.is_met_by_surge());
    /// assert_eq!(
    ///     outcome.to_string(),
    ///     "all: due 2025-12-31, goal 0; met in 2025-12, on time, by a surge: 1,200 in 2025-12, planned at \
    ///      most 100 a month"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_met_by_surge(&self) -> bool {
        self.met == Some(true) && self.busiest > self.planned_busiest
    }

    /// What stands against a missed deadline, in words: its causes, the most troop-months first, or that there is
    /// none, and what its scope has too many or too few of. `None` where the deadline is not missed.
    ///
    /// ```
    /// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    ///     caps: vec![Cap::new("airlift", Troops(500))],
    ///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
    /// })?;
    /// assert_eq!(
    ///     plan.project().deadlines()[0].explanation(),
    ///     Some("kept from its goal by the cap \"airlift\" (1,250 troop-months)".into())
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn explanation(&self) -> Option<String> {
        let shortfall = self.shortfall.filter(|_| self.met == Some(false))?;
        if !self.causes.is_empty() {
            let cause = |delay: &DelayCause| {
                format!("{} ({} troop-months)", delay.cause, grouped(delay.troop_months))
            };
            let causes: Vec<String> = self.causes.iter().map(cause).collect();
            return Some(format!("kept from its goal by {}", causes.join("; ")));
        }
        let side = if self.strength > self.goal { "above" } else { "below" };
        Some(format!(
            "nothing delays it: its schedule, and what other phases raise in its scope, end {} {side} its goal",
            grouped(shortfall)
        ))
    }

    /// The surge by which the deadline is met, in words.
    pub(crate) fn surge_text(&self) -> Option<String> {
        let (month, busiest) = self.busiest_month.zip(self.busiest)?;
        let planned = grouped(self.planned_busiest?);
        let busiest = grouped(busiest);
        self.is_met_by_surge()
            .then(|| format!("by a surge: {busiest} in {month}, planned at most {planned} a month"))
    }
}

/// A day, and the month that it counts as where that is another than its own (rules#nearest-month-end).
pub(crate) fn day_text(day: NaiveDate, month: Option<YearMonth>) -> String {
    match month.filter(|month| YearMonth::of(day) != Some(*month)) {
        Some(month) => format!("{day}, which counts as the end of {month}"),
        None => day.to_string(),
    }
}

/// A slip in words, such as `2 months late`.
pub(crate) fn slip_text(months: i32) -> String {
    let count = counted(months.unsigned_abs(), "month");
    match months {
        0 => "on time".to_owned(),
        ..0 => format!("{count} early"),
        1.. => format!("{count} late"),
    }
}

impl Projection {
    /// The outcome of each phase's deadline, in listing order. A phase that does not start is
    /// [assessed](crate::rules#assessed) as if it had started when planned.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert_eq!(
    ///     plan.project().deadlines()[1].to_string(),
    ///     "the remainder: due 2026-12-31, goal 250; met in 2026-12, on time"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadlines(&self) -> Vec<DeadlineOutcome> {
        (0..self.plan().spec.phases.len()).map(|i| self.deadline_of(i)).collect()
    }

    /// The outcome of the deadline of the phase with this name, if there is one.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let first_year = plan.project().deadline("first year").ok_or("no such phase")?;
    /// assert_eq!((first_year.goal, first_year.met), (Some(2_000), Some(true)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadline(&self, phase: &str) -> Option<DeadlineOutcome> {
        Some(self.deadline_of(self.plan().spec.phase_index(phase)?))
    }
}

impl Projection {
    /// The outcome of the deadline of a phase by its index.
    pub(crate) fn deadline_of(&self, phase: usize) -> DeadlineOutcome {
        outcome(self, phase)
    }

    /// Whether the deadline of a phase is met; `None` where that is not known or nothing is due.
    pub(crate) fn is_met(&self, phase: usize) -> Option<bool> {
        GoalCheck::new(self.data(), phase, |t| scope_strength(self, phase, t))?.met
    }
}

fn outcome(projection: &Projection, i: usize) -> DeadlineOutcome {
    let schedule = projection.data();
    let (plan, dates) = (&schedule.plan, &schedule.timeline.phases[i]);
    let check = GoalCheck::new(schedule, i, |t| scope_strength(projection, i, t));
    let has_deadline = plan.spec.phases[i].deadline.is_some();
    let replaced = dates.is_replaced(has_deadline);
    let goal = schedule.judged(i).filter(|_| dates.binds.is_some());
    let busiest = projection.table.departures.busiest(schedule, i);
    let causes = check
        .filter(|check| check.met == Some(false))
        .and_then(|check| Some((check.binds, check.shortfall()?)))
        .map(|(b, shortfall)| delay_causes::causes(projection, i, b, shortfall));
    DeadlineOutcome {
        phase: plan.spec.phases[i].name.clone(),
        status: schedule.status(i),
        has_deadline,
        deadline: dates.deadline.map(Day::date),
        binding_month: dates.binds.map(|b| plan.month(b)),
        goal: goal.map(|allocation| allocation.goal),
        strength: check.and_then(|check| check.strength),
        met: check.and_then(|check| check.met),
        met_in: check.and_then(|check| check.met_in).map(|t| plan.month(t)),
        slip_months: check.and_then(|check| check.slip()),
        shortfall: check.and_then(|check| check.shortfall()),
        busiest_month: busiest.map(|busiest| plan.month(busiest.month)),
        busiest: busiest.map(|busiest| busiest.troops),
        planned_busiest: busiest.map(|busiest| busiest.planned),
        replaced,
        replaced_after: dates.replaced_after.map(|u| plan.month(u)),
        causes: causes.unwrap_or_default(),
    }
}

/// The strength of a phase's scope, measured against its goal; months as t.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GoalCheck {
    binds: i32,
    goal: u64,
    /// At the end of the binding month; `None` if that is not projected. Likewise `met`.
    strength: Option<u64>,
    pub(crate) met: Option<bool>,
    pub(crate) met_in: Option<i32>,
}

impl GoalCheck {
    /// Measures a phase by its scope's strength in each month; `None` where nothing is due.
    pub(crate) fn new(
        schedule: &ScheduleData,
        phase: usize,
        strength: impl Fn(i32) -> u64,
    ) -> Option<Self> {
        let allocation = schedule.judged(phase)?;
        let has_deadline = schedule.plan.spec.phases[phase].deadline.is_some();
        if schedule.timeline.phases[phase].is_replaced(has_deadline) {
            return None;
        }
        let (b, start, goal) =
            (schedule.timeline.phases[phase].binds?, allocation.start, allocation.goal);
        let last = schedule.horizon;
        let is_raise = schedule.is_raise(phase);
        let reached = |t: i32| if is_raise { strength(t) >= goal } else { strength(t) <= goal };
        // The earliest month from which on the goal is reached in every month through another.
        let since =
            |from: i32, through: i32| (from..=through).rev().take_while(|&t| reached(t)).last();
        if b > last {
            let met_in = since(start, last);
            return Some(Self { binds: b, goal, strength: None, met: None, met_in });
        }
        let met = reached(b);
        let met_in =
            if met { since(start.min(b), b) } else { (b + 1..=last).find(|&t| reached(t)) };
        Some(Self { binds: b, goal, strength: Some(strength(b)), met: Some(met), met_in })
    }

    /// Months from the binding month to the month in which the goal is met.
    pub(crate) fn slip(&self) -> Option<i32> {
        self.met_in.map(|t| t - self.binds)
    }

    fn shortfall(&self) -> Option<u64> {
        let met = self.met?;
        self.strength.map(|strength| if met { 0 } else { strength.abs_diff(self.goal) })
    }
}

/// The projected strength of a phase's scope in month t.
fn scope_strength(projection: &Projection, phase: usize, t: i32) -> u64 {
    let Ok(t) = usize::try_from(t) else { return 0 };
    sum_of_scope(projection.data(), phase, projection.table.strengths(t))
}

/// The strength of a phase's scope at some levels.
pub(crate) fn sum_of_scope(schedule: &ScheduleData, phase: usize, levels: &[u32]) -> u64 {
    schedule.routes(phase).iter().map(|route| u64::from(levels[route.contingent])).sum()
}

/// One plain sentence.
impl fmt::Display for DeadlineOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.phase)?;
        match self.deadline {
            Some(deadline) => write!(f, "due {}", day_text(deadline, self.binding_month))?,
            None if self.has_deadline => {
                return write!(f, "no date, because what it counts from has none");
            }
            None => write!(f, "no deadline")?,
        }
        if self.status == PhaseStatus::Past {
            let what = if self.replaced { ", replaced" } else { "," };
            return write!(f, "{what} before the plan's first month");
        }
        if let Some(goal) = self.goal {
            write!(f, ", goal {}", grouped(goal))?;
        }
        match self.status {
            PhaseStatus::NeverStarts => write!(f, "; it never starts")?,
            PhaseStatus::NotStarted if self.replaced => write!(f, "; it does not start")?,
            PhaseStatus::NotStarted => write!(f, "; it has not started when the projection ends")?,
            PhaseStatus::Started { start, paced_end } if !self.has_deadline => {
                write!(f, "; from {start} through {paced_end}")?;
            }
            PhaseStatus::Past | PhaseStatus::Started { .. } => {}
        }
        if let Some(last) = self.replaced_after.filter(|_| self.replaced) {
            return write!(f, "; replaced by another decision after {last}");
        }
        match (self.met, self.met_in) {
            (Some(false), month) => {
                write!(f, "; missed by {}", grouped(self.shortfall.unwrap_or(0)))?;
                match month {
                    Some(month) => write!(f, ", met in {month}, ")?,
                    None => write!(f, ", not met when the projection ends")?,
                }
            }
            (_, Some(month)) => write!(f, "; met in {month}, ")?,
            (_, None) if self.goal.is_some() => {
                write!(f, "; not met when the projection ends, before the deadline")?;
            }
            _ => {}
        }
        if let Some(slip) = self.slip_months {
            f.write_str(&slip_text(slip))?;
        }
        match self.surge_text() {
            Some(surge) => write!(f, ", {surge}"),
            None => Ok(()),
        }
    }
}

//! Whether deadlines hold (DESIGN section 5).

use std::fmt;

use chrono::NaiveDate;

use crate::plan::outline::Outline;
use crate::plan::resolved::CanRun;
use crate::projection::delay_causes::{self, DelayCause};
use crate::projection::project::Projection;
use crate::values::day::Day;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// What became of a phase's deadline. What a projection cannot tell is `None`.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadlineOutcome {
    /// The phase's name.
    pub phase: String,
    /// How far the phase has come.
    pub status: PhaseStatus,
    /// The resolved day, a month's last; `None` where it is undated, and then all that follows.
    pub deadline: Option<NaiveDate>,
    /// The month at whose end the deadline binds.
    pub binding_month: Option<YearMonth>,
    /// What the strength of the phase's scope must have come to, in troops.
    pub goal: Option<u64>,
    /// What it comes to at the binding month, in troops.
    pub strength: Option<u64>,
    /// Whether the goal is reached by the binding month.
    pub met: Option<bool>,
    /// From which month on the goal is reached.
    pub met_in: Option<YearMonth>,
    /// How many months after the binding month that is; not above 0 where the deadline is met.
    pub slip_months: Option<i32>,
    /// How many troops the strength is from the goal at the binding month.
    pub shortfall: Option<u64>,
    /// What kept a missed deadline from being met, the most troop-months first.
    pub causes: Vec<DelayCause>,
}

/// How far a phase has come by the end of a projection.
///
/// ```
/// use drawdown::{Contingent, Event, Phase, PhaseStatus, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     events: vec![Event::new("approval")], // without a date
///     phases: vec![Phase {
///         waits_for: vec!["approval".into()],
///         ..Phase::new("all", Target::Remainder, "2024-12-31".parse()?)
///     }],
///     ..PlanSpec::new("Not approved", "2024-08".parse()?)
/// })?;
/// assert_eq!(plan.project().deadlines()[0].status, PhaseStatus::NeverStarts);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PhaseStatus {
    /// It was due before the plan's first month.
    Past,
    /// It hangs on something undated.
    NeverStarts,
    /// It would start after the projection's end.
    NotStarted,
    /// It started.
    Started {
        /// Its first month.
        start: YearMonth,
        /// The last month of its schedule.
        paced_end: YearMonth,
    },
}

impl Projection<'_> {
    /// What became of each phase's deadline, in listing order (DESIGN section 5).
    ///
    /// ```
    /// # use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(
    ///     plan.project().deadlines()[0].to_string(),
    ///     "all: due 2024-12-31, goal 0; met in 2024-12, on time"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadlines(&self) -> Vec<DeadlineOutcome> {
        (0..self.plan().spec.phases.len()).map(|i| outcome(self, i)).collect()
    }
}

fn outcome(projection: &Projection<'_>, i: usize) -> DeadlineOutcome {
    let dates = &projection.course().timeline.phases[i];
    let outline = &projection.course().outline;
    let mut outcome = DeadlineOutcome {
        phase: projection.plan().spec.phases[i].name.clone(),
        status: match (dates.run, outline.started(i)) {
            (CanRun::Past, _) => PhaseStatus::Past,
            (CanRun::Never, _) => PhaseStatus::NeverStarts,
            (CanRun::Yes, None) => PhaseStatus::NotStarted,
            (CanRun::Yes, Some(reckoning)) => PhaseStatus::Started {
                start: projection.month(reckoning.start),
                paced_end: projection.month(reckoning.end),
            },
        },
        deadline: dates.deadline.map(Day::date),
        binding_month: dates.binds.map(|b| projection.month(b)),
        goal: None,
        strength: None,
        met: None,
        met_in: None,
        slip_months: None,
        shortfall: None,
        causes: Vec::new(),
    };
    let is_raise = projection.plan().spec.phases[i].target.is_raise();
    let last = projection.plan().horizon();
    let Some(verdict) = judge(dates.binds, start_and_goal(outline, i), is_raise, last, |t| {
        scope_sum(projection, i, t)
    }) else {
        return outcome;
    };
    outcome.goal = Some(verdict.goal);
    outcome.strength = verdict.strength;
    outcome.met = verdict.met;
    outcome.met_in = verdict.met_in.map(|t| projection.month(t));
    outcome.slip_months = verdict.slip();
    outcome.shortfall = verdict.shortfall();
    if verdict.met == Some(false) {
        outcome.causes = delay_causes::reasons(projection, i, verdict.binds.min(last));
    }
    outcome
}

/// The month from which a phase is measured, and its goal.
pub(crate) fn start_and_goal(outline: &Outline, phase: usize) -> Option<(i32, u64)> {
    outline.reckoned(phase).map(|reckoning| (reckoning.start, reckoning.goal))
}

/// What a phase's scope came to, measured against its goal; months as t.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub(crate) binds: i32,
    pub(crate) goal: u64,
    /// At the binding month, where that is projected; and so the next.
    pub(crate) strength: Option<u64>,
    pub(crate) met: Option<bool>,
    pub(crate) met_in: Option<i32>,
}

impl Verdict {
    pub(crate) fn slip(&self) -> Option<i32> {
        self.met_in.map(|t| t - self.binds)
    }

    fn shortfall(&self) -> Option<u64> {
        let met = self.met?;
        self.strength.map(|strength| if met { 0 } else { strength.abs_diff(self.goal) })
    }
}

/// Measures a phase's strengths against its goal (DESIGN section 5), given its start and its goal;
/// `None` where nothing is due.
pub(crate) fn judge(
    binds: Option<i32>,
    reckoned: Option<(i32, u64)>,
    is_raise: bool,
    last: i32,
    strength: impl Fn(i32) -> u64,
) -> Option<Verdict> {
    let (b, (start, goal)) = (binds?, reckoned?);
    let reached = |t: i32| if is_raise { strength(t) >= goal } else { strength(t) <= goal };
    // The first month of the stretch in which the goal is reached that ends with `through`.
    let since = |from: i32, through: i32| (from..=through).rev().take_while(|&t| reached(t)).last();
    if b > last {
        let met_in = since(start, last);
        return Some(Verdict { binds: b, goal, strength: None, met: None, met_in });
    }
    let met = reached(b);
    let met_in = if met { since(start.min(b), b) } else { (b + 1..=last).find(|&t| reached(t)) };
    Some(Verdict { binds: b, goal, strength: Some(strength(b)), met: Some(met), met_in })
}

/// Whether a deadline is met, and the phase's slip, as [`judge`] finds them of a cut whose scope's
/// strength never rises: it started in month `start` and has reached its goal from month `first` on.
///
/// Which month before `start` and the binding month `first` is does not matter.
#[cfg(feature = "ensemble")]
pub(crate) fn judge_falling(
    b: i32,
    start: i32,
    first: i32,
    last: i32,
) -> (Option<bool>, Option<i32>) {
    let met = (b <= last).then_some(first <= b);
    // Measured from the start, where it is met or still may be; else from when it is reached.
    let from = if b > last { start } else { start.min(b) };
    (met, (first <= last).then_some(first.max(from) - b))
}

/// The projected strength of a phase's scope in month t.
fn scope_sum(projection: &Projection<'_>, i: usize, t: i32) -> u64 {
    let Ok(t) = usize::try_from(t) else { return 0 };
    let row = projection.rows.strengths(t);
    let legs = &projection.plan().wiring.phases[i].scope;
    legs.iter().map(|leg| u64::from(row[leg.contingent])).sum()
}

/// One plain sentence.
impl fmt::Display for DeadlineOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.phase)?;
        let Some(deadline) = self.deadline else {
            return write!(f, "no date, because what it counts from has none");
        };
        write!(f, "due {deadline}")?;
        if self.status == PhaseStatus::Past {
            return write!(f, ", before the plan's first month");
        }
        if let Some(goal) = self.goal {
            write!(f, ", goal {}", grouped(goal))?;
        }
        match self.status {
            PhaseStatus::NeverStarts => write!(f, "; it never starts")?,
            PhaseStatus::NotStarted => write!(f, "; it has not started when the projection ends")?,
            PhaseStatus::Past | PhaseStatus::Started { .. } => {}
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
        let months = |n: u32| if n == 1 { "month" } else { "months" };
        match self.slip_months {
            Some(0) => write!(f, "on time"),
            Some(slip) if slip < 0 => {
                let early = slip.unsigned_abs();
                write!(f, "{early} {} early", months(early))
            }
            Some(slip) => {
                let late = slip.unsigned_abs();
                write!(f, "{late} {} late", months(late))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
#[cfg(feature = "ensemble")]
mod tests {
    use super::*;

    #[test]
    fn falling_strengths_are_judged_alike() {
        let last = 9;
        for (b, start) in (1..13).flat_map(|b| (1..=last).map(move |start| (b, start))) {
            for reached in 0..=last + 1 {
                let strength = |t: i32| if t < reached { 7 } else { 6 };
                let judged = judge(Some(b), Some((start, 6)), false, last, strength);
                let expected = judged.map(|verdict| (verdict.met, verdict.slip()));
                for first in [reached, reached.max(start.min(b))] {
                    let found = judge_falling(b, start, first, last);
                    assert_eq!(Some(found), expected, "{b}, {start}, {first}");
                }
            }
        }
    }
}

//! How far a plan has come, and when it will be done (rules#behind).

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::schedule_data::ScheduleData;
use crate::observed::plan_observations::PlanObservations;
use crate::observed::verdict::{Verdict, VerdictClass, VerdictTerms};
use crate::plan::references::members;
use crate::projection::deadline::{DeadlineOutcome, day_text, slip_text, sum_of_scope};
use crate::projection::projection_type::Projection;
use crate::spec::scope::Scope;
use crate::values::text::{counted, grouped};
use crate::values::year_month::YearMonth;

/// How far a scope is behind the plan as announced, where it was last seen.
///
/// ```
/// use drawdown::Scope;
/// use drawdown::observed::{ObservationChoice, Observations};
///
/// let file = "month,contributor,host,mission,strength,source\n2025-06,USA,IRQ,,2210,press\n";
/// # let plan = drawdown::example::iraq_2024()?;
/// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
/// let progress = seen.progress(&Scope::host("IRQ".parse()?)).ok_or("not seen")?;
/// assert_eq!(progress.months_behind, Some(3)); // so many were last announced for March
/// assert_eq!(
///     progress.to_string(),
///     "2,210 seen in 2025-06, 85 more than announced, 3 months behind"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Progress {
    /// The last month in which it was seen.
    pub month: YearMonth,
    /// Troops announced for it.
    pub announced: u64,
    /// Troops seen.
    pub observed: u64,
    /// Months behind the plan as announced, below 0 ahead of it; `None` where no later month is projected with so few
    /// (so many, of a raise).
    pub months_behind: Option<i32>,
}

/// A phase of a plan that is tracked: what was seen of its deadline, and when it will be done.
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations, PastLateness, VerdictTerms};
///
/// let file = "month,contributor,host,mission,strength,source\n2025-06,USA,IRQ,,2210,press\n";
/// # let plan = drawdown::example::iraq_2024()?;
/// let at = Some("2025-06".parse()?);
/// let choice = ObservationChoice { at, ..ObservationChoice::default() };
/// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &choice)?;
/// let lateness = [0, 0, 0, 0, 1, 3, 8, 0, 0, 2]; // months, of past deadlines in two cases
/// let lateness = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1].into_iter().zip(lateness);
/// let lateness: Vec<_> = lateness.map(|(case, months)| PastLateness::new(case, months)).collect();
/// assert_eq!(
///     seen.tracked_deadlines(&VerdictTerms::default(), &lateness)[0].to_string(),
///     "first year: due 2025-09-30, goal 2,000; 2,210 seen in 2025-06, 85 more than announced, 3 months behind; \
///      if the rest goes as planned, met in 2025-09, on time; the 80 % band of 10 past deadlines in 2 cases, \
///      replaced ones left out: 2025-09 to 2026-05"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TrackedDeadline {
    /// The outcome of the tracked projection.
    pub outcome: DeadlineOutcome,
    /// The goal of the plan as announced, in troops; that of the outcome follows from what was seen.
    pub announced_goal: Option<u64>,
    /// What observed levels say.
    pub verdict: Verdict,
    /// How far its scope is behind; `None` where it is not seen.
    pub progress: Option<Progress>,
    /// When the rest of the plan meets it; `None` where it is met, where it is not known whether it was met in a month
    /// that is over, and where the projection ends before the last month looked at.
    pub rest: Option<RestOfPlan>,
    /// When past deadlines say that it will be met; `None` where it is met, or none of them were as late.
    pub by_class: Option<MonthBand>,
}

/// When the rest of a tracked plan meets a deadline that is not met yet: in months after the last one looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct RestOfPlan {
    /// The first such month from which on the tracked projection keeps the goal; `None` if there is none.
    pub met_in: Option<YearMonth>,
    /// Months from the binding month to that month.
    pub slip_months: Option<i32>,
}

/// By how many months a past deadline was missed, and in which case that was: cases are told apart by their numbers.
///
/// `Class::past_lateness` (feature `history`) gives those of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PastLateness {
    /// The case's number.
    pub case: usize,
    /// Months of lateness; 0 of a deadline that was met.
    pub months: i32,
}

impl PastLateness {
    /// The lateness of a deadline of the case with this number.
    #[must_use]
    pub const fn new(case: usize, months: i32) -> Self {
        Self { case, months }
    }
}

/// The 80 percent band of past deadlines, from the month of a low rank to that of a high one: at least 80 percent of
/// them lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct MonthBand {
    /// Its first month; `None` where there are too few past deadlines to say.
    pub from: Option<YearMonth>,
    /// Its last month, likewise.
    pub to: Option<YearMonth>,
    /// How many past deadlines it rests on.
    pub deadlines: u64,
    /// How many cases these are in.
    pub cases: u64,
}

impl PlanObservations {
    /// How far the contingents of a scope are behind the plan as announced, in the last month looked at in which they
    /// are seen; `None` where they are not. More than announced are behind, as in a withdrawal.
    #[must_use]
    pub fn progress(&self, scope: &Scope) -> Option<Progress> {
        let members = members(&self.plan().spec.contingents, scope);
        self.progress_of(&self.plan().project(), &members, Direction::Cut)
    }

    fn progress_of(
        &self,
        announced: &Projection,
        members: &[usize],
        direction: Direction,
    ) -> Option<Progress> {
        let (as_of, horizon) = (self.plan().as_of(), self.plan().horizon());
        let seen = self.months().filter_map(|month| {
            let t = month.months_since(as_of);
            ((0..=horizon).contains(&t)).then_some(())?;
            Some((month, t, self.members(month, members)?))
        });
        let (month, m, observed) = seen.last()?;
        let projected =
            |t: i32| announced.table.sum_of_strengths(usize::try_from(t).unwrap_or(0), members);
        let months_behind = if observed == projected(m) {
            Some(0)
        } else if direction.keeps(observed, projected(m)) {
            (m + 1..=horizon).find(|&t| direction.keeps(projected(t), observed)).map(|t| m - t)
        } else {
            let last = (0..=m).rev().find(|&t| direction.keeps(observed, projected(t)));
            Some(last.map_or(m + 1, |t| m - t))
        };
        Some(Progress { month, announced: projected(m), observed, months_behind })
    }

    /// Each phase of the tracked plan, in listing order. `lateness` is that of past deadlines; without any, nothing is
    /// said by their class.
    #[must_use]
    pub fn tracked_deadlines(
        &self,
        terms: &VerdictTerms,
        lateness: &[PastLateness],
    ) -> Vec<TrackedDeadline> {
        let (announced, tracked) = (self.plan().project(), self.tracked_plan().project());
        let looked_at = self.last_month().map(|month| month.months_since(self.plan().as_of()));
        let goals = announced.deadlines().into_iter().map(|outcome| outcome.goal);
        let outcomes = tracked.deadlines().into_iter().zip(goals).enumerate();
        let deadlines = outcomes.map(|(i, (outcome, announced_goal))| {
            let verdict = self.verdict(tracked.data(), i, terms);
            let routes = tracked.data().routes(i).iter();
            let scope: Vec<usize> = routes.map(|route| route.contingent).collect();
            let direction = Direction::of(tracked.data(), i);
            let progress = self.progress_of(&announced, &scope, direction);
            let is_open =
                verdict.class.is_some_and(VerdictClass::is_open) && verdict.met_to.is_none();
            let rest = is_open.then(|| RestOfPlan::of(&tracked, i, &verdict, looked_at)).flatten();
            let by_class = verdict.binding_month.zip(self.last_month()).filter(|_| is_open);
            let by_class = by_class.and_then(|(b, m)| MonthBand::of_lateness(lateness, b, m));
            TrackedDeadline { outcome, announced_goal, verdict, progress, rest, by_class }
        });
        deadlines.collect()
    }
}

/// Whether a scope comes down to a strength or up to it.
#[derive(Clone, Copy)]
enum Direction {
    Cut,
    Raise,
}

impl Direction {
    fn of(schedule: &ScheduleData, phase: usize) -> Self {
        if schedule.is_raise(phase) { Self::Raise } else { Self::Cut }
    }

    /// Whether a strength is as far as a goal, or further.
    const fn keeps(self, strength: u64, goal: u64) -> bool {
        match self {
            Self::Cut => strength <= goal,
            Self::Raise => strength >= goal,
        }
    }
}

impl RestOfPlan {
    /// By the months after `looked_at`, the last that was looked at.
    fn of(
        tracked: &Projection,
        phase: usize,
        verdict: &Verdict,
        looked_at: Option<i32>,
    ) -> Option<Self> {
        let schedule = tracked.data();
        let (binds, goal) = (schedule.timeline.phases[phase].binds?, verdict.goal?);
        let (start, horizon) = (schedule.judged(phase)?.start, schedule.horizon);
        let next = looked_at.map_or(0, |m| m.saturating_add(1)).max(0);
        let is_known = verdict.class == Some(VerdictClass::Late) || next <= binds;
        if next > horizon || !is_known {
            return None;
        }
        let direction = Direction::of(schedule, phase);
        let keeps = |t: i32| {
            usize::try_from(t).is_ok_and(|t| {
                direction.keeps(sum_of_scope(schedule, phase, tracked.table.strengths(t)), goal)
            })
        };
        let through = binds.min(horizon);
        let by_then = (next.max(start.min(binds))..=through).rev().take_while(|&t| keeps(t)).last();
        let met_in = by_then.or_else(|| (next.max(binds + 1)..=horizon).find(|&t| keeps(t)));
        Some(Self {
            met_in: met_in.map(|t| schedule.plan.month(t)),
            slip_months: met_in.map(|t| t - binds),
        })
    }
}

impl MonthBand {
    /// The 80 percent band of those lateness values with which a deadline is met after month `m`: of n values the
    /// ranks i and n + 1 - i, i = floor((n + 1)/10), open where i = 0.
    fn of_lateness(lateness: &[PastLateness], binds: YearMonth, m: YearMonth) -> Option<Self> {
        let month = |late: &PastLateness| binds.saturating_add(late.months);
        let as_late = || lateness.iter().filter(|late| month(late) > m);
        let mut months: Vec<YearMonth> = as_late().map(month).collect();
        months.sort_unstable();
        let cases: BTreeSet<usize> = as_late().map(|late| late.case).collect();
        let n = months.len();
        let i = (n + 1) / 10;
        let rank = |rank: usize| rank.checked_sub(1).and_then(|at| months.get(at)).copied();
        let (from, to) = if i == 0 { (None, None) } else { (rank(i), rank(n + 1 - i)) };
        (n > 0).then_some(Self { from, to, deadlines: n as u64, cases: cases.len() as u64 })
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} seen in {}, ", grouped(self.observed), self.month)?;
        let apart = grouped(self.observed.abs_diff(self.announced));
        match self.observed.cmp(&self.announced) {
            std::cmp::Ordering::Equal => return write!(f, "as announced"),
            std::cmp::Ordering::Greater => write!(f, "{apart} more than announced")?,
            std::cmp::Ordering::Less => write!(f, "{apart} fewer than announced")?,
        }
        match self.months_behind {
            None => {
                let so = if self.observed > self.announced { "many" } else { "few" };
                write!(f, ", and no later month is announced with so {so}")
            }
            Some(behind) if behind < 0 => {
                write!(f, ", {} ahead", counted(behind.unsigned_abs(), "month"))
            }
            Some(behind) => write!(f, ", {} behind", counted(behind.unsigned_abs(), "month")),
        }
    }
}

impl fmt::Display for RestOfPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("if the rest goes as planned, ")?;
        let Some(month) = self.met_in else {
            return f.write_str("not met when the projection ends");
        };
        write!(f, "met in {month}")?;
        match self.slip_months {
            Some(slip) => write!(f, ", {}", slip_text(slip)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for MonthBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = counted(self.deadlines, "past deadline");
        let cases = counted(self.cases, "case");
        match (self.from, self.to) {
            (Some(from), Some(to)) => {
                write!(f, "the 80 % band of {n} in {cases}, replaced ones left out: {from} to {to}")
            }
            _ => write!(f, "{n} in {cases}, too few deadlines for a band"),
        }
    }
}

/// One plain sentence.
impl fmt::Display for TrackedDeadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { outcome, announced_goal, verdict, progress, rest, by_class } = self;
        let Some(class) = verdict.class else { return outcome.fmt(f) };
        write!(f, "{}: ", outcome.phase)?;
        if let Some(day) = verdict.deadline {
            write!(f, "due {}", day_text(day, verdict.binding_month))?;
        }
        if let Some(goal) = verdict.goal {
            write!(f, ", goal {}", grouped(goal))?;
            // A tolerance alone changes no goal of the outcome.
            if let Some(announced) = announced_goal.filter(|_| *announced_goal != outcome.goal) {
                write!(f, " ({} as announced)", grouped(announced))?;
            }
        }
        if class == VerdictClass::Replaced {
            return f.write_str("; replaced by another decision");
        }
        match (class, verdict.met_from, verdict.met_to) {
            (VerdictClass::Met, Some(from), Some(to)) if from == to => {
                return write!(f, "; met in {to}");
            }
            (VerdictClass::Met, Some(from), Some(to)) => {
                return write!(f, "; met, between {from} and {to}");
            }
            (VerdictClass::Late, Some(from), Some(to)) if from == to => {
                return write!(f, "; late, met in {to}");
            }
            (VerdictClass::Late, Some(from), Some(to)) => {
                return write!(f, "; late, met between {from} and {to}");
            }
            (VerdictClass::Late, ..) => f.write_str("; late, and not met when last seen")?,
            (_, Some(from), Some(to)) => {
                return write!(f, "; met between {from} and {to}, on time or late");
            }
            _ => {}
        }
        match progress {
            Some(progress) => write!(f, "; {progress}")?,
            None if class == VerdictClass::Late => {
                f.write_str("; not seen within the projection")?;
            }
            None => f.write_str("; not all of its contingents are seen in any month")?,
        }
        if let Some(rest) = rest {
            write!(f, "; {rest}")?;
        }
        match by_class {
            Some(band) => write!(f, "; {band}"),
            None => Ok(()),
        }
    }
}

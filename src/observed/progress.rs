//! How far a plan has come, and when it will be done (rules#behind).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::observed::plan_observations::PlanObservations;
use crate::observed::verdict::{Verdict, VerdictClass, VerdictTerms};
use crate::plan::references::members;
use crate::projection::deadline::{DeadlineOutcome, day_text, slip_text};
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
    /// Months behind the plan as announced, below 0 ahead of it; `None` where so few are never projected.
    pub months_behind: Option<i32>,
}

/// A phase of a plan that is tracked: what was seen of its deadline, and when it will be done.
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations, VerdictTerms};
///
/// let file = "month,contributor,host,mission,strength,source\n2025-06,USA,IRQ,,2210,press\n";
/// # let plan = drawdown::example::iraq_2024()?;
/// let at = Some("2025-06".parse()?);
/// let choice = ObservationChoice { at, ..ObservationChoice::default() };
/// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &choice)?;
/// let lateness = [0, 0, 0, 0, 1, 3, 8, 0, 0, 2]; // months, of past deadlines
/// assert_eq!(
///     seen.tracked_deadlines(&VerdictTerms::default(), &lateness)[0].to_string(),
///     "first year: due 2025-09-30, goal 2,000; 2,210 seen in 2025-06, 85 more than announced, 3 months behind; \
///      by the rest of the plan met in 2025-09, on time; as 10 past deadlines went, between 2025-09 and 2026-05"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrackedDeadline {
    /// The outcome of the tracked projection: the rest of the plan.
    pub outcome: DeadlineOutcome,
    /// What observed levels say.
    pub verdict: Verdict,
    /// How far its scope is behind; `None` where it is not seen.
    pub progress: Option<Progress>,
    /// When past deadlines say that it will be met; `None` where it is met, or none of them were as late.
    pub by_class: Option<MonthBand>,
}

/// The band that 80 per cent of past deadlines lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MonthBand {
    /// Its first month; `None` where there are too few past deadlines to say.
    pub from: Option<YearMonth>,
    /// Its last month, likewise.
    pub to: Option<YearMonth>,
    /// How many past deadlines it rests on.
    pub deadlines: u64,
}

impl PlanObservations {
    /// How far the contingents of a scope are behind the plan as announced, in the last month looked at in which they
    /// are seen; `None` where they are not.
    #[must_use]
    pub fn progress(&self, scope: &Scope) -> Option<Progress> {
        let members = members(&self.plan().spec.contingents, scope);
        self.progress_of(&self.plan().project(), &members)
    }

    fn progress_of(&self, announced: &Projection, members: &[usize]) -> Option<Progress> {
        let (as_of, horizon) = (self.plan().as_of(), self.plan().horizon());
        let seen = self.months().filter_map(|month| {
            let t = month.months_since(as_of);
            ((0..=horizon).contains(&t)).then_some(())?;
            Some((month, t, self.members(month, members)?))
        });
        let (month, m, observed) = seen.last()?;
        let projected =
            |t: i32| announced.table.sum_of_strengths(usize::try_from(t).unwrap_or(0), members);
        let months_behind = match observed.cmp(&projected(m)) {
            std::cmp::Ordering::Equal => Some(0),
            std::cmp::Ordering::Greater => {
                let last = (0..=m).rev().find(|&t| projected(t) >= observed);
                Some(last.map_or(m + 1, |t| m - t))
            }
            std::cmp::Ordering::Less => {
                (m + 1..=horizon).find(|&t| projected(t) <= observed).map(|t| m - t)
            }
        };
        Some(Progress { month, announced: projected(m), observed, months_behind })
    }

    /// Each phase of the tracked plan, in listing order. `lateness` is that of past deadlines, in months; without
    /// any, nothing is said by their class.
    #[must_use]
    pub fn tracked_deadlines(
        &self,
        terms: &VerdictTerms,
        lateness: &[i32],
    ) -> Vec<TrackedDeadline> {
        let (announced, tracked) = (self.plan().project(), self.tracked_plan().project());
        let outcomes = tracked.deadlines().into_iter().enumerate();
        let deadlines = outcomes.map(|(i, outcome)| {
            let verdict = self.verdict(tracked.data(), i, terms);
            let routes = tracked.data().routes(i).iter();
            let scope: Vec<usize> = routes.map(|route| route.contingent).collect();
            let progress = self.progress_of(&announced, &scope);
            let is_open =
                verdict.class.is_some_and(VerdictClass::is_open) && verdict.met_to.is_none();
            let by_class = verdict.binding_month.zip(self.last_month()).filter(|_| is_open);
            let by_class = by_class.and_then(|(b, m)| MonthBand::of_lateness(lateness, b, m));
            TrackedDeadline { outcome, verdict, progress, by_class }
        });
        deadlines.collect()
    }
}

impl MonthBand {
    /// The 80 per cent band of those lateness values with which a deadline is met after month `m`: of n values the
    /// ranks i and n + 1 - i, i = floor((n + 1)/10), open where i = 0.
    fn of_lateness(lateness: &[i32], binds: YearMonth, m: YearMonth) -> Option<Self> {
        let months = lateness.iter().map(|&late| binds.saturating_add(late));
        let mut months: Vec<YearMonth> = months.filter(|month| *month > m).collect();
        months.sort_unstable();
        let n = months.len();
        let i = (n + 1) / 10;
        let rank = |rank: usize| rank.checked_sub(1).and_then(|at| months.get(at)).copied();
        let (from, to) = if i == 0 { (None, None) } else { (rank(i), rank(n + 1 - i)) };
        (n > 0).then_some(Self { from, to, deadlines: n as u64 })
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
            None => write!(f, ", fewer than ever announced"),
            Some(behind) if behind < 0 => {
                write!(f, ", {} ahead", counted(behind.unsigned_abs(), "month"))
            }
            Some(behind) => write!(f, ", {} behind", counted(behind.unsigned_abs(), "month")),
        }
    }
}

impl fmt::Display for MonthBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.deadlines;
        match (self.from, self.to) {
            (Some(from), Some(to)) => {
                write!(f, "as {n} past deadlines went, between {from} and {to}")
            }
            _ if n == 1 => f.write_str("1 past deadline was as late, too few for a band"),
            _ => write!(f, "{n} past deadlines were as late, too few for a band"),
        }
    }
}

/// One plain sentence.
impl fmt::Display for TrackedDeadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { outcome, verdict, progress, by_class } = self;
        let Some(class) = verdict.class else { return outcome.fmt(f) };
        write!(f, "{}: ", outcome.phase)?;
        if let Some(day) = verdict.deadline {
            write!(f, "due {}", day_text(day, verdict.binding_month))?;
        }
        if let Some(goal) = verdict.goal {
            write!(f, ", goal {}", grouped(goal))?;
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
            None => f.write_str("; not seen")?,
        }
        match outcome.met_in {
            Some(month) => write!(f, "; by the rest of the plan met in {month}")?,
            None => f.write_str("; by the rest of the plan not met when the projection ends")?,
        }
        if let Some(slip) = outcome.slip_months {
            write!(f, ", {}", slip_text(slip))?;
        }
        match by_class {
            Some(band) => write!(f, "; {band}"),
            None => Ok(()),
        }
    }
}

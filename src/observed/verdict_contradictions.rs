//! What is read of tracked deadlines contradicts itself nowhere.

use chrono::NaiveDate;

use crate::observed::progress::{MonthBand, Progress, RestOfPlan, TrackedDeadline};
use crate::observed::verdict::{Verdict, VerdictClass};
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::outcome_contradictions::counts_as;
use crate::values::checked_read::{first, read_checked};
use crate::values::day::Day;
use crate::values::year_month::YearMonth;

read_checked!(
    Verdict {
        phase: String,
        deadline: Option<NaiveDate>,
        binding_month: Option<YearMonth>,
        goal: Option<u64>,
        observed: Option<u64>,
        class: Option<VerdictClass>,
        met_from: Option<YearMonth>,
        met_to: Option<YearMonth>,
        slip_from: Option<i32>,
        slip_to: Option<i32>,
        shortfall: Option<u64>,
    },
    verdict_contradiction
);

fn verdict_contradiction(verdict: &Verdict) -> Option<&'static str> {
    let &Verdict { deadline, binding_month, goal, observed, class, met_from, met_to, .. } = verdict;
    let counts_as = deadline.and_then(Day::of).map(counts_as);
    let slip = |met: Option<YearMonth>| Some(met?.months_since(binding_month?));
    let (slip_from, slip_to) = (slip(met_from), slip(met_to));
    let is_met = slip_to.is_some_and(|slip| slip <= 0);
    let is_late = !is_met && slip_from.is_some_and(|slip| slip > 0);
    let is_of_class = match class {
        _ if binding_month == Some(YearMonth::MAX) => true,
        Some(VerdictClass::Met) => is_met,
        Some(VerdictClass::Late) => is_late,
        Some(VerdictClass::NotDue | VerdictClass::Unknown) => !is_met && !is_late,
        Some(VerdictClass::Replaced | VerdictClass::NoObservation) | None => {
            met_from.is_none() && met_to.is_none() && observed.is_none()
        }
    };
    let misses_by = observed.zip(goal).map(|(observed, goal)| observed.abs_diff(goal));
    let is_missed_by = |troops: u64| troops == 0 || Some(troops) == misses_by;
    first(&[
        (
            binding_month.is_some_and(|binds| counts_as.is_none_or(|month| binds < month)),
            "it binds before the month that its deadline counts as",
        ),
        (
            class.is_some() != goal.is_some() || goal.is_some() && binding_month.is_none(),
            "its class, its goal and the month in which it binds are not all given",
        ),
        (
            // A goal first met after 2999-12 is shown as that month.
            binding_month != Some(YearMonth::MAX)
                && (verdict.slip_from, verdict.slip_to) != (slip_from, slip_to),
            "its slip is not from its binding month to the months in which the goal can have been met",
        ),
        (
            met_to.is_some() && met_from.is_none_or(|from| met_to < Some(from)),
            "the goal is known to be met before it can have been",
        ),
        (!is_of_class, "its class is not what its months say"),
        (
            verdict.shortfall.is_some() != observed.is_some()
                || !verdict.shortfall.is_none_or(is_missed_by),
            "its shortfall is not that of its observed strength and goal",
        ),
    ])
}

read_checked!(
    RestOfPlan { met_in: Option<YearMonth>, slip_months: Option<i32> },
    |rest| first(&[(
        rest.met_in.is_some() != rest.slip_months.is_some(),
        "the month in which it is met and its slip are not both given",
    )])
);

read_checked!(
    MonthBand { from: Option<YearMonth>, to: Option<YearMonth>, deadlines: u64, cases: u64 },
    |band| first(&[
        (band.from.is_some() != band.to.is_some(), "the ends of the band are not both given"),
        (band.to < band.from, "the band ends before it begins"),
        (band.cases > band.deadlines, "the band is of more cases than deadlines"),
    ])
);

read_checked!(
    TrackedDeadline {
        outcome: DeadlineOutcome,
        announced_goal: Option<u64>,
        verdict: Verdict,
        progress: Option<Progress>,
        rest: Option<RestOfPlan>,
        by_class: Option<MonthBand>,
    },
    |tracked| first(&[(
        tracked.outcome.phase != tracked.verdict.phase,
        "the outcome and the verdict are those of two phases",
    )])
);

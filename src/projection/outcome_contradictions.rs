//! Refuses results that contradict themselves when they are read; no projection makes one.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::engine::phase_status::PhaseStatus;
use crate::projection::comparison::PlanResult;
use crate::projection::cost_breakdown::Money;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::delay_causes::DelayCause;
use crate::projection::months::{KeptBack, MonthRecord};
use crate::projection::sum_window::SumWindow;
use crate::values::checked_read::{first, read_checked};
use crate::values::day::Day;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

read_checked!(
    DeadlineOutcome {
        phase: String,
        status: PhaseStatus,
        has_deadline: bool,
        deadline: Option<NaiveDate>,
        binding_month: Option<YearMonth>,
        goal: Option<u64>,
        strength: Option<u64>,
        met: Option<bool>,
        met_in: Option<YearMonth>,
        slip_months: Option<i32>,
        shortfall: Option<u64>,
        busiest_month: Option<YearMonth>,
        busiest: Option<u64>,
        planned_busiest: Option<u64>,
        replaced: bool,
        replaced_after: Option<YearMonth>,
        causes: Vec<DelayCause>,
    },
    outcome_contradiction
);

fn outcome_contradiction(outcome: &DeadlineOutcome) -> Option<&'static str> {
    dates_contradiction(outcome)
        .or_else(|| verdict_contradiction(outcome))
        .or_else(|| busiest_contradiction(outcome))
        .or_else(|| causes_contradiction(outcome))
}

/// The month that a day counts as; 1800 begins with days before all month ends.
pub(crate) fn counts_as(day: Day) -> YearMonth {
    day.nearest_month_end().unwrap_or(YearMonth::MIN)
}

/// What contradicts itself in the days of an outcome.
fn dates_contradiction(outcome: &DeadlineOutcome) -> Option<&'static str> {
    let &DeadlineOutcome { has_deadline, deadline, binding_month, replaced_after, .. } = outcome;
    // The deadline of a variant that lies before the plan's first month binds in that month.
    let counts_as = deadline.and_then(Day::of).map(counts_as);
    let is_replaced = match (replaced_after, binding_month) {
        (Some(last), Some(binds)) => last < binds,
        (Some(_), None) => !has_deadline,
        (None, _) => false,
    };
    let is_in_order = match outcome.status {
        PhaseStatus::Started { start, paced_end } => start <= paced_end,
        PhaseStatus::Past | PhaseStatus::NeverStarts | PhaseStatus::NotStarted => true,
    };
    first(&[
        (!has_deadline && deadline.is_some(), "it has no deadline, and the day of one"),
        (
            binding_month.is_some_and(|binds| counts_as.is_none_or(|month| binds < month)),
            "it binds before the month that its deadline counts as",
        ),
        (
            outcome.goal.is_some() && binding_month.is_none(),
            "it has a goal, and no month in which it binds",
        ),
        (
            outcome.status != PhaseStatus::Past && outcome.replaced != is_replaced,
            "whether it is replaced is not what the last month before that says",
        ),
        (!is_in_order, "it ends before it starts"),
    ])
}

/// What contradicts itself in whether and when the goal is reached.
fn verdict_contradiction(outcome: &DeadlineOutcome) -> Option<&'static str> {
    let &DeadlineOutcome { goal, strength, met, met_in, shortfall, .. } = outcome;
    let is_known = met.is_some();
    let is_assessed = goal.is_some() && outcome.status != PhaseStatus::Past && !outcome.replaced;
    let misses_by = strength.zip(goal).map(|(strength, goal)| strength.abs_diff(goal));
    let expected = if met == Some(true) { Some(0) } else { misses_by };
    // From the binding month to the month in which the goal is reached.
    let slip = met_in.zip(outcome.binding_month).map(|(month, binds)| month.months_since(binds));
    let is_slip_possible = match (met, slip) {
        (Some(true), slip) => slip.is_some_and(|slip| slip <= 0),
        (Some(false), slip) => slip.is_none_or(|slip| slip > 0),
        (None, slip) => slip.is_none_or(|slip| slip < 0),
    };
    first(&[
        (
            (is_known || met_in.is_some()) && !is_assessed,
            "it is judged, and there is no goal that could be",
        ),
        (
            strength.is_some() != is_known,
            "its strength in the binding month and whether the goal is met are not both given",
        ),
        (
            shortfall.is_some() != is_known,
            "its shortfall and whether the goal is met are not both given",
        ),
        (is_known && shortfall != expected, "its shortfall is not that of its strength and goal"),
        (met == Some(false) && shortfall == Some(0), "it is missed by nobody"),
        (
            outcome.slip_months != slip,
            "its slip is not from its binding month to the month in which the goal is met",
        ),
        (!is_slip_possible, "the month in which the goal is met is not what its verdict says"),
    ])
}

/// What contradicts itself in the busiest month of a phase.
fn busiest_contradiction(outcome: &DeadlineOutcome) -> Option<&'static str> {
    let &DeadlineOutcome { busiest_month, busiest, planned_busiest, .. } = outcome;
    let given = [busiest_month.is_some(), busiest.is_some(), planned_busiest.is_some()];
    let start = match outcome.status {
        PhaseStatus::Started { start, .. } => Some(start),
        PhaseStatus::Past | PhaseStatus::NeverStarts | PhaseStatus::NotStarted => None,
    };
    let is_in_it = busiest_month.is_none_or(|month| start.is_some_and(|start| start <= month));
    first(&[
        (
            given.contains(&true) && given.contains(&false),
            "its busiest month and how many leave in it are not all given",
        ),
        (!is_in_it, "its busiest month comes before it starts"),
    ])
}

/// What contradicts itself in the causes of a delay.
fn causes_contradiction(outcome: &DeadlineOutcome) -> Option<&'static str> {
    let causes = &outcome.causes;
    let distinct: HashSet<_> = causes.iter().map(|delay| &delay.cause).collect();
    first(&[
        (
            !causes.is_empty() && outcome.met != Some(false),
            "it has causes of a delay, and is not missed",
        ),
        (distinct.len() < causes.len(), "it has a cause of delay twice"),
        (
            !causes.is_sorted_by(|a, b| a.troop_months >= b.troop_months),
            "the most troop-months do not come first in its causes",
        ),
        (
            causes.iter().any(|delay| delay.troop_months == 0),
            "a cause of its delay costs no troop-months",
        ),
    ])
}

read_checked!(
    PlanResult {
        name: String,
        completion: Option<YearMonth>,
        last_departure: Option<YearMonth>,
        deadlines: Vec<DeadlineOutcome>,
        window: Option<SumWindow>,
        troop_months: u64,
        peak_home_departures: Option<(YearMonth, u64)>,
        residual_at_end: u64,
        troops_at_end: u64,
        cost: Vec<Money>,
    },
    |result| {
        let phases: HashSet<&str> = result.deadlines.iter().map(|of| of.phase.as_str()).collect();
        let currencies: HashSet<&str> = result.cost.iter().map(Money::currency).collect();
        let is_in_window = |month: YearMonth| {
            result.window.is_some_and(|window| (window.from..=window.through).contains(&month))
        };
        let busiest = result.peak_home_departures.map(|(month, _)| month);
        let mut departures = result.last_departure.into_iter().chain(busiest);
        let ends_before = |month: YearMonth| {
            result.window.is_some_and(|window| window.through < month)
        };
        let has_sum = result.troop_months > 0 || result.cost.iter().any(|sum| sum.twelfths() > 0);
        first(&[
            (phases.len() < result.deadlines.len(), "it has the outcome of a phase twice"),
            (currencies.len() < result.cost.len(), "it has the cost in a currency twice"),
            (result.residual_at_end > result.troops_at_end, "more stay as a residual than are there"),
            (has_sum && result.window.is_none(), "it has sums over no month"),
            (!departures.all(is_in_window), "somebody leaves outside its months"),
            (result.completion.is_some_and(ends_before), "it is complete after its last month"),
        ])
    }
);

read_checked!(SumWindow { from: YearMonth, through: YearMonth }, |window| first(&[(
    window.from > window.through,
    "its last month comes before its first"
)]));

read_checked!(
    MonthRecord {
        month: YearMonth,
        scheduled: Vec<Troops>,
        strength: Vec<Troops>,
        withdrawn: Vec<Troops>,
        gained: Vec<Troops>,
        moved: Vec<Troops>,
        arrived: Vec<Troops>,
        kept_back: Vec<KeptBack>,
    },
    |record| {
        let MonthRecord { scheduled, strength, withdrawn, gained, moved, arrived, .. } = record;
        let contingents = strength.len();
        let others = [scheduled, withdrawn, gained, moved, arrived];
        let mut sent_on = moved.iter().zip(withdrawn);
        let total = |troops: &[Troops]| troops.iter().map(|troops| u64::from(troops.0)).sum::<u64>();
        first(&[
            (others.iter().any(|list| list.len() != contingents), "its lists are not of the same contingents"),
            (sent_on.any(|(moved, withdrawn)| moved > withdrawn), "more are sent on than leave"),
            (total(moved) != total(arrived), "those who are sent on do not arrive"),
            (record.kept_back.iter().any(|kept_back| kept_back.troops == 0), "nobody is kept back by a cause"),
        ])
    }
);

//! Whether a projection keeps the conditions of a seek (rules#seek-conditions).

use crate::plan::seek_conditions::PlanCondition;
use crate::plan::timeline::CanRun;
use crate::projection::cost_breakdown::Money;
use crate::projection::projection_type::Projection;
use crate::projection::scope_view::ScopeView;
use crate::spec::seek::Bound;
use crate::values::year_month::YearMonth;

/// What is found at a value of a seek, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SeekVerdict {
    Holds,
    /// None of the conditions fails, and one asks for a month after the projection's end.
    Undecided,
    Fails,
}

use SeekVerdict::{Fails, Holds, Undecided};

/// The verdict on all conditions together.
pub(super) fn judge(conditions: &[PlanCondition], projection: &Projection) -> SeekVerdict {
    worst(conditions.iter().map(|condition| judge_one(condition, projection)))
}

/// The worst of some verdicts; none is looked at after one that fails.
fn worst(verdicts: impl IntoIterator<Item = SeekVerdict>) -> SeekVerdict {
    let mut worst = Holds;
    for verdict in verdicts {
        worst = worst.max(verdict);
        if worst == Fails {
            break;
        }
    }
    worst
}

pub(super) fn judge_one(condition: &PlanCondition, projection: &Projection) -> SeekVerdict {
    let horizon = projection.plan().horizon();
    match condition {
        PlanCondition::EveryDeadlineMet => {
            let phases = 0..projection.plan().spec.phases.len();
            let judged = phases.filter(|&phase| is_asked(projection, phase));
            worst(judged.map(|phase| met(projection, phase)))
        }
        PlanCondition::Met(phase) => met(projection, *phase),
        PlanCondition::AtPlannedPace(phase) => {
            let busiest = projection.table.departures.busiest(projection.data(), *phase);
            let is_busier = busiest.is_some_and(|busiest| busiest.troops > busiest.planned);
            if is_busier { Fails } else { met(projection, *phase) }
        }
        PlanCondition::DoneBy(month) => match projection.completion_index() {
            Some(done) if done <= *month => Holds,
            None if *month > horizon => Undecided,
            _ => Fails,
        },
        PlanCondition::Strength { members, month, bound } => {
            let (first, last) = month.map_or((1, horizon), |month| (month, month));
            let keeps = |t: i32| {
                let strength = strength(projection, members, t);
                match bound {
                    Bound::AtMost(most) => strength <= *most,
                    Bound::AtLeast(fewest) => strength >= *fewest,
                }
            };
            let is_kept = (first..=last.min(horizon)).all(keeps);
            decided(is_kept, last <= horizon)
        }
        PlanCondition::TroopMonths { members, from, through, at_most } => {
            let sum = troop_months(projection, members, *from, *through);
            decided(sum <= *at_most, *from.max(through) <= horizon)
        }
        PlanCondition::Outflow { members, at_most } => decided(
            peak_outflow(projection, members).is_none_or(|(_, most)| most <= *at_most),
            true,
        ),
        PlanCondition::Cost { currency, at_most } => {
            decided(cost_twelfths(projection, currency) <= u128::from(*at_most) * 12, true)
        }
    }
}

fn decided(is_kept: bool, is_projected: bool) -> SeekVerdict {
    match (is_kept, is_projected) {
        (false, _) => Fails,
        (true, true) => Holds,
        (true, false) => Undecided,
    }
}

/// Whether "every deadline" asks for that of a phase: not for that of a past or replaced one, or one that has none or an
/// undated one.
pub(super) fn is_asked(projection: &Projection, phase: usize) -> bool {
    let dates = &projection.data().timeline.phases[phase];
    let has_deadline = projection.plan().spec.phases[phase].deadline.is_some();
    dates.run != CanRun::Past && dates.binds.is_some() && !dates.is_replaced(has_deadline)
}

/// Whether the deadline of a phase is met; where there is nothing to meet, it is not.
pub(super) fn met(projection: &Projection, phase: usize) -> SeekVerdict {
    let binds = projection.data().timeline.phases[phase].binds;
    let Some(binds) = binds.filter(|_| is_asked(projection, phase)) else { return Fails };
    match projection.is_met(phase) {
        Some(true) => Holds,
        None if binds > projection.plan().horizon() => Undecided,
        Some(false) | None => Fails,
    }
}

pub(super) fn strength(projection: &Projection, members: &[usize], t: i32) -> u64 {
    usize::try_from(t).map_or(0, |t| projection.table.sum_of_strengths(t, members))
}

/// The troop-months from t = `from` through `through`, as far as they are projected.
pub(super) fn troop_months(
    projection: &Projection,
    members: &[usize],
    from: i32,
    through: i32,
) -> u64 {
    let months = from..=through.min(projection.plan().horizon());
    months.map(|t| strength(projection, members, t)).sum()
}

/// The month in which most leave their host, and how many do.
pub(super) fn peak_outflow(projection: &Projection, members: &[usize]) -> Option<(YearMonth, u64)> {
    ScopeView::new(projection, members.to_vec()).peak_host_departures()
}

pub(super) fn cost_twelfths(projection: &Projection, currency: &str) -> u128 {
    let totals = projection.costs().totals();
    totals.iter().find(|money| money.currency() == currency).map_or(0, Money::twelfths)
}

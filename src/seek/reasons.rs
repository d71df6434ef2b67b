//! What goes wrong at a value of a seek, in sentences.

use crate::plan::checked::Plan;
use crate::plan::seek_conditions::PlanCondition;
use crate::projection::projection_type::Projection;
use crate::seek::judge::{
    SeekVerdict, cost_twelfths, is_asked, judge_one, met, peak_outflow, strength, troop_months,
};
use crate::spec::seek::Bound;
use crate::values::text::grouped;

/// What fails, or is undecided where nothing fails: a sentence for each.
pub(super) fn reasons(conditions: &[PlanCondition], projection: &Projection) -> Vec<String> {
    let with = |wanted: SeekVerdict| -> Vec<String> {
        let is_so = |c: &&PlanCondition| judge_one(c, projection) == wanted;
        let found = conditions.iter().filter(is_so);
        let mut sentences: Vec<String> =
            found.flat_map(|condition| sentences(condition, projection, wanted)).collect();
        sentences.dedup();
        sentences
    };
    let failing = with(SeekVerdict::Fails);
    if failing.is_empty() { with(SeekVerdict::Undecided) } else { failing }
}

fn sentences(
    condition: &PlanCondition,
    projection: &Projection,
    verdict: SeekVerdict,
) -> Vec<String> {
    let plan = projection.plan();
    let deadline = |phase: usize| projection.deadline_of(phase).to_string();
    match condition {
        PlanCondition::EveryDeadlineMet => {
            let phases = (0..plan.spec.phases.len()).filter(|&i| is_asked(projection, i));
            phases.filter(|&i| met(projection, i) == verdict).map(deadline).collect()
        }
        PlanCondition::Met(phase) => vec![deadline(*phase)],
        PlanCondition::AtPlannedPace(phase) => {
            // A deadline that is met says its surge itself.
            let is_met = met(projection, *phase) == SeekVerdict::Holds;
            let surge = surge(projection, *phase).filter(|_| !is_met);
            vec![surge.unwrap_or_else(|| deadline(*phase))]
        }
        PlanCondition::DoneBy(month) => {
            let by = plan.month(*month);
            vec![match projection.completion() {
                Some(done) => format!("it is complete in {done}, after {by}"),
                None => format!("it is not complete by {by}; {}", end(plan)),
            }]
        }
        PlanCondition::Strength { members, month, bound } => {
            vec![strength_reason(projection, members, *month, bound)]
        }
        PlanCondition::TroopMonths { members, from, through, at_most } => {
            let sum = troop_months(projection, members, *from, *through);
            vec![if sum > *at_most {
                format!("{} troop-months, more than {}", grouped(sum), grouped(*at_most))
            } else {
                format!("{}, before {}", end(plan), plan.month(*from.max(through)))
            }]
        }
        PlanCondition::Outflow { members, at_most } => {
            let peak = peak_outflow(projection, members).map(|(month, troops)| {
                format!("{} leave in {month}, more than {}", grouped(troops), grouped(*at_most))
            });
            peak.into_iter().collect()
        }
        PlanCondition::Cost { currency, at_most } => {
            let units = cost_twelfths(projection, currency).div_ceil(12).cast_signed();
            vec![format!("it costs {} {currency}, more than {}", grouped(units), grouped(*at_most))]
        }
    }
}

fn end(plan: &Plan) -> String {
    format!("the projection ends in {}", plan.through())
}

/// The month that is busier than the phase was planned to be, if any is.
fn surge(projection: &Projection, phase: usize) -> Option<String> {
    let plan = projection.plan();
    let busiest = projection.table.departures.busiest(projection.data(), phase)?;
    (busiest.troops > busiest.planned).then(|| {
        format!(
            "{}: {} in {}, planned at most {} a month",
            plan.spec.phases[phase].name,
            grouped(busiest.troops),
            plan.month(busiest.month),
            grouped(busiest.planned)
        )
    })
}

/// The first month whose strength breaks a bound, of one month or of all; without one, that the month is not projected.
fn strength_reason(
    projection: &Projection,
    members: &[usize],
    month: Option<i32>,
    bound: &Bound,
) -> String {
    let (plan, horizon) = (projection.plan(), projection.plan().horizon());
    let (first, last) = month.map_or((1, horizon), |month| (month, month));
    let breaks = |t: i32| {
        let strength = strength(projection, members, t);
        let limit = match bound {
            Bound::AtMost(most) if strength > *most => format!("more than {}", grouped(*most)),
            Bound::AtLeast(fewest) if strength < *fewest => {
                format!("fewer than {}", grouped(*fewest))
            }
            _ => return None,
        };
        Some(format!("{} in {}, {limit}", grouped(strength), plan.month(t)))
    };
    let found = (first..=last.min(horizon)).find_map(breaks);
    found.unwrap_or_else(|| format!("{}, before {}", end(plan), plan.month(last)))
}

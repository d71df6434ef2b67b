//! What goes wrong at a value of a seek, in sentences.

use crate::plan::seek_conditions::PlanCondition;
use crate::projection::projection_type::Projection;
use crate::seek::judge::{
    SeekVerdict, cost_twelfths, is_asked, judge_one, met, peak_outflow, strength,
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
    let (plan, horizon) = (projection.plan(), projection.plan().horizon());
    let end = || format!("the projection ends in {}", plan.through());
    let deadline = |phase: usize| {
        let outcome = projection.deadline(&plan.spec.phases[phase].name);
        outcome.map(|outcome| outcome.to_string()).unwrap_or_default()
    };
    match condition {
        PlanCondition::EveryDeadlineMet => {
            let phases = (0..plan.spec.phases.len()).filter(|&i| is_asked(projection, i));
            phases.filter(|&i| met(projection, i) == verdict).map(deadline).collect()
        }
        PlanCondition::Met(phase) => vec![deadline(*phase)],
        PlanCondition::AtPlannedPace(phase) => {
            let busiest = projection.table.departures.busiest(projection.data(), *phase);
            let surge = busiest.filter(|busiest| busiest.troops > busiest.planned).map(|busiest| {
                format!(
                    "{}: {} in {}, planned at most {} a month",
                    plan.spec.phases[*phase].name,
                    grouped(busiest.troops),
                    plan.month(busiest.month),
                    grouped(busiest.planned)
                )
            });
            // A deadline that is met says its surge itself.
            match surge {
                Some(surge) if met(projection, *phase) != SeekVerdict::Holds => vec![surge],
                _ => vec![deadline(*phase)],
            }
        }
        PlanCondition::DoneBy(month) => {
            let by = plan.month(*month);
            vec![match projection.completion() {
                Some(done) => format!("it is complete in {done}, after {by}"),
                None => format!("it is not complete by {by}; {}", end()),
            }]
        }
        PlanCondition::Strength { members, month, bound } => {
            let (first, last) = month.map_or((1, horizon), |month| (month, month));
            let breaks = |t: i32| {
                let strength = strength(projection, members, t);
                let limit = match bound {
                    Bound::AtMost(most) if strength > *most => {
                        format!("more than {}", grouped(*most))
                    }
                    Bound::AtLeast(fewest) if strength < *fewest => {
                        format!("fewer than {}", grouped(*fewest))
                    }
                    _ => return None,
                };
                Some(format!("{} in {}, {limit}", grouped(strength), plan.month(t)))
            };
            let found = (first..=last.min(horizon)).find_map(breaks);
            vec![found.unwrap_or_else(|| format!("{}, before {}", end(), plan.month(last)))]
        }
        PlanCondition::TroopMonths { members, from, through, at_most } => {
            let months = *from..=*through.min(&horizon);
            let sum = months.map(|t| strength(projection, members, t)).sum::<u64>();
            vec![if sum > *at_most {
                format!("{} troop-months, more than {}", grouped(sum), grouped(*at_most))
            } else {
                format!("{}, before {}", end(), plan.month(*from.max(through)))
            }]
        }
        PlanCondition::Outflow { members, at_most } => {
            let peak = peak_outflow(projection, members);
            let peak = peak.map(|(t, troops)| {
                let month = plan.month(t);
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

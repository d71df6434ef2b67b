//! The value that a plan as written has of a number that a seek leaves open.

use crate::plan::checked::Plan;
use crate::spec::adjustment::Adjustment;
use crate::spec::open_adjustment;
use crate::spec::phase::{Pace, Target};
use crate::spec::seek_value::SeekValue;
use crate::values::troops::Troops;

/// The value at best; `None` where the plan has none, or where it is neither a whole number nor a dated month.
pub(super) fn own_value(plan: &Plan, adjustment: &Adjustment) -> Option<SeekValue> {
    let spec = plan.spec();
    let troops = |troops: Troops| SeekValue::Number(troops.0.into());
    let schedule = || plan.schedule();
    match adjustment {
        Adjustment::Shift(_) => Some(SeekValue::Number(0)),
        Adjustment::Strength { .. } => Some(SeekValue::Number(100)),
        Adjustment::Date { event, .. } => {
            schedule().event_day(event)?.nearest_month_end().map(SeekValue::Month)
        }
        Adjustment::Deadline { phase, .. } => {
            schedule().phase(phase)?.binding_month.map(SeekValue::Month)
        }
        Adjustment::Until { phase, .. } => {
            let last = schedule().data.timeline.phases[spec.phase_index(phase)?].replaced_after?;
            Some(SeekValue::Month(plan.month(last)))
        }
        Adjustment::Hold(hold) => {
            let i = spec.hold_index(&hold.name)?;
            let through = schedule().data.timeline.holds[i].through?;
            through.nearest_month_end().map(SeekValue::Month)
        }
        Adjustment::Cap(cap) => {
            let own = spec.cap_index(&cap.name)?;
            Some(troops(spec.caps[own].per_month.best()))
        }
        Adjustment::Residual(residual) => {
            let mut own =
                spec.residuals.iter().filter(|other| other.scope.same_as(&residual.scope));
            Some(troops(own.next()?.strength.best())).filter(|_| own.next().is_none())
        }
        Adjustment::Pace { phase, .. } => match &spec.phases[spec.phase_index(phase)?].pace {
            Pace::Rate(rate) => Some(troops(rate.best())),
            _ => None,
        },
        Adjustment::Target { phase, target } => {
            let own = &spec.phases[spec.phase_index(phase)?].target;
            let is_same = std::mem::discriminant(own) == std::mem::discriminant(target);
            match own {
                Target::ReduceTo(n)
                | Target::ReduceBy(n)
                | Target::RaiseTo(n)
                | Target::RaiseBy(n)
                    if is_same =>
                {
                    Some(troops(n.best()))
                }
                Target::ReduceByPercent(_) | Target::ReduceToPercent(_) if is_same => {
                    let own = Adjustment::Target { phase: phase.clone(), target: own.clone() };
                    open_adjustment::first_value(&own).ok()
                }
                _ => None,
            }
        }
        Adjustment::Cancel(_) | Adjustment::Add { .. } => None,
    }
}

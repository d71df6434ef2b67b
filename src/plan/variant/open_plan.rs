//! A plan under a variant whose last number is open (rules#seek-values): the number is replaced in place, and the plan
//! is not checked again.
//!
//! Where the plan is valid at the first and at the last value, it is valid at every value between: each rule that a
//! number can break (days within the calendar, sums of troops, percentages) is broken from some value on, or up to
//! some value.

use std::sync::Arc;

use crate::plan::checked::{DayShifts, Plan};
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::plan::place::PathCursor;
use crate::plan::references::members;
use crate::plan::variant::adjusted::{Adjusted, add_shift, scaled};
use crate::plan::variant::apply;
use crate::spec::adjustment::{Adjustment, Shift, Variant};
use crate::spec::open_adjustment;
use crate::spec::seek_value::SeekValue;
use crate::values::estimate::Estimate;
use crate::values::troops::Troops;

/// A plan under a variant, with one number that can be replaced.
#[derive(Clone, Debug)]
pub(crate) struct OpenPlan {
    plan: Plan,
    /// The adjustment whose number is open.
    open: Adjustment,
    /// The position of the entry that it adjusts.
    entry: usize,
    /// The shifts without it.
    shifts: DayShifts,
    /// The contingents that it scales, with their strengths without it.
    strengths: Vec<(usize, Estimate<Troops>)>,
}

impl OpenPlan {
    /// The plan under a variant, whose last adjustment has a number; `own` is the variant's place.
    pub(crate) fn new(
        plan: &Plan,
        variant: &Variant,
        own: &PathCursor<'_>,
    ) -> Result<Option<Self>, PlanErrors> {
        let applied = apply::apply(plan, variant, own)?;
        let Some((open, before)) = variant.adjust.split_last() else { return Ok(None) };
        let mut copy = Adjusted::new(plan);
        for (j, adjustment) in before.iter().enumerate() {
            copy.adjust(j, adjustment, &PathCursor::root(), &mut Diagnostics::default());
        }
        let (shifts, strengths) = copy.numbers();
        let scope = match open {
            Adjustment::Strength { scope, .. } => members(&applied.spec.contingents, scope),
            _ => Vec::new(),
        };
        let strengths = scope.into_iter().map(|c| (c, strengths[c].clone())).collect();
        let Some(entry) = entry(&applied, open) else { return Ok(None) };
        Ok(Some(Self { plan: applied, open: open.clone(), entry, shifts, strengths }))
    }

    /// The plan with the number at hand.
    pub(crate) const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The plan with another value of the number; `None` for a value that it cannot have.
    pub(crate) fn at(&mut self, value: SeekValue) -> Option<&Plan> {
        self.open = open_adjustment::with_value(&self.open, value)?;
        let i = self.entry;
        if let Adjustment::Shift(shift) = &self.open {
            let mut shifts = self.shifts.clone();
            add_shift(&self.plan.spec, &mut shifts, shift, i);
            self.plan.shifts = Arc::new(shifts);
            return Some(&self.plan);
        }
        // Copies the data only where another plan shares them.
        let spec = Arc::make_mut(&mut self.plan.spec);
        match &self.open {
            Adjustment::Date { date, .. } => spec.events[i].date = Some(date.clone()),
            Adjustment::Deadline { deadline, .. } => {
                spec.phases[i].deadline = Some(deadline.clone());
            }
            Adjustment::Until { until, .. } => spec.phases[i].until = Some(until.clone()),
            Adjustment::Pace { pace, .. } => spec.phases[i].pace = pace.clone(),
            Adjustment::Target { target, .. } => spec.phases[i].target = target.clone(),
            Adjustment::Residual(residual) => {
                spec.residuals[i].strength = residual.strength.clone();
            }
            Adjustment::Cap(cap) => spec.caps[i].per_month = cap.per_month.clone(),
            Adjustment::Hold(hold) => spec.holds[i].through.clone_from(&hold.through),
            Adjustment::Strength { percent, .. } => {
                for (c, strength) in &self.strengths {
                    spec.contingents[*c].strength = scaled(strength, *percent);
                }
            }
            Adjustment::Shift(_) | Adjustment::Cancel(_) | Adjustment::Add { .. } => return None,
        }
        Some(&self.plan)
    }
}

/// The position of the entry that an adjustment adjusts, in the plan that it makes.
fn entry(plan: &Plan, adjustment: &Adjustment) -> Option<usize> {
    let spec = &plan.spec;
    match adjustment {
        Adjustment::Shift(shift) => match shift {
            Shift::Event { event, .. } => spec.event_index(event),
            Shift::Hold { hold, .. } => spec.hold_index(hold),
            Shift::Cap { cap, .. } => spec.cap_index(cap),
            Shift::Phase { phase, .. } => spec.phase_index(phase),
        },
        Adjustment::Date { event, .. } => spec.event_index(event),
        Adjustment::Deadline { phase, .. }
        | Adjustment::Until { phase, .. }
        | Adjustment::Pace { phase, .. }
        | Adjustment::Target { phase, .. } => spec.phase_index(phase),
        // It stands last.
        Adjustment::Residual(_) => spec.residuals.len().checked_sub(1),
        Adjustment::Cap(cap) => spec.cap_index(&cap.name),
        Adjustment::Hold(hold) => spec.hold_index(&hold.name),
        Adjustment::Strength { .. } => Some(0),
        Adjustment::Cancel(_) | Adjustment::Add { .. } => None,
    }
}

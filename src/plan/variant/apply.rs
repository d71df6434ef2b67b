//! A plan under a variant: adjustments applied in order to a copy, checked once at the end, all or nothing
//! (rules#variant-errors).

use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::plan::limits;
use crate::plan::place::{PathCursor, Place};
use crate::plan::references::members;
use crate::plan::variant::adjusted::Adjusted;
use crate::plan::variant::origin::LocatedError;
use crate::spec::adjustment::{Adjustment, Cancel, Variant};

/// Applies and checks every variant of a plan.
pub(crate) fn check_all(plan: &Plan, errors: &mut Diagnostics) {
    for (i, variant) in plan.spec.variants.iter().enumerate() {
        if errors.is_full() {
            return;
        }
        if let Err(found) = apply(plan, variant, &PathCursor::entry("variant", i)) {
            errors.append(found);
        }
    }
}

/// Checks only the names and scopes in adjustments, where the plan itself has errors.
pub(crate) fn check_names(plan: &Plan, errors: &mut Diagnostics) {
    let contingents = &plan.spec.contingents;
    for (i, variant) in plan.spec.variants.iter().enumerate() {
        if errors.is_full() {
            return;
        }
        let mut copy = Adjusted::new(plan);
        for (j, adjustment) in variant.adjust.iter().enumerate() {
            let entry = PathCursor::entry("variant", i);
            let list = entry.key("adjust");
            let at = list.index(j);
            copy.adjust(j, adjustment, &at, errors);
            let (key, scope) = match adjustment {
                Adjustment::Residual(residual) => ("residual", &residual.scope),
                Adjustment::Cap(cap) => ("cap", &cap.scope),
                Adjustment::Hold(hold) => ("hold", &hold.scope),
                Adjustment::Add { phase, .. } => ("add", &phase.scope),
                _ => continue,
            };
            if members(contingents, scope).is_empty() && !contingents.is_empty() {
                let own = at.key(key);
                let own = if key == "add" { own.key("phase") } else { own };
                errors.add(own.key("scope"), PlanErrorKind::NoMatch);
            }
        }
    }
}

/// The plan under a variant; `own` is the variant's place.
pub(crate) fn apply(
    plan: &Plan,
    variant: &Variant,
    own: &PathCursor<'_>,
) -> Result<Plan, PlanErrors> {
    let at = |j: usize| Place::from(own.key("adjust").index(j));
    let mut errors = Diagnostics::default();
    if !limits::check_variant(variant, own, &mut errors) {
        return Err(errors.into());
    }
    let mut copy = Adjusted::new(plan);
    for (j, adjustment) in variant.adjust.iter().enumerate() {
        copy.adjust(j, adjustment, &own.key("adjust").index(j), &mut errors);
    }
    let (found, adjusted, origins) = copy.check();
    let mut attribution = Attribution { plan, variant, known: vec![None; variant.adjust.len()] };
    for error in found {
        let error = origins.located(variant, error);
        let cancelled = match &error.problem {
            PlanErrorKind::Unknown { name, .. } => cancels(variant, name).zip(Some(name.clone())),
            _ => None,
        };
        match (error.adjustment, cancelled) {
            (Some(j), _) => errors.add(at(j).join(&error.place), error.problem),
            (None, Some((j, phase))) => {
                let problem = PlanErrorKind::StillReferredTo { phase, by: error.place };
                errors.add(at(j).key("cancel").key("phase"), problem);
            }
            (None, None) => {
                let place = at(attribution.first_with(&error)).within(&error.place);
                errors.add(place, error.problem);
            }
        }
    }
    match adjusted {
        Some(plan) => errors.into_result(plan),
        None => Err(errors.into()),
    }
}

/// The adjustment that cancels the phase of this name.
fn cancels(variant: &Variant, name: &str) -> Option<usize> {
    let cancels = |adjustment: &Adjustment| match adjustment {
        Adjustment::Cancel(Cancel::Phase(phase)) => phase == name,
        _ => false,
    };
    variant.adjust.iter().rposition(cancels)
}

/// Finds the adjustment that causes an error in the plan that a variant makes.
struct Attribution<'a> {
    plan: &'a Plan,
    variant: &'a Variant,
    /// The errors after each adjustment, once they are known.
    known: Vec<Option<Vec<LocatedError>>>,
}

impl Attribution<'_> {
    /// The first adjustment after which the error is there, found by bisection.
    fn first_with(&mut self, error: &LocatedError) -> usize {
        let (mut low, mut high) = (0, self.known.len().saturating_sub(1));
        // Checking a very large plan again takes too long: the last adjustment stands for all.
        if self.plan.spec.contingents.len() * self.plan.spec.phases.len() > 1 << 16 {
            return high;
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.errors_after(middle).contains(error) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    fn errors_after(&mut self, j: usize) -> &[LocatedError] {
        let (plan, variant) = (self.plan, self.variant);
        self.known[j].get_or_insert_with(|| {
            let mut copy = Adjusted::new(plan);
            for (i, adjustment) in variant.adjust[..=j].iter().enumerate() {
                copy.adjust(i, adjustment, &PathCursor::root(), &mut Diagnostics::default());
            }
            let (errors, _, origins) = copy.check();
            errors.into_iter().map(|error| origins.located(variant, error)).collect()
        })
    }
}

//! A plan under a variant: adjustments applied in order to a copy, checked once at the end, all or
//! nothing (DESIGN section 6).

use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::plan::limits;
use crate::plan::place::{PathCursor, Place};
use crate::plan::references::members;
use crate::plan::variant::adjusted::{Adjusted, Base};
use crate::plan::variant::origin::Found;
use crate::spec::adjustment::{Adjustment, Variant};

/// Applies and checks every variant of a plan.
pub(crate) fn check_all(plan: &Plan, findings: &mut Diagnostics) {
    if plan.spec.variants.is_empty() {
        return;
    }
    let base = Base::of(plan);
    let mut copy = Adjusted::of(&base);
    for (i, variant) in plan.spec.variants.iter().enumerate() {
        if findings.is_full() {
            return;
        }
        findings.append(adjust(&mut copy, variant, &PathCursor::entry("variant", i)));
        copy.reset();
    }
}

/// Checks only what the adjustments name and whom they mean, where the plan itself is not sound.
pub(crate) fn check_names(plan: &Plan, findings: &mut Diagnostics) {
    let (base, contingents) = (Base::of(plan), &plan.spec.contingents);
    let mut copy = Adjusted::of(&base);
    for (i, variant) in plan.spec.variants.iter().enumerate() {
        copy.reset();
        for (j, adjustment) in variant.adjust.iter().enumerate() {
            let entry = PathCursor::entry("variant", i);
            let list = entry.key("adjust");
            let at = list.index(j);
            copy.adjust(j, adjustment, &at, findings);
            let (key, scope) = match adjustment {
                Adjustment::Residual(residual) => ("residual", &residual.scope),
                Adjustment::Cap(cap) => ("cap", &cap.scope),
                Adjustment::Hold(hold) => ("hold", &hold.scope),
                Adjustment::Add { phase } => ("add", &phase.scope),
                _ => continue,
            };
            if members(contingents, scope).is_empty() && !contingents.is_empty() {
                let own = at.key(key);
                let own = if key == "add" { own.key("phase") } else { own };
                findings.add(own.key("scope"), PlanErrorKind::NobodyMatches);
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
    let base = Base::of(plan);
    let mut copy = Adjusted::of(&base);
    let findings = adjust(&mut copy, variant, own);
    findings.into_result(copy.plan)
}

/// Applies a variant's adjustments to a copy that has none yet, and checks it.
fn adjust(copy: &mut Adjusted<'_>, variant: &Variant, own: &PathCursor<'_>) -> Diagnostics {
    let at = |j: usize| Place::from(own.key("adjust").index(j));
    let mut findings = Diagnostics::default();
    if !limits::check_variant(variant, own, &mut findings) {
        return findings;
    }
    for (j, adjustment) in variant.adjust.iter().enumerate() {
        copy.adjust(j, adjustment, &own.key("adjust").index(j), &mut findings);
    }
    let errors = copy.check();
    let mut blame =
        Attribution { base: copy.base, variant, found: vec![None; variant.adjust.len()] };
    for error in errors {
        let error = copy.origins.in_the_file(variant, error);
        let place = match (error.adjustment, &error.problem) {
            (Some(j), _) => at(j).join(&error.place),
            (None, PlanErrorKind::Unknown { name, .. }) => match cancels(variant, name) {
                Some(j) => {
                    let (phase, by) = (name.clone(), error.place);
                    let place = at(j).key("cancel").key("phase");
                    findings.add(place, PlanErrorKind::StillReferredTo { phase, by });
                    continue;
                }
                None => at(blame.first_with(&error)).within(&error.place),
            },
            (None, _) => at(blame.first_with(&error)).within(&error.place),
        };
        findings.add(place, error.problem);
    }
    findings
}

/// The adjustment that cancels the phase of this name.
fn cancels(variant: &Variant, name: &str) -> Option<usize> {
    let cancels = |adjustment: &Adjustment| match adjustment {
        Adjustment::Cancel { phase } => phase == name,
        _ => false,
    };
    variant.adjust.iter().rposition(cancels)
}

/// Finds the adjustment at which to lay an error of the plan that a variant makes.
struct Attribution<'b, 'v> {
    base: &'b Base<'b>,
    variant: &'v Variant,
    /// What is wrong after each adjustment, once it was looked at.
    found: Vec<Option<Vec<Found>>>,
}

impl Attribution<'_, '_> {
    /// The first adjustment after which the error is there, found by halving.
    fn first_with(&mut self, error: &Found) -> usize {
        let (mut low, mut high) = (0, self.found.len().saturating_sub(1));
        // In a very large plan looking again costs too much: the last adjustment stands for all.
        let spec = &self.base.plan.spec;
        if spec.contingents.len() * spec.phases.len() > 1 << 16 {
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

    fn errors_after(&mut self, j: usize) -> &[Found] {
        let (base, variant) = (self.base, self.variant);
        self.found[j].get_or_insert_with(|| {
            let mut copy = Adjusted::of(base);
            for (i, adjustment) in variant.adjust[..=j].iter().enumerate() {
                copy.adjust(i, adjustment, &PathCursor::root(), &mut Diagnostics::default());
            }
            let errors = copy.check().into_iter();
            errors.map(|error| copy.origins.in_the_file(variant, error)).collect()
        })
    }
}

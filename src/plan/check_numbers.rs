//! Numbers that depend on each other (rules#limits, rules#mission).

use std::collections::BTreeMap;

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::place::{PathCursor, Place};
use crate::spec::PlanSpec;
use crate::spec::phase::{Pace, Phase, Target};
use crate::values::percent::Percent;
use crate::values::troops::Troops;

pub(crate) fn check(spec: &PlanSpec, errors: &mut Diagnostics) {
    contingents(spec, errors);
    phases(spec, errors);
    for (i, cost) in spec.costs.iter().enumerate() {
        let at = PathCursor::entry("cost", i);
        crate::plan::limits::check_name(&at.key("currency"), &cost.currency, errors);
        let none = cost.per_troop_year.is_none()
            && cost.per_withdrawn.is_none()
            && cost.per_month.is_none();
        if none {
            errors.add(at, PlanErrorKind::NoRate);
        }
    }
    total(spec, errors);
}

fn contingents(spec: &PlanSpec, errors: &mut Diagnostics) {
    if spec.contingents.is_empty() {
        errors.add(PathCursor::top("contingent"), PlanErrorKind::NoContingent);
    }
    let mut first = BTreeMap::new();
    for (i, contingent) in spec.contingents.iter().enumerate() {
        let (contributor, host, mission) =
            (contingent.contributor, contingent.host, contingent.mission);
        let first = *first.entry((contributor, host, mission)).or_insert(i);
        if first < i {
            let first = Place::entry("contingent", first);
            errors.add(
                PathCursor::entry("contingent", i),
                PlanErrorKind::DuplicateContingent { contributor, host, mission, first },
            );
        }
    }
}

fn phases(spec: &PlanSpec, errors: &mut Diagnostics) {
    for (i, phase) in spec.phases.iter().enumerate() {
        check_phase(&PathCursor::entry("phase", i), phase, errors);
    }
}

fn check_phase(at: &PathCursor<'_>, phase: &Phase, errors: &mut Diagnostics) {
    if let Target::ReduceByPercent(percent) = phase.target
        && percent > Percent::HUNDRED
    {
        let problem = PlanErrorKind::OverHundred { percent };
        errors.add(at.key("target").key("reduce_by_percent"), problem);
    }
    if phase.blocks == Some(Troops::ZERO) {
        errors.add(at.key("blocks"), PlanErrorKind::Zero);
    }
    if let Pace::Rate(rate) = &phase.pace
        && rate.low() == Troops::ZERO
    {
        errors.add(at.key("pace").key("rate"), PlanErrorKind::Zero);
    }
}

/// Strengths (at high) and raises must fit a head-count, so that no sum of people overflows.
fn total(spec: &PlanSpec, errors: &mut Diagnostics) {
    let strengths = spec.contingents.iter().map(|contingent| contingent.strength.high());
    let strengths = strengths.enumerate().map(|(i, troops)| ("contingent", i, "strength", troops));
    let raises = spec.phases.iter().enumerate().filter_map(|(i, phase)| match &phase.target {
        Target::RaiseTo(to) => Some(("phase", i, "raise_to", to.high())),
        Target::RaiseBy(by) => Some(("phase", i, "raise_by", by.high())),
        _ => None,
    });
    let mut total = 0;
    for (list, i, key, troops) in strengths.chain(raises) {
        total += u64::from(troops);
        if total > u64::from(u32::MAX) {
            let entry = PathCursor::entry(list, i);
            let target = entry.key("target");
            let at = if list == "phase" { target.key(key) } else { entry.key(key) };
            errors.add(at, PlanErrorKind::TooManyTroops { total, limit: u32::MAX });
            return; // one place where the sum passes the limit is enough
        }
    }
}

//! Numbers that depend on each other (rules#limits, rules#mission).

use std::collections::BTreeMap;

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::place::{PathCursor, Place};
use crate::spec::PlanSpec;
use crate::spec::adjustment::Adjustment;
use crate::spec::phase::{Pace, Phase, Target};
use crate::values::percent::Percent;
use crate::values::troops::Troops;

/// The most months of a slip, either way.
const MAX_SLIP: i32 = 1_200;

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
    for (i, slip) in spec.slips.iter().enumerate() {
        let at = PathCursor::entry("slip", i);
        let at = at.key("months");
        let at = at.key("values");
        if slip.months.values.is_empty() {
            errors.add(at, PlanErrorKind::NoValues);
        }
        for (k, &months) in slip.months.values.iter().enumerate() {
            if months.unsigned_abs() > MAX_SLIP.unsigned_abs() {
                errors.add(at.index(k), PlanErrorKind::SlipTooFar { months, limit: MAX_SLIP });
            }
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
    // What a variant adds is checked once it is applied, but this is missing all the same.
    for (i, variant) in spec.variants.iter().enumerate() {
        for (j, adjustment) in variant.adjust.iter().enumerate() {
            if let Adjustment::Add { phase, .. } = adjustment {
                let at = PathCursor::entry("variant", i);
                let at = at.key("adjust");
                check_deadline(&at.index(j).key("add").key("phase"), phase, errors);
            }
        }
    }
}

fn check_phase(at: &PathCursor<'_>, phase: &Phase, errors: &mut Diagnostics) {
    if let Some((key, percent)) = phase.target.percent()
        && percent > Percent::HUNDRED
    {
        errors.add(at.key("target").key(key), PlanErrorKind::OverHundred { percent });
    }
    check_deadline(at, phase, errors);
    if phase.blocks == Some(Troops::ZERO) {
        errors.add(at.key("blocks"), PlanErrorKind::Zero);
    }
    if let Pace::Rate(rate) = &phase.pace
        && rate.low() == Troops::ZERO
    {
        errors.add(at.key("pace").key("rate"), PlanErrorKind::Zero);
    }
}

/// Only a phase with a rate can go without a deadline (rules#open-ended).
fn check_deadline(at: &PathCursor<'_>, phase: &Phase, errors: &mut Diagnostics) {
    if phase.deadline.is_none() && !matches!(phase.pace, Pace::Rate(_)) {
        errors.add(at.key("deadline"), PlanErrorKind::NoDeadline);
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

//! Numbers that stand in relation to each other (DESIGN sections 3 and 8).

use std::collections::HashMap;

use super::place::Place;
use super::problem::Problem;
use super::report::Findings;
use crate::leaves::percent::Percent;
use crate::leaves::troops::Troops;
use crate::written::PlanSpec;
use crate::written::phase::{Pace, Phase, Target};

pub(crate) fn check(spec: &PlanSpec, findings: &mut Findings) {
    contingents(spec, findings);
    for (i, phase) in spec.phases.iter().enumerate() {
        check_phase(&Place::entry("phase", i), phase, findings);
    }
    for (i, cost) in spec.costs.iter().enumerate() {
        let place = Place::entry("cost", i);
        super::limits::check_name(&place.key("currency"), &cost.currency, findings);
        let none = cost.per_troop_year.is_none()
            && cost.per_withdrawn.is_none()
            && cost.per_month.is_none();
        if none {
            findings.add(place, Problem::NoRate);
        }
    }
    total(spec, findings);
}

fn contingents(spec: &PlanSpec, findings: &mut Findings) {
    if spec.contingents.is_empty() {
        findings.add(Place::top("contingent"), Problem::NoContingent);
    }
    let mut first = HashMap::new();
    for (i, contingent) in spec.contingents.iter().enumerate() {
        let (contributor, host, mission) =
            (contingent.contributor, contingent.host, contingent.mission);
        let first = *first.entry((contributor, host, mission)).or_insert(i);
        if first < i {
            let first = Place::entry("contingent", first);
            findings.add(
                Place::entry("contingent", i),
                Problem::DuplicateContingent { contributor, host, mission, first },
            );
        }
    }
}

fn check_phase(place: &Place, phase: &Phase, findings: &mut Findings) {
    if let Target::ReduceByPercent(percent) = phase.target
        && percent > Percent::HUNDRED
    {
        let place = place.key("target").key("reduce_by_percent");
        findings.add(place, Problem::OverHundred { percent });
    }
    if phase.blocks == Some(Troops::ZERO) {
        findings.add(place.key("blocks"), Problem::Zero);
    }
    if let Pace::Rate(rate) = &phase.pace
        && rate.low() == Troops::ZERO
    {
        findings.add(place.key("pace").key("rate"), Problem::Zero);
    }
}

/// Strengths (at high) and raises must fit a head-count, so that no sum of people overflows.
fn total(spec: &PlanSpec, findings: &mut Findings) {
    let strengths = (spec.contingents.iter().enumerate())
        .map(|(i, c)| (Place::entry("contingent", i).key("strength"), c.strength.high()));
    let raises = spec.phases.iter().enumerate().filter_map(|(i, phase)| {
        let place = Place::entry("phase", i).key("target");
        match &phase.target {
            Target::RaiseTo(to) => Some((place.key("raise_to"), to.high())),
            Target::RaiseBy(by) => Some((place.key("raise_by"), by.high())),
            _ => None,
        }
    });
    let mut total = 0;
    for (place, troops) in strengths.chain(raises) {
        total += u64::from(troops);
        if total > u64::from(u32::MAX) {
            findings.add(place, Problem::TooManyTroops { total, limit: u32::MAX });
            return; // one place where the sum passes the limit is enough
        }
    }
}

//! A plan's numbers of troops, each estimate fixed to one value.

use crate::plan::checked::Plan;
use crate::plan::estimate_source::{EstimateId, EstimateSource};
use crate::spec::phase::{Pace, Target};
use crate::values::estimate::Estimate;
use crate::values::troops::Troops;

/// Every estimated number of troops of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// Strengths at `as_of`, by contingent.
    pub(crate) strengths: Vec<u32>,
    pub(crate) residuals: Vec<u32>,
    pub(crate) caps: Vec<u32>,
    /// What each phase's target names, 0 where it names no troops.
    pub(crate) targets: Vec<u32>,
    /// What each phase moves a month, where its pace is a rate.
    pub(crate) rates: Vec<Option<u32>>,
}

impl Numbers {
    pub(crate) fn new(plan: &Plan, source: &mut impl EstimateSource) -> Self {
        let mut number = |id, estimate: &Estimate<Troops>| source.value(id, estimate).0;
        let spec = &plan.spec;
        let strengths = spec.contingents.iter().enumerate();
        let strengths = strengths.map(|(i, c)| number(EstimateId::Strength(i), &c.strength));
        let strengths = strengths.collect();
        let residuals = spec.residuals.iter().enumerate();
        let residuals = residuals.map(|(i, r)| number(EstimateId::Residual(i), &r.strength));
        let residuals = residuals.collect();
        let caps = spec.caps.iter().enumerate();
        let caps = caps.map(|(i, c)| number(EstimateId::Cap(i), &c.per_month)).collect();
        let targets = spec.phases.iter().enumerate().map(|(i, phase)| match &phase.target {
            Target::ReduceTo(n) | Target::ReduceBy(n) | Target::RaiseTo(n) | Target::RaiseBy(n) => {
                number(EstimateId::Target(i), n)
            }
            Target::ReduceByPercent(_)
            | Target::ReduceToPercent(_)
            | Target::InProportionTo(_)
            | Target::Remainder => 0,
        });
        let targets = targets.collect();
        let rates = spec.phases.iter().enumerate().map(|(i, phase)| match &phase.pace {
            Pace::Rate(rate) => Some(number(EstimateId::Rate(i), rate)),
            _ => None,
        });
        Self { strengths, residuals, caps, targets, rates: rates.collect() }
    }
}

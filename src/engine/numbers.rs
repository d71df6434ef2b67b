//! A plan's numbers of troops, each fixed to one value.

use crate::checked::plan::Plan;
use crate::checked::timeline::Point;
use crate::leaves::estimate::Estimate;
use crate::leaves::troops::Troops;
use crate::written::phase::{Pace, Target};

/// Every estimated number of troops of a plan, fixed.
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
    /// The numbers that a deterministic projection uses.
    pub(crate) fn best(plan: &Plan) -> Self {
        let best = |estimate: &Estimate<Troops>| Point::Best.of(estimate).0;
        let spec = &plan.spec;
        Self {
            strengths: spec.contingents.iter().map(|c| best(&c.strength)).collect(),
            residuals: spec.residuals.iter().map(|r| best(&r.strength)).collect(),
            caps: spec.caps.iter().map(|c| best(&c.per_month)).collect(),
            targets: (spec.phases.iter())
                .map(|phase| match &phase.target {
                    Target::ReduceTo(n)
                    | Target::ReduceBy(n)
                    | Target::RaiseTo(n)
                    | Target::RaiseBy(n) => best(n),
                    Target::ReduceByPercent(_) | Target::InProportionTo(_) | Target::Remainder => 0,
                })
                .collect(),
            rates: (spec.phases.iter())
                .map(|phase| match &phase.pace {
                    Pace::Rate(rate) => Some(best(rate)),
                    _ => None,
                })
                .collect(),
        }
    }
}

//! A plan's numbers of troops, each fixed to one value.

use crate::plan::checked::Plan;
use crate::plan::resolved::{Numbers, PhaseNumbers};
use crate::plan::timeline::{Fix, Spot};
use crate::spec::phase::{Pace, Target};
use crate::values::estimate::Estimate;
use crate::values::troops::Troops;

impl Numbers {
    pub(crate) fn new(plan: &Plan, fix: &impl Fix) -> Self {
        let number = |spot: Spot, estimate: &Estimate<Troops>| fix.fix(spot, estimate).0;
        let spec = &plan.spec;
        let mut numbers = Self {
            strengths: (spec.contingents.iter().enumerate())
                .map(|(i, c)| number(("contingent", i, "strength"), &c.strength))
                .collect(),
            residuals: (spec.residuals.iter().enumerate())
                .map(|(i, r)| number(("residual", i, "strength"), &r.strength))
                .collect(),
            caps: (spec.caps.iter().enumerate())
                .map(|(i, c)| number(("cap", i, "per_month"), &c.per_month))
                .collect(),
            phases: vec![PhaseNumbers::default(); spec.phases.len()],
        };
        // All targets come before all rates, and so they are drawn.
        for (i, (own, phase)) in numbers.phases.iter_mut().zip(&spec.phases).enumerate() {
            own.target = match &phase.target {
                Target::ReduceTo(n)
                | Target::ReduceBy(n)
                | Target::RaiseTo(n)
                | Target::RaiseBy(n) => number(("phase", i, "target"), n),
                Target::ReduceByPercent(_) | Target::InProportionTo(_) | Target::Remainder => 0,
            };
        }
        for (i, (own, phase)) in numbers.phases.iter_mut().zip(&spec.phases).enumerate() {
            if let Pace::Rate(rate) = &phase.pace {
                own.rate = Some(number(("phase", i, "pace"), rate));
            }
        }
        numbers
    }
}

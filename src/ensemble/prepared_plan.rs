//! A plan prepared for draws.

use std::sync::Arc;

use crate::ensemble::draw_inputs::DrawInputs;
use crate::ensemble::groups::Groups;
use crate::plan::checked::Plan;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::references::members;
use crate::plan::timeline::Timeline;
use crate::projection::group_by::GroupBy;
use crate::spec::cost::Cost;

/// What is the same for all draws of a plan.
#[derive(Debug)]
pub(crate) struct PreparedPlan<'p> {
    pub(crate) name: &'p str,
    pub(crate) plan: &'p Plan,
    pub(crate) inputs: DrawInputs,
    /// The resolved days, where no draw changes them.
    pub(crate) days: Option<Arc<Timeline>>,
    pub(crate) groups: Groups,
    pub(crate) currencies: Vec<&'p str>,
    pub(crate) cost_lines: Vec<CostLine<'p>>,
}

/// A cost line, the position of its currency, and the contingents in its scope.
#[derive(Debug)]
pub(crate) struct CostLine<'p> {
    pub(crate) cost: &'p Cost,
    pub(crate) currency: usize,
    pub(crate) members: Vec<usize>,
}

impl<'p> PreparedPlan<'p> {
    pub(crate) fn new(name: &'p str, plan: &'p Plan, group_by: &[GroupBy]) -> Self {
        let mut currencies: Vec<&str> = Vec::new();
        let cost_lines = plan.spec.costs.iter().map(|cost| {
            let known = currencies.iter().position(|currency| *currency == cost.currency);
            let currency = known.unwrap_or_else(|| {
                currencies.push(&cost.currency);
                currencies.len() - 1
            });
            CostLine { cost, currency, members: members(&plan.spec.contingents, &cost.scope) }
        });
        let cost_lines = cost_lines.collect();
        let (inputs, groups) = (DrawInputs::new(plan), Groups::new(plan, group_by));
        let days = || Timeline::new(plan, &mut EstimatePoint::Best, Some(&plan.baseline));
        let days = (!inputs.has_days()).then(|| Arc::new(days()));
        Self { name, plan, inputs, days, groups, currencies, cost_lines }
    }

    /// About how many levels a draw computes; a month takes time even with few contingents.
    pub(crate) fn levels_per_draw(&self) -> u64 {
        let months = u64::try_from(self.plan.horizon()).unwrap_or(0) + 1;
        months * (self.plan.spec.contingents.len() as u64 + 20)
    }
}

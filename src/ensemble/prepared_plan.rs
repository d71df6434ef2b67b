//! A plan prepared for draws.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ensemble::draw_inputs::{DrawInputs, DrawValues};
use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::groups::Groups;
use crate::ensemble::own_draws::OwnDraws;
use crate::plan::checked::Plan;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::references::members;
use crate::plan::timeline::Timeline;
use crate::spec::cost::Cost;
use crate::spec::scope::Scope;

/// What is the same for all draws of a plan.
#[derive(Debug)]
pub(crate) struct PreparedPlan<'p> {
    pub(crate) name: &'p str,
    pub(crate) plan: &'p Plan,
    pub(crate) inputs: Arc<DrawInputs>,
    own_draws: OwnDraws<'p>,
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
    /// Lines of the same scope share them.
    pub(crate) members: Arc<Vec<usize>>,
}

impl<'p> PreparedPlan<'p> {
    pub(crate) fn new(name: &'p str, plan: &'p Plan, ensemble: &'p Ensemble) -> Self {
        let mut currencies: Vec<&str> = Vec::new();
        let mut scopes: HashMap<&Scope, Arc<Vec<usize>>> = HashMap::new();
        let cost_lines = plan.spec.costs.iter().map(|cost| {
            let known = currencies.iter().position(|currency| *currency == cost.currency);
            let currency = known.unwrap_or_else(|| {
                currencies.push(&cost.currency);
                currencies.len() - 1
            });
            let of_scope = || Arc::new(members(&plan.spec.contingents, &cost.scope));
            let members = Arc::clone(scopes.entry(&cost.scope).or_insert_with(of_scope));
            CostLine { cost, currency, members }
        });
        let cost_lines = cost_lines.collect();
        let inputs = DrawInputs::new(plan);
        let groups = Groups::new(plan, &ensemble.group_by, &ensemble.scopes);
        let own_draws = OwnDraws::new(&ensemble.uncertainty, &inputs, &plan.spec.hazards);
        let days = || Timeline::new(plan, &mut EstimatePoint::Best, Some(&plan.baseline));
        let days = (!inputs.has_days()).then(|| Arc::new(days()));
        let inputs = Arc::new(inputs);
        Self { name, plan, inputs, own_draws, days, groups, currencies, cost_lines }
    }

    /// What the draws `4 * four` to `4 * four + 3` fix.
    pub(crate) fn draw_four(&self, seed: u64, four: u64) -> [DrawValues; 4] {
        let mut draws = self.inputs.draw_four(seed, four);
        self.own_draws.apply(seed, four, &self.inputs, &mut draws);
        draws
    }

    /// How many months are projected, `as_of` included.
    pub(crate) fn months(&self) -> u64 {
        u64::try_from(self.plan.horizon()).unwrap_or(0) + 1
    }

    /// About how many levels a draw computes and counts; a month takes time even with few contingents.
    pub(crate) fn levels_per_draw(&self) -> u64 {
        let counted = 2 * self.groups.len() as u64;
        self.months() * (self.plan.spec.contingents.len() as u64 + counted + 20)
    }
}

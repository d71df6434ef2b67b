//! A plan made ready for draws.

use crate::engine::draw::Inputs;
use crate::engine::noise::Noise;
use crate::engine::openings::Openings;
use crate::engine::totals::Totals;
use crate::ensemble::groups::Groups;
use crate::plan::checked::Plan;
use crate::plan::references::members;

/// What does not change between draws.
#[derive(Debug)]
pub(crate) struct Model<'p> {
    pub(crate) name: &'p str,
    pub(crate) plan: &'p Plan,
    pub(crate) inputs: Inputs,
    pub(crate) noise: Noise,
    pub(crate) groups: &'p Groups,
    pub(crate) currencies: Vec<&'p str>,
    pub(crate) lines: Vec<Line>,
    /// The different scopes of phases, and each phase's among them.
    pub(crate) scopes: Vec<Vec<usize>>,
    pub(crate) scope_of: Vec<usize>,
    /// Where no other days are drawn, the months that events open.
    pub(crate) openings: Option<Openings>,
    /// Where the theatre's total is all that is asked for, and is enough.
    pub(crate) totals: Option<Totals>,
}

/// A cost line, in twelfths.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) currency: usize,
    pub(crate) members: Vec<usize>,
    pub(crate) per_troop_month: u128,
    pub(crate) per_leaver: u128,
    pub(crate) per_month: u128,
}

impl<'p> Model<'p> {
    pub(crate) fn new(name: &'p str, plan: &'p Plan, groups: &'p Groups, seed: u64) -> Self {
        let mut currencies: Vec<&str> = Vec::new();
        let lines: Vec<Line> = (plan.spec.costs.iter())
            .map(|cost| {
                let known = currencies.iter().position(|currency| *currency == cost.currency);
                let currency = known.unwrap_or_else(|| {
                    currencies.push(&cost.currency);
                    currencies.len() - 1
                });
                Line {
                    currency,
                    members: members(&plan.spec.contingents, &cost.scope),
                    per_troop_month: cost.per_troop_year.unwrap_or(0).into(),
                    per_leaver: 12 * u128::from(cost.per_withdrawn.unwrap_or(0)),
                    per_month: 12 * u128::from(cost.per_month.unwrap_or(0)),
                }
            })
            .collect();
        let inputs = Inputs::of(plan);
        let mut scopes: Vec<Vec<usize>> = Vec::new();
        let scope_of = (plan.wiring.phases.iter())
            .map(|phase| {
                let scope: Vec<usize> = phase.scope.iter().map(|leg| leg.contingent).collect();
                let known = scopes.iter().position(|other| *other == scope);
                known.unwrap_or_else(|| {
                    scopes.push(scope);
                    scopes.len() - 1
                })
            })
            .collect();
        let everyone = plan.spec.contingents.len();
        let of_everyone = |line: &Line| {
            line.members.len() == everyone || (line.per_troop_month, line.per_leaver) == (0, 0)
        };
        let only_totals = groups.len() == 1 && lines.iter().all(of_everyone);
        let openings = Openings::of(plan, &inputs);
        let totals = if only_totals { Totals::of(plan, &inputs, openings.as_ref()) } else { None };
        let noise = Noise::new(&inputs, seed);
        Self {
            name,
            plan,
            inputs,
            noise,
            groups,
            currencies,
            lines,
            scopes,
            scope_of,
            openings,
            totals,
        }
    }

    /// About how many levels a draw reckons that is stepped through whole.
    pub(crate) fn cells(&self) -> u64 {
        // A month costs something even where hardly anybody is there.
        self.months() * (self.plan.spec.contingents.len() as u64 + 20)
    }

    /// The same of one of which the theatre's totals say everything.
    pub(crate) fn cells_of_totals(&self) -> u64 {
        2 * self.months()
    }

    fn months(&self) -> u64 {
        u64::try_from(self.plan.horizon()).unwrap_or(0) + 1
    }
}

//! The conditions of a seek, with names as indices and months as t (rules#seek-conditions).

use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::names::unknown;
use crate::plan::place::PathCursor;
use crate::plan::references::members;
use crate::plan::seek_error::SeekErrorKind;
use crate::spec::scope::Scope;
use crate::spec::seek::{Bound, Condition};
use crate::values::year_month::YearMonth;

/// A condition of a plan.
#[derive(Clone, Debug)]
pub(crate) enum PlanCondition {
    EveryDeadlineMet,
    Met(usize),
    AtPlannedPace(usize),
    DoneBy(i32),
    Strength { members: Vec<usize>, month: Option<i32>, bound: Bound },
    TroopMonths { members: Vec<usize>, from: i32, through: i32, at_most: u64 },
    Outflow { members: Vec<usize>, at_most: u64 },
    Cost { currency: String, at_most: u64 },
}

/// The conditions of a seek of a plan; `at` is the place of the seek.
pub(crate) fn conditions(
    plan: &Plan,
    so_that: &[Condition],
    at: &PathCursor<'_>,
    errors: &mut Diagnostics,
) -> Vec<PlanCondition> {
    if so_that.is_empty() {
        return vec![PlanCondition::EveryDeadlineMet];
    }
    let list = at.key("so_that");
    let mut conditions = Vec::new();
    for (k, condition) in so_that.iter().enumerate() {
        let mut resolver = Resolver { plan, errors };
        conditions.extend(resolver.condition(condition, &list.index(k)));
    }
    conditions
}

struct Resolver<'a> {
    plan: &'a Plan,
    errors: &'a mut Diagnostics,
}

impl Resolver<'_> {
    fn condition(&mut self, condition: &Condition, at: &PathCursor<'_>) -> Option<PlanCondition> {
        Some(match condition {
            Condition::Met(phase) => PlanCondition::Met(self.phase(phase, &at.key("met"))?),
            Condition::AtPlannedPace(phase) => {
                PlanCondition::AtPlannedPace(self.phase(phase, &at.key("at_planned_pace"))?)
            }
            Condition::DoneBy(month) => {
                PlanCondition::DoneBy(self.month(*month, &at.key("done_by"))?)
            }
            Condition::Strength(strength) => {
                let at = at.key("strength");
                let month = match strength.month {
                    Some(month) => Some(self.month(month, &at.key("in"))?),
                    None => None,
                };
                let members = self.members(&strength.scope, &at)?;
                PlanCondition::Strength { members, month, bound: strength.bound }
            }
            Condition::TroopMonths { scope, from, through, at_most } => {
                let at = at.key("troop_months");
                let (from, through) = self.window(*from, *through, &at)?;
                let members = self.members(scope, &at)?;
                PlanCondition::TroopMonths { members, from, through, at_most: *at_most }
            }
            Condition::Outflow { scope, at_most } => {
                let members = self.members(scope, &at.key("outflow"))?;
                PlanCondition::Outflow { members, at_most: *at_most }
            }
            Condition::Cost { currency, at_most } => {
                self.currency(currency, &at.key("cost").key("currency"))?;
                PlanCondition::Cost { currency: currency.clone(), at_most: *at_most }
            }
        })
    }

    /// The first and the last month of a sum, as t; by default those of the projection.
    fn window(
        &mut self,
        from: Option<YearMonth>,
        through: Option<YearMonth>,
        at: &PathCursor<'_>,
    ) -> Option<(i32, i32)> {
        let first = match from {
            Some(from) => self.month(from, &at.key("from"))?,
            None => 1,
        };
        let last = match through {
            Some(through) => self.month(through, &at.key("through"))?,
            None => self.plan.horizon(),
        };
        if let Some(through) = through
            && last < first
        {
            let from = self.plan.month(first);
            let problem = SeekErrorKind::MonthsBackwards { from, through };
            self.errors.add(at.key("through"), PlanErrorKind::Seek(problem));
        }
        Some((first, last))
    }

    /// A currency of the plan's costs.
    fn currency(&mut self, currency: &str, at: &PathCursor<'_>) -> Option<()> {
        let mut names: Vec<&str> = Vec::new();
        for cost in &self.plan.spec.costs {
            if !names.contains(&cost.currency.as_str()) {
                names.push(&cost.currency);
            }
        }
        if names.contains(&currency) {
            return Some(());
        }
        self.errors.add(at, unknown("currency", currency, names.into_iter()));
        None
    }

    fn phase(&mut self, name: &str, at: &PathCursor<'_>) -> Option<usize> {
        let spec = &self.plan.spec;
        let found = spec.phase_index(name);
        if found.is_none() {
            let names = spec.phases.iter().map(|phase| phase.name.as_str());
            self.errors.add(at, unknown("phase", name, names));
        }
        found
    }

    fn members(&mut self, scope: &Scope, at: &PathCursor<'_>) -> Option<Vec<usize>> {
        let members = members(&self.plan.spec.contingents, scope);
        if members.is_empty() {
            self.errors.add(at.key("scope"), PlanErrorKind::NoMatch);
            return None;
        }
        Some(members)
    }

    fn month(&mut self, month: YearMonth, at: &PathCursor<'_>) -> Option<i32> {
        let as_of = self.plan.as_of();
        if month < as_of {
            let problem = SeekErrorKind::BeforeAsOf { month, as_of };
            self.errors.add(at, PlanErrorKind::Seek(problem));
            return None;
        }
        Some(month.months_since(as_of))
    }
}

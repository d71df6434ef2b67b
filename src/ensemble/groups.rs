//! Groups of contingents whose levels an ensemble counts.

use std::collections::{BTreeSet, HashMap};

use crate::ensemble::plan_outcomes::GroupKind;
use crate::plan::checked::Plan;
use crate::projection::group_by::GroupBy;
use crate::spec::scope::Scope;
use crate::values::mission::Mission;

/// A plan's contingents in groups. Group 0, which has no name, is the theatre.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    /// The names of group 1 and the following.
    pub(crate) names: Vec<(GroupKind, String)>,
    /// Whether each contingent is in it, for each of the last groups.
    scopes: Vec<Vec<bool>>,
    /// For each way to group, the group of each contingent.
    group_of: Vec<Vec<usize>>,
    /// The group of each mission, if levels are grouped by mission.
    of_mission: HashMap<Mission, usize>,
}

impl Groups {
    pub(crate) fn new(plan: &Plan, group_by: &[GroupBy], scopes: &[(String, Scope)]) -> Self {
        let (contingents, residuals) = (&plan.spec.contingents, &plan.spec.residuals);
        let mut groups = Self::default();
        let group_by: BTreeSet<GroupBy> = group_by.iter().copied().collect();
        for by in group_by {
            let mut known = HashMap::new();
            let mut group = |name: String| {
                *known.entry(name.clone()).or_insert_with(|| {
                    groups.names.push((by.into(), name));
                    groups.names.len()
                })
            };
            groups.group_of.push(contingents.iter().map(|c| group(by.name(c))).collect());
            if by == GroupBy::Mission {
                // Residuals may be on missions that no contingent is on.
                let missions = contingents.iter().map(|contingent| contingent.mission);
                let missions = missions.chain(residuals.iter().map(|residual| residual.mission));
                groups.of_mission = missions.map(|m| (m, group(m.to_string()))).collect();
            }
        }
        for (name, scope) in scopes {
            groups.names.push((GroupKind::Scope, name.clone()));
            groups.scopes.push(contingents.iter().map(|c| scope.matches(c)).collect());
        }
        groups
    }

    /// How many groups there are, the theatre included.
    pub(crate) const fn len(&self) -> usize {
        self.names.len() + 1
    }

    /// The group of a mission, if levels are grouped by mission.
    pub(crate) fn of_mission(&self, mission: Mission) -> Option<usize> {
        self.of_mission.get(&mission).copied()
    }

    pub(crate) fn has_missions(&self) -> bool {
        !self.of_mission.is_empty()
    }

    /// Sums a number of each contingent by group.
    pub(crate) fn sum(&self, numbers: &(impl Iterator<Item = u32> + Clone), sums: &mut [u64]) {
        sums.fill(0);
        sums[0] = numbers.clone().map(u64::from).sum();
        for group_of in &self.group_of {
            for (&group, number) in group_of.iter().zip(numbers.clone()) {
                sums[group] += u64::from(number);
            }
        }
        let first = sums.len() - self.scopes.len();
        for (sum, is_in) in sums[first..].iter_mut().zip(&self.scopes) {
            let numbers = is_in.iter().zip(numbers.clone()).filter(|(is_in, _)| **is_in);
            *sum = numbers.map(|(_, number)| u64::from(number)).sum();
        }
    }
}

//! Groups of contingents whose levels an ensemble counts.

use std::collections::{BTreeSet, HashMap};

use crate::ensemble::plan_outcomes::GroupKind;
use crate::plan::checked::Plan;
use crate::plan::references::members;
use crate::projection::group_by::GroupBy;
use crate::spec::scope::Scope;
use crate::values::mission::Mission;

/// A plan's contingents in groups. Group 0, which has no name, is the theatre.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    /// The names of group 1 and the following.
    pub(crate) names: Vec<(GroupKind, String)>,
    /// The contingents of each group.
    members: Vec<Vec<usize>>,
    /// The group of each mission, if levels are grouped by mission.
    of_mission: HashMap<Mission, usize>,
}

impl Groups {
    pub(crate) fn new(plan: &Plan, group_by: &[GroupBy], scopes: &[(String, Scope)]) -> Self {
        let (contingents, residuals) = (&plan.spec.contingents, &plan.spec.residuals);
        let all = (0..contingents.len()).collect();
        let mut groups = Self { members: vec![all], ..Self::default() };
        let group_by: BTreeSet<GroupBy> = group_by.iter().copied().collect();
        for by in group_by {
            let mut known = HashMap::new();
            let mut group = |name: String| {
                *known.entry(name.clone()).or_insert_with(|| {
                    groups.names.push((by.into(), name));
                    groups.members.push(Vec::new());
                    groups.names.len()
                })
            };
            let group_of: Vec<usize> = contingents.iter().map(|c| group(by.name(c))).collect();
            if by == GroupBy::Mission {
                // Residuals may be on missions that no contingent is on.
                let missions = contingents.iter().map(|contingent| contingent.mission);
                let missions = missions.chain(residuals.iter().map(|residual| residual.mission));
                let of_mission = missions.map(|m| (m, group(m.to_string()))).collect();
                groups.of_mission = of_mission;
            }
            for (c, group) in group_of.into_iter().enumerate() {
                groups.members[group].push(c);
            }
        }
        for (name, scope) in scopes {
            groups.names.push((GroupKind::Scope, name.clone()));
            groups.members.push(members(contingents, scope));
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
    pub(crate) fn sum(&self, numbers: &[u32], sums: &mut [u64]) {
        for (members, sum) in self.members.iter().zip(sums) {
            *sum = members.iter().map(|&c| u64::from(numbers[c])).sum();
        }
    }
}

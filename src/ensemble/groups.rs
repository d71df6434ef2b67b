//! Whose levels an ensemble counts: the theatre's, and those of its parts.

use crate::plan::checked::Plan;
use crate::projection::group_by::GroupBy;
use crate::values::mission::Mission;

/// A plan's contingents in groups: the first, which has no name, is everyone.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    pub(crate) names: Vec<(GroupBy, String)>,
    /// Of each grouping, the group of each contingent.
    group_of: Vec<Vec<usize>>,
    /// The group of each mission, where that is asked for.
    of_mission: Vec<(Mission, usize)>,
}

impl Groups {
    pub(crate) fn new(plan: &Plan, by: &[GroupBy]) -> Self {
        let mut by = by.to_vec();
        by.sort_unstable();
        by.dedup();
        let mut names = Vec::new();
        let mut group_of = Vec::new();
        let mut of_mission = Vec::new();
        for grouping in by {
            let mut places = std::collections::HashMap::new();
            let own = (plan.spec.contingents.iter())
                .map(|contingent| {
                    let name = grouping.name(contingent);
                    *places.entry(name.clone()).or_insert_with(|| {
                        names.push((grouping, name));
                        names.len()
                    })
                })
                .collect();
            group_of.push(own);
            if grouping == GroupBy::Mission {
                // Residuals may be on missions that no contingent is on.
                let missions = plan.spec.contingents.iter().map(|contingent| contingent.mission);
                for mission in missions.chain(plan.spec.residuals.iter().map(|r| r.mission)) {
                    let place = *places.entry(mission.to_string()).or_insert_with(|| {
                        names.push((grouping, mission.to_string()));
                        names.len()
                    });
                    if !of_mission.contains(&(mission, place)) {
                        of_mission.push((mission, place));
                    }
                }
            }
        }
        Self { names, group_of, of_mission }
    }

    /// How many groups there are, everyone included.
    pub(crate) const fn len(&self) -> usize {
        self.names.len() + 1
    }

    /// The group of a mission, where missions are asked for.
    pub(crate) fn of_mission(&self, mission: Mission) -> Option<usize> {
        self.of_mission.iter().find(|(known, _)| *known == mission).map(|&(_, group)| group)
    }

    pub(crate) const fn has_missions(&self) -> bool {
        !self.of_mission.is_empty()
    }

    /// Sums a number of each contingent by group.
    pub(crate) fn sum(&self, numbers: &(impl Iterator<Item = u32> + Clone), sums: &mut [u64]) {
        sums.fill(0);
        sums[0] = numbers.clone().map(u64::from).sum();
        for own in &self.group_of {
            for (&group, number) in own.iter().zip(numbers.clone()) {
                sums[group] += u64::from(number);
            }
        }
    }
}

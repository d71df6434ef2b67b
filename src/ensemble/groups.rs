//! Whose levels an ensemble counts: the theatre's, and those of its parts.

use serde::{Deserialize, Serialize};

use crate::plan::checked::Plan;
use crate::spec::force::Contingent;
use crate::values::mission::Mission;

/// A way to part a theatre, for the levels that an [`Ensemble`](crate::Ensemble) counts.
///
/// ```
/// use drawdown::{Contingent, Ensemble, Grouping, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![
///         Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500)),
///         Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900)),
///     ],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let ensemble = Ensemble { by: vec![Grouping::Host], ..Ensemble::new(&plan, 0) };
/// let summary = ensemble.run(0..10);
/// let hosts: Vec<&str> = summary.outlook().groups(Grouping::Host).map(|(host, _)| host).collect();
/// assert_eq!(hosts, ["IRQ", "SYR"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Grouping {
    /// By the country that sends troops.
    Contributor,
    /// By the country they stand in.
    Host,
    /// By what they are there for.
    Mission,
    /// Each contingent by itself.
    Contingent,
}

impl Grouping {
    /// The name of the group that a contingent belongs to.
    fn name(self, contingent: &Contingent) -> String {
        match self {
            Self::Contributor => contingent.contributor.to_string(),
            Self::Host => contingent.host.to_string(),
            Self::Mission => contingent.mission.to_string(),
            Self::Contingent => contingent.to_string(),
        }
    }
}

/// A plan's contingents in groups: the first, which has no name, is everyone.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    pub(crate) names: Vec<(Grouping, String)>,
    /// Of each grouping, the group of each contingent.
    group_of: Vec<Vec<usize>>,
    /// The group of each mission, where that is asked for.
    of_mission: Vec<(Mission, usize)>,
}

impl Groups {
    pub(crate) fn new(plan: &Plan, by: &[Grouping]) -> Self {
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
            if grouping == Grouping::Mission {
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

//! Ways to divide a theatre into groups.

use serde::{Deserialize, Serialize};

use crate::spec::contingent::Contingent;

/// A way to divide the contingents of a plan into groups.
///
/// ```
/// use drawdown::{Contingent, Ensemble, GroupBy, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![
///         Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500)),
///         Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900)),
///     ],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// # #[cfg(feature = "ensemble")] {
/// let ensemble = Ensemble { group_by: vec![GroupBy::Host], ..Ensemble::new(&plan, 0) };
/// let summary = ensemble.run(0..10);
/// let hosts: Vec<&str> = summary.as_planned().groups(GroupBy::Host).map(|(host, _)| host).collect();
/// assert_eq!(hosts, ["IRQ", "SYR"]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum GroupBy {
    /// By the country that sends troops.
    Contributor,
    /// By the country that they are stationed in.
    Host,
    /// By mission.
    Mission,
    /// Each contingent by itself.
    Contingent,
}

impl GroupBy {
    /// The grouping in a word, such as `host`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Host => "host",
            Self::Mission => "mission",
            Self::Contingent => "contingent",
        }
    }

    /// The name of the group that a contingent belongs to.
    #[must_use]
    pub fn name(self, contingent: &Contingent) -> String {
        match self {
            Self::Contributor => contingent.contributor.to_string(),
            Self::Host => contingent.host.to_string(),
            Self::Mission => contingent.mission.to_string(),
            Self::Contingent => contingent.to_string(),
        }
    }
}

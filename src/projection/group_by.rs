//! Ways to divide a theatre into groups.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::spec::contingent::Contingent;
use crate::spec::text::ParseRuleError;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::text::excerpt;

/// A way to divide the contingents of a plan into groups.
///
/// ```
/// use drawdown::projection::GroupBy;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let contingents = plan.spec().contingents.iter();
/// let hosts: Vec<String> = contingents.map(|contingent| GroupBy::Host.name(contingent)).collect();
/// assert_eq!(hosts, ["IRQ", "SYR"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

/// The contributor, host and mission of a group; `None` where it has all of them.
pub(crate) type GroupKey = (Option<Country>, Option<Country>, Option<Mission>);

impl fmt::Display for GroupBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for GroupBy {
    type Err = ParseRuleError;

    /// # Errors
    ///
    /// [`ParseRuleError`] for anything but what [`as_str`](Self::as_str) gives.
    fn from_str(text: &str) -> Result<Self, ParseRuleError> {
        let wanted = "contributor, host, mission or contingent";
        [Self::Contributor, Self::Host, Self::Mission, Self::Contingent]
            .into_iter()
            .find(|group| group.as_str() == text)
            .ok_or_else(|| ParseRuleError { value: excerpt(text), wanted })
    }
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

    /// What tells the group of a contingent from others.
    pub(crate) fn key(self, contingent: &Contingent) -> GroupKey {
        let Contingent { contributor, host, mission, .. } = *contingent;
        let is = |by: Self| self == by || self == Self::Contingent;
        (
            is(Self::Contributor).then_some(contributor),
            is(Self::Host).then_some(host),
            is(Self::Mission).then_some(mission),
        )
    }
}

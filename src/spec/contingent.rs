//! Contingents: the troops that are deployed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::spec::is_default;
use crate::values::country::Country;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::troops::Troops;

/// The troops of one contributor in one host with one mission; unique in a plan.
///
/// ```
/// use drawdown::{Contingent, Mission, Troops};
///
/// let advisers = Contingent {
///     mission: Mission::AdviseAndAssist,
///     ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))
/// };
/// assert_eq!(advisers.to_string(), "USA in IRQ, advise-and-assist");
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contingent {
    /// The country that sends the troops.
    pub contributor: Country,
    /// The country in which they are stationed.
    pub host: Country,
    /// What they are deployed for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mission: Mission,
    /// The number of troops at the end of `as_of`.
    #[doc(alias = "end strength")]
    pub strength: Estimate<Troops>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Contingent {
    /// A contingent with its mission unspecified and no source.
    #[must_use]
    pub fn new(contributor: Country, host: Country, strength: impl Into<Estimate<Troops>>) -> Self {
        let strength = strength.into();
        Self { contributor, host, mission: Mission::Unspecified, strength, source: None }
    }
}

impl fmt::Display for Contingent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}, {}", self.contributor, self.host, self.mission)
    }
}

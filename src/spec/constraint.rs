//! What limits a plan's phases: residuals (rules#residuals), holds (rules#holds), caps (rules#caps) and hazards
//! (rules#hazard).

use serde::{Deserialize, Serialize};

use crate::spec::date_rule::When;
use crate::spec::is_default;
use crate::spec::scope::Scope;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::probability::Probability;
use crate::values::troops::Troops;

/// Troops that stay: a floor that no phase goes below. It is shared among the contingents in its scope
/// by their strength at `as_of`; several residuals add up.
///
/// ```
/// use drawdown::{Estimate, Mission, Residual, Scope, Troops};
///
/// let some = Estimate::new(Troops(0), Troops(250), Troops(500))?.with_words("some troops can remain");
/// let advisers = Residual {
///     scope: Scope::host("IRQ".parse()?),
///     mission: Mission::AdviseAndAssist,
///     ..Residual::new(some)
/// };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Residual {
    /// The contingents that it is shared among; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// The number of troops that stay.
    pub strength: Estimate<Troops>,
    /// The mission under which they stay.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mission: Mission,
    /// When it begins; from the start of the plan by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// When it ends; never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<When>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Residual {
    /// A permanent residual shared among all contingents.
    #[must_use]
    pub fn new(strength: impl Into<Estimate<Troops>>) -> Self {
        Self {
            scope: Scope::EVERYONE,
            strength: strength.into(),
            mission: Mission::Unspecified,
            from: None,
            through: None,
            source: None,
        }
    }
}

/// A window in which no one in its scope leaves the host country.
///
/// ```
/// use drawdown::spec::Offset;
/// use drawdown::{Hold, When};
///
/// let election = Hold {
///     from: Some("2025-10".parse()?),
///     through: Some(When::after("election", Offset::Days(60.into()))),
///     ..Hold::new("until sixty days after the election")
/// };
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Its name, unique among the plan's holds.
    pub name: String,
    /// The contingents that it holds; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// When it begins; from the start of the plan by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// When it ends; never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<When>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Hold {
    /// A permanent hold on everyone.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), scope: Scope::EVERYONE, from: None, through: None, source: None }
    }
}

/// The most troops in its scope that can leave their host country in a month, because of airlift, roads
/// or customs.
///
/// ```
/// use drawdown::{Cap, Scope, Troops};
///
/// let airlift = Cap { scope: Scope::host("IRQ".parse()?), ..Cap::new("airlift", Troops(400)) };
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[doc(alias = "authorized")]
pub struct Cap {
    /// Its name, unique among the plan's caps.
    pub name: String,
    /// The contingents that it limits together; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// The number of troops per month; may be 0.
    pub per_month: Estimate<Troops>,
    /// When it begins; from the start of the plan by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// When it ends; never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<When>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Cap {
    /// A permanent cap on everyone.
    #[must_use]
    pub fn new(name: impl Into<String>, per_month: impl Into<Estimate<Troops>>) -> Self {
        Self {
            name: name.into(),
            scope: Scope::EVERYONE,
            per_month: per_month.into(),
            from: None,
            through: None,
            source: None,
        }
    }
}

/// Something that may start in any month and then puts a hold on its scope; only ensembles draw it.
///
/// ```
/// use drawdown::values::Probability;
/// use drawdown::{Estimate, Hazard, Scope};
///
/// let chance = Probability::new(0.04).ok_or("not a probability")?;
/// let escalation = Hazard {
///     scope: Scope::host("IRQ".parse()?),
///     ..Hazard::new("regional escalation", chance, Estimate::new(1, 2, 6)?)
/// };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hazard {
    /// Its name, unique among the plan's hazards.
    pub name: String,
    /// The contingents that it holds; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// The probability that it starts in a month in which it is not already under way.
    pub monthly_chance: Probability,
    /// How many months it lasts.
    pub lasts: Estimate<u32>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Hazard {
    /// A hazard that holds everyone, with the chance that it starts in a month and the months that it lasts.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        monthly_chance: Probability,
        lasts: impl Into<Estimate<u32>>,
    ) -> Self {
        Self {
            name: name.into(),
            scope: Scope::EVERYONE,
            monthly_chance,
            lasts: lasts.into(),
            source: None,
        }
    }
}

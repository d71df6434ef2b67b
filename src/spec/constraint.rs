//! What stands in a plan's way: residuals, holds, caps, hazards.

use serde::{Deserialize, Serialize};

use crate::spec::date_rule::When;
use crate::spec::force::{Scope, is_unspecified};
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::probability::Probability;
use crate::values::troops::Troops;

/// Troops that stay: a floor which no phase goes below, shared over its scope by strength at
/// `as_of`. Residuals add up.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Residual {
    /// Who stays; everyone shares in it by default.
    #[serde(default)]
    pub scope: Scope,
    /// How many.
    pub strength: Estimate<Troops>,
    /// Under which mission they stay.
    #[serde(default, skip_serializing_if = "is_unspecified")]
    pub mission: Mission,
    /// From when; always by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Through when; for good by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<When>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Residual {
    /// A residual over everyone, for good.
    ///
    /// ```
    /// let residual = drawdown::Residual::new(drawdown::Troops(250));
    /// assert_eq!(residual.through, None);
    /// ```
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

/// A window in which nobody in its scope leaves his host.
///
/// ```
/// use drawdown::{Hold, Offset, When};
///
/// let election = Hold {
///     from: Some("2025-10".parse()?),
///     through: Some(When::after("election", Offset::Days(60.into()))),
///     ..Hold::new("until sixty days after the election")
/// };
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Unique among the plan's holds.
    pub name: String,
    /// Whom it holds; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// From when; always by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Through when; for good by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<When>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Hold {
    /// A hold of everyone, for good.
    ///
    /// ```
    /// assert_eq!(drawdown::Hold::new("ceasefire").from, None);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), scope: Scope::EVERYONE, from: None, through: None, source: None }
    }
}

/// The most troops of its scope that can leave their host in one month: lift, roads, customs.
///
/// ```
/// use drawdown::{Cap, Scope, Troops};
///
/// let airlift = Cap { scope: Scope::host("IRQ".parse()?), ..Cap::new("airlift", Troops(400)) };
/// # Ok::<(), drawdown::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[doc(alias = "authorized")]
pub struct Cap {
    /// Unique among the plan's caps.
    pub name: String,
    /// Whom it limits; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// Troops a month; may be 0.
    pub per_month: Estimate<Troops>,
    /// From when; always by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Through when; for good by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<When>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Cap {
    /// A cap on everyone, for good.
    ///
    /// ```
    /// let cap = drawdown::Cap::new("airlift", drawdown::Troops(400));
    /// assert_eq!(cap.through, None);
    /// ```
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

/// A thing that may happen in any month and then puts a hold on its scope; only ensembles draw it.
///
/// ```
/// use drawdown::{Probability, Estimate, Hazard, Scope};
///
/// let escalation = Hazard {
///     name: "regional escalation".into(),
///     scope: Scope::EVERYONE,
///     monthly_chance: Probability::new(0.04).ok_or("no probability")?,
///     lasts: Estimate::new(1, 2, 6)?,
///     source: None,
/// };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hazard {
    /// Unique among the plan's hazards.
    pub name: String,
    /// Whom it holds; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// The chance that it starts in a month in which it is not already under way.
    pub monthly_chance: Probability,
    /// For how many months.
    pub lasts: Estimate<u32>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

//! What a presence costs.

use serde::{Deserialize, Serialize};

use super::force::Scope;

/// A line of cost over a scope, in whole units of one currency; at least one rate is needed.
///
/// ```
/// use drawdown::Cost;
///
/// let operations = Cost { per_troop_year: Some(455_000), ..Cost::new("operations", "USD") };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Unique among the plan's costs.
    pub name: String,
    /// Whose cost it is; everyone's by default.
    #[serde(default)]
    pub scope: Scope,
    /// The currency, such as `USD`.
    pub currency: String,
    /// For each of its scope there at a month's end, a twelfth of this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_troop_year: Option<u64>,
    /// Once for each of its scope who leaves for home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_withdrawn: Option<u64>,
    /// Every month, whatever the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_month: Option<u64>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Cost {
    /// A cost over everyone without a rate.
    ///
    /// ```
    /// assert_eq!(drawdown::Cost::new("operations", "USD").per_month, None);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, currency: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            scope: Scope::EVERYONE,
            currency: currency.into(),
            per_troop_year: None,
            per_withdrawn: None,
            per_month: None,
            source: None,
        }
    }
}

//! Costs of a deployment (rules#cost).

use serde::{Deserialize, Deserializer, Serialize};

use crate::spec::scope::Scope;
use crate::values::scalar::whole_number;

/// A cost of the troops in a scope, in whole units of one currency; at least one rate is required.
///
/// ```
/// use drawdown::Cost;
///
/// let operations = Cost { per_troop_year: Some(455_000), ..Cost::new("operations", "USD") };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Its name, unique among the plan's costs.
    pub name: String,
    /// The troops that it is paid for; everyone by default.
    #[serde(default)]
    pub scope: Scope,
    /// The currency, such as `USD`.
    pub currency: String,
    /// Per year and head: a twelfth of it for each troop in the scope at a month's end.
    #[serde(default, deserialize_with = "units", skip_serializing_if = "Option::is_none")]
    pub per_troop_year: Option<u64>,
    /// Once for each troop in the scope that leaves for home.
    #[serde(default, deserialize_with = "units", skip_serializing_if = "Option::is_none")]
    pub per_withdrawn: Option<u64>,
    /// Per month, whatever the number of troops.
    #[serde(default, deserialize_with = "units", skip_serializing_if = "Option::is_none")]
    pub per_month: Option<u64>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Reads a whole number of a currency's units.
fn units<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    struct Units(u64);

    impl<'de> Deserialize<'de> for Units {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            whole_number(deserializer, "a whole number of the currency's units, 0 or more")
                .map(Self)
        }
    }

    Ok(Option::<Units>::deserialize(deserializer)?.map(|units| units.0))
}

impl Cost {
    /// A cost of everyone, without a rate.
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

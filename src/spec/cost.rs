//! What a presence costs.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::spec::force::Scope;

/// A line of cost over a scope, in whole units of one currency; at least one rate is needed.
///
/// ```
/// use drawdown::Cost;
///
/// let operations = Cost { per_troop_year: Some(455_000), ..Cost::new("operations", "USD") };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    #[serde(default, deserialize_with = "units", skip_serializing_if = "Option::is_none")]
    pub per_troop_year: Option<u64>,
    /// Once for each of its scope who leaves for home.
    #[serde(default, deserialize_with = "units", skip_serializing_if = "Option::is_none")]
    pub per_withdrawn: Option<u64>,
    /// Every month, whatever the level.
    #[serde(default, deserialize_with = "units", skip_serializing_if = "Option::is_none")]
    pub per_month: Option<u64>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Reads a whole number of a currency's units.
fn units<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    struct Units;

    impl<'de> de::Visitor<'de> for Units {
        type Value = Option<u64>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number of the currency's units, 0 or more")
        }

        fn visit_none<E>(self) -> Result<Option<u64>, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Option<u64>, D::Error> {
            inner.deserialize_u64(self)
        }

        fn visit_u64<E>(self, units: u64) -> Result<Option<u64>, E> {
            Ok(Some(units))
        }

        fn visit_i64<E: de::Error>(self, units: i64) -> Result<Option<u64>, E> {
            let error = || E::invalid_value(de::Unexpected::Signed(units), &self);
            u64::try_from(units).map(Some).map_err(|_| error())
        }
    }

    deserializer.deserialize_option(Units)
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

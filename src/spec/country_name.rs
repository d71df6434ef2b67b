//! Display names of countries (rules#countries).

use serde::{Deserialize, Serialize};

use crate::values::country::Country;

/// Another display name for a country code, above all for a code of a collective sender.
///
/// ```
/// use drawdown::spec::CountryName;
///
/// let others = CountryName::new("XNA".parse()?, "other NATO members");
/// assert_eq!(others.name, "other NATO members");
/// # Ok::<(), drawdown::error::ParseCountryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountryName {
    /// The code, unique among the plan's names.
    pub code: Country,
    /// The name to show.
    pub name: String,
}

impl CountryName {
    /// This name for this code.
    #[must_use]
    pub fn new(code: Country, name: impl Into<String>) -> Self {
        Self { code, name: name.into() }
    }
}

//! Slips: how late deadlines of this kind were met before (rules#slips).

use serde::{Deserialize, Deserializer, Serialize};

use crate::spec::is_default;
use crate::values::scalar::whole_number;

/// Months by which past deadlines slipped, from which a draw takes one for the deadlines of some phases; only
/// ensembles draw it ([rule](crate::rules#slips)).
///
/// ```
/// use drawdown::spec::{Slip, SlipMonths};
///
/// let as_before = Slip {
///     phases: Some(vec!["the remainder".into()]),
///     ..Slip::new("as past drawdowns slipped", SlipMonths::new([0, 0, 0, 1, 0, 8]))
/// };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Its name, unique among the plan's slips.
    pub name: String,
    /// The names of the phases that it delays; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phases: Option<Vec<String>>,
    /// The months, each as likely as the others.
    pub months: SlipMonths,
    /// Whether one draw counts for all its phases; by default each phase has its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub common: bool,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The months of a [`Slip`]: 1 to 1,024 values of -1,200 to 1,200, in the order written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlipMonths {
    /// The values; below 0 for an early end.
    #[serde(deserialize_with = "months")]
    pub values: Vec<i32>,
    /// The words of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Slip {
    /// A slip of all phases, drawn for each by itself.
    #[must_use]
    pub fn new(name: impl Into<String>, months: SlipMonths) -> Self {
        Self { name: name.into(), phases: None, months, common: false, source: None }
    }
}

impl SlipMonths {
    /// Values without words.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = i32>) -> Self {
        Self { values: values.into_iter().collect(), words: None }
    }
}

fn months<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i32>, D::Error> {
    struct Months(i32);

    impl<'de> Deserialize<'de> for Months {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            whole_number(deserializer, "a whole number of months, -1200 to 1200").map(Self)
        }
    }

    let months = Vec::<Months>::deserialize(deserializer)?;
    Ok(months.into_iter().map(|months| months.0).collect())
}

//! Sources: where figures come from.

use serde::{Deserialize, Serialize};

use crate::values::day::Day;

/// The source of a figure; every other entry of a plan can name one by its id.
///
/// ```
/// let source = drawdown::spec::Source {
///     id: "reuters-2024-09-06".into(),
///     title: "US-Iraq deal would see hundreds of troops withdraw in first year, sources say".into(),
///     date: Some("2024-09-06".parse()?),
///     url: None,
/// };
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id, unique among the plan's sources.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

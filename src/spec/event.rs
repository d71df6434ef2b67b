//! Events: what a plan waits for or counts days from.

use serde::{Deserialize, Serialize};

use crate::spec::date_rule::When;

/// Something outside the plan's control that it waits for or counts days from: a signing, an
/// approval, an election.
///
/// ```
/// use drawdown::{Day, Estimate, Event, When};
///
/// let announced = Estimate::<Day>::new("2024-09".parse()?, "2024-09".parse()?, "2025-03".parse()?)?;
/// let announcement = Event { date: Some(When::On(announced)), ..Event::new("announcement") };
/// let election = Event { date: Some("2025-11-11".parse()?), ..Event::new("election") };
/// let never = Event::new("approval by parliament"); // without a date it does not happen
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its id, unique among the plan's events and phases.
    pub id: String,
    /// Its name, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it happens; without a date it has not happened and will not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<When>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Event {
    /// An event without a date.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), name: None, date: None, source: None }
    }
}

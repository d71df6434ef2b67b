//! The missions of troops.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use crate::values::scalar::serde_as_text;
use crate::values::text::{closest, excerpt};

/// What a contingent is deployed for; [`Mission::Unspecified`] if the source does not say.
///
/// ```
/// use drawdown::Mission;
///
/// let mission: Mission = "advise-and-assist".parse()?;
/// assert_eq!(mission, Mission::AdviseAndAssist);
/// assert_eq!(Mission::default().to_string(), "unspecified");
/// # Ok::<(), drawdown::error::ParseMissionError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mission {
    /// Fighting units.
    Combat,
    /// Advising and assisting the host's forces.
    AdviseAndAssist,
    /// Training the host's forces.
    Training,
    /// Support of any kind.
    Support,
    /// Guarding the force, embassies and bases.
    ForceProtection,
    /// Special operations.
    SpecialOperations,
    /// Headquarters.
    Headquarters,
    /// Supply, transport and maintenance.
    Logistics,
    /// Engineers.
    Engineering,
    /// Air forces and their ground crews.
    Air,
    /// Naval forces.
    Naval,
    /// Hospitals and medical evacuation.
    Medical,
    /// Police, formed units and individual officers.
    Police,
    /// Unarmed military observers.
    Observers,
    /// Staff officers.
    Staff,
    /// Civilians.
    Civilian,
    /// The source does not say.
    #[default]
    Unspecified,
}

impl Mission {
    /// Every [mission](crate::rules#mission).
    pub const ALL: [Self; 17] = [
        Self::Combat,
        Self::AdviseAndAssist,
        Self::Training,
        Self::Support,
        Self::ForceProtection,
        Self::SpecialOperations,
        Self::Headquarters,
        Self::Logistics,
        Self::Engineering,
        Self::Air,
        Self::Naval,
        Self::Medical,
        Self::Police,
        Self::Observers,
        Self::Staff,
        Self::Civilian,
        Self::Unspecified,
    ];

    /// The name in files, such as `force-protection`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Combat => "combat",
            Self::AdviseAndAssist => "advise-and-assist",
            Self::Training => "training",
            Self::Support => "support",
            Self::ForceProtection => "force-protection",
            Self::SpecialOperations => "special-operations",
            Self::Headquarters => "headquarters",
            Self::Logistics => "logistics",
            Self::Engineering => "engineering",
            Self::Air => "air",
            Self::Naval => "naval",
            Self::Medical => "medical",
            Self::Police => "police",
            Self::Observers => "observers",
            Self::Staff => "staff",
            Self::Civilian => "civilian",
            Self::Unspecified => "unspecified",
        }
    }
}

/// The name in files.
impl AsRef<str> for Mission {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Mission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that is not a mission.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename = "not_a_mission")]
#[error(
    "{value:?} is not a mission; {}the missions are {}",
    suggestion.map(|mission| format!("did you mean {mission}? ")).unwrap_or_default(),
    Mission::ALL.map(Mission::as_str).join(", ")
)]
#[non_exhaustive]
pub struct ParseMissionError {
    /// What was written (its first 40 characters).
    pub value: String,
    /// The mission that was probably meant.
    pub suggestion: Option<Mission>,
}

impl FromStr for Mission {
    type Err = ParseMissionError;

    /// # Errors
    ///
    /// [`ParseMissionError`] for anything but the names of [`Mission::ALL`].
    fn from_str(text: &str) -> Result<Self, ParseMissionError> {
        Self::ALL
            .into_iter()
            .find(|mission| mission.as_str() == text)
            .ok_or_else(|| ParseMissionError { value: excerpt(text), suggestion: suggest(text) })
    }
}

fn suggest(text: &str) -> Option<Mission> {
    let meant = closest(text, Mission::ALL.map(Mission::as_str))?;
    Mission::ALL.into_iter().find(|mission| mission.as_str() == meant)
}

serde_as_text!(Mission, "a mission such as \"training\"");

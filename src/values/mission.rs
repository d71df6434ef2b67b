//! The missions of troops.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use crate::values::scalar::serde_as_text;
use crate::values::text::excerpt;

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
    /// Logistics, medical and other support.
    Support,
    /// Guarding the force, embassies and bases.
    ForceProtection,
    /// Special operations.
    SpecialOperations,
    /// Headquarters staff.
    Headquarters,
    /// The source does not say.
    #[default]
    Unspecified,
}

impl Mission {
    /// Every [mission](crate::rules#mission).
    pub const ALL: [Self; 8] = [
        Self::Combat,
        Self::AdviseAndAssist,
        Self::Training,
        Self::Support,
        Self::ForceProtection,
        Self::SpecialOperations,
        Self::Headquarters,
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
            Self::Unspecified => "unspecified",
        }
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
    "{value:?} is not a mission; the missions are {}",
    Mission::ALL.map(Mission::as_str).join(", ")
)]
#[non_exhaustive]
pub struct ParseMissionError {
    /// What was written (its first 40 characters).
    pub value: String,
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
            .ok_or_else(|| ParseMissionError { value: excerpt(text) })
    }
}

serde_as_text!(Mission, "a mission such as \"training\"");

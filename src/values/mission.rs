//! What troops are there for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::values::year_month::{excerpt, parsed};

/// What a contingent is there for; [`Mission::Unspecified`] where the source does not say.
///
/// ```
/// use drawdown::Mission;
///
/// let mission: Mission = "advise-and-assist".parse()?;
/// assert_eq!(mission, Mission::AdviseAndAssist);
/// assert_eq!(Mission::default().to_string(), "unspecified");
/// # Ok::<(), drawdown::ParseMissionError>(())
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
    /// Staff of a headquarters.
    Headquarters,
    /// The source does not say.
    #[default]
    Unspecified,
}

impl Mission {
    /// Every mission, in the order of DESIGN section 1.
    ///
    /// ```
    /// assert_eq!(drawdown::Mission::ALL.len(), 8);
    /// ```
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

    /// The word for it in files.
    ///
    /// ```
    /// assert_eq!(drawdown::Mission::ForceProtection.as_str(), "force-protection");
    /// ```
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

/// A word that is no mission.
///
/// ```
/// let error = "peacekeeping".parse::<drawdown::Mission>().unwrap_err();
/// assert!(error.to_string().starts_with(r#""peacekeeping" is no mission; the missions are combat"#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{value:?} is no mission; the missions are {}",
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
    /// [`ParseMissionError`] for anything but the words of [`Mission::ALL`].
    fn from_str(text: &str) -> Result<Self, ParseMissionError> {
        Self::ALL
            .into_iter()
            .find(|mission| mission.as_str() == text)
            .ok_or_else(|| ParseMissionError { value: excerpt(text) })
    }
}

impl Serialize for Mission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Mission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a mission such as \"training\"")
    }
}

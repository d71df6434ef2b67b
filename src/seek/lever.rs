//! What can be changed in a plan to meet a missed deadline (rules#remedies).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::spec::scope::Scope;
use crate::values::text::grouped;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// A single figure of a plan that can be changed to meet a missed deadline.
///
/// ```
/// use drawdown::seek::Lever;
///
/// let lever = Lever::Hold("election".into());
/// assert_eq!((lever.kind(), lever.name()), ("hold", "election"));
/// assert_eq!(lever.to_string(), "the end of the hold \"election\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lever {
    /// How many the cap of this name lets through in a month.
    Cap(String),
    /// The end of the hold of this name.
    Hold(String),
    /// The date of the event of this id.
    Event(String),
    /// The deadline of the phase of this name.
    Deadline(String),
    /// The strength of a residual.
    Residual {
        /// Its place in the plan, such as `residual[0]`.
        place: String,
        /// Its scope.
        scope: Scope,
    },
    /// The pace of every phase that has a deadline, all at-start.
    Pace,
}

impl Lever {
    /// The kind in a word, as in tables.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Cap(_) => "cap",
            Self::Hold(_) => "hold",
            Self::Event(_) => "event",
            Self::Deadline(_) => "deadline",
            Self::Residual { .. } => "residual",
            Self::Pace => "pace",
        }
    }

    /// The name of what is changed: a residual is named by its place, and paces by the one that all would have.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Cap(name) | Self::Hold(name) | Self::Event(name) | Self::Deadline(name) => name,
            Self::Residual { place, .. } => place,
            Self::Pace => "at-start",
        }
    }
}

impl fmt::Display for Lever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cap(name) => write!(f, "the cap {name:?}, a month"),
            Self::Hold(name) => write!(f, "the end of the hold {name:?}"),
            Self::Event(id) => write!(f, "the date of {id:?}"),
            Self::Deadline(phase) => write!(f, "the deadline of {phase:?}"),
            Self::Residual { scope, .. } => write!(f, "the residual of {scope}"),
            Self::Pace => f.write_str("every pace"),
        }
    }
}

/// A value of a [`Lever`].
///
/// ```
/// use drawdown::Troops;
/// use drawdown::seek::Setting;
///
/// assert_eq!(Setting::Troops(Troops(1_300)).to_string(), "1,300");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Setting {
    /// Of a cap or a residual.
    Troops(Troops),
    /// Of a hold's end, an event's date or a deadline: the month that the day counts as.
    Month(YearMonth),
    /// Of the paces.
    AtStart,
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Troops(troops) => f.write_str(&grouped(troops.0)),
            Self::Month(month) => month.fmt(f),
            Self::AtStart => f.write_str("at-start"),
        }
    }
}

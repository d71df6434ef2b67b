//! `case.toml`: what a case is about, its plans and what became of them (rules#cases).

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use crate::history::case_error::CaseError;
use crate::spec::Source;
use crate::values::day::Day;
use crate::values::text::excerpt;

/// `case.toml` as it is written.
///
/// ```
/// use drawdown::history::{Actor, CaseDescription};
///
/// let description = CaseDescription::from_toml(r#"
///     title = "Everybody home"
///     actor = "us"
///     sources = ["ministry", "press"]
///
///     [[plan]]
///     file = "2024.toml"
///     replaced = { on = 2025-03-01, words = "a new government", source = "press" }
///
///     [[source]]
///     id = "press"
///     title = "A newspaper"
/// "#)?;
/// assert_eq!(description.actor, Actor::Us);
/// assert!(description.plans[0].replaced.is_some());
/// # Ok::<(), drawdown::history::CaseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseDescription {
    /// What the case is about.
    pub title: String,
    /// Who withdrew.
    pub actor: Actor,
    /// The order in which observed sources count; those not named come after them, all alike.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The plans as announced, one a file.
    #[serde(rename = "plan", default)]
    pub plans: Vec<CasePlan>,
    /// What levels cannot say.
    #[serde(rename = "outcome", default)]
    pub outcomes: Vec<CaseOutcome>,
    /// The sources of observed figures and of the entries above.
    #[serde(rename = "source", default)]
    pub source_list: Vec<Source>,
}

impl CaseDescription {
    /// A case without plans, outcomes and sources.
    #[must_use]
    pub fn new(title: impl Into<String>, actor: Actor) -> Self {
        Self {
            title: title.into(),
            actor,
            sources: Vec::new(),
            plans: Vec::new(),
            outcomes: Vec::new(),
            source_list: Vec::new(),
        }
    }
}

/// Who withdrew.
///
/// ```
/// use drawdown::history::Actor;
///
/// assert_eq!(Actor::Un.to_string(), "un");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Actor {
    /// The United States.
    Us,
    /// The United Nations.
    Un,
    /// Anybody else.
    Other,
}

/// A plan of a case.
///
/// ```
/// use drawdown::history::{Actor, CaseDescription, CasePlan, Replaced};
///
/// let replaced = Replaced {
///     words: Some("a new government".into()),
///     ..Replaced::new("2025-03-01".parse()?)
/// };
/// let description = CaseDescription {
///     plans: vec![CasePlan { replaced: Some(replaced), ..CasePlan::new("2024.toml") }],
///     ..CaseDescription::new("Everybody home", Actor::Us)
/// };
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePlan {
    /// The name of its file in the case's folder.
    pub file: String,
    /// The later decision that replaced it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Replaced>,
}

impl CasePlan {
    /// The plan of this file, not replaced.
    #[must_use]
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), replaced: None }
    }
}

/// The later decision that replaced a plan, or some of its phases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// The day of the decision.
    pub on: Day,
    /// The phases that it replaced; all if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<String>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The id of a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Replaced {
    /// All phases of the plan, replaced on this day.
    #[must_use]
    pub const fn new(on: Day) -> Self {
        Self { on, phases: Vec::new(), words: None, source: None }
    }
}

/// What a source says of a deadline that levels cannot: it comes before observed levels.
///
/// ```
/// use drawdown::history::{CaseOutcome, StatedDay};
///
/// let met = StatedDay::On("2021-08-30".parse()?);
/// let outcome = CaseOutcome {
///     source: Some("press".into()),
///     ..CaseOutcome::new("2021.toml", "everyone", met)
/// };
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOutcome {
    /// The plan's file.
    pub file: String,
    /// The phase's name.
    pub phase: String,
    /// When its goal was met.
    pub met: StatedDay,
    /// What the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The id of a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl CaseOutcome {
    /// When a source says that the goal of this phase of this plan was met.
    #[must_use]
    pub fn new(file: impl Into<String>, phase: impl Into<String>, met: StatedDay) -> Self {
        Self { file: file.into(), phase: phase.into(), met, words: None, source: None }
    }
}

/// When a source says that a goal was met: a day, or `late` where it says no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum StatedDay {
    /// On this day.
    On(Day),
    /// Later than by its deadline.
    Word(LateWord),
}

/// The word `late`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LateWord {
    /// Not by its deadline.
    Late,
}

impl<'de> Deserialize<'de> for StatedDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatedDayVisitor)
    }
}

struct StatedDayVisitor;

impl Visitor<'_> for StatedDayVisitor {
    type Value = StatedDay;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day or `late`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<StatedDay, E> {
        if text == "late" {
            return Ok(StatedDay::Word(LateWord::Late));
        }
        text.parse().map(StatedDay::On).map_err(|error| {
            if text.starts_with(|first: char| first.is_ascii_digit()) {
                return E::custom(error);
            }
            E::custom(format_args!("found {:?}; give a day or `late`", excerpt(text)))
        })
    }
}

impl StatedDay {
    /// As it follows "met".
    pub(super) fn in_words(self) -> String {
        match self {
            Self::On(day) => format!("on {day}"),
            Self::Word(LateWord::Late) => "late".to_owned(),
        }
    }
}

impl CaseDescription {
    /// Reads `case.toml`. That its entries name plans, phases and sources that exist is checked with the
    /// [case](crate::history::Case).
    ///
    /// # Errors
    ///
    /// The first value that cannot be read, with its place, line and column.
    pub fn from_toml(text: &str) -> Result<Self, CaseError> {
        let description = crate::files::toml::read_data(text);
        description.map_err(|errors| CaseError::Invalid { file: "case.toml".into(), errors })
    }
}

impl Replaced {
    /// Whether it replaced a phase of this name.
    pub(super) fn is_of(&self, phase: &str) -> bool {
        self.phases.is_empty() || self.phases.iter().any(|named| named == phase)
    }
}

impl Actor {
    /// The word for it in `case.toml`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Un => "un",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

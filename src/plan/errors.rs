//! Everything wrong with a plan, reported at once.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::place::{Place, Segment};
use crate::values::error_list::{ErrorList, ListedError, error_list};
use crate::values::visible::visible;

/// One thing wrong with a plan.
///
/// It serializes with its `place`, the `path` to the place (keys and positions, as far as they are in the file), the
/// `message`, the `problem` (its [`code`](PlanErrorKind::code) and values) and the `position` in the file, if known.
///
/// ```
/// use drawdown::{Plan, PlanSpec};
///
/// let errors = Plan::new(PlanSpec::new("Nobody", "2024-08".parse()?)).unwrap_err();
/// assert_eq!(
///     errors.iter().next().map(ToString::to_string).as_deref(),
///     Some("contingent: a plan needs at least one contingent")
/// );
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{place}{}{problem}", at(position.as_ref()), colon(place))]
#[non_exhaustive]
pub struct PlanError {
    /// Where, by the file's own keys.
    pub place: Place,
    /// What, and what would be right.
    pub problem: PlanErrorKind,
    /// Where in the text of a plan file.
    pub position: Option<Position>,
}

/// A position in a text.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// let errors = drawdown::Plan::from_toml("title = \"x\"\nas_of = 2024").unwrap_err();
/// let position = errors.iter().find_map(|error| error.position.clone());
/// assert_eq!(position.map(|p| (p.line, p.column)), Some((2, 9)));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The line itself.
    pub text: String,
}

impl PlanError {
    /// An error without a position, as a program's own checks of a plan give it.
    ///
    /// ```
    /// use drawdown::error::{PlanError, PlanErrorKind, Place, Segment};
    ///
    /// let title: Place = [Segment::Key("title".into())].into_iter().collect();
    /// assert_eq!(PlanError::new(title, PlanErrorKind::Blank).to_string(), "title: must not be blank");
    /// ```
    #[must_use]
    pub const fn new(place: Place, problem: PlanErrorKind) -> Self {
        Self { place, problem, position: None }
    }
}

impl Serialize for PlanError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_in_file = |segment: &&Segment| !matches!(segment, Segment::Within);
        let path: Vec<&Segment> = self.place.segments().iter().take_while(is_in_file).collect();
        let mut fields = serializer.serialize_struct("PlanError", 5)?;
        fields.serialize_field("place", &self.place)?;
        fields.serialize_field("path", &path)?;
        fields.serialize_field("message", &self.problem.to_string())?;
        fields.serialize_field("problem", &self.problem)?;
        fields.serialize_field("position", &self.position)?;
        fields.end()
    }
}

pub(crate) fn at(position: Option<&Position>) -> String {
    position.map(|p| format!("line {}, column {}: ", p.line, p.column)).unwrap_or_default()
}

pub(crate) fn colon(place: &Place) -> &'static str {
    if place.segments().is_empty() { "" } else { ": " }
}

impl ListedError for PlanError {
    fn too_many(limit: usize) -> Self {
        Self::new(Place::root(), PlanErrorKind::TooManyErrors { limit })
    }
}

/// The text of a plan file, and what finds places in it.
#[derive(Clone, Debug)]
pub(crate) struct PlanText {
    pub(crate) text: String,
    pub(crate) locate: fn(&str, &[&Place]) -> Vec<Option<Position>>,
}

impl PlanText {
    /// Where some places stand.
    pub(crate) fn locate(&self, places: &[&Place]) -> Vec<Option<Position>> {
        (self.locate)(&self.text, places)
    }
}

/// Collects errors while a plan is checked.
pub(crate) type Diagnostics = ErrorList<PlanError>;

impl Diagnostics {
    pub(crate) fn add(&mut self, place: impl Into<Place>, problem: PlanErrorKind) {
        self.push(PlanError::new(place.into(), problem));
    }

    #[cfg(any(feature = "toml", feature = "json"))]
    pub(crate) fn add_at(
        &mut self,
        place: Place,
        problem: PlanErrorKind,
        position: Option<Position>,
    ) {
        self.push(PlanError { place, problem, position });
    }

    /// Gives every error its position, and sorts by it.
    #[cfg(any(feature = "toml", feature = "json"))]
    pub(crate) fn locate(&mut self, locate: impl Fn(&PlanError) -> Option<Position>) {
        let errors = self.as_mut_slice();
        for error in &mut *errors {
            error.position = locate(error);
        }
        // That there are too many errors comes last.
        let last = |error: &PlanError| matches!(error.problem, PlanErrorKind::TooManyErrors { .. });
        let position = |error: &PlanError| error.position.as_ref().map(|p| (p.line, p.column));
        errors.sort_by_key(|error| (last(error), position(error)));
    }
}

/// Everything wrong with a plan, at least one error. `Display` writes each on a line of its own, and
/// under it the line of the file. It serializes as the list of its errors.
///
/// Errors collect into it, at most 1,000 and one that says so; what is collected from nothing is empty.
///
/// ```
/// use drawdown::{Plan, PlanSpec};
///
/// let errors = Plan::new(PlanSpec::new("", "2024-08".parse()?)).unwrap_err();
/// assert_eq!(errors.len(), 2); // no title, no contingents
/// assert_eq!(errors.first().map(|error| error.place.to_string()).as_deref(), Some("contingent"));
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct PlanErrors(Diagnostics);

error_list!(PlanErrors, PlanError);

impl FromIterator<PlanError> for PlanErrors {
    fn from_iter<I: IntoIterator<Item = PlanError>>(errors: I) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.append(errors);
        Self(diagnostics)
    }
}

/// Adds errors of one's own; beyond the [limit](crate::rules#limits) the last says that there are more.
impl Extend<PlanError> for PlanErrors {
    fn extend<I: IntoIterator<Item = PlanError>>(&mut self, errors: I) {
        self.0.append(errors);
    }
}

impl From<Vec<PlanError>> for PlanErrors {
    fn from(errors: Vec<PlanError>) -> Self {
        errors.into_iter().collect()
    }
}

impl fmt::Display for PlanErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.iter().enumerate() {
            let line_end = if i > 0 { "\n" } else { "" };
            write!(f, "{line_end}{error}")?;
            if let Some(position) = &error.position {
                write!(
                    f,
                    "\n{:>5} | {}",
                    position.line,
                    visible(&position.text.replace('\t', " "))
                )?;
            }
        }
        Ok(())
    }
}

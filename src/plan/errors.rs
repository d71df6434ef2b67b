//! All that is wrong with a plan, at once.

use std::fmt;

use thiserror::Error;

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::place::Place;

/// One thing wrong with a plan.
///
/// ```
/// use drawdown::{Plan, PlanSpec};
///
/// let errors = Plan::new(PlanSpec::new("Nobody", "2024-08".parse()?)).unwrap_err();
/// assert_eq!(
///     errors.iter().next().map(ToString::to_string).as_deref(),
///     Some("contingent: a plan needs at least one contingent")
/// );
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{place}{}{problem}", at(position.as_ref()), colon(place))]
#[non_exhaustive]
pub struct PlanError {
    /// Where, by the file's own keys.
    pub place: Place,
    /// What, and what would be right.
    pub problem: PlanErrorKind,
    /// Where in the text of a TOML file.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The line itself.
    pub text: String,
}

fn at(position: Option<&Position>) -> String {
    position.map(|p| format!("line {}, column {}: ", p.line, p.column)).unwrap_or_default()
}

fn colon(place: &Place) -> &'static str {
    if place.segments().is_empty() { "" } else { ": " }
}

/// Everything wrong with a plan, at least one thing; `Display` gives each its line, and under it
/// the line of the file.
///
/// ```
/// use drawdown::{Plan, PlanSpec};
///
/// let errors = Plan::new(PlanSpec::new("", "2024-08".parse()?)).unwrap_err();
/// assert_eq!(errors.iter().len(), 2); // no title, nobody there
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct PlanErrors(Vec<PlanError>);

impl PlanErrors {
    /// The errors; those of a TOML file in its order.
    ///
    /// ```
    /// use drawdown::{Plan, PlanSpec};
    ///
    /// let errors = Plan::new(PlanSpec::new("Nobody", "2024-08".parse()?)).unwrap_err();
    /// assert!(errors.iter().all(|error| error.position.is_none())); // it was no file
    /// # Ok::<(), drawdown::ParseDateError>(())
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, PlanError> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a PlanErrors {
    type Item = &'a PlanError;
    type IntoIter = std::slice::Iter<'a, PlanError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for PlanErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
            if let Some(position) = &error.position {
                write!(f, "\n{:>5} | {}", position.line, position.text)?;
            }
        }
        Ok(())
    }
}

/// Collects errors while a plan is checked.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics(Vec<PlanError>);

/// So many errors are reported; whoever has more begins with these.
const MOST: usize = 1_000;

impl Diagnostics {
    pub(crate) fn add(&mut self, place: impl Into<Place>, problem: PlanErrorKind) {
        self.push(PlanError { place: place.into(), problem, position: None });
    }

    /// Whether so much is wrong that no more is looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() > MOST
    }

    fn push(&mut self, error: PlanError) {
        if self.0.len() < MOST {
            self.0.push(error);
        } else if self.0.len() == MOST {
            let (place, problem) = (Place::root(), PlanErrorKind::AndMore { limit: MOST });
            self.0.push(PlanError { place, problem, position: None });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes over what else was found.
    pub(crate) fn append(&mut self, errors: impl IntoIterator<Item = PlanError>) {
        for error in errors {
            self.push(error);
        }
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, PlanError> {
        self.0.iter()
    }

    #[cfg(feature = "toml")]
    pub(crate) fn add_at(
        &mut self,
        place: Place,
        problem: PlanErrorKind,
        position: Option<Position>,
    ) {
        self.push(PlanError { place, problem, position });
    }

    /// Gives every error its position, and sorts by it.
    #[cfg(feature = "toml")]
    pub(crate) fn locate(&mut self, locate: impl Fn(&PlanError) -> Option<Position>) {
        for error in &mut self.0 {
            error.position = locate(error);
        }
        // That there is more comes last.
        let last = |error: &PlanError| matches!(error.problem, PlanErrorKind::AndMore { .. });
        let position = |error: &PlanError| error.position.as_ref().map(|p| (p.line, p.column));
        self.0.sort_by_key(|error| (last(error), position(error)));
    }

    /// `value` if nothing was found.
    pub(crate) fn or<T>(self, value: T) -> Result<T, PlanErrors> {
        if self.0.is_empty() { Ok(value) } else { Err(self.into()) }
    }
}

impl From<Diagnostics> for PlanErrors {
    fn from(findings: Diagnostics) -> Self {
        Self(findings.0)
    }
}

impl IntoIterator for PlanErrors {
    type Item = PlanError;
    type IntoIter = std::vec::IntoIter<PlanError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = PlanError;
    type IntoIter = std::vec::IntoIter<PlanError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

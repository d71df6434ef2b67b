//! Why observed figures cannot be compared with a plan.

use serde::Serialize;
use thiserror::Error;

use crate::values::error_list::{ErrorList, ListedError, error_list};
use crate::values::text::grouped;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// Why observed figures cannot be compared with a plan, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ObservationError {
    /// Two figures of one scope and month differ, and neither of their sources comes first.
    #[error(
        "lines {first} and {second}: {} and {} for {who} in {month}, and neither comes first; name their \
         sources in the order in which they count",
        grouped(strengths[0].0), grouped(strengths[1].0)
    )]
    Conflict {
        /// The month of both.
        month: YearMonth,
        /// Whom both are about.
        who: String,
        /// The line of the first.
        first: u64,
        /// The line of the second.
        second: u64,
        /// The two figures.
        strengths: [Troops; 2],
    },
    /// Two figures that one source published on one day differ.
    #[error(
        "lines {first} and {second}: {} and {} for {who} in {month}, both by {source_id:?}; keep one of them, or say in \
         `published` which of them is later",
        grouped(strengths[0].0), grouped(strengths[1].0)
    )]
    SameSource {
        /// The month of both.
        month: YearMonth,
        /// Whom both are about.
        who: String,
        /// The source of both.
        source_id: String,
        /// The line of the first.
        first: u64,
        /// The line of the second.
        second: u64,
        /// The two figures.
        strengths: [Troops; 2],
    },
    /// Two figures of the same contingents of the plan differ, and both name as much of them.
    #[error(
        "lines {first} and {second}: {} and {} for the same contingents of the plan in {month}; keep one of them",
        grouped(strengths[0].0), grouped(strengths[1].0)
    )]
    SameContingents {
        /// The month of both.
        month: YearMonth,
        /// The line of the first.
        first: u64,
        /// The line of the second.
        second: u64,
        /// The two figures.
        strengths: [Troops; 2],
    },
    /// The plan has no event of this id.
    #[error("no event is called {id:?}; {}", known_text(known))]
    UnknownEvent {
        /// The id.
        id: String,
        /// The ids of the plan's events.
        known: Vec<String>,
    },
    /// The figures add up to more troops than a head-count can hold.
    #[error("all observed figures together and the plan come to {} troops; at most 4,294,967,295 can be tracked", grouped(*total))]
    TooManyTroops {
        /// The sum of the figures, and of the plan's own strengths and raises.
        total: u64,
    },
    /// There are more errors.
    #[error("too many errors; only the first {limit} are shown")]
    TooManyErrors {
        /// The number of errors shown.
        limit: usize,
    },
}

fn known_text(known: &[String]) -> String {
    if known.is_empty() {
        return "the plan has no events".into();
    }
    let known: Vec<String> = known.iter().map(|id| format!("{id:?}")).collect();
    format!("the events are {}", known.join(", "))
}

impl ListedError for ObservationError {
    fn too_many(limit: usize) -> Self {
        Self::TooManyErrors { limit }
    }
}

/// Everything for which observed figures cannot be compared with a plan, at least one error, in the order of months and
/// lines. `Display` writes each on a line of its own. It serializes as the list of its errors.
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations};
///
/// let file = "month,contributor,host,mission,strength,source\n\
///             2025-06,USA,IRQ,,2300,ministry\n\
///             2025-06,USA,IRQ,,2100,press\n";
/// let observations = Observations::from_csv(file.as_bytes())?;
/// # let plan = drawdown::example::iraq_2024()?;
/// let errors = observations.of_plan(&plan, &ObservationChoice::default()).unwrap_err();
/// assert_eq!(
///     errors.to_string(),
///     "lines 2 and 3: 2,300 and 2,100 for USA in IRQ in 2025-06, and neither comes first; name their sources in \
///      the order in which they count"
/// );
/// let choice = ObservationChoice { sources: vec!["ministry".into()], ..ObservationChoice::default() };
/// assert!(observations.of_plan(&plan, &choice).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ObservationErrors(ErrorList<ObservationError>);

error_list!(ObservationErrors, ObservationError);

//! What can be wrong with a case.

use serde::Serialize;
use thiserror::Error;

use crate::observed::{CsvErrors, ObservationErrors};
use crate::plan::errors::PlanErrors;
use crate::values::text::excerpt;

/// Why a case cannot be read.
#[derive(Clone, Debug, PartialEq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CaseError {
    /// A file is not there.
    #[error("{file}: not found in the case's folder")]
    Missing {
        /// Its name.
        file: String,
    },
    /// A file cannot be read.
    #[error("{file}: {message}")]
    Unreadable {
        /// Its name.
        file: String,
        /// What the system says.
        message: String,
    },
    /// `case.toml` or a plan file is invalid.
    #[error("{file}: {errors}")]
    Invalid {
        /// Its name.
        file: String,
        /// What is wrong with it.
        errors: PlanErrors,
    },
    /// The observed figures cannot be read.
    #[error("observed.csv: {errors}")]
    Observed {
        /// What is wrong with them.
        errors: CsvErrors,
    },
    /// The observed figures contradict each other.
    #[error("observed.csv, as to {file}: {errors}")]
    Conflict {
        /// The plan file that they are compared with.
        file: String,
        /// The figures.
        errors: ObservationErrors,
    },
    /// An entry names no plan file of the case.
    #[error("case.toml: {entry}.file: no plan of the case is called {file:?}")]
    UnknownPlan {
        /// The entry, such as `outcome[0]`.
        entry: String,
        /// The name.
        file: String,
    },
    /// Two plans have one file.
    #[error("case.toml: {entry}.file: {file:?} is listed before; name each plan file once")]
    SamePlan {
        /// The entry, such as `plan[1]`.
        entry: String,
        /// The name.
        file: String,
    },
    /// An entry names no phase of its plan.
    #[error("case.toml: {entry}: {file} has no phase called {phase:?}")]
    UnknownPhase {
        /// The entry, such as `plan[0].replaced.phases`.
        entry: String,
        /// The plan file.
        file: String,
        /// The name.
        phase: String,
    },
    /// Two entries say different things of one deadline.
    #[error(
        "case.toml: outcome[{first}] and outcome[{second}]: {file} has one deadline {phase:?}, which cannot be met \
         both {met_first} and {met_second}; keep one of them"
    )]
    Contradiction {
        /// The position of the earlier outcome.
        first: usize,
        /// That of the later one.
        second: usize,
        /// The plan file.
        file: String,
        /// The phase.
        phase: String,
        /// What the earlier entry says: `late`, or `on` and the day.
        met_first: String,
        /// What the later entry says, likewise.
        met_second: String,
    },
    /// Several entries are wrong.
    #[error("{}", lines(errors))]
    Entries {
        /// What is wrong with each: at least two, none of them a list itself.
        errors: Vec<CaseError>,
    },
    /// An entry names no source of the case.
    #[error("case.toml: {entry}.source: no source has the id {id:?}")]
    UnknownSource {
        /// The entry, such as `outcome[0]`.
        entry: String,
        /// The id.
        id: String,
    },
}

fn lines(errors: &[CaseError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl CaseError {
    /// Nothing of no errors, and one alone as it is.
    pub(super) fn all(mut errors: Vec<Self>) -> Result<(), Self> {
        match (errors.len(), errors.pop()) {
            (1, Some(only)) => Err(only),
            (_, Some(last)) => {
                errors.push(last);
                Err(Self::Entries { errors })
            }
            (_, None) => Ok(()),
        }
    }

    pub(super) fn unknown_plan(entry: String, file: &str) -> Self {
        Self::UnknownPlan { entry, file: excerpt(file) }
    }

    pub(super) fn unknown_phase(entry: String, file: &str, phase: &str) -> Self {
        Self::UnknownPhase { entry, file: file.into(), phase: excerpt(phase) }
    }

    pub(super) fn unknown_source(entry: String, id: &str) -> Self {
        Self::UnknownSource { entry, id: excerpt(id) }
    }
}

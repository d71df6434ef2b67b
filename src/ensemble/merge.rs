//! Merging the counts of different draws (rules#merging).

use std::ops::Range;

use serde::Serialize;
use thiserror::Error;

use crate::ensemble::memory_limit::TooMuchMemory;
use crate::ensemble::parallel;

/// Counts of draws, to which the counts of other draws can be added.
pub(crate) trait Mergeable {
    /// Whether a run of this many draws can have counted this. What a file holds may be anything.
    fn is_consistent(&self, draws: u64) -> bool;

    /// Adds the counts of other draws. Fails, perhaps halfway, if they count something else.
    fn merge(&mut self, other: &Self) -> Result<(), MergeError>;
}

/// Fails unless both count the same things.
pub(crate) fn check_same(is_same: bool) -> Result<(), MergeError> {
    if is_same { Ok(()) } else { Err(MergeError::DifferentMeasures) }
}

impl<T: Mergeable + Send + Sync> Mergeable for Vec<T> {
    fn is_consistent(&self, draws: u64) -> bool {
        self.iter().all(|part| part.is_consistent(draws))
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.len() == other.len())?;
        let pairs = self.iter_mut().zip(other).collect();
        let merge = |(part, other): (&mut T, &T)| part.merge(other);
        parallel::map(pairs, merge).into_iter().collect()
    }
}

/// A part with its name.
impl<T: Mergeable> Mergeable for (String, T) {
    fn is_consistent(&self, draws: u64) -> bool {
        self.1.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.0 == other.0)?;
        self.1.merge(&other.1)
    }
}

/// Summaries that do not merge.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let (first, second) = (Ensemble::new(&plan, 1).run(0..5), Ensemble::new(&plan, 2).run(5..9));
/// let error = first.merge(&second).unwrap_err();
/// assert_eq!(error.to_string(), "one summary has seed 1, the other seed 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum MergeError {
    /// They come from versions of the crate that draw or compute differently.
    #[error(
        "one summary has results version {one}, the other {other}; make both with one version of drawdown"
    )]
    DifferentResultsVersion {
        /// Of the one.
        one: u32,
        /// Of the other.
        other: u32,
    },
    /// Their plans are not identical.
    #[error("the summaries are of different plans")]
    OtherPlan,
    /// Their seeds differ.
    #[error("one summary has seed {one}, the other seed {other}")]
    OtherSeed {
        /// Of the one.
        one: u64,
        /// Of the other.
        other: u64,
    },
    /// Plan and seed are the same, but what is counted differs, or how estimates are drawn.
    #[error(
        "the summaries differ in variants, groups, joint deadlines, sensitivities or uncertainty"
    )]
    DifferentMeasures,
    /// The run that is to be added needs more memory than the ensemble's limit.
    #[error(transparent)]
    Memory(#[from] TooMuchMemory),
    /// Draws would be counted twice.
    #[error("draws {}..{} are in both", .draws.start, .draws.end)]
    Overlap {
        /// The first draws that are in both.
        draws: Range<u64>,
    },
}

//! Summaries as files: compact, and refused when they are not whole.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::ensemble::summary::EnsembleSummary;

/// What every file begins with; the number counts the layout's versions.
const MAGIC: &[u8] = b"drawdown summary 1\n";
const CHECKSUM: usize = 32;

/// Bytes that are not a summary.
///
/// ```
/// use drawdown::EnsembleSummary;
///
/// let error = EnsembleSummary::from_bytes(b"month,strength\n").unwrap_err();
/// assert_eq!(error.to_string(), "not a summary of an ensemble");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SummaryError {
    /// Something else.
    #[error("not a summary of an ensemble")]
    NotASummary,
    /// A summary of another layout.
    #[error("a summary in a layout that this version of drawdown does not read")]
    OtherLayout,
    /// A summary that is not as it was written.
    #[error("a summary that is cut off or was altered")]
    Broken,
}

impl EnsembleSummary {
    /// The summary as bytes: the same bytes for the same draws, however they were run and merged.
    ///
    /// ```
    /// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, EnsembleSummary, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// let bytes = ensemble.run(0..50).merge(&ensemble.run(50..100))?.to_bytes();
    /// assert_eq!(bytes, ensemble.run(0..100).to_bytes());
    /// assert_eq!(EnsembleSummary::from_bytes(&bytes)?, ensemble.run(0..100));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // What a summary is made of always has a serial form.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(MAGIC.len() + body.len() + CHECKSUM);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&body);
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// Reads a summary.
    ///
    /// # Errors
    ///
    /// Where the bytes are something else, of another layout, cut off or altered.
    ///
    /// ```
    /// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, EnsembleSummary, SummaryError, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let mut bytes = Ensemble::new(&plan, 2024).run(0..100).to_bytes();
    /// bytes.pop();
    /// assert_eq!(EnsembleSummary::from_bytes(&bytes), Err(SummaryError::Broken));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SummaryError> {
        let kind = MAGIC.len() - 2; // all but the version
        if !bytes.starts_with(&MAGIC[..kind.min(bytes.len())]) || bytes.is_empty() {
            return Err(SummaryError::NotASummary);
        }
        let (whole, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(SummaryError::Broken)?;
        let body = match whole.strip_prefix(MAGIC) {
            Some(body) => body,
            None if whole.len() < MAGIC.len() => return Err(SummaryError::Broken),
            None => return Err(SummaryError::OtherLayout),
        };
        if Sha256::digest(whole).as_slice() != checksum {
            return Err(SummaryError::Broken);
        }
        let (summary, rest): (Self, &[u8]) =
            postcard::take_from_bytes(body).map_err(|_| SummaryError::Broken)?;
        rest.is_empty().then_some(summary).ok_or(SummaryError::Broken)
    }
}

//! Ensemble summaries as files, with a checksum.

use serde::Serialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::ensemble::summary::EnsembleSummary;

/// The first bytes of every file; the number is the version of the layout.
const MAGIC: &[u8] = b"drawdown summary 2\n";
/// The same of a summary with joint deadlines, which follow all else.
const MAGIC_WITH_JOINT: &[u8] = b"drawdown summary 2 with joint deadlines\n";
const CHECKSUM: usize = 32;

/// Bytes that are not a summary.
///
/// ```
/// use drawdown::ensemble::{Ensemble, EnsembleSummary};
/// use drawdown::error::SummaryError;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let mut bytes = Ensemble::new(&plan, 2024).run(0..100).to_bytes();
/// bytes.pop();
/// assert_eq!(EnsembleSummary::from_bytes(&bytes), Err(SummaryError::Broken));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SummaryError {
    /// Bytes of another kind.
    #[error("not a summary of an ensemble")]
    NotASummary,
    /// A summary in another layout.
    #[error("this version of drawdown cannot read the summary's layout")]
    OtherLayout,
    /// A summary that fails its checksum.
    #[error("the summary is incomplete or was altered")]
    Broken,
}

impl EnsembleSummary {
    /// The summary as bytes: the same bytes for the same draws, in whatever ranges they were run.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, EnsembleSummary};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// let bytes = ensemble.run(0..50).merge(&ensemble.run(50..100))?.to_bytes();
    /// assert_eq!(bytes, ensemble.run(0..100).to_bytes());
    /// assert_eq!(EnsembleSummary::from_bytes(&bytes)?, ensemble.run(0..100));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // The types of a summary can always be serialized.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        let has_joint = !self.joint_deadlines().is_empty();
        let mut bytes = [if has_joint { MAGIC_WITH_JOINT } else { MAGIC }, &body].concat();
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// Reads what [`EnsembleSummary::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// If the bytes are something else, in another layout, incomplete or altered.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SummaryError> {
        let kind = MAGIC.len() - 2; // without the version
        if bytes.is_empty() || !bytes.starts_with(&MAGIC[..kind.min(bytes.len())]) {
            return Err(SummaryError::NotASummary);
        }
        let (whole, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(SummaryError::Broken)?;
        let body = if let Some(body) = whole.strip_prefix(MAGIC_WITH_JOINT) {
            body.to_vec()
        } else if let Some(body) = whole.strip_prefix(MAGIC) {
            [body, &[0]].concat() // an empty list of joint deadlines
        } else if whole.len() < MAGIC.len() {
            return Err(SummaryError::Broken);
        } else {
            return Err(SummaryError::OtherLayout);
        };
        if Sha256::digest(whole).as_slice() != checksum {
            return Err(SummaryError::Broken);
        }
        let (summary, rest): (Self, &[u8]) =
            postcard::take_from_bytes(&body).map_err(|_| SummaryError::Broken)?;
        rest.is_empty().then_some(summary).ok_or(SummaryError::Broken)
    }
}

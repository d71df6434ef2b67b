//! Ensemble summaries as files, with a checksum.

use std::fs::File;
use std::io::{self, Read};

use serde::Serialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::ensemble::memory_limit::{MemoryLimit, TooMuchMemory};
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
    /// A summary that may take more memory than is allowed.
    #[error("{0}; read it with a higher limit")]
    Memory(TooMuchMemory),
}

/// A summary in memory may take this many times the bytes of its file: two bytes can stand for a whole distribution of
/// 48, and lists double while they grow.
const MOST_IN_MEMORY: u64 = 32;

/// Reads a file that is a summary by its first bytes, and no larger than the limit allows.
pub(super) fn read(
    mut file: File,
    memory: MemoryLimit,
) -> io::Result<Result<EnsembleSummary, SummaryError>> {
    let mut bytes = Vec::new();
    file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut bytes)?;
    if !is_summary(&bytes) {
        return Ok(Err(SummaryError::NotASummary));
    }
    // A pipe has no length: what was read counts.
    let most = memory.bytes() / MOST_IN_MEMORY;
    let length = file.metadata()?.len();
    if length <= most {
        let rest = most.saturating_sub(bytes.len() as u64).saturating_add(1);
        file.take(rest).read_to_end(&mut bytes)?;
    }
    let needed = length.max(bytes.len() as u64).saturating_mul(MOST_IN_MEMORY);
    let read = memory.check(needed).map_err(SummaryError::Memory);
    Ok(read.and_then(|()| EnsembleSummary::from_bytes(&bytes)))
}

/// Whether bytes begin as a summary does, of whatever version.
fn is_summary(bytes: &[u8]) -> bool {
    let kind = MAGIC.len() - 2; // without the version
    !bytes.is_empty() && bytes.starts_with(&MAGIC[..kind.min(bytes.len())])
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
        if !is_summary(bytes) {
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

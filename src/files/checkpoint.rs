//! Long runs that save their progress in a file and can be resumed.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use thiserror::Error;

use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::merge::MergeError;
use crate::ensemble::run::Progress;
use crate::ensemble::summary::EnsembleSummary;
use crate::files::summary_file::SummaryError;
use crate::values::scalar::as_text;

/// Why a run could not be saved in its file. What is behind it, such as the error of the operating system, is its
/// [`source`](std::error::Error::source).
#[derive(Debug, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckpointError {
    /// The file cannot be read or written.
    #[error("{}: cannot be read or written", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system; it serializes as its message.
        #[serde(serialize_with = "as_text")]
        source: io::Error,
    },
    /// Another process saves a run in this file.
    #[error("{}: in use by another process", .path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file exists but is not a complete summary.
    #[error("{}: cannot be resumed", .path.display())]
    NotASummary {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: SummaryError,
    },
    /// The file is a summary of another ensemble.
    #[error("{}: belongs to another run", .path.display())]
    OtherRun {
        /// The file.
        path: PathBuf,
        /// How the two differ.
        source: MergeError,
    },
}

impl Ensemble {
    /// Runs a range of draws and saves the progress in a file; an existing file is resumed.
    ///
    /// The file is replaced as a whole, so a run that is killed leaves the last complete summary. It
    /// is replaced after every round, unless saving would take more than a tenth of the time. Draws
    /// outside the range that the file already holds are kept and returned too. `progress` can stop
    /// the run as in [`Ensemble::resume`].
    ///
    /// Next to the file stand a `.lock`, which excludes other processes and is not removed, and a
    /// `.partial` while the file is written.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written, is not a summary, is a summary of another ensemble, or
    /// is in use by another process.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use drawdown::ensemble::{Ensemble, EnsembleSummary};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// # let folder = std::env::temp_dir().join(format!("drawdown-doc-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let file = folder.join("run.summary");
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// let summary = ensemble.run_with_checkpoint(&file, 0..1_000, |_| ControlFlow::Continue(()))?;
    /// assert_eq!(EnsembleSummary::from_bytes(&std::fs::read(&file)?)?, summary);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run_with_checkpoint(
        &self,
        file: &Path,
        draws: Range<u64>,
        mut progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> Result<EnsembleSummary, CheckpointError> {
        let path = || file.to_path_buf();
        let failed = |source| CheckpointError::File { path: path(), source };
        let lock = File::create(beside(file, "lock")).map_err(failed)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => CheckpointError::InUse { path: path() },
            TryLockError::Error(error) => failed(error),
        })?;
        let begun = match fs::read(file) {
            Ok(bytes) => EnsembleSummary::from_bytes(&bytes)
                .map_err(|source| CheckpointError::NotASummary { path: path(), source })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.empty(),
            Err(error) => return Err(failed(error)),
        };
        let mut written = Ok(());
        let (mut last_save, mut took) = (Instant::now(), Duration::ZERO);
        let summary = self
            .resume(begun, draws, |now| {
                // Saving takes at most a tenth of the time.
                if last_save.elapsed() >= 10 * took {
                    let start = Instant::now();
                    written = replace(file, &now.summary().to_bytes());
                    (last_save, took) = (Instant::now(), start.elapsed());
                }
                if written.is_err() { ControlFlow::Break(()) } else { progress(now) }
            })
            .map_err(|source| CheckpointError::OtherRun { path: path(), source })?;
        written.and_then(|()| replace(file, &summary.to_bytes())).map_err(failed)?;
        Ok(summary)
    }
}

/// The file of the same name with an ending added.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

/// Replaces a file as a whole: a reader finds the old bytes or the new ones.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = beside(file, "partial");
    let mut writer = File::create(&partial)?;
    writer.write_all(bytes)?;
    writer.sync_all()?;
    fs::rename(&partial, file)?;
    // Sync the rename too; not every system can open a folder.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match File::open(folder.unwrap_or(Path::new("."))) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}

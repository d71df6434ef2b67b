//! Long runs that save their progress in a file and can be resumed.

use std::fs::File;
use std::io;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use thiserror::Error;

use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::memory_limit::{MemoryLimit, TooMuchMemory};
use crate::ensemble::merge::MergeError;
use crate::ensemble::run::Progress;
use crate::ensemble::summary::EnsembleSummary;
use crate::files::locked_file::{LockError, LockedFile};
use crate::files::summary_file::{self, SummaryError};
use crate::values::scalar::as_text;
use crate::values::visible::visible;

/// Why a summary could not be read from its file, or saved in it. What is behind it, such as the error of the operating system, is its
/// [`source`](std::error::Error::source).
#[derive(Debug, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckpointError {
    /// The file cannot be read or written.
    #[error("{}: cannot be read or written", shown(path))]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system; it serializes as its message.
        #[serde(serialize_with = "as_text")]
        source: io::Error,
    },
    /// Another run, of this process or of another, saves in this file.
    #[error("{}: in use by another process", shown(path))]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a complete summary, or too large a one.
    #[error("{}: cannot be used", shown(path))]
    NotASummary {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: SummaryError,
    },
    /// The file is a summary of another ensemble.
    #[error("{}: belongs to another run", shown(path))]
    OtherRun {
        /// The file.
        path: PathBuf,
        /// How the two differ.
        source: MergeError,
    },
    /// The run needs more memory than the ensemble's [limit](crate::ensemble::MemoryLimit). What was done before is
    /// saved.
    #[error(transparent)]
    Memory(#[from] TooMuchMemory),
}

/// A path on one line.
fn shown(path: &Path) -> String {
    visible(&path.display().to_string())
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
        let failed = |source| CheckpointError::File { path: file.to_path_buf(), source };
        let locked = lock(file)?;
        let begun = match locked.open().map_err(failed)? {
            Some(opened) => read(opened, file, self.memory)?,
            None => self.empty(),
        };
        let mut written = Ok(());
        let (mut last_save, mut took) = (Instant::now(), Duration::ZERO);
        let run = self.resume_and_keep(begun, draws, |now| {
            // Saving takes at most a tenth of the time.
            if last_save.elapsed() >= 10 * took {
                let start = Instant::now();
                written = locked.replace(&now.summary().to_bytes());
                (last_save, took) = (Instant::now(), start.elapsed());
            }
            if written.is_err() { ControlFlow::Break(()) } else { progress(now) }
        });
        let (summary, stopped) = run.map_err(|source| match source {
            MergeError::Memory(error) => CheckpointError::Memory(error),
            source => CheckpointError::OtherRun { path: file.to_path_buf(), source },
        })?;
        written.and_then(|()| locked.replace(&summary.to_bytes())).map_err(failed)?;
        stopped.map_or(Ok(summary), |error| Err(error.into()))
    }
}

impl EnsembleSummary {
    /// Reads a file that [`run_with_checkpoint`](Ensemble::run_with_checkpoint) or [`save`](Self::save) wrote. A file
    /// of something else is refused by its first bytes, whatever its size.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is not a summary, or may need more memory than the limit: in memory a summary takes up
    /// to 32 times the size of its file.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, EnsembleSummary, MemoryLimit};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// # let folder = std::env::temp_dir().join(format!("drawdown-load-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let file = folder.join("run.summary");
    /// let summary = Ensemble::new(&plan, 2024).run(0..100);
    /// summary.save(&file)?;
    /// assert_eq!(EnsembleSummary::load(&file, MemoryLimit::default())?, summary);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(file: &Path, memory: MemoryLimit) -> Result<Self, CheckpointError> {
        let opened = File::open(file)
            .map_err(|source| CheckpointError::File { path: file.to_path_buf(), source })?;
        read(opened, file, memory)
    }

    /// Saves the summary in a file, which is replaced as a whole, under the lock that runs take.
    ///
    /// # Errors
    ///
    /// If the file cannot be written or is in use by a run.
    pub fn save(&self, file: &Path) -> Result<(), CheckpointError> {
        Self::replace_file(file, || Ok::<_, CheckpointError>(self.clone())).map(|_| ())
    }

    /// Makes a summary while a file is locked, and saves it there: what the file held may go into it.
    ///
    /// # Errors
    ///
    /// If the file cannot be written or is in use by a run, and whatever `make` returns; the file then stays as it was.
    ///
    /// ```
    /// use drawdown::ensemble::{Ensemble, EnsembleSummary, MemoryLimit};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// # let folder = std::env::temp_dir().join(format!("drawdown-replace-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let file = folder.join("all.summary");
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// ensemble.run(0..100).save(&file)?;
    /// let more = ensemble.run(100..200); // from another machine
    /// EnsembleSummary::replace_file(&file, || {
    ///     let old = EnsembleSummary::load(&file, MemoryLimit::default())?;
    ///     Ok::<_, Box<dyn std::error::Error>>(old.merge(&more)?)
    /// })?;
    /// assert_eq!(EnsembleSummary::load(&file, MemoryLimit::default())?, ensemble.run(0..200));
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace_file<E: From<CheckpointError>>(
        file: &Path,
        make: impl FnOnce() -> Result<Self, E>,
    ) -> Result<Self, E> {
        let locked = lock(file)?;
        let summary = make()?;
        let failed = |source| CheckpointError::File { path: file.to_path_buf(), source };
        locked.replace(&summary.to_bytes()).map_err(failed)?;
        Ok(summary)
    }
}

fn lock(file: &Path) -> Result<LockedFile, CheckpointError> {
    let path = file.to_path_buf();
    LockedFile::new(file).map_err(|error| match error {
        LockError::InUse => CheckpointError::InUse { path },
        LockError::File(source) => CheckpointError::File { path, source },
    })
}

/// Reads an open file, which errors call by its path.
fn read(
    opened: File,
    path: &Path,
    memory: MemoryLimit,
) -> Result<EnsembleSummary, CheckpointError> {
    let path = || path.to_path_buf();
    let read = summary_file::read(opened, memory);
    let read = read.map_err(|source| CheckpointError::File { path: path(), source })?;
    read.map_err(|source| CheckpointError::NotASummary { path: path(), source })
}

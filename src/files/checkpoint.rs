//! Long runs that may be interrupted: what is done is kept in a file.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use thiserror::Error;

use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::merge::MergeError;
use crate::ensemble::run::Progress;
use crate::ensemble::summary::EnsembleSummary;
use crate::files::summary_file::SummaryError;

/// A run that could not be kept in its file.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let file = std::path::Path::new("no/such/folder/run.summary");
/// let error = Ensemble::new(&plan, 0).run_with_checkpoint(file, 0..10, |_| ControlFlow::Continue(())).unwrap_err();
/// assert!(error.to_string().starts_with("no/such/folder/run.summary: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The file cannot be read or written.
    #[error("{}: {error}", .path.display())]
    File {
        /// Of the file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Another process keeps a run in this file.
    #[error("{}: another process is at work on it", .path.display())]
    InUse {
        /// Of the file.
        path: PathBuf,
    },
    /// The file is there, but is no whole summary.
    #[error("{}: {error}", .path.display())]
    NotASummary {
        /// Of the file.
        path: PathBuf,
        /// What is wrong with it.
        error: SummaryError,
    },
    /// The file is a summary of another ensemble.
    #[error("{}: not a part of this run: {error}", .path.display())]
    OtherRun {
        /// Of the file.
        path: PathBuf,
        /// How the two differ.
        error: MergeError,
    },
}

impl Ensemble {
    /// Runs a range of draws and keeps what is done in a file; where the file is there, goes on from
    /// it.
    ///
    /// The file is replaced as a whole, again and again: killed at any moment, a run leaves the last
    /// summary that was whole. It is replaced after every round, unless that would take more than a
    /// tenth of the time. What the file had of other draws stays in it, and is in what is returned.
    /// `progress` can break off as in [`Ensemble::resume`].
    ///
    /// Beside the file stand a `.lock`, which keeps other processes off and stays, and while it is
    /// being written a `.partial`.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or written, is no summary, is one of another ensemble, or is
    /// being worked on by another process.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, EnsembleSummary, Troops};
    ///
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
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
        let failed = |error| CheckpointError::File { path: path(), error };
        let lock = File::create(beside(file, "lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(CheckpointError::InUse { path: path() }),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let begun = match fs::read(file) {
            Ok(bytes) => EnsembleSummary::from_bytes(&bytes)
                .map_err(|error| CheckpointError::NotASummary { path: path(), error })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.empty(),
            Err(error) => return Err(failed(error)),
        };
        let mut keeper = Saver { file, last: Instant::now(), took: Duration::ZERO };
        let mut saved = Ok(());
        let summary = self.resume(begun, draws, |now| {
            saved = keeper.save_now_and_then(now.summary);
            if saved.is_err() { ControlFlow::Break(()) } else { progress(now) }
        });
        let summary = summary.map_err(|error| CheckpointError::OtherRun { path: path(), error })?;
        saved.and_then(|()| replace(file, &summary.to_bytes())).map_err(failed)?;
        Ok(summary)
    }
}

/// Keeps what is done, as often as that costs little.
struct Saver<'f> {
    file: &'f Path,
    last: Instant,
    took: Duration,
}

impl Saver<'_> {
    fn save_now_and_then(&mut self, summary: &EnsembleSummary) -> io::Result<()> {
        if self.last.elapsed() < 10 * self.took {
            return Ok(());
        }
        let begun = Instant::now();
        replace(self.file, &summary.to_bytes())?;
        self.took = begun.elapsed();
        self.last = Instant::now();
        Ok(())
    }
}

/// The file of the same name with another ending added.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

/// Replaces a file as a whole: whoever reads it finds the old bytes or the new ones.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = beside(file, "partial");
    let mut writer = File::create(&partial)?;
    writer.write_all(bytes)?;
    writer.sync_all()?;
    fs::rename(&partial, file)?;
    // The rename itself must last too; not every system lets a folder be opened.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match File::open(folder.unwrap_or(Path::new("."))) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}

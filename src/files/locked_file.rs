//! A file that one process at a time reads and replaces as a whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file whose lock is held: no other run replaces it meanwhile. The file itself need not exist yet.
///
/// The lock is a file of its own beside it, because replacing the file takes a lock on it away.
#[derive(Debug)]
pub(crate) struct LockedFile {
    /// Without links in it: all names of the file have one lock, and a link to it stays a link.
    file: PathBuf,
    lock: File,
}

/// Why a file cannot be locked.
#[derive(Debug)]
pub(crate) enum LockError {
    InUse,
    File(io::Error),
}

impl From<io::Error> for LockError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

/// How many links may lead from one to the next.
const MAX_LINKS: usize = 40;

impl LockedFile {
    pub(crate) fn new(file: &Path) -> Result<Self, LockError> {
        let file = without_links(file)?;
        let lock = File::create(beside(&file, "lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { file, lock }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse),
            Err(TryLockError::Error(error)) => Err(LockError::File(error)),
        }
    }

    /// The file, to be read; `None` if there is none yet.
    pub(crate) fn open(&self) -> io::Result<Option<File>> {
        match File::open(&self.file) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces the file as a whole: a reader finds the old bytes or the new ones. If that fails, the old ones stay
    /// and nothing else is left.
    pub(crate) fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let partial = beside(&self.file, "partial");
        // What a killed run left, or a link that somebody else put there.
        match fs::remove_file(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let written = write_new(&partial, bytes).and_then(|()| fs::rename(&partial, &self.file));
        if written.is_err() {
            let _ = fs::remove_file(&partial); // the first error is the one to report
        }
        written?;
        // Sync the rename too; not every system can open a folder.
        match self.file.parent().map(File::open) {
            Some(Ok(folder)) => folder.sync_all(),
            _ => Ok(()),
        }
    }
}

impl Drop for LockedFile {
    /// Lets the lock go. Closing the file would not always do: a child process that another thread is just starting
    /// has a copy of every open file until it runs its own program, and with it the lock.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The path that a file has, or is to have, once links are followed.
fn without_links(file: &Path) -> io::Result<PathBuf> {
    let mut path = file.to_path_buf();
    for _ in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(next);
    }
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    Ok(folder_of(&path).canonicalize()?.join(name))
}

fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The file of the same name with an ending added.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

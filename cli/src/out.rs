//! Where answers go. A file that is written to is created on the first write, so that an invalid plan neither creates
//! nor empties it.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

struct Late<'a> {
    path: &'a Path,
    file: Option<File>,
}

impl<'a> Late<'a> {
    const fn new(path: &'a Path) -> Self {
        Self { path, file: None }
    }

    /// The error with the file's name.
    fn named(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.path.display()))
    }
}

impl Write for Late<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => File::create(self.path).map_err(|error| self.named(&error))?,
        };
        let written = file.write(bytes).map_err(|error| self.named(&error));
        self.file = Some(file);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            Some(file) => file.flush(),
            None => Ok(()),
        }
    }
}

/// Where an answer goes: standard output, or a file.
pub(crate) struct Output<'a> {
    path: Option<&'a Path>,
}

impl<'a> Output<'a> {
    pub(crate) const fn new(path: Option<&'a Path>) -> Self {
        Self { path }
    }

    /// Refuses to write over a file that the answer is made from.
    pub(crate) fn is_not(&self, read: &Path) -> Result<(), Box<dyn Error>> {
        let same = |path: &Path| Some(path.canonicalize().ok()? == read.canonicalize().ok()?);
        match self.path.filter(|path| same(path) == Some(true)) {
            Some(path) => {
                Err(format!("--out {}: this is the file that is read", path.display()).into())
            }
            None => Ok(()),
        }
    }

    /// Whether it is a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.path.is_none() && io::stdout().is_terminal()
    }

    pub(crate) fn write<E: Into<Box<dyn Error>>>(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), Box<dyn Error>> {
        match self.path {
            None => {
                let mut out = BufWriter::new(io::stdout().lock());
                write(&mut out).map_err(Into::into)?;
                Ok(out.flush()?)
            }
            Some(path) => {
                let mut file = BufWriter::new(Late::new(path));
                write(&mut file).map_err(Into::into)?;
                Ok(file.flush()?)
            }
        }
    }

    pub(crate) fn text(&self, text: &str) -> Result<(), Box<dyn Error>> {
        self.write(|out| out.write_all(text.as_bytes()))
    }
}

//! An output file that is created on the first write, so that an invalid plan neither creates nor empties it.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

pub(crate) struct Late<'a> {
    path: &'a Path,
    file: Option<File>,
}

impl<'a> Late<'a> {
    pub(crate) const fn new(path: &'a Path) -> Self {
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

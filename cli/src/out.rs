//! Where answers go. A file that is written to is created on the first write, so that an invalid plan neither creates
//! nor empties it.

use std::error::Error;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::visible::{shown, visible};
use crate::waiting;

/// A file that is created on the first write. One that does not exist yet takes its name when all is written: if
/// anything fails, there is no file. Another one, a device or a pipe is written to as it is.
struct Late<'a> {
    path: &'a Path,
    file: Option<File>,
    /// What is written in place of the file, and which file it is to become.
    partial: Option<(PathBuf, PathBuf)>,
}

impl<'a> Late<'a> {
    const fn new(path: &'a Path) -> Self {
        Self { path, file: None, partial: None }
    }

    /// The error with the file's name.
    fn named(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", shown(self.path)))
    }

    fn create(&mut self) -> io::Result<File> {
        // A link stays one; and a file that its owner alone may read stays so, for it is written to as it is.
        let target = self.path.canonicalize().unwrap_or_else(|_| self.path.to_path_buf());
        let is_new = !target.exists() && !target.is_symlink();
        if let (true, Some(name)) = (is_new, target.file_name()) {
            let mut partial = name.to_owned();
            partial.push(".partial");
            let partial = target.with_file_name(partial);
            if let Ok(file) = File::create_new(&partial) {
                self.partial = Some((partial, target));
                return Ok(file);
            }
        }
        File::create(self.path)
    }

    /// Ends the file.
    fn finish(mut self) -> io::Result<()> {
        self.file = None;
        let done = self.partial.take().map_or(Ok(()), |(partial, file)| {
            fs::rename(&partial, file).inspect_err(|_| {
                let _ = fs::remove_file(&partial);
            })
        });
        done.map_err(|error| self.named(&error))
    }
}

impl Drop for Late<'_> {
    /// What was not finished is removed.
    fn drop(&mut self) {
        if let Some((partial, _)) = self.partial.take() {
            self.file = None;
            let _ = fs::remove_file(partial);
        }
    }
}

impl Write for Late<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.create().map_err(|error| self.named(&error))?,
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
        self.of_option_is_not("--out", read)
    }

    /// Like [`is_not`](Self::is_not), of an output that another option names.
    pub(crate) fn of_option_is_not(&self, option: &str, read: &Path) -> Result<(), Box<dyn Error>> {
        match self.path.filter(|path| same_file(path, read)) {
            Some(path) => {
                Err(format!("{option} {}: this is the file that is read", shown(path)).into())
            }
            None => Ok(()),
        }
    }

    /// Refuses to write twice to one file.
    pub(crate) fn is_apart(&self, option: &str, out: Option<&Path>) -> Result<(), Box<dyn Error>> {
        match (self.path, out) {
            (Some(path), Some(out)) if same_file(path, out) => {
                Err(format!("{option} {}: the answer is written to this file (--out)", shown(path))
                    .into())
            }
            _ => Ok(()),
        }
    }

    /// The file; `None` for standard output.
    pub(crate) const fn path(&self) -> Option<&'a Path> {
        self.path
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
                let mut out = BufWriter::new(Standard(io::stdout().lock()));
                write(&mut out).map_err(Into::into)?;
                Ok(out.flush()?)
            }
            Some(path) => {
                let mut file = BufWriter::new(Late::new(path));
                write(&mut file).map_err(Into::into)?;
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                Ok(file.finish()?)
            }
        }
    }

    /// Like [`write`](Self::write), of data that are left as they are in a file; a terminal is shown escapes in place of
    /// what it would obey.
    pub(crate) fn data<E: Into<Box<dyn Error>>>(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), Box<dyn Error>> {
        if !self.is_terminal() {
            return self.write(write);
        }
        self.write(|out| -> Result<(), Box<dyn Error>> {
            let mut escaped = Escaped { out, line: Vec::new() };
            write(&mut escaped).map_err(Into::into)?;
            Ok(escaped.end()?)
        })
    }

    pub(crate) fn text(&self, text: &str) -> Result<(), Box<dyn Error>> {
        self.write(|out| out.write_all(text.as_bytes()))
    }
}

/// Standard output: on a terminal, what is said of waiting goes before anything is written.
struct Standard(io::StdoutLock<'static>);

impl Write for Standard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.is_terminal() {
            waiting::end();
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes whole lines, escaped.
struct Escaped<'a> {
    out: &'a mut dyn Write,
    /// The beginning of the next line.
    line: Vec<u8>,
}

impl Escaped<'_> {
    fn end(&mut self) -> io::Result<()> {
        let text = visible(&String::from_utf8_lossy(&self.line));
        self.line.clear();
        self.out.write_all(text.as_bytes())
    }
}

impl Write for Escaped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.end()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether two paths are one file, or would be: by their folders with all links followed, and by what the file system
/// says where both files exist, so that a second name of a file is found as well.
pub(crate) fn same_file(one: &Path, other: &Path) -> bool {
    if let Ok((one, other)) = one.metadata().and_then(|one| Ok((one, other.metadata()?)))
        && is_one(&one, &other)
    {
        return true;
    }
    let place = |path: &Path| {
        if let Ok(path) = path.canonicalize() {
            return Some(path);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    place(one).is_some_and(|one| place(other) == Some(one))
}

/// Whether what the file system says of two files is said of one. Devices, such as `/dev/null`, may be named twice.
#[cfg(unix)]
fn is_one(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.is_file() && (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
const fn is_one(_: &Metadata, _: &Metadata) -> bool {
    false // the standard library does not say
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_escaped_line_by_line_wherever_they_are_cut() -> io::Result<()> {
        let text = "phase\nall\u{202e} of\x1b[2J them\nlast";
        for cut in 0..text.len() {
            let mut out = Vec::new();
            let mut escaped = Escaped { out: &mut out, line: Vec::new() };
            escaped.write_all(&text.as_bytes()[..cut])?;
            escaped.write_all(&text.as_bytes()[cut..])?;
            escaped.end()?;
            assert_eq!(out, b"phase\nall\\u{202e} of\\u{1b}[2J them\nlast");
        }
        Ok(())
    }
}

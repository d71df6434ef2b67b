//! Files that are read.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::visible::shown;

/// The bytes of a file; of a larger one than the library reads, one more than that, so that it says so.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{}: {error}", shown(path)))?;
    Ok(bytes)
}

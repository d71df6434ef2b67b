//! A commented plan to start from.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::{self, Write};

use crate::args::NewArgs;
use crate::out::Output;
use crate::visible::shown;

const PLAN: &str = include_str!("new.toml");

pub(crate) fn run(args: &NewArgs) -> Result<(), Box<dyn Error>> {
    let Some(path) = args.file.as_ref().or(args.to.out.as_ref()) else {
        return Output::new(None).text(PLAN);
    };
    let shown = shown(path);
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file
            .write_all(PLAN.as_bytes())
            .map_err(|error| io::Error::new(error.kind(), format!("{shown}: {error}")).into()),
        // A device or a pipe.
        Err(_) if path.exists() && !path.is_file() => Output::new(Some(path)).text(PLAN),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(format!("{shown}: the file exists, and is not overwritten").into())
        }
        Err(error) => Err(io::Error::new(error.kind(), format!("{shown}: {error}")).into()),
    }
}

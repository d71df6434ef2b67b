//! Merges saved ranges of an ensemble and prints the result, exactly as a single run of all their draws is printed.

use std::error::Error;

use drawdown::ensemble::EnsembleSummary;
use drawdown::error::CheckpointError;

use crate::args::MergeArgs;
use crate::draws::plain;
use crate::outlook::{self, View};
use crate::visible::shown;

pub(crate) fn run(args: &MergeArgs) -> Result<(), Box<dyn Error>> {
    let output = args.format.output()?;
    for file in &args.files {
        output.is_not(file)?;
    }
    let Some(file) = &args.save else {
        let view = View { about: args.what, only: args.only, every: args.every.period() };
        return outlook::print(&merged(args)?, None, view, &args.format);
    };
    // One of the files may be the one that is saved: it is read and replaced under its lock.
    let saved = EnsembleSummary::replace_file(file, || merged(args).map_err(Failed::Merge));
    match saved {
        Ok(_) => Ok(()),
        Err(Failed::Merge(error)) => Err(error),
        Err(Failed::Save(error)) => Err(plain(error)),
    }
}

enum Failed {
    Merge(Box<dyn Error>),
    Save(CheckpointError),
}

impl From<CheckpointError> for Failed {
    fn from(error: CheckpointError) -> Self {
        Self::Save(error)
    }
}

fn merged(args: &MergeArgs) -> Result<EnsembleSummary, Box<dyn Error>> {
    let mut merged: Option<EnsembleSummary> = None;
    for file in &args.files {
        let summary = EnsembleSummary::load(file, args.memory.memory).map_err(unreadable)?;
        merged = Some(match merged {
            None => summary,
            Some(others) => others
                .merge(&summary)
                .map_err(|error| format!("{}: cannot be merged: {error}", shown(file)))?,
        });
    }
    merged.ok_or_else(|| "no file to merge".into())
}

/// A file that cannot be read is a bad request, not a failed output.
fn unreadable(error: CheckpointError) -> Box<dyn Error> {
    match error {
        CheckpointError::File { path, source } => format!("{}: {source}", shown(&path)).into(),
        CheckpointError::NotASummary { path, source } => {
            format!("{}: {source}", shown(&path)).into()
        }
        other => other.into(),
    }
}

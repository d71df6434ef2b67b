//! Merges saved ranges of an ensemble and prints the result, exactly as a single run of all their draws is printed.

use std::error::Error;
use std::io;
use std::path::Path;

use drawdown::ensemble::EnsembleSummary;

use crate::args::MergeArgs;
use crate::outlook::{self, View};

pub(crate) fn run(args: &MergeArgs) -> Result<(), Box<dyn Error>> {
    let output = args.format.output()?;
    for file in &args.files {
        output.is_not(file)?;
    }
    let mut merged: Option<EnsembleSummary> = None;
    for file in &args.files {
        let summary = read(file)?;
        merged = Some(match merged {
            None => summary,
            Some(others) => others
                .merge(&summary)
                .map_err(|error| format!("{}: cannot be merged: {error}", file.display()))?,
        });
    }
    let Some(summary) = merged else { return Ok(()) };
    if let Some(file) = &args.save {
        let failed =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.display()));
        return Ok(std::fs::write(file, summary.to_bytes()).map_err(failed)?);
    }
    let view = View { about: args.what, only: args.only, every: args.every.period() };
    outlook::print(&summary, view, &args.format)
}

fn read(file: &Path) -> Result<EnsembleSummary, Box<dyn Error>> {
    let shown = file.display();
    let bytes = std::fs::read(file).map_err(|error| format!("{shown}: {error}"))?;
    Ok(EnsembleSummary::from_bytes(&bytes).map_err(|error| format!("{shown}: {error}"))?)
}

//! Merges saved ranges of an ensemble and prints the result, exactly as `project` prints a single run of all
//! their draws.
//!
//! ```text
//! cargo run --release --example merge -- FILE... [--what bands|chances|drivers] [--format table|csv|json|parquet] [--save FILE]
//! ```
//!
//! This example demonstrates in particular: reading summaries, merging them, and reporting those that do not
//! belong together.

#[path = "../../cli/src/columns.rs"]
mod columns;
#[path = "../../cli/src/outlook.rs"]
mod outlook;
#[path = "../../cli/src/rows.rs"]
mod rows;

use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use drawdown::ensemble::EnsembleSummary;
use lexopt::ValueExt;
use outlook::About;
use rows::Format;

const USAGE: &str = "\
usage: merge FILE... [--what bands|chances|drivers] [--format table|csv|json|parquet] [--save FILE]
";

struct Args {
    files: Vec<PathBuf>,
    about: About,
    format: Format,
    save: Option<PathBuf>,
}

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match args() {
        Ok(Some(args)) => run(&args, &mut out),
        Ok(None) => out.write_all(USAGE.as_bytes()).map_err(Into::into),
        Err(error) => Err(error),
    };
    let Err(error) = done.and_then(|()| Ok(out.flush()?)) else { return ExitCode::SUCCESS };
    let status = match error.downcast_ref::<io::Error>() {
        // The reader stopped early, as `head` does.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Some(_) => 1,
        None => 2,
    };
    // Standard error may be closed.
    let _ = writeln!(io::stderr(), "{error}");
    ExitCode::from(status)
}

fn args() -> Result<Option<Args>, Box<dyn Error>> {
    use lexopt::Arg::{Long, Short, Value};

    let mut args = Args {
        files: Vec::new(),
        about: About::LevelDistributions,
        format: Format::Table,
        save: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(file) => args.files.push(file.into()),
            Long("what") => {
                let name = parser.value()?.string()?;
                args.about = About::named(&name).ok_or_else(|| {
                    format!("--what {name:?}: expected bands, chances or drivers")
                })?;
            }
            Long("format") => args.format = Format::named(&parser.value()?.string()?)?,
            Long("save") => args.save = Some(parser.value()?.into()),
            Short('h') | Long("help") => return Ok(None),
            other => return Err(format!("{}\n{USAGE}", other.unexpected()).into()),
        }
    }
    if args.files.is_empty() {
        return Err(format!("no files given\n{USAGE}").into());
    }
    Ok(Some(args))
}

fn run(args: &Args, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    if !args.format.is_text() && io::stdout().is_terminal() {
        return Err("--format parquet cannot be shown on a terminal; redirect it to a file".into());
    }
    let mut files = args.files.iter();
    let mut merged: Option<EnsembleSummary> = None;
    for file in files.by_ref() {
        let summary = read(file)?;
        merged = Some(match merged {
            None => summary,
            Some(others) => others
                .merge(&summary)
                .map_err(|error| format!("{}: cannot be merged: {error}", file.display()))?,
        });
    }
    let Some(summary) = merged else { return Ok(()) };
    match &args.save {
        Some(file) => Ok(std::fs::write(file, summary.to_bytes()).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", file.display()))
        })?),
        None => outlook::print(&summary, args.about, args.format, out),
    }
}

fn read(file: &Path) -> Result<EnsembleSummary, Box<dyn Error>> {
    let shown = file.display();
    let bytes = std::fs::read(file).map_err(|error| format!("{shown}: {error}"))?;
    Ok(EnsembleSummary::from_bytes(&bytes).map_err(|error| format!("{shown}: {error}"))?)
}

//! Projects a plan file: the troop levels of every month, and the outcome of every deadline.
//!
//! ```text
//! cargo run --release --example project -- PLAN [--variant NAME]... [--what levels|deadlines|totals|why|compare]
//!     [--format table|csv|json|parquet] [--out FILE] [--through YYYY-MM] [--chart OUT.svg]
//! cargo run --release --example project -- PLAN --draws N [--seed S] [--what bands|chances|drivers] [--by host]...
//! cargo run --release --example project -- PLAN --range A..B [--seed S] --save FILE
//! ```
//!
//! An existing `--save` file is resumed, so an interrupted run can be continued with the same command. The
//! example `merge` merges saved ranges and prints the result.
//!
//! This example demonstrates in particular: reading a plan file, reporting all of its errors, projecting it
//! and its variants, reading levels, totals, deadlines and causes from projections, comparing variants,
//! drawing charts, and running ensembles with progress and in ranges that are saved.

mod answers;
mod args;
mod chart;
mod columns;
mod compare;
mod draws;
mod ink;
mod out;
mod outlook;
mod rows;
mod spark;
mod table;

use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::process::ExitCode;

use args::{Args, What};
use drawdown::Plan;
use outlook::About;
use rows::Format;

/// One byte more than a plan file may have, so that the library reports larger files.
const MOST_READ: u64 = 4 * 1024 * 1024 + 1;

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match Args::from_command_line() {
        Ok(Some(args)) => run(&args, &mut out),
        Ok(None) => out.write_all(args::USAGE.as_bytes()).map_err(Into::into),
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

/// Writes the answer to standard output or to the file given.
fn run(args: &Args, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let Some(path) = &args.out else {
        if !args.format.is_text() && io::stdout().is_terminal() {
            return Err("--format parquet cannot be shown on a terminal; give --out FILE".into());
        }
        return answer(args, out);
    };
    let mut file = BufWriter::new(out::Late::new(path));
    answer(args, &mut file)?;
    Ok(file.flush()?)
}

/// Prints the answer, and nothing if the plan is invalid: it and its variants are checked first.
fn answer(args: &Args, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let planned = planned(args)?;
    let what = match args.what {
        Some(what) => what,
        // A saved range is printed by `merge`.
        None if args.draws.save.is_some() => return draws::run(args, planned, None, out),
        None if args.draws.are_asked() => What::Ensemble(About::LevelDistributions),
        None => What::Levels,
    };
    match (&args.chart, what) {
        (_, What::Ensemble(about)) => return draws::run(args, planned, Some(about), out),
        (Some(path), _) => chart::write(args, &planned, path)?,
        (None, _) => {}
    }
    match what {
        What::Compare => return compare::run(args, &planned, out),
        What::Why if args.format == Format::Table => {
            return Ok(out.write_all(compare::why(args, &planned)?.as_bytes())?);
        }
        _ => {}
    }
    let plans = plans(args, planned)?;
    let named = !args.variants.is_empty();
    let table = match what {
        What::Levels if args.format == Format::Table => {
            return Ok(out.write_all(table::levels(&plans, named, args.ink()).as_bytes())?);
        }
        What::Levels => answers::levels(&plans),
        What::Deadlines => answers::deadlines(&plans),
        What::Totals => answers::totals(&plans),
        What::Why | What::Compare | What::Ensemble(_) => answers::why(&plans),
    };
    let table = if named { table } else { rows::without_variant(table) };
    Ok(rows::write(table, args.format, out)?)
}

/// The plan as written.
fn planned(args: &Args) -> Result<Plan, Box<dyn Error>> {
    let plan = read(&args.plan)?;
    match args.through {
        Some(month) => Ok(plan.with_through(month).map_err(|e| format!("--{e}"))?),
        None => Ok(plan),
    }
}

/// The plan and the chosen variants, each with its name.
pub(crate) fn plans(args: &Args, plan: Plan) -> Result<Vec<(String, Plan)>, Box<dyn Error>> {
    let mut plans = Vec::new();
    for name in &args.variants {
        let variant = plan.named_variant(name).ok_or_else(|| unknown_variant(&plan, name))?;
        plans.push((name.clone(), variant));
    }
    plans.insert(0, ("as planned".to_owned(), plan));
    Ok(plans)
}

/// Reads a plan file: JSON if its name ends in `.json` or it begins with a brace, otherwise TOML.
fn read(path: &std::path::Path) -> Result<Plan, Box<dyn Error>> {
    let shown = path.display();
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_READ).read_to_end(&mut bytes))
        .map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| format!("{shown}: {error}"))?;
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let plan = if is_json || text.trim_start().starts_with('{') {
        Plan::from_json(&text)
    } else {
        Plan::from_toml(&text)
    };
    plan.map_err(|errors| {
        let count = errors.iter().len();
        let errors =
            if count == 1 { format!("{errors}") } else { format!("{count} errors\n{errors}") };
        format!("{shown}: {errors}").into()
    })
}

fn unknown_variant(plan: &Plan, name: &str) -> String {
    let names: Vec<String> =
        plan.spec().variants.iter().map(|variant| format!("{:?}", variant.name)).collect();
    match names.as_slice() {
        [] => format!("--variant {name:?}: the plan has no variants"),
        names => format!("--variant {name:?}: the plan's variants are {}", names.join(", ")),
    }
}

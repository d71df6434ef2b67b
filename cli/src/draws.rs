//! Running an ensemble, with a progress bar on a terminal, and with a file from which an interrupted run is
//! resumed.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary, Progress, Sensitivity};
use drawdown::error::CheckpointError;
use drawdown::projection::GroupBy;
use drawdown::values::Period;

use crate::args::{DrawsArgs, EnsembleArgs};
use crate::columns::grouped;
use crate::outlook::{self, About, View};
use crate::plan_file::Loaded;

/// The default number of draws.
pub(crate) const DRAWS: u64 = 10_000;

pub(crate) fn run(args: &DrawsArgs, about: About, every: Period) -> Result<(), Box<dyn Error>> {
    let table = &args.table;
    let loaded = Loaded::from_args(&table.plan)?;
    table.format.output()?.is_not(&table.plan.plan)?;
    loaded.plans()?; // --only needs variants
    let only = loaded.leaves_the_plan_out();
    if only && about == About::Drivers {
        return Err("--only: what drives the outcomes is known of the plan itself only".into());
    }
    let grouping = args.by.iter().filter_map(|by| by.grouping()).collect();
    let variants = loaded.variant_plans()?;
    let summary = ensemble(&args.ensemble, &loaded.plan, variants, grouping, about)?;
    outlook::print(&summary, View { about, only, every }, &table.format)
}

/// Runs the draws asked for.
pub(crate) fn ensemble(
    args: &EnsembleArgs,
    plan: &Plan,
    variants: Vec<(String, Plan)>,
    group_by: Vec<GroupBy>,
    about: About,
) -> Result<EnsembleSummary, Box<dyn Error>> {
    let ensemble = Ensemble {
        variants,
        group_by,
        // A saved file must be able to answer any question.
        sensitivity: match (about, &args.save) {
            (About::Drivers, _) | (_, Some(_)) => Sensitivity::On,
            _ => Sensitivity::Off,
        },
        ..Ensemble::new(plan, args.seed)
    };
    let range = args.range.clone().unwrap_or(0..args.draws.unwrap_or(DRAWS));
    let mut bar = Bar::new();
    let progress = |progress: Progress<'_>| {
        bar.show(&progress);
        ControlFlow::Continue(())
    };
    let summary = match &args.save {
        Some(file) => {
            ensemble.run_with_checkpoint(file, range.clone(), progress).map_err(
                |error| match error {
                    // The file system failed, not the request.
                    CheckpointError::File { path, source } => {
                        io::Error::new(source.kind(), format!("{}: {source}", path.display()))
                            .into()
                    }
                    other => Box::<dyn Error>::from(other),
                },
            )?
        }
        None => ensemble.resume(ensemble.empty(), range.clone(), progress)?,
    };
    bar.clear();
    match &args.save {
        Some(file) if summary.draws() != range.end - range.start => {
            let has = format!("{}: holds other draws as well", file.display());
            Err(format!("{has}; print them all with `drawdown merge`").into())
        }
        _ => Ok(summary),
    }
}

/// A progress bar with the rate and the time left, on a terminal only.
struct Bar {
    begun: Instant,
    /// The draws done before the measurement began.
    before: Option<u64>,
    width: usize,
}

impl Bar {
    fn new() -> Self {
        Self { begun: Instant::now(), before: None, width: 0 }
    }

    fn show(&mut self, progress: &Progress<'_>) {
        if !io::stderr().is_terminal() {
            return;
        }
        // The first round does not count for the rate: most of it may have come from a file.
        let Some(before) = self.before else {
            self.before = Some(progress.done);
            self.begun = Instant::now();
            return;
        };
        let seconds = self.begun.elapsed().as_secs_f64();
        let millis = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let rate = (progress.done - before).saturating_mul(1_000) / millis;
        let left = (progress.total - progress.done) / rate.max(1);
        let tenths = usize::try_from(progress.done.saturating_mul(20) / progress.total.max(1));
        let bar = "#".repeat(tenths.unwrap_or(20).min(20));
        let line = format!(
            "[{bar:<20}] {} of {} draws, {} a second, {seconds:.0} s gone, {left} s left",
            grouped(progress.done),
            grouped(progress.total),
            grouped(rate)
        );
        self.width = self.width.max(line.len());
        // Standard error may be closed.
        let _ = write!(io::stderr(), "\r{line:<width$}", width = self.width);
    }

    fn clear(&self) {
        if self.width > 0 {
            let _ = write!(io::stderr(), "\r{:width$}\r", "", width = self.width);
        }
    }
}

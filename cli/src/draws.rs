//! Running an ensemble, with a progress bar on a terminal, and with a file from which an interrupted run is
//! resumed.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, Progress, Sensitivity};
use drawdown::error::CheckpointError;

use crate::args::{Args, DRAWS};
use crate::chart;
use crate::columns::grouped;
use crate::outlook::{self, About};

pub(crate) fn run(
    args: &Args,
    planned: Plan,
    about: Option<About>,
    out: &mut dyn Write,
) -> Result<(), Box<dyn Error>> {
    let mut plans = crate::plans(args, planned)?;
    let (_, plan) = plans.remove(0);
    let ensemble = Ensemble {
        variants: plans,
        group_by: args.draws.by.clone(),
        // A saved file must be able to answer any question.
        sensitivity: match (about, &args.draws.save) {
            (Some(About::Sensitivity), _) | (_, Some(_)) => Sensitivity::On,
            _ => Sensitivity::Off,
        },
        ..Ensemble::new(&plan, args.draws.seed.unwrap_or(0))
    };
    let range = args.draws.range.clone().unwrap_or(0..DRAWS);
    let mut bar = Bar::new();
    let progress = |progress: Progress<'_>| {
        bar.show(&progress);
        ControlFlow::Continue(())
    };
    let summary = match &args.draws.save {
        Some(file) => {
            ensemble.run_with_checkpoint(file, range.clone(), progress).map_err(
                |error| match error {
                    // The file system failed, not the request.
                    CheckpointError::File { path, error } => {
                        io::Error::new(error.kind(), format!("{}: {error}", path.display())).into()
                    }
                    other => Box::<dyn Error>::from(other),
                },
            )?
        }
        None => ensemble.resume(ensemble.empty(), range.clone(), progress)?,
    };
    bar.clear();
    if let Some(path) = &args.chart {
        chart::write_draws(&plan, &summary, about, path)?;
    }
    match (about, &args.draws.save) {
        (Some(_), Some(file)) if summary.draws() != range.end - range.start => {
            let has = format!("{}: holds other draws as well", file.display());
            Err(format!("{has}; print them all with the example merge").into())
        }
        (Some(about), _) => outlook::print(&summary, about, args.format, out),
        (None, _) => Ok(()),
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

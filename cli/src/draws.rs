//! Running an ensemble, with a progress bar on a terminal, and with a file from which an interrupted run is
//! resumed.

use std::error::Error;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use drawdown::Plan;
use drawdown::ensemble::{
    Ensemble, EnsembleSummary, MergeError, Progress, Sensitivity, TooMuchMemory,
};
use drawdown::error::CheckpointError;
use drawdown::projection::GroupBy;
use drawdown::values::Period;

use crate::args::{DrawsArgs, EnsembleArgs};
use crate::bar::Bar;
use crate::out::{Output, same_file};
use crate::outlook::{self, About, View};
use crate::plan_file::Loaded;
use crate::visible::shown;
use crate::waiting;

/// The default number of draws.
pub(crate) const DRAWS: u64 = 10_000;

pub(crate) fn run(args: &DrawsArgs, about: About, every: Period) -> Result<(), Box<dyn Error>> {
    let table = &args.table;
    let (loaded, output) = Loaded::open(&table.plan, &table.format)?;
    args.ensemble.save_is_apart(&table.plan.plan, &output)?;
    loaded.check_only()?;
    let only = loaded.leaves_the_plan_out();
    if about == About::Drivers && (only || loaded.is_named()) {
        let option = if only { "--only" } else { "--variant, --adjust" };
        let why = "what drives the outcomes is known of the plan itself only";
        return Err(format!("{option}: {why}").into());
    }
    let grouping = args.by.iter().filter_map(|by| by.grouping()).collect();
    let summary = ensemble(&args.ensemble, &loaded.plan, Some(&loaded), grouping, about)?;
    outlook::print(&summary, Some(&loaded.plan), View { about, only, every }, &table.format)
}

impl EnsembleArgs {
    /// Refuses to save where the plan is, or where the answer goes.
    pub(crate) fn save_is_apart(
        &self,
        plan: &Path,
        answer: &Output<'_>,
    ) -> Result<(), Box<dyn Error>> {
        let Some(save) = &self.save else { return Ok(()) };
        let shown = shown(save);
        if same_file(save, plan) {
            return Err(format!("--save {shown}: this is the file that is read").into());
        }
        if answer.path().is_some_and(|out| same_file(out, save)) {
            return Err(format!("--save {shown}: the answer goes to the same file").into());
        }
        Ok(())
    }
}

/// Runs the draws asked for, of a plan and of the variants chosen, if any.
pub(crate) fn ensemble(
    args: &EnsembleArgs,
    plan: &Plan,
    variants: Option<&Loaded>,
    group_by: Vec<GroupBy>,
    about: About,
) -> Result<EnsembleSummary, Box<dyn Error>> {
    let alone = Ensemble {
        group_by,
        // A saved file must be able to answer any question.
        sensitivity: match (about, &args.save) {
            (About::Drivers, _) | (_, Some(_)) => Sensitivity::On,
            _ => Sensitivity::Off,
        },
        memory: args.memory.memory,
        ..Ensemble::new(plan, args.seed)
    };
    // Before the plans of the variants are made: each takes about as much as the plan.
    let plans = variants.map_or(0, |loaded| loaded.variants.len()) as u64 + 1;
    let needed = alone.least_memory().saturating_mul(plans);
    alone.memory.check(needed).map_err(higher_limit)?;
    let variants = variants.map(Loaded::variant_plans).transpose()?.unwrap_or_default();
    let ensemble = Ensemble { variants, ..alone };
    let range = args.range.clone().unwrap_or(0..args.draws.unwrap_or(DRAWS));
    waiting::end(); // the bar says more
    let mut bar = Bar::new("draws");
    let progress = |progress: Progress<'_>| {
        bar.show(progress.done, progress.total);
        ControlFlow::Continue(())
    };
    let summary = match &args.save {
        Some(file) => ensemble.run_with_checkpoint(file, range.clone(), progress).map_err(plain)?,
        None => {
            ensemble.resume(ensemble.empty(), range.clone(), progress).map_err(
                |error| match error {
                    MergeError::Memory(error) => higher_limit(error),
                    other => other.into(),
                },
            )?
        }
    };
    bar.clear();
    match &args.save {
        Some(file) if summary.draws() != range.end - range.start => {
            let has = format!("{}: holds other draws as well", shown(file));
            Err(format!("{has}; print them all with `drawdown merge`").into())
        }
        _ => Ok(summary),
    }
}

/// An error of a summary's file. Where the file system failed and not the request, it is one of input and output.
pub(crate) fn plain(error: CheckpointError) -> Box<dyn Error> {
    match error {
        CheckpointError::Memory(error) => higher_limit(error),
        CheckpointError::File { path, source } => {
            io::Error::new(source.kind(), format!("{}: {source}", shown(&path))).into()
        }
        other => other.into(),
    }
}

fn higher_limit(error: TooMuchMemory) -> Box<dyn Error> {
    format!("{error}; ask for fewer groups, variants, months or draws, or give --memory GIB").into()
}

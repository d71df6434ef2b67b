//! Running an ensemble, with a progress bar on a terminal, and with a file from which an interrupted run is
//! resumed.

use std::error::Error;
use std::io;
use std::ops::ControlFlow;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary, Progress, Sensitivity};
use drawdown::error::CheckpointError;
use drawdown::projection::GroupBy;
use drawdown::values::Period;

use crate::args::{DrawsArgs, EnsembleArgs};
use crate::bar::Bar;
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
    let mut bar = Bar::new("draws");
    let progress = |progress: Progress<'_>| {
        bar.show(progress.done, progress.total);
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

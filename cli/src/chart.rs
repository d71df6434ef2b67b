//! The chart of a plan, of its variants or of its draws, written to a file.

use std::error::Error;
use std::path::Path;

use drawdown::Plan;
use drawdown::ensemble::EnsembleSummary;

use crate::args::Args;
use crate::outlook::About;

/// Levels by contributor, or one line for the plan and each variant if variants are chosen.
#[cfg(feature = "charts")]
pub(crate) fn write(args: &Args, plan: &Plan, path: &Path) -> Result<(), Box<dyn Error>> {
    use drawdown::chart::Chart;
    use drawdown::projection::GroupBy;

    let chart = if args.variants.is_empty() {
        Chart::levels(&plan.project(), GroupBy::Contributor)
    } else {
        Chart::variants(plan, &crate::compare::named(args, plan)?)?
    };
    save(&chart, path)
}

/// The fan chart of the draws, or with `--what chances` the deadlines.
#[cfg(feature = "charts")]
pub(crate) fn write_draws(
    plan: &Plan,
    summary: &EnsembleSummary,
    about: Option<About>,
    path: &Path,
) -> Result<(), Box<dyn Error>> {
    use drawdown::chart::{Chart, DeadlineProbabilities, Fan};

    let projection = plan.project();
    let chart = if about == Some(About::DeadlineChances) {
        Chart::deadlines(&projection, &DeadlineProbabilities::from(summary))
    } else {
        Chart::fan(&projection, &Fan::from(summary))
    };
    save(&chart, path)
}

#[cfg(feature = "charts")]
fn save(chart: &drawdown::chart::Chart, path: &Path) -> Result<(), Box<dyn Error>> {
    // A broken pipe is an error here, unlike for a table.
    std::fs::write(path, chart.svg()).map_err(|error| {
        std::io::Error::other(format!("--chart {}: {error}", path.display())).into()
    })
}

#[cfg(not(feature = "charts"))]
pub(crate) fn write(_: &Args, _: &Plan, _: &Path) -> Result<(), Box<dyn Error>> {
    Err("--chart: built without the feature `charts`".into())
}

#[cfg(not(feature = "charts"))]
pub(crate) fn write_draws(
    _: &Plan,
    _: &EnsembleSummary,
    _: Option<About>,
    _: &Path,
) -> Result<(), Box<dyn Error>> {
    Err("--chart: built without the feature `charts`".into())
}

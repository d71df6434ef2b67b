//! The picture of a plan, or of it and its variants, written to a file.

use std::error::Error;
use std::path::Path;

use drawdown::Plan;

use crate::args::Args;

/// Levels by contributor; where variants are asked for, the lines of all of them.
#[cfg(feature = "charts")]
pub(crate) fn write(args: &Args, plan: &Plan, path: &Path) -> Result<(), Box<dyn Error>> {
    use drawdown::{Chart, StackedBy};

    let chart = if args.variants.is_empty() {
        Chart::levels(&plan.project(), StackedBy::Contributor)
    } else {
        Chart::variants(plan, &crate::compare::named(args, plan)?)?
    };
    // A chart that nobody reads to its end is not written, unlike a table.
    std::fs::write(path, chart.svg()).map_err(|error| {
        std::io::Error::other(format!("--chart {}: {error}", path.display())).into()
    })
}

#[cfg(not(feature = "charts"))]
pub(crate) fn write(_: &Args, _: &Plan, _: &Path) -> Result<(), Box<dyn Error>> {
    Err("--chart: this was built without the feature `charts`".into())
}

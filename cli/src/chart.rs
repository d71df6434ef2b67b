//! The chart of a plan, of its variants or of its draws.

use std::error::Error;

use drawdown::chart::{Chart, DeadlineProbabilities, Fan};
use drawdown::projection::GroupBy;
use drawdown::{Plan, Scope};

use crate::args::{By, ChartArgs, Kind};
use crate::draws;
use crate::out::Output;
use crate::outlook::About;
use crate::plan_file::Loaded;

pub(crate) fn run(args: &ChartArgs) -> Result<(), Box<dyn Error>> {
    let loaded = Loaded::from_args(&args.plan)?;
    let output = Output::new(args.to.out.as_deref());
    output.is_not(&args.plan.plan)?;
    is_svg(args)?;
    let chart = match kind(args, &loaded) {
        Kind::Levels => {
            // Without groups there is one line for all.
            let by = args.by.map_or(Some(GroupBy::Contributor), By::grouping);
            let by = by.ok_or(
                "--by theatre: the levels are stacked by contributor, host, mission or contingent",
            )?;
            Chart::levels(&one(&loaded)?.project(), by)
        }
        Kind::Outflow => Chart::outflow(&one(&loaded)?.project(), &Scope::EVERYONE),
        Kind::Variants => {
            let variants =
                if loaded.is_named() { &loaded.variants } else { &loaded.plan.spec().variants };
            Chart::variants(&loaded.plan, variants)?
        }
        Kind::Deadlines => {
            let plan = one(&loaded)?;
            let is_drawn = args.ensemble.draws.is_some() || args.ensemble.range.is_some();
            let probabilities = if is_drawn {
                DeadlineProbabilities::from(&summary(args, &plan)?)
            } else {
                DeadlineProbabilities::default()
            };
            Chart::deadlines(&plan.project(), &probabilities)
        }
        Kind::Fan => {
            let plan = one(&loaded)?;
            Chart::fan(&plan.project(), &Fan::from(&summary(args, &plan)?))
        }
    };
    output.text(chart.svg())
}

fn kind(args: &ChartArgs, loaded: &Loaded) -> Kind {
    args.kind.unwrap_or(if loaded.is_named() { Kind::Variants } else { Kind::Levels })
}

/// The plan that is drawn: the one variant chosen, or the plan itself.
fn one(loaded: &Loaded) -> Result<Plan, Box<dyn Error>> {
    match loaded.variant_plans()?.as_slice() {
        [] => Ok(loaded.plan.clone()),
        [(_, plan)] => Ok(plan.clone()),
        _ => {
            Err("this kind of chart shows one plan; choose one variant, or --kind variants".into())
        }
    }
}

fn summary(
    args: &ChartArgs,
    plan: &Plan,
) -> Result<drawdown::ensemble::EnsembleSummary, Box<dyn Error>> {
    draws::ensemble(&args.ensemble, plan, Vec::new(), Vec::new(), About::Bands)
}

/// A file name that promises another format than SVG is an error.
fn is_svg(args: &ChartArgs) -> Result<(), Box<dyn Error>> {
    let Some(path) = &args.to.out else { return Ok(()) };
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "pdf" | "eps") => Err(format!(
            "--out {}: a chart is written as SVG; give a name that ends in .svg",
            path.display()
        )
        .into()),
        _ => Ok(()),
    }
}

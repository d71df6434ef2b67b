//! The chart of a plan, of its variants or of its draws.

use std::error::Error;
use std::path::Path;

use drawdown::chart::{Chart, DeadlineProbabilities, Fan};
use drawdown::{Plan, PlanSpec, Projection, Scope, Variant};

use crate::args::{By, ChartArgs, Kind};
use crate::draws;
use crate::observed;
use crate::out::Output;
use crate::outlook::About;
use crate::plan_file::Loaded;
use crate::seek;
use crate::visible::shown;

/// The pixels for each unit of a PNG picture, which is 720 units wide.
#[cfg(feature = "png")]
const SCALE: f32 = 2.0;

pub(crate) fn run(args: &ChartArgs) -> Result<(), Box<dyn Error>> {
    let loaded = Loaded::from_args(&args.plan)?;
    loaded.check_only()?;
    let output = Output::new(args.to.out.as_deref());
    output.is_not(&args.plan.plan)?;
    if let Some(observed) = &args.observed {
        output.is_not(observed)?;
    }
    args.ensemble.save_is_apart(&args.plan.plan, &output)?;
    let format = Format::of("--out", output.path())?;
    #[cfg(feature = "png")]
    let format = args.scale.map_or(format, |scale| format.scaled(scale));
    format.write(&chart(args, &loaded)?, &output)
}

fn chart(args: &ChartArgs, loaded: &Loaded) -> Result<Chart, Box<dyn Error>> {
    let kind = kind(args, loaded);
    if args.by.is_some() && !matches!(kind, Kind::Levels) {
        return Err("--by: only the levels are stacked by groups (--kind levels)".into());
    }
    Ok(match kind {
        Kind::Levels => levels(args.by, &titled(loaded)?.project())?,
        Kind::Outflow => Chart::outflow(&titled(loaded)?.project(), &Scope::EVERYONE),
        Kind::Variants if loaded.leaves_the_plan_out() => {
            return Err("--only: variants are drawn beside the plan; leave --only out, or choose one variant and \
                        another kind"
                .into());
        }
        Kind::Variants => {
            let variants =
                if loaded.is_named() { &loaded.variants } else { &loaded.plan.spec().variants };
            Chart::variants(&loaded.plan, variants)?
        }
        Kind::Deadlines => {
            let is_drawn = args.ensemble.draws.is_some() || args.ensemble.range.is_some();
            let probabilities = if is_drawn {
                DeadlineProbabilities::from(&summary(args, &one(loaded)?)?)
            } else {
                DeadlineProbabilities::default()
            };
            Chart::deadlines(&titled(loaded)?.project(), &probabilities)
        }
        Kind::Frontier => seek::frontier_chart(args, &one(loaded)?)?,
        Kind::Track => {
            let file = args.observed.as_deref();
            let file = file.ok_or("--kind track shows what was observed; give --observed FILE")?;
            Chart::track(&observed::of_plan(file, &args.choice, &titled(loaded)?)?)
        }
        Kind::Fan => {
            let fan = Fan::from(&summary(args, &one(loaded)?)?);
            Chart::fan(&titled(loaded)?.project(), &fan)
        }
    })
}

/// The plan that is drawn, with its variant's name in the title. A title that this makes too long stays as it is.
fn titled(loaded: &Loaded) -> Result<Plan, Box<dyn Error>> {
    let plan = one(loaded)?;
    let [variant] = loaded.variants.as_slice() else { return Ok(plan) };
    let written = loaded.plan.spec();
    let title = format!("{}: {}", written.title, variant.name);
    let titled = Plan::new(PlanSpec { title, ..written.clone() })
        .and_then(|titled| titled.with_through(plan.through()))
        .and_then(|titled| titled.with_variant(variant));
    Ok(titled.unwrap_or(plan))
}

/// The levels, stacked by the groups that say most unless others are chosen; the theatre is one line.
pub(crate) fn levels(by: Option<By>, projection: &Projection) -> Result<Chart, Box<dyn Error>> {
    let by = by.map_or_else(|| Some(projection.telling_grouping()), By::grouping);
    Ok(match by {
        Some(by) => Chart::levels(projection, by),
        None => Chart::variants(projection.plan(), [] as [Variant; 0])?,
    })
}

/// The kind asked for; else the variants beside the plan, and without any, or for one without the plan, the levels.
fn kind(args: &ChartArgs, loaded: &Loaded) -> Kind {
    let is_alone = loaded.leaves_the_plan_out() && loaded.variants.len() == 1;
    let of_variants = loaded.is_named() && !is_alone;
    args.kind.unwrap_or(if of_variants { Kind::Variants } else { Kind::Levels })
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
    draws::ensemble(&args.ensemble, plan, None, Vec::new(), About::Bands)
}

/// What a chart is written as.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Svg,
    #[cfg(feature = "png")]
    Png {
        scale: f32,
    },
}

impl Format {
    /// The format that the name of an option's file promises; SVG if it promises none.
    pub(crate) fn of(option: &str, path: Option<&Path>) -> Result<Self, String> {
        let ending = path.and_then(Path::extension).and_then(|ending| ending.to_str());
        let refused = |why: &str| {
            let path = path.map(shown).unwrap_or_default();
            Err(format!("{option} {path}: {why}"))
        };
        match ending.map(str::to_lowercase).as_deref() {
            #[cfg(feature = "png")]
            Some("png") => Ok(Self::Png { scale: SCALE }),
            #[cfg(feature = "png")]
            Some("jpg" | "jpeg" | "gif" | "webp" | "pdf" | "eps") => {
                refused("a chart is written as SVG or PNG; give a name that ends in .svg or .png")
            }
            #[cfg(not(feature = "png"))]
            Some("png") => refused(
                "this build writes charts as SVG; give a name that ends in .svg, or install the command with \
                 --features png",
            ),
            #[cfg(not(feature = "png"))]
            Some("jpg" | "jpeg" | "gif" | "webp" | "pdf" | "eps") => {
                refused("a chart is written as SVG; give a name that ends in .svg")
            }
            _ => Ok(Self::Svg),
        }
    }

    #[cfg(feature = "png")]
    const fn scaled(self, scale: f32) -> Self {
        match self {
            Self::Svg => Self::Svg,
            Self::Png { .. } => Self::Png { scale },
        }
    }

    pub(crate) fn write(self, chart: &Chart, output: &Output<'_>) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Svg => output.text(chart.svg()),
            #[cfg(feature = "png")]
            Self::Png { scale } => {
                let png = chart.to_png(scale)?;
                output.write(|out| out.write_all(&png))
            }
        }
    }
}

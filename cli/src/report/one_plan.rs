//! The page about one plan, or about one variant of it.

use std::error::Error;

use drawdown::spec::AssumptionKind;
use drawdown::values::grouped;
use drawdown::{Comparison, Plan};
use serde::Serialize;

use super::basis;
use super::chances::{self, Chances};
use super::cost::{self, Costs};
use super::deadlines::{self, Deadline};
use super::grid::Grid;
use super::headline::{self, Headline};
use super::inline_chart::inline;
use super::sources::{self, Cited, Source};
use super::variants::{self, Variants};
use super::{fiscal_year, levels};
use crate::args::ReportArgs;
use crate::chart;
use crate::plan_file::Loaded;

#[derive(Serialize)]
pub(super) struct OnePlan {
    title: String,
    /// The variant that the page is about, if it is not about the plan itself.
    variant: Option<String>,
    window: String,
    headline: Headline,
    /// What every figure but the chances rests on.
    basis: String,
    chart: String,
    levels: Grid,
    deadlines: Vec<Deadline>,
    variants: Option<Variants>,
    chances: Option<Chances>,
    /// Why there are none.
    no_chances: &'static str,
    costs: Option<Costs>,
    assumptions: Vec<Assumed>,
    warnings: Vec<String>,
    sources: Vec<Source>,
    /// What is quoted without a source.
    unsourced: Vec<Cited>,
    citation: String,
    text: String,
}

/// What is assumed, of one kind.
#[derive(Serialize)]
pub(super) struct Assumed {
    heading: &'static str,
    items: Vec<String>,
}

pub(super) fn page(args: &ReportArgs, loaded: &Loaded) -> Result<OnePlan, Box<dyn Error>> {
    let (variant, plan) = subject(loaded)?;
    let projection = plan.project();
    let chances = chances::of(args, &projection)?;
    let (sources, unsourced) = sources::of(plan.spec());
    let every = fiscal_year(args);
    Ok(OnePlan {
        title: plan.spec().title.clone(),
        window: format!("{} through {}", plan.as_of(), plan.through()),
        headline: headline::of(&projection),
        basis: basis::of_projection(&plan),
        chart: inline(&chart::levels(args.by, &projection)?, "levels"),
        levels: levels::table(&projection, args.by, every),
        deadlines: deadlines::of(&projection),
        variants: compared(loaded)?,
        costs: cost::of(&projection, every),
        assumptions: assumptions(&plan),
        warnings: plan.warnings().iter().map(ToString::to_string).collect(),
        sources,
        unsourced,
        citation: citation(args, &plan, variant.as_deref(), chances.is_some()),
        text: loaded.text.clone(),
        no_chances: if basis::has_draws(&plan) {
            "Left out: no draws were asked for."
        } else {
            "Nothing in the plan is a range or left to chance, so that every draw is the same."
        },
        chances,
        variant,
    })
}

/// The plan that the page is about: the plan as written, or with `--only` the one variant chosen.
fn subject(loaded: &Loaded) -> Result<(Option<String>, Plan), Box<dyn Error>> {
    let plans = loaded.plans()?;
    if !loaded.leaves_the_plan_out() {
        return Ok((None, loaded.plan.clone()));
    }
    match plans.as_slice() {
        [(name, plan)] => Ok((Some(name.clone()), plan.clone())),
        _ => {
            Err("--only: the page is about one plan; choose one variant, or leave --only out"
                .into())
        }
    }
}

/// The variants chosen, or all of the plan's, beside the plan as written.
fn compared(loaded: &Loaded) -> Result<Option<Variants>, Box<dyn Error>> {
    if loaded.leaves_the_plan_out() {
        return Ok(None);
    }
    let variants = if loaded.is_named() { &loaded.variants } else { &loaded.plan.spec().variants };
    Ok(variants::of(&Comparison::new(&loaded.plan, variants)?))
}

pub(super) fn assumptions(plan: &Plan) -> Vec<Assumed> {
    let all = plan.spec().assumptions();
    let of_kind = AssumptionKind::ALL.iter().map(|&kind| {
        let items = all.iter().filter(|one| one.kind == kind).map(ToString::to_string);
        Assumed { heading: kind.heading(), items: items.collect() }
    });
    of_kind.filter(|assumed| !assumed.items.is_empty()).collect()
}

/// How to cite the page: with nothing that another run would not say as well.
fn citation(args: &ReportArgs, plan: &Plan, variant: Option<&str>, is_drawn: bool) -> String {
    let mut parts = vec![plan_citation(plan)];
    if let Some(variant) = variant {
        parts.push(format!("under the variant {variant:?}"));
    }
    parts.push(format!(
        "projected through {} by drawdown {}",
        plan.through(),
        env!("CARGO_PKG_VERSION")
    ));
    if is_drawn {
        let draws = args.draws.unwrap_or(crate::draws::DRAWS);
        let unit = if draws == 1 { "draw" } else { "draws" };
        let seed = args.seed.unwrap_or(0);
        parts.push(format!("chances of {} {unit}, seed {seed}", grouped(draws)));
    }
    format!("{}.", parts.join("; "))
}

/// A plan, its date where it gives one, and the month of its strengths.
pub(super) fn plan_citation(plan: &Plan) -> String {
    let spec = plan.spec();
    let announced = spec.announced.map(|day| format!(", announced {day}")).unwrap_or_default();
    format!("“{}”{announced}, as of {}", spec.title, spec.as_of)
}

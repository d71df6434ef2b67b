//! The page that sets several plans side by side.

use std::collections::BTreeSet;
use std::error::Error;

use drawdown::cost::Money;
use drawdown::projection::PlanResult;
use drawdown::values::grouped;
use drawdown::{Projection, ScopeView, YearMonth};
use serde::Serialize;

use super::deadlines::{self, Deadline};
use super::grid::Grid;
use super::headline::{self, Headline};
use super::inline_chart::inline;
use super::one_plan::{Assumed, assumptions, plan_citation};
use super::sources::{self, Cited, Source};
use super::{basis, fiscal_year};
use crate::args::ReportArgs;
use crate::chart;
use crate::compare::{deadlines_met, done, money};
use crate::plan_file::Loaded;
use crate::show::flow;
use crate::table::ends;

#[derive(Serialize)]
pub(super) struct SeveralPlans {
    title: String,
    plans: Vec<OneOfSeveral>,
    totals: Grid,
    levels: Grid,
    citation: String,
}

#[derive(Serialize)]
struct OneOfSeveral {
    title: String,
    window: String,
    headline: Headline,
    basis: String,
    chart: String,
    deadlines: Vec<Deadline>,
    assumptions: Vec<Assumed>,
    warnings: Vec<String>,
    sources: Vec<Source>,
    /// What is quoted without a source.
    unsourced: Vec<Cited>,
    text: String,
}

pub(super) fn page(args: &ReportArgs, plans: &[Loaded]) -> Result<SeveralPlans, Box<dyn Error>> {
    let projections: Vec<Projection> = plans.iter().map(|loaded| loaded.plan.project()).collect();
    let one =
        |(i, (loaded, projection)): (usize, (&Loaded, &Projection))| -> Result<_, Box<dyn Error>> {
            let plan = projection.plan();
            let (sources, unsourced) = sources::of(plan.spec());
            Ok(OneOfSeveral {
                title: plan.spec().title.clone(),
                window: format!("{} through {}", plan.as_of(), plan.through()),
                headline: headline::of(projection),
                basis: basis::of_projection(plan),
                chart: inline(&chart::levels(args.by, projection)?, &format!("levels-{}", i + 1)),
                deadlines: deadlines::of(projection),
                assumptions: assumptions(plan),
                warnings: plan.warnings().iter().map(ToString::to_string).collect(),
                sources,
                unsourced,
                text: loaded.text.clone(),
            })
        };
    let citations: Vec<String> = plans.iter().map(|loaded| plan_citation(&loaded.plan)).collect();
    Ok(SeveralPlans {
        title: format!("{} plans side by side", plans.len()),
        plans: plans.iter().zip(&projections).enumerate().map(one).collect::<Result<_, _>>()?,
        totals: totals(&projections),
        levels: common_levels(args, &projections),
        citation: format!(
            "{}; projected and set side by side by drawdown {}.",
            citations.join("; "),
            env!("CARGO_PKG_VERSION")
        ),
    })
}

/// A row for each measure, a column for each plan.
fn totals(plans: &[Projection]) -> Grid {
    let results: Vec<PlanResult> = plans
        .iter()
        .map(|projection| {
            PlanResult::new(projection.plan().spec().title.as_str(), projection.plan())
        })
        .collect();
    let row = |title: &str, of: &dyn Fn(&Projection, &PlanResult) -> String| {
        let cells = plans.iter().zip(&results).map(|(plan, result)| of(plan, result));
        std::iter::once(title.to_owned()).chain(cells).collect::<Vec<String>>()
    };
    let mut rows = vec![
        row("as of", &|projection, _| projection.plan().as_of().to_string()),
        row("troops then", &|projection, _| {
            grouped(projection.theatre().strength(projection.plan().as_of()).unwrap_or(0))
        }),
        row("window of the sums", &|_, result| {
            result.window.map_or("none".to_owned(), |window| window.to_string())
        }),
        row("left for home", &|projection, _| {
            grouped(flow(&projection.theatre(), ScopeView::home_departures))
        }),
        row("troop-months", &|_, result| grouped(result.troop_months)),
        row("troops at the end", &|_, result| grouped(result.troops_at_end)),
        row("of them residual", &|_, result| grouped(result.residual_at_end)),
        row("deadlines met", &|_, result| deadlines_met(result)),
        row("met by a surge", &|_, result| {
            result.deadlines.iter().filter(|outcome| outcome.is_met_by_surge()).count().to_string()
        }),
        row("done", &|_, result| done(result)),
    ];
    let currencies: BTreeSet<&str> =
        results.iter().flat_map(|result| &result.cost).map(Money::currency).collect();
    for currency in currencies {
        rows.push(row(&format!("cost, {currency}"), &|_, result| {
            let cost = result.cost.iter().find(|cost| cost.currency() == currency);
            cost.map_or("not in the plan".to_owned(), money)
        }));
    }
    Grid::of_texts(
        "What each plan comes to, each over its own window".to_owned(),
        columns("", plans),
        rows,
    )
}

/// The levels of all plans at the ends of fiscal years; a month that a plan does not cover is empty.
fn common_levels(args: &ReportArgs, plans: &[Projection]) -> Grid {
    let every = fiscal_year(args);
    let months: BTreeSet<YearMonth> =
        plans.iter().flat_map(|projection| ends(projection, every)).collect();
    let theatres: Vec<ScopeView> = plans.iter().map(Projection::theatre).collect();
    let rows = months.into_iter().map(|month| {
        let levels =
            theatres.iter().map(|view| view.strength(month).map(grouped).unwrap_or_default());
        std::iter::once(month.to_string()).chain(levels).collect()
    });
    let caption = "All troops at a month’s end, at the ends of fiscal years and of each plan";
    Grid::of_numbers(caption.to_owned(), columns("end of", plans), rows.collect())
}

fn columns(first: &str, plans: &[Projection]) -> Vec<String> {
    let titles = plans.iter().map(|projection| projection.plan().spec().title.clone());
    std::iter::once(first.to_owned()).chain(titles).collect()
}

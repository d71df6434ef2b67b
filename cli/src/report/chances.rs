//! How likely each outcome is, over many draws of the plan's ranges and hazards.

use std::error::Error;

use drawdown::Projection;
use drawdown::chart::{Chart, Fan};
use drawdown::ensemble::EnsembleSummary;
use drawdown::values::grouped;
use serde::Serialize;

use super::grid::Grid;
use super::inline_chart::inline;
use super::{basis, fiscal_year};
use crate::args::{EnsembleArgs, MemoryArgs, ReportArgs};
use crate::draws;
use crate::outlook::{self, About};
use crate::table::ends;

#[derive(Serialize)]
pub(super) struct Chances {
    /// What they rest on.
    basis: String,
    deadlines: Grid,
    /// When the plan is complete, in sentences.
    sentences: Vec<String>,
    fan: String,
    bands: Grid,
}

/// `None` where no draw can differ from another, or where draws are left out.
pub(super) fn of(
    args: &ReportArgs,
    projection: &Projection,
) -> Result<Option<Chances>, Box<dyn Error>> {
    let plan = projection.plan();
    let (draws, seed) = (args.draws.unwrap_or(draws::DRAWS), args.seed.unwrap_or(0));
    if draws == 0 || !basis::has_draws(plan) {
        return Ok(None);
    }
    let ensemble = EnsembleArgs {
        draws: Some(draws),
        seed,
        range: None,
        save: None,
        memory: MemoryArgs::default(),
    };
    let summary = draws::ensemble(&ensemble, plan, None, Vec::new(), About::Chances)?;
    let unit = if draws == 1 { "draw" } else { "draws" };
    let counted = format!("{} {unit}, seed {seed}", grouped(draws));
    let sentences = outlook::sentences(&summary, false);
    let caption = format!("The chance of each outcome, in percent; slip in months, of {counted}");
    Ok(Some(Chances {
        basis: basis::of_draws(plan, &counted),
        deadlines: deadlines(&summary, caption),
        sentences: sentences.lines().map(basis::capitalised).collect(),
        fan: inline(&Chart::fan(projection, &Fan::from(&summary)), "fan"),
        bands: bands(args, projection, &summary, &counted),
    }))
}

/// A row for each deadline.
fn deadlines(summary: &EnsembleSummary, caption: String) -> Grid {
    let mut grid = Grid::of_table(caption, outlook::deadlines(summary), &["variant", "due"]);
    for column in &mut grid.columns {
        column.text = match column.text.as_str() {
            "slip p5" => "slip, 5 % at most".to_owned(),
            "slip p50" => "slip, half at most".to_owned(),
            "slip p95" => "slip, 95 % at most".to_owned(),
            _ => continue,
        };
    }
    for cell in grid.rows.iter_mut().flat_map(|row| row.iter_mut().skip(1)) {
        *cell = cell.replace(" %", "\u{a0}%"); // not broken before the sign
    }
    grid
}

/// The spread of the levels at the ends of fiscal years.
fn bands(
    args: &ReportArgs,
    projection: &Projection,
    summary: &EnsembleSummary,
    drawn: &str,
) -> Grid {
    const PERCENTILES: [u32; 5] = [5, 25, 50, 75, 95];
    let mut columns = vec!["end of".to_owned()];
    columns.extend(PERCENTILES.map(|percent| match percent {
        50 => "median".to_owned(),
        _ => format!("{percent} %"),
    }));
    let levels = summary.as_planned().theatre();
    let rows = ends(projection, fiscal_year(args)).into_iter().map(|month| {
        let quantile = |percent: u32| {
            let troops = levels.strength(month).and_then(|level| level.quantile(percent.into()));
            let troops = troops.and_then(|troops| u64::try_from(troops).ok());
            troops.map(grouped).unwrap_or_default()
        };
        std::iter::once(month.to_string()).chain(PERCENTILES.map(quantile)).collect()
    });
    let caption = format!("Percentiles of the troops at a month’s end, of {drawn}");
    Grid::of_numbers(caption, columns, rows.collect())
}

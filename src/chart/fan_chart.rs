//! The fan of an ensemble: how the draws of a plan spread, month by month.

use std::array;

use serde::{Deserialize, Serialize};

use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::month_line::drawn_months;
use crate::chart::plot::PlotSpec;
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{INNER_BAND, ON_TIME, OUTER_BAND, Stroke, TEXT};
use crate::chart::wording::{draws_text, scope_text};
use crate::chart::{Chart, lanes, series};
#[cfg(feature = "ensemble")]
use crate::ensemble::summary::EnsembleSummary;
use crate::projection::projection_type::Projection;
use crate::spec::scope::Scope;
use crate::values::text::grouped;

const MEDIAN: Stroke = Stroke::solid(ON_TIME, 2.2);
const PLANNED: Stroke = Stroke::dashed(TEXT, 1.8, "6 3");

/// How the levels in the draws of an ensemble spread, for [`Chart::fan`].
///
/// From a summary it is made by `From`; with levels of your own it is written:
///
/// ```
/// use drawdown::chart::{Chart, Fan};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// // The percentiles of `as_of` and of the two months after it.
/// let quantiles = vec![[2_500; 5], [2_300, 2_400, 2_450, 2_500, 2_500], [2_100, 2_250, 2_350, 2_400, 2_500]];
/// let chart = Chart::fan(&plan.project(), &Fan { draws: 500, quantiles, ..Fan::default() });
/// assert!(chart.svg().contains("500 draws"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fan {
    /// The troops whose levels these are.
    pub scope: Scope,
    /// The seed of the draws.
    pub seed: u64,
    /// The number of draws.
    pub draws: u64,
    /// The 5th, 25th, 50th, 75th and 95th percentiles of the level, in troops, for each month from
    /// `as_of` on. Months beyond the projection are ignored.
    pub quantiles: Vec<[u64; 5]>,
}

/// The whole theatre's levels in the draws of the summary's own plan, without its variants.
#[cfg(feature = "ensemble")]
impl From<&EnsembleSummary> for Fan {
    fn from(summary: &EnsembleSummary) -> Self {
        let planned = summary.as_planned();
        let levels = planned.months().filter_map(|month| planned.theatre().strength(month));
        let quantiles = levels.filter(|level| level.draws() > 0).map(|level| {
            [5, 25, 50, 75, 95].map(|percent: u32| {
                let troops = level.quantile(percent.into());
                troops.and_then(|troops| u64::try_from(troops).ok()).unwrap_or(0)
            })
        });
        Self {
            scope: Scope::EVERYONE,
            seed: summary.seed(),
            draws: summary.draws(),
            quantiles: quantiles.collect(),
        }
    }
}

impl Chart {
    /// A fan chart of an ensemble: half of the draws lie in the inner band, nine in ten in the outer one.
    /// Lines show their median and the plan with all estimates at best, and the chart also shows that
    /// plan's residual presence and deadlines.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::chart::{Chart, Fan};
    /// use drawdown::ensemble::Ensemble;
    ///
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let chart = Chart::fan(&plan.project(), &Fan::from(&summary));
    /// assert!(chart.svg().contains("1,000 draws, seed 2024"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fan(projection: &Projection, fan: &Fan) -> Self {
        let view = projection.scope(&fan.scope);
        let mut rows = fan.quantiles.clone();
        for row in &mut rows {
            row.sort_unstable(); // bands never cross, whatever was given
        }
        let highest_drawn: Vec<u64> = rows.iter().map(|row| row[4]).collect();
        let planned = series(projection, |month| view.strength(month));
        let period = ShownMonths::of(projection, [&planned, &highest_drawn]);
        rows.truncate(period.len());
        let planned = period.series(projection, |month| view.strength(month));
        let residual = period.series(projection, |month| view.residual(month));
        let is_line = rows.iter().all(|row| row[0] == row[4]);
        let all = rows.iter().flatten().chain(&planned).chain(&residual);
        let mut legend = Vec::new();
        if !is_line {
            legend.push((Sample::Fill(INNER_BAND), "half of the draws"));
            legend.push((Sample::Fill(OUTER_BAND), "nine in ten draws"));
        }
        if residual.iter().any(|&troops| troops > 0) {
            legend.push((Sample::Residual, "residual presence as planned"));
        }
        let alike = match (rows.is_empty(), is_line) {
            (false, true) => "; nine in ten draws or more are alike in every month",
            _ => "",
        };
        let spec = PlotSpec {
            projection,
            description: format!(
                "Troops{} at each month’s end, {}; {}{alike}",
                scope_text(projection.plan().spec(), &fan.scope),
                period.text(),
                draws_text(fan.draws, fan.seed)
            ),
            highest: all.copied().max().unwrap_or(0),
            legend,
            labels: end_labels(&planned, rows.last()),
            lanes: lanes::of(projection),
            variant_sources: Vec::new(),
            period,
        };
        let mut plot = spec.lay_out();
        let quantiles: [Vec<u64>; 5] = array::from_fn(|i| rows.iter().map(|row| row[i]).collect());
        let months = drawn_months(&quantiles[2]);
        let [p5, p25, median, p75, p95] = quantiles.map(|quantile| plot.points(&months, &quantile));
        plot.canvas.band(&p95, &p5, OUTER_BAND, "area");
        plot.canvas.band(&p75, &p25, INNER_BAND, "area");
        plot.residual(&residual);
        plot.canvas.polyline(&median, MEDIAN);
        plot.line(&planned, PLANNED);
        plot.finish()
    }
}

/// The labels of the percentiles in the last month, and of the plan. Percentiles that are the same share a
/// label.
fn end_labels(planned: &[u64], last: Option<&[u64; 5]>) -> Vec<EndLabel> {
    let label = |name: &str, end: u64, sample: Sample| {
        EndLabel::new((end, end), sample, name, &[grouped(end)])
    };
    let outer = Sample::Fill(OUTER_BAND);
    let inner = Sample::Fill(INNER_BAND);
    let percentiles = [
        ("5th", outer),
        ("25th", inner),
        ("50th", Sample::Line(MEDIAN)),
        ("75th", inner),
        ("95th", outer),
    ];
    let mut labels = Vec::new();
    let ends: Vec<_> = last.into_iter().flatten().zip(percentiles).collect();
    for group in ends.chunk_by(|one, other| one.0 == other.0).rev() {
        let (end, (low, sample)) = group[0];
        let (_, (high, _)) = group[group.len() - 1];
        let has_median = group.iter().any(|(_, (name, _))| *name == "50th");
        let sample = if has_median { Sample::Line(MEDIAN) } else { sample };
        let name = match (low, high) {
            ("50th", "50th") => "median".to_owned(),
            ("5th", "95th") => "nine in ten draws".to_owned(),
            _ if low == high => format!("{low} percentile"),
            _ => format!("{low} to {high} percentile"),
        };
        labels.push(label(&name, *end, sample));
    }
    let end = planned.last().copied().unwrap_or(0);
    labels.push(label("as planned", end, Sample::Line(PLANNED)));
    labels
}

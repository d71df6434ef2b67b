//! The fan of an ensemble: how the draws of a plan spread, month by month.

use std::array;

use serde::{Deserialize, Serialize};

use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::plot::{PlotSpec, drawn_months};
use crate::chart::style::{INNER_BAND, ON_TIME, OUTER_BAND, Stroke, TEXT};
use crate::chart::wording::{draws_text, period_text, scope_text};
use crate::chart::{Chart, series};
#[cfg(feature = "ensemble")]
use crate::ensemble::summary::EnsembleSummary;
use crate::projection::projection_type::Projection;
use crate::spec::scope::Scope;
use crate::values::text::grouped;

const MEDIAN: Stroke = Stroke::solid(ON_TIME, 2.2);
const PLANNED: Stroke = Stroke::dashed(TEXT, 1.8, "6 3");

/// How the levels in the draws of an ensemble spread, for [`Chart::fan`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        let planned = series(projection, |month| view.strength(month));
        let residual = series(projection, |month| view.residual(month));
        let mut rows = fan.quantiles.clone();
        rows.truncate(planned.len());
        for row in &mut rows {
            row.sort_unstable(); // bands never cross, whatever was given
        }
        let all = rows.iter().flatten().chain(&planned).chain(&residual);
        let mut legend = vec![
            (Sample::Fill(INNER_BAND), "half of the draws"),
            (Sample::Fill(OUTER_BAND), "nine in ten draws"),
        ];
        if residual.iter().any(|&troops| troops > 0) {
            legend.push((Sample::Residual, "residual presence as planned"));
        }
        let spec = PlotSpec {
            projection,
            description: format!(
                "Troops{} at each month’s end, {}; {}",
                scope_text(projection.plan().spec(), &fan.scope),
                period_text(projection),
                draws_text(fan.draws, fan.seed)
            ),
            highest: all.copied().max().unwrap_or(0),
            legend,
            labels: end_labels(&planned, rows.last()),
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

/// The labels of the percentiles in the last month, and of the plan.
fn end_labels(planned: &[u64], last: Option<&[u64; 5]>) -> Vec<EndLabel> {
    let label = |name: &str, end: u64, sample: Sample| {
        EndLabel::new((end, end), sample, name, &[grouped(end)])
    };
    let mut labels = Vec::new();
    if let Some([p5, p25, median, p75, p95]) = last.copied() {
        labels.extend([
            label("95th percentile", p95, Sample::Fill(OUTER_BAND)),
            label("75th percentile", p75, Sample::Fill(INNER_BAND)),
            label("median", median, Sample::Line(MEDIAN)),
            label("25th percentile", p25, Sample::Fill(INNER_BAND)),
            label("5th percentile", p5, Sample::Fill(OUTER_BAND)),
        ]);
    }
    let end = planned.last().copied().unwrap_or(0);
    labels.push(label("as planned", end, Sample::Line(PLANNED)));
    labels
}

//! The fan of an ensemble: how the draws of a plan spread, month by month.

use crate::chart::canvas::Stroke;
use crate::chart::frame::{Frame, at, drawn_months, span, whose};
use crate::chart::label_layout::{EndLabel, Key, Sample};
use crate::chart::palette::{INK, KEPT};
use crate::chart::variant_chart::shade;
use crate::chart::{Chart, series};
#[cfg(feature = "ensemble")]
use crate::ensemble::summary::EnsembleSummary;
use crate::projection::project::Projection;
use crate::spec::force::Scope;
use crate::values::troops::grouped;

const OUTER: &str = "#cfe2f0";
const INNER: &str = "#86b8dc";
const MEDIAN: Stroke<'static> = Stroke { colour: KEPT, width: 2.2, dashes: "" };
const PLAN: Stroke<'static> = Stroke { colour: INK, width: 1.8, dashes: "6 3" };

/// How the levels in the draws of an ensemble spread, for [`Chart::fan`].
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let outlook = summary.outlook();
        let levels = outlook.months().filter_map(|month| outlook.theatre().strength(month));
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
    /// use drawdown::{Chart, Ensemble, Fan};
    ///
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let chart = Chart::fan(&plan.project(), &Fan::from(&summary));
    /// assert!(chart.svg().contains("1,000 draws, seed 2024"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fan(projection: &Projection<'_>, fan: &Fan) -> Self {
        let view = projection.scope(&fan.scope);
        let planned = series(projection, |month| view.strength(month));
        let residual = series(projection, |month| view.residual(month));
        let mut rows: Vec<[u64; 5]> = fan.quantiles.iter().copied().take(planned.len()).collect();
        for row in &mut rows {
            row.sort_unstable(); // bands do not cross, whatever was given
        }
        let quantile = |i: usize| -> Vec<u64> { rows.iter().map(|row| row[i]).collect() };
        let all = rows.iter().flatten().chain(&planned).chain(&residual);
        let is_there = residual.iter().any(|&troops| troops > 0);
        let residual_key = is_there.then_some(Key::Residual("residual presence as planned"));
        let bands = [Key::Fill(INNER, "half of the draws"), Key::Fill(OUTER, "nine in ten draws")];
        let draws = if fan.draws == 1 { "draw" } else { "draws" };
        let frame = Frame {
            projection,
            what: format!(
                "Troops{} at each month’s end, {}; {} {draws}, seed {}",
                whose(&fan.scope),
                span(projection),
                grouped(fan.draws),
                fan.seed
            ),
            most: all.copied().max().unwrap_or(0),
            keys: bands.into_iter().chain(residual_key).collect(),
            labels: end_labels(&planned, rows.last()),
            deadlines: projection.deadlines(),
        };
        let mut sheet = frame.lay_out();
        let months = drawn_months(&quantile(2));
        let lines: [Vec<(f64, f64)>; 5] =
            std::array::from_fn(|i| sheet.points(&months, &at(&months, &quantile(i))));
        let [p5, p25, p50, p75, p95] = lines;
        sheet.canvas.band(&p95, &p5, OUTER, "area");
        sheet.canvas.band(&p75, &p25, INNER, "area");
        if is_there {
            shade(&mut sheet, &residual);
        }
        sheet.canvas.polyline(&p50, MEDIAN);
        let months = drawn_months(&planned);
        let line = sheet.points(&months, &at(&months, &planned));
        sheet.canvas.polyline(&line, PLAN);
        sheet.finish()
    }
}

/// The uppermost first.
fn end_labels(planned: &[u64], last: Option<&[u64; 5]>) -> Vec<EndLabel> {
    let mut labels = Vec::new();
    if let Some([p5, p25, p50, p75, p95]) = last.copied() {
        let quantiles = [
            ("95th percentile", p95, Sample::Fill(OUTER)),
            ("75th percentile", p75, Sample::Fill(INNER)),
            ("median", p50, Sample::Line(MEDIAN)),
            ("25th percentile", p25, Sample::Fill(INNER)),
            ("5th percentile", p5, Sample::Fill(OUTER)),
        ];
        let label = |(name, end, sample): (&str, u64, Sample)| {
            EndLabel::new((end, end), sample, name, &[grouped(end)])
        };
        labels.extend(quantiles.map(label));
    }
    let end = planned.last().copied().unwrap_or(0);
    labels.push(EndLabel::new((end, end), Sample::Line(PLAN), "as planned", &[grouped(end)]));
    labels.sort_by_key(|label| std::cmp::Reverse(label.ends.0));
    labels
}

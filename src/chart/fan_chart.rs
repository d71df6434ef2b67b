//! The fan of an ensemble: how the draws of a plan spread, month by month.

use crate::chart::canvas::Stroke;
use crate::chart::chart_type::Chart;
use crate::chart::frame::{Frame, at, drawn_months, span, whose};
use crate::chart::label_layout::{EndLabel, Key, Sample};
use crate::chart::palette::{INK, KEPT};
use crate::chart::variant_chart::shade;
use crate::projection::project::Projection;
use crate::spec::scope::Scope;
use crate::values::text::grouped;

const OUTER: &str = "#cfe2f0";
const INNER: &str = "#86b8dc";
const MEDIAN: Stroke<'static> = Stroke { colour: KEPT, width: 2.2, dashes: "" };
const PLAN: Stroke<'static> = Stroke { colour: INK, width: 1.8, dashes: "6 3" };

/// How the draws of an ensemble spread, for [`Chart::fan`].
///
/// ```
/// use drawdown::{Fan, Scope};
///
/// let fan = Fan {
///     scope: Scope::EVERYONE,
///     seed: 42,
///     draws: 1_000,
///     quantiles: vec![[2_500; 5], [2_300, 2_400, 2_450, 2_500, 2_500]],
/// };
/// assert_eq!(fan.quantiles.len(), 2); // the first two months
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fan {
    /// Whose levels these are.
    pub scope: Scope,
    /// The seed of the draws.
    pub seed: u64,
    /// How many draws there are.
    pub draws: u64,
    /// For each month, `as_of` first, the troops that 5, 25, 50, 75 and 95 per cent of the draws do
    /// not exceed. Months beyond the projection are not drawn.
    pub quantiles: Vec<[u64; 5]>,
}

impl Chart {
    /// A fan chart: half of an ensemble's draws in the inner band, nine in ten in the outer one,
    /// their median as a line, the plan at best as another, with its residual presence and deadlines.
    ///
    /// ```
    /// use drawdown::{Chart, Contingent, Fan, Phase, Plan, PlanSpec, Scope, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-09-30".parse()?)],
    ///     through: Some("2024-10".parse()?),
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let chart = Chart::fan(&plan.project(), &Fan {
    ///     scope: Scope::EVERYONE,
    ///     seed: 42,
    ///     draws: 1_000,
    ///     quantiles: vec![[2_500; 5], [0, 0, 0, 1_000, 2_500], [0, 0, 0, 0, 500]],
    /// });
    /// assert!(chart.svg().contains("1,000 draws, seed 42"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fan(projection: &Projection<'_>, fan: &Fan) -> Self {
        let view = projection.scope(&fan.scope);
        let planned: Vec<u64> =
            projection.months().filter_map(|month| view.strength(month)).collect();
        let residual: Vec<u64> =
            projection.months().filter_map(|month| view.residual(month)).collect();
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

//! Levels under variants, as lines.

use std::borrow::Borrow;

use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::plot::PlotSpec;
use crate::chart::style::{Stroke, TEXT, VARIANT_COUNT, variant_stroke};
use crate::chart::wording::{change_text, period_text};
use crate::chart::{Chart, series};
use crate::plan::checked::Plan;
use crate::plan::errors::PlanErrors;
use crate::plan::names::AS_PLANNED;
use crate::projection::projection_type::Projection;
use crate::spec::adjustment::Variant;

const PLANNED: Stroke = Stroke::solid(TEXT, 2.6);

impl Chart {
    /// The levels of the whole theatre over time: a line for each variant, and a thick one for the plan
    /// as written. The chart also shows the residual presence and the deadlines of the plan as written.
    ///
    /// # Errors
    ///
    /// As [`Plan::with_variants`], if a variant does not fit the plan.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::chart::Chart;
    /// use drawdown::{Adjustment, Shift, Variant};
    ///
    /// let delays = Variant::sweep("months later:", [3, 6], |months| {
    ///     Adjustment::Shift(Shift::Event { event: "announcement".into(), months })
    /// });
    /// let chart = Chart::variants(&plan, delays)?;
    /// assert!(chart.svg().contains(">months later: 6</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn variants<V: Borrow<Variant>>(
        plan: &Plan,
        variants: impl IntoIterator<Item = V>,
    ) -> Result<Self, PlanErrors> {
        let variants: Vec<V> = variants.into_iter().collect();
        let names: Vec<&str> = variants.iter().map(|v| v.borrow().name.as_str()).collect();
        let adjusted = plan.with_variants(variants.iter().map(V::borrow))?;
        let strengths: Vec<Vec<u64>> =
            adjusted.iter().map(|plan| strength(&plan.project())).collect();
        let projection = plan.project();
        let planned = strength(&projection);
        let theatre = projection.theatre();
        let residual = series(&projection, |month| theatre.residual(month));
        let has_residual = residual.iter().any(|&troops| troops > 0);
        let key = (Sample::Residual, "residual presence as planned: troops who stay");
        let period = period_text(&projection);
        let all = strengths.iter().flatten().chain(&planned);
        let spec = PlotSpec {
            projection: &projection,
            description: format!(
                "All troops at each month’s end, as planned and under variants, {period}"
            ),
            highest: all.copied().max().unwrap_or(0),
            legend: if has_residual { vec![key] } else { Vec::new() },
            labels: end_labels(&planned, &names, &strengths),
        };
        let mut plot = spec.lay_out();
        plot.residual(&residual);
        for (i, strength) in strengths.iter().enumerate().rev() {
            plot.line(strength, variant_stroke(i));
        }
        plot.line(&planned, PLANNED);
        Ok(plot.finish())
    }
}

fn strength(projection: &Projection) -> Vec<u64> {
    let theatre = projection.theatre();
    series(projection, |month| theatre.strength(month))
}

/// The labels of the plan as written, of the variants with a line of their own, and one for the others.
fn end_labels(planned: &[u64], names: &[&str], strengths: &[Vec<u64>]) -> Vec<EndLabel> {
    let label = |strength: &[u64], stroke: Stroke, name: &str, details: &[String]| {
        let end = strength.last().copied().unwrap_or(0);
        EndLabel::new((end, end), Sample::Line(stroke), name, details)
    };
    let mut labels = vec![label(planned, PLANNED, AS_PLANNED, &[change_text(planned)])];
    for (i, strength) in strengths.iter().enumerate().take(VARIANT_COUNT) {
        let details = [change_text(strength)];
        labels.push(label(strength, variant_stroke(i), names[i], &details));
    }
    if let Some(last) = strengths.iter().skip(VARIANT_COUNT).next_back() {
        let others = format!("{} others", strengths.len() - VARIANT_COUNT);
        labels.push(label(last, variant_stroke(VARIANT_COUNT), &others, &[]));
    }
    labels
}

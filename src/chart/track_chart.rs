//! A plan as announced, what was observed, and the plan tracked.

use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::plot::PlotSpec;
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{LATE, MUTED, ON_TIME, Stroke};
use crate::chart::{Chart, lanes, series, text_width};
use crate::observed::PlanObservations;
use crate::values::text::grouped;

const ANNOUNCED: Stroke = Stroke::dashed(MUTED, 1.8, "7 3");
const TRACKED: Stroke = Stroke::solid(ON_TIME, 2.4);
/// The radius of a dot for an observed strength, and its colour.
const DOT: f64 = 3.2;
const SEEN: &str = LATE;
/// How many sources are named.
const MAX_SOURCES: usize = 8;

impl Chart {
    /// All troops over time: a dashed line for the plan as announced, dots for what was observed, and a line for the
    /// plan held to it. The deadlines are those of the plan tracked.
    ///
    /// ```
    /// use drawdown::chart::Chart;
    /// use drawdown::observed::{ObservationChoice, Observations};
    ///
    /// let file = "month,contributor,host,mission,strength,source\n2025-03,,,,3300,press\n";
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
    /// let chart = Chart::track(&seen);
    /// assert!(chart.svg().contains(">as announced</text>") && chart.svg().contains("observed (press)"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn track(seen: &PlanObservations) -> Self {
        let (announced, projection) = (seen.plan().project(), seen.tracked_plan().project());
        let (theatre, as_announced) = (projection.theatre(), announced.theatre());
        let all = [
            series(&projection, |month| theatre.strength(month)),
            series(&announced, |month| as_announced.strength(month)),
            series(&projection, |month| Some(seen.all(month).unwrap_or(0))),
        ];
        let period = ShownMonths::of(&projection, &all);
        let tracked = period.series(&projection, |month| theatre.strength(month));
        let planned = period.series(&announced, |month| as_announced.strength(month));
        let dots: Vec<(usize, u64)> = projection
            .months()
            .take(period.len())
            .enumerate()
            .filter_map(|(t, month)| Some((t, seen.all(month)?)))
            .collect();
        let label = |series: &[u64], stroke: Stroke, name: &str| {
            let end = series.last().copied().unwrap_or(0);
            EndLabel::new((end, end), Sample::Line(stroke), name, &[grouped(end)])
        };
        let spec = PlotSpec {
            projection: &projection,
            description: format!(
                "All troops at each month’s end, as announced, observed{} and tracked, {}",
                by_sources(seen),
                period.text()
            ),
            highest: all.iter().flatten().copied().max().unwrap_or(0),
            legend: vec![(Sample::Fill(SEEN), "observed")],
            labels: vec![
                label(&tracked, TRACKED, "tracked"),
                label(&planned, ANNOUNCED, "as announced"),
            ],
            lanes: lanes::of(&projection),
            variant_sources: Vec::new(),
            period,
        };
        let mut plot = spec.lay_out();
        plot.line(&planned, ANNOUNCED);
        plot.line(&tracked, TRACKED);
        for (t, troops) in dots {
            let x = plot.months.x(i32::try_from(t).unwrap_or(i32::MAX));
            let y = plot.troops.y(troops);
            plot.canvas.dot((x, y), DOT, SEEN);
        }
        plot.finish()
    }
}

/// The sources of what was observed, such as " (ministry, press)".
fn by_sources(seen: &PlanObservations) -> String {
    let mut names: Vec<String> = seen.sources().map(text_width::clean).collect();
    let more = names.len().saturating_sub(MAX_SOURCES);
    names.truncate(MAX_SOURCES);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}

//! Charts as SVG: levels, variants, ensembles, deadlines and outflow.

#[cfg(feature = "history")]
mod backtest_chart;
mod canvas;
mod credit;
pub(crate) mod deadline_chart;
mod deadline_list;
mod deadline_markers;
mod end_labels;
pub(crate) mod fan_chart;
mod frontier_chart;
mod heading;
mod lanes;
mod legend;
mod level_chart;
mod month_axis;
mod month_line;
mod outflow_chart;
mod plot;
#[cfg(feature = "png")]
mod png;
mod seek_wording;
mod shown_months;
mod style;
mod text_width;
#[cfg(feature = "csv")]
mod track_chart;
mod troop_axis;
mod variant_chart;
mod variant_panels;
mod wording;

pub use deadline_chart::DeadlineProbabilities;
pub use fan_chart::Fan;
#[cfg(feature = "png")]
pub use png::PngError;

use std::fmt;

use crate::projection::projection_type::Projection;
use crate::values::year_month::YearMonth;

/// A chart as an SVG picture, 720 wide and as high as it needs to be.
///
/// The same projection gives the same bytes on every platform. The background is white, so that the
/// picture suits light and dark pages; its colours can be told apart by colour-blind readers and in
/// greyscale. No name in a plan can break it: names are escaped, shortened to fit, and isolated so that
/// right-to-left text does not reorder what is beside it.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// use drawdown::chart::Chart;
/// use drawdown::projection::GroupBy;
///
/// let chart = Chart::levels(&plan.project(), GroupBy::Host);
/// assert!(chart.svg().starts_with("<svg"));
/// assert!(chart.svg().contains(">Syria</text>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a chart does nothing unless it is written somewhere"]
pub struct Chart(String);

impl Chart {
    /// The text of an SVG file.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value for each projected month, `as_of` first.
fn series(projection: &Projection, value: impl Fn(YearMonth) -> Option<u64>) -> Vec<u64> {
    projection.months().filter_map(value).collect()
}

//! Charts as SVG: levels, variants, ensembles, deadlines and outflow.

mod axis;
mod canvas;
pub(crate) mod chart_type;
pub(crate) mod deadline_chart;
mod deadline_markers;
pub(crate) mod fan_chart;
mod frame;
#[cfg(feature = "ensemble")]
mod from_ensemble;
mod label_layout;
pub(crate) mod level_chart;
mod outflow_chart;
mod palette;
mod text_width;
mod variant_chart;

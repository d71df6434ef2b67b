//! Charts as SVG: levels, variants, ensembles, deadlines and outflow.

pub(crate) mod fan;
pub(crate) mod levels;
pub(crate) mod picture;

mod axis;
mod canvas;
#[cfg(feature = "ensemble")]
mod ensemble;
mod flags;
mod frame;
mod labels;
mod outflow;
mod palette;
pub(crate) mod strip;
mod text;
mod variants;

//! Doors: plan files in TOML and JSON, charts.

#[cfg(feature = "charts")]
pub(crate) mod chart;
#[cfg(feature = "json")]
mod json;
#[cfg(any(feature = "toml", feature = "json"))]
mod read;
#[cfg(any(feature = "toml", feature = "json"))]
mod reader;
#[cfg(feature = "toml")]
mod toml;
#[cfg(any(feature = "toml", feature = "json"))]
mod tree;

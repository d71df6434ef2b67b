//! Doors: plan files in TOML and JSON and their schema, calendars, observed series in csv, summaries of
//! ensembles, tables, charts.

mod calendar;
#[cfg(feature = "charts")]
pub(crate) mod chart;
#[cfg(feature = "ensemble")]
pub(crate) mod checkpoint;
#[cfg(feature = "csv")]
pub(crate) mod columns;
#[cfg(feature = "csv")]
mod cow;
#[cfg(feature = "csv")]
mod csv;
#[cfg(feature = "csv")]
pub(crate) mod csv_errors;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "csv")]
pub(crate) mod observed;
#[cfg(any(feature = "toml", feature = "json"))]
mod read;
#[cfg(any(feature = "toml", feature = "json"))]
mod reader;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "ensemble")]
pub(crate) mod summary;
pub(crate) mod table;
#[cfg(feature = "toml")]
mod toml;
#[cfg(any(feature = "toml", feature = "json"))]
mod tree;

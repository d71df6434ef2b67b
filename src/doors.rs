//! Doors: plan files in TOML and JSON, their schema, calendars, observed series in csv.

mod calendar;
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
#[cfg(feature = "toml")]
mod toml;
#[cfg(any(feature = "toml", feature = "json"))]
mod tree;

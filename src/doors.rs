//! Doors: plan files in TOML and JSON, their schema, calendars.

mod calendar;
#[cfg(feature = "json")]
mod json;
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

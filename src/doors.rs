//! Doors: plan files in TOML and JSON, summaries of ensembles, tables.

#[cfg(feature = "ensemble")]
pub(crate) mod checkpoint;
#[cfg(feature = "json")]
mod json;
#[cfg(any(feature = "toml", feature = "json"))]
mod read;
#[cfg(any(feature = "toml", feature = "json"))]
mod reader;
#[cfg(feature = "ensemble")]
pub(crate) mod summary;
pub(crate) mod table;
#[cfg(feature = "toml")]
mod toml;
#[cfg(any(feature = "toml", feature = "json"))]
mod tree;

//! Plan files in TOML and JSON, their schema, and ensemble summaries as files.

#[cfg(feature = "ensemble")]
pub(crate) mod checkpoint;
mod compact;
mod de;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod json_position;
#[cfg(feature = "ensemble")]
mod locked_file;
#[cfg(any(feature = "toml", feature = "json"))]
mod open_numbers;
#[cfg(any(feature = "toml", feature = "json"))]
mod positions;
#[cfg(any(feature = "toml", feature = "json"))]
mod repair;
#[cfg(feature = "schema")]
pub(crate) mod schema;
#[cfg(feature = "ensemble")]
pub(crate) mod summary_file;
mod to_tree;
#[cfg(feature = "toml")]
pub(crate) mod toml;
#[cfg(feature = "toml")]
mod toml_syntax;
mod value_tree;
pub(crate) mod write_plan;
#[cfg(feature = "toml")]
mod write_toml;

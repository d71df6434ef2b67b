//! Plan files in TOML and JSON, their schema, and ensemble summaries as files.

#[cfg(feature = "ensemble")]
pub(crate) mod checkpoint;
#[cfg(any(feature = "toml", feature = "json"))]
mod de;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod json_position;
#[cfg(any(feature = "toml", feature = "json"))]
mod repair;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "ensemble")]
pub(crate) mod summary_file;
#[cfg(feature = "toml")]
mod toml;
#[cfg(feature = "toml")]
mod toml_syntax;
#[cfg(any(feature = "toml", feature = "json"))]
mod value_tree;

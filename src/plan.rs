//! The checked plan: every error is reported at once, with its place.

mod check_dates;
mod check_numbers;
pub(crate) mod check_seeks;
pub(crate) mod checked;
pub(crate) mod dependencies;
pub(crate) mod error_kind;
pub(crate) mod error_text;
pub(crate) mod errors;
pub(crate) mod estimate_source;
pub(crate) mod limits;
pub(crate) mod names;
pub(crate) mod numbers;
mod partial;
pub(crate) mod place;
mod precedence;
pub(crate) mod references;
mod scope_table;
pub(crate) mod seek_conditions;
pub(crate) mod seek_error;
pub(crate) mod seek_values;
pub(crate) mod timeline;
pub(crate) mod tracking;
mod validate;
pub(crate) mod variant;
pub(crate) mod window;

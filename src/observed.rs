//! Observed series: strengths that somebody counted, read from csv files.

mod cow;
pub(crate) mod csv_error;
pub(crate) mod mapping;
mod reader;
pub(crate) mod series;

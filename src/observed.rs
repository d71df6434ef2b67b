//! Observed strengths, read from csv files.

pub(crate) mod csv_error;
pub(crate) mod mapping;
mod reader;
mod reference_data;
pub(crate) mod series;

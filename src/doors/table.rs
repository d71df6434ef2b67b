//! Tables: what R, pandas, `DuckDB` and spreadsheets open.

#[cfg(feature = "ensemble")]
mod bands;
pub(crate) mod cell;
mod compared;
#[cfg(feature = "csv")]
mod csv;
pub(crate) mod decimal;
pub(crate) mod error;
#[cfg(feature = "parquet")]
mod parquet;
mod projected;
pub(crate) mod rows;

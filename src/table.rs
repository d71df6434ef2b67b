//! Tables of every result, which R, pandas, `DuckDB` and spreadsheets open.

#[cfg(feature = "ensemble")]
mod band_table;
mod bottleneck_table;
mod cause_table;
pub(crate) mod cell;
#[cfg(feature = "ensemble")]
mod chances_table;
mod comparison_table;
mod cost_table;
pub(crate) mod decimal;
#[cfg(feature = "history")]
mod history_tables;
#[cfg(feature = "csv")]
mod observed_tables;
mod period_table;
mod projection_table;
mod remedy_table;
mod seek_table;
#[cfg(feature = "ensemble")]
mod sensitivity_table;
pub(crate) mod table_error;
pub(crate) mod table_type;
#[cfg(feature = "csv")]
mod write_csv;
#[cfg(feature = "json")]
mod write_json;
#[cfg(feature = "parquet")]
mod write_parquet;

pub use cell::{Cell, Column, ColumnKind};
pub use comparison_table::ComparedPhases;
pub use decimal::{Decimal, ParseDecimalError};
pub use table_error::TableError;
pub use table_type::Table;

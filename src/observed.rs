//! Observed strengths: baselines and series, read from csv files with a mapping of columns.

pub(crate) mod csv_error;
pub(crate) mod mapping;
mod reader;
mod reference_data;
pub(crate) mod series;

pub use csv_error::{CsvError, CsvErrorKind, CsvErrors};
pub use mapping::{ColumnMapping, CountrySource, DateForm, DateSource, MissionSource, RowFilter};
pub use series::{Baseline, Observation, Observed, SkipReason, SkippedRow};

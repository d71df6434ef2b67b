//! Observed strengths: baselines and series, read from csv files with a mapping of columns.

pub(crate) mod csv_error;
pub(crate) mod forecast_record;
pub(crate) mod mapping;
pub(crate) mod observation_error;
pub(crate) mod observations;
mod observations_csv;
pub(crate) mod plan_observations;
pub(crate) mod progress;
mod reader;
mod reference_data;
pub(crate) mod series;
pub(crate) mod verdict;
mod verdicts;

pub use csv_error::{CsvError, CsvErrorKind, CsvErrors};
pub use forecast_record::{ForecastMonth, ForecastRecord};
pub use mapping::{ColumnMapping, CountrySource, DateForm, DateSource, MissionSource, RowFilter};
pub use observation_error::{ObservationError, ObservationErrors};
pub use observations::{ObservationChoice, Observations, ObservedFigure};
pub use plan_observations::PlanObservations;
pub use progress::{MonthBand, Progress, TrackedDeadline};
pub use series::{Baseline, Observation, Observed, SkipReason, SkippedRow};
pub use verdict::{StatedOutcome, Statement, Verdict, VerdictClass, VerdictTerms};

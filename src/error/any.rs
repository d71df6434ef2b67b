//! Any error of the crate.

use serde::Serialize;
use thiserror::Error;

#[cfg(feature = "png")]
use crate::chart::PngError;
#[cfg(feature = "ensemble")]
use crate::ensemble::merge::MergeError;
#[cfg(feature = "ensemble")]
use crate::ensemble::uncertainty_error::UncertaintyError;
#[cfg(feature = "ensemble")]
use crate::files::checkpoint::CheckpointError;
#[cfg(feature = "ensemble")]
use crate::files::summary_file::SummaryError;
use crate::files::write_plan::VariedPlanError;
#[cfg(feature = "csv")]
use crate::observed::csv_error::CsvErrors;
#[cfg(feature = "csv")]
use crate::observed::observation_error::ObservationErrors;
use crate::plan::errors::PlanErrors;
use crate::spec::text::ParseRuleError;
use crate::table::decimal::ParseDecimalError;
use crate::table::table_error::TableError;
use crate::values::country::ParseCountryError;
use crate::values::estimate::EstimateError;
use crate::values::mission::ParseMissionError;
use crate::values::percent::ParsePercentError;
use crate::values::probability::ProbabilityError;
use crate::values::troops::ParseTroopsError;
use crate::values::year_month::ParseDateError;

/// Any error of this crate, for a program that handles them alike. `Display` and `Serialize` are those of the error inside.
///
/// ```
/// use drawdown::{Plan, PlanSpec, Troops};
///
/// fn plan(title: &str, as_of: &str, strength: &str) -> Result<Plan, drawdown::Error> {
///     let mut spec = PlanSpec::new(title, as_of.parse()?);
///     let strength: Troops = strength.parse()?;
///     spec.contingents.push(drawdown::Contingent::new("USA".parse()?, "IRQ".parse()?, strength));
///     Ok(Plan::new(spec)?)
/// }
/// let message = |error: drawdown::Error| error.to_string();
/// assert_eq!(plan("", "2024-08", "2500").map_err(message).unwrap_err(), "title: must not be blank");
/// assert!(matches!(plan("As of then", "then", "2500"), Err(drawdown::Error::Date(_))));
/// ```
#[derive(Debug, Error, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[error(transparent)]
pub enum Error {
    /// A plan or a variant is not valid.
    Plan(#[from] PlanErrors),
    /// A plan cannot be written as a file.
    VariedPlan(#[from] VariedPlanError),
    /// A csv file cannot be read.
    #[cfg(feature = "csv")]
    Csv(#[from] CsvErrors),
    /// Observed figures cannot be compared with a plan.
    #[cfg(feature = "csv")]
    Observations(#[from] ObservationErrors),
    /// A chart has no PNG picture.
    #[cfg(feature = "png")]
    Png(#[from] PngError),
    /// A table cannot be written.
    Table(#[from] TableError),
    /// Summaries cannot be merged.
    #[cfg(feature = "ensemble")]
    Merge(#[from] MergeError),
    /// A summary cannot be read.
    #[cfg(feature = "ensemble")]
    Summary(#[from] SummaryError),
    /// An uncertainty of your own does not fit the plan.
    #[cfg(feature = "ensemble")]
    Uncertainty(#[from] UncertaintyError),
    /// A run cannot be saved or resumed.
    #[cfg(feature = "ensemble")]
    Checkpoint(#[from] CheckpointError),
    /// Not a day or a month.
    Date(#[from] ParseDateError),
    /// Not a country.
    Country(#[from] ParseCountryError),
    /// Not a mission.
    Mission(#[from] ParseMissionError),
    /// Not a number of troops.
    Troops(#[from] ParseTroopsError),
    /// Not an estimate.
    Estimate(#[from] EstimateError),
    /// Not an offset, target, pace, order or scope.
    Rule(#[from] ParseRuleError),
    /// Not a percentage.
    Percent(#[from] ParsePercentError),
    /// Not a probability.
    Probability(#[from] ProbabilityError),
    /// Not a decimal number.
    Decimal(#[from] ParseDecimalError),
}

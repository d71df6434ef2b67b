//! Why an own uncertainty is refused (rules#own-uncertainty).

use serde::Serialize;
use thiserror::Error;

use crate::values::input_value::InputValue;
use crate::values::probability::Probability;

/// Why an estimate or a hazard cannot be drawn as asked.
///
/// ```
/// use drawdown::ensemble::Uncertainty;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let mine = Uncertainty::new("mine", &plan);
/// let error = mine.with_factor("Congress", [("phase[first year].target", 0.5)]).unwrap_err();
/// assert_eq!(error.to_string(), "the plan draws no estimate by the name phase[first year].target");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum UncertaintyError {
    /// The plan has no estimate of this name, or its low and high are equal.
    #[error("the plan draws no estimate by the name {input}")]
    UnknownInput {
        /// The name.
        input: String,
    },
    /// The estimate or hazard already has a distribution, a factor or values.
    #[error("how {input} is drawn was set before")]
    AlreadySet {
        /// The estimate or hazard.
        input: String,
    },
    /// A distribution gave two values for one number: draws would not be repeatable.
    #[error("the distribution of {input} gives {first}, then {second} for the number {uniform}")]
    NotRepeatable {
        /// The estimate.
        input: String,
        /// The number.
        uniform: f64,
        /// The value at the first call.
        first: InputValue,
        /// The value at the second call.
        second: InputValue,
    },
    /// The plan has no hazard of this name.
    #[error("the plan has no hazard by the name {hazard:?}")]
    UnknownHazard {
        /// The name.
        hazard: String,
    },
    /// A function gave two chances for one number: draws would not be repeatable.
    #[error("the chance of {hazard:?} is {first}, then {second} for the number {uniform}")]
    ChanceNotRepeatable {
        /// The hazard.
        hazard: String,
        /// The number.
        uniform: f64,
        /// The chance at the first call.
        first: Probability,
        /// The chance at the second call.
        second: Probability,
    },
    /// A weight is not between -1 and 1.
    #[error("{input} has the weight {weight}; a weight is from -1 to 1")]
    Weight {
        /// The estimate.
        input: String,
        /// The weight.
        weight: f64,
    },
    /// A column has more or fewer values than another.
    #[error("{input} has {found} values; the columns before have {expected}")]
    ColumnLength {
        /// The estimate.
        input: String,
        /// Its values.
        found: u64,
        /// The values of the other columns.
        expected: u64,
    },
    /// A value does not lie between the low and the high of its estimate.
    #[error("{input} is {value} in draw {draw}; its estimate is {low} to {high}")]
    OutOfRange {
        /// The estimate.
        input: String,
        /// The draw.
        draw: u64,
        /// The value.
        value: InputValue,
        /// The estimate's low value.
        low: InputValue,
        /// The estimate's high value.
        high: InputValue,
    },
}

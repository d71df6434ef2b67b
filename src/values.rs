//! Values that are valid by construction: troops, months and days, countries, estimates, probabilities.
//! They know nothing of plans.

pub(crate) mod apportion;
pub(crate) mod country;
pub(crate) mod day;
pub(crate) mod error_list;
pub(crate) mod estimate;
pub(crate) mod input_value;
pub(crate) mod mean;
pub(crate) mod mission;
pub(crate) mod percent;
pub(crate) mod philox;
pub(crate) mod probability;
pub(crate) mod quantity;
pub(crate) mod scalar;
pub(crate) mod text;
pub(crate) mod triangular;
pub(crate) mod troops;
pub(crate) mod year_month;

//! Values that are valid by construction: ranges of months, exact means and shares, probabilities.
//!
//! Those that every plan needs (troops, days, months, countries, estimates) stand at the crate's root.

pub(crate) mod apportion;
pub(crate) mod checked_read;
pub(crate) mod country;
pub(crate) mod currency;
pub(crate) mod day;
pub(crate) mod error_list;
pub(crate) mod estimate;
pub(crate) mod estimate_format;
pub(crate) mod first_seen;
pub(crate) mod input_value;
#[cfg(feature = "ensemble")]
pub(crate) mod interval;
pub(crate) mod mean;
pub(crate) mod mission;
pub(crate) mod percent;
pub(crate) mod period;
pub(crate) mod philox;
pub(crate) mod probability;
pub(crate) mod quantity;
pub(crate) mod scalar;
pub(crate) mod text;
pub(crate) mod triangular;
pub(crate) mod troops;
pub(crate) mod visible;
pub(crate) mod year_month;

pub use apportion::apportion;
pub use input_value::InputValue;
pub use mean::{Mean, Proportion};
pub use period::Period;
pub use probability::Probability;
pub use quantity::Quantity;
pub use text::{closest, grouped};
pub use visible::visible;
pub use year_month::MonthRange;

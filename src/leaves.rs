//! Leaves: values that cannot be wrong. They know nothing of plans.

pub(crate) mod apportion;
pub(crate) mod chance;
pub(crate) mod country;
pub(crate) mod day;
pub(crate) mod estimate;
pub(crate) mod mission;
pub(crate) mod month;
pub(crate) mod percent;
pub(crate) mod philox;
pub(crate) mod quantity;
pub(crate) mod triangular;
pub(crate) mod troops;
pub(crate) mod value;

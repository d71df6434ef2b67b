//! What a projection costs: exact sums by month, fiscal year and currency (rules#cost).
//!
//! [`Projection::costs`](crate::Projection::costs) computes them; a plan states its rates as
//! [`Cost`](crate::Cost)s.

pub use crate::projection::cost_breakdown::{CostBreakdown, Money};

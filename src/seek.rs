//! What would have to change ([rules](crate::rules#seeks)).
//!
//! [`Plan::bottlenecks`](crate::Plan::bottlenecks) proves, [`Plan::remedies`](crate::Plan::remedies) tries single
//! changes, and [`Plan::lift`](crate::Plan::lift) bounds the busiest month from below.

mod bottleneck;
mod crowded_months;
mod departing;
mod influence;
mod lever;
mod lift;
mod remedies;
mod trial;

pub use bottleneck::{Bottleneck, BottleneckKind, Feasibility};
pub use lever::{Lever, Setting};
pub use lift::Lift;
pub use remedies::{Remedies, Remedy};

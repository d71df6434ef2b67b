//! What would have to change ([rules](crate::rules#seeks)).
//!
//! A [`Seek`] tries every value of an open number, and finds the least or the most of them at which its conditions
//! hold. [`Plan::bottlenecks`](crate::Plan::bottlenecks) proves, [`Plan::remedies`](crate::Plan::remedies) tries single
//! changes, and [`Plan::lift`](crate::Plan::lift) bounds the busiest month from below.

mod answer;
mod bottleneck;
mod crowded_months;
mod departing;
mod influence;
mod judge;
mod lever;
mod lift;
#[cfg(feature = "charts")]
mod own_value;
mod proof_contradictions;
mod reasons;
mod remedies;
mod remedy;
mod run;
mod seek_type;
mod trial;

pub use answer::{NextValue, SeekAnswer, ValueRun};
pub use bottleneck::{Bottleneck, BottleneckKind, Feasibility};
pub use lever::{Lever, Setting};
pub use lift::Lift;
pub use remedy::{Remedies, Remedy};
pub use run::SeekProgress;
pub use seek_type::{Seek, TooManyDraws};

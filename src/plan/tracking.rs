//! What a plan is held to: observed strengths through a month (rules#tracking).

use std::collections::BTreeMap;

use serde::Serialize;

/// The observed strengths that a plan is tracked through, by index of its contingents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Tracking {
    /// m, the last month looked at, counted from `as_of`.
    pub(crate) through: i32,
    /// The events that have not happened by then.
    pub(crate) not_yet: Vec<String>,
    /// What was seen at each month's end; those of fewer contingents come first, of as many in listing order.
    pub(crate) seen: BTreeMap<i32, Vec<SeenStrength>>,
}

/// An observed strength of some contingents together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SeenStrength {
    /// The contingents, in listing order.
    pub(crate) contingents: Vec<usize>,
    pub(crate) strength: u32,
}

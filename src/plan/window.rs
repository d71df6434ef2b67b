//! Stretches of months in which something is in force.

use crate::values::day::Day;

/// A stretch of months, both ends included, counted from `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Window {
    pub(crate) const fn covers(self, t: i32) -> bool {
        self.first <= t && t <= self.last
    }

    /// Of windows that follow each other, the one that covers month t, or else the next one.
    pub(crate) fn next_of(windows: &[Self], t: i32) -> Option<Self> {
        windows.get(windows.partition_point(|window| window.last < t)).copied()
    }
}

/// The window of a residual, hold or cap, with its days where they are given and dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DatedWindow {
    pub(crate) months: Window,
    pub(crate) from: Option<Day>,
    pub(crate) through: Option<Day>,
}

//! What a phase moves: plain data, computed when the phase starts.

use std::ops::Range;

/// What a phase moves, from which contingents, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhaseAllocation {
    pub(crate) phase: usize,
    pub(crate) is_raise: bool,
    /// s
    pub(crate) start: i32,
    /// e, the paced end.
    pub(crate) end: i32,
    /// The last month in which it moves anybody: e, or u if that is earlier (rules#until).
    pub(crate) last: i32,
    /// L, the scope's scheduled strength.
    pub(crate) level: u64,
    /// W, what floors leave of it; for a raise, L.
    pub(crate) spare: u64,
    /// The cut, or the gain.
    pub(crate) total: u32,
    /// What the scope's projected strength must come to at the deadline.
    pub(crate) goal: u64,
    /// Where `ScheduleData::rows` has the cut or gain of each contingent in the scope.
    pub(crate) row: Range<usize>,
    /// Where its contingents stand in the listing, if their levels decline evenly.
    #[cfg(not(drawdown_plain))]
    pub(crate) even_scope: Option<Range<usize>>,
}

impl PhaseAllocation {
    /// How many months it takes.
    pub(crate) fn months(&self) -> u32 {
        months_through(self.start, self.end)
    }
}

/// The number of months from one through another.
pub(super) fn months_through(from: i32, through: i32) -> u32 {
    u32::try_from(i64::from(through) - i64::from(from) + 1).unwrap_or(0)
}

//! Phases that observed strengths have changed (rules#tracked-phases): what is left of each is moved by its pace.

use crate::engine::pace::rest;
use crate::engine::phase_allocation::{PhaseAllocation, months_through};
use crate::engine::schedule_data::ScheduleData;

/// What a phase still moves from a month on.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    /// k', the month at whose end it was corrected.
    pub(crate) month: i32,
    /// What each contingent in its scope had moved by then.
    pub(crate) moved: Vec<u32>,
    /// What each has still to move, at least 0.
    pub(crate) left: Vec<u32>,
}

impl Revision {
    /// Writes what each contingent of the scope has moved by the end of month `t`.
    pub(crate) fn moved_by(
        &self,
        schedule: &ScheduleData,
        allocation: &PhaseAllocation,
        t: i32,
        moved: &mut [u32],
    ) {
        let (start, n) = (allocation.start, allocation.months());
        let (k, before) = (months_through(start, t), months_through(start, self.month));
        let phase = &schedule.plan.spec.phases[allocation.phase];
        let rate = schedule.numbers.rates[allocation.phase];
        let all: u64 = self.left.iter().copied().map(u64::from).sum();
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        let share = rest(&phase.pace, rate, (k, before), n, all);
        allocation.take(schedule, share, all, &self.left, moved);
        for (moved, before) in moved.iter_mut().zip(&self.moved) {
            *moved = moved.saturating_add(*before);
        }
    }
}

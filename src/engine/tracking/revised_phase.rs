//! What phases have still to move, as corrected by what was seen (rules#tracking).

use crate::engine::active_phase::ActivePhase;
use crate::engine::pace::months_at;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::engine::tracking::revision::Revision;

impl ActivePhase {
    /// Notes what each contingent is to move in all, as if nothing replaced the phase.
    pub(crate) fn expect(&mut self, schedule: &ScheduleData, allocation: &PhaseAllocation) {
        let mut whole = allocation.clone();
        whole.last = whole.end;
        let mut total = vec![0; allocation.row.len()];
        whole.moved_by(schedule, whole.end, &mut total);
        self.total.extend(total.into_iter().map(i64::from));
    }

    /// `R_c`, what the contingent at this position of the scope has still to move; below 0, it is ahead.
    pub(crate) fn left(&self, position: usize) -> i64 {
        self.total[position] - i64::from(self.moved[position])
    }

    /// Changes `R_c`: by how many more leave, or, for a raise, by how many fewer come.
    pub(crate) fn change(&mut self, position: usize, troops: i64) {
        self.total[position] += if self.is_raise { -troops } else { troops };
    }

    /// Whether it is a cut that has ended by month `t`, and nothing replaced it before.
    pub(crate) fn has_ended_a_cut(&self, t: i32) -> bool {
        !self.is_raise && self.end <= t && self.last == self.end
    }

    /// Moves what is left by the pace of the phase from the month after `t` on.
    pub(crate) fn revise(&mut self, schedule: &ScheduleData, t: i32) {
        let left = (0..self.total.len()).map(|i| u32::try_from(self.left(i).max(0)));
        let left: Vec<u32> = left.map(|left| left.unwrap_or(u32::MAX)).collect();
        if let Some(rate) = schedule.numbers.rates[self.phase] {
            let all: u64 = left.iter().copied().map(u64::from).sum();
            let months = months_at(rate, u32::try_from(all).unwrap_or(u32::MAX));
            self.end = t.saturating_add(months);
            self.last = schedule.timeline.phases[self.phase].last_moving(self.end);
        }
        self.revision = Some(Revision { month: t, moved: self.moved.clone(), left });
    }
}

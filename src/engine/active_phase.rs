//! Phases under way (rules#schedule).

#[cfg(not(drawdown_plain))]
use crate::engine::fast::even_decline::EvenDecline;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::engine::tracking::revision::Revision;

/// A phase under way, and what it has moved so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActivePhase {
    pub(crate) phase: usize,
    pub(crate) is_raise: bool,
    /// s
    pub(crate) start: i32,
    /// e
    pub(crate) end: i32,
    /// The last month in which it moves anybody.
    pub(crate) last: i32,
    /// What each contingent in its scope moves this month.
    pub(crate) flow: Vec<u32>,
    /// What each has moved by the end of this month.
    pub(super) moved: Vec<u32>,
    /// In tracked plans, what each moves in all, corrected by what was seen; else empty.
    pub(super) total: Vec<i64>,
    /// What has become of it, where what was seen has changed it.
    pub(super) revision: Option<Revision>,
    #[cfg(not(drawdown_plain))]
    pub(crate) fast: EvenDecline,
}

impl ActivePhase {
    /// Starts a phase; `advance` may then skip months.
    pub(crate) fn start(&mut self, allocation: &PhaseAllocation) {
        self.phase = allocation.phase;
        self.is_raise = allocation.is_raise;
        (self.start, self.end, self.last) = (allocation.start, allocation.end, allocation.last);
        self.total.clear();
        self.revision = None;
        for row in [&mut self.flow, &mut self.moved] {
            row.clear();
            row.resize(allocation.row.len(), 0);
        }
    }

    /// Advances to the end of month `t`, and the scheduled levels with it.
    pub(crate) fn advance(&mut self, schedule: &ScheduleData, t: i32, levels: &mut [u32]) {
        let Some(allocation) = schedule.started(self.phase) else { return };
        std::mem::swap(&mut self.flow, &mut self.moved); // `flow` now holds what had moved before
        match &self.revision {
            None => allocation.moved_by(schedule, t, &mut self.moved),
            Some(revision) => {
                revision.moved_by(schedule, allocation, t.min(self.last), &mut self.moved);
            }
        }
        for (flow, &moved) in self.flow.iter_mut().zip(&self.moved) {
            *flow = moved - *flow;
        }
        if self.is_raise {
            gain(schedule, self.phase, &self.flow, levels);
        } else {
            depart(schedule, self.phase, &self.flow, levels);
        }
    }
}

/// Takes those who leave a phase's scope from the levels, and adds them where they arrive.
pub(crate) fn depart(schedule: &ScheduleData, phase: usize, departing: &[u32], levels: &mut [u32]) {
    for (route, &troops) in schedule.routes(phase).iter().zip(departing) {
        levels[route.contingent] -= troops;
        if let Some(to) = route.to {
            levels[to] += troops;
        }
    }
}

/// Adds a raise to the levels.
pub(crate) fn gain(schedule: &ScheduleData, phase: usize, gains: &[u32], levels: &mut [u32]) {
    for (route, &troops) in schedule.routes(phase).iter().zip(gains) {
        levels[route.contingent] += troops;
    }
}

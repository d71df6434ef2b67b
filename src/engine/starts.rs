//! When each phase starts, and what it moves then. This depends on no hold, cap or hazard.

use crate::engine::active_phase::ActivePhase;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::timeline::{CanRun, PhaseDates};

impl ScheduleData {
    /// Starts every phase in its month, on the scheduled levels of the month before; visits only the months
    /// in which one may start.
    pub(crate) fn start_phases(&mut self) {
        let mut levels = self.numbers.strengths.clone();
        let mut active: Vec<ActivePhase> = Vec::new();
        let mut over: Vec<ActivePhase> = Vec::new(); // their rows are used again
        let mut t = 1;
        while t <= self.horizon {
            for phase in &mut active {
                phase.advance(self, t - 1, &mut levels);
            }
            over.extend(active.extract_if(.., |phase| phase.end < t));
            let mut next = i32::MAX;
            for i in 0..self.timeline.phases.len() {
                let is_open = self.started(i).is_none();
                if is_open && self.timeline.phases[i].run != CanRun::Past {
                    next = next.min(self.start_phase(i, t, &levels));
                    if let Some(allocation) = self.started(i) {
                        let mut phase = over.pop().unwrap_or_default();
                        phase.start(allocation);
                        active.push(phase);
                    }
                }
            }
            t = next;
        }
    }

    /// Starts a phase if its month is `t`, or computes what it would move if `t` is its planned start. Gives
    /// the next month, after `t`, in which either may happen.
    fn start_phase(&mut self, i: usize, t: i32, levels: &[u32]) -> i32 {
        let PhaseDates { natural, planned, .. } = self.timeline.phases[i];
        if natural > t {
            return natural; // neither s nor s0 comes before n0
        }
        let start = self.start_of(i);
        if start.is_some_and(|start| start <= t) {
            let allocation = PhaseAllocation::new(self, i, t, levels);
            self.position[i] = Some(self.started.len());
            self.started.push(allocation);
        } else if planned == t {
            // Such a phase is assessed from its planned start on (rules#assessed).
            let allocation = PhaseAllocation::new(self, i, t, levels);
            self.planned.insert(i, allocation);
        }
        let later = start.into_iter().chain([planned]).filter(|&month| month > t);
        later.fold(i32::MAX, i32::min)
    }

    /// 3. The start s (rules#start); `None` while a phase that it depends on has not started.
    fn start_of(&self, i: usize) -> Option<i32> {
        let dates = &self.timeline.phases[i];
        if dates.run != CanRun::Yes {
            return None;
        }
        let references = &self.plan.references.phases[i];
        let mut start = dates.natural;
        for &event in &references.waits_for {
            start = start.max(self.timeline.opens[event]?);
        }
        for &j in &dates.preceding {
            start = start.max(self.started(j)?.end.saturating_add(1));
        }
        if let Some(q) = references.in_proportion_to {
            start = start.max(self.started(q)?.start);
        }
        Some(start)
    }
}

//! A cursor over the schedule (rules#schedule): scheduled levels, month by month.

use crate::engine::active_phase::ActivePhase;
use crate::engine::schedule_data::ScheduleData;

/// A position in a schedule, advanced one month at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScheduleCursor {
    /// `S_c(t)`
    pub(crate) levels: Vec<u32>,
    /// The phases under way, in the order in which they started, and behind them ended ones, whose buffers the next
    /// ones use.
    pub(super) phases: Vec<ActivePhase>,
    /// How many phases are under way.
    pub(super) active: usize,
    /// Those that are over, where observed strengths may still say that not all have left.
    pub(crate) over: Vec<ActivePhase>,
    /// How many phases have started.
    started: usize,
    /// The next month in which a phase starts or has ended.
    pub(crate) next_change: i32,
}

impl ScheduleCursor {
    /// Goes to `as_of`.
    pub(crate) fn begin(&mut self, schedule: &ScheduleData) {
        self.levels.clone_from(&schedule.numbers.strengths);
        self.over.clear();
        (self.active, self.started) = (0, 0);
        self.next_change = schedule.started.first().map_or(i32::MAX, |first| first.start);
    }

    /// The phases under way, in the order in which they started.
    pub(crate) fn active(&self) -> &[ActivePhase] {
        &self.phases[..self.active]
    }

    pub(crate) fn active_mut(&mut self) -> &mut [ActivePhase] {
        &mut self.phases[..self.active]
    }

    /// Ends the phases that are over before month `t`, and starts those that start in it.
    pub(crate) fn end_and_start(&mut self, schedule: &ScheduleData, t: i32) {
        if t < self.next_change {
            return;
        }
        let mut i = 0;
        while i < self.active {
            if self.phases[i].last < t {
                if schedule.is_tracked() {
                    self.over.push(std::mem::take(&mut self.phases[i]));
                }
                self.phases[i..self.active].rotate_left(1);
                self.active -= 1;
            } else {
                i += 1;
            }
        }
        while let Some(allocation) = schedule.started.get(self.started)
            && allocation.start <= t
        {
            if self.active == self.phases.len() {
                self.phases.push(ActivePhase::default());
            }
            let phase = &mut self.phases[self.active];
            phase.start(allocation);
            if schedule.is_tracked() {
                phase.expect(schedule, allocation);
            }
            #[cfg(not(drawdown_plain))]
            phase.fast.start(allocation, schedule.row(allocation), &self.levels);
            self.active += 1;
            self.started += 1;
        }
        let next_start = schedule.started.get(self.started).map_or(i32::MAX, |next| next.start);
        let ends = self.active().iter().map(|phase| phase.last.saturating_add(1));
        self.next_change = ends.fold(next_start, i32::min);
    }

    /// Schedules month `t`: what every phase under way moves.
    pub(crate) fn advance(&mut self, schedule: &ScheduleData, t: i32) {
        for phase in &mut self.phases[..self.active] {
            #[cfg(not(drawdown_plain))]
            if phase.fast.is_on() {
                phase.fast.advance(&mut phase.flow, &mut self.levels);
                continue;
            }
            phase.advance(schedule, t, &mut self.levels);
        }
    }
}

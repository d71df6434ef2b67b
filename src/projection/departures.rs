//! Who leaves for a phase, month by month, and its busiest month (rules#busiest-month).

use std::collections::BTreeMap;

use crate::engine::month_state::MonthState;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::values::year_month::YearMonth;

/// Who left for each phase in the months that did not go as scheduled. In all others, the schedule says it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Departures {
    /// The months that did not go as scheduled, in order.
    months: Vec<i32>,
    /// By phase and month, where somebody left.
    left: BTreeMap<(usize, i32), u64>,
}

/// The busiest month of a phase, and that of its reference schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Busiest {
    pub(crate) month: i32,
    pub(crate) troops: u64,
    pub(crate) planned: u64,
}

impl Departures {
    /// Clears the record, keeping its buffers.
    #[cfg(feature = "ensemble")]
    pub(crate) fn clear(&mut self) {
        self.months.clear();
        self.left.clear();
    }

    /// Adds the month at hand.
    pub(crate) fn add(&mut self, state: &MonthState) {
        if state.on_schedule {
            return;
        }
        self.months.push(state.t);
        for (phase, troops) in state.departures().filter(|(_, troops)| *troops > 0) {
            self.left.insert((phase, state.t), troops);
        }
    }

    /// Whether no month of a phase is busier than planned.
    #[cfg(feature = "ensemble")]
    pub(crate) fn is_at_planned_pace(&self, schedule: &ScheduleData, phase: usize) -> bool {
        let is_as_planned = |start: i32| {
            let goes_apart = self.months.last().is_some_and(|&t| t >= start);
            start == schedule.timeline.phases[phase].planned && !goes_apart
        };
        let Some(allocation) = schedule.started(phase) else { return true };
        if is_as_planned(allocation.start) {
            return true;
        }
        let planned = planned_busiest(schedule, allocation);
        self.each_month(schedule, allocation).all(|(_, troops)| troops <= planned)
    }

    /// The busiest month of a phase that starts within the projection.
    pub(crate) fn busiest(&self, schedule: &ScheduleData, phase: usize) -> Option<Busiest> {
        let allocation = schedule.started(phase)?;
        let mut busiest = (allocation.start, 0);
        for (t, troops) in self.each_month(schedule, allocation) {
            if troops > busiest.1 {
                busiest = (t, troops);
            }
        }
        let (month, troops) = busiest;
        Some(Busiest { month, troops, planned: planned_busiest(schedule, allocation) })
    }

    /// Each month from a phase's start on, with how many it moves.
    fn each_month<'a>(
        &'a self,
        schedule: &'a ScheduleData,
        allocation: &'a PhaseAllocation,
    ) -> impl Iterator<Item = (i32, u64)> + 'a {
        let (phase, mut scheduled) = (allocation.phase, Flows::new(schedule, allocation));
        (allocation.start..=schedule.horizon).map(move |t| {
            let intended = scheduled.next(t);
            // Gains are neither held nor capped.
            let is_apart = !allocation.is_raise && self.months.binary_search(&t).is_ok();
            let left = || self.left.get(&(phase, t)).copied().unwrap_or(0);
            (t, if is_apart { left() } else { intended })
        })
    }
}

/// The largest monthly flow of a phase's reference schedule: what it has to move, started at s0.
fn planned_busiest(schedule: &ScheduleData, allocation: &PhaseAllocation) -> u64 {
    let planned = schedule.timeline.phases[allocation.phase].planned;
    let reference = allocation.started_at(schedule, planned);
    let mut flows = Flows::new(schedule, &reference);
    // No month comes after 2999-12, which a low rate may need.
    let last = reference.last.min(YearMonth::MAX.months_since(schedule.plan.as_of()));
    (planned..=last).map(|t| flows.next(t)).max().unwrap_or(0)
}

/// What a schedule moves for a phase, month after month.
struct Flows<'s> {
    schedule: &'s ScheduleData,
    allocation: &'s PhaseAllocation,
    moved: Vec<u32>,
    before: u64,
}

impl<'s> Flows<'s> {
    fn new(schedule: &'s ScheduleData, allocation: &'s PhaseAllocation) -> Self {
        let moved = vec![0; allocation.row.len()];
        Self { schedule, allocation, moved, before: 0 }
    }

    /// The flow of month `t`; the months come one after another, from the start on.
    fn next(&mut self, t: i32) -> u64 {
        if t > self.allocation.last {
            return 0;
        }
        self.allocation.moved_by(self.schedule, t, &mut self.moved);
        let moved = self.moved.iter().copied().map(u64::from).sum::<u64>();
        moved - std::mem::replace(&mut self.before, moved)
    }
}

//! The state of a projection at the end of a month (rules#month-step).

#[cfg(feature = "ensemble")]
use crate::engine::active_phase::ActivePhase;
use crate::engine::cursor::ScheduleCursor;
#[cfg(not(drawdown_plain))]
use crate::engine::fast::cap_parts::CapParts;
use crate::engine::in_force::InForce;
use crate::engine::month_flows::{Blocked, MonthFlows};
use crate::engine::schedule_data::ScheduleData;

/// The state that the months carry along.
#[derive(Clone, Debug, Default)]
pub(crate) struct MonthState {
    pub(crate) t: i32,
    /// `level_c(t)`
    pub(crate) levels: Vec<u32>,
    pub(crate) cursor: ScheduleCursor,
    /// The cuts under way and those that still have a backlog, in the order in which their phases started.
    pub(crate) cuts: Vec<CutProgress>,
    /// Cuts that are over, whose rows the next ones use.
    pub(super) over: Vec<CutProgress>,
    /// By how many each contingent's level was corrected at this month's end; empty where nothing was seen.
    pub(crate) correction: Vec<i64>,
    /// What was kept back this month, and by what.
    pub(crate) blocked: Vec<Blocked>,
    pub(crate) in_force: InForce,
    /// The month went as scheduled, and the five steps were not needed.
    pub(crate) on_schedule: bool,
    /// The last of the months ahead in which holds, hazards and caps block no one, as `fast::strides` found.
    #[cfg(not(drawdown_plain))]
    pub(crate) clear_through: i32,
    /// The last month for which `clear_through` holds; after it, `fast::strides` looks ahead again.
    #[cfg(not(drawdown_plain))]
    pub(crate) known_through: i32,
    #[cfg(not(drawdown_plain))]
    pub(crate) cap_parts: CapParts,
}

/// One phase's cut on its way, by contingent of its scope.
#[derive(Clone, Debug, Default)]
pub(crate) struct CutProgress {
    pub(crate) phase: usize,
    /// The last month in which its phase moves anybody.
    pub(super) last: i32,
    /// What has become due and has not left.
    pub(crate) backlog: Vec<u32>,
    /// Who leaves this month.
    pub(crate) departing: Vec<u32>,
}

impl MonthState {
    /// Goes to `as_of`, perhaps of another schedule.
    pub(crate) fn begin(&mut self, schedule: &ScheduleData) {
        self.t = 0;
        self.cursor.begin(schedule);
        self.levels.clone_from(&self.cursor.levels);
        self.over.append(&mut self.cuts);
        self.blocked.clear();
        self.in_force.begin();
        self.on_schedule = false;
        self.correction.clear();
        #[cfg(not(drawdown_plain))]
        {
            (self.clear_through, self.known_through) = (0, 0);
        }
        self.correct(schedule);
    }

    /// Takes the scheduled levels as they are: nothing kept anybody back.
    #[cfg(not(drawdown_plain))]
    pub(crate) fn keep_to_schedule(&mut self) {
        self.levels.copy_from_slice(&self.cursor.levels);
        self.over.append(&mut self.cuts);
        self.on_schedule = true;
    }

    /// Whether somebody is due to leave and has not.
    pub(crate) fn has_backlog(&self) -> bool {
        self.cuts.iter().any(CutProgress::has_backlog)
    }

    /// Who leaves for each phase this month, where it did not go as scheduled.
    pub(crate) fn departures(&self) -> impl Iterator<Item = (usize, u64)> {
        let sum = |cut: &CutProgress| cut.departing.iter().copied().map(u64::from).sum();
        self.cuts.iter().map(move |cut| (cut.phase, sum(cut)))
    }

    /// Who is due to leave for each phase and has not, by contingent of its scope.
    pub(crate) fn backlogs(&self) -> impl Iterator<Item = (usize, &[u32])> {
        self.cuts.iter().map(|cut| (cut.phase, cut.backlog.as_slice()))
    }

    /// Writes what happened this month.
    pub(crate) fn record(&self, schedule: &ScheduleData, flows: &mut MonthFlows) {
        flows.clear(self.levels.len());
        if !self.on_schedule {
            for cut in &self.cuts {
                flows.record_departures(schedule.routes(cut.phase), &cut.departing);
            }
        }
        for active in self.cursor.active() {
            if active.is_raise {
                flows.record_gains(schedule.routes(active.phase), &active.flow);
            } else if self.on_schedule {
                flows.record_departures(schedule.routes(active.phase), &active.flow);
            }
        }
    }

    /// Whether anybody leaves, comes or changes contingent this month.
    #[cfg(feature = "ensemble")]
    pub(crate) fn has_movement(&self) -> bool {
        let moves = |active: &ActivePhase| {
            (self.on_schedule || active.is_raise) && active.flow.iter().any(|&troops| troops > 0)
        };
        let departs = |cut: &CutProgress| cut.departing.iter().any(|&troops| troops > 0);
        self.cursor.active().iter().any(moves)
            || (!self.on_schedule && self.cuts.iter().any(departs))
    }
}

impl CutProgress {
    /// Begins a phase's cut, without a backlog.
    pub(super) fn begin(&mut self, phase: usize, last: i32, contingents: usize) {
        (self.phase, self.last) = (phase, last);
        self.backlog.clear();
        self.backlog.resize(contingents, 0);
    }

    pub(super) fn has_backlog(&self) -> bool {
        self.backlog.iter().any(|&troops| troops > 0)
    }
}

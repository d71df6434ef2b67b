//! Which deadlines a changed plan meets, by the one engine.

use crate::engine::driver::MonthDriver;
use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;
use crate::projection::deadline::{GoalCheck, sum_of_scope};

/// Projects one schedule after another, reusing its buffers.
#[derive(Debug, Default)]
pub(crate) struct Trials {
    driver: MonthDriver,
    rows: Vec<u32>,
}

impl Trials {
    /// Whether the deadline of each phase is met; `observe` is as in [`MonthDriver::fill`].
    pub(crate) fn met(
        &mut self,
        schedule: &ScheduleData,
        observe: impl FnMut(&MonthState),
    ) -> Vec<bool> {
        let Self { driver, rows } = self;
        driver.fill(schedule, rows, observe);
        let contingents = schedule.numbers.strengths.len();
        let levels = |t: i32| &rows[usize::try_from(t).unwrap_or(0) * contingents..];
        let check =
            |i: usize| GoalCheck::new(schedule, i, |t| sum_of_scope(schedule, i, levels(t)));
        let is_met = |i: usize| check(i).is_some_and(|check| check.met == Some(true));
        (0..schedule.timeline.phases.len()).map(is_met).collect()
    }
}

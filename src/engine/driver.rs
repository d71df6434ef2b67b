//! The one driver of months.

use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;

/// Walks the months of a schedule: `as_of` first, then a month step for each month. Whatever needs levels
/// goes through it: projections, steppers, iterators of months, ensembles and tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct MonthDriver {
    state: MonthState,
    has_begun: bool,
}

impl MonthDriver {
    /// Restarts before the first month of a schedule, reusing the buffers.
    pub(crate) fn begin(&mut self, schedule: &ScheduleData) {
        self.state.begin(schedule);
        self.has_begun = false;
    }

    /// Goes to the next month; `None` after the last.
    pub(crate) fn next(&mut self, schedule: &ScheduleData) -> Option<&MonthState> {
        if !self.has_begun {
            self.has_begun = true;
        } else if self.state.t < schedule.horizon {
            self.state.step(schedule);
        } else {
            return None;
        }
        Some(&self.state)
    }

    /// Advances by one month or, where no one is blocked, by several, at most as many as `rows` holds. Writes
    /// each month's levels and returns how many months were written: 0 after the last.
    pub(crate) fn next_rows(&mut self, schedule: &ScheduleData, rows: &mut [u32]) -> usize {
        let contingents = schedule.numbers.strengths.len();
        #[cfg(not(drawdown_plain))]
        if self.has_begun
            && let Some(months) = super::fast::strides::advance(schedule, &mut self.state, rows)
        {
            return months;
        }
        let Some(state) = self.next(schedule) else { return 0 };
        rows[..contingents].copy_from_slice(&state.levels);
        1
    }

    /// Walks all months: replaces the content of `rows` by their levels, a row for each month, and calls
    /// `observe` with the state after each row or stride of rows: a month in which anybody is kept back is a row of its own.
    pub(crate) fn fill(
        &mut self,
        schedule: &ScheduleData,
        rows: &mut Vec<u32>,
        mut observe: impl FnMut(&MonthState),
    ) {
        let contingents = schedule.numbers.strengths.len();
        self.begin(schedule);
        rows.resize(self.remaining(schedule) * contingents, 0);
        let mut done = 0;
        loop {
            let written = self.next_rows(schedule, &mut rows[done..]);
            if written == 0 {
                return;
            }
            done += written * contingents;
            observe(&self.state);
        }
    }

    /// Makes the next month look for starting phases again, after some were added to the schedule.
    pub(crate) fn look_again(&mut self) {
        self.state.cursor.next_change = i32::MIN;
    }

    pub(crate) const fn state(&self) -> &MonthState {
        &self.state
    }

    /// How many months are to come.
    pub(crate) fn remaining(&self, schedule: &ScheduleData) -> usize {
        let left = schedule.horizon - self.state.t + i32::from(!self.has_begun);
        usize::try_from(left).unwrap_or(0)
    }
}

//! Months that need no steps: what is scheduled goes, and nobody is behind the schedule.

use crate::engine::basis::Basis;
use crate::engine::rows::{add_in_scope, subtract_in_scope};
use crate::engine::step::State;
use crate::plan::resolved::{Course, Window};

impl State {
    /// Steps through the months up to `through` of which it is known that nothing starts, ends or
    /// gets in the way, at least one, and writes the levels at each one's end; `rows` has room for all
    /// of them. How many numbers are written.
    pub(crate) fn stride(&mut self, basis: Basis<'_>, through: i32, rows: &mut [u32]) -> usize {
        let (from, count) = (self.t + 1, self.schedule.levels.len());
        self.schedule.change(basis, from);
        if self.is_clear(basis, from) {
            self.t = through.min(self.clear_through);
            let months = usize::try_from(self.t + 1 - from).unwrap_or(0);
            debug_assert!(months > 0, "a stride of no months would be taken again and again");
            self.schedule.advance_through(basis, from, &mut rows[..months * count]);
            self.kept_back.clear();
            self.is_apart = false; // what is scheduled goes
            months * count
        } else {
            self.step(basis);
            rows[..count].copy_from_slice(self.levels());
            count
        }
    }

    /// Whether steps 2 to 4 can keep nobody back from month `t` until a phase starts or ends,
    /// whatever those under way move in it: which month that holds through is noted.
    pub(super) fn is_clear(&mut self, basis: Basis<'_>, t: i32) -> bool {
        if t <= self.clear_through {
            return true;
        }
        let (most, through) = (self.schedule.most(), self.schedule.changes() - 1);
        let is_clear = self.nobody_is_behind(basis) && !is_in_the_way(basis, most, t, through);
        if is_clear {
            self.clear_through = through;
        }
        is_clear
    }

    /// Whether steps 2 to 4 can keep nobody back of those who are due this month.
    pub(super) fn nothing_gets_in_the_way(&self, basis: Basis<'_>) -> bool {
        self.nobody_is_behind(basis)
            && !is_in_the_way(basis, self.schedule.flow_in_all(), self.t, self.t)
    }

    /// Whether there is no backlog, and no floor is in the way.
    fn nobody_is_behind(&self, basis: Basis<'_>) -> bool {
        !self.has_backlog() && basis.course.floors.hold_by_themselves
    }

    /// Last month's levels, where nobody was behind the schedule: its levels, with this month's flows
    /// taken back. Nobody arrives from another contingent in such a plan.
    pub(super) fn begin_where_the_schedule_was(&mut self, basis: Basis<'_>) {
        self.levels.clone_from(&self.schedule.levels);
        for run in self.schedule.running() {
            let flow = run.flow(&mut self.scratch.flow);
            if basis.terms(run.phase).is_raise() {
                subtract_in_scope(basis, run.phase, &mut self.levels, flow);
            } else {
                add_in_scope(basis, run.phase, &mut self.levels, flow);
            }
        }
    }
}

/// Whether a hold or a cap may keep any of so many who move in each of some months.
fn is_in_the_way(basis: Basis<'_>, troops: u32, from: i32, through: i32) -> bool {
    let Course { timeline, numbers, hazards, .. } = basis.course;
    let mut caps = timeline.caps.iter().zip(&numbers.caps);
    troops > 0
        && (timeline.holds.iter().any(|hold| hold.meets(from, through))
            || hazards.iter().any(|all| Window::any_meets(all, from, through))
            || caps.any(|(window, &cap)| cap < troops && window.meets(from, through)))
}

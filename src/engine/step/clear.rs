//! Months that need no steps: what is scheduled goes, and nobody is behind the schedule.

use super::State;
use crate::checked::course::Window;
use crate::engine::basis::Basis;
use crate::engine::rows::{add_in_scope, subtract_in_scope};
use crate::engine::schedule::Schedule;

impl State {
    /// Steps on by a month, and then through the months up to `through` of which it is known that
    /// nothing starts, ends or gets in the way; adds the levels at each one's end to `rows`.
    pub(crate) fn stride(&mut self, basis: Basis<'_>, through: i32, rows: &mut Vec<u32>) {
        self.step(basis);
        rows.extend_from_slice(self.levels());
        let (from, through) = (self.t + 1, through.min(self.clear_through));
        if from <= through {
            self.schedule.advance_through(basis, from, through, rows);
            self.t = through;
        }
    }

    /// Whether steps 2 to 4 can keep nobody back: there is no backlog, no hold is on, no cap is
    /// below all that go together, and no floor is in the way. Where that is known of the months to
    /// come as well, it is noted.
    pub(super) fn nothing_gets_in_the_way(&mut self, basis: Basis<'_>) -> bool {
        let (t, course) = (self.t, basis.course);
        if self.has_backlog() || !basis.course.floors.hold_by_themselves {
            return false;
        }
        let is_held = |from: i32, through: i32| {
            course.timeline.holds.iter().any(|hold| hold.meets(from, through))
                || course.hazards.iter().any(|all| Window::any_meets(all, from, through))
        };
        let caps = || course.timeline.caps.iter().zip(&course.numbers.caps);
        // As long as no phase starts or ends, no month moves more than `most`.
        let (most, through) = (self.schedule.most(), self.schedule.changes() - 1);
        if most == 0
            || !(is_held(t, through)
                || caps().any(|(window, &cap)| cap < most && window.meets(t, through)))
        {
            self.clear_through = through;
            return true;
        }
        let due = self.schedule.flow_in_all();
        due == 0 || !(is_held(t, t) || caps().any(|(window, &cap)| cap < due && window.covers(t)))
    }

    /// Last month's levels, where nobody was behind the schedule: its levels, with this month's flows
    /// taken back. Nobody arrives from another contingent in such a plan.
    pub(super) fn begin_where_the_schedule_was(&mut self, basis: Basis<'_>) {
        let Schedule { levels, running, runs, .. } = &self.schedule;
        self.levels.clone_from(levels);
        for &phase in running {
            let flow = runs[phase].flow(&mut self.scratch.flow);
            if basis.terms(phase).is_raise() {
                subtract_in_scope(basis, phase, &mut self.levels, flow);
            } else {
                add_in_scope(basis, phase, &mut self.levels, flow);
            }
        }
    }
}

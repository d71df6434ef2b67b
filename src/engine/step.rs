//! The month step: what comes of a month's schedule under holds, floors and caps
//! (DESIGN section 5).

mod clear;

use crate::engine::basis::Basis;
use crate::engine::outcome::{Blocked, Blocker, Outcome};
use crate::engine::rows::{add_in_scope, add_where_they_arrive, subtract, subtract_in_scope, sum};
use crate::engine::run::Run;
use crate::engine::schedule::Schedule;
use crate::plan::resolved::Window;
use crate::values::apportion::Apportioner;

/// One phase's cut on its way, by contingent of its scope.
#[derive(Clone, Debug, Default)]
struct Queue {
    phase: usize,
    /// The phase's paced end.
    end: i32,
    /// What is due; once the month is settled, what of that has not gone: the backlog.
    due: Vec<u32>,
    /// What goes this month.
    going: Vec<u32>,
    /// The backlog in all.
    backlog: u32,
}

/// The state that the months are carried through.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) t: i32,
    pub(crate) schedule: Schedule,
    /// `level_c(t)`, where they are kept apart from the schedule's.
    levels: Vec<u32>,
    /// Whether they are: something was in the way this month, or may yet be. Else nobody is behind
    /// the schedule.
    is_apart: bool,
    /// In the order their phases started; they are kept up while something is in the way.
    queues: Vec<Queue>,
    /// All who are due and have not gone; the same people may be due in several stages.
    backlog: u64,
    /// The last month of which it is known that nothing gets in its way.
    clear_through: i32,
    /// What was kept back this month, and by what.
    pub(crate) kept_back: Vec<Blocked>,
    scratch: Scratch,
}

/// Room to work in.
#[derive(Clone, Debug, Default)]
struct Scratch {
    /// For each contingent, a number that a step needs.
    by_contingent: Vec<u32>,
    apportioner: Apportioner,
    /// For each contingent in a cap's scope, what it would send, and then its part.
    parts: Vec<u32>,
    flow: Vec<u32>,
    /// Queues for phases to come.
    queues: Vec<Queue>,
}

impl State {
    pub(crate) fn new(basis: Basis<'_>) -> Self {
        let mut state = Self::default();
        state.begin(basis);
        state
    }

    /// Begins anew, perhaps with another plan.
    pub(crate) fn begin(&mut self, basis: Basis<'_>) {
        self.t = 0;
        self.schedule.begin(basis);
        self.is_apart = !basis.course.floors.hold_by_themselves;
        if self.is_apart {
            self.levels.clone_from(&self.schedule.levels);
        }
        self.scratch.queues.append(&mut self.queues);
        (self.backlog, self.clear_through) = (0, 0);
        self.kept_back.clear();
    }

    /// Carries every contingent from one month end to the next.
    #[inline]
    pub(crate) fn step(&mut self, basis: Basis<'_>) {
        self.t += 1;
        self.schedule.change(basis, self.t);
        let is_clear = self.is_clear(basis, self.t);
        self.schedule.advance(basis, self.t);
        self.kept_back.clear();
        if is_clear || self.nothing_gets_in_the_way(basis) {
            self.is_apart = false; // what is scheduled goes
        } else {
            self.take_the_steps(basis);
        }
    }

    fn take_the_steps(&mut self, basis: Basis<'_>) {
        self.take_what_is_due(basis); // 1
        self.keep_what_holds_cover(basis); // 2
        self.keep_the_floor(basis); // 3
        self.keep_to_the_caps(basis); // 4
        self.settle(basis); // 5
    }

    /// The strength of every contingent at the month's end.
    pub(crate) fn levels(&self) -> &[u32] {
        if self.is_apart { &self.levels } else { &self.schedule.levels }
    }

    /// Whether somebody is due to leave and has not.
    pub(crate) const fn has_backlog(&self) -> bool {
        self.backlog > 0
    }

    /// Whether anybody left, came or changed contingent this month.
    #[cfg(feature = "ensemble")]
    pub(crate) fn moves_anybody(&self, basis: Basis<'_>) -> bool {
        let of_queues = || self.queues.iter().any(|queue| sum(&queue.going) > 0);
        let is_moving = |run: &Run| {
            let is_raise = basis.terms(run.phase).is_raise();
            (is_raise || !self.is_apart) && run.flow_in_all() > 0
        };
        (self.is_apart && of_queues()) || self.schedule.running().iter().any(is_moving)
    }

    /// What the month brought.
    pub(crate) fn record(&self, basis: Basis<'_>, outcome: &mut Outcome) {
        outcome.clear(self.schedule.levels.len());
        let scope = |phase: usize| &basis.plan.wiring.phases[phase].scope;
        if self.is_apart {
            for queue in &self.queues {
                outcome.leave(scope(queue.phase), &queue.going);
            }
        }
        let mut room = Vec::new();
        for run in self.schedule.running() {
            let flow = run.flow(&mut room);
            if basis.terms(run.phase).is_raise() {
                outcome.gain(scope(run.phase), flow);
            } else if !self.is_apart {
                outcome.leave(scope(run.phase), flow);
            }
        }
    }

    /// 1. What is due: backlog and this month's schedule, per contingent and phase; the phase that
    ///    started earlier comes first.
    fn take_what_is_due(&mut self, basis: Basis<'_>) {
        if !std::mem::replace(&mut self.is_apart, true) {
            self.begin_where_the_schedule_was(basis);
        }
        let (t, spare) = (self.t, &mut self.scratch.queues);
        let is_done = |queue: &mut Queue| queue.backlog == 0 && queue.end < t;
        spare.extend(self.queues.extract_if(.., is_done));
        let is_cut = |run: &&Run| !basis.terms(run.phase).is_raise();
        let mut place = 0;
        for run in self.schedule.running().iter().filter(is_cut) {
            // Queues and runs are in the same order; those of a phase that is over have only their backlog.
            while self.queues.get(place).is_some_and(|queue| queue.phase != run.phase) {
                place += 1;
            }
            if place == self.queues.len() {
                let mut queue = spare.pop().unwrap_or_default();
                queue.begin(run);
                self.queues.push(queue);
            }
            run.add_flow(&mut self.queues[place].due);
        }
        for Queue { due, going, .. } in &mut self.queues {
            going.copy_from_slice(due);
        }
    }

    /// 2. None of those who would leave their host, where a hold covers the month; a hazard that
    ///    is under way is a hold.
    fn keep_what_holds_cover(&mut self, basis: Basis<'_>) {
        let wiring = &basis.plan.wiring;
        let holds = (basis.course.timeline.holds.iter().zip(wiring.holds.iter()).enumerate()).map(
            |(h, (window, reach))| (Blocker::Hold(h), std::slice::from_ref(window), &reach.scope),
        );
        let hazards = (basis.course.hazards.iter().zip(wiring.hazards.iter()).enumerate())
            .map(|(h, (windows, scope))| (Blocker::Hazard(h), windows.as_slice(), scope));
        for (keeper, windows, scope) in holds.chain(hazards) {
            if !Window::any_meets(windows, self.t, self.t) {
                continue;
            }
            let held = marked(&mut self.scratch.by_contingent, scope, self.levels.len());
            for queue in &mut self.queues {
                let legs = &basis.plan.wiring.phases[queue.phase].scope;
                let mut kept = 0;
                for (leg, going) in legs.iter().zip(&mut queue.going) {
                    if leg.leaves_host && held[leg.contingent] > 0 {
                        kept += u64::from(std::mem::take(going));
                    }
                }
                keep(&mut self.kept_back, queue.phase, keeper, kept);
            }
        }
    }

    /// 3. Never below the floor.
    fn keep_the_floor(&mut self, basis: Basis<'_>) {
        if basis.course.floors.hold_by_themselves {
            return;
        }
        let room = &mut self.scratch.by_contingent;
        let above = self.levels.iter().zip(basis.course.floors.at(self.t));
        room.clear();
        room.extend(above.map(|(&level, &floor)| level.saturating_sub(floor)));
        for queue in &mut self.queues {
            let legs = &basis.plan.wiring.phases[queue.phase].scope;
            let mut kept = 0;
            for (leg, going) in legs.iter().zip(&mut queue.going) {
                let room = &mut room[leg.contingent];
                kept += u64::from(going.saturating_sub(*room));
                *going = (*going).min(*room);
                *room -= *going;
            }
            keep(&mut self.kept_back, queue.phase, Blocker::Floor, kept);
        }
    }

    /// 4. Caps in force, in listing order: where more would leave their host than a cap lets,
    ///    each contingent gets its part of the cap, apportioned by what it would send.
    fn keep_to_the_caps(&mut self, basis: Basis<'_>) {
        for (k, window) in basis.course.timeline.caps.iter().enumerate() {
            let cap = basis.course.numbers.caps[k];
            let going: u32 = self.queues.iter().map(|queue| sum(&queue.going)).sum();
            if !window.covers(self.t) || going <= cap {
                continue; // all together, whoever they are
            }
            if let ([queue], true) = (&mut *self.queues, basis.course.caps_hold_everyone) {
                self.scratch.apportioner.share_of(cap, going.into(), &mut queue.going);
                keep(&mut self.kept_back, queue.phase, Blocker::Cap(k), u64::from(going - cap));
            } else {
                self.share_the_cap(basis, k, cap);
            }
        }
    }

    /// Shares a cap over the contingents in its scope, and each one's part over its phases.
    fn share_the_cap(&mut self, basis: Basis<'_>, k: usize, cap: u32) {
        let is_everyones = basis.course.caps_hold_everyone;
        let Scratch { by_contingent: would_send, apportioner, parts, .. } = &mut self.scratch;
        would_send.clear();
        would_send.resize(self.levels.len(), 0);
        for queue in &self.queues {
            if basis.terms(queue.phase).span.is_some() {
                add_in_scope(basis, queue.phase, would_send, &queue.going);
                continue;
            }
            let legs = &basis.plan.wiring.phases[queue.phase].scope;
            for (leg, &going) in legs.iter().zip(&queue.going) {
                if leg.leaves_host {
                    would_send[leg.contingent] += going;
                }
            }
        }
        parts.clear();
        if is_everyones {
            parts.extend_from_slice(would_send);
        } else {
            parts.extend(basis.plan.wiring.caps[k].scope.iter().map(|&c| would_send[c]));
        }
        if sum(parts) <= cap {
            return;
        }
        apportioner.share(cap, parts);
        // From here on `allowed`: its part for those in scope, everything for the others.
        let allowed = would_send;
        if is_everyones {
            allowed.copy_from_slice(parts);
        } else {
            for (&c, &part) in basis.plan.wiring.caps[k].scope.iter().zip(&*parts) {
                allowed[c] = part;
            }
        }
        for queue in &mut self.queues {
            let before = sum(&queue.going);
            if let Some(span) = basis.terms(queue.phase).span {
                let allowed = &mut allowed[span.places()];
                for (going, allowed) in queue.going.iter_mut().zip(&*allowed) {
                    *going = (*going).min(*allowed);
                }
                subtract(allowed, &queue.going);
            } else {
                let legs = &basis.plan.wiring.phases[queue.phase].scope;
                let legs = legs.iter().zip(&mut queue.going);
                for (leg, going) in legs.filter(|(leg, _)| leg.leaves_host) {
                    let allowed = &mut allowed[leg.contingent];
                    *going = (*going).min(*allowed);
                    *allowed -= *going;
                }
            }
            let kept = u64::from(before - sum(&queue.going));
            keep(&mut self.kept_back, queue.phase, Blocker::Cap(k), kept);
        }
    }

    /// 5. What is left goes; the rest is backlog; who was sent on or raised arrives.
    fn settle(&mut self, basis: Basis<'_>) {
        self.backlog = 0;
        for Queue { phase, due, going, backlog, .. } in &mut self.queues {
            subtract(due, going);
            *backlog = sum(due);
            self.backlog += u64::from(*backlog);
            subtract_in_scope(basis, *phase, &mut self.levels, going);
            add_where_they_arrive(basis, *phase, &mut self.levels, going);
        }
        for run in self.schedule.running() {
            if basis.terms(run.phase).is_raise() {
                let gains = run.flow(&mut self.scratch.flow);
                add_in_scope(basis, run.phase, &mut self.levels, gains);
            }
        }
    }
}

impl Queue {
    /// Nobody of a run is due yet.
    fn begin(&mut self, run: &Run) {
        (self.phase, self.end) = (run.phase, run.end);
        for row in [&mut self.due, &mut self.going] {
            row.clear();
            row.resize(run.size(), 0);
        }
    }
}

fn keep(kept_back: &mut Vec<Blocked>, phase: usize, keeper: Blocker, troops: u64) {
    if troops > 0 {
        kept_back.push(Blocked { phase, keeper, troops });
    }
}

/// Writes 1 for the members of a scope and 0 for all others.
fn marked<'a>(scratch: &'a mut Vec<u32>, scope: &[usize], count: usize) -> &'a [u32] {
    scratch.clear();
    scratch.resize(count, 0);
    for &c in scope {
        scratch[c] = 1;
    }
    scratch
}

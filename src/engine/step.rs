//! The month step: what comes of a month's schedule under holds, floors and caps
//! (DESIGN section 5).

use super::outcome::{Keeper, Outcome, Transfer, add, subtract, sum};
use super::schedule::{Basis, Schedule};
use crate::checked::course::Window;
use crate::leaves::apportion::Apportioner;

/// One phase's cut on its way: what is due and what goes, by contingent of its scope.
#[derive(Clone, Debug)]
struct Queue {
    phase: usize,
    backlog: Vec<u32>,
    due: Vec<u32>,
    going: Vec<u32>,
}

/// The state that the months are carried through.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) t: i32,
    pub(crate) schedule: Schedule,
    /// `level_c(t)`
    pub(crate) levels: Vec<u32>,
    pub(crate) outcome: Outcome,
    /// In the order their phases started; there are none until something gets in the way.
    queues: Vec<Queue>,
    /// Those in the queues who are due and have not gone.
    backlog: u64,
    scratch: Scratch,
}

/// Room to work in.
#[derive(Clone, Debug, Default)]
struct Scratch {
    /// For each contingent, a number that a step needs.
    by_contingent: Vec<u32>,
    apportioner: Apportioner,
    weights: Vec<u32>,
    parts: Vec<u32>,
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
        self.schedule.begin(basis.plan, basis.course);
        self.levels.clone_from(&basis.course.numbers.strengths);
        self.outcome.begin(self.levels.len());
        self.queues.clear();
        self.backlog = 0;
        self.scratch.by_contingent.clear();
        self.scratch.by_contingent.resize(self.levels.len(), 0);
    }

    /// Carries every contingent from one month end to the next.
    pub(crate) fn step(&mut self, basis: Basis<'_>) {
        self.t += 1;
        self.schedule.advance(basis, self.t);
        self.outcome.clear();
        if self.nothing_gets_in_the_way(basis) {
            self.follow_the_schedule(basis);
            return;
        }
        self.take_what_is_due(basis); // 1
        self.keep_what_holds_cover(basis); // 2
        self.keep_the_floor(basis); // 3
        self.keep_to_the_caps(basis); // 4
        self.settle(basis); // 5
    }

    /// Whether somebody is due to leave and has not.
    pub(crate) const fn has_backlog(&self) -> bool {
        self.backlog > 0
    }

    /// Whether steps 2 to 4 can keep nobody back: there is no backlog, no hold is on, no cap is
    /// below all that go together, and no floor is in the way.
    fn nothing_gets_in_the_way(&self, basis: Basis<'_>) -> bool {
        let course = basis.course;
        if self.backlog > 0 || !floors_hold_by_themselves(basis) {
            return false;
        }
        let t = self.t;
        let due: u32 =
            self.schedule.running.iter().map(|&phase| sum(&self.schedule.runs[phase].flow)).sum();
        due == 0
            || !(course.timeline.holds.iter().any(|hold| hold.covers(t))
                || course.hazards.iter().any(|windows| under_way(windows, t))
                || (course.timeline.caps.iter().zip(&course.numbers.caps))
                    .any(|(window, &cap)| window.covers(t) && due > cap))
    }

    /// Steps 1 to 5 where steps 2 to 4 keep nobody back.
    fn follow_the_schedule(&mut self, basis: Basis<'_>) {
        for &phase in &self.schedule.running {
            let flow = &self.schedule.runs[phase].flow;
            let wiring = &basis.plan.wiring.phases[phase];
            if basis.plan.spec.phases[phase].target.is_raise() {
                self.outcome.gain(&wiring.scope, flow);
                for (leg, &gain) in wiring.scope.iter().zip(flow) {
                    self.levels[leg.contingent] += gain;
                }
            } else if let Some(stretch) = &wiring.stretch {
                self.outcome.leave(stretch, flow);
                subtract(&mut self.levels[stretch.clone()], flow);
            } else {
                self.outcome.somebody_left = true;
                for (leg, &going) in wiring.scope.iter().zip(flow) {
                    self.outcome.withdrawn[leg.contingent] += going;
                    self.levels[leg.contingent] -= going;
                }
            }
        }
    }

    /// 1. What is due: backlog and this month's schedule, per contingent and phase; the phase that
    ///    started earlier comes first.
    fn take_what_is_due(&mut self, basis: Basis<'_>) {
        let runs = &self.schedule.runs;
        let is_over = |phase: usize| runs[phase].started.as_ref().is_none_or(|r| r.end < self.t);
        self.queues.retain(|queue| !is_over(queue.phase) || queue.backlog.iter().any(|&b| b > 0));
        for &phase in &self.schedule.running {
            let is_new = self.queues.iter().all(|queue| queue.phase != phase);
            if is_new && !basis.plan.spec.phases[phase].target.is_raise() {
                let none = vec![0; runs[phase].flow.len()];
                let (backlog, due, going) = (none.clone(), none.clone(), none);
                self.queues.push(Queue { phase, backlog, due, going });
            }
        }
        for queue in &mut self.queues {
            let out = &runs[queue.phase].flow;
            for ((due, &backlog), &out) in queue.due.iter_mut().zip(&queue.backlog).zip(out) {
                *due = backlog + out;
            }
            queue.going.copy_from_slice(&queue.due);
        }
    }

    /// 2. None of those who would leave their host, where a hold covers the month; a hazard that
    ///    is under way is a hold.
    fn keep_what_holds_cover(&mut self, basis: Basis<'_>) {
        let wiring = &basis.plan.wiring;
        let holds = (basis.course.timeline.holds.iter().zip(&wiring.holds).enumerate()).map(
            |(h, (window, reach))| (Keeper::Hold(h), std::slice::from_ref(window), &reach.scope),
        );
        let hazards = (basis.course.hazards.iter().zip(&wiring.hazards).enumerate())
            .map(|(h, (windows, scope))| (Keeper::Hazard(h), windows.as_slice(), scope));
        for (keeper, windows, scope) in holds.chain(hazards) {
            if !under_way(windows, self.t) {
                continue;
            }
            let held = marked(&mut self.scratch.by_contingent, scope);
            for queue in &mut self.queues {
                let legs = &basis.plan.wiring.phases[queue.phase].scope;
                let mut kept = 0;
                for (leg, going) in legs.iter().zip(&mut queue.going) {
                    if leg.leaves_host && held[leg.contingent] > 0 {
                        kept += u64::from(std::mem::take(going));
                    }
                }
                self.outcome.keep(queue.phase, keeper, kept);
            }
        }
    }

    /// 3. Never below the floor.
    fn keep_the_floor(&mut self, basis: Basis<'_>) {
        if floors_hold_by_themselves(basis) {
            return;
        }
        let room = &mut self.scratch.by_contingent;
        for ((room, &level), &floor) in
            room.iter_mut().zip(&self.levels).zip(basis.course.floors.at(self.t))
        {
            *room = level.saturating_sub(floor);
        }
        for queue in &mut self.queues {
            let legs = &basis.plan.wiring.phases[queue.phase].scope;
            let mut kept = 0;
            for (leg, going) in legs.iter().zip(&mut queue.going) {
                let room = &mut room[leg.contingent];
                kept += u64::from(going.saturating_sub(*room));
                *going = (*going).min(*room);
                *room -= *going;
            }
            self.outcome.keep(queue.phase, Keeper::Floor, kept);
        }
    }

    /// 4. Caps in force, in listing order: where more would leave their host than a cap lets,
    ///    each contingent gets its part of the cap, apportioned by what it would send.
    fn keep_to_the_caps(&mut self, basis: Basis<'_>) {
        for (k, window) in basis.course.timeline.caps.iter().enumerate() {
            if !window.covers(self.t) {
                continue;
            }
            let (scope, cap) = (&basis.plan.wiring.caps[k].scope, basis.course.numbers.caps[k]);
            let going: u32 = self.queues.iter().map(|queue| sum(&queue.going)).sum();
            if going <= cap {
                continue; // all together, whoever they are
            }
            let Scratch { by_contingent: would_send, apportioner, weights, parts } =
                &mut self.scratch;
            would_send.fill(0);
            for queue in &self.queues {
                let wiring = &basis.plan.wiring.phases[queue.phase];
                if let Some(stretch) = &wiring.stretch {
                    add(&mut would_send[stretch.clone()], &queue.going);
                    continue;
                }
                for (leg, &going) in wiring.scope.iter().zip(&queue.going) {
                    if leg.leaves_host {
                        would_send[leg.contingent] += going;
                    }
                }
            }
            weights.clear();
            if scope.len() == would_send.len() {
                weights.extend_from_slice(would_send);
            } else {
                weights.extend(scope.iter().map(|&c| would_send[c]));
            }
            if sum(weights) <= cap {
                continue;
            }
            apportioner.share(cap, weights, parts);
            // From here on `allowed`: its part for those in scope, everything for the others.
            let allowed = would_send;
            for (&c, &part) in scope.iter().zip(&*parts) {
                allowed[c] = part;
            }
            for queue in &mut self.queues {
                let wiring = &basis.plan.wiring.phases[queue.phase];
                let before = sum(&queue.going);
                if let Some(stretch) = &wiring.stretch {
                    let allowed = &mut allowed[stretch.clone()];
                    for (going, allowed) in queue.going.iter_mut().zip(&*allowed) {
                        *going = (*going).min(*allowed);
                    }
                    subtract(allowed, &queue.going);
                } else {
                    for (leg, going) in wiring.scope.iter().zip(&mut queue.going) {
                        if leg.leaves_host {
                            let allowed = &mut allowed[leg.contingent];
                            *going = (*going).min(*allowed);
                            *allowed -= *going;
                        }
                    }
                }
                let kept = u64::from(before - sum(&queue.going));
                self.outcome.keep(queue.phase, Keeper::Cap(k), kept);
            }
        }
    }

    /// 5. What is left goes; the rest is backlog; who was sent on or raised arrives.
    fn settle(&mut self, basis: Basis<'_>) {
        let outcome = &mut self.outcome;
        self.backlog = 0;
        for Queue { phase, backlog, due, going } in &mut self.queues {
            backlog.copy_from_slice(due);
            subtract(backlog, going);
            self.backlog += backlog.iter().map(|&troops| u64::from(troops)).sum::<u64>();
            let wiring = &basis.plan.wiring.phases[*phase];
            if let Some(stretch) = &wiring.stretch {
                outcome.leave(stretch, going);
                continue;
            }
            for (&leg, &going) in wiring.scope.iter().zip(&*going) {
                if going == 0 {
                    continue;
                }
                outcome.somebody_left = true;
                outcome.withdrawn[leg.contingent] += going;
                if let Some(to) = leg.to {
                    outcome.somebody_came = true;
                    outcome.sent_on[leg.contingent] += going;
                    outcome.arrived[to] += going;
                    let from = leg.contingent;
                    outcome.transfers.push(Transfer { from, to, troops: going });
                }
            }
        }
        for &phase in &self.schedule.running {
            if basis.plan.spec.phases[phase].target.is_raise() {
                let legs = &basis.plan.wiring.phases[phase].scope;
                outcome.gain(legs, &self.schedule.runs[phase].flow);
            }
        }
        subtract(&mut self.levels, &outcome.withdrawn);
        if outcome.somebody_came {
            add(&mut self.levels, &outcome.gained);
            add(&mut self.levels, &outcome.arrived);
        }
    }
}

/// Whether one of some windows, which follow each other, covers a month.
fn under_way(windows: &[Window], t: i32) -> bool {
    let next = windows.partition_point(|window| window.last < t);
    windows.get(next).is_some_and(|window| window.covers(t))
}

/// Writes 1 for the members of a scope and 0 for all others.
fn marked<'a>(scratch: &'a mut [u32], scope: &[usize]) -> &'a [u32] {
    scratch.fill(0);
    for &c in scope {
        scratch[c] = 1;
    }
    scratch
}

/// Whether the schedule keeps to the floors, so that step 3 can keep nobody: where floors never
/// change and nobody arrives from elsewhere, whoever is due is above the floor, late or not.
fn floors_hold_by_themselves(basis: Basis<'_>) -> bool {
    basis.plan.wiring.all_go_home && basis.course.floors.rows.len() == 1
}

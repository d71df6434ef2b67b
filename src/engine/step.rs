//! The month step: what comes of a month's schedule under holds, floors and caps
//! (DESIGN section 5).

use super::schedule::{Basis, Schedule};
use crate::leaves::apportion::apportion_into;

/// What keeps troops back in the month step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeper {
    Hold(usize),
    Hazard(usize),
    Floor,
    Cap(usize),
}

/// So many of a phase's due troops kept back in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeptBack {
    pub(crate) phase: usize,
    pub(crate) keeper: Keeper,
    pub(crate) troops: u64,
}

/// So many who left one contingent and arrived in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) troops: u32,
}

/// What a month brought, by contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) withdrawn: Vec<u32>,
    pub(crate) gained: Vec<u32>,
    pub(crate) arrived: Vec<u32>,
    /// Those of the withdrawn who went home.
    pub(crate) went_home: Vec<u32>,
    pub(crate) kept_back: Vec<KeptBack>,
    pub(crate) transfers: Vec<Transfer>,
}

/// One phase's cut on its way: what is due and what goes, by contingent of its scope.
#[derive(Clone, Debug)]
struct Queue {
    phase: usize,
    backlog: Vec<u32>,
    due: Vec<u32>,
    going: Vec<u32>,
}

/// The state that the months are carried through.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) t: i32,
    pub(crate) schedule: Schedule,
    /// `level_c(t)`
    pub(crate) levels: Vec<u32>,
    pub(crate) outcome: Outcome,
    /// In the order their phases started.
    queues: Vec<Queue>,
    /// For each contingent, a number that a step needs.
    scratch: Vec<u32>,
}

impl State {
    pub(crate) fn new(basis: Basis<'_>) -> Self {
        let levels = basis.course.numbers.strengths.clone();
        let none = vec![0; levels.len()];
        Self {
            t: 0,
            schedule: Schedule::new(basis.plan, &basis.course.numbers),
            outcome: Outcome {
                withdrawn: none.clone(),
                gained: none.clone(),
                arrived: none.clone(),
                went_home: none.clone(),
                kept_back: Vec::new(),
                transfers: Vec::new(),
            },
            levels,
            queues: Vec::new(),
            scratch: none,
        }
    }

    /// Carries every contingent from one month end to the next.
    pub(crate) fn step(&mut self, basis: Basis<'_>) {
        self.t += 1;
        self.schedule.advance(basis, self.t);
        self.outcome.clear();

        self.take_what_is_due(basis); // 1
        self.keep_what_holds_cover(basis); // 2
        self.keep_the_floor(basis); // 3
        self.keep_to_the_caps(basis); // 4
        self.settle(basis); // 5
    }

    /// Whether somebody is due to leave and has not.
    pub(crate) fn has_backlog(&self) -> bool {
        self.queues.iter().any(|queue| queue.backlog.iter().any(|&troops| troops > 0))
    }

    /// 1. What is due: backlog and this month's schedule, per contingent and phase; the phase that
    ///    started earlier comes first.
    fn take_what_is_due(&mut self, basis: Basis<'_>) {
        let runs = &self.schedule.runs;
        for &phase in &self.schedule.running {
            let is_new = runs[phase].started.as_ref().is_some_and(|r| r.start == self.t);
            if is_new && !basis.plan.spec.phases[phase].target.is_raise() {
                let none = vec![0; runs[phase].flow.len()];
                let (backlog, due, going) = (none.clone(), none.clone(), none);
                self.queues.push(Queue { phase, backlog, due, going });
            }
        }
        let is_over = |phase: usize| runs[phase].started.as_ref().is_none_or(|r| r.end < self.t);
        self.queues.retain(|queue| !is_over(queue.phase) || queue.backlog.iter().any(|&b| b > 0));
        for queue in &mut self.queues {
            let out = &runs[queue.phase].flow;
            for (i, due) in queue.due.iter_mut().enumerate() {
                *due = queue.backlog[i] + out[i];
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
            // The windows of one hazard follow each other.
            let next = windows.partition_point(|window| window.last < self.t);
            if !windows.get(next).is_some_and(|window| window.covers(self.t)) {
                continue;
            }
            let held = marked(&mut self.scratch, scope);
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
        let room = &mut self.scratch;
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
            let would_send = &mut self.scratch;
            would_send.fill(0);
            for queue in &self.queues {
                let legs = &basis.plan.wiring.phases[queue.phase].scope;
                for (leg, &going) in legs.iter().zip(&queue.going) {
                    if leg.leaves_host {
                        would_send[leg.contingent] += going;
                    }
                }
            }
            let total: u64 = scope.iter().map(|&c| u64::from(would_send[c])).sum();
            if total <= u64::from(cap) {
                continue;
            }
            let mut parts = Vec::new();
            apportion_into(cap, scope.iter().map(|&c| would_send[c]), &mut parts);
            // From here on `allowed`: its part for those in scope, everything for the others.
            let allowed = would_send;
            for (&c, &part) in scope.iter().zip(&parts) {
                allowed[c] = part;
            }
            for queue in &mut self.queues {
                let legs = &basis.plan.wiring.phases[queue.phase].scope;
                let mut kept = 0;
                for (leg, going) in legs.iter().zip(&mut queue.going) {
                    if leg.leaves_host {
                        let allowed = &mut allowed[leg.contingent];
                        kept += u64::from(going.saturating_sub(*allowed));
                        *going = (*going).min(*allowed);
                        *allowed -= *going;
                    }
                }
                self.outcome.keep(queue.phase, Keeper::Cap(k), kept);
            }
        }
    }

    /// 5. What is left goes; the rest is backlog; who was sent on or raised arrives.
    fn settle(&mut self, basis: Basis<'_>) {
        let outcome = &mut self.outcome;
        for queue in &mut self.queues {
            let legs = &basis.plan.wiring.phases[queue.phase].scope;
            for (i, &leg) in legs.iter().enumerate() {
                let going = queue.going[i];
                queue.backlog[i] = queue.due[i] - going;
                if going == 0 {
                    continue;
                }
                outcome.withdrawn[leg.contingent] += going;
                match leg.to {
                    None => outcome.went_home[leg.contingent] += going,
                    Some(to) => {
                        outcome.arrived[to] += going;
                        let from = leg.contingent;
                        outcome.transfers.push(Transfer { from, to, troops: going });
                    }
                }
            }
        }
        for &phase in &self.schedule.running {
            if basis.plan.spec.phases[phase].target.is_raise() {
                let legs = &basis.plan.wiring.phases[phase].scope;
                for (leg, &gain) in legs.iter().zip(&self.schedule.runs[phase].flow) {
                    outcome.gained[leg.contingent] += gain;
                }
            }
        }
        for (c, level) in self.levels.iter_mut().enumerate() {
            *level = *level - outcome.withdrawn[c] + outcome.gained[c] + outcome.arrived[c];
        }
    }
}

impl Outcome {
    fn clear(&mut self) {
        self.withdrawn.fill(0);
        self.gained.fill(0);
        self.arrived.fill(0);
        self.went_home.fill(0);
        self.kept_back.clear();
        self.transfers.clear();
    }

    /// Whether anybody left, came or changed contingent.
    pub(crate) fn moves_anybody(&self) -> bool {
        self.withdrawn.iter().chain(&self.gained).any(|&troops| troops > 0)
    }

    fn keep(&mut self, phase: usize, keeper: Keeper, troops: u64) {
        if troops > 0 {
            self.kept_back.push(KeptBack { phase, keeper, troops });
        }
    }
}

/// Writes 1 for the members of a scope and 0 for all others.
fn marked<'a>(scratch: &'a mut [u32], scope: &[usize]) -> &'a [u32] {
    scratch.fill(0);
    for &c in scope {
        scratch[c] = 1;
    }
    scratch
}

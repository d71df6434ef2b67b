//! When each phase starts, and what it moves then. This depends on no hold, cap or hazard.

use crate::engine::active_phase::ActivePhase;
use crate::engine::driver::MonthDriver;
use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::timeline::{CanRun, PhaseDates};
use crate::spec::phase::IfUndated;

/// What a phase waits for of those that precede it. An end that is known does not change any more, so that each is
/// looked up once.
#[derive(Clone, Copy, Debug, Default)]
struct Waiting {
    /// How many of the preceding phases, from the first, are known to have an end or are skipped.
    ended: usize,
    /// The month after the last of these ends.
    opens: i32,
}

impl ScheduleData {
    /// Starts every phase in its month, on the scheduled levels of the month before; visits only the months
    /// in which one may start.
    pub(crate) fn start_phases(&mut self) {
        let mut levels = self.numbers.strengths.clone();
        let mut active: Vec<ActivePhase> = Vec::new();
        let mut over: Vec<ActivePhase> = Vec::new(); // their rows are used again
        let mut waiting = vec![Waiting::default(); self.timeline.phases.len()];
        let mut has_never = self.never.iter().any(Option::is_some);
        let mut t = 1;
        while t <= self.horizon {
            for phase in &mut active {
                phase.advance(self, t - 1, &mut levels);
            }
            over.extend(active.extract_if(.., |phase| phase.last < t));
            let mut next = i32::MAX;
            for (i, waiting) in waiting.iter_mut().enumerate() {
                let is_open = self.started(i).is_none();
                if is_open && self.timeline.phases[i].run != CanRun::Past {
                    next = next.min(self.start_phase(i, t, &levels, waiting, &mut has_never));
                    if let Some(allocation) = self.started(i) {
                        let mut phase = over.pop().unwrap_or_default();
                        phase.start(allocation);
                        active.push(phase);
                    }
                }
            }
            t = next;
        }
    }

    /// Starts every phase in its month, on the scheduled levels as corrected by what was seen (rules#tracking): walks
    /// all months, as a projection does.
    pub(crate) fn start_tracked_phases(&mut self) {
        let mut driver = MonthDriver::default();
        driver.begin(self);
        driver.next(self); // `as_of`
        for t in 1..=self.horizon {
            for i in 0..self.timeline.phases.len() {
                if self.started(i).is_none() && self.timeline.phases[i].run != CanRun::Past {
                    // What precedes it may end in another month than it was last known to.
                    let levels = &driver.state().cursor.levels;
                    self.start_phase(i, t, levels, &mut Waiting::default(), &mut true);
                }
            }
            driver.look_again();
            driver.next(self);
            for phase in driver.state().cursor.active() {
                if let Some(position) = self.position[phase.phase] {
                    let allocation = &mut self.started[position];
                    (allocation.end, allocation.last) = (phase.end, phase.last);
                }
            }
        }
    }

    /// Starts a phase if its month is `t`, or computes what it would move if `t` is its planned start. Gives
    /// the next month, after `t`, in which either may happen, or in which others need not wait for it any more.
    fn start_phase(
        &mut self,
        i: usize,
        t: i32,
        levels: &[u32],
        waiting: &mut Waiting,
        has_never: &mut bool,
    ) -> i32 {
        let PhaseDates { natural, planned, replaced_after, .. } = self.timeline.phases[i];
        self.note_never(i, t, *has_never);
        *has_never |= self.never[i].is_some();
        let over = replaced_after.map(|u| u.saturating_add(1));
        // Once it is replaced it does not start any more (rules#until).
        let is_over = over.is_some_and(|over| over <= t);
        let start = if is_over { None } else { self.start_of(i, t, waiting) };
        if start.is_some_and(|start| start <= t) {
            let allocation = PhaseAllocation::new(self, i, t, levels);
            self.position[i] = Some(self.started.len());
            self.started.push(allocation);
            return i32::MAX;
        }
        if planned == t {
            // Such a phase is assessed from its planned start on (rules#assessed).
            let allocation = PhaseAllocation::new(self, i, t, levels);
            self.planned.insert(i, allocation);
        }
        let months = start.into_iter().chain(over).chain([natural, planned]);
        months.filter(|&month| month > t).fold(i32::MAX, i32::min)
    }

    /// 3. The start s (rules#start); `None` while that is not known, or if it never starts.
    fn start_of(&self, i: usize, t: i32, waiting: &mut Waiting) -> Option<i32> {
        if self.never[i].is_some() {
            return None;
        }
        let dates = &self.timeline.phases[i];
        let references = &self.plan.references.phases[i];
        // A slip delays a rate's start, but not what it waits for (rules#slips).
        let slip = self.numbers.rates[i].map_or(0, |_| self.timeline.slips[i].max(0));
        let mut start = dates.natural.saturating_add(slip);
        for &event in &references.waits_for {
            start = start.max(self.timeline.opens[event]?.saturating_add(slip));
        }
        for &j in &dates.preceding[waiting.ended..] {
            if !self.is_skipped(j) {
                waiting.opens = waiting.opens.max(self.end_of(j, t)?.saturating_add(1));
            }
            waiting.ended += 1;
        }
        start = start.max(waiting.opens);
        if let Some(q) = references.in_proportion_to {
            start = start.max(self.started(q)?.start);
        }
        Some(start)
    }

    /// The month by whose end a phase delays others no longer, as far as it is known at the beginning of month
    /// `t`: the earlier of its paced end and u.
    fn end_of(&self, j: usize, t: i32) -> Option<i32> {
        let over = || self.timeline.phases[j].replaced_after.filter(|&u| u < t);
        self.started(j).map(|allocation| allocation.last).or_else(over)
    }

    /// Notes whether a phase can never start, as is known at the beginning of month `t` (rules#never-starts).
    fn note_never(&mut self, i: usize, t: i32, has_never: bool) {
        if self.never[i].is_some() {
            return;
        }
        let dates = &self.timeline.phases[i];
        let blocks = |&j: &usize| {
            self.never[j].is_some()
                && !self.is_skipped(j)
                && self.timeline.phases[j].replaced_after.is_none()
        };
        let is_lost = |q: usize| {
            let is_over = self.timeline.phases[q].replaced_after.is_some_and(|u| u < t);
            self.never[q].is_some() || (is_over && self.started(q).is_none())
        };
        let proportion = self.plan.references.phases[i].in_proportion_to;
        let never =
            proportion.is_some_and(is_lost) || (has_never && dates.preceding.iter().any(blocks));
        if never {
            self.never[i] = Some(t);
        }
    }

    /// Whether later phases go on as if a phase that can never start were not listed.
    pub(crate) fn is_skipped(&self, phase: usize) -> bool {
        self.never[phase].is_some() && self.plan.spec.phases[phase].if_undated == IfUndated::Skip
    }
}

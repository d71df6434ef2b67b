//! The schedule: what the plan intends, month by month, as if nothing got in its way
//! (DESIGN section 4).

use super::pace::{Share, months_at, share};
use crate::checked::course::{CanRun, Course};
use crate::checked::plan::Plan;
use crate::checked::timeline::has_calendar_deadline;
use crate::checked::wiring::Leg;
use crate::leaves::apportion::Apportioner;
use crate::written::phase::{Order, Phase, Target, WhenLate};

/// What a phase moves, reckoned at the end of the month before it starts.
#[derive(Clone, Debug)]
pub(crate) struct Reckoning {
    /// s
    pub(crate) start: i32,
    /// e, the paced end.
    pub(crate) end: i32,
    /// L, the scope's scheduled strength.
    pub(crate) level: u64,
    /// The cut, or the gain.
    pub(crate) moves: u32,
    /// What the scope's projected strength must have come to at the deadline (DESIGN section 5).
    pub(crate) goal: u64,
    /// The cut or gain of each contingent in the scope.
    shares: Vec<u32>,
    /// The greatest of them.
    most: u32,
    /// What each can give down to its floor (`w_c`), for a cut in listed order.
    room: Vec<u32>,
}

/// A phase on its way through the months.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// From the month it starts.
    pub(crate) started: Option<Reckoning>,
    /// As if it had started at s0, where it had not.
    pub(crate) planned: Option<Reckoning>,
    /// What each contingent in its scope has moved so far.
    moved: Vec<u32>,
    /// What each moves this month.
    pub(crate) flow: Vec<u32>,
}

impl Run {
    /// As it started or, while it has not, as it would have at s0.
    pub(crate) fn reckoned(&self) -> Option<&Reckoning> {
        self.started.as_ref().or(self.planned.as_ref())
    }
}

/// The schedule of a plan, advanced a month at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    /// `S_c(t)`
    pub(crate) levels: Vec<u32>,
    pub(crate) runs: Vec<Run>,
    /// The phases under way, in the order they started.
    pub(crate) running: Vec<usize>,
    /// The phases that may still start.
    waiting: Vec<usize>,
    room: Room,
}

/// Room to work in, kept for the next to need it.
#[derive(Clone, Debug, Default)]
struct Room {
    apportioner: Apportioner,
    weights: Vec<u32>,
    spare: Vec<Vec<u32>>,
}

impl Room {
    fn empty(&mut self) -> Vec<u32> {
        let mut row = self.spare.pop().unwrap_or_default();
        row.clear();
        row
    }

    fn zeros(&mut self, count: usize) -> Vec<u32> {
        let mut row = self.empty();
        row.resize(count, 0);
        row
    }
}

/// What a schedule is reckoned from.
#[derive(Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) course: &'a Course,
}

impl Schedule {
    /// Begins anew, perhaps with another plan.
    pub(crate) fn begin(&mut self, plan: &Plan, course: &Course) {
        self.levels.clone_from(&course.numbers.strengths);
        self.running.clear();
        for run in &mut self.runs {
            let Run { started, planned, moved, flow } = std::mem::take(run);
            let reckonings = [started, planned].into_iter().flatten();
            let rows = reckonings.flat_map(|reckoning| [reckoning.shares, reckoning.room]);
            // A phase that never ran has no rows to give back.
            let made = rows.chain([moved, flow]).filter(|row| row.capacity() > 0);
            self.room.spare.extend(made);
        }
        self.runs.resize_with(plan.spec.phases.len(), Run::default);
        let phases = course.timeline.phases.iter().enumerate();
        self.waiting.clear();
        self.waiting.extend(phases.filter(|(_, dates)| dates.run != CanRun::Past).map(|(i, _)| i));
    }

    /// Schedules month `t`: who starts, and what every phase under way moves.
    pub(crate) fn advance(&mut self, basis: Basis<'_>, t: i32) {
        self.start(basis, t);
        self.running.retain(|&i| {
            let over = self.runs[i].started.as_ref().is_none_or(|reckoning| reckoning.end < t);
            if over {
                self.runs[i].flow.fill(0);
            }
            !over
        });
        for &i in &self.running {
            let phase = &basis.plan.spec.phases[i];
            let Run { started: Some(reckoning), moved, flow, .. } = &mut self.runs[i] else {
                continue;
            };
            std::mem::swap(moved, flow); // `flow` now holds what had moved before
            reckoning.moved_by(phase, basis.course.numbers.rates[i], t, moved);
            for (flow, &moved) in flow.iter_mut().zip(moved.iter()) {
                *flow = moved - *flow;
            }
            let wiring = &basis.plan.wiring.phases[i];
            match &wiring.stretch {
                Some(stretch) if !phase.target.is_raise() => {
                    for (level, &troops) in self.levels[stretch.clone()].iter_mut().zip(&*flow) {
                        *level -= troops;
                    }
                }
                _ => {
                    for (leg, &troops) in wiring.scope.iter().zip(&*flow) {
                        if phase.target.is_raise() {
                            self.levels[leg.contingent] += troops;
                        } else {
                            self.levels[leg.contingent] -= troops;
                            if let Some(to) = leg.to {
                                self.levels[to] += troops;
                            }
                        }
                    }
                }
            }
        }
    }

    /// Rule 3: starts the phases whose month has come, on the levels of the month before.
    fn start(&mut self, basis: Basis<'_>, t: i32) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.retain(|&i| {
            let dates = &basis.course.timeline.phases[i];
            // Nothing starts before its n0, and s0 is not before n0.
            dates.natural > t || !self.start_if_open(basis, i, t)
        });
        self.waiting = waiting;
    }

    /// Starts a phase whose month has come and says so; reckons one that comes late as planned.
    fn start_if_open(&mut self, basis: Basis<'_>, i: usize, t: i32) -> bool {
        let dates = &basis.course.timeline.phases[i];
        let wiring = &basis.plan.wiring.phases[i];
        let opens = &basis.course.timeline.opens;
        let has_opened = |&event: &usize| opens[event].is_some_and(|opens| opens <= t);
        let has_ended = |&j: &usize| self.runs[j].started.as_ref().is_some_and(|r| r.end < t);
        let has_started = |q: usize| self.runs[q].started.is_some();
        let starts = dates.run == CanRun::Yes
            && wiring.waits_for.iter().all(has_opened)
            && dates.preceded_by.iter().all(has_ended)
            && wiring.in_proportion_to.is_none_or(has_started);
        if starts {
            let size = wiring.scope.len();
            let reckoning = Reckoning::new(basis, i, t, self);
            let (moved, flow) = (self.room.zeros(size), self.room.zeros(size));
            let run = &mut self.runs[i];
            (run.moved, run.flow, run.started) = (moved, flow, Some(reckoning));
            self.running.push(i);
        } else if dates.planned == t {
            self.runs[i].planned = Some(Reckoning::new(basis, i, t, self));
        }
        starts
    }
}

impl Reckoning {
    /// What phase `i` moves if it starts in month `s`.
    pub(crate) fn new(basis: Basis<'_>, i: usize, s: i32, schedule: &mut Schedule) -> Self {
        let phase = &basis.plan.spec.phases[i];
        let legs = &basis.plan.wiring.phases[i].scope;
        let number = basis.course.numbers.targets[i];
        // Where a rate decides the end, max(b, s) stands for it in the floors.
        let end = end_by_dates(basis, i, s);

        let level: u64 = legs.iter().map(|leg| u64::from(schedule.levels[leg.contingent])).sum();
        let (now, then) =
            (basis.course.floors.at(end), basis.course.floors.at(end.saturating_add(1)));
        let mut room = schedule.room.empty();
        room.extend(legs.iter().map(|&Leg { contingent: c, .. }| {
            schedule.levels[c].saturating_sub(now[c].max(then[c]))
        }));
        // W, what no floor keeps.
        let spare: u64 = room.iter().map(|&w| u64::from(w)).sum();

        let number = u64::from(number);
        let cut_of = |wanted: u64| (spare.min(wanted), level.saturating_sub(wanted));
        let (moves, goal) = match &phase.target {
            Target::ReduceTo(_) => (spare.min(level.saturating_sub(number)), number),
            Target::ReduceBy(_) => cut_of(number),
            Target::ReduceByPercent(percent) => cut_of(percent.of(level)),
            Target::InProportionTo(_) => cut_of(proportional(basis, i, level, schedule)),
            Target::Remainder => (spare, level - spare),
            Target::RaiseTo(_) => (number.saturating_sub(level), number),
            Target::RaiseBy(_) => (number, level + number),
        };
        // Levels and raises add up to no more than u32::MAX (DESIGN section 8).
        let moves = u32::try_from(moves).unwrap_or(u32::MAX);
        let mut shares = schedule.room.empty();
        let Schedule { levels, room: Room { apportioner, weights, .. }, .. } = schedule;
        if phase.target.is_raise() {
            weights.clear();
            weights.extend(legs.iter().map(|leg| levels[leg.contingent]));
            apportioner.share(moves, weights, &mut shares);
        } else {
            apportioner.share(moves, &room, &mut shares);
        }
        let most = shares.iter().copied().max().unwrap_or(0);
        let end = paced_end(basis, i, s, moves);
        Self { start: s, end, level, moves, goal, shares, most, room }
    }

    /// What each contingent of the scope has moved by the end of month `t`.
    pub(crate) fn moved_by(&self, phase: &Phase, rate: Option<u32>, t: i32, moved: &mut [u32]) {
        let share = self.share_by(phase, rate, t);
        let is_cut = !phase.target.is_raise();
        let block = phase.blocks.filter(|_| is_cut && !share.is_all()).map_or(1, |b| b.0.max(1));
        let whole_blocks = |troops: u32| troops - troops % block;
        if is_cut && phase.order == Order::Listed {
            let mut left = whole_blocks(share.of(self.moves));
            for (moved, &room) in moved.iter_mut().zip(&self.room) {
                *moved = left.min(room);
                left -= *moved;
            }
        } else {
            share.of_each(&self.shares, self.most, moved);
            if block > 1 {
                for moved in moved.iter_mut() {
                    *moved = whole_blocks(*moved);
                }
            }
        }
    }

    /// What the whole scope has moved by the end of month `t`.
    pub(crate) fn moved_in_all(&self, phase: &Phase, rate: Option<u32>, t: i32) -> u64 {
        if t < self.start {
            return 0;
        }
        let mut moved = vec![0; self.shares.len()];
        self.moved_by(phase, rate, t, &mut moved);
        moved.into_iter().map(u64::from).sum()
    }

    /// `p_k` for the month k that `t` is.
    fn share_by(&self, phase: &Phase, rate: Option<u32>, t: i32) -> Share {
        let months =
            |from: i32, to: i32| u32::try_from(i64::from(to) - i64::from(from) + 1).unwrap_or(0);
        share(&phase.pace, rate, months(self.start, t), months(self.start, self.end), self.moves)
    }
}

/// 4. The paced end of a phase that starts in month s and moves so many.
pub(crate) fn paced_end(basis: Basis<'_>, i: usize, s: i32, moves: u32) -> i32 {
    match basis.course.numbers.rates[i] {
        Some(rate) => s.saturating_add(months_at(rate, moves) - 1),
        None => end_by_dates(basis, i, s),
    }
}

fn end_by_dates(basis: Basis<'_>, i: usize, s: i32) -> i32 {
    let (phase, dates) = (&basis.plan.spec.phases[i], &basis.course.timeline.phases[i]);
    let b = dates.binds.unwrap_or(s);
    let slides = phase.when_late == WhenLate::Slide && has_calendar_deadline(phase);
    let has_rate = basis.course.numbers.rates[i].is_some();
    let late = if slides && !has_rate { (s - dates.planned).max(0) } else { 0 };
    s.max(b.saturating_add(late))
}

/// `floor(L * cut_q / L_q)`, with q as it started or as it would have at its s0.
fn proportional(basis: Basis<'_>, i: usize, level: u64, schedule: &Schedule) -> u64 {
    let q = basis.plan.wiring.phases[i].in_proportion_to;
    let Some(q) = q.and_then(|q| schedule.runs[q].reckoned()) else { return 0 };
    if q.level == 0 {
        return 0;
    }
    let cut = u128::from(level) * u128::from(q.moves) / u128::from(q.level);
    u64::try_from(cut).unwrap_or(level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::PlanSpec;
    use crate::written::force::Contingent;

    #[test]
    fn beginning_anew_hoards_no_rows() -> Result<(), Box<dyn std::error::Error>> {
        use crate::leaves::troops::Troops;

        // The first phase is past and never needs the rows that a run has.
        let plan = Plan::new(PlanSpec {
            contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
            phases: vec![
                Phase::new("past", Target::Remainder, "2024-06-30".parse()?),
                Phase::new("all", Target::Remainder, "2024-12-31".parse()?),
            ],
            ..PlanSpec::new("Again and again", "2024-08".parse()?)
        })?;
        let basis = Basis { plan: &plan, course: Course::best(&plan) };
        let mut schedule = Schedule::default();
        for _ in 0..1_000 {
            schedule.begin(basis.plan, basis.course);
            for t in 1..=plan.horizon() {
                schedule.advance(basis, t);
            }
        }
        assert!(schedule.room.spare.len() <= 4, "{}", schedule.room.spare.len());
        Ok(())
    }
}

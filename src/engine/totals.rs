//! The theatre's total alone, where nothing hangs on who leaves: one number stands for all contingents.
//!
//! Where every phase is a cut of everyone, every hold, hazard and cap covers everyone, floors never
//! change and no number of troops but a cap's is drawn, each phase starts from the same scheduled
//! strengths in every draw, and the month step keeps back so many of the total, whoever they are: a
//! month ends on schedule or, where more are due than can leave, that much lower than it began. Four
//! draws are stepped side by side, without a branch.

use super::basis::Basis;
use super::draw::Inputs;
use super::limits::Limits;
use super::reckoning::{Room, paced_end};
use crate::checked::course::{CanRun, Course, Window};
use crate::checked::outline::{Outline, Reckoning};
use crate::checked::plan::Plan;
use crate::written::phase::Target;

/// A plan's totals, four draws at a time.
#[derive(Clone, Debug)]
pub(crate) struct Totals {
    cuts: Vec<Cut>,
    /// Of each phase, its place among the cuts; past phases have none.
    cut_of: Vec<Option<usize>>,
    pub(crate) strength: i32,
    /// Those whom residuals keep, in every month.
    pub(crate) residual: u32,
    limits: Limits,
    /// By draw, as scheduled: by month, and room for a stride more.
    schedules: [Vec<i32>; 4],
    /// By month, as it comes out.
    pub(crate) levels: Vec<[i32; 4]>,
}

/// What a phase moves, in every draw the same; how fast depends on its length.
#[derive(Clone, Debug)]
struct Cut {
    phase: usize,
    reckoning: Reckoning,
    /// What each contingent gives.
    each: Vec<u32>,
    /// For each length, the total left at the end of each of its months, and from then on.
    left: Vec<Vec<Stride>>,
    /// The scheduled total before it, and after.
    before: i32,
    after: i32,
    /// By draw, as it was laid out last.
    runs: [CutRun; 4],
}

/// When a phase runs in a draw, and when it is due.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CutRun {
    pub(crate) start: i32,
    end: i32,
    pub(crate) binds: Option<i32>,
}

/// Schedules are written so many months at once, that the processor need not guess how many: past a
/// phase's end and the next one's start, which writes over them.
const STRIDE: usize = 32;
type Stride = [i32; STRIDE];

/// More figures than this are not kept; such plans are stepped through whole.
const MOST: usize = 1 << 22;

impl Totals {
    /// `None` where something hangs on who leaves; `days_move` where more days are drawn than those
    /// that events open.
    pub(crate) fn of(plan: &Plan, inputs: &Inputs, days_move: bool) -> Option<Self> {
        let course = Course::best(plan);
        let everyone = plan.spec.contingents.len();
        let (wiring, phases) = (&plan.wiring, &course.timeline.phases);
        let months = usize::try_from(plan.horizon()).ok()? + 1;
        let alike = course.floors.hold_by_themselves
            && inputs.draws_days_and_caps_alone()
            && months * (months + STRIDE) * phases.len() <= MOST
            && wiring.holds.iter().chain(&wiring.caps).all(|reach| reach.scope.len() == everyone)
            && wiring.hazards.iter().all(|scope| scope.len() == everyone);
        if !alike {
            return None;
        }
        let basis = Basis { plan, course };
        let (mut scheduled, mut room) = (course.numbers.strengths.clone(), Room::default());
        let mut outline = Outline::default();
        // Levels of 31 bits can be compared four at once.
        let strength = i32::try_from(scheduled.iter().copied().map(u64::from).sum::<u64>());
        let strength = strength.ok()?;
        let (mut cuts, mut cut_of): (Vec<Cut>, _) = (Vec::new(), vec![None; phases.len()]);
        for (phase, dates) in phases.iter().enumerate() {
            let (spec, legs) = (&plan.spec.phases[phase], &wiring.phases[phase].scope);
            match dates.run {
                CanRun::Past => continue,
                CanRun::Never => return None,
                CanRun::Yes => {}
            }
            let in_proportion = matches!(spec.target, Target::InProportionTo(_));
            if legs.len() != everyone || spec.target.is_raise() || in_proportion {
                return None;
            }
            let reckoning = Reckoning::new(basis, phase, 1, &scheduled, &mut outline, &mut room);
            let mut moved = vec![0; legs.len()];
            let each = outline.each(&reckoning).to_vec();
            reckoning.moved_by(basis, &each, reckoning.end, &mut moved);
            for (level, moved) in scheduled.iter_mut().zip(moved) {
                *level -= moved;
            }
            cut_of[phase] = Some(cuts.len());
            let before = cuts.last().map_or(strength, |cut| cut.after);
            let after = before.saturating_sub_unsigned(reckoning.moves);
            let left = vec![Vec::new(); months + 1];
            cuts.push(Cut {
                phase,
                reckoning,
                each,
                left,
                before,
                after,
                runs: Default::default(),
            });
        }
        let present = course.numbers.strengths.iter().zip(course.floors.at(0));
        let row = vec![strength; months + STRIDE];
        Some(Self {
            cuts,
            cut_of,
            strength,
            residual: present.map(|(&level, &floor)| level.min(floor)).sum(),
            limits: Limits::new(basis, inputs, days_move),
            schedules: [row.clone(), row.clone(), row.clone(), row],
            levels: vec![[strength; 4]; months],
        })
    }

    /// Begins four draws anew.
    pub(crate) fn begin(&mut self) {
        self.limits.begin();
    }

    /// Lays one of the four draws out on a course, under hazards; `false` where a phase does not start
    /// within the projection, for then its goal hangs on more than totals.
    pub(crate) fn lay_out(&mut self, i: usize, basis: Basis<'_>, hazards: &[Vec<Window>]) -> bool {
        let last = basis.plan.horizon();
        let mut free = 1; // the first month in which no phase is under way
        for cut in &mut self.cuts {
            let Some(opens) = opens(basis, cut.phase) else { return false };
            let start = opens.max(free);
            if start > last {
                return false;
            }
            let end = paced_end(basis, cut.phase, start, cut.reckoning.moves);
            let binds = basis.course.timeline.phases[cut.phase].binds;
            cut.runs[i] = CutRun { start, end, binds };
            free = end.saturating_add(1);
        }
        let beyond = self.levels.len();
        let first = self.cuts.first().map_or(beyond, |cut| place(cut.runs[i].start));
        let schedule = &mut self.schedules[i];
        write(&mut schedule[..], first, &[], self.strength);
        for k in 0..self.cuts.len() {
            let until = self.cuts.get(k + 1).map_or(beyond, |next| place(next.runs[i].start));
            let cut = &mut self.cuts[k];
            let (from, after) = (place(cut.runs[i].start), cut.after);
            write(&mut schedule[from..], until - from, cut.left(i, basis, last), after);
        }
        self.limits.lay_out(i, basis, hazards);
        true
    }

    /// Steps the four draws month by month.
    pub(crate) fn step(&mut self) {
        let mut level = [self.strength; 4];
        let schedules = self.schedules.each_ref().map(|schedule| &schedule[..self.levels.len()]);
        for (t, (row, most)) in self.levels.iter_mut().zip(&self.limits.most).enumerate() {
            for i in 0..4 {
                level[i] = schedules[i][t].max(level[i] - most[i]);
            }
            *row = level;
        }
    }

    /// How many have gone home in one of the draws.
    pub(crate) fn went_home(&self, i: usize) -> u32 {
        let left = self.levels.last().map_or(self.strength, |row| row[i]);
        self.strength.abs_diff(left)
    }

    /// When each draw's last left, as far as nobody is still due; where nobody leaves, at once.
    pub(crate) fn completions(&self) -> [Option<i32>; 4] {
        let last = self.levels.len() - 1;
        let levels = self.levels[last];
        let last_moves = self.months_above(0, levels);
        std::array::from_fn(|i| {
            let end = self.cuts.last().map_or(0, |cut| cut.runs[i].end);
            let is_done = levels[i] == self.schedules[i][last] && place(end) <= last;
            is_done.then_some(last_moves[i])
        })
    }

    /// When a phase runs in each draw, and from which month on its goal is reached, or the next after
    /// the last; a month before it matters may stand for an earlier one. `None` for a past phase.
    pub(crate) fn reached(&self, phase: usize) -> Option<[(CutRun, i32); 4]> {
        let cut = &self.cuts[self.cut_of[phase]?];
        let matters = |run: &CutRun| run.binds.map_or(run.start, |b| b.min(run.start));
        let from = cut.runs.iter().map(matters).min().unwrap_or(0).max(0);
        let goal = i32::try_from(cut.reckoning.goal).unwrap_or(i32::MAX);
        let above = self.months_above(from, [goal; 4]);
        Some(std::array::from_fn(|i| (cut.runs[i], from + above[i])))
    }

    /// In how many months from one on each draw's total is above a bound. Nobody comes: these are the
    /// first of them.
    fn months_above(&self, from: i32, bounds: [i32; 4]) -> [i32; 4] {
        let mut above = [0; 4];
        for row in self.levels.iter().skip(place(from)) {
            for i in 0..4 {
                above[i] += i32::from(row[i] > bounds[i]);
            }
        }
        above
    }
}

impl Cut {
    /// The scheduled totals of a draw from the phase's first month on, as far as they lie within the
    /// projection.
    fn left(&mut self, i: usize, basis: Basis<'_>, last: i32) -> &[Stride] {
        let CutRun { start, end, .. } = self.runs[i];
        let beyond = self.left.len() - 1; // the place of what ends after the projection
        let months = usize::try_from(end - start).unwrap_or(0) + 1;
        let at = if end > last { beyond } else { months.min(beyond) };
        let of_length = (self.reckoning.start, self.reckoning.end) == (start, end);
        let left = &mut self.left[at];
        if left.is_empty() || (at == beyond && !of_length) {
            (self.reckoning.start, self.reckoning.end) = (start, end);
            left.clear();
            for from in (start..=end.min(last)).step_by(STRIDE) {
                let mut t = from;
                left.push([(); STRIDE].map(|()| {
                    let moved = self.reckoning.moved_in_all(basis, &self.each, t.min(end));
                    t = t.saturating_add(1);
                    self.before.saturating_sub_unsigned(u32::try_from(moved).unwrap_or(u32::MAX))
                }));
            }
        }
        left
    }
}

/// Writes so many scheduled totals, rounded up to whole strides: what is left, and what remains then.
#[inline]
fn write(schedule: &mut [i32], months: usize, left: &[Stride], after: i32) {
    let (strides, _) = schedule.as_chunks_mut::<STRIDE>();
    let mut left = left.iter();
    for stride in strides.iter_mut().take(months.div_ceil(STRIDE)) {
        match left.next() {
            Some(left) => *stride = *left,
            None => stride.fill(after),
        }
    }
}

/// The month in which a phase could start if no other came before it; `None` if never.
fn opens(basis: Basis<'_>, phase: usize) -> Option<i32> {
    let timeline = &basis.course.timeline;
    let mut events = basis.plan.wiring.phases[phase].waits_for.iter();
    let natural = timeline.phases[phase].natural;
    events.try_fold(natural, |latest, &event| Some(latest.max(timeline.opens[event]?)))
}

/// The place of a month in a row.
fn place(t: i32) -> usize {
    usize::try_from(t).unwrap_or(0)
}

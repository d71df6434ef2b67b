//! The theatre's total alone, where nothing hangs on who leaves: one number stands for all contingents.
//!
//! Where every phase is a cut of everyone, every hold, hazard and cap covers everyone, floors never
//! change and no number of troops but a cap's is drawn, each phase starts from the same scheduled
//! strengths in every draw, and the month step keeps back so many of the total, whoever they are: a
//! month ends on schedule or, where more are due than can leave, that much lower than it began. Four
//! draws are stepped side by side, without a branch.

use std::ops::Range;

use crate::engine::basis::Basis;
use crate::engine::draw::{Fixed, Inputs};
use crate::engine::limits::Limits;
use crate::engine::openings::Openings;
use crate::engine::outline::opens;
use crate::engine::reckoning::{Room, paced_end};
use crate::engine::starts::Starts;
use crate::plan::checked::Plan;
use crate::plan::outline::{Outline, Reckoning};
use crate::plan::resolved::{CanRun, Course};
use crate::spec::phase::Target;

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
    /// Whether a draw is laid out on a course of its own: days or caps are drawn.
    pub(crate) on_course: bool,
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
    /// By how many of its months after the first are projected.
    left: Vec<Left>,
    /// The scheduled total before it, and after.
    before: i32,
    after: i32,
    /// Where no days are drawn but those that events open.
    starts: Option<Starts>,
    /// By draw, as it was laid out last.
    runs: [CutRun; 4],
}

/// The total that a phase leaves at the end of each of its months that are projected, and from then on,
/// where it takes so many in all.
#[derive(Clone, Debug, Default)]
struct Left {
    months: u32,
    strides: Vec<Stride>,
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
    /// `None` where something hangs on who leaves; `openings` where no days are drawn but those of
    /// events.
    pub(crate) fn of(plan: &Plan, inputs: &Inputs, openings: Option<&Openings>) -> Option<Self> {
        let course = Course::best(plan);
        let everyone = plan.spec.contingents.len();
        let (wiring, phases) = (&plan.wiring, &course.timeline.phases);
        let months = usize::try_from(plan.horizon()).ok()? + 1;
        let mut reaches = wiring.holds.iter().chain(wiring.caps.iter());
        let alike = course.floors.hold_by_themselves
            && inputs.draws_days_and_caps_alone()
            && months * (months + STRIDE) * phases.len() <= MOST
            && reaches.all(|reach| reach.scope.len() == everyone)
            && wiring.hazards.iter().all(|scope| scope.len() == everyone);
        if !alike {
            return None;
        }
        let basis = Basis { plan, course };
        let days_move = inputs.has_days() && openings.is_none();
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
            let starts = (!days_move).then(|| Starts::of(basis, phase, reckoning.moves, openings));
            cuts.push(Cut {
                phase,
                reckoning,
                each,
                left: vec![Left::default(); months],
                before,
                after,
                starts,
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
            on_course: days_move || inputs.has_numbers(),
            schedules: [row.clone(), row.clone(), row.clone(), row],
            levels: vec![[strength; 4]; months],
        })
    }

    /// Begins four draws anew.
    pub(crate) fn begin(&mut self) {
        self.limits.begin();
    }

    /// Lays one of the four draws out; the course needs to be the draw's own only where it is to be
    /// laid [on one](Self::on_course). `false` where a phase does not start within the projection, for
    /// then its goal hangs on more than totals.
    pub(crate) fn lay_out(&mut self, i: usize, basis: Basis<'_>, fixed: &Fixed) -> bool {
        let last = basis.plan.horizon();
        let mut free = 1; // the first month in which no phase is under way
        let (mut from, mut left, mut after): (_, &[Stride], _) = (0, &[], self.strength);
        let schedule = &mut self.schedules[i];
        for cut in &mut self.cuts {
            let Some(run) = cut.run(basis, fixed, free) else { return false };
            cut.runs[i] = run;
            let start = place(run.start);
            write(schedule, from..start, left, after);
            free = run.end.saturating_add(1);
            (from, after) = (start, cut.after);
            left = cut.left(run, basis, last);
        }
        write(schedule, from..self.levels.len(), left, after);
        self.limits.lay_out(i, basis, &fixed.hazards);
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
    pub(crate) fn home_departures(&self, i: usize) -> u32 {
        let left = self.levels.last().map_or(self.strength, |row| row[i]);
        self.strength.abs_diff(left)
    }

    /// When each draw's last left, as far as nobody is still due; where nobody leaves, at once.
    pub(crate) fn completions(&self) -> [Option<i32>; 4] {
        let last = self.levels.len() - 1;
        let levels = self.levels[last];
        // Before the last phase starts, more are there than when it is done.
        let last_cut = self.cuts.last().filter(|cut| cut.reckoning.moves > 0);
        let starts = last_cut.and_then(|cut| cut.runs.iter().map(|run| run.start).min());
        let from = starts.unwrap_or(0).max(0);
        let last_moves = self.months_above(from, levels).map(|above| from + above);
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
        let (fours, rest) = self.levels.get(place(from)..).unwrap_or_default().as_chunks::<4>();
        let mut count = |row: &[i32; 4]| {
            for i in 0..4 {
                above[i] += i32::from(row[i] > bounds[i]);
            }
        };
        for rows in fours {
            rows.iter().for_each(&mut count);
        }
        rest.iter().for_each(count);
        above
    }
}

impl Cut {
    /// When it runs in a draw, not before the month `free`; `None` where it does not start within the
    /// projection.
    #[inline]
    fn run(&self, basis: Basis<'_>, fixed: &Fixed, free: i32) -> Option<CutRun> {
        if let Some(starts) = &self.starts {
            let (start, end) = starts.run(&fixed.above, free)?;
            return Some(CutRun { start, end, binds: starts.binds });
        }
        let start = opens(basis, self.phase)?.max(free);
        let end = paced_end(basis, self.phase, start, self.reckoning.moves);
        let binds = basis.course.timeline.phases[self.phase].binds;
        (start <= basis.plan.horizon()).then_some(CutRun { start, end, binds })
    }

    /// The scheduled totals of a draw from the phase's first month on, as far as they lie within the
    /// projection.
    fn left(&mut self, run: CutRun, basis: Basis<'_>, last: i32) -> &[Stride] {
        (self.reckoning.start, self.reckoning.end) = (run.start, run.end);
        let at = place(run.end.min(last) - run.start);
        // What is left hangs on the months in all alone, whenever the first is.
        if self.left[at].months != self.reckoning.months() {
            self.left[at] = self.lay(basis, last);
        }
        &self.left[at].strides
    }

    /// Reckons what is left where it runs now.
    #[cold]
    fn lay(&self, basis: Basis<'_>, last: i32) -> Left {
        let Reckoning { start, end, .. } = self.reckoning;
        let strides = (start..=end.min(last)).step_by(STRIDE).map(|from| {
            let mut t = from;
            [(); STRIDE].map(|()| {
                let moved = self.reckoning.moved_in_all(basis, &self.each, t.min(end));
                t = t.saturating_add(1);
                self.before.saturating_sub_unsigned(u32::try_from(moved).unwrap_or(u32::MAX))
            })
        });
        Left { months: self.reckoning.months(), strides: strides.collect() }
    }
}

/// Writes the scheduled totals of some months, and on to a stride's end: what is left, and what
/// remains then.
#[inline]
fn write(schedule: &mut [i32], months: Range<usize>, left: &[Stride], after: i32) {
    let mut left = left.iter();
    for from in months.step_by(STRIDE) {
        let stride = schedule.get_mut(from..).and_then(<[i32]>::first_chunk_mut::<STRIDE>);
        let Some(stride) = stride else { return };
        match left.next() {
            Some(left) => *stride = *left,
            None => stride.fill(after),
        }
    }
}

/// The place of a month in a row.
fn place(t: i32) -> usize {
    usize::try_from(t).unwrap_or(0)
}

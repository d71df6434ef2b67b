//! The theatre's total alone, where nothing hangs on who leaves: one number stands for all contingents.
//!
//! Where every phase is a cut of everyone, every hold, hazard and cap covers everyone, floors never
//! change and no number of troops but a cap's is drawn, each phase starts from the same scheduled
//! strengths in every draw, and the month step keeps back so many of the total, whoever they are.

use super::basis::Basis;
use super::reckoning::{Reckoning, Room, paced_end};
use crate::checked::course::{CanRun, Course};
use crate::checked::plan::Plan;
use crate::engine::draw::Inputs;
use crate::written::phase::Target;

/// A plan's totals, draw after draw.
#[derive(Clone, Debug)]
pub(crate) struct Totals {
    cuts: Vec<Cut>,
    strength: u32,
    /// Those whom residuals keep, in every month.
    pub(crate) residual: u64,
    /// By month: the total, and those who went home.
    pub(crate) levels: Vec<u32>,
    pub(crate) went_home: Vec<u32>,
    pub(crate) last_move: i32,
    pub(crate) is_unfinished: bool,
    /// By month: the most who can leave, and that without what holds them.
    most: Vec<u32>,
    caps: Vec<u32>,
    caps_move: bool,
}

/// What a phase moves, in every draw the same; how fast depends on its length.
#[derive(Clone, Debug)]
struct Cut {
    phase: usize,
    reckoning: Reckoning,
    /// For each length, the total moved by the end of each of its months.
    moved: Vec<Vec<u32>>,
    start: i32,
}

/// More figures than this are not kept; such plans are stepped through whole.
const MOST: usize = 1 << 22;

impl Totals {
    /// `None` where something hangs on who leaves.
    pub(crate) fn of(plan: &Plan, inputs: &Inputs) -> Option<Self> {
        let course = Course::best(plan);
        let everyone = plan.spec.contingents.len();
        let (wiring, phases) = (&plan.wiring, &course.timeline.phases);
        let months = usize::try_from(plan.horizon()).ok()? + 1;
        let alike = wiring.all_go_home
            && course.floors.rows.len() == 1
            && inputs.draws_days_and_caps_alone()
            && months * months * phases.len() <= MOST
            && wiring.holds.iter().chain(&wiring.caps).all(|reach| reach.scope.len() == everyone)
            && wiring.hazards.iter().all(|scope| scope.len() == everyone);
        if !alike {
            return None;
        }
        let basis = Basis { plan, course };
        let (mut levels, mut room) = (course.numbers.strengths.clone(), Room::default());
        let mut cuts = Vec::new();
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
            let reckoning = Reckoning::new(basis, phase, 1, &levels, None, &mut room);
            let mut moved = vec![0; legs.len()];
            let (rate, end) = (course.numbers.rates[phase], reckoning.end);
            reckoning.moved_by(spec, rate, end, &mut moved);
            for (level, moved) in levels.iter_mut().zip(moved) {
                *level -= moved;
            }
            cuts.push(Cut { phase, reckoning, moved: vec![Vec::new(); months + 1], start: 0 });
        }
        let strengths = &course.numbers.strengths;
        let present = strengths.iter().zip(course.floors.at(0));
        Some(Self {
            cuts,
            strength: strengths.iter().sum(),
            residual: present.map(|(&level, &floor)| u64::from(level.min(floor))).sum(),
            levels: Vec::with_capacity(months),
            went_home: Vec::with_capacity(months),
            last_move: 0,
            is_unfinished: false,
            most: Vec::new(),
            caps: Vec::new(),
            caps_move: inputs.moves_caps(),
        })
    }

    /// The start of a phase and its goal, as the last run had them.
    pub(crate) fn reckoned(&self, phase: usize) -> Option<(i32, u64)> {
        let cut = self.cuts.iter().find(|cut| cut.phase == phase)?;
        Some((cut.start, cut.reckoning.goal))
    }

    /// Runs the months on a course; `false` where a phase does not start within them, for then its
    /// goal hangs on more than totals.
    pub(crate) fn run(&mut self, basis: Basis<'_>) -> bool {
        let last = basis.plan.horizon();
        self.limit(basis, last);
        self.levels.clear();
        self.went_home.clear();
        self.last_move = 0;
        let (mut level, mut backlog) = (self.strength, 0);
        self.levels.push(level);
        self.went_home.push(0);
        let mut cuts = self.cuts.iter_mut();
        let mut next = cuts.next();
        // Of the phase under way: its first and last month, and what it has moved by each.
        let (mut start, mut end, mut moved, mut before): (i32, i32, &[u32], u32) = (1, 0, &[], 0);
        for t in 1..=last {
            if end < t
                && let Some(cut) = next.take_if(|cut| is_open(basis, cut.phase, t))
            {
                (start, before) = (t, 0);
                end = paced_end(basis, cut.phase, t, cut.reckoning.moves);
                moved = cut.begin(basis, t, end, last);
                next = cuts.next();
            }
            let due = if t <= end {
                let by_now = moved[usize::try_from(t - start).unwrap_or(0)];
                backlog + by_now - std::mem::replace(&mut before, by_now)
            } else {
                backlog
            };
            let going = due.min(self.most[usize::try_from(t).unwrap_or(0)]);
            backlog = due - going;
            level -= going;
            if going > 0 {
                self.last_move = t;
            }
            self.levels.push(level);
            self.went_home.push(going);
        }
        self.is_unfinished = backlog > 0 || end > last;
        next.is_none()
    }

    /// How many can leave in each month: the least of the caps in force, and none under a hold.
    fn limit(&mut self, basis: Basis<'_>, last: i32) {
        if self.caps_move || self.caps.is_empty() {
            self.caps.clear();
            self.caps.extend((0..=last).map(|t| cap(basis, t)));
        }
        self.most.clone_from(&self.caps);
        let windows =
            basis.course.timeline.holds.iter().chain(basis.course.hazards.iter().flatten());
        for window in windows {
            let first = usize::try_from(window.first.clamp(0, last)).unwrap_or(0);
            let through = usize::try_from(window.last.min(last)).map_or(0, |last| last + 1);
            if window.first <= last && first < through {
                self.most[first..through].fill(0);
            }
        }
    }
}

impl Cut {
    /// Starts in month t; what all have moved by the end of each month through `end`, as far as it
    /// lies within the projection.
    fn begin(&mut self, basis: Basis<'_>, t: i32, end: i32, last: i32) -> &[u32] {
        self.start = t;
        let months = usize::try_from(end - t).unwrap_or(0) + 1;
        let beyond = self.moved.len() - 1; // the place of what ends after the projection
        let place = if end > last { beyond } else { months.min(beyond) };
        let of_length = (self.reckoning.start, self.reckoning.end) == (t, end);
        let moved = &mut self.moved[place];
        if moved.is_empty() || (place == beyond && !of_length) {
            (self.reckoning.start, self.reckoning.end) = (t, end);
            let spec = &basis.plan.spec.phases[self.phase];
            let rate = basis.course.numbers.rates[self.phase];
            let by = |month: i32| self.reckoning.moved_in_all(spec, rate, month);
            moved.clear();
            moved.extend(
                (t..=end.min(last)).map(|month| u32::try_from(by(month)).unwrap_or(u32::MAX)),
            );
        }
        moved
    }
}

/// Whether a phase's month and its events have come.
fn is_open(basis: Basis<'_>, phase: usize, t: i32) -> bool {
    let timeline = &basis.course.timeline;
    let waits_for = &basis.plan.wiring.phases[phase].waits_for;
    timeline.phases[phase].natural <= t
        && waits_for.iter().all(|&event| timeline.opens[event].is_some_and(|opens| opens <= t))
}

/// The least of the caps in force.
fn cap(basis: Basis<'_>, t: i32) -> u32 {
    let caps = basis.course.timeline.caps.iter().zip(&basis.course.numbers.caps);
    let in_force = caps.filter(|(window, _)| window.covers(t)).map(|(_, &cap)| cap);
    in_force.min().unwrap_or(u32::MAX)
}

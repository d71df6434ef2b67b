//! The ensemble by hand: W3 without the library.
//!
//! What is known of this plan and used: everyone is in every scope and goes home, the cap and the
//! hazard cover everyone and there are no floors. Then what leaves in a month depends on totals
//! alone: a month ends on schedule or, where the cap binds, that much lower than it began, or, under
//! the hazard, as it began: four draws are stepped side by side, without a branch. A phase starts from the same scheduled strengths in every draw, so its
//! scheduled totals depend on its number of months alone. What is delivered is exact counts of each
//! month's total, each slip, the completion and the troop-months.

use super::noise::{Monthly, Triangular};
use super::share::share_out;
use super::tally::Tally;

/// The plan in plain numbers: phase i waits for an event that opens `late` months after its `opens`,
/// as drawn, and is due by its `due`.
#[derive(Clone, Debug)]
pub(crate) struct Doubtful<const N: usize> {
    pub(crate) strengths: [u32; N],
    pub(crate) phases: Vec<Awaiting>,
    pub(crate) cap: u32,
    pub(crate) months: usize,
    pub(crate) hazard: &'static str,
    pub(crate) chance: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct Awaiting {
    pub(crate) event: String,
    pub(crate) opens: usize,
    pub(crate) best_late: u32,
    pub(crate) most_late: u32,
    pub(crate) due: usize,
    pub(crate) percent: u32,
}

/// What an ensemble counts.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) totals: Vec<Tally>,
    /// By months from the deadline, -64 and on; the last for never.
    pub(crate) slips: Vec<[u64; 160]>,
    /// By month; the last for never.
    pub(crate) completion: Vec<u64>,
    pub(crate) troop_months: Tally,
}

/// What does not change from draw to draw.
#[derive(Debug)]
pub(crate) struct Model {
    late: Vec<Triangular>,
    hazard: Monthly,
    phases: Vec<PhaseModel>,
    level: i32,
    cap: i32,
    months: usize,
}

#[derive(Debug)]
struct PhaseModel {
    opens: usize,
    due: usize,
    goal: i32,
    /// Scheduled totals from the phase's first month on, where it takes n: `by_months[n - 1]`.
    by_months: Vec<[i32; AHEAD]>,
}

/// The months that a phase lays its totals out for: as many as the next phase's latest start, or the
/// end, can lie after its own earliest.
const AHEAD: usize = 32;

/// Months that there is room for.
const ROOM: usize = 128;

/// The schedules of four draws.
type Schedules = [[i32; ROOM]; 4];

impl Model {
    pub(crate) fn new<const N: usize>(plan: &Doubtful<N>, seed: u64) -> Self {
        let mut levels = plan.strengths;
        let mut phases: Vec<PhaseModel> = Vec::new();
        for phase in &plan.phases {
            let level: u32 = levels.iter().sum();
            let mut cuts = [0; N];
            share_out(level * phase.percent / 100, &levels, level, &mut cuts);
            let longest = phase.due + 1 - phases.last().map_or(1, |before| before.due + 1);
            let by_months = (1..).take(longest).map(|n: u32| {
                let mut k = 0;
                [(); AHEAD].map(|()| {
                    k = n.min(k + 1);
                    let moved: u32 = cuts.iter().map(|cut| cut * k / n).sum();
                    (level - moved).cast_signed()
                })
            });
            let (opens, due) = (phase.opens, phase.due);
            let goal = (level - cuts.iter().sum::<u32>()).cast_signed();
            phases.push(PhaseModel { opens, due, goal, by_months: by_months.collect() });
            for (level, cut) in levels.iter_mut().zip(cuts) {
                *level -= cut;
            }
        }
        let late = |phase: &Awaiting| {
            let name = format!("event[\"{}\"].date", phase.event);
            Triangular::new(seed, &name, phase.best_late, phase.most_late)
        };
        let hazard = format!("hazard[\"{}\"].monthly_chance", plan.hazard);
        Self {
            late: plan.phases.iter().map(late).collect(),
            hazard: Monthly::new(seed, &hazard, plan.chance, plan.months as u64),
            phases,
            level: plan.strengths.iter().sum::<u32>().cast_signed(),
            cap: plan.cap.cast_signed(),
            months: plan.months,
        }
    }

    /// Counts the draws from 0 on; a number that four divides.
    pub(crate) fn run(&self, draws: u64) -> Counts {
        let mut counts = Counts {
            totals: vec![Tally::default(); self.months + 1],
            slips: vec![[0; 160]; self.phases.len()],
            completion: vec![0; self.months + 2],
            troop_months: Tally::default(),
        };
        let mut schedules = [[0; ROOM]; 4];
        let mut levels = vec![[0; 4]; self.months + 1];
        let mut late = vec![[0; 4]; self.phases.len()];
        for quarter in 0..draws / 4 {
            for (late, drawn) in late.iter_mut().zip(&self.late) {
                *late = drawn.draw(quarter);
            }
            for (of, schedule) in schedules.iter_mut().enumerate() {
                self.lay_out(of, &late, schedule);
            }
            self.step(&schedules, self.hazard.draw(quarter), &mut levels);
            count(&levels, &self.phases, &mut counts);
        }
        counts
    }

    /// One draw's scheduled totals. Each phase writes on past its end, for the next to write over.
    #[inline]
    fn lay_out(&self, of: usize, late: &[[u32; 4]], schedule: &mut [i32; ROOM]) {
        schedule[..AHEAD].fill(self.level);
        let mut next = 1;
        for (phase, late) in self.phases.iter().zip(late) {
            let start = (phase.opens + late[of] as usize).max(next);
            let months = (phase.due + 1).saturating_sub(start).max(1);
            schedule[start..start + AHEAD].copy_from_slice(&phase.by_months[months - 1]);
            next = (start + months).max(phase.due + 1);
        }
    }

    /// Four draws month by month; bit t - 1 of what is held says that nobody leaves in month t.
    #[inline]
    fn step(&self, schedules: &Schedules, mut held: [u64; 4], levels: &mut [[i32; 4]]) {
        let mut level = [self.level; 4];
        levels[0] = level;
        for (t, row) in levels.iter_mut().enumerate().take(ROOM).skip(1) {
            for lane in 0..4 {
                let ends = schedules[lane][t].max(level[lane] - self.cap);
                let stays = -i32::from(held[lane] & 1 == 1);
                held[lane] >>= 1;
                level[lane] = ends + ((level[lane] - ends) & stays);
            }
            *row = level;
        }
    }
}

/// Counts four draws.
#[inline]
fn count(levels: &[[i32; 4]], phases: &[PhaseModel], counts: &mut Counts) {
    let mut troop_months = [0; 4];
    for (total, row) in counts.totals.iter_mut().zip(levels) {
        for (&level, troop_months) in row.iter().zip(&mut troop_months) {
            total.count(level.cast_unsigned());
            *troop_months += level;
        }
    }
    for troop_months in troop_months {
        counts.troop_months.count(troop_months.cast_unsigned());
    }
    // Nobody comes, so that a goal is reached after as many months as end above it: all those
    // before the phase opens, and as many more as are counted here.
    let mut reached = [0; 4];
    for (phase, slips) in phases.iter().zip(&mut counts.slips) {
        let mut above = [0; 4];
        for row in &levels[phase.opens..] {
            for (above, &level) in above.iter_mut().zip(row) {
                *above += u32::from(level > phase.goal);
            }
        }
        reached = above.map(|above| phase.opens + above as usize);
        for reached in reached {
            slips[if reached < levels.len() { 64 + reached - phase.due } else { 159 }] += 1;
        }
    }
    // The last phase leaves nobody who is due: done when its goal is reached.
    for reached in reached {
        counts.completion[reached] += 1;
    }
}

//! The ensemble by hand: W3 without the library.
//!
//! What is known of this plan and used: everyone is in every scope and goes home, the cap and the
//! hazard cover everyone and there are no floors. Then what leaves in a month depends on totals
//! alone: a month ends on schedule or, where the cap binds, that much lower than it began, or, under
//! the hazard, as it began. A phase starts from the same scheduled strengths in every draw, so its
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
    seed_of: Vec<Triangular>,
    hazard: Monthly,
    phases: Vec<PhaseModel>,
    level: u32,
    cap: u32,
    months: usize,
}

#[derive(Debug)]
struct PhaseModel {
    opens: usize,
    due: usize,
    goal: u32,
    /// Scheduled totals at the end of each month of the phase, where it takes n: `by_months[n - 1]`.
    by_months: Vec<Vec<u32>>,
}

impl Model {
    pub(crate) fn new<const N: usize>(plan: &Doubtful<N>, seed: u64) -> Self {
        let mut levels = plan.strengths;
        let mut phases: Vec<PhaseModel> = Vec::new();
        for phase in &plan.phases {
            let level: u32 = levels.iter().sum();
            let mut cuts = [0; N];
            share_out(level * phase.percent / 100, &levels, level, &mut cuts);
            let longest = phase.due + 1 - phases.last().map_or(1, |before| before.due + 1);
            let months = (1..).take(longest).map(|n: u32| {
                let moved = |k| cuts.iter().map(move |cut| cut * k / n).sum::<u32>();
                (1..=n).map(|k| level - moved(k)).collect()
            });
            let (opens, due) = (phase.opens, phase.due);
            let goal = level - cuts.iter().sum::<u32>();
            phases.push(PhaseModel { opens, due, goal, by_months: months.collect() });
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
            seed_of: plan.phases.iter().map(late).collect(),
            hazard: Monthly::new(seed, &hazard, plan.chance, plan.months as u64),
            phases,
            level: plan.strengths.iter().sum(),
            cap: plan.cap,
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
        let mut levels = vec![0; self.months + 1];
        let mut late = vec![[0; 4]; self.phases.len()];
        for quarter in 0..draws / 4 {
            let held = self.hazard.draw(quarter);
            for (late, drawn) in late.iter_mut().zip(&self.seed_of) {
                *late = drawn.draw(quarter);
            }
            for (lane, held) in held.into_iter().enumerate() {
                self.draw(
                    held,
                    late.iter().map(|late| late[lane] as usize),
                    &mut levels,
                    &mut counts,
                );
            }
        }
        counts
    }

    /// One draw: bit t - 1 of `held` says that nobody leaves in month t.
    #[inline]
    fn draw(
        &self,
        held: u64,
        late: impl Iterator<Item = usize>,
        levels: &mut [u32],
        counts: &mut Counts,
    ) {
        let mut level = self.level;
        let mut scheduled = level;
        levels[0] = level;
        let mut t = 1;
        let mut step = |t: usize, scheduled: u32, levels: &mut [u32]| {
            let ends = scheduled.max(level.saturating_sub(self.cap));
            level = if held >> (t - 1) & 1 == 1 { level } else { ends };
            levels[t] = level;
        };
        let mut due = 1;
        let mut ends = [0; 16];
        for ((phase, late), end) in self.phases.iter().zip(late).zip(&mut ends) {
            let start = (phase.opens + late).max(due).max(t);
            while t < start {
                step(t, scheduled, levels);
                t += 1;
            }
            let months = (phase.due + 1).saturating_sub(start).max(1);
            for &total in &phase.by_months[months - 1] {
                step(t, total, levels);
                t += 1;
            }
            scheduled = phase.goal;
            *end = t - 1;
            due = phase.due + 1;
        }
        while t <= self.months {
            step(t, scheduled, levels);
            t += 1;
        }
        let never = levels.len();
        let mut troop_months = 0;
        for (total, &level) in counts.totals.iter_mut().zip(levels.iter()) {
            total.count(level);
            troop_months += level;
        }
        counts.troop_months.count(troop_months);
        // A phase moves somebody in its last month, so that its goal is reached then at the earliest.
        let mut reached = 0;
        for ((phase, slips), &end) in self.phases.iter().zip(&mut counts.slips).zip(&ends) {
            reached = end;
            while reached < never && levels[reached] > phase.goal {
                reached += 1;
            }
            slips[if reached < never { 64 + reached - phase.due } else { 159 }] += 1;
        }
        // The last phase leaves nobody who is due: done when its goal is reached.
        counts.completion[reached] += 1;
    }
}

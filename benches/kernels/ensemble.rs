//! The ensembles of shipped plans by hand: W3 without the library.
//!
//! What is known of these plans and used: all go home, evenly, in phases of which those of one contingent follow each
//! other; residuals never keep back what is scheduled, there are no caps and holds, and one hazard. Then a contingent's
//! level in a month is as scheduled or, under the hazard, as it was, and levels only fall. A draw fixes some numbers
//! of the plan and is then scheduled, stepped and counted as any other plan of this shape.

use rustc_hash::FxHashMap;

use super::cuts::{Takes, cut};
use super::noise::{Estimate, Hazard};
use super::pairs::Pairs;

/// A plan of this shape in plain numbers.
#[derive(Clone)]
pub(crate) struct DrawnPlan<const N: usize> {
    pub(crate) strengths: [u32; N],
    pub(crate) floors: [u32; N],
    /// The last month of the floors.
    pub(crate) floors_through: usize,
    pub(crate) phases: Vec<ScopedPhase>,
    /// The contingents of each group whose levels are counted, all of them first.
    pub(crate) groups: Vec<Vec<usize>>,
    /// The last month projected, at most `ROWS - 1`.
    pub(crate) last: usize,
    pub(crate) hazard: Hazard,
    /// The contingents that the hazard holds.
    pub(crate) held: &'static [usize],
    pub(crate) estimates: Vec<Estimate>,
    /// Puts a draw's values of the estimates, above their lows, into the plan.
    pub(crate) fix: fn(&mut Self, &[u32]),
    /// The contingent that is paid for, by the month.
    pub(crate) paid: Option<usize>,
}

/// One phase: its contingents, its first month and its last, and how many leave.
#[derive(Clone, Copy)]
pub(crate) struct ScopedPhase {
    pub(crate) scope: &'static [usize],
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) takes: Takes,
}

/// Month ends that there is space for.
const ROWS: usize = 64;

/// A level at each month's end.
type Column = [u32; ROWS];

/// Completion, troop-months, and the month in which each phase reaches its goal; a month that never comes is the one
/// after the last.
pub(crate) type Outcomes = [u32; 24];

/// How often each value came.
pub(crate) type Tally = FxHashMap<u32, u32>;

/// What an ensemble counts.
pub(crate) struct Counts {
    /// By group and month.
    pub(crate) strengths: Vec<Vec<Tally>>,
    pub(crate) residuals: Vec<Vec<Tally>>,
    /// By outcome.
    pub(crate) outcomes: Vec<Tally>,
    pub(crate) paid_months: Tally,
    /// By input, the estimates and then the hazard's months, and by outcome.
    pub(crate) pairs: Vec<Vec<Pairs>>,
}

impl<const N: usize> DrawnPlan<N> {
    /// Counts the draws from 0 on; a number that four divides.
    pub(crate) fn run(mut self, draws: u64) -> Counts {
        let outcomes = 2 + self.phases.len();
        let levels = vec![vec![Tally::default(); self.last + 1]; self.groups.len()];
        let spans = self.estimates.iter().map(|estimate| estimate.span).chain([self.last as u32]);
        let mut counts = Counts {
            strengths: levels.clone(),
            residuals: levels,
            outcomes: vec![Tally::default(); outcomes],
            paid_months: Tally::default(),
            pairs: spans.map(|span| vec![Pairs::new(span); outcomes]).collect(),
        };
        for four in 0..draws / 4 {
            let drawn: Vec<[u32; 4]> = self.estimates.iter().map(|e| e.draw(four, 0)).collect();
            let hazards = self.hazard.draw(four, self.last);
            for lane in 0..4 {
                let mut inputs: Vec<u32> = drawn.iter().map(|drawn| drawn[lane]).collect();
                (self.fix)(&mut self, &inputs);
                let (mut levels, goals) = self.schedule();
                let is_behind = self.hold(hazards[lane], &mut levels);
                let outcomes = self.outcomes(&levels, &goals, is_behind);
                inputs.push(hazards[lane].count_ones());
                self.count(&levels, &inputs, &outcomes, &mut counts);
            }
        }
        counts
    }

    /// The scheduled levels and each phase's goal. A phase writes on past its end, for the next to write over.
    fn schedule(&self) -> ([Column; N], Outcomes) {
        let (mut levels, mut goals) = ([[0; ROWS]; N], Outcomes::default());
        for (column, &strength) in levels.iter_mut().zip(&self.strengths) {
            column.fill(strength);
        }
        for (phase, goal) in self.phases.iter().zip(&mut goals) {
            let (mut level, mut most, mut spare) = (0, 0, [0; N]);
            for &c in phase.scope {
                let floor = if phase.last > self.floors_through { 0 } else { self.floors[c] };
                level += levels[c][phase.first - 1];
                spare[c] = levels[c][phase.first - 1].saturating_sub(floor);
                most += spare[c];
            }
            let cuts;
            (cuts, *goal) = cut(phase.takes, level, &spare, most);
            let months = (phase.last + 1 - phase.first) as u32;
            for &c in phase.scope {
                let (before, during) = levels[c].split_at_mut(phase.first);
                let before = before[phase.first - 1];
                let (during, after) = during.split_at_mut(months as usize);
                for (level, k) in during.iter_mut().zip(1..) {
                    *level = before - cuts[c] * k / months;
                }
                after.fill(before - cuts[c]);
            }
        }
        (levels, goals)
    }

    /// Keeps those whom the hazard holds where they were; tells whether any of them are still due at the end.
    fn hold(&self, hazard: u64, levels: &mut [Column; N]) -> bool {
        let mut is_behind = false;
        for &c in self.held {
            let scheduled = levels[c][self.last];
            let mut months = hazard;
            while months > 0 {
                let t = months.trailing_zeros() as usize;
                levels[c][t] = levels[c][t - 1];
                months &= months - 1;
            }
            is_behind |= levels[c][self.last] > scheduled;
        }
        is_behind
    }

    fn outcomes(&self, levels: &[Column; N], goals: &Outcomes, is_behind: bool) -> Outcomes {
        let mut outcomes = Outcomes::default();
        let total = &sum(levels, &self.groups[0])[..=self.last];
        let never = self.last as u32 + 1;
        let last_move = (1..total.len()).rev().find(|&t| total[t] < total[t - 1]).unwrap_or(0);
        outcomes[0] = if is_behind { never } else { last_move as u32 };
        outcomes[1] = total[1..].iter().sum();
        for ((phase, &goal), outcome) in self.phases.iter().zip(goals).zip(&mut outcomes[2..]) {
            let strengths = sum(levels, phase.scope);
            let above = strengths[phase.first..=self.last].partition_point(|&now| now > goal);
            *outcome = (phase.first + above) as u32;
        }
        outcomes
    }

    fn count(&self, levels: &[Column; N], inputs: &[u32], outcomes: &Outcomes, to: &mut Counts) {
        let mut residuals = [[0; ROWS]; N];
        for c in (0..N).filter(|&c| self.floors[c] > 0) {
            for t in 0..=self.floors_through {
                residuals[c][t] = levels[c][t].min(self.floors[c]);
            }
        }
        for (levels, counted) in [(levels, &mut to.strengths), (&residuals, &mut to.residuals)] {
            for (group, counted) in self.groups.iter().zip(counted) {
                for (tally, value) in counted.iter_mut().zip(sum(levels, group)) {
                    *tally.entry(value).or_default() += 1;
                }
            }
        }
        for (tally, &outcome) in to.outcomes.iter_mut().zip(outcomes) {
            *tally.entry(outcome).or_default() += 1;
        }
        if let Some(c) = self.paid {
            *to.paid_months.entry(levels[c][1..=self.last].iter().sum()).or_default() += 1;
        }
        for (pairs, &input) in to.pairs.iter_mut().zip(inputs) {
            for (pairs, &outcome) in pairs.iter_mut().zip(outcomes) {
                pairs.add(input, outcome);
            }
        }
    }
}

#[inline]
fn sum(levels: &[Column], of: &[usize]) -> Column {
    let mut sums = [0; ROWS];
    for &c in of {
        for (sum, level) in sums.iter_mut().zip(&levels[c]) {
            *sum += level;
        }
    }
    sums
}

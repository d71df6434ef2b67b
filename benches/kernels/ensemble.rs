//! The ensembles of shipped plans by hand: W3 without the library.
//!
//! What is known of these plans and used: all go home, evenly, in phases of which those of one contingent follow each
//! other; residuals never keep back what is scheduled, there are no caps and holds, and one hazard. Then a contingent's
//! level in a month is as scheduled or, under the hazard, as it was, and levels only fall. A draw fixes some numbers
//! of the plan and is then scheduled, stepped and counted as any other plan of this shape.

use super::cuts::{Takes, cut};
use super::noise::{Estimate, Hazard};
use super::tally::{Pairs, Tally};

/// A plan of this shape in plain numbers.
#[derive(Clone, Debug)]
pub(crate) struct DrawnPlan<const N: usize> {
    pub(crate) strengths: [u32; N],
    pub(crate) floors: [u32; N],
    /// The last month of the floors.
    pub(crate) floors_through: usize,
    pub(crate) phases: Vec<ScopedPhase>,
    /// The contingents of each group whose levels are counted.
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
#[derive(Clone, Copy, Debug)]
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

/// Completion, troop-months, and the month in which each phase reaches its goal; 0 beyond.
pub(crate) type Outcomes = [u32; 24];

/// What an ensemble counts. A month that never comes is the one after the last.
#[derive(Debug)]
pub(crate) struct Counts {
    /// By group and month.
    pub(crate) strengths: Vec<Vec<Tally<u32>>>,
    pub(crate) residuals: Vec<Vec<Tally<u32>>>,
    /// The month in which each phase reaches its goal.
    pub(crate) reached: Vec<Tally<u32>>,
    pub(crate) completion: Tally<u32>,
    pub(crate) troop_months: Tally<u32>,
    pub(crate) paid_months: Tally<u32>,
    /// By input, the estimates and then the hazard, and by outcome: completion, troop-months, each phase's month.
    pub(crate) pairs: Vec<Vec<Pairs>>,
}

impl<const N: usize> DrawnPlan<N> {
    /// Counts the draws from 0 on; a number that four divides.
    pub(crate) fn run(mut self, draws: u64) -> Counts {
        let mut counts = self.no_counts();
        for four in 0..draws / 4 {
            let drawn: Vec<[u32; 4]> = self.estimates.iter().map(|e| e.draw(four, 0)).collect();
            let hazard = self.hazard.draw(four, self.last);
            for lane in 0..4 {
                let mut inputs: Vec<u32> = drawn.iter().map(|drawn| drawn[lane]).collect();
                let (levels, outcomes) = self.draw(&inputs, hazard[lane]);
                self.count(&levels, &outcomes, &mut counts);
                inputs.push(hazard[lane].count_ones());
                for (pairs, input) in counts.pairs.iter_mut().zip(inputs) {
                    for (pairs, &outcome) in pairs.iter_mut().zip(&outcomes) {
                        pairs.add(input, outcome);
                    }
                }
            }
        }
        counts
    }

    /// The outcomes with one estimate at its low and at its high, all others at best, for each estimate.
    pub(crate) fn alone(mut self) -> Vec<[Outcomes; 2]> {
        let best: Vec<u32> = self.estimates.iter().map(|estimate| estimate.mode).collect();
        let spans: Vec<u32> = self.estimates.iter().map(|estimate| estimate.span).collect();
        let mut at = |i, value| {
            let mut inputs = best.clone();
            inputs[i] = value;
            self.draw(&inputs, 0).1
        };
        spans.into_iter().enumerate().map(|(i, span)| [at(i, 0), at(i, span)]).collect()
    }

    fn no_counts(&self) -> Counts {
        let outcomes = 2 + self.phases.len();
        let levels = vec![vec![Tally::default(); self.last + 1]; self.groups.len()];
        let spans = self.estimates.iter().map(|estimate| estimate.span).chain([self.last as u32]);
        Counts {
            strengths: levels.clone(),
            residuals: levels,
            reached: vec![Tally::default(); self.phases.len()],
            completion: Tally::default(),
            troop_months: Tally::default(),
            paid_months: Tally::default(),
            pairs: spans.map(|span| vec![Pairs::new(span); outcomes]).collect(),
        }
    }

    /// One draw, from its values to its levels and outcomes.
    #[inline]
    fn draw(&mut self, inputs: &[u32], hazard: u64) -> ([Column; N], Outcomes) {
        (self.fix)(self, inputs);
        let mut levels = [[0; ROWS]; N];
        let mut goals = Outcomes::default();
        self.schedule(&mut levels, &mut goals);
        let is_behind = self.hold(hazard, &mut levels);
        let outcomes = self.answer(&levels, &goals, is_behind);
        (levels, outcomes)
    }

    /// The scheduled levels and each phase's goal. A phase writes on past its end, for the next to write over.
    #[inline]
    fn schedule(&self, levels: &mut [Column; N], goals: &mut Outcomes) {
        for (column, &strength) in levels.iter_mut().zip(&self.strengths) {
            column.fill(strength);
        }
        for (phase, goal) in self.phases.iter().zip(goals) {
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
    }

    /// Keeps those whom the hazard holds where they were; tells whether any of them are still due at the end.
    #[inline]
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

    /// The completion, the troop-months, and the month in which each phase reaches its goal.
    #[inline]
    fn answer(&self, levels: &[Column; N], goals: &Outcomes, is_behind: bool) -> Outcomes {
        let mut outcomes = Outcomes::default();
        let total = sum(levels, 0..N);
        let total = &total[..=self.last];
        let never = self.last as u32 + 1;
        let last_move = (1..total.len()).rev().find(|&t| total[t] < total[t - 1]).unwrap_or(0);
        outcomes[0] = if is_behind { never } else { last_move as u32 };
        outcomes[1] = total.iter().sum();
        for ((phase, &goal), outcome) in self.phases.iter().zip(goals).zip(&mut outcomes[2..]) {
            let column;
            let strengths = if let [c] = phase.scope {
                &levels[*c]
            } else {
                column = sum(levels, phase.scope.iter().copied());
                &column
            };
            let above = strengths[phase.first..=self.last].partition_point(|&now| now > goal);
            *outcome = (phase.first + above) as u32;
        }
        outcomes
    }

    #[inline]
    fn count(&self, levels: &[Column; N], outcomes: &Outcomes, counts: &mut Counts) {
        let mut residuals = [[0; ROWS]; N];
        for c in (0..N).filter(|&c| self.floors[c] > 0) {
            for t in 0..=self.floors_through.min(self.last) {
                residuals[c][t] = levels[c][t].min(self.floors[c]);
            }
        }
        let of_group = self.groups.iter().zip(&mut counts.strengths).zip(&mut counts.residuals);
        for ((group, strengths), counted_residuals) in of_group {
            for (tally, value) in strengths.iter_mut().zip(sum(levels, group.iter().copied())) {
                tally.add(value, 1);
            }
            let residuals = sum(&residuals, group.iter().copied());
            for (tally, value) in counted_residuals.iter_mut().zip(residuals) {
                tally.add(value, 1);
            }
        }
        counts.completion.add(outcomes[0], 1);
        counts.troop_months.add(outcomes[1], 1);
        for (tally, &reached) in counts.reached.iter_mut().zip(&outcomes[2..]) {
            tally.add(reached, 1);
        }
        if let Some(c) = self.paid {
            counts.paid_months.add(levels[c][..=self.last].iter().sum(), 1);
        }
    }
}

#[inline]
fn sum(levels: &[Column], of: impl Iterator<Item = usize>) -> Column {
    let mut sums = [0; ROWS];
    for c in of {
        for (sum, level) in sums.iter_mut().zip(&levels[c]) {
            *sum += level;
        }
    }
    sums
}

//! Counts the levels of groups in each month.

use crate::ensemble::counter::Counter;
use crate::ensemble::plan_outcomes::LevelDistributions;

/// Counts, of each month and group, the strength and what residuals protect of it.
///
/// Draws are gathered, and counted many at a time: the tables of all counters together do not fit the cache.
#[derive(Clone, Debug)]
pub(crate) struct LevelCounters {
    groups: usize,
    /// By month the strengths of the groups, then what residuals protect. There are none before the first draw is
    /// counted.
    counters: Vec<Counter<u32>>,
    months: usize,
    /// Whole draws, each in the order of the counters.
    gathered: Vec<u32>,
    /// How many draws are gathered at most.
    draws_at_once: usize,
    /// How many values there are in tables.
    values: u64,
}

/// The most draws that are gathered.
const DRAWS_AT_ONCE: usize = 64;

/// The most levels that are gathered, of all plans together.
const LEVELS_AT_ONCE: usize = 1 << 21;

impl LevelCounters {
    /// Counters for the months and groups of one plan of an ensemble that has `plans` of them.
    pub(crate) fn new(months: usize, groups: usize, plans: usize) -> Self {
        let all = months.saturating_mul(2 * groups).saturating_mul(plans);
        Self {
            groups,
            counters: Vec::new(),
            months,
            gathered: Vec::new(),
            draws_at_once: (LEVELS_AT_ONCE / all.max(1)).clamp(1, DRAWS_AT_ONCE),
            values: 0,
        }
    }

    /// Gathers a number of each group in the next month of the current draw: strengths, then what residuals protect.
    pub(crate) fn gather(&mut self, sums: &[u64]) {
        // Levels add up to u32::MAX at most (rules#limits).
        self.gathered.extend(sums.iter().map(|&sum| u32::try_from(sum).unwrap_or(u32::MAX)));
    }

    /// Ends the current draw.
    pub(crate) fn end_draw(&mut self) {
        if self.gathered.len() >= self.draws_at_once.saturating_mul(self.cells()) {
            self.count_gathered();
        }
    }

    pub(crate) fn count_gathered(&mut self) {
        let cells = self.cells();
        if self.counters.is_empty() && !self.gathered.is_empty() {
            self.counters.resize_with(cells, Counter::default);
        }
        for (i, counter) in self.counters.iter_mut().enumerate() {
            for &level in self.gathered.iter().skip(i).step_by(cells.max(1)) {
                self.values += counter.count_value(level);
            }
        }
        self.gathered.clear();
    }

    /// How many values there are in tables.
    pub(crate) const fn values(&self) -> u64 {
        self.values
    }

    /// Adds what is counted to the levels of the theatre and of the other groups, one distribution after another.
    pub(crate) fn add_to(&self, levels: &mut [&mut LevelDistributions]) {
        for (i, counter) in self.counters.iter().enumerate() {
            let (month, cell) = (i / (2 * self.groups), i % (2 * self.groups));
            let Some(group) = levels.get_mut(cell % self.groups) else { continue };
            let series = if cell < self.groups { &mut group.strength } else { &mut group.residual };
            if let Some(distribution) = series.get_mut(month) {
                distribution.add(&counter.finish());
            }
        }
    }

    const fn cells(&self) -> usize {
        self.months * 2 * self.groups
    }
}

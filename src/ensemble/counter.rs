//! Counting values while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::ensemble::distribution::Distribution;

/// Counts in how many draws each value occurred.
#[derive(Clone, Debug)]
pub(crate) struct Counter<K> {
    counts: FxHashMap<K, u64>,
    /// The last values, each with how often it occurred in a row, for many draws are alike. They are not in
    /// `counts` yet: all counters' maps together do not fit the cache, so each is read for many values at a time.
    recent: Vec<(K, u64)>,
    without_value: u64,
}

/// How many runs of values are gathered before they are counted.
const RECENT: usize = 64;

impl<K> Default for Counter<K> {
    fn default() -> Self {
        Self { counts: FxHashMap::default(), recent: Vec::new(), without_value: 0 }
    }
}

impl<K: Copy + Eq + Hash + Into<i128>> Counter<K> {
    /// Counts a draw with this value, or without one.
    pub(crate) fn count(&mut self, value: Option<K>) {
        match (value, self.recent.last_mut()) {
            (None, _) => self.without_value += 1,
            (Some(value), Some((last, count))) if *last == value => *count += 1,
            (Some(value), _) => self.start_run(value),
        }
    }

    fn start_run(&mut self, value: K) {
        if self.recent.len() == RECENT {
            self.count_recent();
        }
        self.recent.push((value, 1));
    }

    fn count_recent(&mut self) {
        for (value, count) in self.recent.drain(..) {
            *self.counts.entry(value).or_default() += count;
        }
    }

    pub(crate) fn finish(mut self) -> Distribution {
        self.count_recent();
        let counts = self.counts.into_iter().map(|(value, count)| (value.into(), count));
        Distribution::new(counts.collect(), self.without_value)
    }
}

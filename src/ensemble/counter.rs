//! Counting values while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::ensemble::distribution::Distribution;

/// Counts in how many draws each value occurred.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counter<K> {
    counts: FxHashMap<K, u64>,
    without_value: u64,
}

impl<K: Eq + Hash + Into<i128>> Counter<K> {
    /// Counts a draw with this value, or without one.
    pub(crate) fn count(&mut self, value: Option<K>) {
        match value {
            Some(value) => *self.counts.entry(value).or_default() += 1,
            None => self.without_value += 1,
        }
    }

    pub(crate) fn finish(self) -> Distribution {
        let counts = self.counts.into_iter().map(|(value, count)| (value.into(), count));
        Distribution::new(counts.collect(), self.without_value)
    }
}

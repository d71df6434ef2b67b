//! Counting values while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::ensemble::distribution::Distribution;

/// Counts how often each value came.
#[derive(Clone, Debug)]
pub(crate) struct Counter<K = i64> {
    counts: FxHashMap<K, u64>,
    /// Draws without a value.
    none: u64,
}

impl<K> Default for Counter<K> {
    fn default() -> Self {
        Self { counts: FxHashMap::default(), none: 0 }
    }
}

impl<K: Eq + Hash + Into<i128>> Counter<K> {
    /// Counts a draw with this value, or without one.
    pub(crate) fn count(&mut self, value: Option<K>) {
        match value {
            Some(value) => *self.counts.entry(value).or_default() += 1,
            None => self.none += 1,
        }
    }

    pub(crate) fn finish(self) -> Distribution {
        let counts = self.counts.into_iter().map(|(value, count)| (value.into(), count));
        Distribution::new(counts.collect(), self.none)
    }
}

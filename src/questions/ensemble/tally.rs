//! Counting while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::distribution::Distribution;

/// A distribution in the making.
#[derive(Clone, Debug)]
pub(crate) struct Tally<K = i64> {
    counts: FxHashMap<K, u64>,
    never: u64,
}

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self { counts: FxHashMap::default(), never: 0 }
    }
}

impl<K: Copy + Eq + Hash + Into<i128>> Tally<K> {
    /// Counts a draw that came to this, or to nothing.
    pub(crate) fn count(&mut self, value: Option<K>) {
        match value {
            Some(value) => *self.counts.entry(value).or_default() += 1,
            None => self.never += 1,
        }
    }

    pub(crate) fn finish(self) -> Distribution {
        Distribution::of(self.counts.into_iter().map(|(k, n)| (k.into(), n)), self.never)
    }
}

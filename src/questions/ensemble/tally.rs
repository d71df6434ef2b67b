//! Counting while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::distribution::Distribution;

/// A distribution in the making.
#[derive(Clone, Debug)]
pub(crate) struct Tally<K = i64> {
    counts: FxHashMap<K, u64>,
    /// The value counted last, so often in a row: mostly the next is the same.
    last: Option<(K, u64)>,
    never: u64,
}

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self { counts: FxHashMap::default(), last: None, never: 0 }
    }
}

impl<K: Copy + Eq + Hash + Into<i128>> Tally<K> {
    /// Counts a draw that came to this, or to nothing.
    pub(crate) fn count(&mut self, value: Option<K>) {
        match (value, &mut self.last) {
            (None, _) => self.never += 1,
            (Some(value), Some((last, times))) if value == *last => *times += 1,
            (Some(value), last) => {
                if let Some((before, times)) = last.replace((value, 1)) {
                    *self.counts.entry(before).or_default() += times;
                }
            }
        }
    }

    pub(crate) fn finish(mut self) -> Distribution {
        if let Some((last, times)) = self.last.take() {
            *self.counts.entry(last).or_default() += times;
        }
        Distribution::of(self.counts.into_iter().map(|(k, n)| (k.into(), n)), self.never)
    }
}

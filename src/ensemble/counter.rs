//! Counting values while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::ensemble::distribution::Distribution;

/// Counts in how many draws each value occurred.
#[derive(Clone, Debug)]
pub(crate) struct Counter<K> {
    counts: FxHashMap<K, u64>,
    /// The last value and how often it occurred in a row: not in `counts` yet, for many draws are alike.
    run: Option<(K, u64)>,
    without_value: u64,
}

impl<K> Default for Counter<K> {
    fn default() -> Self {
        Self { counts: FxHashMap::default(), run: None, without_value: 0 }
    }
}

impl<K: Eq + Hash + Into<i128>> Counter<K> {
    /// Counts a draw with this value, or without one.
    pub(crate) fn count(&mut self, value: Option<K>) {
        match (value, &mut self.run) {
            (None, _) => self.without_value += 1,
            (Some(value), Some((last, count))) if *last == value => *count += 1,
            (Some(value), run) => {
                let ended = run.replace((value, 1));
                self.add(ended);
            }
        }
    }

    fn add(&mut self, run: Option<(K, u64)>) {
        if let Some((value, count)) = run {
            *self.counts.entry(value).or_default() += count;
        }
    }

    pub(crate) fn finish(mut self) -> Distribution {
        let last = self.run.take();
        self.add(last);
        let counts = self.counts.into_iter().map(|(value, count)| (value.into(), count));
        Distribution::new(counts.collect(), self.without_value)
    }
}

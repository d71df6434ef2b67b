//! Counting values while draws run.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::ensemble::distribution::Distribution;

/// Counts in how many draws each value occurred.
///
/// Many draws in a row are alike, and many a number never changes: the last value has its own count, and there is a
/// table only once a second value occurs.
#[derive(Clone, Debug)]
pub(crate) struct Counter<K> {
    /// The last value, and its draws that are not in the table.
    last: (K, u64),
    table: Option<Box<FxHashMap<K, u64>>>,
    without_value: u64,
}

/// What a value in a table takes, in bytes: 16 for a small one with its count and one of the table's own, of which up to
/// 4 in 7 are free after it grows.
pub(crate) const TABLE_VALUE: u64 = 40;

impl<K: Default> Default for Counter<K> {
    fn default() -> Self {
        Self { last: (K::default(), 0), table: None, without_value: 0 }
    }
}

impl<K: Copy + Eq + Hash + Into<i128>> Counter<K> {
    /// Counts a draw with this value, or without one, and gives how many values came into the table.
    pub(crate) fn count(&mut self, value: Option<K>) -> u64 {
        match value {
            None => {
                self.without_value += 1;
                0
            }
            Some(value) => self.count_value(value),
        }
    }

    /// Counts a draw with this value, and gives how many values came into the table.
    pub(crate) fn count_value(&mut self, value: K) -> u64 {
        let (last, count) = self.last;
        if count == 0 || value == last {
            self.last = (value, count + 1);
            return 0;
        }
        self.last = (value, 1);
        let table = self.table.get_or_insert_default();
        let before = table.len();
        *table.entry(last).or_default() += count;
        (table.len() - before) as u64
    }

    pub(crate) fn finish(&self) -> Distribution {
        let table = self.table.iter().flat_map(|table| table.iter());
        let mut counts: Vec<(i128, u64)> =
            table.map(|(&value, &count)| (value.into(), count)).collect();
        let (last, count) = self.last;
        match counts.iter_mut().find(|(value, _)| *value == last.into()) {
            Some((_, sum)) => *sum += count,
            None if count > 0 => counts.push((last.into(), count)),
            None => {}
        }
        Distribution::new(counts, self.without_value)
    }
}

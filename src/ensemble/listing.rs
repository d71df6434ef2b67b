//! Counting, while draws run, what hardly ever comes out the same twice.

use std::ops::RangeInclusive;

use crate::ensemble::distribution::Distribution;

/// A distribution in the making: values as they come, and those that were sorted.
#[derive(Clone, Debug)]
pub(crate) struct Listing<K = i64> {
    values: Vec<K>,
    /// So many are listed before they are sorted: more and more, where few come out the same twice.
    room: usize,
    sorted: Distribution,
}

/// So many at first, and so many at the most while fewer are sorted.
const ROOM: RangeInclusive<usize> = 1 << 6..=1 << 15;

impl<K> Default for Listing<K> {
    fn default() -> Self {
        Self { values: Vec::new(), room: *ROOM.start(), sorted: Distribution::default() }
    }
}

impl<K: Copy + Ord + Into<i128>> Listing<K> {
    /// Counts a draw that came to this, or to nothing.
    #[inline]
    pub(crate) fn count(&mut self, value: Option<K>) {
        let Some(value) = value else { return self.sorted.add_never() };
        self.values.push(value);
        // As many as are sorted, so that each value is merged but a few times.
        if self.values.len() >= self.sorted.counts().len().max(self.room) {
            self.sort();
        }
    }

    #[cold]
    fn sort(&mut self) {
        self.values.sort_unstable();
        let runs = self.values.chunk_by(|a, b| a == b);
        let counts = runs.filter_map(|run| Some(((*run.first()?).into(), run.len() as u64)));
        let before = self.sorted.counts().len();
        self.sorted.add_ascending(counts);
        if 2 * (self.sorted.counts().len() - before) > self.values.len() {
            self.room = (8 * self.room).min(*ROOM.end());
        }
        self.values.clear();
    }

    pub(crate) fn finish(mut self) -> Distribution {
        if !self.values.is_empty() {
            self.sort();
        }
        self.sorted
    }
}

#[cfg(test)]
mod tests {
    use super::super::tally::Tally;
    use super::*;

    #[test]
    fn a_listing_counts_as_a_tally_does() {
        let (mut listing, mut tally) = (Listing::default(), Tally::default());
        let most = 5 * *ROOM.end() as u64;
        for i in 0..most {
            // Some that never come again, some that do, and nothing now and then.
            let value = if i % 3 == 0 { i % 1_000 } else { i.wrapping_mul(0x9e37_79b9) >> 3 };
            let value = (i % 7 > 0).then_some(value.cast_signed() - 500);
            listing.count(value);
            tally.count(value);
        }
        assert!(listing.values.capacity() >= *ROOM.end());
        let listed = listing.finish();
        assert_eq!(listed.draws(), most);
        assert_eq!(listed, tally.finish());
        assert_eq!(Listing::<i128>::default().finish(), Distribution::default());
    }

    #[test]
    fn what_always_comes_out_the_same_takes_little_room() {
        let mut listing = Listing::default();
        (0..10 * *ROOM.end()).for_each(|_| listing.count(Some(7_i64)));
        assert!(listing.values.capacity() < 4 * *ROOM.start());
        assert_eq!(listing.finish().counts().collect::<Vec<_>>(), [(7, 10 << 15)]);
    }
}

//! Many blocks of one key: what they share is reckoned once.

use std::ops::Range;

use crate::values::philox::{RoundKeys, rounds, times};

/// The blocks of the counters `[n, m, 0, 0]` with m from 1 on, for many n.
///
/// Of the first three rounds all products but one hang on n alone or on m alone: those of each m are
/// kept, and those of n reckoned once for all m.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    keys: RoundKeys,
    /// Of each m, the second round's first product.
    second: Vec<(u64, u64)>,
}

impl Blocks {
    pub(crate) fn new(key: [u64; 2], count: u32) -> Self {
        let keys = RoundKeys::new(key);
        let second = (1..=u64::from(count)).map(|m| times(0, m ^ keys.0[0][0])).collect();
        Self { keys, second }
    }

    /// How many there are of each n.
    pub(crate) const fn count(&self) -> usize {
        self.second.len()
    }

    /// Some of the blocks of n, in the order of m; the first, of m = 1, has the place 0.
    #[inline]
    pub(crate) fn of(
        &self,
        n: u64,
        places: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = [u64; 4]> {
        let [[_, first], [second0, second1], [third0, third1], rest @ ..] = &self.keys.0;
        let (low, high) = times(0, n);
        let (low_b, high_b) = times(1, high ^ first);
        let (low_c, high_c) = times(0, high_b ^ second0);
        self.second[places].iter().map(move |&(low_a, high_a)| {
            let (low, high) = times(1, high_a ^ low ^ second1);
            rounds([high ^ low_b ^ third0, low, high_c ^ low_a ^ third1, low_c], rest)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::block;
    use super::*;

    #[test]
    fn many_blocks_are_what_each_is_alone() {
        for n in [0, 1, 2_024, 1 << 40, u64::MAX] {
            let key = [n.rotate_left(17), !n];
            let blocks = Blocks::new(key, 100);
            let alone: Vec<_> = (1..=100).map(|m| block([n, m, 0, 0], key)).collect();
            assert_eq!(blocks.of(n, 0..100).collect::<Vec<_>>(), alone);
            assert!(blocks.of(n, 64..99).eq(alone[64..99].iter().copied()));
        }
    }
}

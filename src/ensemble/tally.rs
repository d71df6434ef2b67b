//! Counting while draws run.

use crate::ensemble::distribution::Distribution;

/// A distribution in the making: an open-addressed table, which doubles when it is half full.
#[derive(Clone, Debug)]
pub(crate) struct Tally<K = i64> {
    /// Values and how often each came; free where that is 0. No round has 2^32 draws.
    slots: Vec<(K, u32)>,
    used: usize,
    never: u64,
}

/// What can be counted.
pub(crate) trait Key: Copy + Default + Ord + Into<i128> {
    /// Its bits in 64.
    fn folded(self) -> u64;
}

impl Key for u32 {
    #[inline]
    fn folded(self) -> u64 {
        self.into()
    }
}

impl Key for i32 {
    #[inline]
    fn folded(self) -> u64 {
        self.cast_unsigned().into()
    }
}

impl Key for i64 {
    #[inline]
    fn folded(self) -> u64 {
        self.cast_unsigned()
    }
}

const FEWEST_SLOTS: usize = 16;

impl<K: Key> Default for Tally<K> {
    fn default() -> Self {
        Self::of_slots(FEWEST_SLOTS)
    }
}

impl<K: Key> Tally<K> {
    /// An empty table; the number of slots is a power of two.
    fn of_slots(count: usize) -> Self {
        Self { slots: vec![(K::default(), 0); count], used: 0, never: 0 }
    }

    /// Counts a draw that came to this, or to nothing.
    #[inline]
    pub(crate) fn count(&mut self, value: Option<K>) {
        match value {
            Some(value) => self.add(value, 1),
            None => self.never += 1,
        }
    }

    /// Counts so many draws that came to this.
    #[inline]
    pub(crate) fn add(&mut self, value: K, times: u32) {
        let mut at = self.place(value);
        loop {
            let slot = &mut self.slots[at];
            if slot.0 == value {
                slot.1 += times; // a free slot holds the default, which is then at its place
                return;
            }
            if slot.1 == 0 {
                *slot = (value, times);
                self.used += 1;
                if self.used * 2 > self.slots.len() {
                    self.grow();
                }
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Where a value is looked for first: the leading bits of its product with 2^64 over the golden
    /// ratio, which parts neighbours.
    #[inline]
    fn place(&self, value: K) -> usize {
        let scattered = value.folded().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (scattered >> 32) as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn grow(&mut self) {
        let never = self.never;
        let larger = Self { never, ..Self::of_slots(self.slots.len() * 2) };
        for (value, times) in std::mem::replace(self, larger).slots {
            if times > 0 {
                self.add(value, times);
            }
        }
    }

    pub(crate) fn finish(self) -> Distribution {
        let mut counts: Vec<(K, u32)> = self.slots.into_iter().filter(|slot| slot.1 > 0).collect();
        counts.sort_unstable_by_key(|slot| slot.0);
        let counts = counts.into_iter().map(|(value, times)| (value.into(), times.into()));
        Distribution::ascending(counts, self.never)
    }
}

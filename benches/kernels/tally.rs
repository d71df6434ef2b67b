//! Exact counts.

use std::collections::BTreeMap;
/// An open-addressed table of values and how often each came; it doubles when half full.
#[derive(Clone, Debug)]
pub(crate) struct Tally<K> {
    /// A count of 0 marks a free slot.
    slots: Vec<(K, u32)>,
    shift: u32,
    pub(crate) len: usize,
}

impl<K: Copy + Default + Ord + Into<u64>> Default for Tally<K> {
    fn default() -> Self {
        Self::with_bits(4)
    }
}

impl<K: Copy + Default + Ord + Into<u64>> Tally<K> {
    fn with_bits(bits: u32) -> Self {
        Self { slots: vec![(K::default(), 0); 1 << bits], shift: 64 - bits, len: 0 }
    }

    #[inline]
    pub(crate) fn add(&mut self, value: K, count: u32) {
        let mask = self.slots.len() - 1;
        let mut at = (value.into().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        loop {
            let slot = &mut self.slots[at & mask];
            if slot.1 == 0 {
                break;
            }
            if slot.0 == value {
                slot.1 += count;
                return;
            }
            at += 1;
        }
        self.slots[at & mask] = (value, count);
        self.len += 1;
        if 2 * self.len > self.slots.len() {
            let larger = Self::with_bits(64 - self.shift + 1);
            for (value, count) in std::mem::replace(self, larger).iter() {
                self.add(value, count);
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (K, u32)> {
        self.slots.iter().copied().filter(|slot| slot.1 > 0)
    }

    /// The values and how often each came, ascending.
    pub(crate) fn sorted(&self) -> Vec<(K, u32)> {
        let mut counts: Vec<_> = self.iter().collect();
        counts.sort_unstable();
        counts
    }
}

/// How often an input and an outcome came together. When more than 16,384 pairs are met they are counted in classes:
/// first inputs are halved until at most 256 are left, then outcomes, as often as needed.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    input_halvings: u32,
    level: u32,
    counts: Tally<u64>,
}

impl Pairs {
    /// Of an input that ranges from 0 to `span`.
    pub(crate) fn new(span: u32) -> Self {
        let input_halvings = (u32::BITS - span.leading_zeros()).saturating_sub(8);
        Self { input_halvings, level: 0, counts: Tally::default() }
    }

    #[inline]
    pub(crate) fn add(&mut self, input: u32, outcome: u32) {
        let input = if self.level == 0 { input } else { input >> self.input_halvings };
        let outcome = outcome >> self.level.saturating_sub(1);
        self.counts.add(u64::from(input) << 32 | u64::from(outcome), 1);
        while self.counts.len > 1 << 14 {
            self.coarsen();
        }
    }

    #[cold]
    fn coarsen(&mut self) {
        self.level += 1;
        let (by_input, by_outcome) =
            if self.level == 1 { (self.input_halvings, 0) } else { (0, 1) };
        for (pair, count) in std::mem::take(&mut self.counts).iter() {
            let (input, outcome) = (pair >> 32, pair & 0xffff_ffff);
            self.counts.add((input >> by_input) << 32 | outcome >> by_outcome, count);
        }
    }

    /// Spearman's rank correlation; `None` where the input or the outcome is always the same.
    #[expect(clippy::cast_precision_loss, reason = "a correlation is a ratio")]
    pub(crate) fn rank_correlation(&self) -> Option<f64> {
        let split = |(pair, count): (u64, u32)| (pair >> 32, pair & 0xffff_ffff, i128::from(count));
        let pairs: Vec<(u64, u64, i128)> = self.counts.iter().map(split).collect();
        let inputs = centred_ranks(pairs.iter().map(|&(x, _, count)| (x, count)));
        let outcomes = centred_ranks(pairs.iter().map(|&(_, y, count)| (y, count)));
        let (mut both, mut of_input, mut of_outcome) = (0, 0, 0);
        for (x, y, count) in &pairs {
            both += count * inputs[x] * outcomes[y];
            of_input += count * inputs[x] * inputs[x];
            of_outcome += count * outcomes[y] * outcomes[y];
        }
        let spread = (of_input as f64).sqrt() * (of_outcome as f64).sqrt();
        (of_input > 0 && of_outcome > 0).then(|| both as f64 / spread)
    }
}

/// Twice the distance of each value's mean rank from the middle rank.
fn centred_ranks(values: impl Iterator<Item = (u64, i128)>) -> BTreeMap<u64, i128> {
    let mut ranks = BTreeMap::new();
    let mut draws = 0;
    for (value, count) in values {
        *ranks.entry(value).or_insert(0) += count;
        draws += count;
    }
    let mut below = 0;
    for rank in ranks.values_mut() {
        let count = std::mem::replace(rank, 2 * below + *rank - draws);
        below += count;
    }
    ranks
}

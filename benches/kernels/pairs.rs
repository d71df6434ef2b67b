//! Pairs of values, counted.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

/// How often an input and an outcome came together. Where there are more than 16,384 such pairs they are counted in
/// classes: first inputs are halved until at most 256 are left, then outcomes, as often as needed.
#[derive(Clone)]
pub(crate) struct Pairs {
    input_halvings: u32,
    level: u32,
    /// By an input in the high and an outcome in the low half.
    counts: FxHashMap<u64, u32>,
}

impl Pairs {
    /// Of an input that ranges from 0 to `span`.
    pub(crate) fn new(span: u32) -> Self {
        let input_halvings = (u32::BITS - span.leading_zeros()).saturating_sub(8);
        Self { input_halvings, level: 0, counts: FxHashMap::default() }
    }

    pub(crate) fn add(&mut self, input: u32, outcome: u32) {
        let input = if self.level == 0 { input } else { input >> self.input_halvings };
        let outcome = outcome >> self.level.saturating_sub(1);
        *self.counts.entry(u64::from(input) << 32 | u64::from(outcome)).or_default() += 1;
        while self.counts.len() > 1 << 14 {
            self.coarsen();
        }
    }

    fn coarsen(&mut self) {
        self.level += 1;
        let (by_input, by_outcome) =
            if self.level == 1 { (self.input_halvings, 0) } else { (0, 1) };
        for (pair, count) in std::mem::take(&mut self.counts) {
            let (input, outcome) = split(pair);
            *self.counts.entry((input >> by_input) << 32 | outcome >> by_outcome).or_default() +=
                count;
        }
    }

    /// Spearman's rank correlation; `None` where the input or the outcome is always the same.
    pub(crate) fn rank_correlation(&self) -> Option<f64> {
        let (mut inputs, mut outcomes, mut draws) = (BTreeMap::new(), BTreeMap::new(), 0);
        for (&pair, &count) in &self.counts {
            let (input, outcome) = split(pair);
            *inputs.entry(input).or_insert(0) += i128::from(count);
            *outcomes.entry(outcome).or_insert(0) += i128::from(count);
            draws += i128::from(count);
        }
        // From counts to ranks: twice the distance of each value's mean rank from the middle rank.
        for ranks in [&mut inputs, &mut outcomes] {
            let mut below = 0;
            for rank in ranks.values_mut() {
                below += std::mem::replace(rank, 2 * below + *rank - draws);
            }
        }
        let (mut both, mut of_input, mut of_outcome) = (0, 0, 0);
        for (&pair, &count) in &self.counts {
            let (input, outcome) = split(pair);
            let (input, outcome, count) = (inputs[&input], outcomes[&outcome], i128::from(count));
            both += count * input * outcome;
            of_input += count * input * input;
            of_outcome += count * outcome * outcome;
        }
        let spread = (of_input as f64).sqrt() * (of_outcome as f64).sqrt();
        (of_input > 0 && of_outcome > 0).then(|| both as f64 / spread)
    }
}

fn split(pair: u64) -> (u64, u64) {
    (pair >> 32, pair & 0xffff_ffff)
}

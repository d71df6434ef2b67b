//! How often an input and an outcome came together: exact as long as few pairs are met, and in
//! classes beyond, so that it does not grow with the draws.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Pairs of values, each with the number of draws in which they came together.
///
/// At level 0 the pairs are the values themselves. From level 1 on inputs are in classes of
/// `2^coarse`, so that there are at most 256; from each level to the next the classes of outcomes are
/// twice as wide. The level is the lowest at which there are no more than [`MAX_PAIRS`] pairs: it depends
/// on which draws are counted, and on nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Listed", into = "Listed")]
pub(crate) struct Joint {
    coarse: u32,
    level: u32,
    counts: FxHashMap<(i64, i64), u64>,
}

/// A [`Joint`] as it is written: in order.
#[derive(Serialize, Deserialize)]
struct Listed(u32, u32, Vec<(i64, i64, u64)>);

/// More pairs than this are put in classes.
const MAX_PAIRS: usize = 1 << 14;

/// At this level all outcomes are in two classes, and the third that never come.
const MAX_LEVEL: u32 = 64;

/// The rank of what never comes: after all that does.
const NEVER: i64 = i64::MAX;

impl TryFrom<Listed> for Joint {
    type Error = &'static str;

    fn try_from(Listed(coarse, level, counts): Listed) -> Result<Self, Self::Error> {
        let pairs = |(x, y, _): &(i64, i64, u64)| (*x, *y);
        let draws = counts.iter().fold(0_u64, |sum, (_, _, count)| sum.saturating_add(*count));
        let is_sound = coarse <= u32::BITS
            && (level == 0 || draws > MAX_PAIRS as u64)
            && level <= MAX_LEVEL
            && (counts.len() <= MAX_PAIRS || level == MAX_LEVEL)
            && counts.iter().all(|&(_, _, count)| count > 0)
            && counts.is_sorted_by(|a, b| pairs(a) < pairs(b));
        if !is_sound {
            return Err("the pairs of a record are out of order");
        }
        let counts = counts.into_iter().map(|(x, y, count)| ((x, y), count)).collect();
        Ok(Self { coarse, level, counts })
    }
}

impl From<Joint> for Listed {
    fn from(joint: Joint) -> Self {
        let counts = joint.counts.into_iter().map(|((x, y), count)| (x, y, count));
        let mut counts: Vec<(i64, i64, u64)> = counts.collect();
        counts.sort_unstable();
        Self(joint.coarse, joint.level, counts)
    }
}

impl Joint {
    /// Of no draws; the input ranges over so many values above its least.
    pub(crate) fn new(span: u32) -> Self {
        let coarse = (u32::BITS - span.leading_zeros()).saturating_sub(8);
        Self { coarse, level: 0, counts: FxHashMap::default() }
    }

    /// The same of no draws.
    pub(crate) fn empty(&self) -> Self {
        Self { coarse: self.coarse, level: 0, counts: FxHashMap::default() }
    }

    /// Counts a draw.
    pub(crate) fn count(&mut self, input: i64, outcome: Option<i64>) {
        self.add_pair(0, (input, outcome.unwrap_or(NEVER)), 1);
        self.keep_small();
    }

    pub(crate) fn add(&mut self, other: &Self) {
        if other.level > self.level {
            self.coarsen(other.level);
        }
        for (&pair, &count) in &other.counts {
            self.add_pair(other.level, pair, count);
        }
        self.keep_small();
    }

    pub(crate) const fn is_like(&self, other: &Self) -> bool {
        self.coarse == other.coarse
    }

    /// Adds draws with a pair of values of some level, no higher than its own.
    fn add_pair(&mut self, level: u32, pair: (i64, i64), count: u64) {
        let pair = self.class(level, pair);
        *self.counts.entry(pair).or_default() += count;
    }

    /// The class that a pair of values of some level is in.
    fn class(&self, level: u32, (x, y): (i64, i64)) -> (i64, i64) {
        if self.level == level {
            return (x, y);
        }
        // Level 1 leaves outcomes as they are, each further one halves them.
        let x = if level == 0 { x >> self.coarse.min(63) } else { x };
        let halvings = self.level.saturating_sub(1) - level.saturating_sub(1);
        (x, if y == NEVER { y } else { y >> halvings.min(63) })
    }

    fn keep_small(&mut self) {
        while self.counts.len() > MAX_PAIRS && self.level < MAX_LEVEL {
            self.coarsen(self.level + 1);
        }
    }

    fn coarsen(&mut self, level: u32) {
        let before = std::mem::replace(&mut self.level, level);
        for (pair, count) in std::mem::take(&mut self.counts) {
            self.add_pair(before, pair, count);
        }
    }

    pub(crate) fn draws(&self) -> Option<u64> {
        self.counts.values().try_fold(0_u64, |sum, &count| sum.checked_add(count))
    }

    /// Spearman's rank correlation: of whole numbers until the one quotient at its end.
    #[expect(clippy::cast_precision_loss, reason = "a correlation is a ratio")]
    pub(crate) fn rank_correlation(&self) -> Option<f64> {
        let draws = i128::from(self.draws()?);
        let (mut xs, mut ys) = (BTreeMap::new(), BTreeMap::new());
        for (&(x, y), &count) in &self.counts {
            *xs.entry(x).or_insert(0) += i128::from(count);
            *ys.entry(y).or_insert(0) += i128::from(count);
        }
        let (xs, ys) = (centred_ranks(&xs, draws), centred_ranks(&ys, draws));
        let (mut both, mut of_x, mut of_y) = (0_i128, 0_i128, 0_i128);
        for ((x, y), &count) in &self.counts {
            let (x, y, count) = (xs[x], ys[y], i128::from(count));
            both = both.saturating_add(count.saturating_mul(x.saturating_mul(y)));
            of_x = of_x.saturating_add(count.saturating_mul(x.saturating_mul(x)));
            of_y = of_y.saturating_add(count.saturating_mul(y.saturating_mul(y)));
        }
        let spread = (of_x as f64).sqrt() * (of_y as f64).sqrt();
        (of_x > 0 && of_y > 0).then(|| (both as f64 / spread).clamp(-1.0, 1.0))
    }
}

/// Twice the distance of each value's mean rank from the middle rank.
fn centred_ranks(counts: &BTreeMap<i64, i128>, draws: i128) -> BTreeMap<i64, i128> {
    let mut below = 0;
    let rank = |(&value, &count): (&i64, &i128)| {
        let rank = 2 * below + count - draws;
        below += count;
        (value, rank)
    };
    counts.iter().map(rank).collect()
}

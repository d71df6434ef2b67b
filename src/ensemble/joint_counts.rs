//! How often an input and an outcome occur together: exactly while there are few pairs, and in classes
//! when there are many, so that the size does not grow with the draws.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::ensemble::merge::{MergeError, Mergeable, check_same};

/// Pairs of values, each with the number of draws in which they occur together.
///
/// At level 0 the pairs are the values themselves. From level 1 on, inputs are in classes of `2^coarse`
/// values, of which there are at most 256; from each level to the next, classes of outcomes double in
/// width. The level is the lowest at which there are at most [`MAX_PAIRS`] pairs. It depends on which
/// draws are counted, and on nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SortedPairs", into = "SortedPairs")]
pub(crate) struct JointCounts {
    coarse: u32,
    level: u32,
    counts: FxHashMap<(i64, i64), u64>,
}

/// [`JointCounts`] as they are written: in order.
#[derive(Serialize, Deserialize)]
struct SortedPairs(u32, u32, Vec<(i64, i64, u64)>);

/// With more pairs than this, values are counted in classes.
const MAX_PAIRS: usize = 1 << 14;

/// At this level there are three classes of outcomes: negative, not negative, and without a value.
const MAX_LEVEL: u32 = 64;

/// An outcome without a value ranks after all others.
const NEVER: i64 = i64::MAX;

impl TryFrom<SortedPairs> for JointCounts {
    type Error = &'static str;

    fn try_from(SortedPairs(coarse, level, counts): SortedPairs) -> Result<Self, Self::Error> {
        let draws = counts.iter().fold(0_u64, |sum, (_, _, count)| sum.saturating_add(*count));
        let is_valid = coarse <= u32::BITS
            && (level == 0 || draws > MAX_PAIRS as u64)
            && level <= MAX_LEVEL
            && (counts.len() <= MAX_PAIRS || level == MAX_LEVEL)
            && counts.iter().all(|&(_, _, count)| count > 0)
            && counts.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1));
        if !is_valid {
            return Err("the pairs of a sensitivity record are not in order");
        }
        let counts = counts.into_iter().map(|(x, y, count)| ((x, y), count)).collect();
        Ok(Self { coarse, level, counts })
    }
}

impl From<JointCounts> for SortedPairs {
    fn from(joint: JointCounts) -> Self {
        let counts = joint.counts.into_iter().map(|((x, y), count)| (x, y, count));
        let mut counts: Vec<(i64, i64, u64)> = counts.collect();
        counts.sort_unstable();
        Self(joint.coarse, joint.level, counts)
    }
}

impl JointCounts {
    /// Of no draws, for an input whose values range over `span` above its least.
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

    /// How many pairs there are.
    pub(crate) fn pairs(&self) -> u64 {
        self.counts.len() as u64
    }

    fn draws(&self) -> Option<u64> {
        self.counts.values().try_fold(0_u64, |sum, &count| sum.checked_add(count))
    }

    /// Spearman's rank correlation, in integers up to one quotient at the end.
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

impl Mergeable for JointCounts {
    fn is_consistent(&self, draws: u64) -> bool {
        self.draws() == Some(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.coarse == other.coarse)?;
        if other.level > self.level {
            self.coarsen(other.level);
        }
        for (&pair, &count) in &other.counts {
            self.add_pair(other.level, pair, count);
        }
        self.keep_small();
        Ok(())
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

//! Exact counts of values over draws.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::ensemble::merge::{MergeError, Mergeable};
use crate::values::mean::{Mean, Proportion};
use crate::values::percent::Percent;

/// No count goes beyond it: 2^32 troops, 12,001 months, costs in twelfths below 2^124.
pub(super) const MAX_VALUE: u128 = 1 << 124;

/// The values that a number takes over draws, each with the number of draws that have it; exact.
///
/// What does not happen within a projection has no value. Such draws rank above all others.
///
/// It serializes as `draws`, `beyond_horizon` and `counts`, a list of `value` and `count`; values beyond 2^53 are text.
/// What is read is checked: values ascend, counts are above 0 and add up. (Binary formats, such as
/// [summary files](crate::ensemble::EnsembleSummary::to_bytes), hold it more compactly.)
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
/// let theatre = summary.as_planned().theatre();
/// let strength = theatre.strength("2025-09".parse()?).ok_or("not projected")?;
/// assert_eq!((strength.min(), strength.max()), (Some(2_501), Some(3_254)));
/// assert_eq!(strength.quantile(50.into()), Some(2_886)); // the median
/// assert_eq!(strength.at_most(2_900).to_string(), "54.0 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// In ascending order of the values; no count is 0.
    pub(super) counts: Vec<(i128, u64)>,
    /// The sum of the counts.
    pub(super) valued: u64,
    /// The draws without a value.
    pub(super) never: u64,
}

impl Distribution {
    /// Of distinct values in any order, and the draws without a value.
    pub(crate) fn new(mut counts: Vec<(i128, u64)>, never: u64) -> Self {
        counts.sort_unstable();
        let valued = counts.iter().map(|(_, count)| count).sum();
        Self { counts, valued, never }
    }

    /// Adds other draws.
    pub(crate) fn add(&mut self, other: &Self) {
        self.never = self.never.saturating_add(other.never);
        self.valued = self.valued.saturating_add(other.valued);
        // Two lists that are each in order, merged into one that takes no more memory than it needs.
        let (mut own, mut others) = (self.counts.as_slice(), other.counts.as_slice());
        let mut merged = Vec::with_capacity(own.len() + others.len());
        while let ([(a, m), own_rest @ ..], [(b, n), others_rest @ ..]) = (own, others) {
            match a.cmp(b) {
                Ordering::Less => merged.push((*a, *m)),
                Ordering::Equal => merged.push((*a, m.saturating_add(*n))),
                Ordering::Greater => merged.push((*b, *n)),
            }
            own = if a <= b { own_rest } else { own };
            others = if b <= a { others_rest } else { others };
        }
        merged.extend_from_slice(own);
        merged.extend_from_slice(others);
        merged.shrink_to_fit();
        self.counts = merged;
    }

    /// Each value with the number of draws that have it, in ascending order.
    #[must_use]
    pub fn counts(&self) -> impl ExactSizeIterator<Item = (i128, u64)> {
        self.counts.iter().copied()
    }

    /// The number of draws, with and without a value.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.valued.saturating_add(self.never)
    }

    /// The draws without a value: it did not happen within the projection.
    #[must_use]
    pub fn beyond_horizon(&self) -> Proportion {
        Proportion { count: self.never, draws: self.draws() }
    }

    /// The draws with this value or less.
    #[must_use]
    pub fn at_most(&self, value: i128) -> Proportion {
        let up_to = self.counts.iter().take_while(|(other, _)| *other <= value);
        let count = up_to.map(|(_, count)| count).sum();
        Proportion { count, draws: self.draws() }
    }

    /// The draws with a higher value, and those without one, which rank above all.
    #[must_use]
    pub fn more_than(&self, value: i128) -> Proportion {
        let at_most = self.at_most(value);
        Proportion { count: at_most.draws - at_most.count, ..at_most }
    }

    /// The draws with this value or a higher one, and those without one, which rank above all.
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let slip = summary.as_planned().deadlines()[1].slip();
    /// assert_eq!(slip.at_least(3).to_string(), "4.5 %"); // three months late, or more, or never
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at_least(&self, value: i128) -> Proportion {
        match value.checked_sub(1) {
            Some(below) => self.more_than(below),
            None => Proportion { count: self.draws(), draws: self.draws() },
        }
    }

    /// The [quantile](crate::rules#quantiles) by nearest rank: the least value that at least this
    /// percentage of the draws do not exceed. `None` if it falls on a draw without a value, and if
    /// there are no draws.
    #[must_use]
    pub fn quantile(&self, percent: Percent) -> Option<i128> {
        let rank = percent.nearest_rank(self.draws());
        let mut below = 0;
        self.counts.iter().find_map(|&(value, count)| {
            below += count;
            (below >= rank).then_some(value)
        })
    }

    /// The least value.
    #[must_use]
    pub fn min(&self) -> Option<i128> {
        self.counts.first().map(|&(value, _)| value)
    }

    /// The greatest value.
    #[must_use]
    pub fn max(&self) -> Option<i128> {
        self.counts.last().map(|&(value, _)| value)
    }

    /// The mean of the draws with a value; `None` if there are none.
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        let sums = self.counts.iter().map(|&(value, count)| value.saturating_mul(count.into()));
        let sum = sums.fold(0_i128, i128::saturating_add);
        (self.valued > 0).then_some(Mean { sum, count: self.valued })
    }

    /// The variance of the draws with a value: the mean square of their differences from the
    /// [mean](Self::mean). `None` if there are none.
    ///
    /// The differences from the rounded mean are integers; their squares are summed in 64-bit floating
    /// point in ascending order of the values, so that the result has the same bits on every platform.
    ///
    /// ```
    /// use drawdown::ensemble::Distribution;
    ///
    /// let troops: Distribution = [Some(2), Some(4), Some(6), Some(8), None].into_iter().collect();
    /// assert_eq!(troops.variance(), Some(5.0)); // (9 + 1 + 1 + 9) / 4
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a variance is a ratio")]
    pub fn variance(&self) -> Option<f64> {
        let (mean, draws) = (self.mean()?, self.valued as f64);
        let centre = mean.rounded();
        let (mut sum, mut squares) = (0.0, 0.0);
        for &(value, count) in &self.counts {
            let (difference, count) = (value.saturating_sub(centre) as f64, count as f64);
            sum += count * difference;
            squares += count * (difference * difference);
        }
        let offset = sum / draws;
        Some((squares / draws - offset * offset).max(0.0))
    }

    /// The standard deviation: the square root of the [variance](Self::variance), in the unit of the
    /// values.
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let strength = summary.as_planned().theatre().strength("2025-09".parse()?).ok_or("not projected")?;
    /// let deviation = strength.standard_deviation().ok_or("no draws")?;
    /// assert_eq!(format!("{deviation:.0}"), "149"); // troops
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }
}

/// From your own draws, `None` for those without a value. Values beyond 2^124 count as 2^124.
impl FromIterator<Option<i128>> for Distribution {
    fn from_iter<I: IntoIterator<Item = Option<i128>>>(draws: I) -> Self {
        let (mut counts, mut never) = (BTreeMap::new(), 0);
        let limit = MAX_VALUE.cast_signed();
        for draw in draws {
            match draw {
                Some(value) => *counts.entry(value.clamp(-limit, limit)).or_default() += 1,
                None => never += 1,
            }
        }
        Self::new(counts.into_iter().collect(), never)
    }
}

/// Counts more draws.
impl Extend<Option<i128>> for Distribution {
    fn extend<I: IntoIterator<Item = Option<i128>>>(&mut self, draws: I) {
        self.add(&draws.into_iter().collect());
    }
}

impl Mergeable for Distribution {
    fn is_consistent(&self, draws: u64) -> bool {
        self.draws() == draws
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.add(other);
        Ok(())
    }
}

//! Exact counts of values over draws.

use crate::ensemble::merge::{MergeError, Mergeable};
use crate::values::mean::{Mean, Proportion};
use crate::values::percent::Percent;

/// The values that a number takes over draws, each with the number of draws that have it; exact.
///
/// What does not happen within a projection has no value. Such draws rank above all others.
///
/// It serializes as `draws`, `beyond_horizon` and `counts`, a list of `value` and `count`; values beyond 2^53 are text.
/// What is read is checked: values ascend, counts are above 0 and add up. (Formats that are not for people, such as
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
        self.never += other.never;
        self.valued += other.valued;
        self.counts.extend_from_slice(&other.counts);
        // A stable sort merges two lists that are each in order.
        self.counts.sort_by_key(|&(value, _)| value);
        self.counts.dedup_by(|(value, count), (kept, sum)| {
            let same = value == kept;
            *sum += if same { *count } else { 0 };
            same
        });
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

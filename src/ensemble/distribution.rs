//! Exact counts of values over draws.

use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::mean::{Mean, Proportion};
use crate::values::percent::Percent;

/// Whole numbers as drawn, each with the number of draws that came to it; exact.
///
/// Some things never happen within a projection: such draws have no value, and rank above all that
/// have one.
///
/// ```
/// use drawdown::{Contingent, Ensemble, Estimate, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent {
///         strength: Estimate::between(Troops(35_000), Troops(50_000))?,
///         ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(0))
///     }],
///     ..PlanSpec::new("Advisers", "2007-12".parse()?)
/// })?;
/// let summary = Ensemble::new(&plan, 2007).run(0..1_000);
/// let strength = summary.outlook().theatre().strength(plan.as_of()).ok_or("not projected")?;
/// let half = strength.quantile(50.into()).ok_or("no draws")?;
/// assert!((42_000..43_000).contains(&half));
/// assert_eq!(strength.at_most(50_000).to_string(), "100.0 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// In ascending order of the values; no count is 0.
    counts: Vec<(i128, u64)>,
    /// The sum of the counts.
    valued: u64,
    never: u64,
}

impl Distribution {
    /// A distribution of values, each counted once, in any order.
    pub(crate) fn new(mut counts: Vec<(i128, u64)>, never: u64) -> Self {
        counts.sort_unstable();
        let valued = counts.iter().map(|(_, count)| count).sum();
        Self { counts, valued, never }
    }

    /// Adds the draws of another distribution.
    pub(crate) fn add(&mut self, other: &Self) {
        self.never += other.never;
        self.valued += other.valued;
        self.counts.extend_from_slice(&other.counts);
        self.counts.sort_unstable();
        self.counts.dedup_by(|(value, count), (kept, sum)| {
            let same = value == kept;
            *sum += if same { *count } else { 0 };
            same
        });
    }

    /// Each value with the number of draws that came to it, in ascending order.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// let troop_months: Vec<(i128, u64)> = summary.outlook().troop_months().counts().collect();
    /// assert_eq!(troop_months, [(13 * 2_500, 10)]); // nothing is uncertain
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn counts(&self) -> impl ExactSizeIterator<Item = (i128, u64)> {
        self.counts.iter().copied()
    }

    /// The number of draws, those without a value included.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().draws(), 0);
    /// ```
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.valued.saturating_add(self.never)
    }

    /// The draws that have no value: it never happened within the projection.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().beyond_horizon().count, 0);
    /// ```
    #[must_use]
    pub fn beyond_horizon(&self) -> Proportion {
        Proportion { count: self.never, draws: self.draws() }
    }

    /// The draws that came to this value or less.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().at_most(7).count, 0);
    /// ```
    #[must_use]
    pub fn at_most(&self, value: i128) -> Proportion {
        let up_to = self.counts.iter().take_while(|(other, _)| *other <= value);
        let count = up_to.map(|(_, count)| count).sum();
        Proportion { count, draws: self.draws() }
    }

    /// The quantile, nearest rank: the least value that so many per cent of the draws do not
    /// exceed. `None` where that many draws have no value, and where there are no draws.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// let strength = summary.outlook().theatre().strength(plan.as_of()).ok_or("not projected")?;
    /// assert_eq!(strength.quantile("97.5".parse()?), Some(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn quantile(&self, percent: Percent) -> Option<i128> {
        let rank = percent.nearest_rank(self.draws());
        let mut below = 0;
        self.counts.iter().find_map(|&(value, count)| {
            below += count;
            (below >= rank).then_some(value)
        })
    }

    /// The least value drawn.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().min(), None);
    /// ```
    #[must_use]
    pub fn min(&self) -> Option<i128> {
        self.counts.first().map(|&(value, _)| value)
    }

    /// The greatest value drawn.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().max(), None);
    /// ```
    #[must_use]
    pub fn max(&self) -> Option<i128> {
        self.counts.last().map(|&(value, _)| value)
    }

    /// The mean of the draws that have a value; `None` where none has.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().mean(), None);
    /// ```
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        let sums = self.counts.iter().map(|&(value, count)| value.saturating_mul(count.into()));
        let sum = sums.fold(0_i128, i128::saturating_add);
        (self.valued > 0).then_some(Mean { sum, count: self.valued })
    }
}

/// Nothing that is counted is greater: 2^32 troops, 12,001 months, costs in twelfths below 2^124.
const MAX_VALUE: u128 = 1 << 124;

/// Compactly: the draws without a value, then each value as its step from the one before, with its count.
impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut before = 0;
        let step = |&(value, count)| (value - std::mem::replace(&mut before, value), count);
        let steps: Vec<(i128, u64)> = self.counts.iter().map(step).collect();
        (self.never, steps).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (never, mut counts): (u64, Vec<(i128, u64)>) = Deserialize::deserialize(deserializer)?;
        let not_ascending = || de::Error::custom("the values of a distribution must ascend");
        let (mut value, mut valued, mut is_first) = (0_i128, 0_u64, true);
        for (step, count) in &mut counts {
            if (*step <= 0 && !is_first) || *count == 0 {
                return Err(not_ascending());
            }
            let next = value.checked_add(*step).filter(|v| v.unsigned_abs() <= MAX_VALUE);
            value = next.ok_or_else(not_ascending)?;
            valued = valued.checked_add(*count).ok_or_else(not_ascending)?;
            (*step, is_first) = (value, false);
        }
        never.checked_add(valued).ok_or_else(not_ascending)?;
        Ok(Self { counts, valued, never })
    }
}

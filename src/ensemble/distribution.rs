//! How often what happened: exact counts over draws.

use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ensemble::ascending::Ascending;
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
    counts: Ascending,
    never: u64,
}

impl Distribution {
    /// The distribution of some values in ascending order, each with its count, which is not 0.
    pub(crate) fn ascending(counts: impl IntoIterator<Item = (i128, u64)>, never: u64) -> Self {
        Self { counts: counts.into_iter().collect(), never }
    }

    /// Adds the draws of another distribution.
    pub(crate) fn add(&mut self, other: &Self) {
        self.never += other.never;
        if self.counts.len() == 0 {
            self.counts.clone_from(&other.counts);
        } else if other.counts.len() > 0 {
            self.counts = self.counts.merged(other.counts.iter());
        }
    }

    /// Adds draws that came to ascending values.
    pub(crate) fn add_ascending(&mut self, counts: impl IntoIterator<Item = (i128, u64)>) {
        self.counts = self.counts.merged(counts);
    }

    /// Adds a draw without a value.
    pub(crate) const fn add_never(&mut self) {
        self.never += 1;
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
        self.counts.iter()
    }

    /// The number of draws, those without a value included.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().draws(), 0);
    /// ```
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.counts.draws().saturating_add(self.never)
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
        let up_to = self.counts.iter().take_while(|&(other, _)| other <= value);
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
        self.counts.iter().find_map(|(value, count)| {
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
        self.counts.first()
    }

    /// The greatest value drawn.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().max(), None);
    /// ```
    #[must_use]
    pub fn max(&self) -> Option<i128> {
        self.counts.last()
    }

    /// The mean of the draws that have a value; `None` where none has.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().mean(), None);
    /// ```
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        let sum = self.counts.iter().map(|(value, n)| value.saturating_mul(n.into()));
        let sum = sum.fold(0_i128, i128::saturating_add);
        let draws = self.counts.draws();
        (draws > 0).then_some(Mean { sum, count: draws })
    }
}

/// Nothing that is counted is greater: 2^32 troops, 12,001 months, costs in twelfths below 2^124.
const MOST: u128 = 1 << 124;

/// Compactly: the first value, then each step to the next, with its count.
impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.never, Steps(&self.counts)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (never, Steps(counts)): (u64, Steps<Ascending>) =
            Deserialize::deserialize(deserializer)?;
        never.checked_add(counts.draws()).ok_or_else(does_not_ascend)?;
        Ok(Self { counts, never })
    }
}

/// Numbers, each as its step from the one before, the first from 0, with its count.
struct Steps<T>(T);

impl Serialize for Steps<&Ascending> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut before = 0;
        let step = |(value, count)| (value - std::mem::replace(&mut before, value), count);
        serializer.collect_seq(self.0.iter().map(step))
    }
}

impl<'de> Deserialize<'de> for Steps<Ascending> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Ascend)
    }
}

/// Reads steps one by one.
struct Ascend;

impl<'de> Visitor<'de> for Ascend {
    type Value = Steps<Ascending>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("steps from value to value, each with its count")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut steps: A) -> Result<Self::Value, A::Error> {
        let mut counts = Ascending::default();
        let (mut value, mut draws) = (0_i128, 0_u64);
        while let Some((step, count)) = steps.next_element::<(i128, u64)>()? {
            if (counts.len() > 0 && step <= 0) || count == 0 {
                return Err(does_not_ascend());
            }
            value = value
                .checked_add(step)
                .filter(|value| value.unsigned_abs() <= MOST)
                .ok_or_else(does_not_ascend)?;
            draws = draws.checked_add(count).ok_or_else(does_not_ascend)?;
            counts.push(value, count);
        }
        counts.shrink();
        Ok(Steps(counts))
    }
}

fn does_not_ascend<E: de::Error>() -> E {
    E::custom("the values of a distribution ascend")
}

//! How often what happened: exact counts over draws.

use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ensemble::ascending::Ascending;
use crate::values::percent::Percent;
use crate::values::probability::Chance;

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

/// A number of draws out of all: a probability as it was counted.
///
/// `Display` gives per cent, exactly rounded half up, with one decimal or as many as the precision
/// asks for, up to nine; nothing can be said of no draws.
///
/// ```
/// use drawdown::Frequency;
///
/// let met = Frequency { count: 2, draws: 3 };
/// assert_eq!(met.to_string(), "66.7 %");
/// assert_eq!(format!("{met:.3}"), "66.667 %");
/// assert_eq!(Frequency { count: 0, draws: 0 }.to_string(), "-");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Frequency {
    /// The draws in which it was so.
    pub count: u64,
    /// All draws.
    pub draws: u64,
}

/// A mean, exact: a sum over a number of draws.
///
/// `Display` rounds half up to one decimal, or to as many as the precision asks for, up to nine.
///
/// ```
/// use drawdown::Mean;
///
/// assert_eq!(Mean { sum: 5, draws: 3 }.to_string(), "1.7");
/// assert_eq!(format!("{:.0}", Mean { sum: -5, draws: 2 }), "-2"); // half up
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mean {
    /// The sum of the values.
    pub sum: i128,
    /// Of how many draws.
    pub draws: u64,
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
    /// assert_eq!(drawdown::Distribution::default().never().count, 0);
    /// ```
    #[must_use]
    pub fn never(&self) -> Frequency {
        Frequency { count: self.never, draws: self.draws() }
    }

    /// The draws that came to this value or less.
    ///
    /// ```
    /// assert_eq!(drawdown::Distribution::default().at_most(7).count, 0);
    /// ```
    #[must_use]
    pub fn at_most(&self, value: i128) -> Frequency {
        let up_to = self.counts.iter().take_while(|&(other, _)| other <= value);
        let count = up_to.map(|(_, count)| count).sum();
        Frequency { count, draws: self.draws() }
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
        (draws > 0).then_some(Mean { sum, draws })
    }
}

impl Frequency {
    /// The frequency as a probability; `None` of no draws.
    ///
    /// ```
    /// use drawdown::{Chance, Frequency};
    ///
    /// assert_eq!(Frequency { count: 1, draws: 4 }.chance(), Chance::new(0.25));
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a probability is a ratio")]
    pub fn chance(self) -> Option<Chance> {
        Chance::new(self.count as f64 / self.draws as f64)
    }
}

/// A quotient with so many decimals, rounded half up.
fn rounded(numerator: i128, denominator: u64, decimals: usize) -> String {
    let scale = 10_i128.pow(u32::try_from(decimals.min(9)).unwrap_or(9));
    let denominator = i128::from(denominator.max(1));
    // Whole and rest apart, so that the scaled rest cannot overflow.
    let (whole, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let part = (2 * rest * scale + denominator).div_euclid(2 * denominator);
    let (whole, part) = (whole + part / scale, part % scale);
    let (sign, whole, part) = match (whole < 0, part) {
        (true, 0) => ("-", whole.unsigned_abs(), 0),
        (true, part) => ("-", (whole + 1).unsigned_abs(), scale - part),
        (false, part) => ("", whole.unsigned_abs(), part),
    };
    if scale == 1 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{part:0width$}", width = decimals.min(9))
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.draws == 0 {
            return f.write_str("-");
        }
        let percent = rounded(100 * i128::from(self.count), self.draws, f.precision().unwrap_or(1));
        write!(f, "{percent} %")
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&rounded(self.sum, self.draws, f.precision().unwrap_or(1)))
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

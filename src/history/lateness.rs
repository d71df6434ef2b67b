//! Lateness of deadlines, as it was seen and as a distribution (rules#lateness).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::history::fraction::Fraction;
use crate::observed::{Verdict, VerdictClass};
use crate::values::percent::Percent;

/// By how many months a deadline was missed, as far as it is known; 0 of one that was met.
///
/// ```
/// use drawdown::history::Lateness;
///
/// let between_one_and_three = Lateness::new(1, Some(3));
/// assert!(!between_one_and_three.is_on_time());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lateness {
    /// The least that it can be, in months.
    pub from: i32,
    /// The most that it can be; `None` if it was not seen that the goal was met.
    pub to: Option<i32>,
}

impl Lateness {
    /// At least `from` months late and at most `to`; without `to` if it was not seen that the goal was met.
    #[must_use]
    pub const fn new(from: i32, to: Option<i32>) -> Self {
        Self { from, to }
    }

    /// The lateness of a deadline that was met or late; `None` of any other.
    #[must_use]
    pub fn of(verdict: &Verdict) -> Option<Self> {
        let judged = matches!(verdict.class, Some(VerdictClass::Met | VerdictClass::Late));
        let from = verdict.slip_from.filter(|_| judged)?;
        Some(Self { from: from.max(0), to: verdict.slip_to.map(|to| to.max(0)) })
    }

    /// Whether the deadline was met.
    #[must_use]
    pub fn is_on_time(self) -> bool {
        self.to == Some(0)
    }
}

/// A distribution of whole months, each with a weight: what past deadlines say, or a baseline.
///
/// ```
/// use drawdown::history::{Lateness, LatenessDistribution};
///
/// let past = LatenessDistribution::from_iter([(0, 3), (4, 1)]); // three met, one four months late
/// let two_late = Lateness::new(2, Some(2));
/// // (3/4)^2 at 0 and at 1 month, (1/4)^2 at 2 and at 3.
/// assert_eq!(past.crps(two_late).ok_or("no weight")?.to_string(), "5/4");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<i32, u64>")]
pub struct LatenessDistribution(BTreeMap<i32, u64>);

impl LatenessDistribution {
    /// The plan at its word: every deadline is met.
    #[must_use]
    pub fn at_its_word() -> Self {
        Self::from_iter([(0, 1)])
    }

    /// Nothing is known but that it takes at most a year: 0 to 12 months, all alike.
    #[must_use]
    pub fn uniform_year() -> Self {
        (0..=12).map(|months| (months, 1)).collect()
    }

    /// The months and their weights, in order.
    #[must_use]
    pub const fn weights(&self) -> &BTreeMap<i32, u64> {
        &self.0
    }

    /// Its continuous ranked probability score in months, against what is known of a lateness: the lower, the
    /// better. `None` without any weight.
    #[must_use]
    pub fn crps(&self, seen: Lateness) -> Option<Fraction> {
        let values = self.0.iter().map(|(&months, &weight)| (i128::from(months), weight));
        crps(values, seen.from.into(), seen.to.map(i128::from))
    }

    /// Its Brier score as to whether the deadline is met. `None` without any weight.
    #[must_use]
    pub fn brier(&self, seen: Lateness) -> Option<Fraction> {
        let total = self.0.values().map(|weight| i128::from(*weight)).sum();
        let on_time = self.0.get(&0).copied().unwrap_or(0);
        let chance = Fraction::new(on_time.into(), total)?;
        Some((chance - Fraction::whole(seen.is_on_time().into())).squared())
    }
}

impl Extend<(i32, u64)> for LatenessDistribution {
    fn extend<I: IntoIterator<Item = (i32, u64)>>(&mut self, weights: I) {
        let own = std::mem::take(&mut self.0);
        *self = own.into_iter().chain(weights).collect();
    }
}

/// From what it serializes as: the weight of each number of months.
impl From<BTreeMap<i32, u64>> for LatenessDistribution {
    fn from(weights: BTreeMap<i32, u64>) -> Self {
        weights.into_iter().collect()
    }
}

impl FromIterator<(i32, u64)> for LatenessDistribution {
    fn from_iter<I: IntoIterator<Item = (i32, u64)>>(weights: I) -> Self {
        Self(summed(weights))
    }
}

/// The sum of the weights of each value, without those of weight 0.
fn summed<T: Ord>(weights: impl IntoIterator<Item = (T, u64)>) -> BTreeMap<T, u64> {
    let mut sums = BTreeMap::new();
    for (value, weight) in weights.into_iter().filter(|(_, weight)| *weight > 0) {
        let sum: &mut u64 = sums.entry(value).or_default();
        *sum = sum.saturating_add(weight);
    }
    sums
}

/// The continuous ranked probability score of drawn troops at an observed month, from the exact counts of each
/// level. `None` of no draws.
///
/// ```
/// use drawdown::history::troops_crps;
///
/// // Half of the draws say 100, half 300; 200 were seen.
/// assert_eq!(troops_crps([(100, 1), (300, 1)], 200).ok_or("no draws")?.to_string(), "50");
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn troops_crps(
    counts: impl IntoIterator<Item = (u64, u64)>,
    observed: u64,
) -> Option<Fraction> {
    let counts = counts.into_iter().map(|(troops, count)| (i128::from(troops), count));
    crps(summed(counts), observed.into(), Some(observed.into()))
}

/// The sum over whole thresholds x of (F(x) - [y <= x])^2, over those at which it is known whether y <= x: below
/// `from`, and from `to` on. The values are in order.
fn crps(
    values: impl IntoIterator<Item = (i128, u64)>,
    from: i128,
    to: Option<i128>,
) -> Option<Fraction> {
    let values: Vec<(i128, u64)> = values.into_iter().collect();
    let total: i128 = values.iter().map(|(_, weight)| i128::from(*weight)).sum();
    let mut steps: Vec<i128> = values.iter().map(|(value, _)| *value).collect();
    steps.push(from);
    steps.extend(to);
    steps.sort_unstable();
    steps.dedup();
    // Between two steps neither F nor what is known changes; outside of all both are 0, or both 1.
    let stretches = steps.windows(2).map(|step| {
        let (first, next) = (step[0], step[1]);
        let below: i128 =
            values.iter().filter(|(value, _)| *value <= first).map(|(_, w)| i128::from(*w)).sum();
        let is_reached = match to {
            _ if first < from => 0,
            Some(to) if first >= to => 1,
            _ => return Some(Fraction::whole(0)),
        };
        let apart = Fraction::new(below, total)? - Fraction::whole(is_reached);
        Some(apart.squared() * Fraction::whole(next - first))
    });
    (total > 0).then(|| stretches.sum()).flatten()
}

/// The band of a number of past values; an end is `None` where there are too few to say.
///
/// ```
/// use drawdown::history::Band;
///
/// let nine = [0, 0, 0, 0, 0, 0, 1, 3, 8];
/// let band = Band::of(nine, 80.into());
/// assert_eq!((band.from, band.to), (Some(0), Some(8))); // the first and the ninth
/// assert_eq!(Band::of([0, 0, 1], 80.into()).to, None); // three are too few
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Band {
    /// Its lower end.
    pub from: Option<i32>,
    /// Its upper end.
    pub to: Option<i32>,
}

impl Band {
    /// The band that holds at least `percent` of the values: from one to the other of ranks i and n + 1 - i, with i = floor((n + 1)(100 - P) / 200).
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = i32>, percent: Percent) -> Self {
        let values = sorted(values);
        let n = values.len() as u128;
        let outside = Percent::HUNDRED.ten_thousandths().saturating_sub(percent.ten_thousandths());
        let i =
            (n + 1) * u128::from(outside) / (2 * u128::from(Percent::HUNDRED.ten_thousandths()));
        if i == 0 {
            return Self::default();
        }
        Self { from: ranked(&values, i), to: ranked(&values, n + 1 - i) }
    }

    /// The bound that at least `percent` of the values do not exceed: the value of rank ceil((n + 1)P / 100), open above n.
    #[must_use]
    pub fn at_most(values: impl IntoIterator<Item = i32>, percent: Percent) -> Self {
        let values = sorted(values);
        let share = (values.len() as u128 + 1) * u128::from(percent.ten_thousandths());
        let rank = share.div_ceil(Percent::HUNDRED.ten_thousandths().into());
        Self { from: None, to: ranked(&values, rank) }
    }

    /// Whether a lateness lies in it; `None` where that is not known, as in a band that is open above. One without a
    /// lower end alone ends above only, as [`Band::at_most`] does.
    ///
    /// ```
    /// use drawdown::history::{Band, Lateness};
    ///
    /// let on_time = Lateness::new(0, Some(0));
    /// assert_eq!(Band::of([0; 9], 80.into()).contains(on_time), Some(true));
    /// assert_eq!(Band::of([0; 3], 80.into()).contains(on_time), None); // three are too few for a band
    /// ```
    #[must_use]
    pub fn contains(self, seen: Lateness) -> Option<bool> {
        let is_below = |months: i32| self.from.is_some_and(|from| months < from);
        let is_above = |months: i32| self.to.is_some_and(|to| months > to);
        if is_above(seen.from) || seen.to.is_some_and(is_below) {
            return Some(false);
        }
        let is_inside =
            !is_below(seen.from) && self.to.zip(seen.to).is_some_and(|(to, seen)| seen <= to);
        is_inside.then_some(true)
    }
}

fn sorted(values: impl IntoIterator<Item = i32>) -> Vec<i32> {
    let mut values: Vec<i32> = values.into_iter().collect();
    values.sort_unstable();
    values
}

/// The value of a rank, counted from 1.
fn ranked(values: &[i32], rank: u128) -> Option<i32> {
    let at = usize::try_from(rank).ok()?.checked_sub(1)?;
    values.get(at).copied()
}

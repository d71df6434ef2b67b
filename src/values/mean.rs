//! Means and proportions, exact.

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(feature = "ensemble")]
use crate::values::interval::lower_bound;
#[cfg(feature = "ensemble")]
use crate::values::percent::Percent;
use crate::values::probability::Probability;
use crate::values::scalar::wide;

/// A number of draws out of all: a probability as it was counted.
///
/// `Display` gives percent, exactly rounded half up, with one decimal or as many as the precision
/// asks for, up to nine. What is more than none and less than all is not rounded to either; nothing can be said
/// of no draws.
///
/// ```
/// use drawdown::values::Proportion;
///
/// let met = Proportion::new(2, 3);
/// assert_eq!(met.to_string(), "66.7 %");
/// assert_eq!(format!("{met:.3}"), "66.667 %");
/// assert_eq!(Proportion::new(9_998, 10_000).to_string(), "over 99.9 %");
/// assert_eq!(Proportion::new(2, 10_000).to_string(), "under 0.1 %");
/// assert_eq!(Proportion::new(0, 0).to_string(), "-");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proportion {
    /// The draws in which it was so.
    pub count: u64,
    /// All draws.
    pub draws: u64,
}

impl Proportion {
    /// The share that `count` draws are of `draws`.
    #[must_use]
    pub const fn new(count: u64, draws: u64) -> Self {
        Self { count, draws }
    }
}

/// A mean, exact: a sum over a count. A sum beyond 2^53 serializes as text.
///
/// `Display` rounds half up to one decimal, or to as many as the precision asks for, up to nine.
///
/// ```
/// use drawdown::values::Mean;
///
/// assert_eq!(Mean::new(5, 3).to_string(), "1.7");
/// assert_eq!(format!("{:.0}", Mean::new(-5, 2)), "-2"); // half up
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mean {
    /// The sum of the values.
    #[serde(with = "wide")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::scalar::Wide"))]
    pub sum: i128,
    /// How many values there are: months of an average strength, draws of an ensemble.
    pub count: u64,
}

impl Mean {
    /// The mean of `count` values that add up to `sum`.
    #[must_use]
    pub const fn new(sum: i128, count: u64) -> Self {
        Self { sum, count }
    }

    /// The mean as a whole number, rounded half up.
    ///
    /// ```
    /// assert_eq!(drawdown::values::Mean::new(5, 2).rounded(), 3);
    /// ```
    #[must_use]
    pub fn rounded(self) -> i128 {
        self.in_units(1)
    }

    /// The mean as a float, for charts and statistics; 0 of no values.
    ///
    /// ```
    /// assert_eq!(drawdown::values::Mean::new(5, 2).to_f64(), 2.5);
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a float has no more digits")]
    pub fn to_f64(self) -> f64 {
        self.sum as f64 / self.count.max(1) as f64
    }

    /// The mean in units of which a whole has `scale`, at most 10^9, rounded half up.
    pub(crate) fn in_units(self, scale: i128) -> i128 {
        let count = i128::from(self.count.max(1));
        // Whole and rest apart, so that the scaled rest cannot overflow.
        let (whole, rest) = (self.sum.div_euclid(count), self.sum.rem_euclid(count));
        let part = (2 * rest * scale + count).div_euclid(2 * count);
        whole.saturating_mul(scale).saturating_add(part)
    }
}

impl Proportion {
    /// The proportion in percent; `None` of no draws.
    ///
    /// ```
    /// use drawdown::values::{Mean, Proportion};
    ///
    /// assert_eq!(Proportion::new(2, 3).percent(), Some(Mean::new(200, 3)));
    /// ```
    #[must_use]
    pub fn percent(self) -> Option<Mean> {
        let sum = 100 * i128::from(self.count);
        (self.draws > 0).then_some(Mean { sum, count: self.draws })
    }

    /// The [exact confidence interval](crate::rules#interval) (Clopper and Pearson) of the share that this
    /// many draws are a sample of, rounded outward to hundredths of a percent.
    ///
    /// `None` of no draws, and of more than 2^24 draws, of which the interval is no wider than a few hundredths.
    ///
    /// ```
    /// use drawdown::values::Proportion;
    ///
    /// let met = Proportion::new(859, 1_000);
    /// let (low, high) = met.interval(95.into()).ok_or("no draws")?;
    /// assert_eq!(format!("{low} % to {high} %"), "83.58 % to 88 %");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "ensemble")]
    #[must_use]
    pub fn interval(self, confidence: Percent) -> Option<(Percent, Percent)> {
        let is_counted = (1..=1 << 24).contains(&self.draws) && self.count <= self.draws;
        is_counted.then(|| {
            let tail = confidence.missing_millionths();
            let low = lower_bound(self.count, self.draws, tail);
            let high = 10_000 - lower_bound(self.draws - self.count, self.draws, tail);
            (Percent::of_ten_thousandths(low), Percent::of_ten_thousandths(high))
        })
    }

    /// The frequency as a probability; `None` of no draws.
    ///
    /// ```
    /// use drawdown::values::{Probability, Proportion};
    ///
    /// assert_eq!(Proportion::new(1, 4).probability(), Probability::new(0.25));
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a probability is a ratio")]
    pub fn probability(self) -> Option<Probability> {
        Probability::new(self.count as f64 / self.draws as f64)
    }
}

/// A quotient with a number of decimals, rounded half up.
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

impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.draws == 0 {
            return f.write_str("-");
        }
        let decimals = f.precision().unwrap_or(1);
        let percent = |count: u64| rounded(100 * i128::from(count), self.draws, decimals);
        let (shown, none, all) = (percent(self.count), percent(0), percent(self.draws));
        // The least step that is shown, so many of which are the whole.
        let steps = 100 * 10_u64.pow(u32::try_from(decimals.min(9)).unwrap_or(9));
        let step = |count: i128| rounded(100 * count, steps, decimals);
        if self.count > 0 && shown == none {
            write!(f, "under {} %", step(1))
        } else if self.count < self.draws && shown == all {
            write!(f, "over {} %", step(i128::from(steps) - 1))
        } else {
            write!(f, "{shown} %")
        }
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&rounded(self.sum, self.count, f.precision().unwrap_or(1)))
    }
}

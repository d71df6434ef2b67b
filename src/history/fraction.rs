//! Exact fractions of any size, for scores.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

use num_rational::BigRational;
use serde::{Serialize, Serializer};

/// An exact fraction, such as a score. Written out it is `1/4`, in lowest terms, or a whole number.
///
/// ```
/// use drawdown::history::Fraction;
///
/// let quarter = Fraction::new(2, 8).ok_or("divided by 0")?;
/// assert_eq!(quarter.to_string(), "1/4");
/// assert_eq!(quarter.decimal(3), "0.250");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fraction(BigRational);

impl Fraction {
    /// A quotient; `None` if it is divided by 0.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i128) -> Self {
        Self(BigRational::from_integer(number.into()))
    }

    /// The number with `decimals` digits after the point, rounded half up.
    #[must_use]
    pub fn decimal(&self, decimals: u8) -> String {
        let scale = 10_i128.pow(decimals.min(18).into());
        let half = BigRational::new(1.into(), 2.into());
        let scaled = &self.0 * BigRational::from_integer(scale.into());
        let digits = (scaled + half).floor().to_integer().to_string();
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", digits.as_str()),
        };
        let decimals = usize::from(decimals.min(18));
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// The mean of fractions; `None` of none.
    #[must_use]
    pub fn mean<'a>(fractions: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let (mut sum, mut count) = (Self::whole(0), 0_i128);
        for fraction in fractions {
            sum = sum + fraction.clone();
            count += 1;
        }
        Self::new(1, count).map(|share| sum * share)
    }

    /// Its square.
    pub(crate) fn squared(&self) -> Self {
        Self(&self.0 * &self.0)
    }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(fractions: I) -> Self {
        fractions.fold(Self::whole(0), Add::add)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! Three-point estimates in the words of their source.

use serde::Serialize;
use thiserror::Error;

use crate::values::quantity::Quantity;

/// A low, best and high value, `low <= best <= high`, with the words of the source.
///
/// A deterministic projection uses [`best`](Self::best); an ensemble draws between low and high.
/// In files it is a plain value or a table `{ low, best, high, words }`. Without `best`, best is the
/// midpoint, rounded down; with `best` alone, all three are `best` ([rule](crate::rules#estimate)).
///
/// Instead of a range it can be a list of values, `{ values, words }`, each as likely as the others
/// ([rule](crate::rules#values)).
///
/// ```
/// use drawdown::{Estimate, Troops};
///
/// let hundreds = Estimate::new(Troops(200), Troops(500), Troops(900))?.with_words("hundreds of troops");
/// assert_eq!(hundreds.best(), Troops(500));
/// assert_eq!(hundreds.words(), Some("hundreds of troops"));
///
/// let between = Estimate::between(Troops(35_000), Troops(50_000))?;
/// assert_eq!(between.best(), Troops(42_500));
/// assert_eq!(between.to_string(), "35000 to 50000, best 42500");
/// assert_eq!("35000 to 50000".parse(), Ok(between));
/// # Ok::<(), drawdown::error::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Estimate<T> {
    low: T,
    best: T,
    high: T,
    words: Option<String>,
    /// The values that a draw chooses from, in the order written; empty for a range.
    values: Vec<T>,
}

/// The most values that an estimate can list.
pub(crate) const MAX_VALUES: usize = 1_024;

/// Values that do not form an estimate.
///
/// ```
/// use drawdown::{Estimate, Troops};
///
/// let error = Estimate::between(Troops(500), Troops(200)).unwrap_err();
/// assert_eq!(error.to_string(), "low 500, high 200: low <= high must hold");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EstimateError {
    /// The low value is above the high one.
    #[error("low {low}, high {high}: low <= high must hold")]
    LowAboveHigh {
        /// As given.
        low: String,
        /// As given.
        high: String,
    },
    /// The three values are out of order.
    #[error("low {low}, best {best}, high {high}: low <= best <= high must hold")]
    Unordered {
        /// As given.
        low: String,
        /// As given.
        best: String,
        /// As given.
        high: String,
    },
    /// Some of the three values are days and some are months.
    #[error("low {low}, best {best}, high {high}: give all three as days or all three as months")]
    Mixed {
        /// As given.
        low: String,
        /// As given.
        best: String,
        /// As given.
        high: String,
    },
    /// Neither `best` alone nor both `low` and `high`, nor `values`.
    #[error("an estimate needs best alone, low and high, all three, or values")]
    Incomplete,
    /// A text that is not an estimate.
    #[error("{value:?} is not an estimate; write a value, or \"LOW to HIGH, best BEST\"")]
    Malformed {
        /// What was written (its first 40 characters).
        value: String,
    },
    /// Both a list of values and a range.
    #[error("an estimate has either values or low and high, not both")]
    ValuesAndRange,
    /// Some of the values are days and some are months.
    #[error(
        "{one} and {other} are not both days or both months; give all values as days or all as months"
    )]
    MixedValues {
        /// One of the values.
        one: String,
        /// One of the other sort.
        other: String,
    },
    /// An empty list of values, or one that is too long.
    #[error("{count} values; an estimate lists 1 to {limit}")]
    ValueCount {
        /// How many are listed.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
}

impl<T: Quantity> Estimate<T> {
    /// A value that is known: low, best and high are the same.
    pub fn exactly(value: T) -> Self {
        Self { low: value, best: value, high: value, words: None, values: Vec::new() }
    }

    /// A range whose best value is its midpoint, rounded down.
    ///
    /// # Errors
    ///
    /// [`EstimateError::LowAboveHigh`] if `low > high`, [`EstimateError::Mixed`] for a day and a month.
    pub fn between(low: T, high: T) -> Result<Self, EstimateError> {
        if !T::alike(low, high) {
            return Self::new(low, low, high);
        }
        if low > high {
            let (low, high) = (low.to_string(), high.to_string());
            return Err(EstimateError::LowAboveHigh { low, high });
        }
        Self::new(low, T::midpoint(low, high), high)
    }

    /// A three-point estimate.
    ///
    /// # Errors
    ///
    /// [`EstimateError::Unordered`] unless `low <= best <= high`; [`EstimateError::Mixed`] if some
    /// are days and some are months.
    ///
    /// ```
    /// use drawdown::{Day, Estimate};
    ///
    /// let announced = Estimate::<Day>::new("2024-09".parse()?, "2024-10".parse()?, "2025-03".parse()?)?;
    /// assert_eq!(announced.best().to_string(), "2024-10");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(low: T, best: T, high: T) -> Result<Self, EstimateError> {
        let are_alike = T::alike(low, best) && T::alike(best, high);
        if are_alike && low <= best && best <= high {
            return Ok(Self { low, best, high, words: None, values: Vec::new() });
        }
        let (low, best, high) = (low.to_string(), best.to_string(), high.to_string());
        Err(if are_alike {
            EstimateError::Unordered { low, best, high }
        } else {
            EstimateError::Mixed { low, best, high }
        })
    }

    /// A list of values, each as likely as the others; the best one is their lower median.
    ///
    /// # Errors
    ///
    /// [`EstimateError::ValueCount`] unless there are 1 to 1,024 values; [`EstimateError::Mixed`] if some
    /// are days and some are months.
    ///
    /// ```
    /// use drawdown::{Estimate, Troops};
    ///
    /// // What four past airlifts carried in a month.
    /// let airlift = Estimate::one_of([400, 900, 450, 500].map(Troops))?;
    /// assert_eq!((airlift.low(), airlift.best(), airlift.high()), (Troops(400), Troops(450), Troops(900)));
    /// # Ok::<(), drawdown::error::EstimateError>(())
    /// ```
    pub fn one_of(values: impl IntoIterator<Item = T>) -> Result<Self, EstimateError> {
        let values: Vec<T> = values.into_iter().collect();
        let mut sorted = values.clone();
        sorted.sort_unstable();
        let count = values.len();
        let (Some(&low), Some(&high), true) = (sorted.first(), sorted.last(), count <= MAX_VALUES)
        else {
            return Err(EstimateError::ValueCount { count, limit: MAX_VALUES });
        };
        let best = sorted[(count - 1) / 2];
        if let Some(&other) = values.iter().find(|&&value| !T::alike(value, low)) {
            return Err(EstimateError::MixedValues {
                one: low.to_string(),
                other: other.to_string(),
            });
        }
        Ok(Self { low, best, high, words: None, values })
    }

    /// The same estimate with the words of its source, such as "approximately 2,500".
    #[must_use]
    pub fn with_words(mut self, words: impl Into<String>) -> Self {
        self.words = Some(words.into());
        self
    }

    /// The lowest possible value.
    #[must_use]
    pub const fn low(&self) -> T {
        self.low
    }

    /// The value that a deterministic projection uses.
    #[must_use]
    pub const fn best(&self) -> T {
        self.best
    }

    /// The highest possible value.
    #[must_use]
    pub const fn high(&self) -> T {
        self.high
    }

    /// The words of the source, if given.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// The values that a draw chooses from, in the order written; empty for a range.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The same with another best value, if one is given.
    pub(crate) fn with_best(self, best: Option<T>) -> Result<Self, EstimateError> {
        let Some(best) = best else { return Ok(self) };
        let Self { low, best, high, .. } = Self::new(self.low, best, self.high)?;
        Ok(Self { low, best, high, ..self })
    }

    /// Applies a change that keeps the order of values to all of them.
    pub(crate) fn map(&self, change: impl Fn(T) -> T) -> Self {
        Self {
            low: change(self.low),
            best: change(self.best),
            high: change(self.high),
            words: self.words.clone(),
            values: self.values.iter().map(|&value| change(value)).collect(),
        }
    }
}

impl<T: Quantity> From<T> for Estimate<T> {
    fn from(value: T) -> Self {
        Self::exactly(value)
    }
}

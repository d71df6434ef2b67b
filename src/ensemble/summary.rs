//! What an ensemble comes to: exact, and mergeable.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ensemble::difference::PairedDifference;
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::outlook::PlanOutcomes;
use crate::ensemble::ranges::Ranges;
use crate::ensemble::sensitivity::{InputSensitivity, Record};

/// The draws of an [`Ensemble`](crate::Ensemble), counted: of its plan, of its variants, and of how
/// these differ.
///
/// Summaries of disjoint draws merge exactly, in any order: the draws `0..500` merged with
/// `500..1_000` are the draws `0..1_000`, bit for bit (DESIGN section 7).
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
/// let ensemble = Ensemble::new(&plan, 2007);
/// let (first, second) = (ensemble.run(0..500), ensemble.run(500..1_000));
/// assert_eq!(second.merge(&first)?, ensemble.run(0..1_000));
///
/// let error = ensemble.run(0..500).merge(&ensemble.run(400..600)).unwrap_err();
/// assert_eq!(error.to_string(), "both have the draws 400..500");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct EnsembleSummary {
    pub(crate) identity: Fingerprint,
    pub(crate) ranges: Ranges,
    /// The plan's first, then the variants'.
    pub(crate) outlooks: Vec<PlanOutcomes>,
    pub(crate) differences: Vec<PairedDifference>,
    pub(crate) drivers: Option<Record>,
}

/// A summary as it is read: it may be anything.
#[derive(Deserialize)]
#[serde(rename = "Summary")]
struct Unchecked {
    identity: Fingerprint,
    ranges: Ranges,
    outlooks: Vec<PlanOutcomes>,
    differences: Vec<PairedDifference>,
    drivers: Option<Record>,
}

impl TryFrom<Unchecked> for EnsembleSummary {
    type Error = &'static str;

    fn try_from(read: Unchecked) -> Result<Self, Self::Error> {
        let Unchecked { identity, ranges, outlooks, differences, drivers } = read;
        let summary = Self { identity, ranges, outlooks, differences, drivers };
        if summary.is_sound() { Ok(summary) } else { Err("the parts of a summary do not agree") }
    }
}

/// Summaries that do not merge.
///
/// ```
/// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let error = Ensemble::new(&plan, 1).run(0..5).merge(&Ensemble::new(&plan, 2).run(5..9)).unwrap_err();
/// assert_eq!(error.to_string(), "one was drawn with the seed 1, the other with 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MergeError {
    /// Versions of the crate that draw or reckon differently.
    #[error(
        "one was made by results version {one}, the other by {other}: make both with one version of drawdown"
    )]
    DifferentResultsVersion {
        /// Of the one.
        one: u32,
        /// Of the other.
        other: u32,
    },
    /// Plans that are not the same in every word.
    #[error("they are not of the same plan")]
    OtherPlan,
    /// Different seeds.
    #[error("one was drawn with the seed {one}, the other with {other}")]
    OtherSeed {
        /// Of the one.
        one: u64,
        /// Of the other.
        other: u64,
    },
    /// The same plan and seed, but other things counted.
    #[error("they do not count the same: other variants, groups or drivers")]
    DifferentMeasures,
    /// Draws that would count twice.
    #[error("both have the draws {}..{}", .draws.start, .draws.end)]
    Overlap {
        /// The first such stretch of draws.
        draws: Range<u64>,
    },
}

impl EnsembleSummary {
    /// Merges the summary of other draws of the same ensemble.
    ///
    /// # Errors
    ///
    /// Where the other is of another plan, seed or version of the results, counts something else, or
    /// has draws that this one has.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let ensemble = Ensemble::new(&plan, 0);
    /// let summary = ensemble.run(0..10).merge(&ensemble.run(90..100))?;
    /// assert_eq!(summary.draws(), 20);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(mut self, other: &Self) -> Result<Self, MergeError> {
        self.check_like(other)?;
        if let Some(draws) = self.ranges.overlap(&other.ranges) {
            return Err(MergeError::Overlap { draws });
        }
        self.absorb(other);
        Ok(self)
    }

    /// Adds other draws of the same ensemble.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.ranges.add(other.ranges.as_slice());
        for (mine, theirs) in self.outlooks.iter_mut().zip(&other.outlooks) {
            mine.add(theirs);
        }
        for (mine, theirs) in self.differences.iter_mut().zip(&other.differences) {
            mine.add(theirs);
        }
        if let (Some(mine), Some(theirs)) = (&mut self.drivers, &other.drivers) {
            mine.add(theirs);
        }
    }

    /// Whether both count the same things; files that were made otherwise may not.
    fn is_like(&self, other: &Self) -> bool {
        let (outlooks, differences) = (&self.outlooks, &self.differences);
        outlooks.len() == other.outlooks.len()
            && outlooks.iter().zip(&other.outlooks).all(|(a, b)| a.is_like(b))
            && differences.iter().zip(&other.differences).all(|(a, b)| a.is_like(b))
            && match (&self.drivers, &other.drivers) {
                (Some(mine), Some(theirs)) => mine.is_like(theirs),
                (mine, theirs) => mine.is_none() && theirs.is_none(),
            }
    }

    /// Whether the other is a summary of the same ensemble.
    pub(crate) fn check_like(&self, other: &Self) -> Result<(), MergeError> {
        let (own, others) = (&self.identity, &other.identity);
        if own.results != others.results {
            return Err(MergeError::DifferentResultsVersion {
                one: own.results,
                other: others.results,
            });
        }
        if own.plan != others.plan {
            return Err(MergeError::OtherPlan);
        }
        if own.seed != others.seed {
            return Err(MergeError::OtherSeed { one: own.seed, other: others.seed });
        }
        if own.asked != others.asked || !self.is_like(other) {
            return Err(MergeError::DifferentMeasures);
        }
        Ok(())
    }

    /// Whether it is as a run makes them; a file that was made otherwise may not be.
    fn is_sound(&self) -> bool {
        if !self.ranges.is_sound() {
            return false;
        }
        let draws = self.ranges.draws();
        let variants = self.outlooks.len().checked_sub(1);
        variants == Some(self.differences.len())
            && self.outlooks.iter().all(|outlook| outlook.is_sound(draws))
            && self.differences.iter().all(|difference| difference.is_sound(draws))
            && self.drivers.as_ref().is_none_or(|record| record.is_sound(draws))
    }

    /// How many draws it counts.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 0).run(90..100).draws(), 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.ranges.draws()
    }

    /// Which draws it counts, in ascending order.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 0).run(90..100).ranges(), [90..100]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn ranges(&self) -> &[Range<u64>] {
        self.ranges.as_slice()
    }

    /// The seed it was drawn with.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 2024).run(0..10).seed(), 2024);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.identity.seed
    }

    /// What comes of the plan itself.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 0).run(0..10).outlook().troop_months().draws(), 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn outlook(&self) -> &PlanOutcomes {
        &self.outlooks[0]
    }

    /// What comes of the plan, first, and of each variant, in the ensemble's order.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// let names: Vec<&str> = summary.outlooks().iter().map(|outlook| outlook.name()).collect();
    /// assert_eq!(names, ["as planned", "the same"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn outlooks(&self) -> &[PlanOutcomes] {
        &self.outlooks
    }

    /// How each variant differs from the plan, in the ensemble's order.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert!(Ensemble::new(&plan, 0).run(0..10).differences().is_empty()); // no variants
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn differences(&self) -> &[PairedDifference] {
        &self.differences
    }

    /// What drives the plan's completion, troop-months and slips: each drawn input with its
    /// effects; `None` where the ensemble was not asked to record them.
    ///
    /// ```
    /// # use drawdown::{Contingent, Sensitivity, Ensemble, Estimate, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent {
    /// #         strength: Estimate::between(Troops(35_000), Troops(50_000))?,
    /// #         ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(0))
    /// #     }],
    /// #     ..PlanSpec::new("Advisers", "2007-12".parse()?)
    /// # })?;
    /// let ensemble = Ensemble { drivers: Sensitivity::On, ..Ensemble::new(&plan, 2007) };
    /// let summary = ensemble.run(0..100);
    /// let drivers = summary.drivers().ok_or("not recorded")?;
    /// assert_eq!(drivers[0].input, "contingent[USA in IRQ, unspecified].strength");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn drivers(&self) -> Option<Vec<InputSensitivity>> {
        self.drivers.as_ref().map(Record::drivers)
    }
}

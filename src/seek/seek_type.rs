//! A seek: every value of an open number is tried.

use serde::Serialize;
use thiserror::Error;

use crate::plan::check_seeks;
use crate::plan::checked::Plan;
use crate::plan::errors::PlanErrors;
use crate::plan::place::PathCursor;
use crate::plan::seek_values::SeekValues;
#[cfg(feature = "charts")]
use crate::seek::own_value::own_value;
use crate::spec::adjustment::Variant;
use crate::spec::seek::SeekSpec;
use crate::spec::seek_value::SeekValue;
use crate::values::text::grouped;

/// The most draws of all values together (rules#seek-limits).
const MOST_DRAWS: u64 = 1 << 32;

/// A seek of a plan, checked: what its least or greatest value is at which its conditions hold
/// ([rule](crate::rules#seeks)).
///
/// ```
/// use drawdown::seek::Seek;
/// use drawdown::spec::{Condition, Find, SeekSpec};
/// use drawdown::{Adjustment, YearMonth};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// // By when at the latest must it be announced, for the end of 2026 to hold?
/// let announced = Adjustment::Date { event: "announcement".into(), date: "2024-09".parse()? };
/// let last: YearMonth = "2026-12".parse()?;
/// let spec = SeekSpec {
///     so_that: vec![Condition::Met("the remainder".into())],
///     ..SeekSpec::new("latest announcement", Find::Most, vec![announced], last)
/// };
/// let seek = Seek::new(&plan, spec)?;
/// let latest = seek.run().remove(0).answer.ok_or("at no time")?;
/// // The variant can be compared, drawn and kept.
/// let variant = seek.at(latest).ok_or("not tried")?;
/// assert_eq!(plan.with_variant(&variant)?.project().deadline("the remainder").and_then(|d| d.met), Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Seek {
    pub(super) plan: Plan,
    pub(super) spec: SeekSpec,
    pub(super) values: SeekValues,
    pub(super) each: Option<SeekValues>,
    pub(super) draws: u64,
    pub(super) seed: u64,
}

/// More draws than a seek may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[error(
    "{} values of {} draws each are {}, more than {}; take at most {} draws",
    grouped(*values), grouped(*draws), grouped(i128::from(*values) * i128::from(*draws)),
    grouped(*limit), grouped(limit / (*values).max(1))
)]
#[serde(tag = "code", rename = "too_many_draws")]
#[non_exhaustive]
pub struct TooManyDraws {
    /// How many values there are, times those of `for_each`.
    pub values: u64,
    /// The draws asked for.
    pub draws: u64,
    /// The most draws of all values together.
    pub limit: u64,
}

impl Plan {
    /// The seeks of the plan, in listing order.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// for seek in plan.seeks() {
    ///     println!("{}: {:?}", seek.spec().name, seek.run());
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn seeks(&self) -> impl Iterator<Item = Seek> {
        // They were checked with the plan.
        self.spec.seeks.iter().filter_map(|seek| Seek::checked(self, seek))
    }

    /// The plan's seek of this name; `None` if it has none.
    #[must_use]
    pub fn seek(&self, name: &str) -> Option<Seek> {
        let seek = self.spec.seeks.iter().find(|seek| seek.name == name)?;
        Seek::checked(self, seek)
    }
}

impl Seek {
    /// A seek that the plan does not list.
    ///
    /// # Errors
    ///
    /// What is wrong with its values, names that do not exist, and every rule that the plan breaks at the first or the
    /// last value; each place is one of the seek's, such as `adjust[0].cap.per_month`.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the seek keeps what it is given, once it is checked"
    )]
    pub fn new(plan: &Plan, spec: SeekSpec) -> Result<Self, PlanErrors> {
        check_seeks::check(plan, &spec, &PathCursor::root())?;
        Self::checked(plan, &spec).ok_or_else(|| std::iter::empty().collect())
    }

    /// A seek that was checked before.
    fn checked(plan: &Plan, spec: &SeekSpec) -> Option<Self> {
        let (values, each) = SeekValues::of(spec).ok()?;
        let (plan, spec) = (plan.clone(), spec.clone());
        Some(Self { plan, spec, values, each, draws: 10_000, seed: 0 })
    }

    /// The same seek with another number of draws and another seed, in place of 10,000 and 0; they count only where it
    /// has a chance.
    ///
    /// # Errors
    ///
    /// [`TooManyDraws`] where all values together take more than 2^32 draws.
    pub fn with_draws(mut self, draws: u64, seed: u64) -> Result<Self, TooManyDraws> {
        let values = self.values.count() * self.each.map_or(1, |each| each.count());
        let is_too_many = values.saturating_mul(draws) > MOST_DRAWS;
        if self.spec.chance.is_some() && is_too_many {
            return Err(TooManyDraws { values, draws, limit: MOST_DRAWS });
        }
        (self.draws, self.seed) = (draws, seed);
        Ok(self)
    }

    /// The seek as written.
    #[must_use]
    pub const fn spec(&self) -> &SeekSpec {
        &self.spec
    }

    /// How many draws are taken at each value; they count only where it has a chance.
    #[must_use]
    pub const fn draws(&self) -> u64 {
        self.draws
    }

    /// The seed of its draws.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The plan that it is asked of.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The values that are tried, in their order.
    pub fn values(&self) -> impl Iterator<Item = SeekValue> + use<> {
        self.values.iter()
    }

    /// The values of its `for_each`, in their order; none without one.
    pub fn each_values(&self) -> impl Iterator<Item = SeekValue> + use<> {
        self.each.into_iter().flat_map(SeekValues::iter)
    }

    /// The variant that is tried at a value; `None` for one that is not tried, and for a seek with `for_each`, of which
    /// [`at_each`](Self::at_each) gives it.
    #[must_use]
    pub fn at(&self, value: SeekValue) -> Option<Variant> {
        let is_tried = self.values.position(value).is_some() && self.each.is_none();
        is_tried.then(|| check_seeks::variant(&self.spec, None, value)).flatten()
    }

    /// The variant that is tried at a value, with a value of `for_each`; `None` for one that is not tried.
    #[must_use]
    pub fn at_each(&self, each: SeekValue, value: SeekValue) -> Option<Variant> {
        self.values.position(value)?;
        self.each?.position(each)?;
        check_seeks::variant(&self.spec, Some(each), value)
    }

    /// The value that the plan as written has of the open number.
    #[cfg(feature = "charts")]
    pub(crate) fn own_value(&self) -> Option<SeekValue> {
        own_value(&self.plan, self.spec.adjust.last()?)
    }

    /// The value that the plan as written has of the open number of `for_each`.
    #[cfg(feature = "charts")]
    pub(crate) fn own_each(&self) -> Option<SeekValue> {
        own_value(&self.plan, self.spec.for_each.as_ref()?.adjust.last()?)
    }
}

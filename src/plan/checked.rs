//! The checked plan: private inside, so that it cannot be wrong.

use std::sync::Arc;

use serde::Serialize;

use crate::plan::errors::PlanText;
use crate::plan::references::References;
use crate::plan::tracking::Tracking;
use crate::spec::PlanSpec;
use crate::values::year_month::{MonthRange, YearMonth};

/// A plan that passed every check of the [rules](crate::rules): projecting it cannot fail.
///
/// A clone is cheap and shares everything with the original. A plan that was read from a file keeps the file's text, so
/// that its [warnings](Plan::warnings) have positions; plans compare without it.
///
/// ```
/// use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
///     ..PlanSpec::new("Everyone home", "2024-08".parse()?)
/// })?;
/// assert_eq!(plan.through(), "2027-12".parse()?); // a year past the last deadline
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) spec: Arc<PlanSpec>,
    pub(crate) references: Arc<References>,
    pub(crate) shifts: Arc<DayShifts>,
    pub(crate) baseline: Arc<WrittenDecisions>,
    pub(crate) through: YearMonth,
    /// What it is held to; a plan as written is held to nothing.
    pub(crate) tracking: Option<Arc<Tracking>>,
    /// The file that it was read from; a variant has none.
    pub(crate) text: Option<Arc<PlanText>>,
}

/// Months by which days move once they are resolved: all shifts of a day, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct DayShifts {
    pub(crate) events: Vec<i32>,
    pub(crate) phases: Vec<PhaseShift>,
    pub(crate) holds: Vec<i32>,
    pub(crate) caps: Vec<i32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct PhaseShift {
    pub(crate) starts: i32,
    pub(crate) deadline: i32,
    pub(crate) until: i32,
}

/// What the plan as written decides, at best, for itself and for its variants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct WrittenDecisions {
    /// The month that each event opens.
    pub(crate) opens: Vec<Option<i32>>,
    /// Which phases were due or replaced before the first month (rules#past-phase).
    pub(crate) past: Vec<bool>,
}

/// Whether both are the same plan, with everything that variants have changed.
impl PartialEq for Plan {
    fn eq(&self, other: &Self) -> bool {
        // The references are made from the data.
        let kept = |plan: &Self| {
            let days = (plan.shifts.clone(), plan.baseline.clone(), plan.through);
            (plan.spec.clone(), days, plan.tracking.clone())
        };
        kept(self) == kept(other)
    }
}

impl Eq for Plan {}

impl Plan {
    /// The plan's data; for a variant, after its adjustments. Shifts are not included: they apply when days are
    /// resolved.
    #[must_use]
    pub fn spec(&self) -> &PlanSpec {
        &self.spec
    }

    /// The month at whose end the strengths hold.
    #[must_use]
    pub fn as_of(&self) -> YearMonth {
        self.spec.as_of
    }

    /// The last month projected.
    #[must_use]
    pub const fn through(&self) -> YearMonth {
        self.through
    }

    /// The months from `as_of` through the last one projected.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert_eq!(plan.months().len(), 41); // 2024-08 through 2027-12
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn months(&self) -> MonthRange {
        self.as_of().through(self.through)
    }

    /// The contingents that a phase's cut takes out of their host: those that a cap can limit. A raise has none.
    pub(crate) fn leaving(&self, phase: usize) -> impl Iterator<Item = usize> {
        let is_cut = !self.spec.phases[phase].target.is_raise();
        let routes = self.references.phases[phase].scope.iter();
        routes.filter(move |route| is_cut && route.leaves_host).map(|route| route.contingent)
    }

    /// Months from `as_of` through the last one projected.
    pub(crate) fn horizon(&self) -> i32 {
        self.through.months_since(self.spec.as_of)
    }

    /// The month t.
    pub(crate) fn month(&self, t: i32) -> YearMonth {
        self.spec.as_of.saturating_add(t)
    }
}

impl DayShifts {
    pub(crate) fn none(spec: &PlanSpec) -> Self {
        Self {
            events: vec![0; spec.events.len()],
            phases: vec![PhaseShift::default(); spec.phases.len()],
            holds: vec![0; spec.holds.len()],
            caps: vec![0; spec.caps.len()],
        }
    }
}

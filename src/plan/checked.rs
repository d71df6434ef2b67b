//! The checked plan: private inside, so that it cannot be wrong.

use std::sync::OnceLock;

use serde::Serialize;

use crate::plan::references::References;
use crate::plan::resolved::Course;
use crate::spec::PlanSpec;
use crate::values::year_month::YearMonth;

/// A plan that keeps every rule of DESIGN sections 2 to 4 and 8; from here on nothing can fail.
///
/// ```
/// use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
/// })?;
/// assert_eq!(plan.through(), "2027-12".parse()?); // a year past the last deadline
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) spec: PlanSpec,
    pub(crate) wiring: References,
    pub(crate) shifts: Shifts,
    /// What only the plan as written decides, for it and for its variants.
    pub(crate) written: Baseline,
    pub(crate) through: YearMonth,
    /// With every estimate at its best, once somebody has asked.
    pub(crate) best: OnceLock<Course>,
}

/// Months by which days are moved once they are resolved: all shifts of a day, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Shifts {
    pub(crate) events: Vec<i32>,
    pub(crate) phases: Vec<PhaseShift>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct PhaseShift {
    pub(crate) starts: i32,
    pub(crate) deadline: i32,
}

/// What is settled by the plan as written, at best.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Baseline {
    /// The month that each event opens.
    pub(crate) opens: Vec<Option<i32>>,
    /// Which phases were due before the first month.
    pub(crate) past: Vec<bool>,
}

impl Plan {
    /// The plan as it was written; in a variant, as its adjustments left it (shifts of days, which
    /// are made once a day is resolved, aside).
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.spec().contingents[0].strength.best(), Troops(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn spec(&self) -> &PlanSpec {
        &self.spec
    }

    /// The month at whose end the strengths hold.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.as_of(), "2024-08".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn as_of(&self) -> YearMonth {
        self.spec.as_of
    }

    /// The last month projected.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(plan.through(), "2025-08".parse()?); // no deadline: a year
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn through(&self) -> YearMonth {
        self.through
    }

    /// Months from `as_of` through the last one projected.
    pub(crate) fn horizon(&self) -> i32 {
        self.through.months_since(self.spec.as_of)
    }
}

impl Shifts {
    pub(crate) fn none(spec: &PlanSpec) -> Self {
        Self {
            events: vec![0; spec.events.len()],
            phases: vec![PhaseShift::default(); spec.phases.len()],
        }
    }
}

//! One draw of a plan: what chance made of its estimates and hazards, and what comes of it.

use std::sync::Arc;

use crate::engine::schedule::Schedule;
use crate::engine::schedule_data::ScheduleData;
use crate::ensemble::draw_inputs::{DrawInputs, DrawValues, DrawnEstimates};
use crate::plan::checked::Plan;
use crate::projection::project::Projection;
use crate::values::input_value::InputValue;
use crate::values::year_month::MonthRange;

/// A plan's estimates and hazards, fixed by chance.
///
/// Every estimate is drawn from the triangular distribution (low, best, high), every hazard month by
/// month. What is drawn depends on the seed, the number of the draw and the name of what is drawn
/// alone, on every platform (DESIGN section 7): the variants of a plan share it.
///
/// ```
/// use drawdown::{Contingent, Estimate, Phase, Plan, PlanSpec, Target, Troops};
///
/// let hundreds = Estimate::new(Troops(200), Troops(500), Troops(900))?;
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("first year", Target::ReduceBy(hundreds), "2025-09-30".parse()?)],
///     ..PlanSpec::new("Hundreds to leave", "2024-08".parse()?)
/// })?;
/// let draw = plan.draw(2024, 17); // seed and number
/// let (name, value) = draw.estimates().remove(0);
/// assert_eq!((name, value.to_string().as_str()), ("phase[\"first year\"].target", "492"));
/// assert_eq!(draw.project().theatre().strength(plan.through()), Some(2_500 - 492));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Draw {
    plan: Plan,
    inputs: DrawInputs,
    values: DrawValues,
}

impl Plan {
    /// The draw of a seed and a number.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert!(plan.draw(2024, 0).estimates().is_empty()); // nothing is uncertain
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn draw(&self, seed: u64, number: u64) -> Draw {
        let inputs = DrawInputs::new(self);
        let values = inputs.draw(seed, number);
        Draw { plan: self.clone(), inputs, values }
    }
}

impl Draw {
    /// What comes of the plan as drawn.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let projection = plan.draw(2024, 0).project();
    /// assert_eq!(projection.theatre().strength(plan.through()), Some(2_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn project(&self) -> Projection {
        self.schedule().project()
    }

    /// The schedule of the plan as drawn.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let mut source = DrawnEstimates { inputs: &self.inputs, values: &self.values };
        let data = ScheduleData::new(&self.plan, &mut source, self.values.hazards.clone());
        Schedule { data: Arc::new(data) }
    }

    /// Each estimate whose low and high differ and that the plan's course depends on, with what was
    /// drawn.
    ///
    /// ```
    /// # use drawdown::{Contingent, Estimate, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent {
    /// #         strength: Estimate::between(Troops(35_000), Troops(50_000))?,
    /// #         ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(0))
    /// #     }],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let draw = plan.draw(2024, 0);
    /// assert_eq!(draw.estimates()[0].0, "contingent[USA in IRQ, unspecified].strength");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn estimates(&self) -> Vec<(&str, InputValue)> {
        let drawn = self.inputs.estimates.iter().zip(&self.values.above);
        drawn.map(|(input, &above)| (input.name.as_str(), input.at(above))).collect()
    }

    /// Each hazard with the months in which it is under way, as far as they are projected.
    ///
    /// ```
    /// # use drawdown::{Probability, Contingent, Hazard, Plan, PlanSpec, Scope, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     hazards: vec![Hazard {
    /// #         name: "escalation".into(),
    /// #         scope: Scope::EVERYONE,
    /// #         monthly_chance: Probability::new(1.0).ok_or("no chance")?,
    /// #         lasts: 24.into(),
    /// #         source: None,
    /// #     }],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let draw = plan.draw(2024, 0);
    /// let (name, stretches) = draw.hazards().remove(0);
    /// assert_eq!((name, stretches[0].len()), ("escalation", 12)); // 2024-09 through 2025-08
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn hazards(&self) -> Vec<(&str, Vec<MonthRange>)> {
        let (as_of, last) = (self.plan.as_of(), self.plan.horizon());
        let hazards = self.plan.spec.hazards.iter().zip(&self.values.hazards);
        hazards
            .map(|(hazard, windows)| {
                let months = |t: i32| as_of.saturating_add(t.min(last));
                let stretches = windows.iter().map(|w| months(w.first).through(months(w.last)));
                (hazard.name.as_str(), stretches.collect())
            })
            .collect()
    }
}

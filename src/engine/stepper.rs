//! Many plans, one after another.

use crate::engine::basis::Basis;
use crate::engine::step::State;
use crate::plan::checked::Plan;
use crate::plan::resolved::Course;
use crate::values::year_month::YearMonth;

/// Steps through plans, one after another, in room that it keeps: the way to the strengths of many
/// plans, where [`Plan::project`] would keep everything else as well.
///
/// ```
/// use drawdown::{Adjustment, Cap, Contingent, Phase, Plan, PlanSpec, Stepper, Target, Troops, Variant};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
/// })?;
/// let caps = Variant::sweep("a month:", (100..=1_000).step_by(100), |troops| {
///     Adjustment::Cap(Cap::new("airlift", Troops(troops)))
/// });
/// let mut stepper = Stepper::default();
/// let mut most_at_the_deadline = 0;
/// for plan in plan.with_variants(&caps)? {
///     stepper.for_each_month(&plan, |month, strengths| {
///         if month.to_string() == "2024-12" {
///             most_at_the_deadline = most_at_the_deadline.max(strengths[0]);
///         }
///     });
/// }
/// assert_eq!(most_at_the_deadline, 2_100); // 100 a month for four months
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stepper {
    state: State,
    rows: Vec<u32>,
}

/// A visitor sees so many months' rows at the most before the next are written.
const STRIDE: i32 = 24;

impl Stepper {
    /// Shows each month of a plan with the strength of each contingent, in listing order, at its
    /// end, in troops: `as_of` first.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Stepper, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let mut troop_months = 0;
    /// Stepper::default().for_each_month(&plan, |_, strengths| troop_months += strengths[0]);
    /// assert_eq!(troop_months, 13 * 2_500);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn for_each_month(&mut self, plan: &Plan, mut visit: impl FnMut(YearMonth, &[u32])) {
        let basis = self.begin(plan);
        let Self { state, rows } = self;
        let mut month = plan.as_of();
        visit(month, state.levels());
        let count = state.levels().len().max(1);
        rows.resize(usize::try_from(STRIDE).unwrap_or(0) * count, 0);
        while state.t < plan.horizon() {
            let written = state.stride(basis, plan.horizon().min(state.t + STRIDE), rows);
            for row in rows[..written].chunks_exact(count) {
                month = month.saturating_add(1);
                visit(month, row);
            }
        }
    }

    /// Replaces what is in `rows` by the strengths of a plan: a row for each month, `as_of` first, and
    /// in it each contingent in listing order, in troops.
    ///
    /// ```
    /// # use drawdown::{Contingent, Plan, PlanSpec, Stepper, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let mut rows = Vec::new(); // kept for the next plan
    /// Stepper::default().strengths_into(&plan, &mut rows);
    /// assert_eq!(rows, [2_500; 13]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strengths_into(&mut self, plan: &Plan, rows: &mut Vec<u32>) {
        let basis = self.begin(plan);
        let levels = self.state.levels();
        let (months, mut done) = (usize::try_from(plan.horizon()).unwrap_or(0), levels.len());
        rows.resize((months + 1) * done, 0);
        rows[..done].copy_from_slice(levels);
        while done < rows.len() {
            done += self.state.stride(basis, plan.horizon(), &mut rows[done..]);
        }
    }

    fn begin<'p>(&mut self, plan: &'p Plan) -> Basis<'p> {
        let basis = Basis { plan, course: Course::best(plan) };
        basis.course.read_ahead();
        self.state.begin(basis);
        basis
    }
}

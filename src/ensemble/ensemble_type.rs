//! What an ensemble is asked for.

use crate::plan::checked::Plan;
use crate::projection::group_by::GroupBy;

/// Many draws of a plan, and of variants of it that share their noise.
///
/// ```
/// use drawdown::{Contingent, Ensemble, Estimate, Event, Phase, Plan, PlanSpec, Target, Troops, When};
///
/// let approved = Estimate::new("2024-09".parse()?, "2024-11".parse()?, "2025-05".parse()?)?;
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     events: vec![Event { date: Some(When::On(approved)), ..Event::new("approval") }],
///     phases: vec![Phase {
///         waits_for: vec!["approval".into()],
///         ..Phase::new("all", Target::Remainder, "2025-01-31".parse()?)
///     }],
///     ..PlanSpec::new("When approved", "2024-08".parse()?)
/// })?;
/// let summary = Ensemble::new(&plan, 2024).run(0..10_000); // seed 2024, draws 0 to 9,999
/// // Approved by the end of December: 1 - 4.5²/48 = 57.8 % of the triangle.
/// assert_eq!(format!("{:.0}", summary.outlook().deadlines()[0].met()), "57 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ensemble {
    /// The plan.
    pub plan: Plan,
    /// The seed of the generator: the same seed gives the same draws everywhere.
    pub seed: u64,
    /// Other plans to draw with the same noise, each with its name; usually variants of the plan.
    pub variants: Vec<(String, Plan)>,
    /// By what the levels are counted besides the theatre as a whole.
    pub by: Vec<GroupBy>,
    /// Whether what drives the outcomes is recorded.
    pub drivers: Sensitivity,
}

/// Whether an ensemble records what drives its outcomes: how each drawn input goes together with
/// the completion, the troop-months and each slip. The record has an entry for every pair of values
/// met.
///
/// ```
/// assert_eq!(drawdown::Sensitivity::default(), drawdown::Sensitivity::Off);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sensitivity {
    /// It does not.
    #[default]
    Off,
    /// It does; see [`EnsembleSummary::drivers`](crate::EnsembleSummary::drivers).
    On,
}

impl Ensemble {
    /// Draws of a plan alone, of the theatre as a whole.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 2024).run(0..100).draws(), 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(plan: &Plan, seed: u64) -> Self {
        Self {
            plan: plan.clone(),
            seed,
            variants: Vec::new(),
            by: Vec::new(),
            drivers: Sensitivity::default(),
        }
    }
}

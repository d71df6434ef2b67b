//! Whether and when a phase runs.

use serde::{Deserialize, Serialize};

use crate::values::year_month::YearMonth;

/// Whether and when a phase runs.
///
/// ```
/// use drawdown::engine::PhaseStatus;
/// use drawdown::{Contingent, Event, Phase, Plan, PlanSpec, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     events: vec![Event::new("approval")], // it has no date
///     phases: vec![Phase {
///         waits_for: vec!["approval".into()],
///         ..Phase::new("all", Target::Remainder, "2024-12-31".parse()?)
///     }],
///     ..PlanSpec::new("Pending approval", "2024-08".parse()?)
/// })?;
/// assert_eq!(plan.project().deadlines()[0].status, PhaseStatus::NeverStarts);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PhaseStatus {
    /// It was due, or another decision replaced it, before the plan's first month.
    Past,
    /// It depends on something undated.
    NeverStarts,
    /// It does not start within the projection: it would start later, or another decision replaces it first.
    NotStarted,
    /// It starts within the projection.
    Started {
        /// The first month of its schedule.
        start: YearMonth,
        /// The month in which it ends by its pace; another decision may end it earlier.
        paced_end: YearMonth,
    },
}

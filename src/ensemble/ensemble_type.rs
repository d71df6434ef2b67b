//! An ensemble: what to draw and what to count.

use crate::ensemble::memory_limit::MemoryLimit;
use crate::ensemble::uncertainty::Uncertainty;
use crate::plan::checked::Plan;
use crate::projection::group_by::GroupBy;
use crate::spec::scope::Scope;

/// Many draws of a plan, and of its variants with the same random numbers.
///
/// ```
/// use drawdown::ensemble::{Ensemble, Sensitivity};
/// use drawdown::projection::GroupBy;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let ensemble = Ensemble {
///     group_by: vec![GroupBy::Host],
///     sensitivity: Sensitivity::On,
///     ..Ensemble::new(&plan, 2024) // seed 2024
/// };
/// let summary = ensemble.run(0..10_000); // draws 0 to 9,999
/// let remainder = &summary.as_planned().deadlines()[1];
/// assert_eq!(format!("{:.0}", remainder.met()), "86 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ensemble {
    /// The plan.
    pub plan: Plan,
    /// The seed of the generator: the same seed gives the same draws everywhere.
    pub seed: u64,
    /// Other plans to draw with the same random numbers, by name; usually variants of the plan.
    pub variants: Vec<(String, Plan)>,
    /// The groups whose levels are counted besides the theatre's.
    pub group_by: Vec<GroupBy>,
    /// Further groups of contingents whose levels are counted, by name: those that match a scope.
    pub scopes: Vec<(String, Scope)>,
    /// Sets of phases whose deadlines are counted together; where a variant lacks one of the phases, its
    /// set is left out.
    pub joint_deadlines: Vec<Vec<String>>,
    /// How estimates are drawn; by default as the plan says. Make it for this plan: what it sets for estimates that the
    /// plan does not draw has no effect. In a variant with another estimate of the
    /// same name, values outside that estimate count as its nearest end.
    pub uncertainty: Uncertainty,
    /// Whether to record how the outcomes depend on the inputs.
    pub sensitivity: Sensitivity,
    /// The most memory that [`resume`](Self::resume) and what is built on it may take; 4 GiB by default.
    pub memory: MemoryLimit,
}

/// Whether an ensemble records how the plan's completion, troop-months and slips depend on each drawn
/// input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sensitivity {
    /// It does not.
    #[default]
    Off,
    /// It does; see [`EnsembleSummary::sensitivities`](crate::ensemble::EnsembleSummary::sensitivities). This
    /// takes time and memory.
    On,
}

impl Ensemble {
    /// Draws of a plan alone, for the theatre as a whole.
    #[must_use]
    pub fn new(plan: &Plan, seed: u64) -> Self {
        Self {
            plan: plan.clone(),
            seed,
            variants: Vec::new(),
            group_by: Vec::new(),
            scopes: Vec::new(),
            joint_deadlines: Vec::new(),
            uncertainty: Uncertainty::default(),
            sensitivity: Sensitivity::Off,
            memory: MemoryLimit::default(),
        }
    }
}

//! What would do for a missed deadline, as data and in words (rules#remedies).

use serde::{Deserialize, Serialize};

use crate::seek::bottleneck::joined;
use crate::seek::lever::{Lever, Setting};
use crate::values::first_seen::entry;

/// The single changes tried for a missed deadline: with which of them it would be met, and every deadline as well that is
/// met as planned ([rule](crate::rules#remedies)).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Remedies {
    /// The name of the phase whose deadline is missed.
    pub phase: String,
    /// Every lever: caps, holds, events, deadlines, residuals and the paces, each in listing order.
    pub tried: Vec<Remedy>,
}

/// One lever, and the value nearest to the plan's with which the deadline would be met.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Remedy {
    /// What is changed.
    pub lever: Lever,
    /// Its value in the plan; `None` for a hold without an end, and for the paces.
    pub planned: Option<Setting>,
    /// The nearest value that would do; `None` where none would.
    pub would_do: Option<Setting>,
}

impl Remedies {
    /// The levers no value of which would do, in words; `None` where each would.
    ///
    /// ```
    /// use drawdown::{Cap, Contingent, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    ///     caps: vec![Cap::new("airlift", Troops(500))],
    ///     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
    /// })?;
    /// assert_eq!(plan.remedies()[0].that_would_not_do(), Some("every pace at-start".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn that_would_not_do(&self) -> Option<String> {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for remedy in self.tried.iter().filter(|remedy| remedy.would_do.is_none()) {
            let (change, name) = self.change(&remedy.lever);
            entry(&mut groups, change).push(name);
        }
        let groups =
            groups.iter().map(|(change, names)| format!("{change} {}", joined(names, "or")));
        let groups: Vec<String> = groups.collect();
        (!groups.is_empty()).then(|| groups.join("; "))
    }

    /// How a lever is changed, and what it is called, in words.
    fn change(&self, lever: &Lever) -> (&'static str, String) {
        match lever {
            Lever::Cap(name) => ("a higher cap", format!("{name:?}")),
            Lever::Hold(name) => ("an earlier end of the hold", format!("{name:?}")),
            Lever::Event(id) => ("an earlier", id.clone()),
            Lever::Deadline(phase) if *phase == self.phase => {
                ("a later deadline of", format!("{phase:?}"))
            }
            Lever::Deadline(phase) => ("an earlier deadline of", format!("{phase:?}")),
            Lever::Residual { scope, .. } => ("another residual of", scope.to_string()),
            Lever::Pace => ("every pace", lever.name().to_owned()),
        }
    }
}

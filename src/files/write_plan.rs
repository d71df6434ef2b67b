//! Plans as plan files, in TOML and JSON.

use thiserror::Error;

use crate::plan::checked::Plan;
use crate::plan::errors::PlanErrors;
use crate::spec::PlanSpec;

/// A variant moves days after they are resolved, or keeps starts and past phases of the plan as written. A plan file
/// has no keys for that. Write the plan as written, with the variant in it.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// use drawdown::{Shift, Variant};
///
/// let shift = Shift::Event { event: "announcement".into(), months: 6 };
/// let late = plan.with_variant(&Variant::new("late", vec![drawdown::Adjustment::Shift(shift)]))?;
/// assert!(late.as_written().is_err() && plan.as_written().is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, serde::Serialize)]
#[error(
    "a variant has moved days, for which a plan file has no key; write the plan with the variant in it"
)]
#[serde(tag = "code", rename = "varied_plan")]
#[non_exhaustive]
pub struct VariedPlanError {}

impl Plan {
    /// The plan as data, from which [`Plan::new`] makes the same plan again.
    ///
    /// # Errors
    ///
    /// [`VariedPlanError`] if a variant was applied that no plan file can say; [`Plan::spec`] gives the data without
    /// what it moves.
    pub fn as_written(&self) -> Result<&PlanSpec, VariedPlanError> {
        // What is kept apart is made from the data alone in every plan that no variant has changed.
        let again = Self::new(self.spec().clone());
        if again.is_ok_and(|again| again == *self) {
            Ok(self.spec())
        } else {
            Err(VariedPlanError {})
        }
    }

    /// The plan as a file that [`Plan::from_toml`] reads as the same plan.
    ///
    /// # Errors
    ///
    /// [`VariedPlanError`] as for [`Plan::as_written`].
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let file = plan.to_toml()?;
    /// assert!(file.contains("target = { reduce_by = { low = 200, best = 500, high = 900 } }"));
    /// assert_eq!(drawdown::Plan::from_toml(&file)?, plan);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn to_toml(&self) -> Result<String, VariedPlanError> {
        self.as_written().map(PlanSpec::to_toml)
    }

    /// The plan as a file that [`Plan::from_json`] reads as the same plan.
    ///
    /// # Errors
    ///
    /// [`VariedPlanError`] as for [`Plan::as_written`].
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// assert_eq!(drawdown::Plan::from_json(&plan.to_json()?)?, plan);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, VariedPlanError> {
        self.as_written().map(PlanSpec::to_json)
    }
}

impl PlanSpec {
    /// The plan as a file in JSON, valid or not.
    #[cfg(feature = "json")]
    #[must_use]
    pub fn to_json(&self) -> String {
        // The types of a plan can always be serialized.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl TryFrom<PlanSpec> for Plan {
    type Error = PlanErrors;

    fn try_from(spec: PlanSpec) -> Result<Self, PlanErrors> {
        Self::new(spec)
    }
}

/// The data of the plan, as [`Plan::spec`] gives it.
impl From<Plan> for PlanSpec {
    fn from(plan: Plan) -> Self {
        std::sync::Arc::unwrap_or_clone(plan.spec)
    }
}

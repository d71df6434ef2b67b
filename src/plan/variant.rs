//! A plan under its variants.

mod adjusted;
pub(crate) mod apply;
pub(crate) mod open_plan;
mod origin;

use std::borrow::Borrow;

use crate::plan::checked::Plan;
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::plan::place::PathCursor;
use crate::spec::adjustment::Variant;

impl Plan {
    /// The plan under its variant of this name; `None` if it has none of that name.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let late = plan.named_variant("announced six months late").ok_or("no such variant")?;
    /// assert_eq!(late.schedule().event_day("announcement"), Some("2025-03".parse()?));
    /// assert!(plan.named_variant("as planned").is_none()); // that is the plan itself
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn named_variant(&self, name: &str) -> Option<Self> {
        let variant = self.spec.variants.iter().find(|variant| variant.name == name)?;
        self.with_variant(variant).ok()
    }

    /// The plan under a variant that it does not list.
    ///
    /// # Errors
    ///
    /// Names in the adjustments that do not exist, and every rule that the resulting plan breaks; each place
    /// begins with the adjustment's, such as `adjust[0]: phase[1].deadline`.
    ///
    /// ```
    /// use drawdown::spec::Cancel;
    /// use drawdown::{Adjustment, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let without = |phase: &str| Variant {
    ///     name: "without a phase".into(),
    ///     adjust: vec![Adjustment::Cancel(Cancel::Phase(phase.into()))],
    ///     source: None,
    /// };
    /// let errors = plan.with_variant(&without("exit")).unwrap_err();
    /// assert_eq!(
    ///     errors.to_string(),
    ///     "adjust[0].cancel.phase: no phase is called \"exit\"; the phases are \"first year\" and \"the remainder\""
    /// );
    /// let first_year_only = plan.with_variant(&without("the remainder"))?.project();
    /// assert_eq!(first_year_only.theatre().strength(plan.through()), Some(2_900));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_variant(&self, variant: &Variant) -> Result<Self, PlanErrors> {
        apply::apply(self, variant, &PathCursor::root())
    }

    /// The plan under each of some variants that it does not list.
    ///
    /// All plans are kept at once; [`Plan::variant_plans`] makes them one by one.
    ///
    /// # Errors
    ///
    /// As for [`Plan::with_variant`], of all variants at once; each place begins with the variant's, such as
    /// `variant[1].adjust[0]`.
    ///
    /// ```
    /// use drawdown::{Adjustment, Cap, Troops, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let caps = Variant::sweep("a month:", (100..=1_000).step_by(100), |troops| {
    ///     Adjustment::Cap(Cap::new("airlift", Troops(troops)))
    /// });
    /// assert_eq!(plan.with_variants(caps)?.len(), 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_variants<V: Borrow<Variant>>(
        &self,
        variants: impl IntoIterator<Item = V>,
    ) -> Result<Vec<Self>, PlanErrors> {
        let mut errors = Diagnostics::default();
        let mut plans = Vec::new();
        for plan in self.variant_plans(variants) {
            match plan {
                Ok((_, plan)) => plans.push(plan),
                Err(found) => errors.append(found),
            }
        }
        errors.into_result(plans)
    }

    /// The plan under one variant after another, each with the variant's name. A variant is applied and
    /// checked when it is asked for, so that a long sweep takes no more memory than one plan.
    ///
    /// A variant that does not fit gives its errors, as [`Plan::with_variants`] places them; the next
    /// ones follow.
    ///
    /// ```
    /// use drawdown::{Adjustment, Cap, Troops, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let caps = Variant::sweep("a month:", 1..=100_000, |troops| {
    ///     Adjustment::Cap(Cap::new("airlift", Troops(troops)))
    /// });
    /// // The smallest airlift that is fast enough; no more of the sweep is computed.
    /// let mut smallest = None;
    /// for under_cap in plan.variant_plans(caps) {
    ///     let (name, plan) = under_cap?;
    ///     if plan.project().deadlines()[1].met == Some(true) {
    ///         smallest = Some(name);
    ///         break;
    ///     }
    /// }
    /// assert_eq!(smallest.as_deref(), Some("a month: 117"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn variant_plans<V: Borrow<Variant>>(
        &self,
        variants: impl IntoIterator<Item = V>,
    ) -> impl Iterator<Item = Result<(String, Self), PlanErrors>> {
        variants.into_iter().enumerate().map(|(i, variant)| {
            let variant = variant.borrow();
            let plan = apply::apply(self, variant, &PathCursor::entry("variant", i))?;
            Ok((variant.name.clone(), plan))
        })
    }
}

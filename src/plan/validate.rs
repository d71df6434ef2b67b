//! Checks a plan: every rule, all violations at once.

use std::sync::Arc;

use crate::plan::check_dates;
use crate::plan::check_numbers;
use crate::plan::checked::{Baseline, DayShifts, Plan};
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanError, PlanErrors};
use crate::plan::limits;
use crate::plan::names::Names;
use crate::plan::partial::Unverified;
use crate::plan::place::{PathCursor, Place};

use crate::plan::estimate_source::EstimatePoint;
use crate::plan::references::References;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::variant::apply;
use crate::spec::PlanSpec;
use crate::spec::adjustment::Variant;
use crate::values::year_month::YearMonth;

impl Plan {
    /// Checks a plan.
    ///
    /// # Errors
    ///
    /// Everything that breaks a [rule](crate::rules), each with its place ([errors](crate::rules#errors)).
    ///
    /// ```
    /// use drawdown::{Contingent, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let errors = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![
    ///         Phase::new("first", Target::ReduceTo(Troops(2_000).into()), "2025-09-30".parse()?),
    ///         Phase::new("second", Target::Remainder, "2025-03-31".parse()?),
    ///     ],
    ///     ..PlanSpec::new("Backwards", "2024-08".parse()?)
    /// })
    /// .unwrap_err();
    /// assert_eq!(
    ///     errors.to_string(),
    ///     "phase[1].deadline: \"second\" is due on 2025-03-31, which counts as the end of 2025-03, \
    ///      but it cannot start before 2025-10; give it a later deadline or an earlier start"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(spec: PlanSpec) -> Result<Self, PlanErrors> {
        Self::check(spec, Diagnostics::default(), &[])
    }

    /// Checks a plan of which some places could not be read and were filled with placeholders: no error is
    /// reported that depends on them.
    pub(crate) fn check(
        spec: PlanSpec,
        mut errors: Diagnostics,
        unread: &[Place],
    ) -> Result<Self, PlanErrors> {
        if !limits::check(&spec, &mut errors) {
            return Err(errors.into());
        }
        let mut found = Diagnostics::default();
        check_numbers::check(&spec, &mut found);
        let numbers = found.len();
        let references = References::check(&spec, &Names::check(&spec, &mut found), &mut found);
        let mut plan = Self {
            references: Arc::new(references),
            shifts: Arc::new(DayShifts::none(&spec)),
            baseline: Arc::default(),
            through: spec.as_of, // until the deadlines are known
            spec: Arc::new(spec),
        };
        let unverified = Unverified::of(&plan, unread, found.iter().skip(numbers));
        if !unverified.everything {
            plan.check_days(&unverified, &mut found);
        }
        if errors.is_empty() && found.is_empty() {
            apply::check_all(&plan, &mut found);
        } else {
            apply::check_names(&plan, &mut found);
        }
        let own = |error: &PlanError| !depends_on(&error.place, &error.problem, unread);
        errors.append(found.into_iter().filter(own));
        errors.into_result(plan)
    }

    /// Checks the days of the plan as written, as far as they are verified, and keeps its baseline.
    fn check_days(&mut self, unverified: &Unverified, errors: &mut Diagnostics) {
        let timeline = Timeline::new(self, &mut EstimatePoint::Best, None);
        let past = timeline.phases.iter().map(|phase| phase.run == CanRun::Past).collect();
        self.baseline = Arc::new(Baseline { opens: timeline.opens.clone(), past });
        let mut found = Diagnostics::default();
        check_dates::check_calendar(self, &timeline, None, &mut found);
        check_dates::check_order(self, &timeline, &mut found);
        check_dates::check_proportions(self, &timeline, &mut found);
        check_dates::check_windows(&timeline, &mut found);
        errors.append(found.into_iter().filter(|error| unverified.is_certain(self, &error.place)));
        self.through = check_dates::last_month(self, &timeline);
        if self.spec.through.is_some() || !unverified.any_phase() {
            check_dates::check_through(self.spec.as_of, self.through, errors);
        }
    }

    /// The same plan, and its variants, projected through another month.
    ///
    /// # Errors
    ///
    /// If that month is before `as_of` or more than 12,000 months after it.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let longer = plan.clone().with_through("2030-12".parse()?)?;
    /// assert_eq!(longer.project().months().len(), 77);
    /// assert!(plan.with_through("2024-07".parse()?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_through(mut self, month: YearMonth) -> Result<Self, PlanErrors> {
        let mut errors = Diagnostics::default();
        check_dates::check_through(self.spec.as_of, month, &mut errors);
        self.through = month;
        Arc::make_mut(&mut self.spec).through = Some(month);
        errors.into_result(self)
    }

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
    /// use drawdown::{Adjustment, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let without = |phase: &str| Variant {
    ///     name: "without a phase".into(),
    ///     adjust: vec![Adjustment::Cancel { phase: phase.into() }],
    ///     source: None,
    /// };
    /// let errors = plan.with_variant(&without("exit")).unwrap_err();
    /// assert_eq!(errors.to_string(), "adjust[0].cancel.phase: no phase is called \"exit\"");
    /// let first_year_only = plan.with_variant(&without("the remainder"))?.project();
    /// assert_eq!(first_year_only.theatre().strength(plan.through()), Some(2_900));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_variant(&self, variant: &Variant) -> Result<Self, PlanErrors> {
        apply::apply(self, variant, &PathCursor::root())
    }

    /// The plan under each of some variants that it does not list.
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
    /// assert_eq!(plan.with_variants(&caps)?.len(), 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_variants(&self, variants: &[Variant]) -> Result<Vec<Self>, PlanErrors> {
        let mut errors = Diagnostics::default();
        let mut plans = Vec::new();
        for (i, variant) in variants.iter().enumerate() {
            match apply::apply(self, variant, &PathCursor::entry("variant", i)) {
                Ok(plan) => plans.push(plan),
                Err(found) => errors.append(found),
            }
        }
        errors.into_result(plans)
    }
}

/// Whether an error may be there only because something else could not be read.
fn depends_on(place: &Place, problem: &PlanErrorKind, unread: &[Place]) -> bool {
    let lost = |lists: &[&str], keys: &[&str]| {
        unread.iter().any(|unread| {
            let concerns = |key| keys.contains(&key);
            unread.list().is_some_and(|list| lists.contains(&list))
                && unread.key_of_entry().is_none_or(concerns)
        })
    };
    unread.iter().any(|unread| place.starts_with(unread))
        || match problem {
            PlanErrorKind::Unknown { what: "source", .. } => lost(&["source"], &["id"]),
            PlanErrorKind::Unknown { .. } | PlanErrorKind::ListedLater { .. } => {
                lost(&["event", "phase"], &["id", "name"])
                    || unread.iter().any(|unread| unread.names_in_the_variant_of(place))
            }
            PlanErrorKind::NobodyMatches
            | PlanErrorKind::NoRate
            | PlanErrorKind::EmptyDestination
                if unread.iter().any(|unread| unread.starts_with(place)) =>
            {
                true
            }
            PlanErrorKind::OverNobody | PlanErrorKind::NoSuchDestination { .. }
                if unread.iter().any(|unread| unread.starts_with(&place.parent().key("scope"))) =>
            {
                true
            }
            PlanErrorKind::NobodyMatches
            | PlanErrorKind::OverNobody
            | PlanErrorKind::NoSuchDestination { .. }
            | PlanErrorKind::DuplicateContingent { .. } => {
                lost(&["contingent"], &["contributor", "host", "mission"])
            }
            _ => false,
        }
}

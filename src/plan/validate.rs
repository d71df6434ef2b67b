//! Checks a plan: every rule, all violations at once.

use std::sync::Arc;

use crate::plan::check_dates;
use crate::plan::check_numbers;
use crate::plan::check_seeks;
use crate::plan::checked::{DayShifts, Plan, WrittenDecisions};
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanError, PlanErrors};
use crate::plan::limits;
use crate::plan::names::Names;
use crate::plan::partial::{Unverified, depends_on};
use crate::plan::place::Place;

use crate::plan::estimate_source::EstimatePoint;
use crate::plan::references::References;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::variant::apply;
use crate::spec::PlanSpec;
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
    ///      but it cannot start before 2025-10: \"first\", which moves some of the same troops, comes \
    ///      before it and is due or replaced at the end of 2025-09; give it a later deadline or that one an earlier deadline, or list troops \
    ///      that leave two ways as two contingents"
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
        let names = Names::check(&spec, &mut found);
        let references = References::check(&spec, &names, None, Arc::default(), &mut found);
        let mut plan = Self {
            references: Arc::new(references),
            shifts: Arc::new(DayShifts::none(&spec)),
            baseline: Arc::default(),
            through: spec.as_of, // until the deadlines are known
            spec: Arc::new(spec),
            tracking: None,
            text: None,
        };
        // Wrong numbers leave days as they are, but without its deadline a phase has no end.
        let unclear = found.iter().enumerate().filter(|(k, error)| {
            *k >= numbers || matches!(error.problem, PlanErrorKind::NoDeadline)
        });
        let unverified = Unverified::of(&plan, unread, unclear.map(|(_, error)| error));
        if !unverified.everything {
            plan.check_days(&unverified, &mut found);
        }
        if errors.is_empty() && found.is_empty() {
            apply::check_all(&plan, &mut found);
            check_seeks::check_all(&plan, &mut found);
        } else {
            apply::check_names(&plan, &mut found);
            check_seeks::check_values(&plan.spec, &mut found);
        }
        let own = |error: &PlanError| !depends_on(&error.place, &error.problem, unread);
        errors.append(found.into_iter().filter(own));
        errors.into_result(plan)
    }

    /// Checks the days of the plan as written, as far as they are verified, and keeps its baseline.
    fn check_days(&mut self, unverified: &Unverified, errors: &mut Diagnostics) {
        let timeline = Timeline::new(self, &mut EstimatePoint::Best, None);
        let past = timeline.phases.iter().map(|phase| phase.run == CanRun::Past).collect();
        self.baseline = Arc::new(WrittenDecisions { opens: timeline.opens.clone(), past });
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
}

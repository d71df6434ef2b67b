//! The copy of a plan that adjustments are applied to, and that is checked once all are (rules#adjustments).

use std::sync::Arc;

use crate::plan::check_dates;
use crate::plan::check_numbers;
use crate::plan::checked::{Baseline, DayShifts, PhaseShift, Plan};
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::limits;
use crate::plan::names::{Names, unknown};
use crate::plan::place::PathCursor;
use crate::plan::references::{References, members};
use crate::plan::timeline::Timeline;
use crate::plan::variant::origin::{Origin, Origins};
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Shift};
use crate::spec::constraint::Residual;
use crate::spec::date_rule::When;
use crate::spec::scope::Scope;
use crate::values::percent::Percent;
use crate::values::troops::Troops;

/// The most months of one shift, so that sums of shifts cannot overflow.
const MAX_SHIFT: i32 = limits::MONTHS;

/// The copy that adjustments are applied to.
pub(super) struct Adjusted<'p> {
    plan: &'p Plan,
    spec: PlanSpec,
    shifts: DayShifts,
    baseline: Baseline,
    pub(super) origins: Origins,
}

impl<'p> Adjusted<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let spec = PlanSpec { variants: Vec::new(), ..plan.spec.as_ref().clone() };
        let mut baseline = plan.baseline.as_ref().clone();
        baseline.past.resize(spec.phases.len(), false);
        let origins = Origins::of(&spec);
        let shifts = plan.shifts.as_ref().clone();
        Self { plan, spec, shifts, baseline, origins }
    }

    /// Checks the plan that the adjustments made; without a limit exceeded, gives that plan, too.
    pub(super) fn check(self) -> (Diagnostics, Option<Plan>, Origins) {
        let Self { plan, spec, shifts, baseline, origins } = self;
        let through = plan.through;
        let mut errors = Diagnostics::default();
        if !limits::check(&spec, &mut errors) {
            return (errors, None, origins);
        }
        check_numbers::check(&spec, &mut errors);
        let names = Names::check(&spec, &mut errors);
        let known = (spec.phases == plan.spec.phases).then_some(&plan.references.phases);
        let references = References::check(&spec, &names, known, &mut errors);
        let plan = Plan {
            spec: Arc::new(spec),
            references: Arc::new(references),
            shifts: Arc::new(shifts),
            baseline: Arc::new(baseline),
            through,
        };
        if errors.is_empty() {
            let baseline = Some(plan.baseline.as_ref());
            let timeline = Timeline::new(&plan, &mut EstimatePoint::Best, baseline);
            check_dates::check_calendar(&plan, &timeline, baseline, &mut errors);
            check_dates::check_proportions(&plan, &timeline, &mut errors);
        }
        (errors, Some(plan), origins)
    }

    /// Applies adjustment `j`, which stands at `at`.
    pub(super) fn adjust(
        &mut self,
        j: usize,
        adjustment: &Adjustment,
        at: &PathCursor<'_>,
        errors: &mut Diagnostics,
    ) {
        match adjustment {
            Adjustment::Shift(shift) => self.shift(shift, &at.key("shift"), errors),
            Adjustment::Pace { phase, pace } => {
                if let Some(i) = self.phase(phase, &at.key("pace"), errors) {
                    self.spec.phases[i].pace = pace.clone();
                }
            }
            Adjustment::Target { phase, target } => {
                if let Some(i) = self.phase(phase, &at.key("target"), errors) {
                    self.spec.phases[i].target = target.clone();
                }
            }
            Adjustment::Residual(residual) => {
                let same = |other: &Residual| other.scope.same_as(&residual.scope);
                while let Some(i) = self.spec.residuals.iter().position(same) {
                    self.spec.residuals.remove(i);
                    self.origins.residuals.remove(i);
                }
                self.spec.residuals.push(residual.clone());
                self.origins.residuals.push(Origin::Adjustment(j));
            }
            Adjustment::Cap(cap) => {
                let replaced = self.spec.caps.iter().position(|other| other.name == cap.name);
                replace_or_add(&mut self.spec.caps, replaced, cap.clone());
                replace_or_add(&mut self.origins.caps, replaced, Origin::Adjustment(j));
            }
            Adjustment::Hold(hold) => {
                let replaced = self.spec.holds.iter().position(|other| other.name == hold.name);
                replace_or_add(&mut self.spec.holds, replaced, hold.clone());
                replace_or_add(&mut self.origins.holds, replaced, Origin::Adjustment(j));
            }
            Adjustment::Strength { scope, percent } => {
                self.scale(scope, *percent, &at.key("strength"), errors);
            }
            Adjustment::Cancel { phase } => {
                if let Some(i) = self.phase(phase, &at.key("cancel"), errors) {
                    self.spec.phases.remove(i);
                    self.origins.phases.remove(i);
                    self.shifts.phases.remove(i);
                    self.baseline.past.remove(i);
                }
            }
            Adjustment::Add { phase } => {
                self.spec.phases.push(phase.clone());
                self.origins.phases.push(Origin::Adjustment(j));
                self.shifts.phases.push(PhaseShift::default());
                self.baseline.past.push(false);
            }
        }
    }

    fn scale(
        &mut self,
        scope: &Scope,
        percent: Percent,
        at: &PathCursor<'_>,
        errors: &mut Diagnostics,
    ) {
        let members = members(&self.spec.contingents, scope);
        if members.is_empty() && !self.spec.contingents.is_empty() {
            errors.add(at.key("scope"), PlanErrorKind::NoMatch);
        }
        for i in members {
            let strength = &mut self.spec.contingents[i].strength;
            let total = percent.of(strength.high().into());
            if total > u64::from(u32::MAX) {
                let problem = PlanErrorKind::TooManyTroops { total, limit: u32::MAX };
                errors.add(at.key("percent"), problem);
                return;
            }
            // Each of the three is at most the high one, which fits.
            let scaled = |n: Troops| u32::try_from(percent.of(n.into())).map_or(n, Troops);
            *strength = strength.map(scaled);
        }
    }

    /// rules#shift
    fn shift(&mut self, shift: &Shift, at: &PathCursor<'_>, errors: &mut Diagnostics) {
        let (Shift::Event { months, .. } | Shift::Phase { months, .. }) = *shift;
        if months.unsigned_abs() > MAX_SHIFT.unsigned_abs() {
            let problem = PlanErrorKind::ShiftTooFar { months, limit: MAX_SHIFT };
            errors.add(at.key("months"), problem);
            return;
        }
        match shift {
            Shift::Event { event, .. } => {
                let found = self.spec.events.iter().position(|other| other.id == *event);
                let Some(i) = found else {
                    let known = self.spec.events.iter().map(|other| other.id.as_str());
                    errors.add(at.key("event"), unknown("event", event, known));
                    return;
                };
                self.shifts.events[i] = self.shifts.events[i].saturating_add(months);
            }
            Shift::Phase { phase, cascade, .. } => {
                let Some(i) = self.phase(phase, at, errors) else { return };
                let own = &mut self.shifts.phases[i];
                own.starts = own.starts.saturating_add(months);
                own.deadline = own.deadline.saturating_add(months);
                if !cascade {
                    return;
                }
                let later = self.spec.phases.iter().zip(&mut self.shifts.phases).skip(i + 1);
                for (phase, shifts) in later {
                    if matches!(phase.starts, Some(When::On(_))) {
                        shifts.starts = shifts.starts.saturating_add(months);
                    }
                    if matches!(phase.deadline, When::On(_)) {
                        shifts.deadline = shifts.deadline.saturating_add(months);
                    }
                }
            }
        }
    }

    /// The phase of this name; what names it stands under the key `phase` of `at`.
    fn phase(&self, name: &str, at: &PathCursor<'_>, errors: &mut Diagnostics) -> Option<usize> {
        let found = self.spec.phases.iter().position(|phase| phase.name == name);
        if found.is_none() && !errors.is_full() {
            let known = self.spec.phases.iter().map(|phase| phase.name.as_str());
            errors.add(at.key("phase"), unknown("phase", name, known));
        }
        found
    }
}

/// Replaces an entry, which keeps its position, or adds one at the end.
fn replace_or_add<T>(list: &mut Vec<T>, replaced: Option<usize>, entry: T) {
    match replaced.and_then(|i| list.get_mut(i)) {
        Some(other) => *other = entry,
        None => list.push(entry),
    }
}

//! The copy of a plan that adjustments are applied to, and that is checked once all are (rules#adjustments).

use std::sync::Arc;

use crate::plan::check_dates;
use crate::plan::check_numbers;
use crate::plan::checked::{DayShifts, PhaseShift, Plan, WrittenDecisions};
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
use crate::spec::adjustment::{Adjustment, Cancel, Shift};
use crate::spec::constraint::Residual;
use crate::spec::date_rule::When;
use crate::spec::phase::Phase;
use crate::spec::scope::Scope;
use crate::values::estimate::Estimate;
use crate::values::percent::Percent;
use crate::values::troops::Troops;

/// The most months of one shift, so that sums of shifts cannot overflow.
const MAX_SHIFT: i32 = limits::MONTHS;

/// The copy that adjustments are applied to.
pub(super) struct Adjusted<'p> {
    plan: &'p Plan,
    spec: PlanSpec,
    shifts: DayShifts,
    baseline: WrittenDecisions,
    pub(super) origins: Origins,
}

impl<'p> Adjusted<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let spec =
            PlanSpec { variants: Vec::new(), seeks: Vec::new(), ..plan.spec.as_ref().clone() };
        let mut baseline = plan.baseline.as_ref().clone();
        baseline.past.resize(spec.phases.len(), false);
        let origins = Origins::of(&spec);
        let shifts = plan.shifts.as_ref().clone();
        Self { plan, spec, shifts, baseline, origins }
    }

    /// The shifts and the strengths so far, by contingent.
    pub(super) fn numbers(&self) -> (DayShifts, Vec<Estimate<Troops>>) {
        let strengths = self.spec.contingents.iter().map(|contingent| contingent.strength.clone());
        (self.shifts.clone(), strengths.collect())
    }

    /// Checks the plan that the adjustments made; without a limit exceeded, gives that plan, too.
    pub(super) fn check(self) -> (Diagnostics, Option<Plan>, Origins) {
        let Self { plan, spec, shifts, baseline, origins } = self;
        let (through, tracking) = (plan.through, plan.tracking.clone());
        let mut errors = Diagnostics::default();
        if !limits::check(&spec, &mut errors) {
            return (errors, None, origins);
        }
        check_numbers::check(&spec, &mut errors);
        let names = Names::check(&spec, &mut errors);
        let known = (spec.phases == plan.spec.phases).then_some(&plan.references.phases);
        // No adjustment changes which contingents there are.
        let scopes = Arc::clone(&plan.references.scopes);
        let references = References::check(&spec, &names, known, scopes, &mut errors);
        let plan = Plan {
            spec: Arc::new(spec),
            references: Arc::new(references),
            shifts: Arc::new(shifts),
            baseline: Arc::new(baseline),
            through,
            tracking,
            text: None,
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
                if let Some(i) = self.find("phase", phase, &at.key("pace"), errors) {
                    self.spec.phases[i].pace = pace.clone();
                }
            }
            Adjustment::Target { phase, target } => {
                if let Some(i) = self.find("phase", phase, &at.key("target"), errors) {
                    self.spec.phases[i].target = target.clone();
                }
            }
            Adjustment::Residual(residual) => self.residual(j, residual),
            Adjustment::Cap(cap) => {
                let replaced = self.spec.cap_index(&cap.name);
                replace_or_add(&mut self.spec.caps, replaced, cap.clone());
                replace_or_add(&mut self.origins.caps, replaced, Origin::Adjustment(j));
                replace_or_add(&mut self.shifts.caps, replaced, 0);
            }
            Adjustment::Hold(hold) => {
                let replaced = self.spec.hold_index(&hold.name);
                replace_or_add(&mut self.spec.holds, replaced, hold.clone());
                replace_or_add(&mut self.origins.holds, replaced, Origin::Adjustment(j));
                replace_or_add(&mut self.shifts.holds, replaced, 0);
            }
            Adjustment::Strength { scope, percent } => {
                self.scale(scope, *percent, &at.key("strength"), errors);
            }
            Adjustment::Date { event, date } => {
                if let Some(i) = self.find("event", event, &at.key("date"), errors) {
                    self.spec.events[i].date = Some(date.clone());
                    self.shifts.events[i] = 0;
                }
            }
            Adjustment::Deadline { phase, deadline } => {
                if let Some(i) = self.find("phase", phase, &at.key("deadline"), errors) {
                    self.spec.phases[i].deadline = Some(deadline.clone());
                    self.shifts.phases[i].deadline = 0;
                }
            }
            Adjustment::Until { phase, until } => {
                if let Some(i) = self.find("phase", phase, &at.key("until"), errors) {
                    self.spec.phases[i].until = Some(until.clone());
                    self.shifts.phases[i].until = 0;
                }
            }
            Adjustment::Cancel(cancel) => self.cancel(cancel, &at.key("cancel"), errors),
            Adjustment::Add { phase, before } => {
                self.add(j, phase, before.as_deref(), &at.key("add"), errors);
            }
        }
    }

    /// Replaces the residuals of the same scope by one, which adjustment `j` gives and which stands last.
    fn residual(&mut self, j: usize, residual: &Residual) {
        let same = |other: &Residual| other.scope.same_as(&residual.scope);
        while let Some(i) = self.spec.residuals.iter().position(same) {
            self.spec.residuals.remove(i);
            self.origins.residuals.remove(i);
        }
        self.spec.residuals.push(residual.clone());
        self.origins.residuals.push(Origin::Adjustment(j));
    }

    /// Adds a phase, which adjustment `j` gives, before another or at the end.
    fn add(
        &mut self,
        j: usize,
        phase: &Phase,
        before: Option<&str>,
        at: &PathCursor<'_>,
        errors: &mut Diagnostics,
    ) {
        let at = at.key("before");
        let next = before.and_then(|name| position(&self.spec, "phase", name, &at, errors));
        // Where `before` is wrong, the phase is checked all the same.
        let position = next.unwrap_or(self.spec.phases.len());
        self.spec.phases.insert(position, phase.clone());
        self.origins.phases.insert(position, Origin::Adjustment(j));
        self.shifts.phases.insert(position, PhaseShift::default());
        self.baseline.past.insert(position, false);
    }

    fn cancel(&mut self, cancel: &Cancel, at: &PathCursor<'_>, errors: &mut Diagnostics) {
        let (list, name) = cancel.entry();
        let Self { spec, origins, shifts, baseline, .. } = self;
        let Some(i) = position(spec, list, name, &at.key(list), errors) else { return };
        match cancel {
            Cancel::Phase(_) => {
                spec.phases.remove(i);
                origins.phases.remove(i);
                shifts.phases.remove(i);
                baseline.past.remove(i);
            }
            Cancel::Hold(_) => {
                spec.holds.remove(i);
                origins.holds.remove(i);
                shifts.holds.remove(i);
            }
            Cancel::Cap(_) => {
                spec.caps.remove(i);
                origins.caps.remove(i);
                shifts.caps.remove(i);
            }
            Cancel::Hazard(_) => {
                spec.hazards.remove(i);
            }
            Cancel::Cost(_) => {
                spec.costs.remove(i);
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
            *strength = scaled(strength, percent);
        }
    }

    /// rules#shift
    fn shift(&mut self, shift: &Shift, at: &PathCursor<'_>, errors: &mut Diagnostics) {
        let months = shift.months();
        if months.unsigned_abs() > MAX_SHIFT.unsigned_abs() {
            let problem = PlanErrorKind::ShiftTooFar { months, limit: MAX_SHIFT };
            errors.add(at.key("months"), problem);
            return;
        }
        let (list, name) = shift.entry();
        if let Some(entry) = self.find(list, name, at, errors) {
            add_shift(&self.spec, &mut self.shifts, shift, entry);
        }
    }

    /// The position of an entry; what names it stands under the list's key of `at`.
    fn find(
        &self,
        list: &'static str,
        name: &str,
        at: &PathCursor<'_>,
        errors: &mut Diagnostics,
    ) -> Option<usize> {
        position(&self.spec, list, name, &at.key(list), errors)
    }
}

/// A percentage of a strength, each of the three rounded down; one whose high fits.
pub(super) fn scaled(strength: &Estimate<Troops>, percent: Percent) -> Estimate<Troops> {
    strength.map(|n| u32::try_from(percent.of(n.into())).map_or(n, Troops))
}

/// The position of an entry of a list by its name; an unknown one is reported.
fn position(
    spec: &PlanSpec,
    list: &'static str,
    name: &str,
    at: &PathCursor<'_>,
    errors: &mut Diagnostics,
) -> Option<usize> {
    let names: Vec<&str> = match list {
        "event" => spec.events.iter().map(|event| event.id.as_str()).collect(),
        "phase" => spec.phases.iter().map(|phase| phase.name.as_str()).collect(),
        "hold" => spec.holds.iter().map(|hold| hold.name.as_str()).collect(),
        "cap" => spec.caps.iter().map(|cap| cap.name.as_str()).collect(),
        "hazard" => spec.hazards.iter().map(|hazard| hazard.name.as_str()).collect(),
        _ => spec.costs.iter().map(|cost| cost.name.as_str()).collect(),
    };
    let found = names.iter().position(|other| *other == name);
    if found.is_none() && !errors.is_full() {
        errors.add(at, unknown(list, name, names.iter().copied()));
    }
    found
}

/// Adds a shift of the entry at a position to those that there are (rules#shift).
pub(super) fn add_shift(spec: &PlanSpec, shifts: &mut DayShifts, shift: &Shift, entry: usize) {
    let months = shift.months();
    match shift {
        Shift::Event { .. } => add_months(&mut shifts.events[entry], months),
        Shift::Hold { .. } => add_months(&mut shifts.holds[entry], months),
        Shift::Cap { .. } => add_months(&mut shifts.caps[entry], months),
        Shift::Phase { cascade, .. } => {
            let PhaseShift { starts, deadline, until } = &mut shifts.phases[entry];
            for shift in [starts, deadline, until] {
                add_months(shift, months);
            }
            if !cascade {
                return;
            }
            let later = spec.phases.iter().zip(&mut shifts.phases).skip(entry + 1);
            for (phase, PhaseShift { starts, deadline, until }) in later {
                let days = [&phase.starts, &phase.deadline, &phase.until];
                for (day, shift) in days.into_iter().zip([starts, deadline, until]) {
                    if matches!(day, Some(When::On(_))) {
                        add_months(shift, months);
                    }
                }
            }
        }
    }
}

fn add_months(shift: &mut i32, months: i32) {
    *shift = shift.saturating_add(months);
}

/// Replaces an entry, which keeps its position, or adds one at the end.
fn replace_or_add<T>(list: &mut Vec<T>, replaced: Option<usize>, entry: T) {
    match replaced.and_then(|i| list.get_mut(i)) {
        Some(other) => *other = entry,
        None => list.push(entry),
    }
}

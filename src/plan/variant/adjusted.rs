//! The copy of a plan that adjustments are applied to, and that is checked once they are (DESIGN
//! section 6).

use std::cell::OnceCell;
use std::sync::OnceLock;

use crate::plan::check_dates;
use crate::plan::check_numbers;
use crate::plan::checked::{PhaseShift, Plan};
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::limits;
use crate::plan::names::{self, Names, unknown};
use crate::plan::place::PathCursor;
use crate::plan::references::{Constraints, References, members};
use crate::plan::resolved::{Course, Numbers, Timeline};
use crate::plan::timeline::Point;
use crate::plan::variant::origin::{Origin, Origins};
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Shift};
use crate::spec::constraint::Residual;
use crate::spec::date_rule::When;
use crate::spec::scope::Scope;
use crate::values::percent::Percent;
use crate::values::troops::Troops;

/// Shifts are at most this many months, so that their sums cannot overflow.
const FARTHEST: i32 = limits::MONTHS;

/// The plan that variants start from.
pub(super) struct Base<'p> {
    pub(super) plan: &'p Plan,
    /// Looked up by variants that leave the phases alone.
    names: OnceCell<Names<'p>>,
}

impl<'p> Base<'p> {
    pub(super) const fn of(plan: &'p Plan) -> Self {
        Self { plan, names: OnceCell::new() }
    }
}

/// A part of a plan that adjustments change: only that needs to be checked, for the plan itself is sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Strengths,
    Shifts,
    /// Which phases there are.
    Phases,
    /// The target or the pace of that one.
    Terms(usize),
    Constraints(Constraints),
}

impl Part {
    /// The phase whose terms are others.
    const fn terms(self) -> Option<usize> {
        if let Self::Terms(i) = self { Some(i) } else { None }
    }

    /// Whether what is scheduled, and for when, does not hang on it.
    const fn leaves_the_schedule(self) -> bool {
        matches!(self, Self::Constraints(Constraints::Holds | Constraints::Caps))
    }
}

/// The copy that adjustments are applied to.
pub(super) struct Adjusted<'b> {
    pub(super) base: &'b Base<'b>,
    pub(super) plan: Plan,
    pub(super) origins: Origins,
    changed: Vec<Part>,
}

impl<'b> Adjusted<'b> {
    pub(super) fn of(base: &'b Base<'b>) -> Self {
        let Plan { spec, wiring, shifts, written, through, .. } = base.plan;
        let mut plan = Plan {
            spec: without_variants(spec),
            wiring: wiring.clone(),
            shifts: shifts.clone(),
            written: written.clone(),
            through: *through,
            best: OnceLock::new(),
        };
        plan.written.past.resize(plan.spec.phases.len(), false);
        let origins = Origins::of(&plan.spec);
        Self { base, plan, origins, changed: Vec::new() }
    }

    /// Takes all adjustments back, for those of another variant.
    pub(super) fn reset(&mut self) {
        let Self { base: Base { plan: base, .. }, plan, changed, .. } = self;
        let (spec, before) = (&mut plan.spec, &base.spec);
        for part in changed.drain(..) {
            match part {
                Part::Strengths => spec.contingents.clone_from(&before.contingents),
                Part::Shifts => {}
                Part::Constraints(Constraints::Residuals) => {
                    spec.residuals.clone_from(&before.residuals);
                }
                Part::Constraints(Constraints::Holds) => spec.holds.clone_from(&before.holds),
                Part::Constraints(Constraints::Caps) => spec.caps.clone_from(&before.caps),
                Part::Terms(i) => {
                    // Where phases were cancelled or added as well, all are taken back.
                    if let (Some(phase), Some(before)) =
                        (spec.phases.get_mut(i), before.phases.get(i))
                    {
                        phase.clone_from(before);
                    }
                }
                Part::Phases => {
                    spec.phases.clone_from(&before.phases);
                    plan.written.clone_from(&base.written);
                    plan.written.past.resize(spec.phases.len(), false);
                }
            }
        }
        plan.shifts.clone_from(&base.shifts);
        plan.wiring.clone_from(&base.wiring);
        self.origins = Origins::of(spec);
    }

    /// Checks the plan that the adjustments made.
    pub(super) fn check(&mut self) -> Diagnostics {
        let mut findings = Diagnostics::default();
        let Self { base, plan, changed, .. } = self;
        let (spec, wiring) = (&plan.spec, &mut plan.wiring);
        if !limits::check(spec, &mut findings) {
            return findings;
        }
        let mut terms = changed.iter().filter_map(|part| part.terms()).peekable();
        let has_other_phases = changed.contains(&Part::Phases);
        if changed.contains(&Part::Strengths) || has_other_phases || terms.peek().is_some() {
            check_numbers::check_adjusted(spec, &mut findings);
        }
        if has_other_phases {
            let names = Names::check(spec, &mut findings);
            *wiring = References::check(spec, &names, &mut findings);
        } else {
            let names = || base.names.get_or_init(|| Names::of(&base.plan.spec));
            names::check_constraints(spec, &mut findings);
            if terms.peek().is_some() {
                wiring.check_terms(terms, spec, names(), &mut findings);
            }
            for list in [Constraints::Residuals, Constraints::Holds, Constraints::Caps] {
                if changed.contains(&Part::Constraints(list)) {
                    wiring.check_constraints(list, spec, names(), &mut findings);
                }
            }
        }
        if findings.is_empty() {
            let timeline = Timeline::new(plan, &Point::Best, Some(&plan.written));
            check_dates::check_calendar(plan, &timeline, Some(&plan.written), &mut findings);
            check_dates::check_proportions(plan, &timeline, &mut findings);
            let is_kept = changed.iter().all(|part| part.leaves_the_schedule());
            let known = base.plan.best.get().filter(|course| is_kept && course.is_small());
            if let (Some(course), true) = (known, findings.is_empty()) {
                plan.best = OnceLock::from(constrained(course, plan, timeline));
            }
        }
        findings
    }

    pub(super) fn adjust(
        &mut self,
        j: usize,
        adjustment: &Adjustment,
        at: &PathCursor<'_>,
        findings: &mut Diagnostics,
    ) {
        match adjustment {
            Adjustment::Shift(shift) => {
                self.change(Part::Shifts);
                self.shift(shift, &at.key("shift"), findings);
            }
            Adjustment::Pace { phase, pace } => {
                if let Some(i) = self.phase(phase, &at.key("pace"), findings) {
                    self.change(Part::Terms(i));
                    self.plan.spec.phases[i].pace = pace.clone();
                }
            }
            Adjustment::Target { phase, target } => {
                if let Some(i) = self.phase(phase, &at.key("target"), findings) {
                    self.change(Part::Terms(i));
                    self.plan.spec.phases[i].target = target.clone();
                }
            }
            Adjustment::Residual(residual) => {
                self.change(Part::Constraints(Constraints::Residuals));
                let same = |other: &Residual| other.scope.same_as(&residual.scope);
                while let Some(i) = self.plan.spec.residuals.iter().position(same) {
                    self.plan.spec.residuals.remove(i);
                    self.origins.residuals.remove(i);
                }
                self.plan.spec.residuals.push(residual.clone());
                self.origins.residuals.push(Origin::Adjustment(j));
            }
            Adjustment::Cap(cap) => {
                self.change(Part::Constraints(Constraints::Caps));
                let meant = self.plan.spec.caps.iter().position(|other| other.name == cap.name);
                replace(&mut self.plan.spec.caps, meant, cap.clone());
                replace(&mut self.origins.caps, meant, Origin::Adjustment(j));
            }
            Adjustment::Hold(hold) => {
                self.change(Part::Constraints(Constraints::Holds));
                let meant = self.plan.spec.holds.iter().position(|other| other.name == hold.name);
                replace(&mut self.plan.spec.holds, meant, hold.clone());
                replace(&mut self.origins.holds, meant, Origin::Adjustment(j));
            }
            Adjustment::Strength { scope, percent } => {
                self.change(Part::Strengths);
                self.scale(scope, *percent, &at.key("strength"), findings);
            }
            Adjustment::Cancel { phase } => {
                if let Some(i) = self.phase(phase, &at.key("cancel"), findings) {
                    self.change(Part::Phases);
                    self.plan.spec.phases.remove(i);
                    self.origins.phases.remove(i);
                    self.plan.shifts.phases.remove(i);
                    self.plan.written.past.remove(i);
                }
            }
            Adjustment::Add { phase } => {
                self.change(Part::Phases);
                self.plan.spec.phases.push(phase.clone());
                self.origins.phases.push(Origin::Adjustment(j));
                self.plan.shifts.phases.push(PhaseShift::default());
                self.plan.written.past.push(false);
            }
        }
    }

    fn change(&mut self, part: Part) {
        if !self.changed.contains(&part) {
            self.changed.push(part);
        }
    }

    fn scale(
        &mut self,
        scope: &Scope,
        percent: Percent,
        at: &PathCursor<'_>,
        findings: &mut Diagnostics,
    ) {
        let members = members(&self.plan.spec.contingents, scope);
        if members.is_empty() && !self.plan.spec.contingents.is_empty() {
            findings.add(at.key("scope"), PlanErrorKind::NobodyMatches);
        }
        for i in members {
            let strength = &mut self.plan.spec.contingents[i].strength;
            let total = percent.of(strength.high().into());
            if total > u64::from(u32::MAX) {
                let problem = PlanErrorKind::TooManyTroops { total, limit: u32::MAX };
                findings.add(at.key("percent"), problem);
                return;
            }
            // Each of the three is at most the high one, which fits.
            let scaled = |n: Troops| u32::try_from(percent.of(n.into())).map_or(n, Troops);
            *strength = strength.map(scaled);
        }
    }

    fn shift(&mut self, shift: &Shift, at: &PathCursor<'_>, findings: &mut Diagnostics) {
        let (Shift::Event { months, .. } | Shift::Phase { months, .. }) = *shift;
        if months.unsigned_abs() > FARTHEST.unsigned_abs() {
            let problem = PlanErrorKind::ShiftTooFar { months, limit: FARTHEST };
            findings.add(at.key("months"), problem);
            return;
        }
        match shift {
            Shift::Event { event, .. } => {
                let found = self.plan.spec.events.iter().position(|other| other.id == *event);
                let Some(i) = found else {
                    let known = self.plan.spec.events.iter().map(|other| other.id.as_str());
                    findings.add(at.key("event"), unknown("event", event, known));
                    return;
                };
                self.plan.shifts.events[i] = self.plan.shifts.events[i].saturating_add(months);
            }
            Shift::Phase { phase, cascade, .. } => {
                let Some(i) = self.phase(phase, at, findings) else { return };
                let own = &mut self.plan.shifts.phases[i];
                own.starts = own.starts.saturating_add(months);
                own.deadline = own.deadline.saturating_add(months);
                if !cascade {
                    return;
                }
                let later =
                    self.plan.spec.phases.iter().zip(&mut self.plan.shifts.phases).skip(i + 1);
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

    /// The phase of this name; `at` is the place of what names it under `phase`.
    fn phase(&self, name: &str, at: &PathCursor<'_>, findings: &mut Diagnostics) -> Option<usize> {
        let found = self.plan.spec.phases.iter().position(|phase| phase.name == name);
        if found.is_none() {
            let known = self.plan.spec.phases.iter().map(|phase| phase.name.as_str());
            findings.add(at.key("phase"), unknown("phase", name, known));
        }
        found
    }
}

/// The course of a plan under a variant that changes holds and caps alone: all else of it, its schedule
/// above all, is as it was.
fn constrained(course: &Course, variant: &Plan, timeline: Timeline) -> Course {
    let caps = variant.spec.caps.iter().map(|cap| cap.per_month.best().0).collect();
    Course {
        outline: course.outline.clone(),
        hazards: course.hazards.clone(),
        numbers: Numbers { caps, ..course.numbers.clone() },
        timeline,
        floors: course.floors.clone(),
        caps_hold_everyone: variant.wiring.caps_hold_everyone(variant.spec.contingents.len()),
    }
}

/// Replaces the entry meant, which keeps its place, or adds one.
fn replace<T>(list: &mut Vec<T>, meant: Option<usize>, entry: T) {
    match meant.and_then(|i| list.get_mut(i)) {
        Some(other) => *other = entry,
        None => list.push(entry),
    }
}

/// A variant has none of its own.
fn without_variants(spec: &PlanSpec) -> PlanSpec {
    PlanSpec {
        title: spec.title.clone(),
        as_of: spec.as_of,
        through: spec.through,
        sources: spec.sources.clone(),
        contingents: spec.contingents.clone(),
        events: spec.events.clone(),
        residuals: spec.residuals.clone(),
        phases: spec.phases.clone(),
        holds: spec.holds.clone(),
        caps: spec.caps.clone(),
        costs: spec.costs.clone(),
        hazards: spec.hazards.clone(),
        variants: Vec::new(),
    }
}

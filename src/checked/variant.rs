//! A plan under a variant: adjustments applied in order to a copy, checked once at the end, all or
//! nothing (DESIGN section 6).

use std::sync::OnceLock;

use super::course::Timeline;
use super::names::{Names, unknown};
use super::origin::{Found, Origin, Origins};
use super::place::{At, Place};
use super::plan::{AsWritten, PhaseShift, Plan, Shifts};
use super::problem::Problem;
use super::report::{Findings, PlanErrors};
use super::timeline::Point;
use super::wiring::{Wiring, members};
use super::{dates, limits, numbers};
use crate::leaves::percent::Percent;
use crate::leaves::troops::Troops;
use crate::written::PlanSpec;
use crate::written::adjustment::{Adjustment, Shift, Variant};
use crate::written::constraint::Residual;
use crate::written::force::Scope;
use crate::written::when::When;

/// Shifts are at most this many months, so that their sums cannot overflow.
const FARTHEST: i32 = limits::MONTHS;

/// Applies and checks every variant of a plan.
pub(crate) fn check_all(plan: &Plan, findings: &mut Findings) {
    for (i, variant) in plan.spec.variants.iter().enumerate() {
        if findings.is_full() {
            return;
        }
        if let Err(errors) = apply(plan, variant, &At::entry("variant", i)) {
            findings.append(errors);
        }
    }
}

/// Checks only what the adjustments name and whom they mean, where the plan itself is not sound.
pub(crate) fn check_names(spec: &PlanSpec, findings: &mut Findings) {
    for (i, variant) in spec.variants.iter().enumerate() {
        let mut copy = Copy::of(spec, Shifts::none(spec), &AsWritten::default());
        for (j, adjustment) in variant.adjust.iter().enumerate() {
            let entry = At::entry("variant", i);
            let list = entry.key("adjust");
            let at = list.index(j);
            copy.adjust(j, adjustment, &at, findings);
            let (key, scope) = match adjustment {
                Adjustment::Residual(residual) => ("residual", &residual.scope),
                Adjustment::Cap(cap) => ("cap", &cap.scope),
                Adjustment::Hold(hold) => ("hold", &hold.scope),
                Adjustment::Add { phase } => ("add", &phase.scope),
                _ => continue,
            };
            if members(&spec.contingents, scope).is_empty() && !spec.contingents.is_empty() {
                let own = at.key(key);
                let own = if key == "add" { own.key("phase") } else { own };
                findings.add(own.key("scope"), Problem::NobodyMatches);
            }
        }
    }
}

/// The plan under a variant; `own` is the variant's place.
pub(crate) fn apply(plan: &Plan, variant: &Variant, own: &At<'_>) -> Result<Plan, PlanErrors> {
    let at = |j: usize| Place::from(own.key("adjust").index(j));
    let mut findings = Findings::default();
    if !limits::check_variant(variant, own, &mut findings) {
        return Err(findings.into());
    }
    let mut copy = Copy::of(&plan.spec, plan.shifts.clone(), &plan.written);
    for (j, adjustment) in variant.adjust.iter().enumerate() {
        copy.adjust(j, adjustment, &own.key("adjust").index(j), &mut findings);
    }
    let origins = copy.origins.clone();
    let errors = match copy.check(plan) {
        Ok(adjusted) => return findings.or(adjusted),
        Err(errors) => errors,
    };
    let mut blame = Blame { plan, variant, found: vec![None; variant.adjust.len()] };
    for error in errors {
        let error = origins.in_the_file(variant, error);
        let place = match (error.adjustment, &error.problem) {
            (Some(j), _) => at(j).join(&error.place),
            (None, Problem::Unknown { name, .. }) => match cancels(variant, name) {
                Some(j) => {
                    let (phase, by) = (name.clone(), error.place);
                    let place = at(j).key("cancel").key("phase");
                    findings.add(place, Problem::StillReferredTo { phase, by });
                    continue;
                }
                None => at(blame.first_with(&error)).within(&error.place),
            },
            (None, _) => at(blame.first_with(&error)).within(&error.place),
        };
        findings.add(place, error.problem);
    }
    Err(findings.into())
}

/// The adjustment that cancels the phase of this name.
fn cancels(variant: &Variant, name: &str) -> Option<usize> {
    let cancels = |adjustment: &Adjustment| match adjustment {
        Adjustment::Cancel { phase } => phase == name,
        _ => false,
    };
    variant.adjust.iter().rposition(cancels)
}

/// Finds the adjustment at which to lay an error of the plan that a variant makes.
struct Blame<'a> {
    plan: &'a Plan,
    variant: &'a Variant,
    /// What is wrong after each adjustment, once it was looked at.
    found: Vec<Option<Vec<Found>>>,
}

impl Blame<'_> {
    /// The first adjustment after which the error is there, found by halving.
    fn first_with(&mut self, error: &Found) -> usize {
        let (mut low, mut high) = (0, self.found.len().saturating_sub(1));
        // In a very large plan looking again costs too much: the last adjustment stands for all.
        if self.plan.spec.contingents.len() * self.plan.spec.phases.len() > 1 << 16 {
            return high;
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.errors_after(middle).contains(error) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    fn errors_after(&mut self, j: usize) -> &[Found] {
        let (plan, variant) = (self.plan, self.variant);
        self.found[j].get_or_insert_with(|| {
            let mut copy = Copy::of(&plan.spec, plan.shifts.clone(), &plan.written);
            for (i, adjustment) in variant.adjust[..=j].iter().enumerate() {
                copy.adjust(i, adjustment, &At::root(), &mut Findings::default());
            }
            let origins = copy.origins.clone();
            let errors = copy.check(plan).err().into_iter().flatten();
            errors.map(|error| origins.in_the_file(variant, error)).collect()
        })
    }
}

/// The copy that adjustments are applied to.
struct Copy {
    spec: PlanSpec,
    origins: Origins,
    shifts: Shifts,
    written: AsWritten,
}

impl Copy {
    fn of(spec: &PlanSpec, shifts: Shifts, written: &AsWritten) -> Self {
        let variants = Vec::new(); // a variant has none of its own
        let spec = PlanSpec { variants, ..spec.clone() };
        let mut written = written.clone();
        written.past.resize(spec.phases.len(), false);
        let origins = Origins::of(&spec);
        Self { spec, origins, shifts, written }
    }

    /// Checks the plan that the adjustments made.
    fn check(self, base: &Plan) -> Result<Plan, PlanErrors> {
        let Self { spec, shifts, written, .. } = self;
        let mut findings = Findings::default();
        if !limits::check(&spec, &mut findings) {
            return Err(findings.into());
        }
        numbers::check(&spec, &mut findings);
        let wiring = {
            let names = Names::check(&spec, &mut findings);
            Wiring::check(&spec, &names, &mut findings)
        };
        let through = base.through;
        let plan = Plan { spec, wiring, shifts, written, through, best: OnceLock::new() };
        if findings.is_empty() {
            dates::check_calendar(&plan, Some(&plan.written), &mut findings);
            let timeline = Timeline::new(&plan, &Point::Best, Some(&plan.written));
            dates::check_proportions(&plan, &timeline, &mut findings);
        }
        findings.or(plan)
    }

    fn adjust(&mut self, j: usize, adjustment: &Adjustment, at: &At<'_>, findings: &mut Findings) {
        match adjustment {
            Adjustment::Shift(shift) => self.shift(shift, &at.key("shift"), findings),
            Adjustment::Pace { phase, pace } => {
                if let Some(i) = self.phase(phase, &at.key("pace"), findings) {
                    self.spec.phases[i].pace = pace.clone();
                }
            }
            Adjustment::Target { phase, target } => {
                if let Some(i) = self.phase(phase, &at.key("target"), findings) {
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
                let meant = self.spec.caps.iter().position(|other| other.name == cap.name);
                replace(&mut self.spec.caps, meant, cap.clone());
                replace(&mut self.origins.caps, meant, Origin::Adjustment(j));
            }
            Adjustment::Hold(hold) => {
                let meant = self.spec.holds.iter().position(|other| other.name == hold.name);
                replace(&mut self.spec.holds, meant, hold.clone());
                replace(&mut self.origins.holds, meant, Origin::Adjustment(j));
            }
            Adjustment::Strength { scope, percent } => {
                self.scale(scope, *percent, &at.key("strength"), findings);
            }
            Adjustment::Cancel { phase } => {
                if let Some(i) = self.phase(phase, &at.key("cancel"), findings) {
                    self.spec.phases.remove(i);
                    self.origins.phases.remove(i);
                    self.shifts.phases.remove(i);
                    self.written.past.remove(i);
                }
            }
            Adjustment::Add { phase } => {
                self.spec.phases.push(phase.clone());
                self.origins.phases.push(Origin::Adjustment(j));
                self.shifts.phases.push(PhaseShift::default());
                self.written.past.push(false);
            }
        }
    }

    fn scale(&mut self, scope: &Scope, percent: Percent, at: &At<'_>, findings: &mut Findings) {
        let members = members(&self.spec.contingents, scope);
        if members.is_empty() && !self.spec.contingents.is_empty() {
            findings.add(at.key("scope"), Problem::NobodyMatches);
        }
        for i in members {
            let strength = &mut self.spec.contingents[i].strength;
            let total = percent.of(strength.high().into());
            if total > u64::from(u32::MAX) {
                let problem = Problem::TooManyTroops { total, limit: u32::MAX };
                findings.add(at.key("percent"), problem);
                return;
            }
            // Each of the three is at most the high one, which fits.
            let scaled = |n: Troops| u32::try_from(percent.of(n.into())).map_or(n, Troops);
            *strength = strength.map(scaled);
        }
    }

    fn shift(&mut self, shift: &Shift, at: &At<'_>, findings: &mut Findings) {
        let (Shift::Event { months, .. } | Shift::Phase { months, .. }) = *shift;
        if months.unsigned_abs() > FARTHEST.unsigned_abs() {
            let problem = Problem::ShiftTooFar { months, limit: FARTHEST };
            findings.add(at.key("months"), problem);
            return;
        }
        match shift {
            Shift::Event { event, .. } => {
                let found = self.spec.events.iter().position(|other| other.id == *event);
                let Some(i) = found else {
                    let known = self.spec.events.iter().map(|other| other.id.as_str());
                    findings.add(at.key("event"), unknown("event", event, known));
                    return;
                };
                self.shifts.events[i] = self.shifts.events[i].saturating_add(months);
            }
            Shift::Phase { phase, cascade, .. } => {
                let Some(i) = self.phase(phase, at, findings) else { return };
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

    /// The phase of this name; `at` is the place of what names it under `phase`.
    fn phase(&self, name: &str, at: &At<'_>, findings: &mut Findings) -> Option<usize> {
        let found = self.spec.phases.iter().position(|phase| phase.name == name);
        if found.is_none() {
            let known = self.spec.phases.iter().map(|phase| phase.name.as_str());
            findings.add(at.key("phase"), unknown("phase", name, known));
        }
        found
    }
}

/// Replaces the entry meant, which keeps its place, or adds one.
fn replace<T>(list: &mut Vec<T>, meant: Option<usize>, entry: T) {
    match meant.and_then(|i| list.get_mut(i)) {
        Some(other) => *other = entry,
        None => list.push(entry),
    }
}

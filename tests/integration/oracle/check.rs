//! Sections 3, 4 and 5: what makes a plan invalid. The first contradiction found is the one reported.

use std::collections::BTreeSet;

use super::plan::{Phase, Plan, Scope, Target, When, Window, sent_to};
use super::timeline;

/// Section 3: "Every .. duplicate name or id, unknown reference, empty scope match, phase over nobody .. is an
/// error". Of the plan as written, and of each variant "at the end" (section 6).
pub(crate) fn references(plan: &Plan) -> Result<(), String> {
    if plan.contingents.is_empty() {
        return Err("no contingent".to_owned());
    }
    unique("contingent", plan.contingents.iter().map(|c| &c.key))?;
    unique("hold", plan.holds.iter().map(|hold| &hold.name))?;
    unique("cap", plan.caps.iter().map(|cap| &cap.name))?;
    unique("cost", plan.costs.iter().map(|(name, _)| name))?;
    unique("hazard", plan.hazards.iter().map(|hazard| &hazard.name))?;
    let hazards = plan.hazards.iter().map(|hazard| (&hazard.name, &hazard.scope));
    for (name, scope) in plan.costs.iter().map(|(name, scope)| (name, scope)).chain(hazards) {
        matches_any(plan, name, scope)?;
    }
    // Section 3: "Phases and events share one namespace."
    let phases = plan.phases.iter().map(|phase| &phase.name);
    unique("event or phase", plan.events.iter().map(|event| &event.id).chain(phases))?;

    for (i, event) in plan.events.iter().enumerate() {
        // Section 2: "An event's own date may count from an earlier-listed event."
        counted_from(event.date.as_ref(), |name| {
            plan.event(name).is_some_and(|earlier| earlier < i)
        })?;
    }
    for (p, phase) in plan.phases.iter().enumerate() {
        phase_references(plan, p, phase)?;
    }
    for residual in &plan.residuals {
        matches_any(plan, "residual", &residual.scope)?;
    }
    for hold in &plan.holds {
        matches_any(plan, &hold.name, &hold.scope)?;
    }
    for cap in &plan.caps {
        matches_any(plan, &cap.name, &cap.scope)?;
    }
    for window in windows(plan) {
        for day in [&window.from, &window.through] {
            counted_from(day.as_ref(), |name| {
                plan.event(name).is_some() || plan.phase(name).is_some()
            })?;
        }
    }
    Ok(())
}

fn phase_references(plan: &Plan, p: usize, phase: &Phase) -> Result<(), String> {
    let name = &phase.name;
    // Section 2: "`after` names an event (its date) or an earlier-listed phase (its deadline)".
    for day in [Some(&phase.deadline), phase.starts.as_ref()] {
        counted_from(day, |after| {
            plan.event(after).is_some() || plan.phase(after).is_some_and(|earlier| earlier < p)
        })?;
    }
    for event in &phase.waits_for {
        if plan.event(event).is_none() {
            return Err(format!("{name}: waits for {event}, which is not an event"));
        }
    }
    matches_any(plan, name, &phase.scope)?;
    let scope = plan.in_phase(phase);
    if scope.is_empty() {
        return Err(format!("{name}: applies to no contingent"));
    }
    // Section 3: "Raises have no destination", and a destination "must be listed".
    if phase.destination.is_some() && phase.target.raises() {
        return Err(format!("{name}: a raise with a destination"));
    }
    for c in scope {
        if sent_to(phase, &plan.key(c)).is_some_and(|key| plan.find(&key).is_none()) {
            return Err(format!("{name}: a destination that is not listed"));
        }
    }
    // Sections 3 and 4: "that earlier-listed phase", "a phase that cuts".
    if let Target::InProportionTo(other) = &phase.target {
        match plan.phase(other) {
            Some(q) if q < p && !plan.phases[q].target.raises() => {}
            _ => return Err(format!("{name}: cannot be in proportion to {other}")),
        }
    }
    Ok(())
}

/// Section 4, rule 2: a past phase "may be counted from (not kept in proportion to)".
pub(crate) fn proportions(plan: &Plan) -> Result<(), String> {
    for phase in &plan.phases {
        if let Target::InProportionTo(other) = &phase.target
            && plan.phase(other).is_some_and(|q| plan.phases[q].past)
        {
            return Err(format!("{}: in proportion to a past phase", phase.name));
        }
    }
    Ok(())
}

/// What is required only of the plan as written.
pub(crate) fn as_written(plan: &Plan) -> Result<(), String> {
    for window in windows(plan) {
        // Section 5: "one whose `through` comes before its `from` is invalid in the plan as written".
        if let (Some(from), Some(through)) = (&window.from, &window.through)
            && let (Some(from), Some(through)) =
                (timeline::opening_day(plan, from, 0), timeline::moment(plan, through))
            && through.last_day() < from
        {
            return Err("a window whose through is before its from".to_owned());
        }
    }
    // Section 4, rule 2: "Else b >= s0 must hold, and s0 must come after the b of every phase that precedes it ..
    // A phase whose own deadline is undated is checked for neither."
    let timings = timeline::timings(plan);
    for (p, timing) in timings.iter().enumerate() {
        let name = &plan.phases[p].name;
        let Some(binding) = timing.binding else {
            continue;
        };
        if plan.phases[p].past {
            continue;
        }
        if binding < timing.planned {
            return Err(format!("{name}: due before it starts"));
        }
        for &q in &timing.preceding {
            if timings[q].binding.is_some_and(|b| timing.planned <= b) {
                return Err(format!("{name}: starts before {} is due", plan.phases[q].name));
            }
        }
    }
    Ok(())
}

fn windows(plan: &Plan) -> Vec<&Window> {
    let residuals = plan.residuals.iter().map(|residual| &residual.window);
    let holds = plan.holds.iter().map(|hold| &hold.window);
    let caps = plan.caps.iter().map(|cap| &cap.window);
    residuals.chain(holds).chain(caps).collect()
}

fn counted_from(day: Option<&When>, known: impl Fn(&str) -> bool) -> Result<(), String> {
    match day {
        Some(When::Counted { after, .. }) if !known(after) => {
            Err(format!("counted from {after}, which is not listed earlier"))
        }
        _ => Ok(()),
    }
}

/// Section 3: "every scope must match somebody".
pub(crate) fn matches_any(plan: &Plan, name: &str, scope: &Scope) -> Result<(), String> {
    if plan.in_scope(scope).is_empty() {
        return Err(format!("{name}: a scope that matches no contingent"));
    }
    Ok(())
}

pub(crate) fn unique<T: Ord>(kind: &str, names: impl Iterator<Item = T>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("a duplicate {kind}"));
        }
    }
    Ok(())
}

//! Sections 3, 4 and 5: what makes a plan invalid. The first contradiction found is the one reported.

use std::collections::BTreeSet;

use super::plan::{Day, Pace, Phase, Plan, Scope, Target, When, Window, sent_to};
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
    unique("cost", plan.costs.iter().map(|cost| &cost.name))?;
    unique("hazard", plan.hazards.iter().map(|hazard| &hazard.name))?;
    unique("slip", plan.slips.iter().map(|slip| &slip.name))?;
    let hazards = plan.hazards.iter().map(|hazard| (&hazard.name, &hazard.scope));
    for (name, scope) in plan.costs.iter().map(|cost| (&cost.name, &cost.scope)).chain(hazards) {
        matches_any(plan, name, scope)?;
    }
    for name in plan.slips.iter().filter_map(|slip| slip.phases.as_ref()).flatten() {
        if plan.phase(name).is_none() {
            return Err(format!("a slip of {name}, which is not a phase"));
        }
    }
    // Section 3: "Phases and events share one namespace."
    let phases = plan.phases.iter().map(|phase| &phase.name);
    unique("event or phase", plan.events.iter().map(|event| &event.id).chain(phases))?;

    for (i, event) in plan.events.iter().enumerate() {
        // Section 2: "An event's own date may count from an earlier-listed event."
        counted_from(&event.date, |name| plan.event(name).is_some_and(|earlier| earlier < i))?;
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
            counted_from(day, |name| plan.event(name).is_some() || plan.phase(name).is_some())?;
        }
    }
    Ok(())
}

fn phase_references(plan: &Plan, p: usize, phase: &Phase) -> Result<(), String> {
    let name = &phase.name;
    // Section 3: required are "a phase's `name`, `target`, and `deadline` unless its pace is a rate".
    if phase.deadline.written.is_none() && !matches!(phase.pace, Pace::Rate(_)) {
        return Err(format!("{name}: no deadline"));
    }
    // Section 2: "`after` names an event (its date) or an earlier-listed phase (its deadline)".
    for day in [&phase.deadline, &phase.starts, &phase.until] {
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
        if let (Some(from), Some(through)) =
            (timeline::opening_day(plan, &window.from), timeline::moment(plan, &window.through))
            && through.last_day() < from
        {
            return Err("a window whose through is before its from".to_owned());
        }
    }
    let timings = timeline::timings(plan);
    for (p, timing) in timings.iter().enumerate() {
        let (phase, name) = (&plan.phases[p], &plan.phases[p].name);
        if phase.past {
            continue;
        }
        // Section 4, rule 2: "Else b >= s0 and u >= s0 must hold".
        if timing.last.is_some_and(|last| last < timing.planned) {
            return Err(format!("{name}: due or replaced before it starts"));
        }
        for &q in &timing.preceding {
            // "and a phase for which no deadline is written, and which has no u, may precede only phases that have
            // `starts` (the error stands at the later phase)"
            let open_ended =
                plan.phases[q].deadline.written.is_none() && timings[q].until.is_none();
            if open_ended && phase.starts.written.is_none() {
                return Err(format!("{name}: follows {}, which has no end", plan.phases[q].name));
            }
            // "and s0 must come after the last month of every phase that precedes it .. A phase whose deadline is
            // given but undated is checked neither for b nor for overlap."
            let is_undated = phase.deadline.written.is_some() && timing.binding.is_none();
            if !is_undated && timings[q].last.is_some_and(|last| timing.planned <= last) {
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

fn counted_from(day: &Day, known: impl Fn(&str) -> bool) -> Result<(), String> {
    match &day.written {
        Some(When::Counted { from, .. }) if !known(from) => {
            Err(format!("counted from {from}, which is not listed earlier"))
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

//! Section 6: variants, as adjustments applied in order to a copy and checked once at the end.

use serde_json::Value;

use super::plan::{Plan, When};
use super::{check, numbers, read};

/// The variants of a plan file: each one's name and adjustments.
pub(crate) fn listed(plan: &Value) -> Result<Vec<(String, &[Value])>, String> {
    let mut variants = Vec::new();
    for entry in read::list(plan, "variant")? {
        variants.push((read::name(entry, "name")?, read::list(entry, "adjust")?));
    }
    check::unique("variant", variants.iter().map(|(name, _)| name))?;
    // Section 3: "`as planned` is taken".
    if variants.iter().any(|(name, _)| name == "as planned") {
        return Err("a variant called `as planned`".to_owned());
    }
    Ok(variants)
}

/// Section 6: "Applied in order to a copy, checked once at the end, all or nothing".
pub(crate) fn applied(written: &Plan, adjustments: &[Value]) -> Result<Plan, String> {
    let mut plan = written.clone();
    for adjustment in adjustments {
        let fields = adjustment.as_object().filter(|fields| fields.len() == 1);
        let (kind, fields) = fields
            .and_then(|fields| fields.iter().next())
            .ok_or_else(|| format!("{adjustment} is not an adjustment"))?;
        adjust(&mut plan, kind, fields)?;
    }
    check::references(&plan)?;
    check::proportions(&plan)?;
    Ok(plan)
}

fn adjust(plan: &mut Plan, kind: &str, fields: &Value) -> Result<(), String> {
    match kind {
        "shift" => shift(plan, fields)?,
        "pace" => {
            let p = phase(plan, fields)?;
            plan.phases[p].pace = read::pace(fields.get("pace").ok_or("no pace")?)?;
        }
        "target" => {
            let p = phase(plan, fields)?;
            plan.phases[p].target = read::target(fields.get("target").ok_or("no target")?)?;
        }
        "residual" => {
            // "replaces the residuals of exactly that scope, or adds one".
            read::source(plan, fields)?;
            let residual = read::residual(fields)?;
            plan.residuals.retain(|other| other.scope != residual.scope);
            plan.residuals.push(residual);
        }
        "cap" => {
            // "replace the one of that name, or add one"; it keeps its place in the list.
            read::source(plan, fields)?;
            let cap = read::cap(fields)?;
            match plan.caps.iter_mut().find(|other| other.name == cap.name) {
                Some(other) => *other = cap,
                None => plan.caps.push(cap),
            }
        }
        "hold" => {
            read::source(plan, fields)?;
            let hold = read::hold(fields)?;
            match plan.holds.iter_mut().find(|other| other.name == hold.name) {
                Some(other) => *other = hold,
                None => plan.holds.push(hold),
            }
        }
        "strength" => {
            // "each strength, and each of an estimate's three, times percent/100, rounded down".
            let scope = read::scope(fields)?;
            let percent = numbers::percent(fields.get("percent").ok_or("no percent")?)?;
            check::matches_any(plan, "strength", &scope)?;
            for c in plan.in_scope(&scope) {
                let strength = &mut plan.contingents[c].strength;
                for point in [&mut strength.low, &mut strength.best, &mut strength.high] {
                    *point = numbers::percent_of(*point, percent);
                }
            }
        }
        "cancel" => {
            let p = phase(plan, fields)?;
            plan.phases.remove(p);
        }
        "add" => {
            // "listed last"; section 4, rule 2: "an added one never is" past.
            let entry = fields.get("phase").ok_or("nothing to add")?;
            read::source(plan, entry)?;
            plan.phases.push(read::phase(entry)?);
        }
        _ => return Err(format!("no adjustment {kind}")),
    }
    Ok(())
}

/// Section 6: "signed; moves an event's date .. or a phase's `starts`, where given, and deadline; the months are
/// added after a day is resolved, all shifts of one day summed first; `cascade`, for phases only, does the same
/// to the calendar days of every later-listed phase".
fn shift(plan: &mut Plan, fields: &Value) -> Result<(), String> {
    let months = fields.get("months").and_then(Value::as_i64);
    let months = months.ok_or("no months to shift by")?;
    let cascade = fields.get("cascade").and_then(Value::as_bool) == Some(true);
    if let Some(event) = read::text(fields, "event")? {
        if cascade || fields.get("phase").is_some() {
            return Err("a shift of an event and of phases".to_owned());
        }
        let e = plan.event(&event).ok_or_else(|| format!("no event {event}"))?;
        plan.events[e].shift += months;
        return Ok(());
    }
    let p = phase(plan, fields)?;
    plan.phases[p].starts_shift += months;
    plan.phases[p].deadline_shift += months;
    if cascade {
        for later in &mut plan.phases[p + 1..] {
            if let Some(When::Calendar(_)) = later.starts {
                later.starts_shift += months;
            }
            if let When::Calendar(_) = later.deadline {
                later.deadline_shift += months;
            }
        }
    }
    Ok(())
}

fn phase(plan: &Plan, fields: &Value) -> Result<usize, String> {
    let name = read::name(fields, "phase")?;
    plan.phase(&name).ok_or_else(|| format!("no phase {name}"))
}

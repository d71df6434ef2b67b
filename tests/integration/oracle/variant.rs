//! Section 6: variants, as adjustments applied in order to a copy and checked once at the end.

use serde_json::Value;

use super::plan::{Day, Plan};
use super::{check, estimate, numbers, read};

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
        // "set that day, whether there was one or not"; "a day that is set .. starts without shifts".
        "date" => {
            let e = event(plan, fields)?;
            plan.events[e].date = set_day(fields, "date")?;
        }
        "deadline" => {
            let p = phase(plan, fields)?;
            plan.phases[p].deadline = set_day(fields, "deadline")?;
        }
        "until" => {
            let p = phase(plan, fields)?;
            plan.phases[p].until = set_day(fields, "until")?;
        }
        "cap" => {
            // "replace the one of that name in its place, or add one last".
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
            // "each strength, and each of an estimate's three, times percent/100, rounded down"; "`best` is settled
            // first"; section 11: "a `strength` adjustment applies to each" of the values.
            let scope = read::scope(fields)?;
            let percent = numbers::percent(fields.get("percent").ok_or("no percent")?)?;
            check::matches_any(plan, "strength", &scope)?;
            for c in plan.in_scope(&scope) {
                let strength = &mut plan.contingents[c].strength;
                let points = [&mut strength.low, &mut strength.best, &mut strength.high];
                for point in points.into_iter().chain(strength.values.iter_mut().flatten()) {
                    *point = numbers::percent_of(*point, percent);
                }
            }
        }
        "cancel" => cancel(plan, fields)?,
        "add" => {
            // "listed before that one; without `before` last"; section 4, rule 2: "an added one never is" past.
            let entry = fields.get("phase").ok_or("nothing to add")?;
            read::source(plan, entry)?;
            let place = match read::text(fields, "before")? {
                Some(name) => plan.phase(&name).ok_or_else(|| format!("no phase {name}"))?,
                None => plan.phases.len(),
            };
            plan.phases.insert(place, read::phase(entry)?);
        }
        _ => return Err(format!("no adjustment {kind}")),
    }
    Ok(())
}

/// Section 6: "`cancel = { phase | hold | cap | hazard | cost }` (by name)".
fn cancel(plan: &mut Plan, fields: &Value) -> Result<(), String> {
    match one_of(fields, &["phase", "hold", "cap", "hazard", "cost"])? {
        ("phase", name) => drop_named(&mut plan.phases, |phase| phase.name == name),
        ("hold", name) => drop_named(&mut plan.holds, |hold| hold.name == name),
        ("cap", name) => drop_named(&mut plan.caps, |cap| cap.name == name),
        ("hazard", name) => drop_named(&mut plan.hazards, |hazard| hazard.name == name),
        (_, name) => drop_named(&mut plan.costs, |cost| cost.name == name),
    }
}

fn drop_named<T>(list: &mut Vec<T>, is_named: impl Fn(&T) -> bool) -> Result<(), String> {
    let i = list.iter().position(is_named).ok_or("nothing of that name to cancel")?;
    list.remove(i);
    Ok(())
}

/// Section 6: "signed; moves an event's date .., a phase's `starts`, `until`, where given, and deadline, or the `from`
/// and `through` of a hold or cap, where given; the months are added after a day is resolved, all shifts of one day
/// summed first; .. `cascade`, for phases only, does the same to the calendar days of every later-listed phase".
fn shift(plan: &mut Plan, fields: &Value) -> Result<(), String> {
    let months = fields.get("months").and_then(Value::as_i64);
    let months = months.ok_or("no months to shift by")?;
    let (kind, name) = one_of(fields, &["phase", "event", "hold", "cap"])?;
    let cascade = fields.get("cascade").and_then(Value::as_bool) == Some(true);
    if cascade && kind != "phase" {
        return Err("a cascade of what is no phase".to_owned());
    }
    match kind {
        "event" => {
            let e = event(plan, fields)?;
            plan.events[e].date.shift += months;
        }
        "hold" => {
            let hold = plan.holds.iter_mut().find(|hold| hold.name == name);
            let window = &mut hold.ok_or_else(|| format!("no hold {name}"))?.window;
            window.from.shift += months;
            window.through.shift += months;
        }
        "cap" => {
            let cap = plan.caps.iter_mut().find(|cap| cap.name == name);
            let window = &mut cap.ok_or_else(|| format!("no cap {name}"))?.window;
            window.from.shift += months;
            window.through.shift += months;
        }
        _ => {
            let p = phase(plan, fields)?;
            let shifted = &mut plan.phases[p];
            for day in [&mut shifted.starts, &mut shifted.until, &mut shifted.deadline] {
                day.shift += months;
            }
            let later = &mut plan.phases[p + 1..];
            for phase in later.iter_mut().filter(|_| cascade) {
                for day in [&mut phase.starts, &mut phase.until, &mut phase.deadline] {
                    day.shift += if day.is_calendar() { months } else { 0 };
                }
            }
        }
    }
    Ok(())
}

/// The one of these keys that is given, and the name it has.
fn one_of<'k>(fields: &Value, keys: &[&'k str]) -> Result<(&'k str, String), String> {
    let mut given = keys.iter().filter(|key| fields.get(key).is_some());
    match (given.next(), given.next()) {
        (Some(key), None) => Ok((key, read::name(fields, key)?)),
        _ => Err(format!("{fields} names not just one of {keys:?}")),
    }
}

fn set_day(fields: &Value, key: &str) -> Result<Day, String> {
    let day = estimate::day(fields, key)?;
    if day.written.is_some() { Ok(day) } else { Err(format!("no {key} to set")) }
}

fn event(plan: &Plan, fields: &Value) -> Result<usize, String> {
    let name = read::name(fields, "event")?;
    plan.event(&name).ok_or_else(|| format!("no event {name}"))
}

fn phase(plan: &Plan, fields: &Value) -> Result<usize, String> {
    let name = read::name(fields, "phase")?;
    plan.phase(&name).ok_or_else(|| format!("no phase {name}"))
}

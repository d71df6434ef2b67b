//! Section 12: seeks. Every value is applied, checked and projected by itself.

use serde_json::{Value, json};

use super::days::{parse_month, show_month};
use super::plan::Plan;
use super::{check, last_month, read, schedule, step, sums, timeline, variant, verdict};

/// The values of a seek, each with `holds`, `undecided` or `fails`.
pub(crate) fn tried(
    plan: &Value,
    seek: &Value,
    each: Option<&Value>,
) -> Result<Vec<(Value, &'static str)>, String> {
    let written = read::plan(plan)?;
    check::references(&written)?;
    let written = timeline::settled(written);
    let last = last_month(&written, None)?;
    let mut tried = Vec::new();
    for value in values(seek)? {
        // "For each, `for_each`'s adjustments and then `adjust` are applied to the plan as written".
        let mut adjust = Vec::new();
        if let (Some(entry), Some(each)) = (seek.get("for_each"), each) {
            adjust.extend(with_value(entry, each)?);
        }
        adjust.extend(with_value(seek, &value)?);
        // "A value between the first and the last with which the plan is not valid does not hold."
        let verdict = variant::applied(&written, &adjust)
            .map_or("fails", |plan| conditions(&plan, last, seek));
        tried.push((value, verdict));
    }
    Ok(tried)
}

/// "The values run from the one written to `to`, `step` apart; `to` is not before it, and need not be reached."
pub(crate) fn values(entry: &Value) -> Result<Vec<Value>, String> {
    let mut adjust = entry["adjust"].as_array().ok_or("no adjust")?.clone();
    let first = open(adjust.last_mut().ok_or("nothing to vary")?)?.clone();
    let step = entry.get("step").and_then(Value::as_i64).unwrap_or(1);
    let number = |value: &Value| match value {
        Value::String(month) => parse_month(month),
        number => number.as_i64().ok_or_else(|| format!("{number} is no number")),
    };
    let (from, to) = (number(&first)?, number(&entry["to"])?);
    let numbers = (from..=to).step_by(usize::try_from(step).map_err(|e| e.to_string())?);
    Ok(numbers.map(|n| if first.is_string() { json!(show_month(n)) } else { json!(n) }).collect())
}

fn with_value(entry: &Value, value: &Value) -> Result<Vec<Value>, String> {
    let mut adjust = entry["adjust"].as_array().ok_or("no adjust")?.clone();
    *open(adjust.last_mut().ok_or("nothing to vary")?)? = value.clone();
    Ok(adjust)
}

/// "The open number is the last adjustment's: a shift's `months`, a `date`, a `deadline`, an `until`, a hold's `through`
/// .., a cap's `per_month`, a residual's `strength`, a target's N or whole percent, a rate's N, a strength's whole
/// `percent`".
fn open(adjustment: &mut Value) -> Result<&mut Value, String> {
    let (kind, fields) = adjustment
        .as_object_mut()
        .and_then(|fields| fields.iter_mut().next())
        .ok_or("no adjustment")?;
    Ok(match kind.as_str() {
        "shift" => &mut fields["months"],
        "hold" => &mut fields["through"],
        "cap" => &mut fields["per_month"],
        "residual" => &mut fields["strength"],
        "strength" => &mut fields["percent"],
        "pace" => &mut fields["pace"]["rate"],
        "target" => {
            let target = fields["target"].as_object_mut().ok_or("no number")?;
            target.values_mut().next().ok_or("no number")?
        }
        "date" | "deadline" | "until" => {
            let kind = kind.clone();
            &mut fields[kind]
        }
        _ => return Err(format!("{kind} has no number")),
    })
}

/// "it *holds* if every condition does; it is *undecided* if none fails and one asks for a month after the
/// projection's end; else it *fails*".
#[allow(clippy::too_many_lines, reason = "one arm for each condition")]
fn conditions(plan: &Plan, last: i64, seek: &Value) -> &'static str {
    let timings = timeline::timings(plan);
    let schedule = schedule::schedule(plan, &timings, last);
    let projection = step::projection(plan, &timings, &schedule);
    let (deadlines, _) = verdict::verdicts(plan, &timings, &schedule, &projection);
    let month = |t: i64| show_month(plan.as_of + t);

    let met = |p: usize| -> Option<bool> {
        let row = &deadlines[p];
        match (&row.binding_month, row.met) {
            _ if plan.phases[p].past || row.replaced => Some(false),
            (None, _) => Some(false), // no deadline, or an undated one
            (Some(_), Some(met)) => Some(met),
            (Some(binding), None) if *binding <= month(last) => Some(false), // not judged
            (Some(_), None) => None,
        }
    };
    let strength = |scope: &[usize], t: i64| -> u64 {
        let cells = &projection.cells[usize::try_from(t).unwrap()];
        scope.iter().map(|&c| cells[c].strength).sum()
    };
    let bound = |fields: &Value, n: u64| {
        fields.get("at_most").is_none_or(|most| n <= most.as_u64().unwrap())
            && fields.get("at_least").is_none_or(|least| n >= least.as_u64().unwrap())
    };
    let scope = |fields: &Value| plan.in_scope(&read::scope(fields).unwrap());
    let t_of = |fields: &Value, key: &str, default: i64| {
        let month = fields.get(key).and_then(Value::as_str);
        month.map_or(default, |month| parse_month(month).unwrap() - plan.as_of)
    };

    let one = |condition: &Value| -> Option<bool> {
        let (kind, fields) = condition.as_object().unwrap().iter().next().unwrap();
        let phase =
            || plan.phases.iter().position(|phase| Some(phase.name.as_str()) == fields.as_str());
        match kind.as_str() {
            "met" => met(phase().unwrap()),
            "at_planned_pace" => {
                // "a month busier than planned fails at once"
                let row = &deadlines[phase().unwrap()];
                if row.busiest > row.planned_busiest { Some(false) } else { met(phase().unwrap()) }
            }
            "strength" => {
                let scope = scope(fields);
                let (from, to) = match fields.get("in") {
                    Some(_) => (t_of(fields, "in", 0), t_of(fields, "in", 0)),
                    None => (1, last),
                };
                let kept = (from..=to.min(last)).all(|t| bound(fields, strength(&scope, t)));
                if kept && to > last { None } else { Some(kept) }
            }
            "troop_months" => {
                let scope = scope(fields);
                let (from, to) = (t_of(fields, "from", 1), t_of(fields, "through", last));
                let sum = (from..=to.min(last)).map(|t| strength(&scope, t)).sum();
                let kept = bound(fields, sum);
                if kept && from.max(to) > last { None } else { Some(kept) }
            }
            "outflow" => {
                let scope = scope(fields);
                let leave = |t: i64| -> u64 {
                    let home = &projection.went_home[usize::try_from(t).unwrap()];
                    let moved = projection.transfers.iter().filter(|transfer| {
                        let host = |c: usize| &plan.contingents[c].key.host;
                        transfer.month == t
                            && scope.contains(&transfer.from)
                            && host(transfer.from) != host(transfer.to)
                    });
                    scope.iter().map(|&c| home[c]).sum::<u64>()
                        + moved.map(|transfer| transfer.troops).sum::<u64>()
                };
                Some((1..=last).all(|t| bound(fields, leave(t))))
            }
            "cost" => {
                let costs = sums::sums(plan, &projection).costs;
                let own = costs.iter().filter(|(_, currency, _)| *currency == fields["currency"]);
                let twelfths: u128 = own.map(|(_, _, twelfths)| twelfths).sum();
                Some(twelfths <= 12 * u128::from(fields["at_most"].as_u64().unwrap()))
            }
            "done_by" => {
                let by = parse_month(fields.as_str().unwrap()).unwrap() - plan.as_of;
                let moves = |t: &i64| {
                    let cells = &projection.cells[usize::try_from(*t).unwrap()];
                    cells.iter().any(|cell| cell.withdrawn + cell.gained + cell.arrived > 0)
                };
                let has_ended = |p: usize| {
                    let is_done = schedule.runs[p].as_ref().is_some_and(|run| run.end <= last);
                    let replaced = timings[p].until.is_some_and(|until| until <= last);
                    plan.phases[p].past || is_done || replaced
                };
                let is_complete = (0..plan.phases.len()).all(has_ended)
                    && projection.owed.last().is_none_or(|owed| owed.iter().all(|o| o.troops == 0));
                let done = (1..=last).rev().find(moves).unwrap_or(0);
                if !is_complete && by > last { None } else { Some(is_complete && done <= by) }
            }
            _ => panic!("no condition {kind}"),
        }
    };
    // "Every deadline: of all phases but past and replaced ones and those without a deadline or with an undated one".
    let every = || {
        let asked = |p: &usize| {
            let row = &deadlines[*p];
            !plan.phases[*p].past && !row.replaced && row.binding_month.is_some()
        };
        (0..plan.phases.len()).filter(asked).map(met).collect()
    };
    let found: Vec<Option<bool>> = match seek.get("so_that").and_then(Value::as_array) {
        Some(conditions) => conditions.iter().map(one).collect(),
        None => every(),
    };
    if found.contains(&Some(false)) {
        "fails"
    } else if found.contains(&None) {
        "undecided"
    } else {
        "holds"
    }
}

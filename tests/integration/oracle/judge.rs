//! Section 11, "Errors" and "Verdicts", and the rows of its tables.

use super::days::{Moment, show_month};
use super::numbers::percent_of;
use super::plan::Plan;
use super::timeline::timings;
use super::tracking::{Choice, Row, Seen, Tracked, put_off, seen, strength, tracked};
use super::verdict::judged;
use super::{Cell, chosen};
use serde_json::Value;

/// The rows of the three tables as csv has them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tables {
    pub errors: Vec<Vec<String>>,
    pub verdicts: Vec<Vec<String>>,
    pub track: Vec<Vec<String>>,
}

/// `within` in ten-thousandths of a percent.
pub(crate) fn tables(
    plan: &Value,
    variant: Option<&str>,
    rows: &[Row],
    choice: &Choice,
    within: u64,
) -> Result<Tables, String> {
    let (plan, last) = chosen(plan, variant, None)?;
    let seen = seen(&plan, rows, choice)?;
    let m = choice.at.map(|at| at - plan.as_of).or(seen.keys().next_back().copied());
    let put_off = m.map_or_else(|| plan.clone(), |m| put_off(&plan, &choice.not_yet, m));
    let tracked = tracked(&put_off, last, &seen, m.unwrap_or(-1));
    let announced = super::projected(&plan, last).cells;
    let levels =
        |cells: &[Cell], scope: &[usize]| -> u64 { scope.iter().map(|&c| cells[c].strength).sum() };
    let contingents = plan.contingents.len();
    let scopes = (0..=contingents)
        .map(|c| if c < contingents { vec![c] } else { (0..contingents).collect() });
    let scopes: Vec<Vec<usize>> = scopes.collect();
    let row = |t: i64, scope: usize, numbers: [String; 3]| {
        let mut row = vec![show_month(plan.as_of + t)];
        row.extend(match plan.contingents.get(scope) {
            Some(c) => [c.key.contributor.clone(), c.key.host.clone(), c.key.mission.clone()],
            None => [String::new(), String::new(), String::new()],
        });
        row.extend(numbers);
        row
    };

    // "at every observed month t = 1.. through the last binding month of any phase of the plan (..; replaced phases
    // included, past ones aside; T where none binds), at most T"
    let all = timings(&plan);
    let binding = all.iter().zip(&plan.phases).filter(|(_, phase)| !phase.past);
    let last_bound =
        binding.filter_map(|(timing, _)| timing.binding).max().unwrap_or(last).min(last);
    let (mut errors, mut track) = (Vec::new(), Vec::new());
    for t in 0..=last {
        for (i, scope) in scopes.iter().enumerate() {
            let projected = levels(&announced[t as usize], scope);
            let observed = strength(&seen, t, scope);
            if let Some(observed) = observed.filter(|_| t >= 1 && t <= last_bound) {
                let error = projected as i64 - observed as i64;
                let numbers = [projected.to_string(), observed.to_string(), error.to_string()];
                errors.push(row(t, i, numbers));
            }
            let held = levels(&tracked.projection.cells[t as usize], scope);
            let observed = observed.map(|n| n.to_string()).unwrap_or_default();
            track.push(row(t, i, [projected.to_string(), observed, held.to_string()]));
        }
    }
    let at = choice.at.map(|at| at - plan.as_of);
    let verdicts =
        (0..plan.phases.len()).map(|p| verdict(&put_off, &tracked, &seen, at, within, p));
    Ok(Tables { errors, verdicts: verdicts.collect(), track })
}

/// `phase,deadline,binding_month,goal,observed,class,met_from,met_to,slip_from,slip_to,shortfall`
fn verdict(
    plan: &Plan,
    tracked: &Tracked,
    seen: &Seen,
    at: Option<i64>,
    within: u64,
    p: usize,
) -> Vec<String> {
    let (phase, timing) = (&plan.phases[p], &tracked.timings[p]);
    let mut row = vec![String::new(); 11];
    row[0].clone_from(&phase.name);
    let (Some(day), Some(b)) = (timing.deadline, timing.binding) else { return row };
    row[1] = day.last_day().to_string();
    let month = |t: i64| show_month(plan.as_of + t);
    row[2] = month(b);
    let Some(run) = judged(plan, &tracked.timings, &tracked.schedule, p) else { return row };
    let raises = phase.target.raises();
    let tolerance = percent_of(run.amount, within);
    let goal = if raises { run.goal.saturating_sub(tolerance) } else { run.goal + tolerance };
    row[3] = goal.to_string();
    if timing.until.is_some_and(|u| u < b) {
        row[5] = "replaced".into();
        return row;
    }
    let kept = |n: u64| if raises { n >= goal } else { n <= goal };
    let first = run.start.min(b);
    let months: Vec<(i64, u64)> = seen
        .keys()
        .filter(|t| **t >= first - 1)
        .filter_map(|&t| Some((t, strength(seen, t, &timing.scope)?)))
        .collect();
    let to = months.iter().map(|(t, _)| *t).filter(|t| *t >= first).find(|&to| {
        months.iter().filter(|(t, _)| *t >= to && *t <= b.max(to)).all(|(_, n)| kept(*n))
    });
    let missed = months.iter().filter(|(t, n)| to.is_none_or(|to| *t < to) && !kept(*n));
    let mut from = missed.map(|(t, _)| t + 1).max().unwrap_or(first);
    if day.last_day() > Moment::Month(plan.as_of + b).last_day() && from == b + 1 {
        from = b;
    }
    let class = if to.is_some_and(|to| to <= b) {
        "met"
    } else if from > b {
        "late"
    } else if at.is_some_and(|at| b > at) {
        "not due"
    } else if months.is_empty() {
        "no observation"
    } else {
        "unknown"
    };
    row[5] = class.into();
    if class == "no observation" {
        return row;
    }
    row[6] = month(from);
    row[8] = (from - b).to_string();
    if let Some(to) = to {
        row[7] = month(to);
        row[9] = (to - b).to_string();
    }
    if let Some((_, n)) = months.iter().find(|(t, _)| *t == b) {
        row[4] = n.to_string();
        row[10] = if kept(*n) { "0".into() } else { n.abs_diff(goal).to_string() };
    }
    row
}

/// By month and contingent, the level and the scheduled level of a draw that is tracked.
pub(crate) fn drawn(
    document: &Value,
    draw: &super::Draw,
    rows: &[Row],
    choice: &Choice,
) -> Result<Vec<Vec<(u64, u64)>>, String> {
    let (mut plan, last) = chosen(document, None, None)?;
    let seen = seen(&plan, rows, choice)?;
    super::draw::fix(&mut plan, draw)?;
    let m = choice.at.map(|at| at - plan.as_of).or(seen.keys().next_back().copied());
    let plan = m.map_or_else(|| plan.clone(), |m| put_off(&plan, &choice.not_yet, m));
    let tracked = tracked(&plan, last, &seen, m.unwrap_or(-1));
    let cell = |cell: &Cell| (cell.strength, cell.scheduled);
    Ok(tracked.projection.cells.iter().map(|cells| cells.iter().map(cell).collect()).collect())
}

//! Section 5, "Deadline outcomes" and "Busiest month", and section 9, `deadlines`.

use super::days::show_month;
use super::plan::Plan;
use super::schedule::{Run, Schedule, as_planned, moved, started_as_planned};
use super::step::Projection;
use super::timeline::Timing;
use super::{Causes, Deadline, cause};

pub(crate) fn verdicts(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
) -> (Vec<Deadline>, Vec<Causes>) {
    let verdict = |p| {
        let deadline = deadline(plan, timings, schedule, projection, p);
        let causes = match deadline.met {
            Some(false) => cause::causes(plan, timings, schedule, projection, p),
            _ => Causes::new(),
        };
        (deadline, causes)
    };
    (0..plan.phases.len()).map(verdict).collect()
}

/// Section 5: "a phase that does not start within the projection is judged as if it started at s0". Section 9: of
/// "a past phase, or one that does not start within the projection and whose s0 lies after its end or after its u",
/// nothing.
pub(crate) fn judged(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    p: usize,
) -> Option<Run> {
    if plan.phases[p].past {
        return None;
    }
    if let Some(run) = &schedule.runs[p] {
        return Some(run.clone());
    }
    let planned = timings[p].planned;
    let within = planned <= schedule.last && timings[p].until.is_none_or(|u| planned <= u);
    within.then(|| as_planned(plan, timings, schedule, p))
}

fn deadline(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
    p: usize,
) -> Deadline {
    let (phase, timing) = (&plan.phases[p], &timings[p]);
    // "A phase with u < b, or with u and no deadline written, is *replaced*".
    let replaced = match (timing.until, timing.binding) {
        (Some(until), Some(binding)) => until < binding,
        (Some(_), None) => phase.deadline.written.is_none(),
        (None, _) => false,
    };
    let mut row = Deadline { phase: phase.name.clone(), replaced, ..Deadline::default() };
    if let Some(run) = &schedule.runs[p] {
        busiest(plan, timings, schedule, projection, p, run, &mut row);
    }
    // Section 9: "`deadline` the resolved day (a month's last day; empty if there is none or it is undated, and then
    // all that follows up to `shortfall`)".
    let (Some(day), Some(binding)) = (timing.deadline, timing.binding) else {
        return row;
    };
    row.deadline = Some(day.last_day().to_string());
    row.binding_month = Some(show_month(plan.as_of + binding));
    let Some(run) = judged(plan, timings, schedule, p) else {
        return row;
    };
    row.goal = Some(run.goal);
    if replaced {
        return row;
    }

    let strength = |t: i64| -> u64 {
        let cells = &projection.cells[t as usize];
        timing.scope.iter().map(|&c| cells[c].strength).sum()
    };
    // Section 5: "*met* if the scope's projected sum at b is <= goal (>= for a raise)".
    let raises = phase.target.raises();
    let is_met = |t: i64| {
        if raises { strength(t) >= run.goal } else { strength(t) <= run.goal }
    };
    let is_met_throughout = |from: i64, through: i64| (from..=through).all(is_met);

    // "*met in*: if met, the earliest month from min(s, b) on from which it is so in every month through b; else
    // the first month after b in which it is so (..; where b lies after the projection's end, the earliest month
    // from s on from which it is so to the end)".
    let last = schedule.last;
    let met_in = if binding > last {
        (run.start..=last).find(|&t| is_met_throughout(t, last))
    } else {
        row.strength = Some(strength(binding));
        row.met = Some(is_met(binding));
        if is_met(binding) {
            row.shortfall = Some(0);
            (run.start.min(binding)..=binding).find(|&t| is_met_throughout(t, binding))
        } else {
            row.shortfall = Some(strength(binding).abs_diff(run.goal));
            (binding + 1..=last).find(|&t| is_met(t))
        }
    };
    row.met_in = met_in.map(|t| show_month(plan.as_of + t));
    row.slip_months = met_in.map(|t| t - binding);
    row
}

/// "Of a phase that starts within the projection: the most that left for it in one month (arrived, for a raise), and
/// the first such month from its start on (its start, where nobody left); beside it the *planned* busiest month, the
/// largest monthly flow of its reference schedule: the cut (or gain) it has, started at s0, over s0 to the paced end
/// from s0, up to u, whether or not the projection reaches it."
fn busiest(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
    p: usize,
    run: &Run,
    row: &mut Deadline,
) {
    let (mut month, mut most) = (run.start, 0);
    for t in run.start..=schedule.last {
        let moved = projection.moved[t as usize][p];
        if moved > most {
            (month, most) = (t, moved);
        }
    }
    row.busiest_month = Some(show_month(plan.as_of + month));
    row.busiest = Some(most);

    let reference = started_as_planned(plan, timings, run, p);
    let has_moved = |t| moved(&plan.phases[p], &reference, t).iter().sum::<u64>();
    let (mut planned, mut before) = (0, 0);
    // Section 8: a month after 2999 is an error, so that there is none.
    let last_month_there_is = 2999 * 12 + 11 - plan.as_of;
    for t in reference.start..=reference.end.min(last_month_there_is) {
        let after = has_moved(t);
        planned = planned.max(after - before);
        before = after;
    }
    row.planned_busiest = Some(planned);
}

//! Section 5, "Deadline outcomes", and section 9, `deadlines`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Deadline;
use super::days::show_month;
use super::plan::Plan;
use super::schedule::{Run, Schedule, as_planned, moved};
use super::step::{Cause, Projection};
use super::timeline::Timing;

type Causes = Vec<(String, String, u64)>;

pub(crate) fn verdicts(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
) -> (Vec<Deadline>, Vec<Causes>) {
    let verdict = |p| {
        let deadline = deadline(plan, timings, schedule, projection, p);
        let causes = match deadline.met {
            Some(false) => causes(plan, timings, schedule, projection, p),
            _ => Vec::new(),
        };
        (deadline, causes)
    };
    (0..plan.phases.len()).map(verdict).collect()
}

/// Section 5: "a phase that does not start within the projection is judged as if it started at s0". Section 9: of
/// "a past phase, or one that does not start within the projection and whose s0 lies after its end", nothing.
fn judged(plan: &Plan, timings: &[Timing], schedule: &Schedule, p: usize) -> Option<Run> {
    if plan.phases[p].past {
        return None;
    }
    match &schedule.runs[p] {
        Some(run) => Some(run.clone()),
        None if timings[p].planned <= schedule.last => Some(as_planned(plan, timings, schedule, p)),
        None => None,
    }
}

fn deadline(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
    p: usize,
) -> Deadline {
    let timing = &timings[p];
    let mut row = Deadline { phase: plan.phases[p].name.clone(), ..Deadline::default() };
    // Section 9: "`deadline` the resolved day (a month's last day; empty if undated, and then all that follows)".
    let (Some(day), Some(binding)) = (timing.deadline, timing.binding) else {
        return row;
    };
    row.deadline = Some(day.last_day().to_string());
    row.binding_month = Some(show_month(plan.as_of + binding));
    let Some(run) = judged(plan, timings, schedule, p) else {
        return row;
    };
    row.goal = Some(run.goal);

    let strength = |t: i64| -> u64 {
        let cells = &projection.cells[t as usize];
        timing.scope.iter().map(|&c| cells[c].strength).sum()
    };
    // Section 5: "*met* if the scope's projected sum at b is <= goal (>= for a raise)".
    let raises = plan.phases[p].target.raises();
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

/// Section 5: "The *why* of a late phase: troop-months by cause, summed over the months s0..b (within the
/// projection)."
fn causes(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
    p: usize,
) -> Causes {
    let timing = &timings[p];
    let through = timing.binding.map_or(0, |b| b.min(schedule.last));
    if through < timing.planned {
        return Causes::new();
    }
    let run = schedule.runs[p].as_ref();
    let planned = as_planned(plan, timings, schedule, p);
    let has_moved = |run: &Run, t| moved(&plan.phases[p], run, t).iter().sum::<u64>();
    let mut causes: BTreeMap<Cause, u64> = BTreeMap::new();
    for t in timing.planned..=through {
        // "each hold, the floor and each cap keep back what their step took off what was due in this phase"
        for kept in &projection.kept_back {
            if kept.month == t && kept.phase == p {
                *causes.entry(kept.cause).or_default() += kept.troops;
            }
        }
        // "each awaited event, and each preceding phase not yet ended, what the phase would by then have moved had
        // it started at s0, less what its schedule has moved (where several delay it, the one that opens last)"
        if let Some(cause) = delayed_by(timing, schedule) {
            let if_on_time = has_moved(&planned, t);
            let so_far = run.map_or(0, |run| has_moved(run, t));
            *causes.entry(cause).or_default() += if_on_time.saturating_sub(so_far);
        }
        // "arrivals, those who have come into its scope since s" (s0 where it does not start); they help a raise
        let since = run.map_or(timing.planned, |run| run.start);
        let within = |c: usize| timing.scope.contains(&c);
        let arrived = (projection.transfers.iter())
            .filter(|transfer| (since..=t).contains(&transfer.month))
            .filter(|transfer| within(transfer.to) && !within(transfer.from))
            .map(|transfer| transfer.troops)
            .sum::<u64>();
        if !plan.phases[p].target.raises() {
            *causes.entry(Cause::Arrivals).or_default() += arrived;
        }
    }
    // "Largest first, with the cause's name." A stable sort: equals stay in the order of `Cause`.
    let mut causes: Vec<(Cause, u64)> = causes.into_iter().filter(|&(_, n)| n > 0).collect();
    causes.sort_by_key(|&(_, troop_months)| Reverse(troop_months));
    causes
        .into_iter()
        .map(|(cause, troop_months)| {
            let (kind, name) = named(plan, cause);
            (kind.to_owned(), name.to_owned(), troop_months)
        })
        .collect()
}

/// What delayed the start beyond s0: of the awaited events, the preceding phases and the phase kept in proportion to,
/// the one that opens last after s0; of equals, events before phases, and the earlier-listed first. What is undated, or
/// does not start within the projection, opens after everything else. It remains the cause after it has opened: "less
/// what its schedule has moved" would otherwise mean nothing.
fn delayed_by(timing: &Timing, schedule: &Schedule) -> Option<Cause> {
    let events =
        timing.awaited.iter().map(|&(e, opens)| (opens.unwrap_or(i64::MAX), Cause::Event(e)));
    let preceding = timing.preceding.iter().map(|&q| {
        let end = schedule.runs[q].as_ref().map(|run| run.end);
        (end.map_or(i64::MAX, |end| end + 1), Cause::Phase(q))
    });
    let proportion = timing.in_proportion_to.map(|q| {
        let start = schedule.runs[q].as_ref().map(|run| run.start);
        (start.unwrap_or(i64::MAX), Cause::Phase(q))
    });
    let mut phases: Vec<(i64, Cause)> = preceding.chain(proportion).collect();
    phases.sort_by_key(|&(_, cause)| cause);
    // Of equals: the events as `waits_for` lists them, then the phases as the plan lists them.
    let mut last = None;
    for (opens, cause) in events.chain(phases).filter(|&(opens, _)| opens > timing.planned) {
        if last.is_none_or(|(latest, _)| opens > latest) {
            last = Some((opens, cause));
        }
    }
    last.map(|(_, cause)| cause)
}

fn named(plan: &Plan, cause: Cause) -> (&'static str, &str) {
    match cause {
        Cause::Hold(h) => ("hold", &plan.holds[h].name),
        Cause::Hazard(h) => ("hazard", &plan.hazards[h].name),
        Cause::Floor => ("floor", ""),
        Cause::Cap(k) => ("cap", &plan.caps[k].name),
        Cause::Event(e) => ("event", &plan.events[e].id),
        Cause::Phase(q) => ("phase", &plan.phases[q].name),
        Cause::Arrivals => ("arrivals", ""),
    }
}

//! Section 5, "Causes": what stands against a missed deadline, in troop-months.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Causes;
use super::plan::Plan;
use super::schedule::{Run, Schedule, as_planned, moved, started_as_planned};
use super::step::{Cause, Projection};
use super::timeline::{Anchor, Timing};
use super::verdict::judged;

/// "Of a late phase: troop-months by cause, summed over the months s0..b (within the projection)." Only for a deadline
/// that is missed, which binds within the projection.
pub(crate) fn causes(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &Projection,
    p: usize,
) -> Causes {
    let (phase, timing) = (&plan.phases[p], &timings[p]);
    let (Some(binding), Some(judged)) = (timing.binding, judged(plan, timings, schedule, p)) else {
        return Causes::new();
    };
    let within = |c: usize| timing.scope.contains(&c);
    if binding < timing.planned {
        // "Where b < s0 the one cause is the deadline, with the shortfall."
        let cells = &projection.cells[binding as usize];
        let strength: u64 = timing.scope.iter().map(|&c| cells[c].strength).sum();
        let shortfall = strength.abs_diff(judged.goal);
        return ranked(plan, BTreeMap::from([(Cause::Deadline, shortfall)]));
    }
    let run = schedule.runs[p].as_ref();
    // "the cut (or gain) that it would have had there": one that began before s0 has it already
    let planned = match run {
        Some(run) if run.start < timing.planned => started_as_planned(plan, timings, run, p),
        _ => as_planned(plan, timings, schedule, p),
    };
    let has_moved = |run: &Run, t| moved(phase, run, t).iter().sum::<u64>();
    let mut causes: BTreeMap<Cause, u64> = BTreeMap::new();
    let mut add = |cause, troops| *causes.entry(cause).or_default() += troops;
    for t in timing.planned..=binding {
        // "each hold, the floor and each cap keep back what their step took off what was due in this phase"
        for kept in &projection.kept_back {
            if kept.month == t && kept.phase == p {
                add(kept.cause, kept.troops);
            }
        }
        // "what opens after s0 .., what the phase would by then have moved had it started at s0 (with the cut that it
        // would have had there), less what its schedule has moved, never below 0 in a month"
        if let Some(cause) = delayed_by(timings, schedule, p) {
            let so_far = run.map_or(0, |run| has_moved(run, t));
            add(cause, has_moved(&planned, t).saturating_sub(so_far));
        }
        // "arrivals, those sent into its scope from outside it since s (s0 if it does not start), month s included,
        // raises aside"
        let since = run.map_or(timing.planned, |run| run.start);
        let arrived = (projection.transfers.iter())
            .filter(|transfer| (since..=t).contains(&transfer.month))
            .filter(|transfer| within(transfer.to) && !within(transfer.from))
            .map(|transfer| transfer.troops)
            .sum::<u64>();
        if !phase.target.raises() {
            add(Cause::Arrivals, arrived);
        }
    }
    // "In month b, further: the residual, where the goal lies below L - W, (L - W) - goal; the pace, where the
    // schedule from s0 with the cut (or gain) that it would have had there ends after b, that cut less what that
    // schedule has moved by b; another phase, what it still owes in this scope. Arrivals, the residual and what others
    // owe are causes of cuts alone."
    if planned.end > binding {
        add(Cause::Pace, planned.amount - has_moved(&planned, binding));
    }
    if !phase.target.raises() {
        add(Cause::Residual, (judged.strength - judged.spare).saturating_sub(judged.goal));
        for owed in &projection.owed[binding as usize] {
            if owed.phase != p && within(owed.contingent) {
                add(Cause::Phase(owed.phase), owed.troops);
            }
        }
    }
    ranked(plan, causes)
}

/// "Largest first, with the cause's name." A stable sort: equals stay in the order of [`Cause`].
fn ranked(plan: &Plan, causes: BTreeMap<Cause, u64>) -> Causes {
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

/// "what opens after s0 (an awaited event, what `starts` counts from, a preceding phase not yet ended, or q) .. where
/// several delay it, the one that opens last takes the whole (of equals, awaited events as `waits_for` lists them, then
/// the event `starts` counts from, then phases as the plan lists them)". What is undated, or does not open within the
/// projection, opens after everything else. It remains the cause after it has opened: "less what its schedule has
/// moved" would otherwise mean nothing. What `starts` counts from opens after s0 only where it is undated: n0 is the
/// month that `starts` opens.
fn delayed_by(timings: &[Timing], schedule: &Schedule, p: usize) -> Option<Cause> {
    let timing = &timings[p];
    let awaited =
        timing.awaited.iter().map(|&(e, opens)| (opens.unwrap_or(i64::MAX), Cause::Event(e)));
    let (mut events, mut phases) = (awaited.collect::<Vec<_>>(), Vec::new());
    match timing.starts_from {
        Some(Anchor::Event(e)) => events.push((i64::MAX, Cause::Event(e))),
        Some(Anchor::Phase(q)) => phases.push((i64::MAX, Cause::Phase(q))),
        None => {}
    }
    for &q in &timing.preceding {
        let until = timings[q].until.unwrap_or(i64::MAX - 1);
        let opens = match &schedule.runs[q] {
            Some(run) => run.end.min(until) + 1,
            None => schedule.released[q].unwrap_or(until + 1),
        };
        phases.push((opens, Cause::Phase(q)));
    }
    if let Some(q) = timing.in_proportion_to {
        let start = schedule.runs[q].as_ref().map(|run| run.start);
        phases.push((start.unwrap_or(i64::MAX), Cause::Phase(q)));
    }
    phases.sort_by_key(|&(_, cause)| cause);
    let mut last = None;
    for (opens, cause) in
        events.into_iter().chain(phases).filter(|&(opens, _)| opens > timing.planned)
    {
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
        Cause::Residual => ("residual", ""),
        Cause::Pace => ("pace", ""),
        Cause::Deadline => ("deadline", ""),
    }
}

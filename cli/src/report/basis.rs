//! What the figures of a plan rest on, said beside each of them.

use drawdown::Plan;
use drawdown::spec::AssumptionKind;
use drawdown::{Day, Event, When};

/// How many events are named.
const NAMED: usize = 3;

/// What every figure of a deterministic projection rests on, as one sentence.
pub(super) fn of_projection(plan: &Plan) -> String {
    let spec = plan.spec();
    let mut parts = Vec::new();
    if has_ranges(plan) {
        parts.push("ranges at their best value".to_owned());
    }
    if spec.assumptions().iter().any(|one| one.kind == AssumptionKind::Pace) {
        parts.push("paces assumed where no source states them".to_owned());
    }
    if !spec.hazards.is_empty() {
        parts.push("hazards left out".to_owned());
    }
    if !spec.slips.is_empty() {
        parts.push("the lateness of past deadlines left out".to_owned());
    }
    parts.extend(of_events(plan));
    sentence(&parts)
}

/// What the chances rest on, as one sentence.
pub(super) fn of_draws(plan: &Plan, counted: &str) -> String {
    let of_what = "the plan’s own ranges and hazards, drawn independently of each other";
    let mut parts = vec![format!("{counted}, of {of_what}")];
    parts.extend(undated(plan));
    sentence(&parts)
}

/// Whether draws of the plan can differ.
pub(super) fn has_draws(plan: &Plan) -> bool {
    let hazards = &plan.spec().hazards;
    has_ranges(plan)
        || !plan.spec().slips.is_empty()
        || hazards.iter().any(|one| one.monthly_chance.value() > 0.0)
}

/// What is not known exactly.
const RANGES: [AssumptionKind; 2] = [AssumptionKind::Range, AssumptionKind::UnquotedRange];

fn has_ranges(plan: &Plan) -> bool {
    let assumptions = plan.spec().assumptions();
    assumptions.iter().any(|one| RANGES.contains(&one.kind) && !one.entry.starts_with("slip "))
}

/// The events that the plan waits for and that lie ahead.
fn of_events(plan: &Plan) -> Vec<String> {
    let schedule = plan.schedule();
    let announced = plan.spec().announced.map(Day::date);
    let known = announced.max(Some(plan.as_of().last_day()));
    let pending = awaited(plan).filter_map(|event| {
        let day = schedule.event_day(&event.id)?;
        (Some(day.date()) > known).then(|| format!("{} ({day})", name(event)))
    });
    let pending = listed(&pending.collect::<Vec<_>>());
    let pending = pending.map(|names| format!("pending, and taken as dated: {names}"));
    pending.into_iter().chain(undated(plan)).collect()
}

/// The events that have no date, so that what waits for them does not start.
fn undated(plan: &Plan) -> Option<String> {
    let schedule = plan.schedule();
    let names = awaited(plan).filter(|event| schedule.event_day(&event.id).is_none()).map(name);
    let names = listed(&names.collect::<Vec<_>>())?;
    Some(format!("pending without a date, so that what waits for it does not start: {names}"))
}

/// The events that a phase waits for or counts from.
fn awaited(plan: &Plan) -> impl Iterator<Item = &Event> {
    let counted = |when: &Option<When>, id: &str| matches!(when, Some(When::CountedFrom(counted)) if counted.anchor == id);
    let phases = &plan.spec().phases;
    plan.spec().events.iter().filter(move |event| {
        phases.iter().any(|phase| {
            phase.waits_for.contains(&event.id)
                || counted(&phase.starts, &event.id)
                || counted(&phase.deadline, &event.id)
        })
    })
}

fn name(event: &Event) -> String {
    event.name.clone().unwrap_or_else(|| event.id.clone())
}

/// Up to three names, and how many more there are.
fn listed(names: &[String]) -> Option<String> {
    let more = names.len().saturating_sub(NAMED);
    let shown = names.get(..NAMED).unwrap_or(names).join(", ");
    match more {
        _ if names.is_empty() => None,
        0 => Some(shown),
        _ => Some(format!("{shown} and {more} more")),
    }
}

/// The parts as a sentence that begins with a capital letter.
fn sentence(parts: &[String]) -> String {
    capitalised(&parts.join("; "))
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

//! What the plan comes to, in sentences.

use drawdown::values::grouped;
use drawdown::{DeadlineOutcome, Projection, ScopeView};
use serde::Serialize;

use crate::show::flow;

/// How many phases are named.
const NAMED: usize = 3;

#[derive(Serialize)]
pub(super) struct Headline {
    /// Who leaves, by when.
    movement: String,
    /// Which deadlines are met, and how.
    verdict: String,
}

pub(super) fn of(projection: &Projection) -> Headline {
    Headline { movement: movement(projection), verdict: verdict(&projection.deadlines()) }
}

fn movement(projection: &Projection) -> String {
    let (plan, theatre) = (projection.plan(), projection.theatre());
    let strength = |month| grouped(theatre.strength(month).unwrap_or(0));
    let home = flow(&theatre, ScopeView::home_departures);
    let homeward = theatre.by_month(ScopeView::home_departures).filter(|(_, troops)| *troops > 0);
    let mut parts =
        vec![format!("{} troops at the end of {}", strength(plan.as_of()), plan.as_of())];
    parts.push(match homeward.last() {
        Some((month, _)) => {
            format!("{} leave for home, the last departures in {month}", grouped(home))
        }
        None => "nobody leaves for home".to_owned(),
    });
    for (text, troops) in [
        ("change host or mission", flow(&theatre, ScopeView::moved)),
        ("come as reinforcements", flow(&theatre, ScopeView::gained)),
    ] {
        if troops > 0 {
            parts.push(format!("{} {text}", grouped(troops)));
        }
    }
    let end = plan.through();
    parts.push(format!("{} are there at the end of the projection, {end}", strength(end)));
    format!("{}.", parts.join("; "))
}

/// Which deadlines are met, on time or by a surge, which are missed, and which are not judged.
fn verdict(outcomes: &[DeadlineOutcome]) -> String {
    let judged = outcomes.iter().filter(|outcome| outcome.met.is_some()).count();
    if outcomes.is_empty() {
        return "The plan has no phases.".to_owned();
    }
    let of = |is: &dyn Fn(&DeadlineOutcome) -> bool| -> Vec<&DeadlineOutcome> {
        outcomes.iter().filter(|outcome| is(outcome)).collect()
    };
    let met = of(&|outcome| outcome.met == Some(true));
    let surges = of(&DeadlineOutcome::is_met_by_surge);
    let missed = of(&|outcome| outcome.met == Some(false));
    let open = of(&|outcome| outcome.met.is_none());
    let deadlines = if judged == 1 { "deadline" } else { "deadlines" };
    let mut parts = Vec::new();
    if judged > 0 {
        let how = if surges.is_empty() && !met.is_empty() { " without a surge" } else { "" };
        parts.push(format!("{} of {judged} {deadlines} met{how}", met.len()));
    }
    if !surges.is_empty() {
        parts.push(format!("{} of them by a surge: {}", surges.len(), names(&surges)));
    }
    if !missed.is_empty() {
        let late = missed.iter().map(|outcome| match outcome.slip_months {
            Some(1) => format!("{:?} by {}, 1 month late", outcome.phase, short(outcome)),
            Some(slip) => format!("{:?} by {}, {slip} months late", outcome.phase, short(outcome)),
            None => {
                format!("{:?} by {}, not met within the projection", outcome.phase, short(outcome))
            }
        });
        parts.push(format!("missed: {}", first(&late.collect::<Vec<_>>())));
    }
    if !open.is_empty() {
        parts.push(format!("without a verdict: {}", names(&open)));
    }
    format!("{}.", parts.join("; "))
}

fn short(outcome: &DeadlineOutcome) -> String {
    grouped(outcome.shortfall.unwrap_or(0))
}

fn names(outcomes: &[&DeadlineOutcome]) -> String {
    first(&outcomes.iter().map(|outcome| format!("{:?}", outcome.phase)).collect::<Vec<_>>())
}

/// The first of the texts, and how many more there are.
fn first(texts: &[String]) -> String {
    match texts.get(..NAMED) {
        Some(shown) if texts.len() > NAMED => {
            format!("{} and {} more", shown.join("; "), texts.len() - NAMED)
        }
        _ => texts.join("; "),
    }
}

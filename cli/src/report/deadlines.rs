//! Each deadline: its verdict, in a word and in a sentence, and what stands against it.

use drawdown::{DeadlineOutcome, Plan};
use serde::Serialize;

use super::basis::capitalised;

#[derive(Serialize)]
pub(super) struct Deadline {
    phase: String,
    /// The verdict in a word.
    verdict: &'static str,
    /// The class of the verdict's colour.
    class: &'static str,
    sentence: String,
    /// What kept it from its goal, where it is missed.
    explanation: Option<String>,
}

pub(super) fn of(plan: &Plan) -> Vec<Deadline> {
    plan.project().deadlines().iter().map(deadline).collect()
}

fn deadline(outcome: &DeadlineOutcome) -> Deadline {
    let (verdict, class) = verdict(outcome);
    let sentence = outcome.to_string();
    let said = sentence.strip_prefix(&format!("{}: ", outcome.phase)).unwrap_or(&sentence);
    Deadline {
        phase: outcome.phase.clone(),
        verdict,
        class,
        sentence: capitalised(said),
        explanation: outcome.explanation().map(|text| capitalised(&text)),
    }
}

/// The verdict in a word, and the class of its colour.
pub(super) fn verdict(outcome: &DeadlineOutcome) -> (&'static str, &'static str) {
    match outcome.met {
        Some(true) if outcome.is_met_by_surge() => ("Met by a surge", "surge"),
        Some(true) => ("Met", "met"),
        Some(false) => ("Missed", "missed"),
        None if outcome.replaced => ("Replaced", "open"),
        None => ("No verdict", "open"),
    }
}

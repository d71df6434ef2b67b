//! Each deadline: its verdict, in a word and in a sentence, and what stands against it.

use drawdown::seek::Remedies;
use drawdown::{DeadlineOutcome, Projection};
use serde::Serialize;

use super::basis::capitalised;
use super::grid::Grid;
use crate::history::Record;
use crate::remedies::{self, Answers};

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
    /// Why it cannot be met at any pace, or that this is not proved.
    proved: Option<String>,
    /// The single changes with which it would be met.
    would_do: Option<Grid>,
    /// Those with which it would not.
    would_not: Option<String>,
    /// What became of past deadlines with the same notice.
    past: Option<String>,
}

pub(super) fn of(projection: &Projection) -> Vec<Deadline> {
    let (plan, outcomes) = (projection.plan(), projection.deadlines());
    let is_missed = outcomes.iter().any(|outcome| outcome.met == Some(false));
    let answers = is_missed.then(|| Answers::of(plan));
    let record = Record::beside(plan);
    let past = |outcome: &DeadlineOutcome| {
        record.sentence(plan, outcome).map(|sentence| capitalised(&sentence))
    };
    let deadline =
        |outcome| Deadline { past: past(outcome), ..deadline(outcome, answers.as_ref()) };
    outcomes.iter().map(deadline).collect()
}

fn deadline(outcome: &DeadlineOutcome, answers: Option<&Answers>) -> Deadline {
    let proved = answers.and_then(|answers| answers.proved(&outcome.phase));
    let remedies = answers.and_then(|answers| answers.remedies(&outcome.phase));
    let (verdict, class) = verdict(outcome);
    let sentence = outcome.to_string();
    let said = sentence.strip_prefix(&format!("{}: ", outcome.phase)).unwrap_or(&sentence);
    Deadline {
        phase: outcome.phase.clone(),
        verdict,
        class,
        sentence: capitalised(said),
        explanation: outcome.explanation().map(|text| capitalised(&text)),
        proved: proved.map(|proved| capitalised(&proved.to_string())),
        would_do: remedies.and_then(would_do),
        would_not: remedies.and_then(Remedies::that_would_not_do),
        past: None,
    }
}

/// A row for each lever that would do.
fn would_do(remedies: &Remedies) -> Option<Grid> {
    let rows = remedies::doing(remedies).into_iter().map(|remedy| {
        vec![
            remedy.lever.to_string(),
            remedies::shown(remedy.planned),
            remedies::shown(remedy.would_do),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let columns = ["change", "planned", "would do"].map(str::to_owned).to_vec();
    let caption = format!("Any one of these would meet {:?}", remedies.phase);
    (!rows.is_empty()).then(|| Grid::of_texts(caption, columns, rows))
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

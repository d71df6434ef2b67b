//! Variants beside the plan as written: what differs, and nothing else.

use drawdown::projection::PlanResult;
use drawdown::values::grouped;
use drawdown::{Comparison, DeadlineOutcome};
use serde::Serialize;

use super::grid::Grid;
use crate::compare::{deadlines_met, done, money, most_in_a_month, signed};

/// The most phases with a column of their own.
const PHASES: usize = 4;

#[derive(Serialize)]
pub(super) struct Variants {
    /// The months of the sums.
    window: Option<String>,
    /// The variants that differ from the plan as written, and the plan itself.
    differing: Option<Grid>,
    /// The names of those that come to the same.
    same: Vec<String>,
    /// How many phases differ and have no column.
    more_phases: usize,
}

pub(super) fn of(comparison: &Comparison) -> Option<Variants> {
    let (planned, variants) = comparison.results().split_first()?;
    if variants.is_empty() {
        return None;
    }
    let answers = answers(comparison, planned);
    let differs = |result: &PlanResult| answers.iter().any(|(_, of)| of(result) != of(planned));
    let (differing, same): (Vec<&PlanResult>, Vec<&PlanResult>) =
        variants.iter().partition(|variant| differs(variant));
    let is_shown = |of: &dyn Fn(&PlanResult) -> String| {
        differing.iter().any(|variant| of(variant) != of(planned))
    };
    let shown: Vec<&Answer> = answers.iter().filter(|(_, of)| is_shown(of)).collect();
    let mut columns = vec!["variant".to_owned()];
    columns.extend(shown.iter().map(|(title, _)| title.clone()));
    let row = |result: &PlanResult| {
        let cells = shown.iter().map(|(_, of)| of(result));
        std::iter::once(result.name.clone()).chain(cells).collect()
    };
    let mut rows = vec![row(planned)];
    rows.extend(differing.iter().map(|variant| row(variant)));
    let caption = match planned.window {
        Some(window) => format!("The plan and its variants; troop-months and costs {window}"),
        None => "The plan and its variants".to_owned(),
    };
    Some(Variants {
        window: planned.window.map(|window| window.to_string()),
        differing: (!differing.is_empty()).then(|| Grid::of_texts(caption, columns, rows)),
        same: same.iter().map(|variant| variant.name.clone()).collect(),
        more_phases: comparison.differing_phases().len().saturating_sub(PHASES),
    })
}

/// A question and its answer for each plan.
type Answer<'a> = (String, Box<dyn Fn(&PlanResult) -> String + 'a>);

fn answers<'a>(comparison: &'a Comparison, planned: &'a PlanResult) -> Vec<Answer<'a>> {
    let mut answers: Vec<Answer<'_>> = vec![
        ("deadlines met".to_owned(), Box::new(deadlines_met)),
        ("done".to_owned(), Box::new(done)),
    ];
    for phase in comparison.differing_phases().into_iter().take(PHASES) {
        let answer = move |one: &PlanResult| {
            one.deadline(phase).map_or_else(|| "no such phase".to_owned(), outcome)
        };
        answers.push((phase.to_owned(), Box::new(answer)));
    }
    answers.push(("troops at the end".to_owned(), Box::new(|one| grouped(one.troops_at_end))));
    answers.push((
        "troop-months".to_owned(),
        Box::new(|one| {
            with_difference(grouped(one.troop_months), one.troop_months_delta(planned).into())
        }),
    ));
    answers.push(("most to leave for home in a month".to_owned(), Box::new(most_in_a_month)));
    for amount in &planned.cost {
        let currency = amount.currency();
        let answer = move |one: &PlanResult| {
            let cost = one.cost.iter().find(|other| other.currency() == currency);
            let more = one.cost_deltas(planned).into_iter().find(|(other, _)| *other == currency);
            let cost = cost.map(money).unwrap_or_default();
            with_difference(cost, more.map_or(0, |(_, more)| more))
        };
        answers.push((format!("cost, {currency}"), Box::new(answer)));
    }
    answers
}

fn with_difference(figure: String, more: i128) -> String {
    if more == 0 { figure } else { format!("{figure} ({})", signed(more)) }
}

/// An outcome in a few words.
fn outcome(outcome: &DeadlineOutcome) -> String {
    let months = |n: i32| match n {
        1 => "1 month late".to_owned(),
        n => format!("{n} months late"),
    };
    match (outcome.met, outcome.met_in) {
        (Some(true), _) if outcome.is_met_by_surge() => "met by a surge".to_owned(),
        (Some(true) | None, Some(month)) if !outcome.replaced => format!("met in {month}"),
        (Some(true), _) => "met".to_owned(),
        (Some(false), Some(_)) => months(outcome.slip_months.unwrap_or(0)),
        (Some(false), None) => format!("missed by {}", grouped(outcome.shortfall.unwrap_or(0))),
        (None, _) if outcome.replaced => "replaced".to_owned(),
        (None, _) => "no verdict".to_owned(),
    }
}

//! A second implementation of the rules, written without sight of the library: slow, plain, and meant to be checked
//! against the rules by eye. Tests compare the library with it month by month and figure by figure.
//!
//! It is of version 2 of the rules. It projects deterministically (every estimate at its best) or as drawn, takes the plan as JSON in the shape of the
//! plan file, and uses none of the library's types. It finds contradictions, but stops at the first, and leaves spelling
//! (unknown keys, country codes) and limits (section 8) to the library.
//!
//! Sections are those of the rules; quotation marks hold their words at the time of writing.
//!
//! | module | sections |
//! |---|---|
//! | `numbers` | 2: apportioning, percentages |
//! | `days` | 2: days, months, and which month end a day counts as |
//! | `plan` | 3: the plan as written |
//! | `read`, `estimate` | 2, 3: reading it |
//! | `variant` | 6: adjustments |
//! | `check` | 3, 4, 5: what makes a plan invalid |
//! | `timeline` | 4: when a phase runs |
//! | `schedule` | 4: what it moves, how fast |
//! | `step` | 5: the month step |
//! | `verdict`, `cause` | 5, 9: deadline outcomes, their busiest months and their causes |
//! | `sums` | 5: troop-months and costs |
//! | `warn` | 5: warnings |
//! | `proof` | 12: bottlenecks, the least lift, remedies |
//! | `seek` | 12: seeks |
//! | `draw`, `random` | 7, 11: draws, slips and values |
//! | `tracking`, `judge` | 11: observed figures, tracking, errors and verdicts |
//! | `worked` | examples worked by hand |
//! | `laws` | what it computes of random plans |

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "months and troops are far below any bound here, and an oracle reads best without conversions"
)]

mod cause;
mod check;
pub(crate) mod days;
mod draw;
mod estimate;
pub(crate) mod judge;
#[cfg(test)]
mod laws;
mod numbers;
mod plan;
pub(crate) mod proof;
pub(crate) mod random;
mod read;
mod schedule;
mod seek;
mod step;
mod sums;
mod timeline;
pub(crate) mod tracking;
mod variant;
mod verdict;
mod warn;
#[cfg(test)]
mod worked;

use serde_json::Value;

pub(crate) use draw::Draw;
use plan::Plan;
pub(crate) use read::SOURCED;
pub(crate) use seek::{tried as seek, values as seek_values};

/// A projection: section 9's three tables, and the causes of section 5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// `YYYY-MM` of every month t = 0..=T.
    pub months: Vec<String>,
    /// By month, then contingent in listing order.
    pub cells: Vec<Vec<Cell>>,
    /// By month.
    pub totals: Vec<Total>,
    /// By phase in listing order.
    pub deadlines: Vec<Deadline>,
    /// By phase in listing order. Empty if not late.
    pub causes: Vec<Causes>,
    /// Sums over t = 1..=T.
    pub sums: sums::Sums,
}

/// Section 9, `why`: kind (`hold`, `hazard`, `floor`, `cap`, `event`, `phase`, `arrivals`, `residual`, `pace` or
/// `deadline`), name (empty for `floor` and from `arrivals` on) and troop-months of each cause. Largest first; of
/// equals, in this order of kinds, and each kind in its listing order.
pub(crate) type Causes = Vec<(String, String, u64)>;

/// One contingent at one month's end, and its flows in that month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub scheduled: u64,
    pub strength: u64,
    pub withdrawn: u64,
    pub gained: u64,
    pub arrived: u64,
}

/// The theatre at one month's end, and its flows in that month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Total {
    pub strength: u64,
    pub left: u64,
    pub moved: u64,
    pub gained: u64,
    pub residual: u64,
}

/// One row of section 9's `deadlines`; `None` is an empty column.
#[allow(clippy::struct_field_names, reason = "the names of the columns")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Deadline {
    pub phase: String,
    pub deadline: Option<String>,
    pub binding_month: Option<String>,
    pub goal: Option<u64>,
    pub strength: Option<u64>,
    pub met: Option<bool>,
    pub met_in: Option<String>,
    pub slip_months: Option<i64>,
    pub shortfall: Option<u64>,
    pub busiest_month: Option<String>,
    pub busiest: Option<u64>,
    pub planned_busiest: Option<u64>,
    pub replaced: bool,
}

impl Deadline {
    /// Section 9: the columns of `deadlines`.
    pub(crate) const COLUMNS: [&str; 13] = [
        "phase",
        "deadline",
        "binding_month",
        "goal",
        "strength",
        "met",
        "met_in",
        "slip_months",
        "shortfall",
        "busiest_month",
        "busiest",
        "planned_busiest",
        "replaced",
    ];

    /// The row as it is written.
    pub(crate) fn columns(&self) -> Vec<String> {
        let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let number = |cell: &Option<u64>| cell.map(|n| n.to_string()).unwrap_or_default();
        vec![
            self.phase.clone(),
            text(&self.deadline),
            text(&self.binding_month),
            number(&self.goal),
            number(&self.strength),
            self.met.map(|met| met.to_string()).unwrap_or_default(),
            text(&self.met_in),
            self.slip_months.map(|months| months.to_string()).unwrap_or_default(),
            number(&self.shortfall),
            text(&self.busiest_month),
            number(&self.busiest),
            number(&self.planned_busiest),
            self.replaced.to_string(),
        ]
    }

    /// Section 7: what a draw counts as, "met" (then whether "at the planned pace (no month busier than planned)"),
    /// "late (met later within the projection), never (not within it), undecided (binds after its end), not judged
    /// (past, replaced, undated or without a deadline, or not computed)".
    pub(crate) fn chance(&self) -> &'static str {
        match (self.goal, self.met) {
            (None, _) => "not judged",
            _ if self.replaced => "not judged",
            (_, None) => "undecided",
            (_, Some(true)) if self.busiest > self.planned_busiest => "met by a surge",
            (_, Some(true)) => "met at the planned pace",
            (_, Some(false)) if self.met_in.is_some() => "late",
            (_, Some(false)) => "never",
        }
    }
}

/// Projects a plan, or one of its variants; `through` (`YYYY-MM`) replaces the plan's own.
pub(crate) fn project(
    plan: &Value,
    variant: Option<&str>,
    through: Option<&str>,
) -> Result<Outcome, String> {
    let (plan, last) = chosen(plan, variant, through)?;
    Ok(projected(&plan, last))
}

/// Section 5: the warnings of a plan, each with the entry that it stands at (`phase[1]`; empty for the whole plan).
pub(crate) fn warnings(
    plan: &Value,
) -> Result<std::collections::BTreeSet<(String, String)>, String> {
    let (read, last) = chosen(plan, None, None)?;
    Ok(warn::warnings(plan, read, last))
}

/// Draws a plan, or one of its variants.
pub(crate) fn draw(
    plan: &Value,
    variant: Option<&str>,
    seed: u64,
    number: u64,
) -> Result<Draw, String> {
    let (mut plan, last) = chosen(plan, variant, None)?;
    Ok(draw::draw(&mut plan, last, seed, number))
}

/// Projects a draw of a plan, or of one of its variants.
pub(crate) fn project_drawn(
    plan: &Value,
    variant: Option<&str>,
    draw: &Draw,
) -> Result<Outcome, String> {
    let (mut plan, last) = chosen(plan, variant, None)?;
    draw::fix(&mut plan, draw)?;
    Ok(projected(&plan, last))
}

/// A plan, or one of its variants, and its T.
///
/// Section 3: "Every variant is applied and checked on loading"; section 6: "a plan with an invalid variant is
/// itself invalid". So every variant is applied here, whichever is asked for.
fn chosen(
    plan: &Value,
    variant: Option<&str>,
    through: Option<&str>,
) -> Result<(Plan, i64), String> {
    let written = read::plan(plan)?;
    check::references(&written)?;
    let written = timeline::settled(written);
    check::proportions(&written)?;
    check::as_written(&written)?;

    let mut chosen = None;
    for (name, adjustments) in variant::listed(plan)? {
        let varied = variant::applied(&written, adjustments)
            .map_err(|error| format!("variant {name}: {error}"))?;
        if variant == Some(name.as_str()) {
            chosen = Some(varied);
        }
    }
    let last = last_month(&written, through)?;
    match (variant, chosen) {
        (None, _) => Ok((written, last)),
        (Some(_), Some(varied)) => Ok((varied, last)),
        (Some(name), None) => Err(format!("no variant {name}")),
    }
}

/// Section 3, `through`: "last month projected; default: a year past the last month in which a deadline binds";
/// section 5: "The default `through` is computed from the plan as written, past phases aside and those replaced
/// included, and kept by its variants; with no other dated deadline it is `as_of` + 12."
fn last_month(written: &Plan, through: Option<&str>) -> Result<i64, String> {
    let given = match through {
        Some(month) => Some(days::parse_month(month)?),
        None => written.through,
    };
    let last = match given {
        Some(month) => month - written.as_of,
        None => (0..written.phases.len())
            .filter(|&p| !written.phases[p].past)
            .filter_map(|p| timeline::binding(written, p))
            .max()
            .map_or(12, |binding| binding + 12),
    };
    if last < 0 {
        return Err("through is before as_of".to_owned());
    }
    Ok(last)
}

/// Sections 4, 5 and 9 on one plan.
fn projected(plan: &Plan, last: i64) -> Outcome {
    let timings = timeline::timings(plan);
    let schedule = schedule::schedule(plan, &timings, last);
    let projection = step::projection(plan, &timings, &schedule);
    let (deadlines, causes) = verdict::verdicts(plan, &timings, &schedule, &projection);
    Outcome {
        sums: sums::sums(plan, &projection),
        months: (0..=last).map(|t| days::show_month(plan.as_of + t)).collect(),
        cells: projection.cells,
        totals: projection.totals,
        deadlines,
        causes,
    }
}

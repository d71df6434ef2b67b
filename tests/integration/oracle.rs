//! A second implementation of the rules, written without sight of the library: slow, plain, and meant to be checked
//! against the rules by eye. Tests compare the library with it month by month and figure by figure.
//!
//! It projects deterministically (every estimate at its best) or as drawn, takes the plan as JSON in the shape of the
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
//! | `read` | 2, 3: reading it |
//! | `variant` | 6: adjustments |
//! | `check` | 3, 4, 5: what makes a plan invalid |
//! | `timeline` | 4: when a phase runs |
//! | `schedule` | 4: what it moves, how fast |
//! | `step` | 5: the month step |
//! | `verdict` | 5, 9: deadline outcomes and their causes |
//! | `draw` | 7: draws |

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "months and troops are far below any bound here, and an oracle reads best without conversions"
)]

mod check;
mod days;
mod draw;
mod numbers;
mod plan;
mod read;
mod schedule;
mod step;
mod timeline;
mod variant;
mod verdict;

use serde_json::Value;

pub(crate) use draw::Draw;
use plan::Plan;

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
    /// By phase in listing order: kind (`hold`, `hazard`, `floor`, `cap`, `event`, `phase`, `arrivals`), name (empty
    /// for `floor` and `arrivals`) and troop-months of each cause. Largest first; of equals, holds come before
    /// hazards, the floor, caps, events, phases and arrivals, and each kind keeps its listing order. Empty if not late.
    pub causes: Vec<Vec<(String, String, u64)>>,
}

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
/// section 5: "The default `through` is reckoned from the plan as written, past phases aside, and kept by its
/// variants; with no other dated deadline it is `as_of` + 12."
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
        months: (0..=last).map(|t| days::show_month(plan.as_of + t)).collect(),
        cells: projection.cells,
        totals: projection.totals,
        deadlines,
        causes,
    }
}

//! Levels as a table for people: a row for each month, a column for each contingent, then sparklines and the
//! deadlines in sentences.

use drawdown::{Plan, Projection, ScopeView};

use crate::columns::{align, grouped};
use crate::ink::Ink;
use crate::spark;

/// The levels, sparklines and deadlines of each plan.
pub(crate) fn levels(plans: &[(String, Plan)], named: bool, ink: Ink) -> String {
    let blocks = plans.iter().map(|(name, plan)| {
        let projection = plan.project();
        let mut text = heading(plan, name, named);
        text += &grid(&projection);
        text += "\n";
        text += &sparks(&projection);
        let deadlines = projection.deadlines();
        if !deadlines.is_empty() {
            text += "\n";
        }
        for outcome in deadlines {
            text += &ink.sentence(&outcome);
            text.push('\n');
        }
        text
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn heading(plan: &Plan, name: &str, named: bool) -> String {
    let title = &plan.spec().title;
    if named { format!("{title}: {name}\n\n") } else { format!("{title}\n\n") }
}

fn grid(projection: &Projection) -> String {
    let mut columns: Vec<Vec<String>> = Vec::new();
    let months = || projection.months();
    let mut first = vec!["month".to_owned(), String::new()];
    first.extend(months().map(|month| month.to_string()));
    columns.push(first);

    let troops = |value: Option<u64>| value.map(grouped).unwrap_or_default();
    for (contingent, view) in projection.contingents() {
        let mission = match contingent.mission {
            drawdown::Mission::Unspecified => String::new(),
            mission => mission.to_string(),
        };
        let title = format!("{} in {}", contingent.contributor, contingent.host);
        let mut column = vec![title, mission];
        column.extend(months().map(|month| troops(view.strength(month))));
        columns.push(column);
    }
    let theatre = projection.theatre();
    if columns.len() > 2 {
        let mut column = vec!["all".to_owned(), String::new()];
        column.extend(months().map(|month| troops(theatre.strength(month))));
        columns.push(column);
    }
    if months().any(|month| theatre.scheduled(month) != theatre.strength(month)) {
        let mut column = vec!["all".to_owned(), "as scheduled".to_owned()];
        column.extend(months().map(|month| troops(theatre.scheduled(month))));
        columns.push(column);
    }
    align(&columns)
}

/// A line for each contingent, and for all if there are several: the first strength, a sparkline, the last
/// strength.
fn sparks(projection: &Projection) -> String {
    let contingents = projection.contingents().map(|(contingent, view)| {
        let mission = match contingent.mission {
            drawdown::Mission::Unspecified => String::new(),
            mission => format!(", {mission}"),
        };
        (format!("{} in {}{mission}", contingent.contributor, contingent.host), view)
    });
    let mut lines: Vec<(String, ScopeView)> = contingents.collect();
    if lines.len() > 1 {
        lines.push(("all".to_owned(), projection.theatre()));
    }
    let mut columns = vec![Vec::new(); 4];
    for (name, view) in lines {
        let levels: Vec<u64> =
            projection.months().filter_map(|month| view.strength(month)).collect();
        let end = |level: Option<&u64>| level.copied().map(grouped).unwrap_or_default();
        let cells = [name, end(levels.first()), spark::line(&levels), end(levels.last())];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    align(&columns)
}

//! Levels for people: months down, contingents across, plain sentences below.

use drawdown::{Plan, Projection};

use crate::columns::{align, grouped};

/// The levels of each plan, months down and contingents across, and its deadlines below.
pub(crate) fn levels(plans: &[(String, Plan)], named: bool) -> String {
    let blocks = plans.iter().map(|(name, plan)| {
        let projection = plan.project();
        let mut text = heading(plan, name, named);
        text += &grid(&projection);
        let deadlines = projection.deadlines();
        if !deadlines.is_empty() {
            text += "\n";
        }
        for outcome in deadlines {
            text += &outcome.to_string();
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

fn grid(projection: &Projection<'_>) -> String {
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

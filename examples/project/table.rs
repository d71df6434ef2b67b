//! Answers for people: aligned columns, thousands separated, plain sentences.

use drawdown::{Plan, Projection};

use crate::rows::{Field, Table};

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

/// Rows as aligned columns.
pub(crate) fn aligned(table: Table<'_>) -> String {
    let rows: Vec<Vec<Field>> = table.rows.collect();
    let column = |i: usize| {
        let shown = rows.iter().map(|row| match &row[i] {
            Field::Number(number) => match u64::try_from(*number) {
                Ok(number) => grouped(number),
                Err(_) => number.to_string(),
            },
            Field::Truth(truth) => (if *truth { "yes" } else { "no" }).to_owned(),
            other => other.to_string(),
        });
        std::iter::once(table.columns[i].replace('_', " ")).chain(shown).collect()
    };
    let columns: Vec<Vec<String>> = (0..table.columns.len()).map(column).collect();
    align(&columns)
}

/// Columns side by side, the first row their heading: those of numbers to the right, others to the left.
pub(crate) fn align(columns: &[Vec<String>]) -> String {
    let width = |text: &String| text.chars().count();
    // A month has a hyphen in its middle and is text.
    let is_number = |text: &String| {
        let digits = text.trim_start_matches(['+', '-']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == ',')
    };
    let layout: Vec<(usize, bool)> = (columns.iter())
        .map(|column| {
            let widest = column.iter().map(width).max().unwrap_or(0);
            (widest, column.iter().any(is_number))
        })
        .collect();
    let mut text = String::new();
    for row in 0..columns.first().map_or(0, Vec::len) {
        let cells = columns.iter().zip(&layout).map(|(column, (widest, right))| {
            let cell = &column[row];
            let pad = " ".repeat(widest.saturating_sub(width(cell)));
            if *right { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        if row == 1 && line.trim().is_empty() {
            continue; // no contingent has a mission to show
        }
        text += line.trim_end();
        text += "\n";
    }
    text
}

/// A number with a comma between thousands.
pub(crate) fn grouped(number: u64) -> String {
    match u32::try_from(number) {
        Ok(number) => format!("{:#}", drawdown::Troops(number)),
        Err(_) => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

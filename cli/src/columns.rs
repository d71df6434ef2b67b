//! Aligned columns, with thousands separators.

use drawdown::table::{Cell, Table};

/// Rows as aligned columns.
pub(crate) fn aligned(table: Table<'_>) -> String {
    let rows: Vec<Vec<Cell<'_>>> = table.rows.collect();
    let column = |i: usize| {
        let shown = rows.iter().map(|row| match &row[i] {
            Cell::Number(number) => match u64::try_from(*number) {
                Ok(number) => grouped(number),
                Err(_) => number.to_string(),
            },
            Cell::Bool(truth) => (if *truth { "yes" } else { "no" }).to_owned(),
            other => other.to_string(),
        });
        std::iter::once(table.columns[i].name.replace('_', " ")).chain(shown).collect()
    };
    let columns: Vec<Vec<String>> = (0..table.columns.len()).map(column).collect();
    align(&columns)
}

/// Columns side by side, with headings in the first row: numbers are right-aligned, other text left-aligned.
pub(crate) fn align(columns: &[Vec<String>]) -> String {
    let width = |text: &String| text.chars().count();
    // A month has a hyphen in its middle and is text.
    let is_number = |text: &String| {
        let digits = text.trim_start_matches(['+', '-']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '%'))
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
            continue; // no contingent has a mission
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

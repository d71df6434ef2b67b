//! Aligned columns, with thousands separators.

use drawdown::table::Cell;
use drawdown::values::grouped;
use unicode_width::UnicodeWidthStr;

use crate::visible::on_one_line;

/// How a column is laid out: numbers are right-aligned, other text left-aligned.
#[derive(Clone, Copy, Default)]
pub(crate) struct Layout {
    pub(crate) widest: usize,
    is_right: bool,
}

impl Layout {
    /// Makes space for a cell.
    pub(crate) fn measure(&mut self, text: &str) {
        self.widest = self.widest.max(text.width());
        self.is_right |= is_number(text);
    }

    /// A cell at the column's width.
    pub(crate) fn padded(self, text: &str) -> String {
        let pad = " ".repeat(self.widest.saturating_sub(text.width()));
        if self.is_right { format!("{pad}{text}") } else { format!("{text}{pad}") }
    }
}

/// A month has a hyphen in its middle and is text.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '%'))
}

/// A cell as people read it.
pub(crate) fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Number(number) => grouped(*number),
        Cell::Bool(truth) => (if *truth { "yes" } else { "no" }).to_owned(),
        other => other.to_string(),
    }
}

/// Columns side by side, however wide.
pub(crate) fn align(columns: &[Vec<String>]) -> String {
    let columns: Vec<Vec<String>> = safe(columns);
    let layout = |column: &Vec<String>| {
        let mut layout = Layout::default();
        for text in column {
            layout.measure(text);
        }
        layout
    };
    let layouts: Vec<Layout> = columns.iter().map(layout).collect();
    let mut text = String::new();
    for row in 0..columns.first().map_or(0, Vec::len) {
        let cells =
            columns.iter().zip(&layouts).map(|(column, layout)| layout.padded(&column[row]));
        let line = cells.collect::<Vec<_>>().join("  ");
        if row == 1 && line.trim().is_empty() {
            continue; // no contingent has a mission
        }
        text += line.trim_end();
        text += "\n";
    }
    text
}

/// A row as a block: a line for each cell that is not empty, with its heading.
pub(crate) fn block(headings: &[&str], cells: &[String], width: usize) -> String {
    let widest = headings.iter().map(|text| text.width()).max();
    let widest = widest.unwrap_or(0).min(width / 2);
    let mut text = String::new();
    for (heading, cell) in headings.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let pad = " ".repeat(widest.saturating_sub(heading.width()));
        text += &wrap(&format!("{heading}{pad}  {cell}"), width, widest + 2);
        text.push('\n');
    }
    text
}

/// A text broken between words, its further lines indented. A word longer than the width is not broken.
pub(crate) fn wrap(text: &str, width: usize, indent: usize) -> String {
    let mut wrapped = String::new();
    let mut used = 0;
    for (i, word) in text.split(' ').enumerate() {
        let next = usize::from(i > 0) + word.width();
        if used > indent && used + next > width {
            wrapped.truncate(wrapped.trim_end().len());
            wrapped.push('\n');
            wrapped += &" ".repeat(indent);
            used = indent + word.width();
        } else {
            if i > 0 {
                wrapped.push(' ');
            }
            used += next;
        }
        wrapped += word;
    }
    wrapped
}

/// Cells that a terminal can show.
fn safe(columns: &[Vec<String>]) -> Vec<Vec<String>> {
    columns.iter().map(|column| column.iter().map(|text| on_one_line(text)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let column = |i: usize| rows.iter().map(|row| row[i].to_owned()).collect();
        (0..rows[0].len()).map(column).collect()
    }

    #[test]
    fn text_is_broken_between_words_only() {
        assert_eq!(wrap("all but two thousand leave", 12, 2), "all but two\n  thousand\n  leave");
        assert_eq!(wrap("incomprehensibilities", 5, 2), "incomprehensibilities");
    }

    #[test]
    fn wide_letters_take_two_columns() {
        let table = columns(&[&["name", "n"], &["作戦", "1"], &["abc", "2"]]);
        assert_eq!(align(&table), "name  n\n作戦  1\nabc   2\n");
    }
}

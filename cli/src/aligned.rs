//! A table as aligned columns for people, fitted to a width, with memory for one row only: the first pass measures the
//! columns, the second writes the rows.

use std::io::{self, Write};

use drawdown::table::{Cell, Table};

use crate::columns::{self, Layout, block};
use crate::rows::texts;
use crate::visible::on_one_line;

/// What the first pass learns of a column.
struct Measured {
    heading: String,
    layout: Layout,
    /// The first value, and whether all others are the same.
    first: Option<(String, bool)>,
}

/// Writes a table of the library, in whose names of columns `_` stands for a space. It is made twice, and must be the
/// same both times.
pub(crate) fn write_aligned<'a>(
    table: impl Fn() -> Table<'a>,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let in_words = || {
        let mut table = table();
        for column in &mut table.columns {
            column.name = column.name.replace('_', " ");
        }
        table
    };
    write_fitted(in_words, width, out)
}

/// Columns side by side, with headings in the first row.
pub(crate) fn fit(columns: &[Vec<String>], width: usize) -> String {
    let headings: Vec<&str> =
        columns.iter().filter_map(|column| column.first()).map(String::as_str).collect();
    let table = || {
        let rows = columns.first().map_or(0, Vec::len);
        let row = |row: usize| columns.iter().map(|column| column[row].as_str().into()).collect();
        texts(&headings, (1..rows).map(row).collect::<Vec<_>>())
    };
    written(|out| write_fitted(table, width, out))
}

/// A table whose rows are few, as a text.
pub(crate) fn aligned(table: Table<'_>, width: usize) -> String {
    let Table { columns, rows } = table;
    let rows: Vec<Vec<Cell<'_>>> = rows.collect();
    let again = || Table::new(columns.clone(), rows.clone());
    written(|out| write_aligned(again, width, out))
}

/// What is written to a text, which cannot fail.
fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    let _ = write(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Where the columns are too wide for the page, what is the same in every row is said once; if that is not enough, each
/// row becomes a block of lines.
fn write_fitted<'a>(
    table: impl Fn() -> Table<'a>,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut first = table();
    let headings = first.columns.iter().map(|column| on_one_line(&column.name));
    let mut columns: Vec<Measured> = headings.map(Measured::new).collect();
    let mut rows = 0_u64;
    for row in &mut first.rows {
        rows += 1;
        for (column, cell) in columns.iter_mut().zip(&row) {
            column.measure(shown(cell));
        }
    }
    let all: Vec<usize> = (0..columns.len()).collect();
    if fits(&columns, &all, width) {
        return write_lines(table(), &columns, &all, out);
    }
    let is_same = |i: &usize| rows > 1 && columns[*i].first.as_ref().is_some_and(|(_, same)| *same);
    let (same, other): (Vec<usize>, Vec<usize>) = all.iter().partition(|i| is_same(i));
    if !fits(&columns, &other, width) {
        return write_blocks(table(), &columns, width, out);
    }
    let constant = |i: usize| columns[i].first.as_ref().filter(|(value, _)| !value.is_empty());
    let mut is_said = false;
    for i in same {
        if let Some((value, _)) = constant(i) {
            if !is_said {
                writeln!(out, "in every row")?;
            }
            is_said = true;
            writeln!(out, "{}: {value}", columns[i].heading)?;
        }
    }
    if is_said {
        writeln!(out)?;
    }
    write_lines(table(), &columns, &other, out)
}

impl Measured {
    fn new(heading: String) -> Self {
        let mut layout = Layout::default();
        layout.measure(&heading);
        Self { heading, layout, first: None }
    }

    fn measure(&mut self, value: String) {
        self.layout.measure(&value);
        match &mut self.first {
            None => self.first = Some((value, true)),
            Some((first, is_same)) => *is_same &= value == *first,
        }
    }
}

/// Whether some of the columns fit side by side, two spaces apart.
fn fits(columns: &[Measured], shown: &[usize], width: usize) -> bool {
    let widths = shown.iter().map(|&i| columns[i].layout.widest);
    widths.sum::<usize>() + 2 * shown.len().saturating_sub(1) <= width
}

fn write_lines(
    table: Table<'_>,
    columns: &[Measured],
    shown_columns: &[usize],
    out: &mut dyn Write,
) -> io::Result<()> {
    let line = |cell: &dyn Fn(usize) -> String| {
        let cells = shown_columns.iter().map(|&i| columns[i].layout.padded(&cell(i)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    writeln!(out, "{}", line(&|i| columns[i].heading.clone()))?;
    for row in table.rows {
        writeln!(out, "{}", line(&|i| row.get(i).map(shown).unwrap_or_default()))?;
    }
    Ok(())
}

fn write_blocks(
    table: Table<'_>,
    columns: &[Measured],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let headings: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
    for (i, row) in table.rows.enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let cells: Vec<String> = row.iter().map(shown).collect();
        out.write_all(block(&headings, &cells, width).as_bytes())?;
    }
    Ok(())
}

/// A cell as people read it, safe for a terminal.
fn shown(cell: &Cell<'_>) -> String {
    on_one_line(&columns::shown(cell))
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use drawdown::table::{Column, ColumnKind};

    use super::*;

    fn written(rows: &[[&'static str; 3]], width: usize) -> Result<String, Box<dyn Error>> {
        let columns = || ["month", "by", "n"].map(|name| Column::new(name, ColumnKind::Text));
        let table = || {
            let rows: Vec<Vec<Cell<'static>>> =
                rows.iter().map(|row| row.map(Cell::from).to_vec()).collect();
            Table::new(columns().to_vec(), rows)
        };
        let mut text = Vec::new();
        write_aligned(table, width, &mut text)?;
        Ok(String::from_utf8(text)?)
    }

    #[test]
    fn what_does_not_fit_is_said_once_or_in_blocks() -> Result<(), Box<dyn Error>> {
        let rows = [["2024-08", "host", "1"], ["2024-09", "host", "2"]];
        let side_by_side = "month    by    n\n2024-08  host  1\n2024-09  host  2\n";
        assert_eq!(written(&rows, 16)?, side_by_side);
        let once = "in every row\nby: host\n\nmonth    n\n2024-08  1\n2024-09  2\n";
        assert_eq!(written(&rows, 15)?, once);
        assert_eq!(written(&rows, 10)?, once);
        let blocks = "month  2024-08\nby    host\nn     1\n\nmonth  2024-09\nby    host\nn     2\n";
        assert_eq!(written(&rows, 9)?, blocks);
        Ok(())
    }

    #[test]
    fn headings_that_a_user_wrote_stay() {
        let columns = [["phase", "all"], ["first_year\u{202e}", "2,500"]];
        let columns = columns.map(|column| column.map(str::to_owned).to_vec());
        let side_by_side = "phase  first_year\\u{202e}\nall                 2,500\n";
        assert_eq!(fit(&columns, 25), side_by_side);
    }

    #[test]
    fn a_cell_is_one_line_without_anything_that_a_terminal_obeys() -> Result<(), Box<dyn Error>> {
        let text = written(&[["a\nb", "\u{1b}[31m", "x\u{202e}y"]], 100)?;
        assert_eq!(text, "month  by          n\na\\nb   \\u{1b}[31m  x\\u{202e}y\n");
        Ok(())
    }
}

//! Below a plot: the names of numbered deadlines, and the deadlines outside the plot's months.

use crate::chart::canvas::{Anchor, Canvas, Point, TextRun, length};
use crate::chart::deadline_markers::{DeadlineMarkers, Marker};
use crate::chart::style::{MARGIN, MARKER_SIZE, MUTED, WIDTH};
use crate::chart::text_width;

const LINE_HEIGHT: f64 = 15.0;
const MAX_NUMBERED: usize = 90;
const MAX_OUTSIDE: usize = 12;
/// The most lines of a name.
const MAX_ENTRY_LINES: usize = 3;

/// Draws both below `y`, and returns their height.
pub(super) fn draw(canvas: &mut Canvas, markers: &DeadlineMarkers, y: f64) -> f64 {
    let mut height = 0.0;
    let numbered = markers.numbered();
    if !numbered.is_empty() {
        let lines = draw_numbered(canvas, numbered, y + 12.0);
        height += 12.0 + LINE_HEIGHT * length(lines);
    }
    let notes = outside_lines(&markers.outside);
    if !notes.is_empty() {
        let first = y + height.max(12.0);
        for (i, note) in notes.iter().enumerate() {
            draw_muted(canvas, note, (MARGIN, first + LINE_HEIGHT * length(i)));
        }
        height += 6.0 + LINE_HEIGHT * length(notes.len());
    }
    height
}

/// Draws names in columns, and returns the number of lines.
fn draw_numbered(canvas: &mut Canvas, markers: &[Marker], y: f64) -> usize {
    let widths = markers.iter().map(|marker| width(&entry_text(marker)) + 40.0);
    // No name is cut for want of a wider column.
    let columns = match widths.fold(0.0, f64::max) {
        widest if widest > 365.0 => 1,
        widest if widest > 225.0 => 2,
        _ => 3,
    };
    let column_width = (WIDTH - MARGIN - 10.0) / length(columns);
    let shown = if markers.len() > MAX_NUMBERED { MAX_NUMBERED - 1 } else { markers.len() };
    let mut entries: Vec<Vec<String>> =
        markers[..shown].iter().map(|marker| entry_lines(marker, column_width - 34.0)).collect();
    if shown < markers.len() {
        entries.push(vec![format!("and {} more", markers.len() - shown)]);
    }
    let rows = entries.len().div_ceil(columns);
    let mut most_lines = 0;
    for (column, entries) in entries.chunks(rows.max(1)).enumerate() {
        let x = MARGIN + length(column) * column_width;
        let mut used = 0;
        for (row, lines) in entries.iter().enumerate() {
            let i = column * rows + row;
            let y = y + LINE_HEIGHT * length(used);
            match markers[..shown].get(i) {
                Some(marker) => draw_entry(canvas, i + 1, marker, lines, (x, y)),
                None => lines.iter().for_each(|line| draw_muted(canvas, line, (x, y))),
            }
            used += lines.len();
        }
        most_lines = most_lines.max(used);
    }
    most_lines
}

fn entry_text(marker: &Marker) -> String {
    format!("{}, {}", marker.name, marker.when)
}

/// The entry on as many lines as it takes, within reason; the day is not cut.
fn entry_lines(marker: &Marker, max_width: f64) -> Vec<String> {
    let lines = text_width::wrap(&entry_text(marker), MARKER_SIZE, max_width, MAX_ENTRY_LINES + 1);
    if lines.len() <= MAX_ENTRY_LINES {
        return lines;
    }
    let mut lines = text_width::wrap(&marker.name, MARKER_SIZE, max_width, MAX_ENTRY_LINES);
    lines.push(marker.when.clone());
    lines
}

fn draw_entry(
    canvas: &mut Canvas,
    number: usize,
    marker: &Marker,
    lines: &[String],
    (x, y): Point,
) {
    let run = |text: &str, x, y| TextRun::new(text, (x, y), MARKER_SIZE, marker.colour());
    canvas.text(run(&number.to_string(), x + 16.0, y).bold().anchored(Anchor::End));
    for (i, line) in lines.iter().enumerate() {
        canvas.text(run(line, x + 22.0, y + LINE_HEIGHT * length(i)));
    }
}

/// The deadlines outside the plot, as a sentence broken between deadlines.
fn outside_lines(outside: &[String]) -> Vec<String> {
    if outside.is_empty() {
        return Vec::new();
    }
    let hidden = outside.len().saturating_sub(MAX_OUTSIDE);
    let more = (hidden > 0).then(|| format!("and {hidden} more"));
    let items: Vec<&String> = outside.iter().take(MAX_OUTSIDE).chain(&more).collect();
    let mut lines = Vec::new();
    let mut line = "Deadlines outside the chart: ".to_owned();
    for (i, item) in items.iter().enumerate() {
        if width(&line) + width(item) > WIDTH - 100.0 {
            lines.push(std::mem::take(&mut line));
        }
        line += item;
        line += if i + 1 < items.len() { "; " } else { "" };
    }
    lines.push(line);
    lines
}

fn draw_muted(canvas: &mut Canvas, text: &str, at: Point) {
    canvas.text(TextRun::new(text, at, MARKER_SIZE, MUTED));
}

fn width(text: &str) -> f64 {
    text_width::width(text, MARKER_SIZE)
}

//! Below a plot: the names of numbered deadlines, and the deadlines outside the plot's months.

use crate::chart::canvas::{Anchor, Canvas, Point, TextRun, length};
use crate::chart::deadline_markers::{DeadlineMarkers, Marker};
use crate::chart::style::{MARGIN, MARKER_SIZE, MUTED, WIDTH};
use crate::chart::text_width;

const LINE_HEIGHT: f64 = 15.0;
const MAX_NUMBERED: usize = 90;
const MAX_OUTSIDE: usize = 12;

/// Draws both below `y`, and returns their height.
pub(super) fn draw(canvas: &mut Canvas, markers: &DeadlineMarkers, y: f64) -> f64 {
    let mut height = 0.0;
    let numbered = markers.numbered();
    if !numbered.is_empty() {
        let rows = draw_numbered(canvas, numbered, y + 12.0);
        height += 12.0 + LINE_HEIGHT * length(rows);
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

/// Draws names in columns, and returns the number of rows.
fn draw_numbered(canvas: &mut Canvas, markers: &[Marker], y: f64) -> usize {
    let widths = markers.iter().map(|marker| width(&marker.name) + width(&marker.when) + 44.0);
    // No name is cut for want of a wider column.
    let columns = match widths.fold(0.0, f64::max) {
        widest if widest > 365.0 => 1,
        widest if widest > 225.0 => 2,
        _ => 3,
    };
    let rows = markers.len().min(MAX_NUMBERED).div_ceil(columns);
    let column_width = (WIDTH - MARGIN - 10.0) / length(columns);
    let place = |i: usize| {
        let (column, row) = (i / rows, i % rows);
        (MARGIN + length(column) * column_width, y + LINE_HEIGHT * length(row))
    };
    let shown = if markers.len() > MAX_NUMBERED { MAX_NUMBERED - 1 } else { markers.len() };
    for (i, marker) in markers[..shown].iter().enumerate() {
        draw_entry(canvas, i + 1, marker, place(i), column_width - 12.0);
    }
    if shown < markers.len() {
        draw_muted(canvas, &format!("and {} more", markers.len() - shown), place(shown));
    }
    rows
}

fn draw_entry(canvas: &mut Canvas, number: usize, marker: &Marker, (x, y): Point, max_width: f64) {
    let run = |text: &str, x: f64| TextRun::new(text, (x, y), MARKER_SIZE, marker.colour());
    canvas.text(run(&number.to_string(), x + 16.0).bold().anchored(Anchor::End));
    let name_width = max_width - 22.0 - (width(&marker.when) + width(", "));
    let name = text_width::fit(&marker.name, MARKER_SIZE, name_width.max(40.0));
    canvas.text(run(&format!("{name}, {}", marker.when), x + 22.0));
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

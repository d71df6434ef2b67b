//! The heading of a chart: the plan's title, what the chart shows, and the source.

use crate::chart::canvas::{Canvas, TextRun};
use crate::chart::style::{MARGIN, MUTED, SUBTITLE_SIZE, TEXT, TITLE_SIZE, WIDTH};
use crate::chart::text_width;
use crate::chart::wording::{day_text, month_text};
use crate::spec::{PlanSpec, SourceDate};

/// Starts a chart: a canvas with its heading, and the y at which the heading ends.
pub(super) fn draw(spec: &PlanSpec, description: String) -> (Canvas, f64) {
    let max_width = WIDTH - 2.0 * MARGIN;
    // Bold letters are wider than those that are measured.
    let title = text_width::wrap_clean(&spec.title, TITLE_SIZE * 1.06, max_width, 3);
    let mut lines = text_width::wrap(&description, SUBTITLE_SIZE, max_width, 4);
    lines.extend(text_width::wrap(&source_text(spec, max_width), SUBTITLE_SIZE, max_width, 2));

    let mut canvas = Canvas::new(title.join(" "), description);
    let mut y = 5.0;
    for line in &title {
        y += 23.0;
        canvas.text(TextRun::new(line, (MARGIN, y), TITLE_SIZE, TEXT).bold());
    }
    for line in &lines {
        y += 17.0;
        canvas.text(TextRun::new(line, (MARGIN, y), SUBTITLE_SIZE, MUTED));
    }
    (canvas, y + 7.0)
}

/// The source that most entries of the plan name, and how many others are named.
fn source_text(spec: &PlanSpec, max_width: f64) -> String {
    let named: Vec<&str> = (spec.contingents.iter().map(|entry| &entry.source))
        .chain(spec.residuals.iter().map(|entry| &entry.source))
        .chain(spec.events.iter().map(|entry| &entry.source))
        .chain(spec.phases.iter().map(|entry| &entry.source))
        .chain(spec.holds.iter().map(|entry| &entry.source))
        .chain(spec.caps.iter().map(|entry| &entry.source))
        .filter_map(|source| source.as_deref())
        .collect();
    let count = |id: &str| named.iter().filter(|name| **name == id).count();
    let counts: Vec<usize> = spec.sources.iter().map(|source| count(&source.id)).collect();
    // Of several with one count, the one listed first.
    let first = spec.sources.iter().zip(&counts).rev().max_by_key(|(_, count)| **count);
    let Some((first, _)) = first else { return "The plan names no source".to_owned() };

    let date = first.date.map(|date| match date {
        SourceDate::Year(year) => format!("{year}"),
        SourceDate::Day(day) => day.as_month().map_or_else(|| day_text(day.date()), month_text),
    });
    // A date stays on one line.
    let date = date.map_or(String::new(), |date| format!(", {}", date.replace(' ', "\u{a0}")));
    let (head, tail) = match counts.iter().filter(|count| **count > 0).count() {
        0 | 1 => ("Source: ", date),
        2 => ("Sources: ", format!("{date}, and one other")),
        n => ("Sources: ", format!("{date}, and {} others", n - 1)),
    };
    let width = |text: &str| text_width::width(text, SUBTITLE_SIZE);
    // It fits on two lines, whatever the break between them wastes.
    let title_width = 1.8 * max_width - width(head) - width(&tail);
    format!("{head}{}{tail}", text_width::fit(&first.title, SUBTITLE_SIZE, title_width))
}

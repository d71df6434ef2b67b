//! The line at the foot of a chart that credits all sources.

use crate::chart::canvas::{Canvas, TextRun, length};
use crate::chart::style::{CREDIT_SIZE, MARGIN, MUTED, WIDTH};
use crate::chart::text_width;
use crate::chart::wording::{day_text, month_text};
use crate::spec::PlanSpec;
use crate::spec::source::{Source, SourceDate};

const LINE_HEIGHT: f64 = 13.0;
const MAX_SOURCES: usize = 24;
const MAX_LINES: usize = 18;
const MAX_TITLE_WIDTH: f64 = 560.0;

/// Credits the sources that the plan's entries name, and those of the variants shown, below `y`. Returns the
/// height that this takes.
pub(super) fn draw(canvas: &mut Canvas, spec: &PlanSpec, variants: &[&str], y: f64) -> f64 {
    let lines =
        text_width::wrap(&text(spec, variants), CREDIT_SIZE, WIDTH - 2.0 * MARGIN, MAX_LINES);
    for (i, line) in lines.iter().enumerate() {
        let at = (MARGIN, y + LINE_HEIGHT * length(i + 1));
        canvas.text(TextRun::new(line, at, CREDIT_SIZE, MUTED));
    }
    LINE_HEIGHT * length(lines.len())
}

fn text(spec: &PlanSpec, variants: &[&str]) -> String {
    let named: Vec<&str> = (spec.contingents.iter().map(|entry| &entry.source))
        .chain(spec.residuals.iter().map(|entry| &entry.source))
        .chain(spec.events.iter().map(|entry| &entry.source))
        .chain(spec.phases.iter().map(|entry| &entry.source))
        .chain(spec.holds.iter().map(|entry| &entry.source))
        .chain(spec.caps.iter().map(|entry| &entry.source))
        .chain(spec.hazards.iter().map(|entry| &entry.source))
        .filter_map(|source| source.as_deref())
        .chain(variants.iter().copied())
        .collect();
    let is_named = |source: &&Source| named.is_empty() || named.contains(&source.id.as_str());
    let sources: Vec<String> = spec.sources.iter().filter(is_named).map(source_text).collect();
    let head = match sources.len() {
        0 => return "The plan names no source".to_owned(),
        1 => "Source: ",
        _ => "Sources: ",
    };
    let more = sources.len().saturating_sub(MAX_SOURCES);
    let tail = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{head}{}{tail}", sources[..sources.len() - more].join("; "))
}

/// A source's title and date. A date stays on one line.
fn source_text(source: &Source) -> String {
    let title = text_width::fit(&source.title, CREDIT_SIZE, MAX_TITLE_WIDTH);
    let date = match source.date {
        None => return title,
        Some(SourceDate::Year(year)) => year.to_string(),
        Some(SourceDate::Day(day)) => {
            day.as_month().map_or_else(|| day_text(day.date()), month_text)
        }
    };
    format!("{title}, {}", date.replace(' ', "\u{a0}"))
}

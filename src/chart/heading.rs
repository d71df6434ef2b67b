//! The heading of a chart: the plan's title, and what the chart shows.

use crate::chart::canvas::{Canvas, TextRun};
use crate::chart::style::{MARGIN, MUTED, SUBTITLE_SIZE, TEXT, TITLE_SIZE, WIDTH};
use crate::chart::text_width::{self, BOLD};
use crate::spec::PlanSpec;

/// Starts a chart: a canvas with its heading, and the y at which the heading ends.
pub(super) fn draw(spec: &PlanSpec, description: String) -> (Canvas, f64) {
    let max_width = WIDTH - 2.0 * MARGIN;
    let title = text_width::wrap_clean(&spec.title, TITLE_SIZE * BOLD, max_width, 3);
    let lines = text_width::wrap(&description, SUBTITLE_SIZE, max_width, 4);

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

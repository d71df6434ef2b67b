//! Samples of lines and areas, and the legend made of them.

use crate::chart::canvas::{Canvas, HATCH, Point, TextRun};
use crate::chart::style::{MARGIN, MUTED, Stroke, TEXT_SIZE, WIDTH};
use crate::chart::text_width;

/// Shows which line or area a name belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sample {
    None,
    Fill(&'static str),
    Line(Stroke),
    Residual,
}

impl Sample {
    /// Draws the sample from `x` on, centred on `y`.
    pub(super) fn draw(self, canvas: &mut Canvas, (x, y): Point, width: f64) {
        let (upper_left, lower_right) = ((x, y - 5.0), (x + width, y + 5.0));
        match self {
            Self::None => {}
            Self::Fill(fill) => canvas.rectangle(upper_left, lower_right, fill),
            Self::Line(stroke) => canvas.line((x, y), (x + width, y), stroke),
            Self::Residual => {
                canvas.rectangle(upper_left, lower_right, MUTED);
                canvas.rectangle(upper_left, lower_right, HATCH);
            }
        }
    }
}

/// Draws samples and their names in rows, the first with its baseline at `y`, and returns the baseline of the
/// last.
pub(super) fn draw(canvas: &mut Canvas, entries: &[(Sample, &str)], mut y: f64) -> f64 {
    let mut x = MARGIN;
    for (sample, name) in entries {
        let width = 26.0 + text_width::width(name, TEXT_SIZE);
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + 17.0);
        }
        sample.draw(canvas, (x, y - 4.0), 20.0);
        canvas.text(TextRun::new(name, (x + 26.0, y), TEXT_SIZE, MUTED));
        x += width + 22.0;
    }
    y
}

//! Labels at the right ends of lines and areas, one below the other.

use crate::chart::canvas::{Canvas, TextRun, length};
use crate::chart::legend::Sample;
use crate::chart::style::{MUTED, OTHERS, SMALL_SIZE, Stroke, TEXT, TEXT_SIZE};
use crate::chart::text_width;
use crate::chart::troop_axis::TroopAxis;

const LINE_HEIGHT: f64 = 14.0;
/// The least space between two labels.
const GAP: f64 = 5.0;
/// The widths of the leader from an end to its label, and of the label's sample.
const LEADER_WIDTH: f64 = 14.0;
const SAMPLE_WIDTH: f64 = 20.0;
const MAX_TEXT_WIDTH: f64 = 165.0;

/// The label of a line or an area.
#[derive(Clone, Debug)]
pub(super) struct EndLabel {
    /// The troops between which the area ends; twice the same for a line.
    ends: (u64, u64),
    sample: Sample,
    lines: Vec<Line>,
}

/// A line of a label's text, which fits.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    size: f64,
    fill: &'static str,
}

impl EndLabel {
    pub(super) fn new(ends: (u64, u64), sample: Sample, name: &str, details: &[String]) -> Self {
        let name = text_width::wrap_clean(name, TEXT_SIZE, MAX_TEXT_WIDTH, 3);
        let name = name.into_iter().map(|text| Line { text, size: TEXT_SIZE, fill: TEXT });
        let details = details.iter().flat_map(|detail| {
            let lines = text_width::wrap_clean(detail, SMALL_SIZE, MAX_TEXT_WIDTH, 2);
            lines.into_iter().map(|text| Line { text, size: SMALL_SIZE, fill: MUTED })
        });
        Self { ends, sample, lines: name.chain(details).collect() }
    }

    /// Whether a leader points to the end; an area that is empty there has nothing to point to.
    fn has_leader(&self) -> bool {
        match self.sample {
            Sample::Fill(_) => self.ends.0 != self.ends.1,
            Sample::Line(_) => true,
            Sample::None | Sample::Residual => false,
        }
    }

    fn height(&self) -> f64 {
        length(self.lines.len()) * LINE_HEIGHT
    }

    fn end_y(&self, axis: &TroopAxis) -> f64 {
        f64::midpoint(axis.y(self.ends.0), axis.y(self.ends.1))
    }
}

/// Puts the label with the highest end first.
pub(super) fn sort(labels: &mut [EndLabel]) {
    let doubled_middle = |label: &EndLabel| label.ends.0.saturating_add(label.ends.1);
    labels.sort_by_key(|label| std::cmp::Reverse(doubled_middle(label)));
}

/// The width of all labels, which are to the right of the plot.
pub(super) fn width(labels: &[EndLabel]) -> f64 {
    let lines = labels.iter().flat_map(|label| &label.lines);
    let widths = lines.map(|line| text_width::width(&line.text, line.size));
    widths.fold(40.0, f64::max) + LEADER_WIDTH + SAMPLE_WIDTH + 4.0
}

/// The least height that holds all labels.
pub(super) fn height(labels: &[EndLabel]) -> f64 {
    labels.iter().map(|label| label.height() + GAP).sum()
}

/// Draws sorted labels to the right of `x`, each as close to its end as the others allow.
pub(super) fn draw(canvas: &mut Canvas, labels: &[EndLabel], x: f64, axis: &TroopAxis) {
    // The first line is beside the end.
    let preferred = |label: &EndLabel| {
        let middle = label.end_y(axis) + (label.height() - LINE_HEIGHT) / 2.0;
        (middle, label.height() + GAP)
    };
    let blocks: Vec<(f64, f64)> = labels.iter().map(preferred).collect();
    let middles = spread(&blocks, axis.top, axis.bottom + LINE_HEIGHT);
    let mut leaders = Vec::new();
    for (label, middle) in labels.iter().zip(middles) {
        let top = middle - label.height() / 2.0;
        let first_line = top + LINE_HEIGHT / 2.0;
        if label.has_leader() {
            leaders.push((label.end_y(axis), first_line));
        }
        let sample_width = if matches!(label.sample, Sample::Line(_)) { 16.0 } else { 12.0 };
        let left = x + LEADER_WIDTH;
        label.sample.draw(canvas, (left, first_line), sample_width);
        for (i, line) in label.lines.iter().enumerate() {
            let at = (left + SAMPLE_WIDTH, top + length(i) * LINE_HEIGHT + 11.0);
            canvas.text(TextRun::new(&line.text, at, line.size, line.fill));
        }
    }
    draw_leaders(canvas, &leaders, x);
}

/// Draws leaders, given by the y of an end and of the first line of its label. Labels that share an end have
/// none: their leaders could not be told apart, and their samples say which line is meant.
fn draw_leaders(canvas: &mut Canvas, leaders: &[(f64, f64)], x: f64) {
    for group in leaders.chunk_by(|one, other| (one.0 - other.0).abs() < 0.5) {
        if let [(end, label)] = *group {
            let right = x + LEADER_WIDTH - 3.0;
            canvas.line((x + 2.0, end), (right, label), Stroke::solid(OTHERS, 0.9));
        }
    }
}

/// Blocks that touch, and so move as one.
struct Pile {
    count: usize,
    /// The sum of the pile's tops that would put each block at its preferred place.
    tops: f64,
    height: f64,
}

/// Stacks blocks, given by their preferred middles and their heights, and returns their middles: in the
/// given order, without overlap, between top and bottom if they fit there, and otherwise as close to
/// their preferred places as possible.
fn spread(blocks: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let top_of = |pile: &Pile| (pile.tops / length(pile.count)).min(bottom - pile.height).max(top);
    let mut piles: Vec<Pile> = Vec::new();
    for &(middle, height) in blocks {
        piles.push(Pile { count: 1, tops: middle - height / 2.0, height });
        while let [.., above, below] = piles.as_slice()
            && top_of(above) + above.height > top_of(below)
        {
            let merged = Pile {
                count: above.count + below.count,
                // The blocks below begin lower than the pile, by the height of those above.
                tops: above.tops + below.tops - length(below.count) * above.height,
                height: above.height + below.height,
            };
            piles.truncate(piles.len() - 2);
            piles.push(merged);
        }
    }
    let mut middles = Vec::new();
    for pile in piles {
        let mut y = top_of(&pile);
        for (_, height) in &blocks[middles.len()..][..pile.count] {
            middles.push(y + height / 2.0);
            y += height;
        }
    }
    middles
}

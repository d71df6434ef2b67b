//! Labels at the ends of lines and areas, one below the other without overlap.

use crate::chart::axis::Troops;
use crate::chart::canvas::{Anchor, Area, Canvas, HATCH, Stroke, Weight, Words};
use crate::chart::palette::{INK, OTHERS, QUIET};
use crate::chart::text_width;

/// The size of a label's letters, and the height of its lines.
const SIZE: f64 = 12.0;
const LINE: f64 = 14.0;
/// What two labels keep between them.
const GAP: f64 = 5.0;
/// Room for the thread from the end of a line to its label, and for the label's sample.
const THREAD: f64 = 14.0;
const SAMPLE: f64 = 20.0;
/// No label's text is wider.
const WIDEST: f64 = 150.0;

/// What stands in front of a label to say what it names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sample {
    None,
    Fill(&'static str),
    Line(Stroke<'static>),
}

/// The label of a line or an area that ends at a height.
#[derive(Clone, Debug)]
pub(super) struct EndLabel {
    /// The troops between which the area ends, or twice the same where a line does.
    pub(super) ends: (u64, u64),
    pub(super) sample: Sample,
    /// Already broken to lines that fit.
    pub(super) name: Vec<String>,
    pub(super) more: Vec<String>,
}

impl EndLabel {
    pub(super) fn new(ends: (u64, u64), sample: Sample, name: &str, more: &[String]) -> Self {
        let more = more.iter().map(|line| text_width::fitted(line, SIZE - 1.0, WIDEST)).collect();
        Self { ends, sample, name: text_width::wrapped(name, SIZE, WIDEST, 3), more }
    }

    /// What is empty at its end has no place there to point to.
    fn has_thread(&self) -> bool {
        match self.sample {
            Sample::None => false,
            Sample::Fill(_) => self.ends.0 != self.ends.1,
            Sample::Line(_) => true,
        }
    }

    fn height(&self) -> f64 {
        self.lines() * LINE
    }

    fn lines(&self) -> f64 {
        (0..self.name.len() + self.more.len()).map(|_| 1.0).sum()
    }

    fn width(&self) -> f64 {
        let names = self.name.iter().map(|line| text_width::width(line, SIZE));
        let more = self.more.iter().map(|line| text_width::width(line, SIZE - 1.0));
        names.chain(more).fold(0.0, f64::max)
    }
}

/// What labels take to the right of the plot.
pub(super) fn margin(labels: &[EndLabel]) -> f64 {
    labels.iter().map(EndLabel::width).fold(40.0, f64::max) + THREAD + SAMPLE + 4.0
}

/// What labels take at least from the top to the bottom.
pub(super) fn height(labels: &[EndLabel]) -> f64 {
    labels.iter().map(|label| label.height() + GAP).sum()
}

/// Draws labels, the uppermost first, to the right of `x`, each as near to its end as the others let it.
pub(super) fn draw(canvas: &mut Canvas, labels: &[EndLabel], x: f64, axis: &Troops) {
    let end = |label: &EndLabel| f64::midpoint(axis.y(label.ends.0), axis.y(label.ends.1));
    // The first line stands beside the end.
    let wish = |label: &EndLabel| end(label) + (label.height() - LINE) / 2.0;
    let wishes: Vec<(f64, f64)> =
        labels.iter().map(|label| (wish(label), label.height() + GAP)).collect();
    let middles = spread(&wishes, axis.top(), axis.bottom() + LINE);
    let mut threads = Vec::new();
    for (label, middle) in labels.iter().zip(middles) {
        let mut y = middle - label.height() / 2.0;
        let first = y + LINE / 2.0;
        if label.has_thread() {
            threads.push((end(label), first));
        }
        let left = x + THREAD;
        match label.sample {
            Sample::None => {}
            Sample::Fill(fill) => {
                let area = Area { left, top: first - 5.0, right: left + 12.0, bottom: first + 5.0 };
                canvas.rectangle(area, fill);
            }
            Sample::Line(stroke) => canvas.line((left, first), (left + 16.0, first), stroke),
        }
        let lines = label.name.iter().map(|line| (line, SIZE, INK));
        let more = label.more.iter().map(|line| (line, SIZE - 1.0, QUIET));
        for (text, size, fill) in lines.chain(more) {
            canvas.words(&Words {
                text,
                x: left + SAMPLE,
                y: y + 11.0,
                size,
                fill,
                weight: Weight::Regular,
                anchor: Anchor::Start,
            });
            y += LINE;
        }
    }
    draw_threads(canvas, &threads, x);
}

/// Draws the threads from ends to the first lines of their labels; what ends at one place has one
/// thread, to a line along all of its labels.
fn draw_threads(canvas: &mut Canvas, threads: &[(f64, f64)], x: f64) {
    let thread = Stroke { colour: OTHERS, width: 0.9, dashes: "" };
    let to = x + THREAD - 3.0;
    for group in threads.chunk_by(|one, other| (one.0 - other.0).abs() < 0.5) {
        let (Some(&(end, top)), Some(&(_, bottom))) = (group.first(), group.last()) else {
            continue;
        };
        canvas.line((x + 2.0, end), (to, end.clamp(top, bottom)), thread);
        if group.len() > 1 {
            canvas.line((to, top - 4.0), (to, bottom + 4.0), thread);
        }
    }
}

/// Where blocks of given middle and height come to lie: in order, without overlap, between top and
/// bottom where they have room there, and no further from their wishes than that takes.
fn spread(wishes: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    // Blocks that touch move as one: how many, the sum of their uppers' wishes, their height.
    let mut heaps: Vec<(usize, f64, f64)> = Vec::new();
    let count = |n: usize| (0..n).map(|_| 1.0).sum::<f64>();
    let upper =
        |(n, wish, height): (usize, f64, f64)| (wish / count(n)).min(bottom - height).max(top);
    for &(middle, height) in wishes {
        heaps.push((1, middle - height / 2.0, height));
        while let [.., above, below] = heaps[..]
            && upper(above) + above.2 > upper(below)
        {
            heaps.pop();
            heaps.pop();
            // A block below wishes the heap's upper to be so much higher.
            let wish = above.1 + below.1 - count(below.0) * above.2;
            heaps.push((above.0 + below.0, wish, above.2 + below.2));
        }
    }
    let mut middles = Vec::with_capacity(wishes.len());
    let mut blocks = wishes.iter();
    for heap in heaps {
        let mut y = upper(heap);
        for (_, height) in blocks.by_ref().take(heap.0) {
            middles.push(y + height / 2.0);
            y += height;
        }
    }
    middles
}

/// One entry of the key above a chart.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key<'a> {
    Line(Stroke<'a>, &'a str),
    Residual(&'a str),
    Fill(&'a str, &'a str),
}

/// Draws the key in one row whose letters stand on `y`.
pub(super) fn draw_key(canvas: &mut Canvas, keys: &[Key<'_>], left: f64, y: f64) {
    let mut x = left;
    for key in keys {
        let area = Area { left: x, top: y - 9.0, right: x + 20.0, bottom: y + 1.0 };
        let name = match *key {
            Key::Line(stroke, name) => {
                canvas.line((x, y - 4.0), (x + 20.0, y - 4.0), stroke);
                name
            }
            Key::Residual(name) => {
                canvas.rectangle(area, QUIET);
                canvas.rectangle(area, HATCH);
                name
            }
            Key::Fill(fill, name) => {
                canvas.rectangle(area, fill);
                name
            }
        };
        canvas.words(&Words {
            text: name,
            x: x + 26.0,
            y,
            size: SIZE,
            fill: QUIET,
            weight: Weight::Regular,
            anchor: Anchor::Start,
        });
        x += 26.0 + text_width::width(name, SIZE) + 22.0;
    }
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn blocks_keep_their_order_and_do_not_overlap() {
        let middles =
            spread(&[(10.0, 10.0), (12.0, 10.0), (100.0, 10.0), (100.0, 20.0)], 0.0, 105.0);
        assert_eq!(middles, [6.0, 16.0, 80.0, 95.0]);
    }
}

//! A chart in the making: SVG elements in drawing order.

use svg::node::Node as _;
use svg::node::element::{Definitions, Description, Element, Path, Pattern, Text, Title};

use crate::chart::Chart;
use crate::chart::style::{SHADE, Stroke, WHITE, WIDTH};

/// The fill that hatches the residual presence.
pub(super) const HATCH: &str = "url(#residual)";

/// x to the right, y down.
pub(super) type Point = (f64, f64);

#[derive(Debug)]
pub(super) struct Canvas {
    title: String,
    description: String,
    elements: Vec<Element>,
}

/// One line of text.
pub(super) struct TextRun(Text);

/// Which part of a text is at its x.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl TextRun {
    /// A text whose baseline starts at a point.
    pub(super) fn new(text: &str, (x, y): Point, size: f64, fill: &str) -> Self {
        let text = Text::new(text).set("x", number(x)).set("y", number(y));
        Self(text.set("font-size", number(size)).set("fill", fill))
    }

    pub(super) fn bold(self) -> Self {
        Self(self.0.set("font-weight", "bold"))
    }

    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        match anchor {
            Anchor::Start => self,
            Anchor::Middle => Self(self.0.set("text-anchor", "middle")),
            Anchor::End => Self(self.0.set("text-anchor", "end")),
        }
    }
}

impl Canvas {
    pub(super) fn new(title: String, description: String) -> Self {
        Self { title, description, elements: Vec::new() }
    }

    pub(super) fn text(&mut self, run: TextRun) {
        self.elements.push(run.0.into());
    }

    pub(super) fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.stroke(segment(from, to), stroke);
    }

    /// A faint white line, on which another can be seen over dark areas.
    pub(super) fn halo(&mut self, from: Point, to: Point) {
        let mut line = segment(from, to);
        line.assign("stroke-opacity", "0.5");
        self.stroke(line, Stroke::solid(WHITE, 2.4));
    }

    /// A line through points; nothing if there are none.
    pub(super) fn polyline(&mut self, points: &[Point], stroke: Stroke) {
        if !points.is_empty() {
            let path = Path::new().set("d", format!("M{}", path_data(points))).set("fill", "none");
            self.stroke(path.set("stroke-linejoin", "round"), stroke);
        }
    }

    /// A rectangle from its upper left to its lower right corner.
    pub(super) fn rectangle(&mut self, (x, y): Point, (right, bottom): Point, fill: &str) {
        let (width, height) = ((right - x).max(0.0), (bottom - y).max(0.0));
        self.fill(shape("rect", [("x", x), ("y", y), ("width", width), ("height", height)]), fill);
    }

    /// A rectangle through which what it covers can be seen.
    pub(super) fn shade(&mut self, (x, y): Point, (right, bottom): Point, opacity: &str) {
        let (width, height) = ((right - x).max(0.0), (bottom - y).max(0.0));
        let mut rectangle =
            shape("rect", [("x", x), ("y", y), ("width", width), ("height", height)]);
        rectangle.assign("fill-opacity", opacity);
        self.fill(rectangle, SHADE);
    }

    /// A disc with a white edge.
    pub(super) fn dot(&mut self, (x, y): Point, radius: f64, fill: &str) {
        let mut circle = shape("circle", [("cx", x), ("cy", y), ("r", radius)]);
        circle.assign("stroke", WHITE);
        self.fill(circle, fill);
    }

    /// The area between two lines; nothing if they have no points.
    pub(super) fn band(&mut self, upper: &[Point], lower: &[Point], fill: &str, class: &str) {
        if !upper.is_empty() {
            let back: Vec<Point> = lower.iter().rev().copied().collect();
            let data = format!("M{}L{}Z", path_data(upper), path_data(&back));
            self.fill(Path::new().set("d", data).set("class", class), fill);
        }
    }

    /// Rectangles that stand on one line, as one element; each has its left, right and top.
    pub(super) fn bars(&mut self, bars: &[(f64, f64, f64)], bottom: f64, fill: &str) {
        let bar = |&(left, right, top): &(f64, f64, f64)| {
            let (l, r, t, b) = (number(left), number(right), number(top), number(bottom));
            format!("M{l} {b}L{l} {t}L{r} {t}L{r} {b}Z")
        };
        if !bars.is_empty() {
            let data: String = bars.iter().map(bar).collect();
            self.fill(Path::new().set("d", data).set("class", "bars"), fill);
        }
    }

    /// Adds an element drawn with a stroke.
    fn stroke(&mut self, element: impl Into<Element>, stroke: Stroke) {
        let mut element = element.into();
        element.assign("stroke", stroke.colour);
        element.assign("stroke-width", number(stroke.width));
        if !stroke.dashes.is_empty() {
            element.assign("stroke-dasharray", stroke.dashes);
        }
        self.elements.push(element);
    }

    /// Adds a filled element.
    fn fill(&mut self, element: impl Into<Element>, fill: &str) {
        let mut element = element.into();
        element.assign("fill", fill);
        self.elements.push(element);
    }

    /// The finished chart, with a white background.
    pub(super) fn finish(self, height: f64) -> Chart {
        let mut background = shape("rect", [("width", WIDTH), ("height", height)]);
        background.assign("fill", WHITE);
        let (width, height) = (number(WIDTH), number(height));
        let mut stripe = segment((0.0, 0.0), (0.0, 5.0));
        stripe.assign("stroke", WHITE);
        stripe.assign("stroke-width", "3.6");
        let hatch = Pattern::new()
            .set("id", "residual")
            .set("width", "5")
            .set("height", "5")
            .set("patternUnits", "userSpaceOnUse")
            .set("patternTransform", "rotate(45)")
            .add(stripe);
        let mut document = svg::Document::new()
            .set("viewBox", format!("0 0 {width} {height}"))
            .set("width", width)
            .set("height", height)
            .set(
                "font-family",
                "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif",
            )
            .set("role", "img")
            .add(Title::new(self.title))
            .add(Description::new().add(svg::node::Text::new(self.description)))
            .add(Definitions::new().add(hatch))
            .add(background);
        for element in self.elements {
            document = document.add(element);
        }
        Chart(format!("{document}\n"))
    }
}

fn segment((x1, y1): Point, (x2, y2): Point) -> Element {
    shape("line", [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)])
}

/// An element with coordinates.
fn shape<const N: usize>(tag: &str, coordinates: [(&str, f64); N]) -> Element {
    let mut element = Element::new(tag);
    for (name, value) in coordinates {
        element.assign(name, number(value));
    }
    element
}

/// The coordinates of a path, without the points inside a level stretch.
fn path_data(points: &[Point]) -> String {
    let points: Vec<(String, String)> =
        points.iter().map(|&(x, y)| (number(x), number(y))).collect();
    let is_corner = |&i: &usize| {
        let differs = |other: usize| points[other].1 != points[i].1;
        i == 0 || i + 1 == points.len() || differs(i - 1) || differs(i + 1)
    };
    let corners = (0..points.len()).filter(is_corner);
    let corners: Vec<String> =
        corners.map(|i| format!("{} {}", points[i].0, points[i].1)).collect();
    corners.join("L")
}

/// A count as a length.
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
pub(super) const fn length(count: usize) -> f64 {
    count as f64
}

/// A coordinate in hundredths, the same on every platform.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

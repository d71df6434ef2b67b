//! What is drawn, as SVG.

use svg::Document;
use svg::node::element::{
    Circle, Definitions, Description, Element, Line, Path, Pattern, Rectangle, Text, Title,
};

/// The width of every chart; its height is what its content takes.
pub(super) const WIDTH: f64 = 800.0;

/// The pattern that shades the residual presence.
pub(super) const HATCH: &str = "url(#residual)";

/// Elements in the order in which they are drawn.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    elements: Vec<Element>,
}

/// One line of text.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) x: f64,
    /// Of the line that the letters stand on.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) fill: &'a str,
    pub(super) weight: Weight,
    pub(super) anchor: Anchor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Which end of a text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke<'a> {
    pub(super) colour: &'a str,
    pub(super) width: f64,
    /// Lengths of dashes and gaps; none for a line without.
    pub(super) dashes: &'a str,
}

/// A rectangle by its corners, x and y of the upper left, x and y of the lower right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Canvas {
    pub(super) fn words(&mut self, words: &Words<'_>) {
        let mut text = Text::new(words.text)
            .set("x", number(words.x))
            .set("y", number(words.y))
            .set("font-size", number(words.size))
            .set("fill", words.fill);
        if words.weight == Weight::Bold {
            text = text.set("font-weight", "bold");
        }
        match words.anchor {
            Anchor::Start => {}
            Anchor::Middle => text = text.set("text-anchor", "middle"),
            Anchor::End => text = text.set("text-anchor", "end"),
        }
        self.elements.push(text.into());
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke<'_>) {
        let line = Line::new()
            .set("x1", number(from.0))
            .set("y1", number(from.1))
            .set("x2", number(to.0))
            .set("y2", number(to.1))
            .set("stroke", stroke.colour)
            .set("stroke-width", number(stroke.width));
        let line = if stroke.dashes.is_empty() {
            line
        } else {
            line.set("stroke-dasharray", stroke.dashes)
        };
        self.elements.push(line.into());
    }

    /// A faint white line, on which another is seen over dark areas.
    pub(super) fn veil(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.line(from, to, Stroke { colour: "#fff", width: 2.4, dashes: "" });
        if let Some(line) = self.elements.last_mut() {
            line.get_attributes_mut().insert("stroke-opacity".to_owned(), "0.5".into());
        }
    }

    pub(super) fn rectangle(&mut self, area: Area, fill: &str) {
        let rectangle = Rectangle::new()
            .set("x", number(area.left))
            .set("y", number(area.top))
            .set("width", number((area.right - area.left).max(0.0)))
            .set("height", number((area.bottom - area.top).max(0.0)))
            .set("fill", fill);
        self.elements.push(rectangle.into());
    }

    /// A line through points; nothing where there are none.
    pub(super) fn polyline(&mut self, points: &[(f64, f64)], stroke: Stroke<'_>) {
        if points.is_empty() {
            return;
        }
        let path = Path::new()
            .set("d", through(points))
            .set("fill", "none")
            .set("stroke", stroke.colour)
            .set("stroke-width", number(stroke.width))
            .set("stroke-linejoin", "round");
        let path = if stroke.dashes.is_empty() {
            path
        } else {
            path.set("stroke-dasharray", stroke.dashes)
        };
        self.elements.push(path.into());
    }

    /// What lies between two lines that run through the same months.
    pub(super) fn band(
        &mut self,
        upper: &[(f64, f64)],
        lower: &[(f64, f64)],
        fill: &str,
        class: &str,
    ) {
        if upper.is_empty() {
            return;
        }
        let back: Vec<(f64, f64)> = lower.iter().rev().copied().collect();
        let data = format!("{}L{}Z", through(upper), &through(&back)[1..]);
        let path = Path::new().set("class", class).set("d", data).set("fill", fill);
        self.elements.push(path.into());
    }

    /// Rectangles of one colour as one element: x of the left and right side, y of the top.
    pub(super) fn bars(&mut self, bars: &[(f64, f64, f64)], bottom: f64, fill: &str) {
        let shape = |&(left, right, top): &(f64, f64, f64)| {
            let (l, r, t, b) = (number(left), number(right), number(top), number(bottom));
            format!("M{l} {b}L{l} {t}L{r} {t}L{r} {b}Z")
        };
        let data: String = bars.iter().map(shape).collect();
        if !data.is_empty() {
            self.elements
                .push(Path::new().set("class", "bars").set("d", data).set("fill", fill).into());
        }
    }

    /// A disc with a white edge.
    pub(super) fn dot(&mut self, middle: (f64, f64), radius: f64, fill: &str) {
        let circle = Circle::new()
            .set("cx", number(middle.0))
            .set("cy", number(middle.1))
            .set("r", number(radius))
            .set("fill", fill)
            .set("stroke", "#fff");
        self.elements.push(circle.into());
    }

    /// The whole picture, on white so that it is right on a dark page as well.
    pub(super) fn finish(self, height: f64, title: &str, description: &str) -> String {
        let (wide, high) = (number(WIDTH), number(height));
        let stripe = Line::new().set("x1", "0").set("y1", "0").set("x2", "0").set("y2", "5");
        let hatch = Pattern::new()
            .set("id", "residual")
            .set("width", "5")
            .set("height", "5")
            .set("patternUnits", "userSpaceOnUse")
            .set("patternTransform", "rotate(45)")
            .add(stripe.set("stroke", "#fff").set("stroke-width", "3.6"));
        let mut document = Document::new()
            .set("viewBox", format!("0 0 {wide} {high}"))
            .set("width", wide.clone())
            .set("height", high.clone())
            .set("font-family", "Helvetica, Arial, 'Liberation Sans', sans-serif")
            .set("role", "img")
            .add(Title::new(title))
            .add(Description::new().add(svg::node::Text::new(description)))
            .add(Definitions::new().add(hatch))
            .add(Rectangle::new().set("width", wide).set("height", high).set("fill", "#fff"));
        for element in self.elements {
            document = document.add(element);
        }
        format!("{document}\n")
    }
}

/// The path through points, without those in the middle of a level stretch.
fn through(points: &[(f64, f64)]) -> String {
    let shown: Vec<(String, String)> =
        points.iter().map(|&(x, y)| (number(x), number(y))).collect();
    let is_drawn = |i: &usize| {
        let is_level = |other: Option<usize>| {
            other.and_then(|other| shown.get(other)).is_some_and(|other| other.1 == shown[*i].1)
        };
        !(is_level(i.checked_sub(1)) && is_level(i.checked_add(1)))
    };
    let points: Vec<String> = (0..shown.len())
        .filter(is_drawn)
        .map(|i| format!("{} {}", shown[i].0, shown[i].1))
        .collect();
    format!("M{}", points.join("L"))
}

/// A coordinate in hundredths, written alike on every platform.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

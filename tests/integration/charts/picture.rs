//! A chart read back: its texts and their places, its areas and the troops that they stand for.

use std::fmt::Write as _;

use roxmltree::{Document, Node};

/// A text of a chart and the rectangle that it takes, measured independently of the library.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) content: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    left: f64,
    right: f64,
    size: f64,
}

impl Text {
    /// Whether two texts would be drawn over each other.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let (above, below) = if self.y < other.y { (self, other) } else { (other, self) };
        // Letters rise 0.7 of their size above the baseline.
        let apart = above.y <= below.y - 0.7 * below.size;
        !apart && self.left < other.right && other.left < self.right
    }

    /// Whether an upright line at x from one y to another would run through it.
    pub(crate) fn is_crossed_by(&self, x: f64, top: f64, bottom: f64) -> bool {
        self.left < x && x < self.right && top < self.y && self.y - 0.7 * self.size < bottom
    }

    pub(crate) fn is_centred(&self) -> bool {
        self.left < self.x && self.x < self.right
    }

    pub(crate) fn is_within(&self, width: f64, height: f64) -> bool {
        self.left >= 0.0 && self.right <= width && self.y - self.size >= 0.0 && self.y <= height
    }
}

/// About the width of a character in Helvetica, as a share of its size.
fn width(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{2066}'..='\u{2069}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | ' ' | 'f' | 't'
        | '(' | ')' | '-' => 0.27,
        'W' => 0.94,
        'm' | 'w' | 'M' | '@' | '%' => 0.8,
        'A'..='Z' => 0.66,
        _ => 0.53,
    }
}

/// A number of an attribute.
fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or("0").parse().unwrap()
}

/// The width and height of a picture.
pub(crate) fn size(document: &Document<'_>) -> (f64, f64) {
    let root = document.root_element();
    let view = root.attribute("viewBox").unwrap();
    let sides: Vec<f64> = view.split(' ').map(|side| side.parse().unwrap()).collect();
    assert_eq!(sides[..2], [0.0, 0.0]);
    assert_eq!(sides[2..], [number(root, "width"), number(root, "height")]);
    (sides[2], sides[3])
}

pub(crate) fn texts(document: &Document<'_>) -> Vec<Text> {
    let nodes = document.descendants().filter(|node| node.has_tag_name("text"));
    let texts = nodes.map(|node| {
        let content = node.text().unwrap_or_default().to_owned();
        let (x, y, size) = (number(node, "x"), number(node, "y"), number(node, "font-size"));
        let bold = if node.attribute("font-weight").is_some() { 1.05 } else { 1.0 };
        let wide = content.chars().map(width).sum::<f64>() * size * bold;
        let left = match node.attribute("text-anchor") {
            None => x,
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            Some(other) => panic!("text-anchor {other}"),
        };
        Text { content, x, y, left, right: left + wide, size }
    });
    texts.collect()
}

/// The number of months that a chart shows, as its description says.
pub(crate) fn months_shown(document: &Document<'_>) -> usize {
    let description = document.descendants().find(|node| node.has_tag_name("desc")).unwrap();
    let words = description.text().unwrap().replace([';', ','], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let months = words.windows(2).filter_map(|pair| {
        let names = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let month = names.find(pair[0].get(..3)?).filter(|i| i % 3 == 0)?;
        Some(pair[1].parse::<usize>().ok()? * 12 + month / 3)
    });
    let months: Vec<usize> = months.collect();
    months[months.len() - 1] - months[0] + 1
}

/// The points of a path of straight lines.
pub(crate) fn points(data: &str) -> Vec<(f64, f64)> {
    let points = data.split(['M', 'L', 'Z']).filter(|point| !point.is_empty()).map(|point| {
        let (x, y) = point.split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    });
    points.collect()
}

/// All points that a chart draws something at.
pub(crate) fn places(document: &Document<'_>) -> Vec<(f64, f64)> {
    let mut places = Vec::new();
    let inside = |node: &Node<'_, '_>| !node.ancestors().any(|node| node.has_tag_name("defs"));
    for node in document.descendants().filter(Node::is_element).filter(inside) {
        let at = |x: &str, y: &str| (number(node, x), number(node, y));
        match node.tag_name().name() {
            "line" => places.extend([at("x1", "y1"), at("x2", "y2")]),
            "rect" => {
                let (x, y) = at("x", "y");
                places.extend([(x, y), (x + number(node, "width"), y + number(node, "height"))]);
            }
            "circle" => {
                let ((x, y), r) = (at("cx", "cy"), number(node, "r"));
                places.extend([(x - r, y - r), (x + r, y + r)]);
            }
            "path" => places.extend(points(node.attribute("d").unwrap())),
            "svg" | "title" | "desc" | "defs" | "text" => {}
            other => panic!("<{other}> in a chart"),
        }
    }
    places
}

/// The poles of deadlines: x, and y of their tops and feet.
pub(crate) fn poles(document: &Document<'_>) -> Vec<(f64, f64, f64)> {
    let lines = document.descendants().filter(|node| node.has_tag_name("line"));
    let dashed = lines.filter(|line| line.attribute("stroke-dasharray").is_some());
    let upright = dashed.filter(|line| line.attribute("x1") == line.attribute("x2"));
    upright.map(|line| (number(line, "x1"), number(line, "y1"), number(line, "y2"))).collect()
}

/// The middles of circles.
pub(crate) fn circles(document: &Document<'_>) -> Vec<(f64, f64)> {
    let circles = document.descendants().filter(|node| node.has_tag_name("circle"));
    circles.map(|circle| (number(circle, "cx"), number(circle, "cy"))).collect()
}

/// The paths of a class.
pub(crate) fn paths<'d>(document: &'d Document<'_>, class: &str) -> Vec<&'d str> {
    let nodes = document.descendants().filter(|node| node.attribute("class") == Some(class));
    nodes.map(|node| node.attribute("d").unwrap()).collect()
}

/// The troops axis of a chart, from two of its own numbers: y of 0, and troops per unit.
pub(crate) struct Axis {
    pub(crate) zero: f64,
    pub(crate) troops: f64,
    /// Its largest number.
    pub(crate) most: f64,
}

impl Axis {
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let texts = texts(document);
        let zero = texts.iter().find(|text| text.content == "0").unwrap();
        let number = |text: &Text| text.content.replace(',', "").parse::<f64>().ok();
        let column = texts.iter().filter(|text| (text.x - zero.x).abs() < 0.01);
        let (most, y) = column
            .filter_map(|text| Some((number(text)?, text.y)))
            .reduce(|one, other| if one.0 > other.0 { one } else { other })
            .unwrap();
        // A number is a little below its line.
        Self { zero: zero.y - 4.0, troops: most / (zero.y - y), most }
    }
}

/// The y of a band's upper and lower edge at a share of its way from left to right.
pub(crate) fn edges(data: &str, share: f64) -> (f64, f64) {
    let points = points(data);
    let right = points.iter().map(|point| point.0).fold(f64::MIN, f64::max);
    let turn = points.iter().position(|point| (point.0 - right).abs() < 0.001).unwrap();
    let (upper, lower) = points.split_at(turn + 1);
    let lower: Vec<(f64, f64)> = lower.iter().rev().copied().collect();
    let x = upper[0].0 + share * (upper[turn].0 - upper[0].0);
    (at(upper, x), at(&lower, x))
}

fn at(line: &[(f64, f64)], x: f64) -> f64 {
    let Some(next) = line.iter().position(|point| point.0 >= x - 0.006) else {
        return line.last().unwrap().1;
    };
    let (after, before) = (line[next], line[next.saturating_sub(1)]);
    let run = after.0 - before.0;
    if run == 0.0 { after.1 } else { before.1 + (after.1 - before.1) * (x - before.0) / run }
}

/// One text per line, for messages.
pub(crate) fn listed(texts: &[Text]) -> String {
    let mut list = String::new();
    for text in texts {
        writeln!(list, "{text:?}").unwrap();
    }
    list
}

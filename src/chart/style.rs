//! Sizes, colours and strokes that the charts share. The colours (Okabe and Ito) can be told apart by
//! colour-blind readers and in greyscale.

/// The width of every chart, at which its texts have 6.5 to 8 points across a page of paper; its height depends on its content.
pub(super) const WIDTH: f64 = 720.0;
/// What stays empty to the left and the right of texts.
pub(super) const MARGIN: f64 = 12.0;

pub(super) const TITLE_SIZE: f64 = 18.0;
pub(super) const SUBTITLE_SIZE: f64 = 12.5;
pub(super) const TEXT_SIZE: f64 = 12.0;
pub(super) const MARKER_SIZE: f64 = 11.5;
pub(super) const SMALL_SIZE: f64 = 11.0;
pub(super) const CREDIT_SIZE: f64 = 10.0;

pub(super) const WHITE: &str = "#fff";
pub(super) const TEXT: &str = "#1a1a1a";
/// Secondary text.
pub(super) const MUTED: &str = "#595959";
pub(super) const GRID: &str = "#dcdcdc";
/// What is late or missed.
pub(super) const LATE: &str = "#b34700";
pub(super) const ON_TIME: &str = "#0072b2";
/// Whatever has no colour of its own.
pub(super) const OTHERS: &str = "#b8b8b8";
/// Outflow that a cap limits: darker than the rest.
pub(super) const AT_CAP: &str = "#003a5c";
/// What shades months, thinly.
pub(super) const SHADE: &str = "#000";
pub(super) const OUTER_BAND: &str = "#cfe2f0";
pub(super) const INNER_BAND: &str = "#86b8dc";

/// The number of areas with a colour of their own; the rest are shown as one.
pub(super) const AREA_COUNT: usize = AREAS.len();

/// From the bottom up: a dark colour next to a light one.
const AREAS: [&str; 7] =
    ["#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#f0e442", "#cc79a7"];

/// Colours and dashes of variants that share a plot, dark enough for text as well.
const VARIANTS: [(&str, &str); 3] = [("#8a3f8f", ""), ("#0072b2", "7 3"), ("#00734f", "2 2")];

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: f64,
    /// The lengths of dashes and gaps; empty for a solid line.
    pub(super) dashes: &'static str,
}

impl Stroke {
    pub(super) const fn solid(colour: &'static str, width: f64) -> Self {
        Self::dashed(colour, width, "")
    }

    pub(super) const fn dashed(colour: &'static str, width: f64, dashes: &'static str) -> Self {
        Self { colour, width, dashes }
    }
}

/// The colour of an area, counted from the bottom.
pub(super) fn area_colour(i: usize) -> &'static str {
    AREAS.get(i).copied().unwrap_or(OTHERS)
}

/// The line of a variant, in listing order.
pub(super) fn variant_stroke(i: usize) -> Stroke {
    VARIANTS
        .get(i)
        .map_or(Stroke::solid(OTHERS, 1.0), |(colour, dashes)| Stroke::dashed(colour, 1.9, dashes))
}

//! Deadlines on a plot: a pole at each, with its name above, or with a number of the list below the chart.

use std::cmp::Ordering;

use crate::chart::canvas::{Anchor, Canvas, TextRun, length};
use crate::chart::month_axis::MonthAxis;
use crate::chart::style::{LATE, MARKER_SIZE, MUTED, Stroke, TEXT, WIDTH};
use crate::chart::text_width;
use crate::chart::wording::{due_day_text, due_text};
use crate::projection::deadline::DeadlineOutcome;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// The height of a row of labels, which have two lines: the name, and the day.
const ROW_HEIGHT: f64 = 29.0;
/// If labels need more rows, or there are more of them, the markers are numbered.
const MAX_ROWS: usize = 6;
const MAX_LABELS: usize = 40;
/// How many spots are tried before the markers are numbered.
const MAX_TRIES: usize = 4_000;
/// A longer name would have to be shortened, and those of several phases may begin alike.
const MAX_LABEL_WIDTH: f64 = 240.0;
const MAX_OUTSIDE_WIDTH: f64 = WIDTH / 2.0;
const NUMBER_HEIGHT: f64 = 14.0;

/// The deadlines of a projection.
#[derive(Debug)]
pub(super) struct DeadlineMarkers {
    /// By date.
    markers: Vec<Marker>,
    /// Where the marker's labels are; `None` if they have no space and the markers are numbered.
    spots: Option<Vec<Spot>>,
    /// The phases that bind in no month of the plot, with their deadlines.
    pub(super) outside: Vec<String>,
}

/// A deadline in a month of the plot.
#[derive(Debug)]
pub(super) struct Marker {
    /// The x of its day.
    x: f64,
    /// The x of the month's end that it counts as, where that is not in the day's own month.
    binding: Option<f64>,
    /// The phase's name, as a label and as the list below the chart shows it.
    pub(super) name: String,
    /// The day, and by how much the deadline is missed.
    pub(super) when: String,
    missed: bool,
}

/// The place of a label.
#[derive(Clone, Copy, Debug)]
struct Spot {
    /// The x of the marker's pole.
    pole: f64,
    row: usize,
    anchor: Anchor,
    left: f64,
    right: f64,
}

/// The numbers of markers that share a pole.
struct Number<'a> {
    text: String,
    marker: &'a Marker,
    row: usize,
}

impl DeadlineMarkers {
    pub(super) fn new(outcomes: &[DeadlineOutcome], axis: &MonthAxis) -> Self {
        let mut markers = Vec::new();
        let mut outside = Vec::new();
        for outcome in outcomes {
            let name = text_width::clean(&outcome.phase);
            let binding = outcome.binding_month.and_then(|month| axis.x_of(month));
            let (Some(binding), Some(day)) = (binding, outcome.deadline) else {
                if outcome.has_deadline {
                    let name = text_width::fit(&name, MARKER_SIZE, MAX_OUTSIDE_WIDTH);
                    outside.push(format!("{name} ({})", due_text(outcome)));
                }
                continue;
            };
            let is_another = outcome.binding_month != YearMonth::of(day);
            let missed = outcome.met == Some(false);
            let x = axis.x_of_day(day);
            let day = due_day_text(day, outcome.binding_month);
            let shortfall = grouped(outcome.shortfall.unwrap_or(0));
            let when = match (missed, outcome.is_met_by_surge()) {
                (true, _) => format!("{day}, missed by {shortfall}"),
                (false, true) => format!("{day}, met by a surge"),
                (false, false) if outcome.replaced => format!("{day}, replaced"),
                (false, false) => day,
            };
            let binding = Some(binding).filter(|_| is_another);
            markers.push(Marker { x, binding, name, when, missed });
        }
        markers.sort_by(|one, other| one.x.total_cmp(&other.x));
        Self { spots: spots(&markers), markers, outside }
    }

    /// The markers that are numbered, and named below the chart.
    pub(super) fn numbered(&self) -> &[Marker] {
        if self.spots.is_some() { &[] } else { &self.markers }
    }

    /// The x of each marker's pole.
    pub(super) fn poles(&self) -> impl Iterator<Item = f64> {
        self.markers.iter().map(|marker| marker.x)
    }

    /// The height of labels or numbers above the plot.
    pub(super) fn height(&self) -> f64 {
        if let Some(spots) = &self.spots {
            return spots.iter().map(|spot| row_top(spot.row)).fold(0.0, f64::max);
        }
        let rows = self.numbers().iter().map(|number| number.row + 1).max();
        6.0 + NUMBER_HEIGHT * length(rows.unwrap_or(0))
    }

    /// Draws the poles, from the top of their labels to the bottom of the plot, and labels or numbers.
    pub(super) fn draw(&self, canvas: &mut Canvas, plot_top: f64, bottom: f64) {
        for (i, marker) in self.markers.iter().enumerate() {
            let above = self.spots.as_ref().map_or(4.0, |spots| row_top(spots[i].row) - 2.0);
            let (top, bottom) = ((marker.x, plot_top - above), (marker.x, bottom));
            canvas.halo(top, bottom);
            canvas.line(top, bottom, marker.stroke());
            if let Some(x) = marker.binding {
                marker.draw_binding_month(canvas, x, bottom.1);
            }
        }
        match &self.spots {
            Some(spots) => {
                for (marker, spot) in self.markers.iter().zip(spots) {
                    marker.draw_label(canvas, *spot, plot_top - row_top(spot.row));
                }
            }
            None => {
                for Number { text, marker, row } in self.numbers() {
                    let at = (marker.x, plot_top - 7.0 - NUMBER_HEIGHT * length(row));
                    let run = TextRun::new(&text, at, MARKER_SIZE, marker.colour());
                    canvas.text(run.bold().anchored(Anchor::Middle));
                }
            }
        }
    }

    /// The numbers, each in the first of two rows that has space for it. A number without space is left
    /// out: the list below the chart is in the order of the poles.
    fn numbers(&self) -> Vec<Number<'_>> {
        let mut numbers = Vec::new();
        let mut row_ends = [f64::MIN; 2];
        let mut last = 0;
        for group in self.markers.chunk_by(same_day) {
            let first = last + 1;
            last += group.len();
            let text = if first == last { first.to_string() } else { format!("{first}–{last}") };
            let marker = group.iter().find(|marker| marker.missed).unwrap_or(&group[0]);
            let half = text_width::width(&text, MARKER_SIZE) / 2.0;
            if let Some(row) = row_ends.iter().position(|end| marker.x - half >= *end) {
                row_ends[row] = marker.x + half + 2.0;
                numbers.push(Number { text, marker, row });
            }
        }
        numbers
    }
}

impl Marker {
    /// The colour of the marker's name.
    pub(super) fn colour(&self) -> &'static str {
        if self.missed { LATE } else { TEXT }
    }

    fn stroke(&self) -> Stroke {
        if self.missed {
            Stroke::dashed(LATE, 1.3, "4 2")
        } else {
            Stroke::dashed(TEXT, 0.8, "3 3")
        }
    }

    /// Draws a dot on the axis at the end of the month that the day counts as, and a line to it.
    fn draw_binding_month(&self, canvas: &mut Canvas, x: f64, bottom: f64) {
        canvas.line((self.x, bottom), (x, bottom), Stroke::solid(self.colour(), 2.4));
        canvas.dot((x, bottom), 3.6, self.colour());
    }

    fn draw_label(&self, canvas: &mut Canvas, spot: Spot, top: f64) {
        let x = if matches!(spot.anchor, Anchor::Start) { spot.left } else { spot.right };
        let muted = if self.missed { LATE } else { MUTED };
        let name = TextRun::new(&self.name, (x, top + 9.0), MARKER_SIZE, self.colour());
        let when = TextRun::new(&self.when, (x, top + 22.0), MARKER_SIZE, muted);
        canvas.text(name.anchored(spot.anchor));
        canvas.text(when.anchored(spot.anchor));
    }

    /// The spots of a row: right of the pole, and left of it.
    fn spots(&self, row: usize) -> [Spot; 2] {
        let width = |text: &str| text_width::width(text, MARKER_SIZE);
        let width = width(&self.name).max(width(&self.when));
        let (right, left) = (self.x + 5.0, self.x - 5.0);
        let spot = |anchor, left, right| Spot { pole: self.x, row, anchor, left, right };
        [spot(Anchor::Start, right, right + width), spot(Anchor::End, left - width, left)]
    }
}

fn same_day(one: &Marker, other: &Marker) -> bool {
    (one.x - other.x).abs() < 0.005
}

impl Spot {
    fn is_on_chart(&self) -> bool {
        self.left >= 8.0 && self.right <= WIDTH - 8.0
    }

    /// Whether two labels, with their poles, can both be drawn. A pole crosses the rows below its label.
    fn is_clear_of(&self, other: &Self) -> bool {
        match self.row.cmp(&other.row) {
            Ordering::Less => !self.is_crossed_by(other.pole),
            Ordering::Greater => !other.is_crossed_by(self.pole),
            Ordering::Equal => {
                let is_apart = self.right + 8.0 < other.left || other.right + 8.0 < self.left;
                is_apart && !self.is_crossed_by(other.pole) && !other.is_crossed_by(self.pole)
            }
        }
    }

    fn is_crossed_by(&self, pole: f64) -> bool {
        self.left - 2.0 < pole && pole < self.right + 2.0
    }
}

/// The distance of the top of a row from the plot below it.
fn row_top(row: usize) -> f64 {
    6.0 + ROW_HEIGHT * length(row + 1)
}

/// A spot for each label so that none meets another or a pole, in as few rows as possible; `None` if that takes too
/// many rows, or if a name is too long for a label.
fn spots(markers: &[Marker]) -> Option<Vec<Spot>> {
    let is_long = |marker: &Marker| text_width::width(&marker.name, MARKER_SIZE) > MAX_LABEL_WIDTH;
    if markers.len() > MAX_LABELS || markers.iter().any(is_long) {
        return None;
    }
    let rows = (1..=MAX_ROWS).find_map(|rows| {
        let mut search = Search { markers, rows, spots: Vec::new(), tries: MAX_TRIES };
        search.place_rest().then_some(search.spots)
    });
    rows.map(|spots| spots.into_iter().rev().collect())
}

/// A search for spots, from the last marker to the first. Labels are right of their poles if possible, so those
/// on the right are placed first.
struct Search<'a> {
    markers: &'a [Marker],
    rows: usize,
    spots: Vec<Spot>,
    tries: usize,
}

impl Search<'_> {
    /// Whether the markers without a spot get one; if not, those placed stay as they are.
    fn place_rest(&mut self) -> bool {
        let unplaced = self.markers.len() - self.spots.len();
        let Some(marker) = unplaced.checked_sub(1).and_then(|i| self.markers.get(i)) else {
            return true;
        };
        for candidate in (0..self.rows).flat_map(|row| marker.spots(row)) {
            if self.tries == 0 {
                return false;
            }
            self.tries -= 1;
            let is_clear = self.spots.iter().all(|other| candidate.is_clear_of(other));
            if is_clear && candidate.is_on_chart() {
                self.spots.push(candidate);
                if self.place_rest() {
                    return true;
                }
                self.spots.pop();
            }
        }
        false
    }
}

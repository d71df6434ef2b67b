//! Deadlines on a chart of months: a pole at each, with its name at the top or a number of the key.

use chrono::NaiveDate;

use crate::chart::axis::{Months, short_name};
use crate::chart::canvas::{Anchor, Canvas, Stroke, WIDTH, Weight, Words};
use crate::chart::palette::{INK, LATE, QUIET};
use crate::chart::text_width;
use crate::projection::deadline::DeadlineOutcome;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

const SIZE: f64 = 11.5;
/// Two lines: the name, and below it the day.
const ROW: f64 = 29.0;
/// More rows than this and the names move to a key below the chart.
const MOST_ROWS: usize = 3;
/// Names wider than this are shortened.
const WIDEST: f64 = 180.0;
/// The key below the chart.
const KEY_LINE: f64 = 15.0;
const MOST_IN_KEY: usize = 90;

/// The deadlines of a projection as a chart shows them, by date.
#[derive(Debug)]
pub(super) struct Flags {
    dues: Vec<Due>,
    /// Where each name stands; none where names stand in the key.
    places: Option<Vec<Place>>,
    /// Those that bind in no month of the chart.
    outside: Vec<String>,
}

#[derive(Debug)]
struct Due {
    t: i32,
    x: f64,
    /// As long as the key has room for, and as the chart itself has.
    name: String,
    short: String,
    when: String,
    missed: bool,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    row: usize,
    anchor: Anchor,
    from: f64,
    to: f64,
}

/// What a row of numbers takes.
const NUMBERS: f64 = 14.0;

/// A day as in "31 Dec 2026".
pub(super) fn day(date: NaiveDate) -> String {
    use chrono::Datelike;
    let month = YearMonth::of(date).map(short_name).unwrap_or_default();
    format!("{} {month}", date.day())
}

impl Flags {
    pub(super) fn new(
        outcomes: &[DeadlineOutcome],
        first: YearMonth,
        last: i32,
        axis: &Months,
    ) -> Self {
        let mut dues = Vec::new();
        let mut outside = Vec::new();
        for outcome in outcomes {
            let when = outcome.deadline.map(day);
            let t = outcome.binding_month.map(|month| month.months_since(first));
            let short = text_width::fitted(&outcome.phase, SIZE, WIDEST);
            if let Some(t) = t.filter(|t| (0..=last).contains(t)) {
                let missed = outcome.met == Some(false);
                let by = grouped(outcome.shortfall.unwrap_or(0));
                let when = when.unwrap_or_default();
                let when = if missed { format!("{when}, missed by {by}") } else { when };
                let name = text_width::fitted(&outcome.phase, SIZE, WIDTH / 2.0);
                dues.push(Due { t, x: axis.x(t), name, short, when, missed });
            } else {
                let when = when.map_or("no date".to_owned(), |when| format!("due {when}"));
                outside.push(format!("{short} ({when})"));
            }
        }
        dues.sort_by_key(|due| due.t);
        let places = placed(&dues);
        Self { dues, places, outside }
    }

    /// What poles and names take above the plot.
    pub(super) fn height(&self) -> f64 {
        match &self.places {
            Some(places) => places.iter().map(|place| top(place.row)).fold(0.0, f64::max),
            None => {
                6.0 + NUMBERS
                    * self.numbers().iter().map(|number| number.2 + 1.0).fold(0.0, f64::max)
            }
        }
    }

    /// Draws the poles from `bottom`, and their names above `plot_top`.
    pub(super) fn draw(&self, canvas: &mut Canvas, plot_top: f64, bottom: f64) {
        for (i, due) in self.dues.iter().enumerate() {
            let above = self.places.as_ref().map_or(4.0, |places| top(places[i].row) - 2.0);
            let stroke = if due.missed {
                Stroke { colour: LATE, width: 1.3, dashes: "4 2" }
            } else {
                Stroke { colour: INK, width: 0.8, dashes: "3 3" }
            };
            let (top, bottom) = ((due.x, plot_top - above), (due.x, bottom));
            canvas.veil(top, bottom);
            canvas.line(top, bottom, stroke);
        }
        match &self.places {
            Some(places) => {
                for (due, place) in self.dues.iter().zip(places) {
                    due.draw(canvas, *place, plot_top - top(place.row));
                }
            }
            None => self.draw_numbers(canvas, plot_top),
        }
    }

    /// The numbers of the key, each with its pole and row; left out where neither row has room, as
    /// they run on from pole to pole.
    fn numbers(&self) -> Vec<(String, &Due, f64)> {
        let mut numbers = Vec::new();
        let mut free = [f64::MIN; 2];
        let mut i = 0;
        for group in self.dues.chunk_by(|one, other| one.t == other.t) {
            let (first, last) = (i + 1, i + group.len());
            i = last;
            let number =
                if first == last { first.to_string() } else { format!("{first}–{last}") };
            let half = text_width::width(&number, SIZE) / 2.0;
            let due = group.iter().find(|due| due.missed).unwrap_or(&group[0]);
            let row = usize::from(due.x - half < free[0]);
            if due.x - half >= free[row] {
                free[row] = due.x + half + 2.0;
                numbers.push((number, due, rows_height(row)));
            }
        }
        numbers
    }

    fn draw_numbers(&self, canvas: &mut Canvas, plot_top: f64) {
        for (number, due, row) in self.numbers() {
            canvas.words(&Words {
                text: &number,
                x: due.x,
                y: plot_top - 7.0 - row * NUMBERS,
                size: SIZE,
                fill: if due.missed { LATE } else { INK },
                weight: Weight::Bold,
                anchor: Anchor::Middle,
            });
        }
    }

    /// Three columns, or two where the names are long.
    fn columns(&self) -> usize {
        let widest = self.dues.iter().map(Due::width_in_key).fold(0.0, f64::max);
        if widest > 225.0 { 2 } else { 3 }
    }

    /// What the key and the note take below the plot.
    pub(super) fn key_height(&self) -> f64 {
        let rows = self.key_rows();
        let key = if rows == 0 { 0.0 } else { 12.0 + KEY_LINE * rows_height(rows) };
        key + KEY_LINE * rows_height(self.note().len())
            + if self.outside.is_empty() { 0.0 } else { 6.0 }
    }

    fn key_rows(&self) -> usize {
        if self.places.is_some() {
            0
        } else {
            self.dues.len().min(MOST_IN_KEY).div_ceil(self.columns())
        }
    }

    /// Draws the key, and the note of what is not on the chart, from `y` on.
    pub(super) fn draw_key(&self, canvas: &mut Canvas, left: f64, y: f64) {
        let rows = self.key_rows();
        let mut y = y + 12.0;
        if rows > 0 {
            let wide = (WIDTH - left - 10.0) / rows_height(self.columns());
            let rest = self.dues.len().saturating_sub(MOST_IN_KEY);
            let shown = if rest > 0 { MOST_IN_KEY - 1 } else { self.dues.len() };
            let (mut column, mut row) = (0.0, 0);
            for (i, due) in self.dues.iter().take(shown).enumerate() {
                let x = left + column * wide;
                let line = y + KEY_LINE * rows_height(row);
                due.draw_in_key(canvas, i + 1, (x, line), wide - 12.0);
                row += 1;
                if row == rows {
                    (column, row) = (column + 1.0, 0);
                }
            }
            if rest > 0 {
                let line = (left + column * wide, y + KEY_LINE * rows_height(row));
                quiet(canvas, &format!("and {} more", rest + 1), line);
            }
            y += KEY_LINE * rows_height(rows);
        }
        for line in self.note() {
            quiet(canvas, &line, (left, y));
            y += KEY_LINE;
        }
    }

    /// The deadlines that are not on the chart, as a sentence in lines.
    fn note(&self) -> Vec<String> {
        const MOST: usize = 12;
        if self.outside.is_empty() {
            return Vec::new();
        }
        let wide = WIDTH - 100.0;
        let mut lines = vec!["Deadlines outside the chart: ".to_owned()];
        let rest = self.outside.len().saturating_sub(MOST);
        let more = (rest > 0).then(|| format!("and {rest} more"));
        let shown = self.outside.iter().take(MOST).cloned().chain(more);
        let shown: Vec<String> = shown.collect();
        for (i, item) in shown.iter().enumerate() {
            let end = if i + 1 == shown.len() { "" } else { "; " };
            match lines.last_mut() {
                Some(line)
                    if text_width::width(line, SIZE) + text_width::width(item, SIZE) <= wide =>
                {
                    line.push_str(item);
                    line.push_str(end);
                }
                _ => lines.push(format!("{item}{end}")),
            }
        }
        lines
    }
}

impl Due {
    fn draw(&self, canvas: &mut Canvas, place: Place, y: f64) {
        let x = if place.anchor == Anchor::Start { place.from } else { place.to };
        let (strong, quiet) = if self.missed { (LATE, LATE) } else { (INK, QUIET) };
        for (text, y, fill) in [(&self.short, y + 9.0, strong), (&self.when, y + 22.0, quiet)] {
            canvas.words(&Words {
                text,
                x,
                y,
                size: SIZE,
                fill,
                weight: Weight::Regular,
                anchor: place.anchor,
            });
        }
    }

    fn draw_in_key(&self, canvas: &mut Canvas, number: usize, (x, y): (f64, f64), wide: f64) {
        let fill = if self.missed { LATE } else { INK };
        let mut words = Words {
            text: &number.to_string(),
            x: x + 16.0,
            y,
            size: SIZE,
            fill,
            weight: Weight::Bold,
            anchor: Anchor::End,
        };
        canvas.words(&words);
        let when = text_width::width(&self.when, SIZE) + text_width::width(", ", SIZE);
        let name = text_width::fitted(&self.name, SIZE, (wide - 22.0 - when).max(40.0));
        let line = format!("{name}, {}", self.when);
        words = Words {
            text: &line,
            x: x + 22.0,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            ..words
        };
        canvas.words(&words);
    }

    fn width_in_key(&self) -> f64 {
        text_width::width(&self.name, SIZE) + text_width::width(&self.when, SIZE) + 44.0
    }

    fn width(&self) -> f64 {
        text_width::width(&self.short, SIZE).max(text_width::width(&self.when, SIZE))
    }
}

fn quiet(canvas: &mut Canvas, text: &str, (x, y): (f64, f64)) {
    canvas.words(&Words {
        text,
        x,
        y,
        size: SIZE,
        fill: QUIET,
        weight: Weight::Regular,
        anchor: Anchor::Start,
    });
}

fn rows_height(rows: usize) -> f64 {
    u32::try_from(rows).map_or(0.0, f64::from)
}

/// How far the top of a row lies above the plot.
fn top(row: usize) -> f64 {
    6.0 + ROW * rows_height(row + 1)
}

/// A place for each name so that no name meets another or a pole; `None` where that takes too many
/// rows.
fn placed(dues: &[Due]) -> Option<Vec<Place>> {
    let mut places: Vec<Place> = Vec::new();
    if dues.len() > 40 {
        return None;
    }
    // From the right, so that the names of the later ones, to their right, are out of the way.
    for (i, due) in dues.iter().enumerate().rev() {
        let right = (due.x + 5.0, due.x + 5.0 + due.width(), Anchor::Start);
        let left = (due.x - 5.0 - due.width(), due.x - 5.0, Anchor::End);
        let mut found = None;
        for row in 0..MOST_ROWS {
            let fits = [right, left].into_iter().find(|&(from, to, _)| {
                let others = dues[i + 1..].iter().zip(places.iter().rev());
                let mut others = others.map(|(other, place)| (other.x, place));
                from >= 8.0
                    && to <= WIDTH - 8.0
                    && others.all(|(x, place)| {
                        let is_apart = to + 8.0 < place.from || place.to + 8.0 < from;
                        let crosses_pole = from - 2.0 < x && x < to + 2.0;
                        let is_crossed = place.from - 2.0 < due.x && due.x < place.to + 2.0;
                        (place.row != row || is_apart)
                            && (place.row < row || !crosses_pole)
                            && (place.row >= row || !is_crossed)
                    })
            });
            if let Some((from, to, anchor)) = fits {
                found = Some(Place { row, anchor, from, to });
                break;
            }
        }
        places.push(found?);
    }
    places.reverse();
    Some(places)
}

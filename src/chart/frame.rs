//! What charts of troops over months share: heading, axes, deadlines, labels.

use crate::chart::axis::{MONTHS_HEIGHT, Months, Troops, long_name};
use crate::chart::canvas::{Anchor, Canvas, WIDTH, Weight, Words};
use crate::chart::chart_type::Chart;
use crate::chart::deadline_markers::{Flags, day};
use crate::chart::label_layout::{self, EndLabel, Key};
use crate::chart::palette::{INK, QUIET};
use crate::chart::text_width;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::project::Projection;
use crate::spec::PlanSpec;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::mission::Mission;

const TITLE_SIZE: f64 = 18.0;
const SIZE: f64 = 12.5;
const LEFT: f64 = 12.0;
/// The least height of a plot.
const PLOT_HEIGHT: f64 = 320.0;
/// More points than this across the plot could not be told apart.
const MOST_POINTS: usize = 1_400;

/// The title of a chart, what it shows, and where that is from.
#[derive(Debug)]
pub(super) struct Heading {
    title: Vec<String>,
    lines: Vec<String>,
    description: String,
}

impl Heading {
    pub(super) fn new(spec: &PlanSpec, what: &str) -> Self {
        let most = WIDTH - 2.0 * LEFT;
        // Bold letters are wider than those that are measured.
        let title = text_width::wrapped(&spec.title, TITLE_SIZE * 1.06, most, 3);
        let mut lines = text_width::lines_of(what, SIZE, most, 4);
        lines.extend(text_width::lines_of(&source(spec, most), SIZE, most, 2));
        Self { title, lines, description: what.to_owned() }
    }

    pub(super) fn height(&self) -> f64 {
        12.0 + self.title.iter().map(|_| 23.0).sum::<f64>()
            + self.lines.iter().map(|_| 17.0).sum::<f64>()
    }

    pub(super) fn draw(&self, canvas: &mut Canvas) {
        let mut y = 5.0;
        let title = self.title.iter().map(|line| (line, 23.0, TITLE_SIZE, INK, Weight::Bold));
        let lines = self.lines.iter().map(|line| (line, 17.0, SIZE, QUIET, Weight::Regular));
        for (text, height, size, fill, weight) in title.chain(lines) {
            y += height;
            canvas.words(&Words { text, x: LEFT, y, size, fill, weight, anchor: Anchor::Start });
        }
    }

    pub(super) fn finish(&self, canvas: Canvas, height: f64) -> Chart {
        Chart(canvas.finish(height, &self.title.join(" "), &self.description))
    }
}

/// The source that most entries of the plan name, and how many more there are.
fn source(spec: &PlanSpec, most: f64) -> String {
    let named: Vec<&str> = (spec.contingents.iter().map(|entry| &entry.source))
        .chain(spec.residuals.iter().map(|entry| &entry.source))
        .chain(spec.events.iter().map(|entry| &entry.source))
        .chain(spec.phases.iter().map(|entry| &entry.source))
        .chain(spec.holds.iter().map(|entry| &entry.source))
        .chain(spec.caps.iter().map(|entry| &entry.source))
        .filter_map(|source| source.as_deref())
        .collect();
    let count = |id: &str| named.iter().filter(|name| **name == id).count();
    let counts: Vec<usize> = spec.sources.iter().map(|source| count(&source.id)).collect();
    let largest = counts.iter().copied().max().unwrap_or(0);
    let first = spec.sources.iter().zip(&counts).find(|(_, count)| **count == largest);
    let Some((first, _)) = first else { return "The plan names no source".to_owned() };
    let others = counts.iter().filter(|count| **count > 0).count().saturating_sub(1);
    let date = match first.date {
        None => String::new(),
        Some(date) => {
            let date = date.as_month().map_or_else(|| day(date.date()), long_name);
            // It stays on one line.
            format!(", {}", date.replace(' ', "\u{a0}"))
        }
    };
    let (head, tail) = match others {
        0 => ("Source: ", date),
        1 => ("Sources: ", format!("{date}, and one other")),
        n => ("Sources: ", format!("{date}, and {n} others")),
    };
    // Two lines hold it, whatever the break between them wastes.
    let room = 1.8 * most - text_width::width(head, SIZE) - text_width::width(&tail, SIZE);
    format!("{head}{}{tail}", text_width::fitted(&first.title, SIZE, room))
}

/// The span of a projection in words.
pub(super) fn span(projection: &Projection<'_>) -> String {
    let (first, last) = (projection.plan().as_of(), projection.plan().through());
    if first == last {
        long_name(first)
    } else {
        format!("{} to {}", long_name(first), long_name(last))
    }
}

/// Whose troops, in words; nothing for everyone.
pub(super) fn whose(scope: &Scope) -> String {
    let listed = |names: Vec<String>, kind: &str| match names.as_slice() {
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        more => format!("{} {kind}", more.len()),
    };
    let countries =
        |list: &[Country]| list.iter().map(|country| country.name().to_owned()).collect();
    let missions = |list: &[Mission]| list.iter().map(|mission| mission.as_str().into()).collect();
    let parts = [
        scope
            .contributors
            .as_ref()
            .map(|list| format!(" of {}", listed(countries(list), "contributors"))),
        scope.hosts.as_ref().map(|list| format!(" in {}", listed(countries(list), "hosts"))),
        scope.missions.as_ref().map(|list| format!(" for {}", listed(missions(list), "missions"))),
    ];
    parts.into_iter().flatten().collect()
}

/// What a chart of troops over months is made of, before it is laid out.
pub(super) struct Frame<'a> {
    pub(super) projection: &'a Projection<'a>,
    pub(super) what: String,
    /// The largest number shown.
    pub(super) most: u64,
    pub(super) keys: Vec<Key<'a>>,
    /// The uppermost first.
    pub(super) labels: Vec<EndLabel>,
    pub(super) deadlines: Vec<DeadlineOutcome>,
}

/// A chart laid out, on which the caller draws what is between the axes.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) canvas: Canvas,
    pub(super) months: Months,
    pub(super) troops: Troops,
    heading: Heading,
    flags: Flags,
    labels: Vec<EndLabel>,
}

impl Frame<'_> {
    pub(super) fn lay_out(self) -> Sheet {
        let plan = self.projection.plan();
        let heading = Heading::new(plan.spec(), &self.what);
        let left = LEFT.max(Troops::margin(self.most)) + 2.0;
        let right = WIDTH - label_layout::margin(&self.labels);
        let months = Months::new(plan.as_of(), plan.horizon(), (left, right));
        let flags = Flags::new(&self.deadlines, plan.as_of(), plan.horizon(), &months);

        let mut canvas = Canvas::default();
        heading.draw(&mut canvas);
        let mut y = heading.height();
        if !self.keys.is_empty() {
            y += 18.0;
            label_layout::draw_key(&mut canvas, &self.keys, LEFT, y);
        }
        let top = y + 14.0 + flags.height();
        let height = PLOT_HEIGHT.max(label_layout::height(&self.labels));
        let troops = Troops::new(self.most, (top, top + height));
        troops.draw(&mut canvas, left, right);
        Sheet { canvas, months, troops, heading, flags, labels: self.labels }
    }
}

impl Sheet {
    /// The points of a row of numbers, one a month, at the months that are drawn.
    pub(super) fn points(&self, months: &[i32], values: &[u64]) -> Vec<(f64, f64)> {
        let place = |(&t, &value): (&i32, &u64)| (self.months.x(t), self.troops.y(value));
        let points: Vec<(f64, f64)> = months.iter().zip(values).map(place).collect();
        match points[..] {
            // One month is no line; it runs all across.
            [(_, y)] => vec![(self.months.left(), y), (self.months.right(), y)],
            _ => points,
        }
    }

    /// Draws what lies over the areas and lines, and what stands around them.
    pub(super) fn finish(mut self) -> Chart {
        let (canvas, bottom) = (&mut self.canvas, self.troops.bottom());
        self.months.draw(canvas, bottom);
        self.flags.draw(canvas, self.troops.top(), bottom);
        label_layout::draw(canvas, &self.labels, self.months.right(), &self.troops);
        let below = bottom + MONTHS_HEIGHT;
        self.flags.draw_key(canvas, LEFT, below);
        let height = below + self.flags.key_height() + 10.0;
        self.heading.finish(self.canvas, height)
    }
}

/// The months to draw: all, or of so many that they could not be told apart the first and last, the
/// lowest and highest of each little stretch.
pub(super) fn drawn_months(totals: &[u64]) -> Vec<i32> {
    let stretch = totals.len().div_ceil(MOST_POINTS).max(1);
    let mut months = Vec::new();
    for (i, values) in totals.chunks(stretch).enumerate() {
        let by_value = |&k: &usize| values[k];
        let ends = [Some(0), values.len().checked_sub(1)];
        let least = (0..values.len()).min_by_key(by_value);
        let most = (0..values.len()).max_by_key(by_value);
        let mut kept: Vec<usize> = ends.into_iter().chain([least, most]).flatten().collect();
        kept.sort_unstable();
        kept.dedup();
        months.extend(kept.into_iter().filter_map(|k| i32::try_from(i * stretch + k).ok()));
    }
    months
}

/// Of a row of numbers, one a month, those of the months given.
pub(super) fn at(months: &[i32], values: &[u64]) -> Vec<u64> {
    let value = |&t: &i32| usize::try_from(t).ok().and_then(|t| values.get(t)).copied();
    months.iter().map(|t| value(t).unwrap_or(0)).collect()
}

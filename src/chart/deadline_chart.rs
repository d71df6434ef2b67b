//! The deadline strip: what was due when, when it was met, and how likely that is.

use crate::chart::axis::{MONTHS_HEIGHT, Months, short_name};
use crate::chart::canvas::{Anchor, Area, Canvas, Stroke, WIDTH, Weight, Words};
use crate::chart::chart_type::Chart;
use crate::chart::deadline_markers::day;
use crate::chart::frame::{Heading, span};
use crate::chart::palette::{INK, KEPT, LATE, OTHERS, QUIET, RULE};
use crate::chart::text_width;
use crate::projection::deadline::{DeadlineOutcome, PhaseStatus};
use crate::projection::project::Projection;
use crate::values::probability::Probability;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

const SIZE: f64 = 12.0;
const SMALL: f64 = 11.0;
const ROW: f64 = 36.0;
const LEFT: f64 = 12.0;
const NAMES: f64 = 190.0;
const WORDS: f64 = 232.0;
const CHANCES: f64 = 86.0;

/// The chances of a plan's deadlines, for [`Chart::deadlines`]: those of an ensemble, or none.
///
/// ```
/// use drawdown::{Probability, Odds};
///
/// let odds = Odds { seed: 42, draws: 1_000, met: vec![Probability::new(0.83)] };
/// assert!(Odds::default().met.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odds {
    /// The seed of the draws.
    pub seed: u64,
    /// How many draws there are.
    pub draws: u64,
    /// How likely each deadline is met, in the order of the plan's phases, where that is known.
    pub met: Vec<Option<Probability>>,
}

impl Chart {
    /// The deadline strip: for each phase the stretch that it is paced over, when it is due, when it
    /// is met and by how much it is missed; and, where they are given, the chances that the deadlines
    /// hold.
    ///
    /// ```
    /// use drawdown::{Probability, Chart, Contingent, Odds, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let odds = Odds { seed: 42, draws: 1_000, met: vec![Probability::new(0.83)] };
    /// let chart = Chart::deadlines(&plan.project(), &odds);
    /// assert!(chart.svg().contains(">83%</text>"));
    /// assert!(Chart::deadlines(&plan.project(), &Odds::default()).svg().contains(">due 31 Dec 2026</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deadlines(projection: &Projection<'_>, odds: &Odds) -> Self {
        let chances = &odds.met;
        let outcomes = projection.deadlines();
        let plan = projection.plan();
        let has_chances = chances.iter().any(Option::is_some);
        let unit = if odds.draws == 1 { "draw" } else { "draws" };
        let draws = format!("; {} {unit}, seed {}", grouped(odds.draws), odds.seed);
        let draws = if has_chances { draws } else { String::new() };
        let heading = Heading::new(plan.spec(), &format!("Deadlines, {}{draws}", span(projection)));
        let mut canvas = Canvas::default();
        heading.draw(&mut canvas);
        let right = WIDTH - LEFT - WORDS - if has_chances { CHANCES } else { 0.0 };
        let left = LEFT + NAMES + 10.0;
        let strip = Strip {
            months: Months::new(plan.as_of(), plan.horizon(), (left, right)),
            chances: has_chances.then_some(WIDTH - LEFT - CHANCES + 12.0),
            projection,
        };
        let mut y = heading.height() + 18.0;
        draw_key(&mut canvas, y);
        if let Some(x) = strip.chances {
            let words = words("chance to be met", x - 14.0, y, SMALL, QUIET);
            canvas.words(&words);
        }
        y += 12.0;
        for (i, outcome) in outcomes.iter().enumerate() {
            if i > 0 {
                canvas.line(
                    (LEFT, y),
                    (WIDTH - LEFT, y),
                    Stroke { colour: RULE, width: 0.8, dashes: "" },
                );
            }
            strip.draw_row(&mut canvas, outcome, y);
            if let (Some(x), Some(Some(chance))) = (strip.chances, chances.get(i)) {
                draw_chance(&mut canvas, *chance, x, y);
            }
            y += ROW;
        }
        if outcomes.is_empty() {
            canvas.words(&words("The plan has no phases", left, y + 22.0, SIZE, QUIET));
            y += ROW;
        }
        strip.months.draw(&mut canvas, y);
        heading.finish(canvas, y + MONTHS_HEIGHT + 10.0)
    }
}

struct Strip<'a> {
    months: Months,
    /// Where the chances stand.
    chances: Option<f64>,
    projection: &'a Projection<'a>,
}

/// A mark at a place.
#[derive(Clone, Copy)]
enum Mark {
    Due,
    Met,
    Late,
}

impl Strip<'_> {
    /// Where a month lies on the strip, if it is on it.
    fn x(&self, month: YearMonth) -> Option<f64> {
        let plan = self.projection.plan();
        let t = month.months_since(plan.as_of());
        (0..=plan.horizon()).contains(&t).then(|| self.months.x(t))
    }

    fn draw_row(&self, canvas: &mut Canvas, outcome: &DeadlineOutcome, y: f64) {
        let name = text_width::wrapped(&outcome.phase, SIZE, NAMES, 2);
        two_lines(canvas, &name, (LEFT, y), [INK, INK], SIZE);
        let middle = y + ROW / 2.0;
        let (left, right) = (self.months.left(), self.months.right());
        let thread = Stroke { colour: RULE, width: 1.0, dashes: "" };
        canvas.line((left, middle), (right, middle), thread);
        if let PhaseStatus::Started { start, paced_end } = outcome.status {
            // The month in which it starts begins at the end of the one before.
            let from = self.x(start.saturating_add(-1)).unwrap_or(left);
            paced(canvas, from, self.x(paced_end).unwrap_or(right).max(from), middle);
        }
        let due = outcome.binding_month.and_then(|month| self.x(month));
        let met = outcome.met_in.and_then(|month| self.x(month));
        let is_late = outcome.slip_months.is_some_and(|slip| slip > 0);
        let is_missed = is_late || outcome.met == Some(false);
        if let (Some(due), true) = (due, is_missed) {
            let slip = Stroke { colour: LATE, width: 2.0, dashes: "3 2" };
            canvas.line((due, middle), (met.unwrap_or(right), middle), slip);
        }
        if let Some(x) = due {
            draw_mark(canvas, Mark::Due, x, middle);
        }
        if let Some(x) = met {
            draw_mark(canvas, if is_late { Mark::Late } else { Mark::Met }, x, middle);
        }
        let when =
            outcome.deadline.map_or("no date".to_owned(), |date| format!("due {}", day(date)));
        let fill = if is_missed { LATE } else { QUIET };
        let said = text_width::fitted(&said(outcome), SMALL, WORDS - 16.0);
        two_lines(canvas, &[when, said], (right + 14.0, y), [INK, fill], SMALL);
    }
}

/// What the marks mean, in one row.
fn draw_key(canvas: &mut Canvas, y: f64) {
    let mut x = LEFT + 6.0;
    let marks = [(Mark::Due, "due"), (Mark::Met, "met in time"), (Mark::Late, "met late")];
    for (mark, name) in marks {
        draw_mark(canvas, mark, x, y - 4.0);
        canvas.words(&words(name, x + 12.0, y, SIZE, QUIET));
        x += 12.0 + text_width::width(name, SIZE) + 26.0;
    }
    paced(canvas, x - 6.0, x + 16.0, y - 4.0);
    canvas.words(&words("phase under way", x + 24.0, y, SIZE, QUIET));
}

/// What became of a deadline, in a few words.
fn said(outcome: &DeadlineOutcome) -> String {
    let late = outcome.slip_months.unwrap_or(0);
    let months = late.unsigned_abs();
    let unit = if months == 1 { "month" } else { "months" };
    let met = outcome.met_in.map(short_name);
    match (outcome.met, met, late) {
        (Some(false), Some(_), _) => {
            let by = grouped(outcome.shortfall.unwrap_or(0));
            format!("missed by {by}, {months} {unit} late")
        }
        (Some(false), None, _) => {
            format!("missed by {}, never met", grouped(outcome.shortfall.unwrap_or(0)))
        }
        (_, Some(met), 0) => format!("met in {met}, on time"),
        (_, Some(met), _) => format!("met {met}, {months} {unit} early"),
        (_, None, _) => match outcome.status {
            PhaseStatus::Past => "before the first month".to_owned(),
            PhaseStatus::NeverStarts => "never starts".to_owned(),
            PhaseStatus::NotStarted => "not started by the end".to_owned(),
            PhaseStatus::Started { .. } => "not met by the end".to_owned(),
        },
    }
}

fn draw_chance(canvas: &mut Canvas, chance: Probability, x: f64, y: f64) {
    let wide = CHANCES - 24.0;
    let (top, bottom) = (y + 21.0, y + 26.0);
    canvas.rectangle(Area { left: x, top, right: x + wide, bottom }, RULE);
    canvas.rectangle(Area { left: x, top, right: x + wide * chance.value(), bottom }, KEPT);
    let per_cent = 100.0 * chance.value();
    // What may happen either way is never shown as certain.
    let shown = match per_cent {
        p if p > 0.0 && p < 1.0 => "under 1%".to_owned(),
        p if p > 99.0 && p < 100.0 => "over 99%".to_owned(),
        p => format!("{p:.0}%"),
    };
    canvas.words(&words(&shown, x, y + 16.0, SIZE, INK));
}

fn paced(canvas: &mut Canvas, from: f64, to: f64, y: f64) {
    let area = Area { left: from, top: y - 4.0, right: to, bottom: y + 4.0 };
    canvas.rectangle(area, OTHERS);
}

fn draw_mark(canvas: &mut Canvas, mark: Mark, x: f64, y: f64) {
    match mark {
        Mark::Due => {
            canvas.line(
                (x, y - 11.0),
                (x, y + 11.0),
                Stroke { colour: INK, width: 2.0, dashes: "" },
            );
        }
        Mark::Met => canvas.dot((x, y), 5.0, KEPT),
        Mark::Late => {
            let square = Area { left: x - 4.5, top: y - 4.5, right: x + 4.5, bottom: y + 4.5 };
            canvas.rectangle(square, LATE);
        }
    }
}

/// One or two lines in the middle of a row.
fn two_lines(
    canvas: &mut Canvas,
    lines: &[String],
    (x, y): (f64, f64),
    fills: [&str; 2],
    size: f64,
) {
    let first = if lines.len() > 1 { y + 15.0 } else { y + 22.0 };
    for (i, (line, fill)) in lines.iter().zip(fills).enumerate() {
        let line_y = if i == 0 { first } else { first + 14.0 };
        canvas.words(&words(line, x, line_y, size, fill));
    }
}

fn words<'a>(text: &'a str, x: f64, y: f64, size: f64, fill: &'a str) -> Words<'a> {
    Words { text, x, y, size, fill, weight: Weight::Regular, anchor: Anchor::Start }
}

//! Deadlines as one row for each phase: when it was due, when it was met, and how likely that is.

use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::chart::canvas::{Anchor, Canvas, Point, TextRun, length};
use crate::chart::month_axis::{MONTHS_HEIGHT, MonthAxis};
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{
    GRID, LATE, MARGIN, MUTED, ON_TIME, OTHERS, SMALL_SIZE, Stroke, TEXT, TEXT_SIZE, WIDTH,
};
use crate::chart::wording::{draws_text, due_text, verdict_text};
use crate::chart::{credit, heading, lanes, text_width};
use crate::engine::phase_status::PhaseStatus;
#[cfg(feature = "ensemble")]
use crate::ensemble::summary::EnsembleSummary;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::projection_type::Projection;
use crate::values::probability::Probability;
use crate::values::year_month::YearMonth;

const ROW_HEIGHT: f64 = 36.0;
/// The widths of the columns to the left and the right of the months.
const NAME_WIDTH: f64 = 165.0;
const VERDICT_WIDTH: f64 = 250.0;
const PROBABILITY_WIDTH: f64 = 140.0;
/// The width of the verdicts beside probabilities.
const NARROW_VERDICT_WIDTH: f64 = 215.0;

/// How likely each deadline of a plan is met, for [`Chart::deadlines`]: as an ensemble gives it, as
/// another model does, or not at all (the default).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeadlineProbabilities {
    /// The seed of the draws.
    pub seed: u64,
    /// The number of draws.
    pub draws: u64,
    /// The probability that each deadline is met, in the order of the plan's phases. Phases beyond
    /// the end of the list are shown without one.
    pub met: Vec<Probability>,
    /// The probability that each is met without a month busier than planned, in the same order; the others are met
    /// [by a surge](crate::DeadlineOutcome::is_met_by_surge). Beyond the end of the list this is not known.
    #[serde(default)]
    pub at_planned_pace: Vec<Probability>,
}

/// The probabilities for the summary's own plan, without its variants; none if it has no draws.
#[cfg(feature = "ensemble")]
impl From<&EnsembleSummary> for DeadlineProbabilities {
    fn from(summary: &EnsembleSummary) -> Self {
        let deadlines = summary.as_planned().deadlines().iter();
        Self {
            seed: summary.seed(),
            draws: summary.draws(),
            met: deadlines.clone().filter_map(|deadline| deadline.met().probability()).collect(),
            at_planned_pace: deadlines
                .filter_map(|deadline| deadline.at_planned_pace().probability())
                .collect(),
        }
    }
}

impl Chart {
    /// The deadlines as one row for each phase: the stretch that it is paced over, when it is due, when
    /// it is met and by how much it is missed, and how likely it is met if that is known.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::chart::{Chart, DeadlineProbabilities};
    /// use drawdown::ensemble::Ensemble;
    ///
    /// let projection = plan.project();
    /// let chart = Chart::deadlines(&projection, &DeadlineProbabilities::default());
    /// assert!(chart.svg().contains(">due 31 Dec 2026</text>"));
    ///
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let chart = Chart::deadlines(&projection, &DeadlineProbabilities::from(&summary));
    /// assert!(chart.svg().contains("1,000 draws, seed 2024"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deadlines(projection: &Projection, probabilities: &DeadlineProbabilities) -> Self {
        let outcomes = projection.deadlines();
        let met = &probabilities.met;
        let period = ShownMonths::of(projection, []);
        let mut description = format!("Deadlines, {}", period.text());
        if !met.is_empty() {
            description += "; ";
            description += &draws_text(probabilities.draws, probabilities.seed);
        }
        let (mut canvas, mut y) = heading::draw(projection.plan().spec(), description);

        let left = MARGIN + NAME_WIDTH + 10.0;
        let (verdict_width, probability_width) = match met.as_slice() {
            [] => (VERDICT_WIDTH, 0.0),
            _ => (NARROW_VERDICT_WIDTH, PROBABILITY_WIDTH),
        };
        let right = WIDTH - MARGIN - verdict_width - probability_width;
        let months = MonthAxis::new(&period, left, right);
        let probability_x = WIDTH - MARGIN - PROBABILITY_WIDTH + 12.0;

        y += 18.0;
        draw_legend(&mut canvas, y);
        if !met.is_empty() {
            let run = TextRun::new("chance to be met", (WIDTH - MARGIN, y), SMALL_SIZE, MUTED);
            canvas.text(run.anchored(Anchor::End));
        }
        y += 12.0;
        let top = y;
        // A line more for how a deadline is met.
        let is_split = !probabilities.at_planned_pace.is_empty();
        let row_height = if is_split { ROW_HEIGHT + 10.0 } else { ROW_HEIGHT };
        for (i, outcome) in outcomes.iter().enumerate() {
            if i > 0 {
                canvas.line((MARGIN, y), (WIDTH - MARGIN, y), Stroke::solid(GRID, 0.8));
            }
            draw_row(&mut canvas, &months, outcome, y, verdict_width - 16.0);
            if let Some(probability) = met.get(i).filter(|_| can_be_judged(outcome)) {
                let paced = probabilities.at_planned_pace.get(i).copied();
                draw_probability(&mut canvas, *probability, paced, (probability_x, y));
            }
            y += row_height;
        }
        if outcomes.is_empty() {
            let at = (left, y + 22.0);
            canvas.text(TextRun::new("The plan has no phases", at, TEXT_SIZE, MUTED));
            y += ROW_HEIGHT;
        }
        let lanes = lanes::of(projection);
        lanes::shade(&mut canvas, &lanes, &months, top, y);
        months.draw(&mut canvas, y);
        y += MONTHS_HEIGHT;
        y += lanes::draw(&mut canvas, &lanes, &months, y);
        y += 6.0 + credit::draw(&mut canvas, projection.plan().spec(), &[], y + 6.0);
        canvas.finish(y + 8.0)
    }
}

#[derive(Clone, Copy)]
enum Mark {
    Due,
    MetInTime,
    MetBySurge,
    MetLate,
}

impl Mark {
    fn draw(self, canvas: &mut Canvas, (x, y): Point) {
        match self {
            Self::Due => canvas.line((x, y - 11.0), (x, y + 11.0), Stroke::solid(TEXT, 2.0)),
            Self::MetInTime => canvas.dot((x, y), 5.0, ON_TIME),
            Self::MetBySurge => {
                canvas.dot((x, y), 5.0, ON_TIME);
                canvas.line((x, y - 9.0), (x, y + 9.0), Stroke::solid(LATE, 1.6));
            }
            Self::MetLate => canvas.rectangle((x - 4.5, y - 4.5), (x + 4.5, y + 4.5), LATE),
        }
    }
}

/// Draws the row of a phase, whose top is at `y`.
fn draw_row(
    canvas: &mut Canvas,
    months: &MonthAxis,
    outcome: &DeadlineOutcome,
    y: f64,
    verdict_width: f64,
) {
    let middle = y + ROW_HEIGHT / 2.0;
    let name = text_width::wrap_clean(&outcome.phase, TEXT_SIZE, NAME_WIDTH, 2);
    draw_lines(canvas, &name, (MARGIN, y), [TEXT, TEXT], TEXT_SIZE);
    canvas.line((months.left, middle), (months.right, middle), Stroke::solid(GRID, 1.0));
    if let PhaseStatus::Started { start, paced_end } = outcome.status {
        // Its first month begins at the end of the month before.
        let from = months.x_of(start.saturating_add(-1)).unwrap_or(months.left);
        let end = outcome.replaced_after.map_or(paced_end, |last| paced_end.min(last));
        let to = months.x_of(end).unwrap_or(months.right).max(from);
        draw_under_way(canvas, from, to, middle);
    }
    let binding = outcome.binding_month.and_then(|month| months.x_of(month));
    let due = binding.zip(outcome.deadline);
    let met = outcome.met_in.and_then(|month| months.x_of(month));
    let is_late = outcome.slip_months.is_some_and(|slip| slip > 0);
    let is_missed = is_late || outcome.met == Some(false);
    if let Some((binding, day)) = due {
        if is_missed {
            let slip = Stroke::dashed(LATE, 2.0, "3 2");
            canvas.line((binding, middle), (met.unwrap_or(months.right), middle), slip);
        }
        let x = months.x_of_day(day);
        Mark::Due.draw(canvas, (x, middle));
        if outcome.binding_month != YearMonth::of(day) {
            // An angle to the end of the month that the day counts as.
            let (y, stroke) = (middle + 11.0, Stroke::solid(TEXT, 1.2));
            canvas.line((x, y), (binding, y), stroke);
            canvas.line((binding, y), (binding, middle), stroke);
        }
    }
    if let Some(x) = met {
        let mark = match (is_late, outcome.is_met_by_surge()) {
            (true, _) => Mark::MetLate,
            (false, true) => Mark::MetBySurge,
            (false, false) => Mark::MetInTime,
        };
        mark.draw(canvas, (x, middle));
    }
    let verdict = text_width::fit(&verdict_text(outcome), SMALL_SIZE, verdict_width);
    let verdict_colour = if is_missed { LATE } else { MUTED };
    let lines = [due_text(outcome), verdict];
    draw_lines(canvas, &lines, (months.right + 14.0, y), [TEXT, verdict_colour], SMALL_SIZE);
}

/// Draws one or two lines in the middle of a row.
fn draw_lines(canvas: &mut Canvas, lines: &[String], (x, y): Point, fills: [&str; 2], size: f64) {
    let first = if lines.len() > 1 { y + 15.0 } else { y + 22.0 };
    for (i, (line, fill)) in lines.iter().zip(fills).enumerate() {
        canvas.text(TextRun::new(line, (x, first + 14.0 * length(i)), size, fill));
    }
}

/// Whether a draw may say that the deadline is met or missed.
fn can_be_judged(outcome: &DeadlineOutcome) -> bool {
    outcome.goal.is_some() && outcome.binding_month.is_some() && !outcome.replaced
}

/// Draws how likely a deadline is met, and how much of that is at the planned pace.
fn draw_probability(
    canvas: &mut Canvas,
    met: Probability,
    paced: Option<Probability>,
    (x, y): Point,
) {
    canvas.text(TextRun::new(&percent_text(met.value()), (x, y + 14.0), TEXT_SIZE, TEXT));
    let (left, top, bottom) = (x + 82.0, y + 7.0, y + 13.0);
    let width = WIDTH - MARGIN - left;
    let paced_value = paced.unwrap_or(met).value().min(met.value());
    canvas.rectangle((left, top), (left + width, bottom), GRID);
    canvas.rectangle((left, top), (left + width * met.value(), bottom), LATE);
    canvas.rectangle((left, top), (left + width * paced_value, bottom), ON_TIME);
    if paced.is_none() || met.value() <= 0.0 {
        return;
    }
    let surge = met.value() - paced_value;
    let lines = if surge <= 0.0 {
        vec!["all at the planned pace".to_owned()]
    } else if paced_value <= 0.0 {
        vec!["all by a surge".to_owned()]
    } else {
        let (paced, surge) = (percent_text(paced_value), percent_text(surge));
        vec![format!("{paced} at planned pace"), format!("{surge} by a surge")]
    };
    for (line, y) in lines.iter().zip([y + 27.0, y + 39.0]) {
        canvas.text(TextRun::new(line, (x, y), SMALL_SIZE, MUTED));
    }
}

/// A share in percent. What is uncertain is not rounded to certainty.
fn percent_text(share: f64) -> String {
    match 100.0 * share {
        percent if percent > 0.0 && percent < 0.05 => "under 0.1 %".to_owned(),
        percent if (99.95..100.0).contains(&percent) => "over 99.9 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}

fn draw_legend(canvas: &mut Canvas, y: f64) {
    let marks = [
        (Mark::Due, "due"),
        (Mark::MetInTime, "met in time"),
        (Mark::MetBySurge, "by a surge"),
        (Mark::MetLate, "met late"),
    ];
    let mut x = MARGIN + 6.0;
    for (mark, name) in marks {
        mark.draw(canvas, (x, y - 4.0));
        canvas.text(TextRun::new(name, (x + 12.0, y), TEXT_SIZE, MUTED));
        x += 12.0 + text_width::width(name, TEXT_SIZE) + 20.0;
    }
    draw_under_way(canvas, x - 6.0, x + 16.0, y - 4.0);
    canvas.text(TextRun::new("phase under way", (x + 24.0, y), TEXT_SIZE, MUTED));
}

fn draw_under_way(canvas: &mut Canvas, left: f64, right: f64, y: f64) {
    canvas.rectangle((left, y - 4.0), (right, y + 4.0), OTHERS);
}

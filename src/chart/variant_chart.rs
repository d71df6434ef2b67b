//! Variants as lines.

use crate::chart::canvas::{HATCH, Stroke};
use crate::chart::frame::{Frame, Sheet, at, drawn_months, span};
use crate::chart::label_layout::{EndLabel, Key, Sample};
use crate::chart::level_chart::course;
use crate::chart::palette::{self, INK, LINE_COUNT, OTHERS, RULE};
use crate::chart::{Chart, series};
use crate::plan::checked::Plan;
use crate::plan::errors::PlanErrors;
use crate::plan::names::AS_PLANNED;
use crate::projection::project::Projection;
use crate::spec::adjustment::Variant;

/// The plan as written, over all others.
pub(super) const PLANNED: Stroke<'static> = Stroke { colour: INK, width: 2.6, dashes: "" };
const REST: Stroke<'static> = Stroke { colour: OTHERS, width: 1.0, dashes: "" };

/// One line: its name, and its numbers month by month.
struct Course {
    name: String,
    strength: Vec<u64>,
    stroke: Stroke<'static>,
}

impl Chart {
    /// The whole theatre's levels over time under each variant, with the plan as written as a thick
    /// line over them, its residual presence shaded and its deadlines.
    ///
    /// # Errors
    ///
    /// What [`Plan::with_variant`] finds wrong with a variant.
    ///
    /// ```
    /// use drawdown::{Adjustment, Chart, Contingent, Phase, Plan, PlanSpec, Shift, Target, Troops, Variant};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let later = Variant::sweep("months later:", [3, 6], |months| {
    ///     Adjustment::Shift(Shift::Phase { phase: "all".into(), months, cascade: false })
    /// });
    /// let chart = Chart::variants(&plan, &later)?;
    /// assert!(chart.svg().contains(">months later: 6</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn variants(plan: &Plan, variants: &[Variant]) -> Result<Self, PlanErrors> {
        let plans = plan.with_variants(variants)?;
        let courses: Vec<Course> = (variants.iter().zip(&plans).enumerate())
            .map(|(i, (variant, plan))| Course {
                name: variant.name.clone(),
                strength: strength(&plan.project()),
                stroke: if i < LINE_COUNT { palette::line(i) } else { REST },
            })
            .collect();
        Ok(chart(&plan.project(), &courses))
    }
}

fn strength(projection: &Projection<'_>) -> Vec<u64> {
    let theatre = projection.theatre();
    series(projection, |month| theatre.strength(month))
}

fn chart(projection: &Projection<'_>, courses: &[Course]) -> Chart {
    let planned = strength(projection);
    let theatre = projection.theatre();
    let residual = series(projection, |month| theatre.residual(month));
    let all = courses.iter().flat_map(|course| &course.strength);
    let most = all.chain(&planned).copied().max().unwrap_or(0);
    let is_there = residual.iter().any(|&troops| troops > 0);
    let frame = Frame {
        projection,
        what: format!(
            "All troops at each month’s end, as planned and under variants, {}",
            span(projection)
        ),
        most,
        keys: if is_there {
            vec![Key::Residual("residual presence as planned: troops who stay")]
        } else {
            Vec::new()
        },
        labels: end_labels(&planned, courses),
        deadlines: projection.deadlines(),
    };
    let mut sheet = frame.lay_out();
    if is_there {
        shade(&mut sheet, &residual);
    }
    let mut draw = |values: &[u64], stroke: Stroke<'_>| {
        let months = drawn_months(values);
        let line = sheet.points(&months, &at(&months, values));
        sheet.canvas.polyline(&line, stroke);
    };
    for course in courses.iter().rev() {
        draw(&course.strength, course.stroke);
    }
    draw(&planned, PLANNED);
    sheet.finish()
}

/// Shades the residual presence from the ground.
pub(super) fn shade(sheet: &mut Sheet, residual: &[u64]) {
    let months = drawn_months(residual);
    let upper = sheet.points(&months, &at(&months, residual));
    let lower = sheet.points(&months, &vec![0; months.len()]);
    sheet.canvas.band(&upper, &lower, RULE, "area");
    sheet.canvas.band(&upper, &lower, HATCH, "residual");
}

/// The uppermost first.
fn end_labels(planned: &[u64], courses: &[Course]) -> Vec<EndLabel> {
    let label = |name: &str, values: &[u64], stroke: Stroke<'static>| {
        let end = values.last().copied().unwrap_or(0);
        EndLabel::new((end, end), Sample::Line(stroke), name, &[course(values)])
    };
    let mut labels = vec![label(AS_PLANNED, planned, PLANNED)];
    for course in courses.iter().take(LINE_COUNT) {
        labels.push(label(&course.name, &course.strength, course.stroke));
    }
    if let Some(last) = courses.get(LINE_COUNT..).and_then(<[Course]>::last) {
        let end = last.strength.last().copied().unwrap_or(0);
        let name = format!("{} others", courses.len() - LINE_COUNT);
        labels.push(EndLabel::new((end, end), Sample::Line(REST), &name, &[]));
    }
    labels.sort_by_key(|label| std::cmp::Reverse(label.ends.0));
    labels
}

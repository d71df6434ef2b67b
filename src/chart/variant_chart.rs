//! Levels under variants: as lines of one plot, or, from four variants on, as a panel for each.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::chart::canvas::{Anchor, Point, TextRun};
use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::month_line::{Steps, drawn_months};
use crate::chart::plot::{Plot, PlotSpec};
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{Stroke, TEXT, TEXT_SIZE, variant_stroke};
use crate::chart::text_width::{self, BOLD};
use crate::chart::wording::{change_lines, short_month_text};
use crate::chart::{Chart, lanes, series, variant_panels};
use crate::plan::checked::Plan;
use crate::plan::errors::PlanErrors;
use crate::projection::projection_type::Projection;
use crate::spec::adjustment::Variant;

pub(super) const PLANNED: Stroke = Stroke::solid(TEXT, 2.6);
/// The letters of variants that share a plot. More lines could not be told apart.
const LETTERS: [&str; 3] = ["A", "B", "C"];

/// The levels of the theatre under a variant, or as planned.
pub(super) struct Course<'a> {
    pub(super) name: &'a str,
    pub(super) strength: Vec<u64>,
    pub(super) steps: Steps,
}

impl Chart {
    /// The levels of the whole theatre over time, under variants and as planned. Up to three variants are
    /// lines in one plot, with the residual presence and the deadlines of the plan as written; more have a
    /// panel each, in which the plan as written is drawn as well. The chart says in which month a variant
    /// leaves the plan, or that it never does.
    ///
    /// # Errors
    ///
    /// As [`Plan::with_variants`], if a variant does not fit the plan.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::chart::Chart;
    /// use drawdown::{Adjustment, Shift, Variant};
    ///
    /// let delays = Variant::sweep("months later:", [3, 6], |months| {
    ///     Adjustment::Shift(Shift::Event { event: "announcement".into(), months })
    /// });
    /// let chart = Chart::variants(&plan, delays)?;
    /// assert!(chart.svg().contains(">months later: 6</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn variants<V: Borrow<Variant>>(
        plan: &Plan,
        variants: impl IntoIterator<Item = V>,
    ) -> Result<Self, PlanErrors> {
        let variants: Vec<V> = variants.into_iter().collect();
        let adjusted = plan.with_variants(variants.iter().map(V::borrow))?;
        let projection = plan.project();
        let mut planned = Course::of(Variant::AS_PLANNED, &projection);
        let named = variants.iter().map(|variant| variant.borrow().name.as_str()).zip(&adjusted);
        let mut courses: Vec<Course<'_>> =
            named.map(|(name, plan)| Course::of(name, &plan.project())).collect();
        let all = courses.iter().map(|course| &course.strength);
        let period = ShownMonths::of(&projection, all.chain([&planned.strength]));
        for course in courses.iter_mut().chain([&mut planned]) {
            course.strength.truncate(period.len());
        }
        let sources = variants.iter().filter_map(|variant| variant.borrow().source.as_deref());
        let sources: Vec<&str> = sources.collect();
        if courses.len() > LETTERS.len() {
            Ok(variant_panels::draw(&projection, &period, &planned, &courses, &sources))
        } else {
            Ok(lines(&projection, period, &planned, &courses, sources))
        }
    }
}

impl<'a> Course<'a> {
    fn of(name: &'a str, projection: &Projection) -> Self {
        let theatre = projection.theatre();
        let strength = series(projection, |month| theatre.strength(month));
        Self { name, strength, steps: Steps::of(projection) }
    }

    /// The first month in which it differs from the plan, counted from `as_of`.
    fn leaves(&self, planned: &Self) -> Option<usize> {
        self.strength.iter().zip(&planned.strength).position(|(one, other)| one != other)
    }

    /// When it differs from the plan, and from where to where it goes.
    pub(super) fn lines(&self, planned: &Self, period: &ShownMonths) -> Vec<String> {
        let month = |t: usize| period.first.saturating_add(i32::try_from(t).unwrap_or(i32::MAX));
        let mut lines = vec![match self.leaves(planned) {
            None => "equal to the plan".to_owned(),
            Some(0) => "differs from the first month on".to_owned(),
            Some(t) => format!("differs from {} on", short_month_text(month(t))),
        }];
        lines.extend(change_lines(&self.strength, period.first));
        lines
    }
}

/// All variants as lines of one plot, with a dot where each leaves the plan.
fn lines(
    projection: &Projection,
    period: ShownMonths,
    planned: &Course<'_>,
    courses: &[Course<'_>],
    variant_sources: Vec<&str>,
) -> Chart {
    let theatre = projection.theatre();
    let residual = period.series(projection, |month| theatre.residual(month));
    let has_residual = residual.iter().any(|&troops| troops > 0);
    let key = (Sample::Residual, "residual presence as planned: troops who stay");
    let label = |course: &Course<'_>, stroke: Stroke, details: &[String]| {
        let end = course.strength.last().copied().unwrap_or(0);
        EndLabel::new((end, end), Sample::Line(stroke), course.name, details)
    };
    let mut labels = vec![label(planned, PLANNED, &change_lines(&planned.strength, period.first))];
    for (i, course) in courses.iter().enumerate() {
        let mut lines = course.lines(planned, &period);
        lines[0] = format!("{}: {}", LETTERS[i], lines[0]);
        labels.push(label(course, variant_stroke(i), &lines));
    }
    let which = if courses.is_empty() { "as planned" } else { "as planned and under variants" };
    let all = courses.iter().flat_map(|course| &course.strength).chain(&planned.strength);
    let spec = PlotSpec {
        projection,
        description: format!("All troops at each month’s end, {which}, {}", period.text()),
        highest: all.copied().max().unwrap_or(0),
        legend: if has_residual { vec![key] } else { Vec::new() },
        labels,
        lanes: lanes::of(projection),
        variant_sources,
        period,
    };
    let mut plot = spec.lay_out();
    plot.residual(&residual);
    for (i, course) in courses.iter().enumerate().rev() {
        draw_line(&mut plot, course, variant_stroke(i));
    }
    draw_line(&mut plot, planned, PLANNED);
    draw_departures(&mut plot, planned, courses);
    plot.finish()
}

/// Draws a dot where each variant leaves the plan, with its letter.
fn draw_departures(plot: &mut Plot<'_>, planned: &Course<'_>, courses: &[Course<'_>]) {
    let mut departures: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, course) in courses.iter().enumerate() {
        if let Some(last_common) = course.leaves(planned).and_then(|t| t.checked_sub(1)) {
            departures.entry(last_common).or_default().push(i);
        }
    }
    let mut taken = plot.months.left;
    for (t, leaving) in departures {
        let x = plot.months.x(i32::try_from(t).unwrap_or(i32::MAX));
        let y = plot.troops.y(planned.strength[t]);
        let fill = variant_stroke(leaving[0]).colour;
        plot.canvas.dot((x, y), 4.0, fill);
        let letters: Vec<&str> = leaving.iter().map(|&i| LETTERS[i]).collect();
        let letters = letters.join(", ");
        let half = text_width::width(&letters, TEXT_SIZE) * BOLD / 2.0;
        // Over the dot or beside it, off the poles of deadlines and the letters before.
        let mut places = [0.0, 1.0, -1.0].map(|side| x + side * (half + 6.0)).into_iter();
        let is_free = |x: &f64| {
            let is_off_poles = plot.poles().all(|pole| (pole - x).abs() > half + 2.0);
            is_off_poles && x - half > taken && x + half < plot.months.right
        };
        if let Some(x) = places.find(is_free) {
            let is_high = y - 20.0 < plot.troops.top;
            let baseline = if is_high { y + 16.0 } else { y - 8.0 };
            let run = TextRun::new(&letters, (x, baseline), TEXT_SIZE, fill);
            plot.canvas.text(run.bold().anchored(Anchor::Middle));
            taken = x + half + 2.0;
        }
    }
}

fn points(plot: &Plot<'_>, course: &Course<'_>) -> Vec<Point> {
    let drawn = drawn_months(&course.strength);
    course.steps.points(&course.strength, &drawn, (&plot.months, &plot.troops))
}

fn draw_line(plot: &mut Plot<'_>, course: &Course<'_>, stroke: Stroke) {
    let points = points(plot, course);
    plot.canvas.polyline(&points, stroke);
}

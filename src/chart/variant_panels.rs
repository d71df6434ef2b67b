//! Small multiples: a panel for each variant, with the plan as written in all of them.

use chrono::NaiveDate;

use crate::chart::canvas::{Canvas, Point, TextRun, length};
use crate::chart::legend::Sample;
use crate::chart::month_axis::{MONTHS_HEIGHT, MonthAxis};
use crate::chart::month_line::drawn_months;
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{
    MARGIN, MUTED, ON_TIME, OUTER_BAND, SMALL_SIZE, Stroke, TEXT, TEXT_SIZE, WIDTH,
};
use crate::chart::troop_axis::TroopAxis;
use crate::chart::variant_chart::{Course, PLANNED};
use crate::chart::{Chart, credit, heading, legend, text_width};
use crate::projection::projection_type::Projection;
use crate::values::year_month::YearMonth;

const COLUMNS: usize = 3;
/// The space between columns, which holds the axis of troops.
const GAP: f64 = 16.0;
const LINE_HEIGHT: f64 = 14.0;
const NAME_LINES: usize = 2;
/// Of the text above a panel: the name, when it leaves the plan, the change, and the peak.
const TEXT_LINES: usize = NAME_LINES + 3;
const PLOT_HEIGHT: f64 = 110.0;
const MAX_PANELS: usize = 60;
const MAX_DEADLINES: usize = 6;

const ADJUSTED: Stroke = Stroke::solid(ON_TIME, 1.8);
const DUE: Stroke = Stroke::solid(MUTED, 0.7);

pub(super) fn draw(
    projection: &Projection,
    period: &ShownMonths,
    planned: &Course<'_>,
    courses: &[Course<'_>],
    sources: &[&str],
) -> Chart {
    let spec = projection.plan().spec();
    let description = format!("All troops at each month’s end under variants, {}", period.text());
    let (mut canvas, mut y) = heading::draw(spec, description);
    let mut key =
        vec![(Sample::Line(PLANNED), "as planned"), (Sample::Line(ADJUSTED), "under the variant")];
    let days = deadline_days(projection);
    if !days.is_empty() {
        key.push((Sample::Line(DUE), "upright: deadlines as planned"));
    }
    y = legend::draw(&mut canvas, &key, y + 18.0) + 10.0;

    let all = courses.iter().flat_map(|course| &course.strength).chain(&planned.strength);
    let highest = all.copied().max().unwrap_or(0);
    let left = MARGIN.max(TroopAxis::label_width(highest)) + 2.0;
    let width = (WIDTH - MARGIN - left - GAP * length(COLUMNS - 1)) / length(COLUMNS);
    let shown = courses.len().min(MAX_PANELS);
    let panels: Vec<Panel> =
        courses[..shown].iter().map(|c| Panel::new(c, planned, period, width)).collect();
    for (courses, panels) in courses.chunks(COLUMNS).zip(panels.chunks(COLUMNS)) {
        let lines = panels.iter().map(|panel| panel.lines.len()).max().unwrap_or(0);
        let top = y + LINE_HEIGHT * length(lines) + 12.0;
        let troops = TroopAxis::new(highest, top, top + PLOT_HEIGHT);
        for (i, (course, panel)) in courses.iter().zip(panels).enumerate() {
            let x = left + length(i) * (width + GAP);
            let months = MonthAxis::new(period, x, x + width);
            panel.draw_lines(&mut canvas, (x, y));
            troops.draw_lines(&mut canvas, x, x + width);
            if i == 0 {
                troops.draw_labels(&mut canvas, x);
            }
            draw_courses(&mut canvas, &days, (planned, course), (&months, &troops));
            months.draw(&mut canvas, troops.bottom);
        }
        y = troops.bottom + MONTHS_HEIGHT + 8.0;
    }
    if shown < courses.len() {
        let more = format!("and {} more variants", courses.len() - shown);
        canvas.text(TextRun::new(&more, (MARGIN, y + 6.0), TEXT_SIZE, MUTED));
        y += LINE_HEIGHT;
    }
    y += credit::draw(&mut canvas, spec, sources, y);
    canvas.finish(y + 8.0)
}

/// The deadlines within the projection; none if they are too many for a panel.
fn deadline_days(projection: &Projection) -> Vec<NaiveDate> {
    let plan = projection.plan();
    let is_shown = |month: YearMonth| plan.as_of() <= month && month <= plan.through();
    let deadlines = projection.deadlines();
    let shown = deadlines.iter().filter(|outcome| outcome.binding_month.is_some_and(is_shown));
    let mut days: Vec<NaiveDate> = shown.filter_map(|outcome| outcome.deadline).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() > MAX_DEADLINES { Vec::new() } else { days }
}

/// The text above a panel.
struct Panel {
    lines: Vec<(String, f64, &'static str)>,
}

impl Panel {
    fn new(course: &Course<'_>, planned: &Course<'_>, period: &ShownMonths, width: f64) -> Self {
        let name = text_width::wrap_clean(course.name, TEXT_SIZE, width, NAME_LINES);
        let name = name.into_iter().map(|line| (line, TEXT_SIZE, TEXT));
        let details = course
            .lines(planned, period)
            .into_iter()
            .map(|line| (text_width::fit(&line, SMALL_SIZE, width), SMALL_SIZE, MUTED));
        Self { lines: name.chain(details).take(TEXT_LINES).collect() }
    }

    fn draw_lines(&self, canvas: &mut Canvas, (x, y): Point) {
        for (i, (line, size, fill)) in self.lines.iter().enumerate() {
            canvas.text(TextRun::new(line, (x, y + LINE_HEIGHT * length(i + 1)), *size, fill));
        }
    }
}

/// Draws the plan as written and a variant, and the area between them.
fn draw_courses(
    canvas: &mut Canvas,
    days: &[NaiveDate],
    (planned, course): (&Course<'_>, &Course<'_>),
    (months, troops): (&MonthAxis, &TroopAxis),
) {
    let points = |course: &Course<'_>| {
        let drawn = drawn_months(&course.strength);
        course.steps.points(&course.strength, &drawn, (months, troops))
    };
    let (as_planned, adjusted) = (points(planned), points(course));
    canvas.band(&adjusted, &as_planned, OUTER_BAND, "difference");
    for day in days {
        let x = months.x_of_day(*day);
        canvas.line((x, troops.top), (x, troops.bottom), DUE);
    }
    canvas.polyline(&as_planned, PLANNED);
    canvas.polyline(&adjusted, ADJUSTED);
}

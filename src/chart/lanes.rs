//! What a plan's phases meet on their way: holds, caps, events, phases that are replaced, and hazards. Each has a
//! lane below the months, with its name; holds are shaded on the plot as well, and events have a line there.

use chrono::NaiveDate;

use crate::chart::canvas::{Anchor, Canvas, TextRun};
use crate::chart::month_axis::MonthAxis;
use crate::chart::style::{MARGIN, MARKER_SIZE, MUTED, OTHERS, Stroke, TEXT, WIDTH};
use crate::chart::text_width;
use crate::chart::wording::{day_text, short_month_text};
use crate::engine::phase_status::PhaseStatus;
use crate::plan::checked::Plan;
use crate::plan::window::{DatedWindow, Window};
use crate::projection::projection_type::Projection;
use crate::spec::constraint::Hazard;
use crate::values::text::grouped;

const ROW_HEIGHT: f64 = 15.0;
const MAX_LANES: usize = 10;
const MAX_NAME_WIDTH: f64 = 260.0;

/// Something to show below the months.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub(super) kind: LaneKind,
    /// The name as the plan has it.
    pub(super) name: String,
    text: String,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaneKind {
    Hold,
    Cap,
    Event,
    Replaced,
    Hazard,
}

/// Where in the months something is.
#[derive(Clone, Copy, Debug)]
enum Place {
    Months(Window),
    Day(NaiveDate),
    /// It has no date, or comes by chance.
    Nowhere,
}

/// The lanes of a projection. Hazards are part of draws alone.
pub(super) fn of(projection: &Projection) -> Vec<Lane> {
    let (plan, data) = (projection.plan(), projection.data());
    let spec = plan.spec();
    let mut lanes = Vec::new();
    for (hold, window) in spec.holds.iter().zip(&data.timeline.holds) {
        lanes.push(windowed(plan, LaneKind::Hold, &hold.name, "", *window));
    }
    let caps = spec.caps.iter().zip(&data.timeline.caps).zip(&data.numbers.caps);
    for ((cap, window), per_month) in caps {
        let most = format!(", {} a month", grouped(*per_month));
        lanes.push(windowed(plan, LaneKind::Cap, &cap.name, &most, *window));
    }
    for (event, date) in spec.events.iter().zip(&data.timeline.events) {
        let name = event.name.as_ref().unwrap_or(&event.id);
        let when = match date.map(|day| (day.as_month(), day.date())) {
            Some((Some(month), _)) => short_month_text(month),
            Some((None, day)) => day_text(day),
            None => "no date".to_owned(),
        };
        let place = date.map_or(Place::Nowhere, |day| Place::Day(day.date()));
        lanes.push(Lane::new(LaneKind::Event, name, &format!(", {when}"), place));
    }
    for outcome in projection.deadlines() {
        let PhaseStatus::Started { start, .. } = outcome.status else { continue };
        let Some(last) = outcome.replaced_after.filter(|_| outcome.replaced) else { continue };
        let t = |month| plan.as_of().months_since(month).saturating_neg();
        let place = Place::Months(Window { first: t(start), last: t(last) });
        let when = format!(", after {}", short_month_text(last));
        lanes.push(Lane::new(LaneKind::Replaced, &outcome.phase, &when, place));
    }
    let hazards = spec.hazards.iter().map(|hazard| {
        Lane::new(LaneKind::Hazard, &hazard.name, &chance_text(hazard), Place::Nowhere)
    });
    lanes.extend(hazards);
    lanes
}

fn windowed(plan: &Plan, kind: LaneKind, name: &str, most: &str, window: DatedWindow) -> Lane {
    let Window { first, last } = window.months;
    let (from, through) = (first.max(1), last.min(plan.horizon()));
    let month = |t| short_month_text(plan.month(t));
    let when = match (first > 1, last < plan.horizon()) {
        _ if from > through => "never in force".to_owned(),
        (false, false) => "throughout".to_owned(),
        (true, false) => format!("from {}", month(from)),
        (false, true) => format!("through {}", month(through)),
        (true, true) if from == through => month(from),
        (true, true) => format!("{} to {}", month(from), month(through)),
    };
    let place = Place::Months(Window { first: from, last: through });
    let place = if from > through { Place::Nowhere } else { place };
    Lane::new(kind, name, &format!("{most}, {when}"), place)
}

/// How likely a hazard starts, and how long it lasts.
fn chance_text(hazard: &Hazard) -> String {
    let (low, high) = (hazard.lasts.low(), hazard.lasts.high());
    let lasts = if low == high { low.to_string() } else { format!("{low} to {high}") };
    let chance = 100.0 * hazard.monthly_chance.value();
    format!(", in draws only: {chance:.1} % a month, for {lasts} months").replace(".0 %", " %")
}

impl Lane {
    fn new(kind: LaneKind, name: &str, details: &str, place: Place) -> Self {
        let word = match kind {
            LaneKind::Hold => "hold",
            LaneKind::Cap => "cap",
            LaneKind::Event => "event",
            LaneKind::Replaced => "replaced phase",
            LaneKind::Hazard => "hazard",
        };
        let shown = text_width::fit(name, MARKER_SIZE, MAX_NAME_WIDTH);
        Self { kind, name: name.to_owned(), text: format!("{word}: {shown}{details}"), place }
    }

    /// Its left and right ends on the axis.
    fn ends(&self, months: &MonthAxis) -> Option<(f64, f64)> {
        match self.place {
            Place::Months(window) => Some((months.x(window.first - 1), months.x(window.last))),
            Place::Day(day) => Some((months.x_of_day(day), months.x_of_day(day))),
            Place::Nowhere => None,
        }
    }
}

/// Shades on a plot the months in which a hold is in force or a replaced phase runs, and draws a line at each
/// event.
pub(super) fn shade(
    canvas: &mut Canvas,
    lanes: &[Lane],
    months: &MonthAxis,
    top: f64,
    bottom: f64,
) {
    for lane in lanes {
        let Some((left, right)) = lane.ends(months) else { continue };
        match lane.kind {
            LaneKind::Hold => canvas.shade((left, top), (right, bottom), "0.16"),
            LaneKind::Replaced => canvas.shade((left, top), (right, bottom), "0.07"),
            LaneKind::Event => {
                canvas.line((left, top), (left, bottom), Stroke::solid(MUTED, 0.6));
            }
            LaneKind::Cap | LaneKind::Hazard => {}
        }
    }
}

/// Draws the lanes below `y`, and returns their height.
pub(super) fn draw(canvas: &mut Canvas, lanes: &[Lane], months: &MonthAxis, y: f64) -> f64 {
    let mut baseline = y;
    let is_cut = lanes.len() > MAX_LANES;
    let shown = if is_cut { MAX_LANES - 1 } else { lanes.len() };
    for lane in &lanes[..shown] {
        baseline += ROW_HEIGHT;
        let ends = lane.ends(months);
        let width = text_width::width(&lane.text, MARKER_SIZE);
        // Beside the bar where there is space for that, else on a row of its own.
        let (x, anchor) = match ends {
            Some((_, right)) if right + 8.0 + width <= WIDTH - MARGIN => {
                (right + 8.0, Anchor::Start)
            }
            Some((left, _)) if left - 8.0 - width >= MARGIN => (left - 8.0, Anchor::End),
            None => (months.left, Anchor::Start),
            Some(_) => {
                draw_text(canvas, &lane.text, (months.left, baseline), Anchor::Start);
                baseline += ROW_HEIGHT;
                draw_bar(canvas, lane.kind, ends, baseline - 4.0);
                continue;
            }
        };
        draw_bar(canvas, lane.kind, ends, baseline - 4.0);
        draw_text(canvas, &lane.text, (x, baseline), anchor);
    }
    if is_cut {
        baseline += ROW_HEIGHT;
        let more = format!("and {} more", lanes.len() - shown);
        draw_text(canvas, &more, (months.left, baseline), Anchor::Start);
    }
    baseline - y
}

fn draw_text(canvas: &mut Canvas, text: &str, at: (f64, f64), anchor: Anchor) {
    canvas.text(TextRun::new(text, at, MARKER_SIZE, MUTED).anchored(anchor));
}

fn draw_bar(canvas: &mut Canvas, kind: LaneKind, ends: Option<(f64, f64)>, y: f64) {
    let Some((left, right)) = ends else { return };
    match kind {
        LaneKind::Hold => canvas.rectangle((left, y - 4.0), (right, y + 4.0), MUTED),
        LaneKind::Replaced => canvas.rectangle((left, y - 4.0), (right, y + 4.0), OTHERS),
        LaneKind::Cap | LaneKind::Hazard => {
            let stroke = Stroke::solid(TEXT, 1.2);
            canvas.line((left, y), (right, y), stroke);
            for x in [left, right] {
                canvas.line((x, y - 3.5), (x, y + 3.5), stroke);
            }
        }
        LaneKind::Event => canvas.dot((left, y), 4.0, TEXT),
    }
}

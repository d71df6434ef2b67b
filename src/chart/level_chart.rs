//! Levels over time, stacked.

use std::collections::BTreeSet;

use crate::chart::canvas::HATCH;
use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::month_line::{assumed_months, drawn_months};
use crate::chart::plot::{Plot, PlotSpec};
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{AREA_COUNT, Stroke, TEXT, WHITE, area_colour};
use crate::chart::wording::change_lines;
use crate::chart::{Chart, lanes, series};
use crate::projection::group_by::GroupBy;
use crate::projection::projection_type::Projection;
use crate::projection::scope_view::ScopeView;
use crate::spec::contingent::Contingent;
use crate::values::mission::Mission;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// The schedule, where its pace is assumed, the white edge that keeps it visible on areas, and the seams between areas.
const SCHEDULE: Stroke = Stroke::solid(TEXT, 1.3);
const ASSUMED: Stroke = Stroke::dashed(TEXT, 1.3, "5 2.5");
const SCHEDULE_EDGE: Stroke = Stroke::solid(WHITE, 3.2);
const SEAM: Stroke = Stroke::solid(WHITE, 0.9);

/// An area of the stack.
struct Layer {
    name: String,
    strength: Vec<u64>,
    residual: Vec<u64>,
}

impl Chart {
    /// The levels over time as stacked areas, the largest at the bottom. The seven largest have an area
    /// each, the others share one. The chart also shows the schedule, the residual presence and the
    /// deadlines. The schedule is dashed where it rests on an even pace, which is how plans are read whose
    /// sources state only dates and figures.
    pub fn levels(projection: &Projection, by: GroupBy) -> Self {
        let theatre = projection.theatre();
        let strength = series(projection, |month| theatre.strength(month));
        let schedule = series(projection, |month| theatre.scheduled(month));
        let period = ShownMonths::of(projection, [&strength, &schedule]);
        let strength = period.series(projection, |month| theatre.strength(month));
        let schedule = period.series(projection, |month| theatre.scheduled(month));
        let layers = fold_smallest(layers(projection, by, &period));
        let assumed = assumed_months(projection, &schedule);

        // A schedule that does not end with the levels has a label instead.
        let mut legend = Vec::new();
        if strength == schedule {
            legend.push((Sample::Line(SCHEDULE), "the schedule, kept throughout"));
        } else if strength.last() == schedule.last() {
            legend.push((Sample::Line(SCHEDULE), "the schedule"));
        }
        if !assumed.is_empty() {
            legend.push((Sample::Line(ASSUMED), "assumed: an even pace between dates"));
        }
        if layers.iter().flat_map(|layer| &layer.residual).any(|&troops| troops > 0) {
            legend.push((Sample::Residual, "residual presence: troops who stay"));
        }
        let spec = PlotSpec {
            projection,
            description: format!(
                "Troops at each month’s end by {}, {}",
                by.as_str(),
                period.text()
            ),
            highest: strength.iter().chain(&schedule).copied().max().unwrap_or(0),
            legend,
            labels: end_labels(&layers, &strength, &schedule, period.first),
            lanes: lanes::of(projection),
            variant_sources: Vec::new(),
            period,
        };
        let mut plot = spec.lay_out();
        draw_areas(&mut plot, &layers, &strength);
        draw_schedule(&mut plot, &schedule, &assumed, strength == schedule);
        plot.finish()
    }
}

fn layers(projection: &Projection, by: GroupBy, period: &ShownMonths) -> Vec<Layer> {
    let spec = projection.plan().spec();
    let name = |first: &Contingent| match by {
        GroupBy::Contributor => spec.country_name(&first.contributor).to_owned(),
        GroupBy::Host => spec.country_name(&first.host).to_owned(),
        GroupBy::Mission => mission_name(first.mission),
        GroupBy::Contingent => first.to_string(),
    };
    let layer = |(first, view): (&Contingent, ScopeView)| Layer {
        name: name(first),
        strength: period.series(projection, |month| view.strength(month)),
        residual: period.series(projection, |month| view.residual(month)),
    };
    projection.groups(by).into_iter().map(layer).collect()
}

fn mission_name(mission: Mission) -> String {
    match mission {
        Mission::Unspecified => "mission not specified".to_owned(),
        mission => mission.as_str().replace('-', " "),
    }
}

/// Sorts layers by their troop-months, the largest first, and folds those that have no colour into one.
fn fold_smallest(mut layers: Vec<Layer>) -> Vec<Layer> {
    layers.sort_by_key(|layer| std::cmp::Reverse(layer.strength.iter().sum::<u64>()));
    if layers.len() > AREA_COUNT + 1 {
        let smallest = layers.split_off(AREA_COUNT);
        let sum = |values: fn(&Layer) -> &[u64]| -> Vec<u64> {
            let months = 0..values(&smallest[0]).len();
            months.map(|t| smallest.iter().map(|layer| values(layer)[t]).sum()).collect()
        };
        layers.push(Layer {
            name: format!("{} others", smallest.len()),
            strength: sum(|layer| &layer.strength),
            residual: sum(|layer| &layer.residual),
        });
    }
    layers
}

/// The labels of the areas, of their sum and of the schedule.
fn end_labels(
    layers: &[Layer],
    strength: &[u64],
    schedule: &[u64],
    first: YearMonth,
) -> Vec<EndLabel> {
    let mut labels = Vec::new();
    let mut base = 0;
    for (i, layer) in layers.iter().enumerate() {
        let mut details = change_lines(&layer.strength, first);
        let residual = layer.residual.last().copied().unwrap_or(0);
        if residual > 0 {
            details.push(format!("including {} residual", grouped(residual)));
        }
        let top = base + layer.strength.last().copied().unwrap_or(0);
        let sample = Sample::Fill(area_colour(i));
        labels.push(EndLabel::new((base, top), sample, &layer.name, &details));
        base = top;
    }
    if let Some(&end) = schedule.last().filter(|end| **end != base) {
        let details = change_lines(schedule, first);
        labels.push(EndLabel::new((end, end), Sample::Line(SCHEDULE), "as scheduled", &details));
    }
    if layers.len() > 1 {
        let details = change_lines(strength, first);
        labels.push(EndLabel::new((base, base), Sample::None, "all troops", &details));
    }
    // Of labels with one end, the upper layer's comes first.
    labels.reverse();
    labels
}

fn draw_areas(plot: &mut Plot<'_>, layers: &[Layer], strength: &[u64]) {
    let months = drawn_months(strength);
    let mut base = vec![0; strength.len()];
    let mut seams = Vec::new();
    for (i, layer) in layers.iter().enumerate() {
        let on_base = |values: &[u64]| -> Vec<u64> {
            base.iter().zip(values).map(|(base, value)| base + value).collect()
        };
        let (top, residual) = (on_base(&layer.strength), on_base(&layer.residual));
        let (lower, upper) = (plot.points(&months, &base), plot.points(&months, &top));
        plot.canvas.band(&upper, &lower, area_colour(i), "area");
        if residual != base {
            plot.canvas.band(&plot.points(&months, &residual), &lower, HATCH, "residual");
        }
        seams.push(upper);
        base = top;
    }
    // The upper edge of the stack is the schedule's, if that is kept.
    seams.pop();
    for seam in seams {
        plot.canvas.polyline(&seam, SEAM);
    }
}

/// Draws the schedule, dashed in the months of an assumed pace.
fn draw_schedule(plot: &mut Plot<'_>, schedule: &[u64], assumed: &BTreeSet<usize>, is_kept: bool) {
    let months: Vec<usize> = drawn_months(schedule).into_iter().collect();
    let stroke = |month: usize| if assumed.contains(&month) { ASSUMED } else { SCHEDULE };
    if !is_kept {
        plot.line(schedule, SCHEDULE_EDGE);
    }
    if let [only] = months[..] {
        let points = plot.points(&BTreeSet::from([only]), schedule);
        plot.canvas.polyline(&points, SCHEDULE);
    }
    // A stretch begins where the one before ends.
    let mut from = 0;
    for stretch in months
        .get(1..)
        .unwrap_or_default()
        .chunk_by(|one, other| assumed.contains(one) == assumed.contains(other))
    {
        let to = from + stretch.len();
        let points = plot.points(&months[from..=to].iter().copied().collect(), schedule);
        plot.canvas.polyline(&points, stroke(stretch[0]));
        from = to;
    }
}

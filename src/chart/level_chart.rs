//! Levels over time, stacked.

use crate::chart::canvas::{HATCH, Stroke};
use crate::chart::chart_type::Chart;
use crate::chart::frame::{Frame, Sheet, at, drawn_months, span};
use crate::chart::label_layout::{EndLabel, Key, Sample};
use crate::chart::palette::{self, AREAS, INK};
use crate::projection::group_by::GroupBy;
use crate::projection::project::Projection;
use crate::projection::scope_view::ScopeView;
use crate::values::country::Country;
use crate::values::mission::Mission;
use crate::values::text::grouped;

/// The schedule, thin, and what keeps it visible on an area.
pub(super) const SCHEDULE: Stroke<'static> = Stroke { colour: INK, width: 1.3, dashes: "" };
const EDGE: Stroke<'static> = Stroke { colour: "#fff", width: 3.2, dashes: "" };
const SEAM: Stroke<'static> = Stroke { colour: "#fff", width: 0.9, dashes: "" };

/// One area: its numbers month by month.
struct Layer {
    name: String,
    strength: Vec<u64>,
    residual: Vec<u64>,
}

impl Chart {
    /// Levels over time, stacked: the largest at the bottom, the smallest beyond seven as one. With
    /// them the schedule as a thin line, the residual presence shaded, and every deadline.
    ///
    /// ```
    /// use drawdown::{Chart, Contingent, Phase, Plan, PlanSpec, Residual, GroupBy, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![
    ///         Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500)),
    ///         Contingent::new("USA".parse()?, "SYR".parse()?, Troops(900)),
    ///     ],
    ///     residuals: vec![Residual::new(Troops(250))],
    ///     phases: vec![Phase::new("the remainder", Target::Remainder, "2026-12-31".parse()?)],
    ///     ..PlanSpec::new("All but 250 by the end of 2026", "2024-08".parse()?)
    /// })?;
    /// let chart = Chart::levels(&plan.project(), GroupBy::Host);
    /// assert!(chart.svg().contains(">Syria</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn levels(projection: &Projection<'_>, by: GroupBy) -> Self {
        let layers = folded(layers(projection, by));
        let months = || projection.months();
        let theatre = projection.theatre();
        let strength: Vec<u64> = months().filter_map(|month| theatre.strength(month)).collect();
        let schedule: Vec<u64> = months().filter_map(|month| theatre.scheduled(month)).collect();
        let most = strength.iter().chain(&schedule).copied().max().unwrap_or(0);

        // A schedule that ends apart from the levels has a label there.
        let mut keys = Vec::new();
        if strength == schedule {
            keys.push(Key::Line(SCHEDULE, "the schedule, kept throughout"));
        } else if strength.last() == schedule.last() {
            keys.push(Key::Line(SCHEDULE, "the schedule"));
        }
        if layers.iter().any(|layer| layer.residual.iter().any(|&troops| troops > 0)) {
            keys.push(Key::Residual("residual presence: troops who stay"));
        }
        let sheet = Frame {
            projection,
            what: format!("Troops at each month’s end by {}, {}", by.as_str(), span(projection)),
            most,
            keys,
            labels: end_labels(&layers, &strength, &schedule),
            deadlines: projection.deadlines(),
        };
        let mut sheet = sheet.lay_out();
        draw(&mut sheet, &layers, &strength, &schedule);
        sheet.finish()
    }
}

fn layers(projection: &Projection<'_>, by: GroupBy) -> Vec<Layer> {
    let layer = |name: String, view: &ScopeView<'_>| Layer {
        name,
        strength: projection.months().filter_map(|month| view.strength(month)).collect(),
        residual: projection.months().filter_map(|month| view.residual(month)).collect(),
    };
    let country =
        |(country, view): (Country, ScopeView<'_>)| layer(country.name().to_owned(), &view);
    match by {
        GroupBy::Contributor => projection.by_contributor().into_iter().map(country).collect(),
        GroupBy::Host => projection.by_host().into_iter().map(country).collect(),
        GroupBy::Mission => {
            let mission = |(mission, view): (Mission, ScopeView<'_>)| {
                let name = match mission {
                    Mission::Unspecified => "mission not specified".to_owned(),
                    mission => mission.as_str().replace('-', " "),
                };
                layer(name, &view)
            };
            projection.by_mission().into_iter().map(mission).collect()
        }
        GroupBy::Contingent => {
            let contingents = projection.contingents();
            contingents.map(|(contingent, view)| layer(contingent.to_string(), &view)).collect()
        }
    }
}

/// The largest first, by troop-months; those that no area is left for as one, the last.
fn folded(mut layers: Vec<Layer>) -> Vec<Layer> {
    layers.sort_by_key(|layer| std::cmp::Reverse(layer.strength.iter().sum::<u64>()));
    if layers.len() > AREAS + 1 {
        let rest = layers.split_off(AREAS);
        let add = |sums: &mut Vec<u64>, more: &[u64]| {
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum += more;
            }
        };
        let none = vec![0; rest[0].strength.len()];
        let name = format!("{} others", rest.len());
        let mut others = Layer { name, strength: none.clone(), residual: none };
        for layer in &rest {
            add(&mut others.strength, &layer.strength);
            add(&mut others.residual, &layer.residual);
        }
        layers.push(others);
    }
    layers
}

/// The labels of the areas, of their sum and of the schedule, the uppermost first.
fn end_labels(layers: &[Layer], strength: &[u64], schedule: &[u64]) -> Vec<EndLabel> {
    let mut labels = Vec::new();
    let mut base = 0;
    for (i, layer) in layers.iter().enumerate() {
        let last = layer.strength.last().copied().unwrap_or(0);
        let stays = layer.residual.last().copied().unwrap_or(0);
        let mut more = vec![course(&layer.strength)];
        if stays > 0 {
            more.push(format!("of whom {} residual", grouped(stays)));
        }
        let ends = (base, base + last);
        labels.push(EndLabel::new(ends, Sample::Fill(palette::area(i)), &layer.name, &more));
        base += last;
    }
    if let Some(end) = schedule.last().filter(|end| **end != base) {
        let more = [course(schedule)];
        labels.push(EndLabel::new((*end, *end), Sample::Line(SCHEDULE), "as scheduled", &more));
    }
    if layers.len() > 1 {
        labels.push(EndLabel::new((base, base), Sample::None, "all troops", &[course(strength)]));
    }
    labels.reverse();
    labels.sort_by_key(|label| std::cmp::Reverse(label.ends.0 + label.ends.1));
    labels
}

/// The first and the last of a row of numbers.
pub(super) fn course(values: &[u64]) -> String {
    match (values.first(), values.last()) {
        (Some(first), Some(_)) if values.iter().all(|value| value == first) && values.len() > 1 => {
            format!("{} throughout", grouped(*first))
        }
        (Some(first), Some(last)) if values.len() > 1 => {
            format!("{} to {}", grouped(*first), grouped(*last))
        }
        (first, _) => grouped(first.copied().unwrap_or(0)),
    }
}

fn draw(sheet: &mut Sheet, layers: &[Layer], strength: &[u64], schedule: &[u64]) {
    let months = drawn_months(strength);
    let mut base = vec![0; months.len()];
    let mut seams = Vec::new();
    for (i, layer) in layers.iter().enumerate() {
        let above = |values: &[u64]| -> Vec<u64> {
            base.iter().zip(at(&months, values)).map(|(base, value)| base + value).collect()
        };
        let (top, stays) = (above(&layer.strength), above(&layer.residual));
        let lower = sheet.points(&months, &base);
        let upper = sheet.points(&months, &top);
        sheet.canvas.band(&upper, &lower, palette::area(i), "area");
        if stays != base {
            let residual = sheet.points(&months, &stays);
            sheet.canvas.band(&residual, &lower, HATCH, "residual");
        }
        seams.push(upper);
        base = top;
    }
    // The uppermost edge is the schedule's, where that is kept.
    seams.pop();
    for seam in seams {
        sheet.canvas.polyline(&seam, SEAM);
    }
    if schedule != strength {
        let schedule = sheet.points(&months, &at(&months, schedule));
        sheet.canvas.polyline(&schedule, EDGE);
    }
    let schedule = sheet.points(&months, &at(&months, schedule));
    sheet.canvas.polyline(&schedule, SCHEDULE);
}

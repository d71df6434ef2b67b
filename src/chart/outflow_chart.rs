//! Monthly outflow as bars, with the caps that limit it.

use std::ops::RangeInclusive;

use crate::chart::end_labels::EndLabel;
use crate::chart::lanes::{self, LaneKind};
use crate::chart::legend::Sample;
use crate::chart::month_axis::MonthAxis;
use crate::chart::plot::{Plot, PlotSpec};
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{AT_CAP, ON_TIME, Stroke, TEXT, TEXT_SIZE, WHITE};
use crate::chart::wording::{scope_text, short_month_text};
use crate::chart::{Chart, series, text_width};
use crate::projection::projection_type::Projection;
use crate::spec::constraint::Cap;
use crate::spec::scope::Scope;
use crate::values::text::grouped;

const CAP: Stroke = Stroke::solid(TEXT, 1.6);
const CAP_EDGE: Stroke = Stroke::solid(WHITE, 3.4);
/// If there are more months, several share a bar, which would be too thin otherwise.
const MAX_BARS: usize = 700;

/// A cap that covers the whole scope, and the months in which it is in force.
struct ActiveCap<'a> {
    name: &'a str,
    per_month: u64,
    months: RangeInclusive<i32>,
}

/// The highest outflow of a month, or of several that share a bar.
struct Bar {
    months: RangeInclusive<i32>,
    troops: u64,
    at_cap: bool,
}

impl Chart {
    /// The outflow of a scope: a bar for the troops who leave their host country in each month, for home
    /// or for another host. Lines show the caps that cover the whole scope.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::chart::Chart;
    /// use drawdown::Scope;
    ///
    /// let in_iraq = Scope::host("IRQ".parse()?);
    /// let chart = Chart::outflow(&plan.project(), &in_iraq);
    /// assert!(chart.svg().contains(">400 a month</text>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn outflow(projection: &Projection, scope: &Scope) -> Self {
        let view = projection.scope(scope);
        let outflow = series(projection, |month| view.host_departures(month));
        let period = ShownMonths::of(projection, [&outflow]);
        let outflow = period.series(projection, |month| view.host_departures(month));
        let highest = outflow.iter().copied().max().unwrap_or(0);
        // A cap far above every bar would flatten them; the heading names it instead.
        let is_near = |cap: &ActiveCap<'_>| highest == 0 || cap.per_month <= 4 * highest;
        let (near, far): (Vec<_>, Vec<_>) = caps(projection, scope).into_iter().partition(is_near);
        let stretch = outflow.len().div_ceil(MAX_BARS);
        let bars = bars(&outflow, stretch, &near);
        let legend = if bars.iter().any(|bar| bar.at_cap) {
            let at_cap = (Sample::Fill(AT_CAP), "at a cap");
            vec![(Sample::Fill(ON_TIME), "below any cap"), at_cap]
        } else {
            Vec::new()
        };
        let label = |cap: &ActiveCap<'_>| {
            let ends = (cap.per_month, cap.per_month);
            EndLabel::new(ends, Sample::Line(CAP), cap.name, &[monthly_text(cap)])
        };
        let mut labels: Vec<EndLabel> = near.iter().map(label).collect();
        let peak = projection.months().zip(&outflow).find(|(_, troops)| **troops == highest);
        if let Some((month, _)) = peak.filter(|_| highest > 0) {
            let ends = (highest, highest);
            let details = [format!("{} in {}", grouped(highest), short_month_text(month))];
            labels.push(EndLabel::new(ends, Sample::None, "most in a month", &details));
        }
        let mut lanes = lanes::of(projection);
        let is_drawn = |name: &str| near.iter().any(|cap| cap.name == name);
        lanes.retain(|lane| lane.kind != LaneKind::Cap || !is_drawn(&lane.name));
        let spec = PlotSpec {
            projection,
            description: description(projection, &period, scope, stretch, &far),
            highest: near.iter().map(|cap| cap.per_month).fold(highest, u64::max),
            legend,
            labels,
            lanes,
            variant_sources: Vec::new(),
            period,
        };
        let mut plot = spec.lay_out();
        draw(&mut plot, &bars, &near);
        plot.finish()
    }
}

fn caps<'a>(projection: &'a Projection, scope: &Scope) -> Vec<ActiveCap<'a>> {
    let spec = projection.plan().spec();
    let of_scope = spec.contingents.iter().filter(|contingent| scope.matches(contingent));
    let covers_scope = |cap: &Cap| of_scope.clone().all(|contingent| cap.scope.matches(contingent));
    let schedule = projection.data();
    let caps = spec.caps.iter().zip(&schedule.timeline.caps).zip(&schedule.numbers.caps);
    let active = caps.filter_map(|((cap, window), &per_month)| {
        let months =
            window.months.first.max(1)..=window.months.last.min(projection.plan().horizon());
        (covers_scope(cap) && !months.is_empty()).then(|| ActiveCap {
            name: &cap.name,
            per_month: per_month.into(),
            months,
        })
    });
    active.collect()
}

fn bars(outflow: &[u64], stretch: usize, caps: &[ActiveCap<'_>]) -> Vec<Bar> {
    // There is no bar for `as_of`, from which nobody has left yet.
    let months: Vec<(i32, u64)> = (0..).zip(outflow.iter().copied()).skip(1).collect();
    let bar = |months: &[(i32, u64)]| {
        let (t, troops) = months.iter().copied().max_by_key(|(_, troops)| *troops)?;
        let limits = |cap: &ActiveCap<'_>| cap.months.contains(&t) && cap.per_month == troops;
        let at_cap = troops > 0 && caps.iter().any(limits);
        Some(Bar { months: months.first()?.0..=months.last()?.0, troops, at_cap })
    };
    months.chunks(stretch).filter_map(bar).collect()
}

fn description(
    projection: &Projection,
    period: &ShownMonths,
    scope: &Scope,
    stretch: usize,
    far: &[ActiveCap<'_>],
) -> String {
    let (scope, period) = (scope_text(projection.plan().spec(), scope), period.text());
    let mut parts = vec![format!("Troops{scope} who leave their host in each month, {period}")];
    if stretch > 1 {
        parts.push(format!("each bar is the peak of {stretch} months"));
    }
    parts.extend(far.iter().take(3).map(|cap| {
        let name = text_width::fit(cap.name, TEXT_SIZE, 200.0);
        format!("above the chart: {name}, {}", monthly_text(cap))
    }));
    parts.join("; ")
}

fn monthly_text(cap: &ActiveCap<'_>) -> String {
    format!("{} a month", grouped(cap.per_month))
}

fn draw(plot: &mut Plot<'_>, bars: &[Bar], caps: &[ActiveCap<'_>]) {
    // What happens in a month is between the ends of the month before and of the month itself.
    let sides = |months: &MonthAxis, range: &RangeInclusive<i32>| {
        (months.x(range.start() - 1), months.x(*range.end()))
    };
    let step = plot.months.step();
    let gap = if step < 2.5 { 0.0 } else { (step * 0.12).min(3.0) };
    for (colour, at_cap) in [(ON_TIME, false), (AT_CAP, true)] {
        let of_colour = bars.iter().filter(|bar| bar.at_cap == at_cap && bar.troops > 0);
        let shape = |bar: &Bar| {
            let (left, right) = sides(&plot.months, &bar.months);
            (left + gap, right - gap, plot.troops.y(bar.troops))
        };
        let shapes: Vec<(f64, f64, f64)> = of_colour.map(shape).collect();
        plot.canvas.bars(&shapes, plot.troops.bottom, colour);
    }
    for cap in caps {
        let y = plot.troops.y(cap.per_month);
        let (left, right) = sides(&plot.months, &cap.months);
        plot.canvas.line((left, y), (right, y), CAP_EDGE);
        plot.canvas.line((left, y), (right, y), CAP);
    }
}

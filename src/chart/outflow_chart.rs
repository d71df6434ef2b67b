//! Monthly outflow as bars, and the caps it may not exceed.

use crate::chart::axis::short_name;
use crate::chart::canvas::Stroke;
use crate::chart::chart_type::Chart;
use crate::chart::frame::{Frame, Sheet, span, whose};
use crate::chart::label_layout::{EndLabel, Key, Sample};
use crate::chart::palette::{INK, KEPT};
use crate::chart::text_width;
use crate::plan::references::members;
use crate::projection::project::Projection;
use crate::spec::scope::Scope;
use crate::values::text::grouped;

/// Bars that reach a cap; darker, so that grey will do.
const AT_CAP: &str = "#003a5c";
const CAP: Stroke<'static> = Stroke { colour: INK, width: 1.6, dashes: "" };

/// A cap over the whole scope: the months of the projection in which it is in force.
struct Limit {
    name: String,
    per_month: u64,
    first: i32,
    last: i32,
}

/// The month, or the stretch of months, of one bar.
struct Bar {
    first: i32,
    last: i32,
    troops: u64,
    at_cap: bool,
}

/// How many months share a bar, so that it is wide enough to be seen.
fn stretch(months: usize) -> usize {
    months.div_ceil(700)
}

impl Limit {
    fn covers(&self, t: i32) -> bool {
        self.first <= t && t <= self.last
    }
}

impl Chart {
    /// Those of a scope who leave their host in each month, as bars, with the caps that cover the
    /// whole scope as lines.
    ///
    /// ```
    /// use drawdown::{Cap, Chart, Contingent, Phase, Plan, PlanSpec, Scope, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
    ///     caps: vec![Cap::new("airlift", Troops(75))],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let chart = Chart::outflow(&plan.project(), &Scope::EVERYONE);
    /// assert!(chart.svg().contains("75 a month"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn outflow(projection: &Projection<'_>, scope: &Scope) -> Self {
        let leaving = leaving(projection, scope);
        let most = leaving.iter().copied().max().unwrap_or(0);
        // A cap far above every bar would flatten them; it is told of instead.
        let is_near = |limit: &Limit| most == 0 || limit.per_month <= most.saturating_mul(4);
        let (near, far): (Vec<Limit>, Vec<Limit>) =
            limits(projection, scope).into_iter().partition(is_near);
        let stretch = stretch(leaving.len());
        let mut what = format!(
            "Troops{} who leave their host in each month, {}",
            whose(scope),
            span(projection)
        );
        let shared = format!("; each bar is the most of {stretch} months");
        what.extend((stretch > 1).then_some(shared));
        for limit in far.iter().take(3) {
            let name = text_width::fitted(&limit.name, 12.0, 200.0);
            let told = format!("; above the chart: {name}, {} a month", grouped(limit.per_month));
            what.push_str(&told);
        }
        let is_at_cap = |t: i32, troops: u64| {
            troops > 0 && near.iter().any(|limit| limit.covers(t) && troops == limit.per_month)
        };
        // No month's bar stands at `as_of`, from which nobody has left yet.
        let months: Vec<(i32, u64)> = (0..).zip(leaving.iter().copied()).skip(1).collect();
        let tallest = |months: &[(i32, u64)]| {
            let (t, troops) = months.iter().copied().max_by_key(|(_, troops)| *troops)?;
            let (first, last) = (months.first()?.0, months.last()?.0);
            Some(Bar { first, last, troops, at_cap: is_at_cap(t, troops) })
        };
        let bars: Vec<Bar> = months.chunks(stretch).filter_map(tallest).collect();

        let mut labels: Vec<EndLabel> = near.iter().map(Limit::label).collect();
        if let Some((t, _)) = (0..).zip(&leaving).find(|(_, troops)| **troops == most && most > 0) {
            let peak = format!("{} in {}", grouped(most), short_name(projection.month(t)));
            labels.push(EndLabel::new((most, most), Sample::None, "most in a month", &[peak]));
        }
        labels.sort_by_key(|label| std::cmp::Reverse(label.ends.0));
        let reached = bars.iter().any(|bar| bar.at_cap);
        let keys =
            [Key::Fill(KEPT, "below any cap"), Key::Fill(AT_CAP, "as many as a cap lets leave")];
        let frame = Frame {
            projection,
            what,
            most: near.iter().map(|limit| limit.per_month).chain([most]).max().unwrap_or(0),
            keys: if reached { keys.to_vec() } else { Vec::new() },
            labels,
            deadlines: projection.deadlines(),
        };
        let mut sheet = frame.lay_out();
        draw(&mut sheet, &bars, &near);
        sheet.finish()
    }
}

/// Those who leave their host, month by month: who goes home, and who goes to another host.
fn leaving(projection: &Projection<'_>, scope: &Scope) -> Vec<u64> {
    let contingents = &projection.plan().spec().contingents;
    let of_scope = members(contingents, scope);
    let view = projection.scope(scope);
    let moved_on = (0..projection.rows.months()).map(|t| {
        let leaves = |from: usize, to: usize| {
            of_scope.binary_search(&from).is_ok() && contingents[from].host != contingents[to].host
        };
        let those =
            projection.rows.transfers(t).filter(|transfer| leaves(transfer.from, transfer.to));
        those.map(|transfer| u64::from(transfer.troops)).sum::<u64>()
    });
    let home = projection.months().filter_map(|month| view.home_departures(month));
    home.zip(moved_on).map(|(home, moved_on)| home + moved_on).collect()
}

fn limits(projection: &Projection<'_>, scope: &Scope) -> Vec<Limit> {
    let spec = projection.plan().spec();
    let of_scope = members(&spec.contingents, scope);
    let course = projection.course();
    let all = spec.caps.iter().zip(&course.timeline.caps).zip(&course.numbers.caps);
    let limits = all.filter_map(|((cap, window), &per_month)| {
        let covered = members(&spec.contingents, &cap.scope);
        let covers_all = of_scope.iter().all(|member| covered.binary_search(member).is_ok());
        let first = window.first.max(1);
        let last = window.last.min(projection.plan().horizon());
        let per_month = u64::from(per_month);
        (covers_all && first <= last).then(|| Limit {
            name: cap.name.clone(),
            per_month,
            first,
            last,
        })
    });
    limits.collect()
}

impl Limit {
    fn label(&self) -> EndLabel {
        let more = [format!("{} a month", grouped(self.per_month))];
        EndLabel::new((self.per_month, self.per_month), Sample::Line(CAP), &self.name, &more)
    }
}

fn draw(sheet: &mut Sheet, bars: &[Bar], limits: &[Limit]) {
    // A month's bar stands between the month's ends before and after it.
    let step = sheet.months.step();
    let gap = if step < 2.5 { 0.0 } else { (step * 0.12).min(3.0) };
    for (colour, at_cap) in [(KEPT, false), (AT_CAP, true)] {
        let of_colour = bars.iter().filter(|bar| bar.at_cap == at_cap && bar.troops > 0);
        let shapes = of_colour.map(|bar| {
            let (left, right) =
                (sheet.months.x(bar.first - 1) + gap, sheet.months.x(bar.last) - gap);
            (left, right, sheet.troops.y(bar.troops))
        });
        let shapes: Vec<(f64, f64, f64)> = shapes.collect();
        sheet.canvas.bars(&shapes, sheet.troops.bottom(), colour);
    }
    for limit in limits {
        let y = sheet.troops.y(limit.per_month);
        let (from, to) = (sheet.months.x(limit.first - 1), sheet.months.x(limit.last));
        let edge = Stroke { colour: "#fff", width: 3.4, ..CAP };
        sheet.canvas.line((from, y), (to, y), edge);
        sheet.canvas.line((from, y), (to, y), CAP);
    }
}

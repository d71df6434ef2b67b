//! A chart of troops over months: heading, legend, axes, deadlines and labels around what is plotted.

use std::collections::BTreeSet;

use crate::chart::axis::{MONTHS_HEIGHT, MonthAxis, TroopAxis};
use crate::chart::canvas::{Canvas, HATCH, Point};
use crate::chart::deadline_markers::DeadlineMarkers;
use crate::chart::end_labels::EndLabel;
use crate::chart::legend::Sample;
use crate::chart::style::{GRID, MARGIN, Stroke, WIDTH};
use crate::chart::{Chart, deadline_list, end_labels, heading, legend};
use crate::projection::projection_type::Projection;

/// The least height of the area between the axes.
const MIN_HEIGHT: f64 = 320.0;
/// More points than this across the plot could not be told apart.
const MAX_POINTS: usize = 1_400;

/// What a plot is laid out from.
pub(super) struct PlotSpec<'a> {
    pub(super) projection: &'a Projection,
    pub(super) description: String,
    /// The highest number shown.
    pub(super) highest: u64,
    pub(super) legend: Vec<(Sample, &'a str)>,
    pub(super) labels: Vec<EndLabel>,
}

/// A chart laid out, for the caller to plot lines and areas on.
#[derive(Debug)]
pub(super) struct Plot {
    pub(super) canvas: Canvas,
    pub(super) months: MonthAxis,
    pub(super) troops: TroopAxis,
    markers: DeadlineMarkers,
    labels: Vec<EndLabel>,
}

impl PlotSpec<'_> {
    pub(super) fn lay_out(self) -> Plot {
        let (plan, mut labels) = (self.projection.plan(), self.labels);
        end_labels::sort(&mut labels);
        let left = MARGIN.max(TroopAxis::label_width(self.highest)) + 2.0;
        let months = MonthAxis::new(plan, left, WIDTH - end_labels::width(&labels));
        let markers = DeadlineMarkers::new(&self.projection.deadlines(), &months);

        let (mut canvas, mut y) = heading::draw(plan.spec(), self.description);
        if !self.legend.is_empty() {
            y += 18.0;
            legend::draw(&mut canvas, &self.legend, y);
        }
        let top = y + 14.0 + markers.height();
        let bottom = top + MIN_HEIGHT.max(end_labels::height(&labels));
        let troops = TroopAxis::new(self.highest, top, bottom);
        troops.draw(&mut canvas, months.left, months.right);
        Plot { canvas, months, troops, markers, labels }
    }
}

impl Plot {
    /// The points of a series at the months given.
    pub(super) fn points(&self, months: &BTreeSet<usize>, series: &[u64]) -> Vec<Point> {
        let x = |t: usize| self.months.x(i32::try_from(t).unwrap_or(i32::MAX));
        let points: Vec<Point> = months.iter().map(|&t| (x(t), self.troops.y(series[t]))).collect();
        match points[..] {
            // A single month makes a line from side to side.
            [(_, y)] => vec![(self.months.left, y), (self.months.right, y)],
            _ => points,
        }
    }

    /// Plots a series as a line.
    pub(super) fn line(&mut self, series: &[u64], stroke: Stroke) {
        let points = self.points(&drawn_months(series), series);
        self.canvas.polyline(&points, stroke);
    }

    /// Plots the residual presence as a hatched area, if there is any.
    pub(super) fn residual(&mut self, residual: &[u64]) {
        if residual.iter().any(|&troops| troops > 0) {
            let months = drawn_months(residual);
            let upper = self.points(&months, residual);
            let lower = self.points(&months, &vec![0; residual.len()]);
            self.canvas.band(&upper, &lower, GRID, "area");
            self.canvas.band(&upper, &lower, HATCH, "residual");
        }
    }

    /// Draws what is over the lines and areas, and what is around them.
    pub(super) fn finish(mut self) -> Chart {
        let (top, bottom) = (self.troops.top, self.troops.bottom);
        self.months.draw(&mut self.canvas, bottom);
        self.markers.draw(&mut self.canvas, top, bottom);
        end_labels::draw(&mut self.canvas, &self.labels, self.months.right, &self.troops);
        let below = bottom + MONTHS_HEIGHT;
        let height = deadline_list::draw(&mut self.canvas, &self.markers, below);
        self.canvas.finish(below + height + 10.0)
    }
}

/// The months to draw of a series: all of them, or, if there are too many to tell apart, the first, last,
/// lowest and highest of each stretch.
pub(super) fn drawn_months(series: &[u64]) -> BTreeSet<usize> {
    let stretch = series.len().div_ceil(MAX_POINTS).max(1);
    let mut months = BTreeSet::new();
    for start in (0..series.len()).step_by(stretch) {
        let end = series.len().min(start + stretch);
        months.extend([start, end - 1]);
        months.extend((start..end).min_by_key(|&t| series[t]));
        months.extend((start..end).max_by_key(|&t| series[t]));
    }
    months
}

//! A chart of troops over months: heading, legend, axes, deadlines and labels around what is plotted.

use std::collections::BTreeSet;

use crate::chart::canvas::{Canvas, HATCH, Point};
use crate::chart::deadline_markers::DeadlineMarkers;
use crate::chart::end_labels::EndLabel;
use crate::chart::lanes::Lane;
use crate::chart::legend::Sample;
use crate::chart::month_axis::{MONTHS_HEIGHT, MonthAxis};
use crate::chart::month_line::{Steps, drawn_months};
use crate::chart::shown_months::ShownMonths;
use crate::chart::style::{GRID, MARGIN, Stroke, WIDTH};
use crate::chart::troop_axis::TroopAxis;
use crate::chart::{Chart, credit, deadline_list, end_labels, heading, lanes, legend};
use crate::projection::projection_type::Projection;

/// The least height of the area between the axes.
const MIN_HEIGHT: f64 = 320.0;

/// What a plot is laid out from.
pub(super) struct PlotSpec<'a> {
    pub(super) projection: &'a Projection,
    pub(super) period: ShownMonths,
    pub(super) description: String,
    /// The highest number shown.
    pub(super) highest: u64,
    pub(super) legend: Vec<(Sample, &'a str)>,
    pub(super) labels: Vec<EndLabel>,
    pub(super) lanes: Vec<Lane>,
    /// The ids of the sources of the variants shown.
    pub(super) variant_sources: Vec<&'a str>,
}

/// A chart laid out, for the caller to plot lines and areas on.
#[derive(Debug)]
pub(super) struct Plot<'a> {
    pub(super) canvas: Canvas,
    pub(super) months: MonthAxis,
    pub(super) troops: TroopAxis,
    projection: &'a Projection,
    steps: Steps,
    markers: DeadlineMarkers,
    labels: Vec<EndLabel>,
    lanes: Vec<Lane>,
    variant_sources: Vec<&'a str>,
}

impl<'a> PlotSpec<'a> {
    pub(super) fn lay_out(self) -> Plot<'a> {
        let (plan, mut labels) = (self.projection.plan(), self.labels);
        end_labels::sort(&mut labels);
        let left = MARGIN.max(TroopAxis::label_width(self.highest)) + 2.0;
        let months = MonthAxis::new(&self.period, left, WIDTH - end_labels::width(&labels));
        let markers = DeadlineMarkers::new(&self.projection.deadlines(), &months);

        let (mut canvas, mut y) = heading::draw(plan.spec(), self.description);
        if !self.legend.is_empty() {
            y = legend::draw(&mut canvas, &self.legend, y + 18.0);
        }
        let top = y + 14.0 + markers.height();
        let bottom = top + MIN_HEIGHT.max(end_labels::height(&labels));
        let troops = TroopAxis::new(self.highest, top, bottom);
        troops.draw(&mut canvas, months.left, months.right);
        Plot {
            canvas,
            months,
            troops,
            projection: self.projection,
            steps: Steps::of(self.projection),
            markers,
            labels,
            lanes: self.lanes,
            variant_sources: self.variant_sources,
        }
    }
}

impl Plot<'_> {
    /// The points of a series at the months given.
    pub(super) fn points(&self, drawn: &BTreeSet<usize>, series: &[u64]) -> Vec<Point> {
        self.steps.points(series, drawn, (&self.months, &self.troops))
    }

    /// The x of each deadline's pole.
    pub(super) fn poles(&self) -> impl Iterator<Item = f64> {
        self.markers.poles()
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
        let canvas = &mut self.canvas;
        lanes::shade(canvas, &self.lanes, &self.months, top, bottom);
        self.months.draw(canvas, bottom);
        self.markers.draw(canvas, top, bottom);
        end_labels::draw(canvas, &self.labels, self.months.right, &self.troops);
        let mut y = bottom + MONTHS_HEIGHT;
        y += lanes::draw(canvas, &self.lanes, &self.months, y);
        y += 4.0 + deadline_list::draw(canvas, &self.markers, y + 4.0);
        y += 2.0
            + credit::draw(canvas, self.projection.plan().spec(), &self.variant_sources, y + 2.0);
        self.canvas.finish(y + 8.0)
    }
}

//! Monthly series as lines: which months are drawn, where they fall in steps, and where their pace is assumed.

use std::collections::BTreeSet;

use crate::chart::canvas::Point;
use crate::chart::month_axis::MonthAxis;
use crate::chart::troop_axis::TroopAxis;
use crate::engine::phase_status::PhaseStatus;
use crate::projection::projection_type::Projection;
use crate::spec::phase::{Pace, Phase};
use crate::values::year_month::YearMonth;

/// More points than this across the plot could not be told apart.
const MAX_POINTS: usize = 1_400;

/// The months, counted from `as_of`, in which a series falls or rises at once rather than bit by bit.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps(BTreeSet<usize>);

impl Steps {
    /// The months in which nothing moves but whole blocks.
    pub(super) fn of(projection: &Projection) -> Self {
        let has_blocks = |phase: &Phase| phase.blocks.is_some();
        let blocks = months_under_way(projection, has_blocks);
        let others = months_under_way(projection, |phase| !has_blocks(phase));
        Self(blocks.difference(&others).copied().collect())
    }

    /// The points of a series at the months given.
    pub(super) fn points(
        &self,
        series: &[u64],
        drawn: &BTreeSet<usize>,
        (months, troops): (&MonthAxis, &TroopAxis),
    ) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for &t in drawn {
            let (x, y) = (months.x(i32::try_from(t).unwrap_or(i32::MAX)), troops.y(series[t]));
            // Some day in the middle of the month.
            if let Some(&(_, before)) = points.last().filter(|_| self.0.contains(&t)) {
                let day = x - months.step() / 2.0;
                points.extend([(day, before), (day, y)]);
            }
            points.push((x, y));
        }
        match points[..] {
            // A single month makes a line from side to side.
            [(_, y)] => vec![(months.left, y), (months.right, y)],
            _ => points,
        }
    }
}

/// The months in which the schedule rests on an even pace that no source states: it moves, all at even paces.
pub(super) fn assumed_months(projection: &Projection, schedule: &[u64]) -> BTreeSet<usize> {
    let is_even = |phase: &Phase| phase.pace == Pace::Even && phase.blocks.is_none();
    let even = months_under_way(projection, is_even);
    let moves = |t: &usize| schedule.get(*t) != schedule.get(t.saturating_sub(1));
    even.into_iter().filter(moves).collect()
}

/// The months in which a phase of a kind is under way.
fn months_under_way(projection: &Projection, of_kind: impl Fn(&Phase) -> bool) -> BTreeSet<usize> {
    let plan = projection.plan();
    let data = projection.data();
    let phases = plan.spec().phases.iter().enumerate().filter(|(_, phase)| of_kind(phase));
    let months = phases.filter_map(|(i, _)| {
        let PhaseStatus::Started { start, paced_end } = data.status(i) else { return None };
        let replaced = data.timeline.phases.get(i).and_then(|phase| phase.replaced_after);
        let last = replaced.map_or(paced_end, |last| paced_end.min(plan.month(last)));
        let t = |month: YearMonth| usize::try_from(month.months_since(plan.as_of())).unwrap_or(0);
        Some(t(start)..=t(last.min(plan.through())))
    });
    months.flatten().collect()
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

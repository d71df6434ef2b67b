//! The levels as a table, the same figures as in the chart.

use std::cmp::Reverse;

use drawdown::projection::GroupBy;
use drawdown::values::{Period, grouped};
use drawdown::{Contingent, Mission, Projection, ScopeView};

use super::grid::Grid;
use crate::args::By;
use crate::table::ends;

/// The most groups with a column of their own.
const GROUPS: usize = 6;

/// The levels at the end of each fiscal year, the largest groups in columns of their own.
pub(super) fn table(projection: &Projection, by: Option<By>, every: Period) -> Grid {
    let plan = projection.plan();
    let ends = ends(projection, every);
    let mut groups =
        groups(projection, by.map_or_else(|| Some(projection.telling_grouping()), By::grouping));
    groups.sort_by_key(|(_, view)| Reverse(view.strengths().map(|(_, troops)| troops).max()));
    let others = groups.split_off(groups.len().min(GROUPS));
    let mut columns = vec!["end of".to_owned()];
    columns.extend(groups.iter().map(|(name, _)| name.clone()));
    if !others.is_empty() {
        columns.push(format!("{} others", others.len()));
    }
    columns.push("all".to_owned());
    let rows = ends.iter().map(|&month| {
        let level = |view: &ScopeView| view.strength(month).unwrap_or(0);
        let mut row = vec![month.to_string()];
        row.extend(groups.iter().map(|(_, view)| grouped(level(view))));
        if !others.is_empty() {
            row.push(grouped(others.iter().map(|(_, view)| level(view)).sum::<u64>()));
        }
        row.push(grouped(level(&projection.theatre())));
        row
    });
    let window = format!("{} through {}", plan.as_of(), plan.through());
    let caption = format!("Troops at a month’s end, {window}, at the ends of fiscal years");
    Grid::of_numbers(caption, columns, rows.collect())
}

fn groups(projection: &Projection, by: Option<GroupBy>) -> Vec<(String, ScopeView)> {
    let Some(by) = by else { return Vec::new() };
    let spec = projection.plan().spec();
    let name = |first: &Contingent| {
        let [contributor, host] =
            [&first.contributor, &first.host].map(|country| spec.country_name(country));
        match (by, first.mission) {
            (GroupBy::Contributor, _) => contributor.to_owned(),
            (GroupBy::Host, _) => host.to_owned(),
            (GroupBy::Mission, mission) => mission.to_string(),
            (_, Mission::Unspecified) => format!("{contributor} in {host}"),
            (_, mission) => format!("{contributor} in {host}, {mission}"),
        }
    };
    let groups = projection.groups(by).into_iter();
    groups.map(|(first, view)| (name(first), view)).collect()
}

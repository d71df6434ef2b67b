//! Residual presence: who of those there is kept, and under which mission.

use crate::checked::course::Course;
use crate::checked::plan::Plan;
use crate::leaves::apportion::apportion;
use crate::leaves::mission::Mission;

/// Those of a contingent whom residuals keep in month t, under each residual's mission.
pub(crate) fn kept_under(
    plan: &Plan,
    course: &Course,
    t: i32,
    c: usize,
    level: u32,
) -> impl Iterator<Item = (Mission, u32)> {
    let floor = course.floors.at(t)[c];
    let share_of = |i: usize| {
        let scope = &plan.wiring.residuals[i].scope;
        let position = scope.iter().position(|&member| member == c);
        let covers = course.timeline.residuals[i].covers(t);
        position.filter(|_| covers).map_or(0, |k| course.floors.shares[i][k])
    };
    let residuals = if floor == 0 { 0 } else { plan.spec.residuals.len() };
    let shares: Vec<u32> = (0..residuals).map(share_of).collect();
    let there = apportion(level.min(floor), &shares);
    plan.spec.residuals.iter().map(|residual| residual.mission).zip(there)
}

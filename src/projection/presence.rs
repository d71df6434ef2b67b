//! Residual presence: who of those there is kept, and under which mission.

use crate::plan::checked::Plan;
use crate::plan::references::ResolvedScope;
use crate::plan::resolved::{Course, Window};
use crate::values::apportion::apportion;
use crate::values::mission::Mission;

/// Those of a contingent whom residuals keep in month t, under each residual's mission.
pub(crate) fn kept_under(
    plan: &Plan,
    course: &Course,
    t: i32,
    c: usize,
    level: u32,
) -> impl Iterator<Item = (Mission, u32)> {
    let floor = course.floors.at(t)[c];
    let mut rest = course.floors.shares.as_slice();
    let windows = course.timeline.residuals.iter();
    let share_of = |(reach, window): (&ResolvedScope, &Window)| {
        let (own, others) = rest.split_at(reach.scope.len());
        rest = others;
        let position = reach.scope.iter().position(|&member| member == c);
        position.filter(|_| window.covers(t)).map_or(0, |k| own[k])
    };
    let residuals = if floor == 0 { &[] } else { &*plan.wiring.residuals };
    let shares: Vec<u32> = residuals.iter().zip(windows).map(share_of).collect();
    let there = apportion(level.min(floor), &shares);
    plan.spec.residuals.iter().map(|residual| residual.mission).zip(there)
}

//! Residual presence: how many of the troops present residuals protect, and under which mission
//! (rules#residual-presence).

use crate::engine::schedule_data::ScheduleData;
use crate::values::apportion::apportion;
use crate::values::mission::Mission;

/// Those of a contingent's `level` that residuals protect in month t, under each residual's mission.
pub(crate) fn residual_presence(
    schedule: &ScheduleData,
    t: i32,
    contingent: usize,
    level: u32,
) -> impl Iterator<Item = (Mission, u32)> {
    let references = &schedule.plan.references.residuals;
    let residuals = references.iter().zip(&schedule.timeline.residuals);
    let shares = residuals.zip(&schedule.floors.shares).map(|((residual, window), shares)| {
        let position = residual.scope.binary_search(&contingent).ok();
        position.filter(|_| window.months.covers(t)).map_or(0, |position| shares[position])
    });
    let present = level.min(schedule.floors.at(t)[contingent]);
    let parts = apportion(present, &shares.collect::<Vec<u32>>());
    schedule.plan.spec.residuals.iter().map(|residual| residual.mission).zip(parts)
}

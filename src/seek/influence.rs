//! What a residual can change, so that no values are tried that cannot matter (rules#remedies).

use crate::engine::schedule_data::ScheduleData;

/// Whether a residual can change anything for a deadline by the month in which it binds. It bears on the contingents in
/// its scope, and from them on those that share a phase or a cap with them, or are its destinations; and on the phases over
/// these, and those in proportion to such a phase. A phase that cannot have started by then does not count: no phase
/// starts before its natural start, which no residual changes.
pub(crate) fn residual_bears_on(schedule: &ScheduleData, residual: usize, phase: usize) -> bool {
    let references = &schedule.plan.references;
    let Some(binds) = schedule.timeline.phases[phase].binds else { return false };
    let mut reached = vec![false; schedule.numbers.strengths.len()];
    let mut phases = vec![false; schedule.timeline.phases.len()];
    for &c in references.residuals[residual].scope.iter() {
        reached[c] = true;
    }
    loop {
        let before = (reached.clone(), phases.clone());
        for (i, of) in references.phases.iter().enumerate() {
            let in_time = i == phase || schedule.timeline.phases[i].natural <= binds;
            let ends = || of.scope.iter().flat_map(|route| [Some(route.contingent), route.to]);
            let is_over = ends().flatten().any(|c| reached[c]);
            let is_in_proportion = of.in_proportion_to.is_some_and(|q| phases[q]);
            if in_time && (is_over || is_in_proportion) {
                phases[i] = true;
                ends().flatten().for_each(|c| reached[c] = true);
            }
        }
        for cap in &references.caps {
            if cap.scope.iter().any(|&c| reached[c]) {
                cap.scope.iter().for_each(|&c| reached[c] = true);
            }
        }
        if before == (reached.clone(), phases.clone()) {
            return phases[phase];
        }
    }
}

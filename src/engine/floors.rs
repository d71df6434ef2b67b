//! Residuals as floors: how many of each contingent stay, month by month (DESIGN section 4).

use crate::plan::checked::Plan;
use crate::plan::resolved::{Floors, Numbers, Timeline};
use crate::values::apportion::Apportioner;

impl Floors {
    pub(crate) fn new(plan: &Plan, timeline: &Timeline, numbers: &Numbers) -> Self {
        let mut apportioner = Apportioner::default();
        let mut shares = Vec::new();
        for (reach, &residual) in plan.wiring.residuals.iter().zip(&numbers.residuals) {
            let first = shares.len();
            shares.extend(reach.scope.iter().map(|&c| numbers.strengths[c]));
            apportioner.share(residual, &mut shares[first..]);
        }
        let mut changes: Vec<i32> = (timeline.residuals.iter())
            .flat_map(|window| [window.first, window.last.saturating_add(1)])
            .filter(|&t| i32::MIN < t && t < i32::MAX) // it lasts
            .collect();
        changes.sort_unstable();
        changes.dedup();
        let row_from = |t| {
            let mut row = vec![0_u32; plan.spec.contingents.len()];
            let mut rest = shares.as_slice();
            for (reach, window) in plan.wiring.residuals.iter().zip(&timeline.residuals) {
                let (own, others) = rest.split_at(reach.scope.len());
                rest = others;
                if window.covers(t) {
                    for (&c, &share) in reach.scope.iter().zip(own) {
                        // No level is above u32::MAX, so a floor need not be either.
                        row[c] = row[c].saturating_add(share);
                    }
                }
            }
            row
        };
        let later: Vec<(i32, Vec<u32>)> = changes.into_iter().map(|t| (t, row_from(t))).collect();
        let hold_by_themselves = plan.wiring.all_go_home && later.is_empty();
        Self { first: row_from(i32::MIN), later, hold_by_themselves, shares }
    }
}

//! Residuals as floors: how many of each contingent stay, month by month (rules#floors).

use crate::engine::numbers::Numbers;
use crate::plan::checked::Plan;
use crate::plan::timeline::Timeline;
use crate::values::apportion::apportion;

/// `floor_c(t)` for every contingent.
#[derive(Clone, Debug)]
pub(crate) struct Floors {
    /// The floors from a month on until the next change; the first entry is from the beginning.
    changes: Vec<(i32, Vec<u32>)>,
    /// Each residual's strength, apportioned over its scope.
    pub(crate) shares: Vec<Vec<u32>>,
}

impl Floors {
    pub(crate) fn new(plan: &Plan, timeline: &Timeline, numbers: &Numbers) -> Self {
        let residuals = plan.references.residuals.iter().zip(&numbers.residuals);
        let shares = residuals.map(|(residual, &strength)| {
            let weights: Vec<u32> = residual.scope.iter().map(|&c| numbers.strengths[c]).collect();
            apportion(strength, &weights)
        });
        let shares: Vec<Vec<u32>> = shares.collect();

        let mut months = vec![i32::MIN];
        for window in &timeline.residuals {
            months.extend([window.months.first, window.months.last.saturating_add(1)]);
        }
        months.retain(|&t| t < i32::MAX); // no such month comes
        months.sort_unstable();
        months.dedup();
        let floors_from = |t| {
            let mut floors = vec![0_u32; plan.spec.contingents.len()];
            let residuals = plan.references.residuals.iter().zip(&timeline.residuals).zip(&shares);
            for ((residual, window), shares) in residuals {
                if window.months.covers(t) {
                    for (&c, &share) in residual.scope.iter().zip(shares) {
                        // No level exceeds u32::MAX, so no floor needs to.
                        floors[c] = floors[c].saturating_add(share);
                    }
                }
            }
            floors
        };
        let changes = months.into_iter().map(|t| (t, floors_from(t))).collect();
        Self { changes, shares }
    }

    /// The floor of every contingent in a month.
    pub(crate) fn at(&self, t: i32) -> &[u32] {
        let next = self.changes.partition_point(|(from, _)| *from <= t);
        &self.changes[next - 1].1
    }

    /// Whether the floors are the same in all months.
    #[cfg(not(drawdown_plain))]
    pub(crate) const fn never_change(&self) -> bool {
        self.changes.len() == 1
    }
}

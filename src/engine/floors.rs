//! Residuals as floors: how many of each contingent stay, month by month (rules#floors).

use std::collections::BTreeMap;

use crate::plan::checked::Plan;
use crate::plan::numbers::Numbers;
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

/// What a residual does in a month.
#[derive(Clone, Copy, Debug)]
enum Edge {
    Begins,
    Ends,
}

impl Floors {
    pub(crate) fn new(plan: &Plan, timeline: &Timeline, numbers: &Numbers) -> Self {
        let residuals = plan.references.residuals.iter().zip(&numbers.residuals);
        let shares = residuals.map(|(residual, &strength)| {
            let weights: Vec<u32> = residual.scope.iter().map(|&c| numbers.strengths[c]).collect();
            apportion(strength, &weights)
        });
        let shares: Vec<Vec<u32>> = shares.collect();

        // What begins and what ends, by month: each residual is added once and taken away once.
        let mut edges: BTreeMap<i32, Vec<(usize, Edge)>> = BTreeMap::from([(i32::MIN, Vec::new())]);
        for (i, window) in timeline.residuals.iter().enumerate() {
            let after = window.months.last.saturating_add(1);
            if window.months.first < after {
                edges.entry(window.months.first).or_default().push((i, Edge::Begins));
                edges.entry(after).or_default().push((i, Edge::Ends));
            }
        }
        edges.remove(&i32::MAX); // no such month comes
        let mut sums = vec![0_u64; plan.spec.contingents.len()];
        let mut changes = Vec::with_capacity(edges.len());
        for (t, edges) in edges {
            for (i, edge) in edges {
                for (&c, &share) in plan.references.residuals[i].scope.iter().zip(&shares[i]) {
                    match edge {
                        Edge::Begins => sums[c] += u64::from(share),
                        Edge::Ends => sums[c] -= u64::from(share),
                    }
                }
            }
            // No level exceeds u32::MAX, so no floor needs to.
            let floor = |&sum: &u64| u32::try_from(sum).unwrap_or(u32::MAX);
            changes.push((t, sums.iter().map(floor).collect()));
        }
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

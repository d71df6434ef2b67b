//! How much memory an ensemble needs, in bytes (rules#limits).

use std::mem::size_of;

use crate::ensemble::chances::{ChancesCounter, DeadlineChances};
use crate::ensemble::counter::{Counter, TABLE_VALUE};
use crate::ensemble::distribution::Distribution;
use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::memory_limit::{MemoryLimit, TooMuchMemory};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::plan::checked::Plan;
use crate::projection::deadline::GoalCheck;

/// What an ensemble needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MemoryNeeded {
    /// The plans, and what is prepared of them.
    plans: u64,
    /// A summary in which every distribution has one value.
    summary: u64,
    /// Of each thread, with one value in every counter.
    thread: u64,
}

/// A value of a distribution with its count.
const SUMMARY_VALUE: u64 = size_of::<(i128, u64)>() as u64;

/// What an allocation takes beyond what is asked for, about.
const ALLOCATION: u64 = 16;

impl MemoryNeeded {
    /// Of an ensemble's plans, the plan itself first.
    pub(crate) fn new(ensemble: &Ensemble, prepared: &[PreparedPlan<'_>]) -> Self {
        let plans = std::iter::once(&ensemble.plan).chain(ensemble.variants.iter().map(|(_, p)| p));
        let (mut summary, mut thread) = (0, 0);
        for plan in prepared {
            let cells = plan.months() * 2 * plan.groups.len() as u64;
            let phases = plan.plan.spec.phases.len() as u64;
            let costs = plan.currencies.len() as u64;
            let distributions = cells + phases + 2 * costs + 6;
            summary += distributions * (size::<Distribution>() + SUMMARY_VALUE + ALLOCATION)
                + phases * size::<DeadlineChances>();
            thread += cells * size::<Counter<u32>>()
                + phases * (size::<ChancesCounter>() + size::<Option<GoalCheck>>())
                + costs * 2 * size::<Counter<i128>>();
        }
        let levels =
            |plan: &PreparedPlan<'_>| plan.months() * plan.plan.spec.contingents.len() as u64;
        let scratch = prepared.iter().map(levels).max().unwrap_or(0) * size::<u32>();
        Self { plans: plans.map(plan_size).sum(), summary, thread: thread + scratch }
    }

    /// How many threads fit into the limit, at most `most`; an error where not even one does.
    ///
    /// Two summaries are held at the end: what is counted is added to that of the draws before.
    pub(crate) fn threads(self, limit: MemoryLimit, most: u64) -> Result<u64, TooMuchMemory> {
        let shared = self.plans.saturating_add(self.summary.saturating_mul(2));
        limit.check(shared.saturating_add(self.thread))?;
        let fitting = (limit.bytes() - shared) / self.thread.max(1);
        Ok(fitting.clamp(1, most.max(1)))
    }

    /// The bytes needed with this many threads, values in their tables, and values in the summary of earlier draws.
    pub(crate) fn with_values(self, threads: u64, in_tables: u64, in_summary: u64) -> u64 {
        let fixed = self.plans + self.summary.saturating_mul(2);
        let fixed = fixed.saturating_add(self.thread.saturating_mul(threads));
        // In the end each value is in the summary as well.
        let values = in_tables.saturating_mul(TABLE_VALUE + SUMMARY_VALUE);
        fixed.saturating_add(values).saturating_add(in_summary.saturating_mul(2 * SUMMARY_VALUE))
    }
}

/// What a plan takes, about: its entries and their names, and what they refer to.
fn plan_size(plan: &Plan) -> u64 {
    let spec = &plan.spec;
    let count = |n: usize| n as u64;
    let small = count(spec.contingents.len() + spec.events.len() + spec.sources.len())
        + count(spec.residuals.len() + spec.phases.len() + spec.holds.len() + spec.caps.len())
        + count(spec.hazards.len() + spec.costs.len() + spec.slips.len() + spec.variants.len());
    let referred = plan.references.phases.iter();
    let referred: usize =
        referred.map(|phase| 4 * phase.scope.len() + 2 * phase.preceded_by.len()).sum();
    small * 256 + count(referred) * size::<usize>()
}

const fn size<T>() -> u64 {
    size_of::<T>() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDED: MemoryNeeded = MemoryNeeded { plans: 100, summary: 200, thread: 1_000 };

    #[test]
    fn as_many_threads_run_as_fit() {
        let threads = |limit| NEEDED.threads(MemoryLimit::new(limit), 16);
        // 100 + 2 * 200 + 1,000 for each thread.
        assert_eq!(threads(1_500), Ok(1));
        assert_eq!(threads(3_499), Ok(2));
        assert_eq!(threads(3_500), Ok(3));
        assert_eq!(threads(1_000_000), Ok(16));
        let error = threads(1_499).err().map(|error| (error.needed, error.limit));
        assert_eq!(error, Some((1_500, 1_499)));
    }

    #[test]
    fn values_are_in_tables_and_then_in_a_summary() {
        // 500 and 2 * 1,000; 10 values of 40 and 32 bytes; 5 of twice 32.
        assert_eq!(NEEDED.with_values(2, 10, 5), 2_500 + 720 + 320);
    }
}

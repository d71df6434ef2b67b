//! The library's side of each comparison, a small function each.

use drawdown::{Ensemble, EnsembleSummary, Plan, Stepper};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::reference::Failed;

/// Hands every month's strengths to a visitor.
#[inline]
pub(crate) fn visit(stepper: &mut Stepper, plan: &Plan, mut visitor: impl FnMut(usize, &[u32])) {
    let mut t = 0;
    stepper.for_each_month(&plan.schedule(), |_, strengths| {
        visitor(t, strengths);
        t += 1;
    });
}

/// Puts every month's strengths into a buffer that is reused.
#[inline]
pub(crate) fn fill(stepper: &mut Stepper, plan: &Plan, buffer: &mut Vec<u32>) {
    stepper.strengths_into(&plan.schedule(), buffer);
}

/// Runs the ensemble that W3 is.
pub(crate) fn ensemble(plan: &Plan, seed: u64, draws: u64) -> EnsembleSummary {
    Ensemble::new(plan, seed).run(0..draws)
}

/// So many threads of the library's own.
pub(crate) fn threads(count: usize) -> Result<ThreadPool, Failed> {
    Ok(ThreadPoolBuilder::new().num_threads(count).build()?)
}

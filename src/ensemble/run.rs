//! Running draws, on all threads.

use std::ops::{ControlFlow, Range};

use crate::ensemble::difference::DifferenceCounter;
use crate::ensemble::draw_inputs::DrawValues;
use crate::ensemble::ensemble_type::{Ensemble, Sensitivity};
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::merge::MergeError;
use crate::ensemble::parallel;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::ranges::{self, Ranges};
use crate::ensemble::recorder::DrawRecorder;
use crate::ensemble::sensitivity::SensitivityRecord;
use crate::ensemble::sensitivity_counter::SensitivityCounter;
use crate::ensemble::summary::EnsembleSummary;

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'s> {
    /// Draws of the range that are done, those that the summary had before included.
    pub done: u64,
    /// Draws of the range.
    pub total: u64,
    /// The summary of everything that is done; it can be saved.
    pub summary: &'s EnsembleSummary,
}

/// About how many levels each thread computes between two calls of a progress function.
const LEVELS_PER_ROUND: u64 = 1 << 26;

impl Ensemble {
    /// Runs a range of draws, on all threads if the feature `parallel` is on.
    ///
    /// The result of a draw depends only on the plan, the seed and the draw's number.
    #[must_use]
    pub fn run(&self, draws: Range<u64>) -> EnsembleSummary {
        let plans = self.prepare();
        self.extend(&plans, self.empty_summary(&plans), draws, |_| ControlFlow::Continue(()))
    }

    /// The summary of no draws.
    #[must_use]
    pub fn empty(&self) -> EnsembleSummary {
        self.empty_summary(&self.prepare())
    }

    /// Runs the draws of a range that a summary does not have yet, and adds them to it.
    ///
    /// `progress` is called after each round of draws, from this thread. If it breaks, the summary of
    /// the draws done so far is returned.
    ///
    /// # Errors
    ///
    /// If the summary is not one of this ensemble.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// let interrupted = ensemble.run(0..300);
    /// let whole = ensemble.resume(interrupted, 0..1_000, |progress| {
    ///     println!("{} of {} draws", progress.done, progress.total);
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert_eq!(whole, ensemble.run(0..1_000));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume(
        &self,
        summary: EnsembleSummary,
        draws: Range<u64>,
        progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> Result<EnsembleSummary, MergeError> {
        let plans = self.prepare();
        let summary = summary.merge(&self.empty_summary(&plans))?;
        Ok(self.extend(&plans, summary, draws, progress))
    }

    /// The plan, then its variants.
    fn prepare(&self) -> Vec<PreparedPlan<'_>> {
        let variants = self.variants.iter().map(|(name, plan)| (name.as_str(), plan));
        let plans = std::iter::once(("as planned", &self.plan)).chain(variants);
        plans.map(|(name, plan)| PreparedPlan::new(name, plan, &self.group_by)).collect()
    }

    fn empty_summary(&self, plans: &[PreparedPlan<'_>]) -> EnsembleSummary {
        let record = self.sensitivity == Sensitivity::On;
        let record = record.then(|| SensitivityRecord::new(&plans[0]));
        self.run_chunk(plans, &Fingerprint::of(self), record, 0..0)
    }

    fn extend(
        &self,
        plans: &[PreparedPlan<'_>],
        mut summary: EnsembleSummary,
        draws: Range<u64>,
        mut progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> EnsembleSummary {
        let total = draws.end.saturating_sub(draws.start);
        let fingerprint = summary.fingerprint.clone();
        let record = summary.sensitivity.clone().map(SensitivityRecord::without_draws);
        let levels_per_draw: u64 = plans.iter().map(PreparedPlan::levels_per_draw).sum();
        let draws_per_chunk = LEVELS_PER_ROUND / levels_per_draw.max(1);
        let mut missing = summary.ranges.missing(&draws);
        while let Some(next) = missing.first() {
            let run = |chunk| self.run_chunk(plans, &fingerprint, record.clone(), chunk);
            for part in parallel::map(chunks(next, draws_per_chunk), run) {
                let added = summary.add(&part);
                debug_assert_eq!(added, Ok(()), "the parts of a run count the same");
            }
            missing = summary.ranges.missing(&draws);
            let done = total - ranges::count(&missing);
            if progress(Progress { done, total, summary: &summary }).is_break() {
                break;
            }
        }
        summary
    }

    /// Runs some draws, one after another. Every four of them share their blocks of random numbers.
    fn run_chunk(
        &self,
        plans: &[PreparedPlan<'_>],
        fingerprint: &Fingerprint,
        record: Option<SensitivityRecord>,
        draws: Range<u64>,
    ) -> EnsembleSummary {
        let mut recorders: Vec<DrawRecorder<'_>> = plans.iter().map(DrawRecorder::new).collect();
        let mut differences: Vec<DifferenceCounter> =
            plans[1..].iter().map(|variant| DifferenceCounter::new(&plans[0], variant)).collect();
        let horizon = self.plan.horizon();
        let mut sensitivity = record.map(|record| SensitivityCounter::new(record, horizon));
        for four in draws.start / 4..draws.end.div_ceil(4) {
            let values: Vec<[DrawValues; 4]> =
                plans.iter().map(|plan| plan.inputs.draw_four(self.seed, four)).collect();
            for lane in (0..4).filter(|&lane| draws.contains(&(4 * four + lane))) {
                let lane = usize::try_from(lane).unwrap_or(0);
                let mut recorders = recorders.iter_mut().zip(&values);
                let Some((recorder, values)) = recorders.next() else { break };
                let result = recorder.draw(&values[lane]);
                if let Some(sensitivity) = &mut sensitivity {
                    sensitivity.count(&values[lane], result);
                }
                for (difference, (recorder, values)) in differences.iter_mut().zip(recorders) {
                    difference.count(result, recorder.draw(&values[lane]));
                }
            }
        }
        let mut ranges = Ranges::default();
        ranges.add(&[draws]);
        EnsembleSummary {
            fingerprint: fingerprint.clone(),
            ranges,
            outcomes: recorders.into_iter().map(DrawRecorder::finish).collect(),
            differences: differences.into_iter().map(DifferenceCounter::finish).collect(),
            sensitivity: sensitivity.map(SensitivityCounter::finish),
        }
    }
}

/// A round's chunks, one for each thread, from the start of a range.
fn chunks(range: &Range<u64>, size: u64) -> Vec<Range<u64>> {
    let threads = parallel::threads();
    // A short range is divided among all threads.
    let size = size.min((range.end - range.start).div_ceil(threads)).max(1);
    let starts = (0..threads).map(|i| range.start.saturating_add(i.saturating_mul(size)));
    let chunks = starts.map(|start| start..start.saturating_add(size).min(range.end));
    chunks.filter(|chunk| !chunk.is_empty()).collect()
}

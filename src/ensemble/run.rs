//! Running draws, on as many cores as there are.

use std::ops::{ControlFlow, Range};

use crate::ensemble::difference::DifferenceTally;
use crate::ensemble::draw_inputs::DrawValues;
use crate::ensemble::ensemble_type::{Ensemble, Sensitivity};
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::groups::Groups;
use crate::ensemble::parallel::{cores, each};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::ranges::Ranges;
use crate::ensemble::recorder::DrawRecorder;
use crate::ensemble::sensitivity::Record;
use crate::ensemble::summary::{EnsembleSummary, MergeError};

/// How far a run has come.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let ensemble = Ensemble::new(&plan, 0);
/// let summary = ensemble.resume(ensemble.empty(), 0..1_000_000, |progress| {
///     println!("{} of {}", progress.done, progress.total);
///     ControlFlow::Break(()) // enough
/// })?;
/// assert!((1..1_000_000).contains(&summary.draws()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'s> {
    /// Draws of the range that are done, those of the summary begun with included.
    pub done: u64,
    /// Draws of the range.
    pub total: u64,
    /// What came of all that is done: valid, and fit to be saved.
    pub summary: &'s EnsembleSummary,
}

/// About how many levels each core computes between two calls of a progress hook.
const CELLS_PER_ROUND: u64 = 1 << 24;

impl Ensemble {
    /// Runs a range of draws, on all cores where the feature `parallel` is on.
    ///
    /// What a draw comes to depends on nothing but the plan, the seed and its number.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 2024).run(1_000..2_000);
    /// assert_eq!(summary.ranges(), [1_000..2_000]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn run(&self, draws: Range<u64>) -> EnsembleSummary {
        let groups = self.groups();
        let models = self.models(&groups);
        self.extend(&models, self.of_none(&models), draws, |_| ControlFlow::Continue(()))
    }

    /// The summary of no draws: merged with another, it is that other.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// assert_eq!(ensemble.empty().merge(&ensemble.run(0..10))?, ensemble.run(0..10));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn empty(&self) -> EnsembleSummary {
        let groups = self.groups();
        self.of_none(&self.models(&groups))
    }

    /// The summary of no draws.
    fn of_none(&self, models: &[PreparedPlan<'_>]) -> EnsembleSummary {
        EnsembleSummary {
            drivers: (self.drivers == Sensitivity::On).then(|| Record::new(&models[0])),
            ..self.chunk(models, &Fingerprint::of(self), 0..0, None)
        }
    }

    /// Runs those draws of a range that a summary does not have yet, and adds them to it.
    ///
    /// `progress` is called again and again from this thread; where it breaks off, the summary of
    /// what was done by then is returned.
    ///
    /// # Errors
    ///
    /// Where the summary is not one of this ensemble.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// let interrupted = ensemble.run(0..300);
    /// let whole = ensemble.resume(interrupted, 0..1_000, |_| ControlFlow::Continue(()))?;
    /// assert_eq!(whole, ensemble.run(0..1_000));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume(
        &self,
        summary: EnsembleSummary,
        draws: Range<u64>,
        progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> Result<EnsembleSummary, MergeError> {
        let groups = self.groups();
        let models = self.models(&groups);
        summary.check_like(&self.of_none(&models))?;
        Ok(self.extend(&models, summary, draws, progress))
    }

    fn extend(
        &self,
        models: &[PreparedPlan<'_>],
        mut summary: EnsembleSummary,
        draws: Range<u64>,
        mut progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> EnsembleSummary {
        let total = draws.end.saturating_sub(draws.start);
        let missing = summary.ranges.missing(draws);
        let mut left: u64 = missing.iter().map(|range| range.end - range.start).sum();
        let identity = summary.identity.clone();
        let record = summary.drivers.clone().map(Record::without_draws);
        let cells_per_draw: u64 = models.iter().map(PreparedPlan::cells).sum();
        let draws_per_chunk = (CELLS_PER_ROUND / cells_per_draw.max(1)).max(1);
        for range in missing {
            let mut from = range.start;
            while from < range.end {
                let chunks = chunks(from..range.end, draws_per_chunk);
                from = chunks.last().map_or(range.end, |chunk| chunk.end);
                left -= chunks.iter().map(|chunk| chunk.end - chunk.start).sum::<u64>();
                for part in
                    each(chunks, |chunk| self.chunk(models, &identity, chunk, record.as_ref()))
                {
                    summary.absorb(&part);
                }
                let done = Progress { done: total - left, total, summary: &summary };
                if progress(done).is_break() {
                    return summary;
                }
            }
        }
        summary
    }

    fn groups(&self) -> Vec<Groups> {
        let plans = [&self.plan].into_iter().chain(self.variants.iter().map(|(_, plan)| plan));
        plans.map(|plan| Groups::new(plan, &self.by)).collect()
    }

    fn models<'m>(&'m self, groups: &'m [Groups]) -> Vec<PreparedPlan<'m>> {
        let plans = [("as planned", &self.plan)].into_iter();
        let plans = plans.chain(self.variants.iter().map(|(name, plan)| (name.as_str(), plan)));
        plans
            .zip(groups)
            .map(|((name, plan), groups)| PreparedPlan::new(name, plan, groups))
            .collect()
    }

    /// Runs some draws, one after another.
    fn chunk(
        &self,
        models: &[PreparedPlan<'_>],
        identity: &Fingerprint,
        draws: Range<u64>,
        record: Option<&Record>,
    ) -> EnsembleSummary {
        let mut recorders: Vec<DrawRecorder<'_>> = models.iter().map(DrawRecorder::new).collect();
        let mut differences: Vec<DifferenceTally> =
            (models.iter().skip(1)).map(|other| DifferenceTally::new(&models[0], other)).collect();
        let mut drivers = record.map(Record::tally);
        // Draws come in fours, which share their uniforms.
        for four in draws.start / 4..draws.end.div_ceil(4) {
            let values: Vec<[DrawValues; 4]> =
                models.iter().map(|model| model.inputs.draw_four(self.seed, four)).collect();
            for lane in (0..4).filter(|&lane| draws.contains(&(4 * four + lane))) {
                let lane = usize::try_from(lane).unwrap_or(0);
                let mut results = recorders.iter_mut().zip(&values);
                let Some((base, base_values)) = results.next() else { break };
                let base = base.draw(&base_values[lane]);
                for (difference, (other, values)) in differences.iter_mut().zip(results) {
                    difference.count(base, other.draw(&values[lane]));
                }
                if let Some(drivers) = &mut drivers {
                    drivers.count(&base_values[lane], self.plan.horizon(), base);
                }
            }
        }
        let mut ranges = Ranges::default();
        ranges.add(&[draws]);
        let mut record = record.cloned();
        if let (Some(record), Some(drivers)) = (&mut record, drivers) {
            record.take(drivers);
        }
        EnsembleSummary {
            identity: identity.clone(),
            ranges,
            outlooks: recorders.into_iter().map(DrawRecorder::finish).collect(),
            differences: differences.into_iter().map(DifferenceTally::finish).collect(),
            drivers: record,
        }
    }
}

/// A round's chunks: one or a few for each core, from the start of a range.
fn chunks(range: Range<u64>, size: u64) -> Vec<Range<u64>> {
    let cores = cores();
    // What is left of a short range is shared out.
    let size = size.min((range.end - range.start).div_ceil(cores)).max(1);
    let starts = (0..cores).map(|i| range.start.saturating_add(i.saturating_mul(size)));
    let chunks = starts.map(|start| start..start.saturating_add(size).min(range.end));
    chunks.filter(|chunk| chunk.start < chunk.end).collect()
}

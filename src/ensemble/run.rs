//! Running draws, on as many cores as there are.

use std::ops::{ControlFlow, Range};

use crate::ensemble::difference::DifferenceTally;
use crate::ensemble::drivers::Record;
use crate::ensemble::groups::Groups;
use crate::ensemble::identity::Identity;
use crate::ensemble::model::Model;
use crate::ensemble::parallel::{cores, each};
use crate::ensemble::ranges::Ranges;
use crate::ensemble::record::Recorder;
use crate::ensemble::setup::{Ensemble, Sensitivity};
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

/// About how many levels are reckoned between two calls of a progress hook, by each core; at first
/// fewer, until it is known what draws of the plan take.
const CELLS_A_ROUND: u64 = 1 << 24;

impl Ensemble<'_> {
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
    fn of_none(&self, models: &[Model<'_>]) -> EnsembleSummary {
        EnsembleSummary {
            drivers: (self.drivers == Sensitivity::On).then(|| Record::new(&models[0])),
            ..self.chunk(models, &Identity::of(self), 0..0, None).0
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
        models: &[Model<'_>],
        mut summary: EnsembleSummary,
        draws: Range<u64>,
        mut progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> EnsembleSummary {
        let total = draws.end.saturating_sub(draws.start);
        let missing = summary.ranges.missing(draws);
        let mut left: u64 = missing.iter().map(|range| range.end - range.start).sum();
        let identity = summary.identity.clone();
        let record = summary.drivers.clone().map(Record::without_draws);
        // What a draw takes at most.
        let mut cells_a_draw: u64 = models.iter().map(Model::cells).sum();
        for range in missing {
            let mut from = range.start;
            while from < range.end {
                let chunks = chunks(from..range.end, (CELLS_A_ROUND / cells_a_draw.max(1)).max(1));
                from = chunks.last().map_or(range.end, |chunk| chunk.end);
                let draws: u64 = chunks.iter().map(|chunk| chunk.end - chunk.start).sum();
                left -= draws;
                let mut cells = 0;
                for (part, of_part) in
                    each(chunks, |chunk| self.chunk(models, &identity, chunk, record.as_ref()))
                {
                    summary.absorb(&part);
                    cells += of_part;
                }
                cells_a_draw = cells / draws.max(1);
                let done = Progress { done: total - left, total, summary: &summary };
                if progress(done).is_break() {
                    return summary;
                }
            }
        }
        summary
    }

    fn groups(&self) -> Vec<Groups> {
        let plans = [self.plan].into_iter().chain(self.variants.iter().map(|(_, plan)| plan));
        plans.map(|plan| Groups::new(plan, &self.by)).collect()
    }

    fn models<'m>(&'m self, groups: &'m [Groups]) -> Vec<Model<'m>> {
        let plans = [("as planned", self.plan)].into_iter();
        let plans = plans.chain(self.variants.iter().map(|(name, plan)| (name.as_str(), plan)));
        plans
            .zip(groups)
            .map(|((name, plan), groups)| Model::new(name, plan, groups, self.seed))
            .collect()
    }

    /// Runs some draws, one after another; says about how many levels that took.
    fn chunk(
        &self,
        models: &[Model<'_>],
        identity: &Identity,
        draws: Range<u64>,
        record: Option<&Record>,
    ) -> (EnsembleSummary, u64) {
        let mut recorders: Vec<Recorder<'_>> = models.iter().map(Recorder::new).collect();
        let mut differences: Vec<DifferenceTally> =
            (models.iter().skip(1)).map(|other| DifferenceTally::new(&models[0], other)).collect();
        let mut drivers = record.map(Record::tally);
        for (four, which) in fours(draws.clone()) {
            for recorder in &mut recorders {
                recorder.draw(four, which.clone());
            }
            let Some((base, others)) = recorders.split_first() else { break };
            for i in which {
                for (difference, other) in differences.iter_mut().zip(others) {
                    difference.count(&base.figures[i], &other.figures[i]);
                }
                if let Some(drivers) = &mut drivers {
                    drivers.count(&base.fixed[i], self.plan.horizon(), &base.figures[i]);
                }
            }
        }
        let mut ranges = Ranges::default();
        ranges.add(&[draws]);
        let mut record = record.cloned();
        if let (Some(record), Some(drivers)) = (&mut record, drivers) {
            record.take(drivers);
        }
        let cells = recorders.iter().map(|recorder| recorder.cells).sum();
        let summary = EnsembleSummary {
            identity: identity.clone(),
            ranges,
            outlooks: recorders.into_iter().map(Recorder::finish).collect(),
            differences: differences.into_iter().map(DifferenceTally::finish).collect(),
            drivers: record,
        };
        (summary, cells)
    }
}

/// Draws in fours that share their noise: each four's number, and which of it are meant.
fn fours(draws: Range<u64>) -> impl Iterator<Item = (u64, Range<usize>)> {
    (draws.start / 4..draws.end.div_ceil(4)).map(move |four| {
        let place =
            |number: u64| usize::try_from(number.saturating_sub(4 * four).min(4)).unwrap_or(4);
        (four, place(draws.start)..place(draws.end))
    })
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

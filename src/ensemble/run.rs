//! Running draws, on all threads.

use std::convert::Infallible;
use std::ops::{ControlFlow, Range};

use crate::ensemble::ensemble_type::{Ensemble, Sensitivity};
use crate::ensemble::fingerprint::Fingerprint;
use crate::ensemble::memory_limit::{MemoryLimit, TooMuchMemory};
use crate::ensemble::memory_needed::MemoryNeeded;
use crate::ensemble::merge::MergeError;
use crate::ensemble::parallel;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::ranges;
use crate::ensemble::rounds::Rounds;
use crate::ensemble::sensitivity::SensitivityRecord;
use crate::ensemble::summary::EnsembleSummary;
use crate::ensemble::worker::Worker;
use crate::spec::adjustment::Variant;

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'s> {
    /// Draws of the range that are done, those that the summary had before included.
    pub done: u64,
    /// Draws of the range.
    pub total: u64,
    /// Of what was done before this run.
    begun: &'s EnsembleSummary,
    /// Those that have run draws.
    workers: &'s [Option<Worker<'s>>],
}

impl Progress<'_> {
    /// The summary of everything that is done; it can be saved. It is made when it is asked for, which takes
    /// time.
    #[must_use]
    pub fn summary(&self) -> EnsembleSummary {
        with_workers(self.begun.clone(), self.workers)
    }
}

/// Why a run stopped before its end.
enum Stopped<B> {
    Progress(B),
    Memory(TooMuchMemory),
}

/// The memory a run may use, what it needs, and on how many threads.
#[derive(Clone, Copy)]
struct MemoryBudget {
    needed: MemoryNeeded,
    threads: u64,
    limit: MemoryLimit,
}

impl Ensemble {
    /// Runs a range of draws, on all threads if the feature `parallel` is on.
    ///
    /// The result of a draw depends only on the plan, the seed and the draw's number.
    ///
    /// It takes as much memory as it needs. For untrusted plans, use [`resume`](Self::resume), which keeps to the
    /// ensemble's [limit](field@Self::memory), or [`least_memory`](Self::least_memory) before.
    #[must_use]
    pub fn run(&self, draws: Range<u64>) -> EnsembleSummary {
        let plans = self.prepare();
        let needed = MemoryNeeded::new(self, &plans);
        let threads = needed.threads(self.memory, parallel::threads()).unwrap_or(1);
        let budget = MemoryBudget { needed, threads, limit: MemoryLimit::new(u64::MAX) };
        let rounds = Rounds::equal(levels_per_draw(&plans), threads);
        let go_on = |_: Progress<'_>| ControlFlow::<Infallible>::Continue(());
        self.extend(&plans, self.empty_summary(&plans), draws, rounds, budget, go_on).0
    }

    /// The memory that a run needs at least, in bytes, on one thread: that of the draws in which nothing differs.
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    /// use drawdown::projection::GroupBy;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let theatre = Ensemble::new(&plan, 2024);
    /// let contingents = Ensemble { group_by: vec![GroupBy::Contingent], ..theatre.clone() };
    /// assert!(theatre.least_memory() < contingents.least_memory());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn least_memory(&self) -> u64 {
        MemoryNeeded::new(self, &self.prepare()).with_values(1, 0, 0)
    }

    /// The summary of no draws.
    #[must_use]
    pub fn empty(&self) -> EnsembleSummary {
        self.empty_summary(&self.prepare())
    }

    /// Runs the draws of a range that a summary does not have yet, and adds them to it.
    ///
    /// `progress` is called from this thread, at least every tenth of a second unless a single draw takes
    /// longer. If it breaks, the summary of the draws done so far is returned.
    ///
    /// # Errors
    ///
    /// If the summary is not one of this ensemble, or if more memory is needed than the ensemble's
    /// [limit](field@Self::memory): before the first draw if that is certain by then, else between two rounds.
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
        match self.resume_and_keep(summary, draws, progress)? {
            (summary, None) => Ok(summary),
            (_, Some(error)) => Err(error.into()),
        }
    }

    /// Like [`resume`](Self::resume); what is done when the memory runs out is returned beside the error.
    pub(crate) fn resume_and_keep(
        &self,
        summary: EnsembleSummary,
        draws: Range<u64>,
        progress: impl FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> Result<(EnsembleSummary, Option<TooMuchMemory>), MergeError> {
        let (summary, stopped) = self.resume_until(summary, draws, progress)?;
        let error = match stopped {
            Some(Stopped::Memory(error)) => Some(error),
            _ => None,
        };
        Ok((summary, error))
    }

    /// Like [`resume`](Self::resume), with a `progress` that can fail: its error ends the run and is
    /// returned. What is done by then is lost unless `progress` saved its [summary](Progress::summary).
    ///
    /// # Errors
    ///
    /// If the summary is not one of this ensemble, and whatever `progress` returns.
    ///
    /// ```
    /// use std::error::Error;
    /// use std::sync::mpsc;
    ///
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let (to_screen, screen) = mpsc::channel();
    /// drop(screen); // the window was closed
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// let stopped = ensemble.try_resume(ensemble.empty(), 0..1_000, |progress| {
    ///     to_screen.send(progress.done)?;
    ///     Ok::<(), Box<dyn Error>>(())
    /// });
    /// assert_eq!(stopped.unwrap_err().to_string(), "sending on a closed channel");
    /// # Ok::<(), Box<dyn Error>>(())
    /// ```
    pub fn try_resume<E: From<MergeError>>(
        &self,
        summary: EnsembleSummary,
        draws: Range<u64>,
        mut progress: impl FnMut(Progress<'_>) -> Result<(), E>,
    ) -> Result<EnsembleSummary, E> {
        let go_on = |now: Progress<'_>| match progress(now) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        };
        match self.resume_until(summary, draws, go_on)? {
            (summary, None) => Ok(summary),
            (_, Some(Stopped::Memory(error))) => Err(MergeError::from(error).into()),
            (_, Some(Stopped::Progress(error))) => Err(error),
        }
    }

    /// The summary, and what stopped the run.
    fn resume_until<B>(
        &self,
        summary: EnsembleSummary,
        draws: Range<u64>,
        progress: impl FnMut(Progress<'_>) -> ControlFlow<B>,
    ) -> Result<(EnsembleSummary, Option<Stopped<B>>), MergeError> {
        let plans = self.prepare();
        let needed = MemoryNeeded::new(self, &plans);
        let threads = needed.threads(self.memory, parallel::threads())?;
        let budget = MemoryBudget { needed, threads, limit: self.memory };
        let summary = summary.merge(&self.empty_summary(&plans))?;
        let rounds = Rounds::timed(levels_per_draw(&plans), threads);
        Ok(self.extend(&plans, summary, draws, rounds, budget, progress))
    }

    /// The plan, then its variants.
    fn prepare(&self) -> Vec<PreparedPlan<'_>> {
        let variants = self.variants.iter().map(|(name, plan)| (name.as_str(), plan));
        let plans = std::iter::once((Variant::AS_PLANNED, &self.plan)).chain(variants);
        plans.map(|(name, plan)| PreparedPlan::new(name, plan, self)).collect()
    }

    fn empty_summary(&self, plans: &[PreparedPlan<'_>]) -> EnsembleSummary {
        let record = self.sensitivity == Sensitivity::On;
        let record = record.then(|| SensitivityRecord::new(&plans[0]));
        Worker::new(self, plans, record).empty(Fingerprint::of(self))
    }

    /// Adds the draws of a range that a summary lacks, in rounds, until `progress` breaks or the memory runs out.
    fn extend<'p, B>(
        &self,
        plans: &'p [PreparedPlan<'p>],
        begun: EnsembleSummary,
        draws: Range<u64>,
        mut rounds: Rounds,
        budget: MemoryBudget,
        mut progress: impl FnMut(Progress<'_>) -> ControlFlow<B>,
    ) -> (EnsembleSummary, Option<Stopped<B>>) {
        let draws = self.bounded(draws);
        let total = draws.end.saturating_sub(draws.start);
        let mut missing = begun.ranges.missing(&draws);
        let mut done = total - ranges::count(&missing);
        let record = begun.sensitivity.clone().map(SensitivityRecord::without_draws);
        let in_summary = begun.values();
        let threads = budget.threads;
        let mut before = budget.needed.with_values(threads, 0, in_summary);
        // Each is made by the thread that uses it first, so that no two share a line of the cache.
        let mut workers: Vec<Option<Worker<'p>>> = (0..threads).map(|_| None).collect();
        let run = |(worker, part): (&mut Option<Worker<'p>>, Range<u64>)| {
            worker.get_or_insert_with(|| Worker::new(self, plans, record.clone())).run(&part);
        };
        for gap in &mut missing {
            while !gap.is_empty() {
                let parts = take_round(gap, rounds.draws, threads);
                done += ranges::count(&parts);
                let longest = parts.first().map_or(0, |part| part.end - part.start);
                rounds.begin();
                let parts = workers.iter_mut().zip(parts).collect();
                parallel::map(parts, run);
                rounds.end(longest);
                let now = Progress { done, total, begun: &begun, workers: &workers };
                if let ControlFlow::Break(broken) = progress(now) {
                    return (with_workers(begun, &workers), Some(Stopped::Progress(broken)));
                }
                let in_tables = workers.iter().flatten().map(Worker::values).sum();
                let needed = budget.needed.with_values(threads, in_tables, in_summary);
                // The next round may be twice as large as this one, and hardly brings more new values for each draw.
                let next = needed.saturating_add(2 * needed.saturating_sub(before));
                before = needed;
                if gap.is_empty() {
                    continue;
                }
                if let Err(error) = budget.limit.check(next) {
                    return (with_workers(begun, &workers), Some(Stopped::Memory(error)));
                }
            }
        }
        (with_workers(begun, &workers), None)
    }
}

fn levels_per_draw(plans: &[PreparedPlan<'_>]) -> u64 {
    plans.iter().map(PreparedPlan::levels_per_draw).sum()
}

/// Adds what workers counted to a summary.
fn with_workers(mut summary: EnsembleSummary, workers: &[Option<Worker<'_>>]) -> EnsembleSummary {
    for worker in workers.iter().flatten() {
        let added = worker.add_to(&mut summary);
        debug_assert_eq!(added, Ok(()), "the parts of a run count the same");
    }
    summary
}

/// Takes a round's draws from the start of a range: a part for each thread, of at most `size` draws.
fn take_round(range: &mut Range<u64>, size: u64, threads: u64) -> Vec<Range<u64>> {
    // A short range is divided among all threads.
    let size = size.min((range.end - range.start).div_ceil(threads)).max(1);
    let mut parts = Vec::new();
    for _ in 0..threads {
        let end = range.start.saturating_add(size).min(range.end);
        if range.start < end {
            parts.push(range.start..end);
        }
        range.start = end;
    }
    parts
}

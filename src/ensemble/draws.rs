//! The draws of an ensemble one by one, for counts of one's own.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::ensemble::draw::Draw;
use crate::ensemble::ensemble_type::Ensemble;
use crate::ensemble::parallel;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::spec::adjustment::Variant;

/// How many draws each thread computes before they are visited.
const DRAWS_PER_ROUND: u64 = 64;

impl Ensemble {
    /// The draws of the plan in a range, one after another, as [`run`](Self::run) counts them: each is made
    /// when it is asked for. With an uncertainty that has values, the range ends where they end.
    ///
    /// The draws of a variant with the same random numbers are those of an ensemble of the variant with
    /// this seed and uncertainty.
    ///
    /// ```
    /// use drawdown::ensemble::{Distribution, Ensemble};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let ensemble = Ensemble::new(&plan, 2024);
    /// // Something that a summary does not count: the most who leave for home in one month.
    /// let busiest: Distribution = ensemble
    ///     .draws(0..200)
    ///     .map(|draw| Some(draw.project().theatre().peak_home_departures()?.1.into()))
    ///     .collect();
    /// assert_eq!(busiest.quantile(50.into()), Some(231));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn draws(&self, draws: Range<u64>) -> impl Iterator<Item = Draw> {
        let draws = self.bounded(draws);
        let prepared = PreparedPlan::new(Variant::AS_PLANNED, &self.plan, self);
        (draws.start / 4..draws.end.div_ceil(4)).flat_map(move |four| {
            let values = (0..).zip(prepared.draw_four(self.seed, four));
            let made = values.map(|(lane, values)| Draw {
                plan: self.plan.clone(),
                number: 4 * four + lane,
                inputs: Arc::clone(&prepared.inputs),
                values,
            });
            made.filter(|draw| draws.contains(&draw.number)).collect::<Vec<_>>()
        })
    }

    /// Computes something of each draw in a range, on all threads if the feature `parallel` is on, and
    /// visits the results in the order of the draws, until `visit` breaks; returns the value that it breaks with.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// // Draws are added until fifty miss the last deadline.
    /// let mut missed = 0;
    /// let enough = Ensemble::new(&plan, 2024).visit(
    ///     0..100_000,
    ///     |draw| draw.project().deadlines().pop().and_then(|remainder| remainder.met),
    ///     |number, met| {
    ///         missed += u32::from(met == Some(false));
    ///         if missed < 50 { ControlFlow::Continue(()) } else { ControlFlow::Break(number) }
    ///     },
    /// );
    /// assert_eq!(enough, ControlFlow::Break(363));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn visit<T: Send, B>(
        &self,
        draws: Range<u64>,
        compute: impl Fn(&Draw) -> T + Send + Sync,
        mut visit: impl FnMut(u64, T) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let mut draws = self.draws(draws);
        let round = DRAWS_PER_ROUND.saturating_mul(parallel::threads());
        loop {
            let next: Vec<Draw> =
                draws.by_ref().take(usize::try_from(round).unwrap_or(1)).collect();
            if next.is_empty() {
                return ControlFlow::Continue(());
            }
            for (number, result) in parallel::map(next, |draw| (draw.number, compute(&draw))) {
                visit(number, result)?;
            }
        }
    }

    /// The draws of a range that there are: all, or as many as the uncertainty has values for.
    pub(crate) fn bounded(&self, draws: Range<u64>) -> Range<u64> {
        draws.start..draws.end.min(self.uncertainty.draws().unwrap_or(u64::MAX))
    }
}

//! Summaries of ensembles as what charts draw.

use crate::chart::deadline_chart::Odds;
use crate::chart::fan_chart::Fan;
use crate::ensemble::summary::EnsembleSummary;
use crate::spec::force::Scope;

impl Fan {
    /// The fan of a summary's own plan, the theatre as a whole.
    ///
    /// ```
    /// use drawdown::{Chart, Contingent, Ensemble, Estimate, Fan, Plan, PlanSpec, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent {
    ///         strength: Estimate::between(Troops(35_000), Troops(50_000))?,
    ///         ..Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(0))
    ///     }],
    ///     ..PlanSpec::new("Advisers", "2007-12".parse()?)
    /// })?;
    /// let summary = Ensemble::new(&plan, 2007).run(0..1_000);
    /// let chart = Chart::fan(&plan.project(), &Fan::of(&summary));
    /// assert!(chart.svg().contains("1,000 draws, seed 2007"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(summary: &EnsembleSummary) -> Self {
        let outlook = summary.as_planned();
        let bands = outlook.months().filter_map(|month| outlook.theatre().strength(month));
        let quantiles = bands.filter(|band| band.draws() > 0).map(|band| {
            let troops = |percent: u32| band.quantile(percent.into());
            [5, 25, 50, 75, 95].map(|percent| {
                troops(percent).and_then(|troops| u64::try_from(troops).ok()).unwrap_or(0)
            })
        });
        Self {
            scope: Scope::EVERYONE,
            seed: summary.seed(),
            draws: summary.draws(),
            quantiles: quantiles.collect(),
        }
    }
}

impl Odds {
    /// The chances of the deadlines of a summary's own plan.
    ///
    /// ```
    /// use drawdown::{Chart, Contingent, Ensemble, Odds, Phase, Plan, PlanSpec, Target, Troops};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2026-12-31".parse()?)],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let odds = Odds::of(&Ensemble::new(&plan, 2024).run(0..100));
    /// let chart = Chart::deadlines(&plan.project(), &odds);
    /// assert!(chart.svg().contains("100 draws, seed 2024"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(summary: &EnsembleSummary) -> Self {
        let deadlines = summary.as_planned().deadlines().iter();
        Self {
            seed: summary.seed(),
            draws: summary.draws(),
            met: deadlines.map(|chances| chances.met().probability()).collect(),
        }
    }
}

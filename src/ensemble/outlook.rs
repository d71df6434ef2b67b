//! What an ensemble says of one plan.

use serde::{Deserialize, Serialize};

use crate::ensemble::chances::DeadlineChances;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::parallel;
use crate::projection::group_by::GroupBy;
use crate::values::mean::Proportion;
use crate::values::percent::Percent;
use crate::values::year_month::{MonthRange, YearMonth};

/// What comes of a plan over many draws: bands of its levels, chances of its deadlines.
///
/// ```
/// use drawdown::{Contingent, Ensemble, Estimate, Event, Phase, Plan, PlanSpec, Target, Troops, When};
///
/// let approved = Estimate::new("2024-09".parse()?, "2024-11".parse()?, "2025-05".parse()?)?;
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     events: vec![Event { date: Some(When::On(approved)), ..Event::new("approval") }],
///     phases: vec![Phase {
///         waits_for: vec!["approval".into()],
///         ..Phase::new("all", Target::Remainder, "2025-01-31".parse()?)
///     }],
///     ..PlanSpec::new("When approved", "2024-08".parse()?)
/// })?;
/// let summary = Ensemble::new(&plan, 2024).run(0..2_000);
/// let outlook = summary.outlook();
/// assert_eq!(format!("{:.0}", outlook.deadlines()[0].met()), "58 %");
/// assert_eq!(outlook.completion_quantile(95.into()), Some("2025-04".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOutcomes {
    pub(crate) name: String,
    pub(crate) as_of: YearMonth,
    pub(crate) through: YearMonth,
    pub(crate) theatre: LevelDistributions,
    pub(crate) groups: Vec<Group>,
    pub(crate) deadlines: Vec<DeadlineChances>,
    /// In months after `as_of`.
    pub(crate) completion: Distribution,
    pub(crate) troop_months: Distribution,
    /// By currency, in twelfths of its unit.
    pub(crate) costs: Vec<(String, Distribution)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) by: GroupBy,
    pub(crate) name: String,
    pub(crate) levels: LevelDistributions,
}

/// The levels of a theatre or a part of it, over many draws.
///
/// ```
/// use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Residual, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     residuals: vec![Residual::new(Troops(250))],
///     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
/// })?;
/// let summary = Ensemble::new(&plan, 0).run(0..10);
/// let theatre = summary.outlook().theatre();
/// assert_eq!(theatre.strength(plan.through()).and_then(|band| band.max()), Some(2_500));
/// assert_eq!(theatre.residual(plan.through()).and_then(|band| band.max()), Some(250));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelDistributions {
    pub(crate) as_of: YearMonth,
    pub(crate) strength: Vec<Distribution>,
    pub(crate) residual: Vec<Distribution>,
}

impl LevelDistributions {
    /// Troops there at the month's end; `None` for a month that is not projected.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// let band = summary.outlook().theatre().strength("2024-12".parse()?).ok_or("not projected")?;
    /// assert_eq!((band.min(), band.max()), (Some(2_500), Some(2_500)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn strength(&self, month: YearMonth) -> Option<&Distribution> {
        self.strength.get(self.index(month)?)
    }

    /// Of those there at the month's end, the troops whom a residual keeps.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// let band = summary.outlook().theatre().residual("2024-12".parse()?).ok_or("not projected")?;
    /// assert_eq!(band.max(), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn residual(&self, month: YearMonth) -> Option<&Distribution> {
        self.residual.get(self.index(month)?)
    }

    pub(crate) const fn none(as_of: YearMonth) -> Self {
        Self { as_of, strength: Vec::new(), residual: Vec::new() }
    }

    fn add(&mut self, other: &Self) {
        add_each(&mut self.strength, &other.strength);
        add_each(&mut self.residual, &other.residual);
    }

    fn index(&self, month: YearMonth) -> Option<usize> {
        usize::try_from(month.months_since(self.as_of)).ok()
    }
}

impl PlanOutcomes {
    /// `as planned`, or the variant's name.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 0).run(0..10).outlook().name(), "as planned");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The months projected, `as_of` first.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert_eq!(Ensemble::new(&plan, 0).run(0..10).outlook().months().len(), 13);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn months(&self) -> MonthRange {
        self.as_of.through(self.through)
    }

    /// Everyone's levels.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert!(summary.outlook().theatre().strength(plan.as_of()).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[doc(alias = "theater")]
    pub const fn theatre(&self) -> &LevelDistributions {
        &self.theatre
    }

    /// The levels of each group, in the order first listed, with its name; none where the ensemble
    /// was not asked for this grouping.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, GroupBy, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let ensemble = Ensemble { by: vec![GroupBy::Contingent], ..Ensemble::new(&plan, 0) };
    /// let summary = ensemble.run(0..10);
    /// let mut groups = summary.outlook().groups(GroupBy::Contingent);
    /// assert_eq!(groups.next().map(|(name, _)| name), Some("USA in IRQ, unspecified"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn groups(&self, by: GroupBy) -> impl Iterator<Item = (&str, &LevelDistributions)> {
        let groups = self.groups.iter().filter(move |group| group.by == by);
        groups.map(|group| (group.name.as_str(), &group.levels))
    }

    /// The chances of each phase's deadline, in listing order.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// assert!(Ensemble::new(&plan, 0).run(0..10).outlook().deadlines().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadlines(&self) -> &[DeadlineChances] {
        &self.deadlines
    }

    /// When the plan is done, in months after `as_of`, as [`Projection::completion`] says; draws in
    /// which it never is within the projection have no value.
    ///
    /// [`Projection::completion`]: crate::Projection::completion
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().completion().beyond_horizon().count, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn completion(&self) -> &Distribution {
        &self.completion
    }

    /// The draws in which the plan is done by the end of this month.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().completed_by("2024-12".parse()?).to_string(), "100.0 %");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn completed_by(&self, month: YearMonth) -> Proportion {
        self.completion.at_most(month.months_since(self.as_of).into())
    }

    /// The month by whose end so many per cent of the draws are done; `None` where fewer are within
    /// the projection.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().completion_quantile(50.into()), Some(plan.as_of()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn completion_quantile(&self, percent: Percent) -> Option<YearMonth> {
        let months = self.completion.quantile(percent)?;
        self.as_of.checked_add(i32::try_from(months).ok()?)
    }

    /// The theatre's troop-months: the sum of its month-end strengths.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().troop_months().quantile(50.into()), Some(32_500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn troop_months(&self) -> &Distribution {
        &self.troop_months
    }

    /// What the plan costs in each currency, in twelfths of its unit.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// let (currency, twelfths) = summary.outlook().costs().next().ok_or("no costs")?;
    /// assert_eq!((currency, twelfths.max()), ("USD", Some(13 * 12 * 1_000)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn costs(&self) -> impl ExactSizeIterator<Item = (&str, &Distribution)> {
        self.costs.iter().map(|(currency, costs)| (currency.as_str(), costs))
    }

    /// Whether every distribution is there and is one of so many draws.
    pub(crate) fn is_sound(&self, draws: u64) -> bool {
        let months = usize::try_from(self.through.months_since(self.as_of) + 1).ok();
        let whole = |distribution: &Distribution| distribution.draws() == draws;
        let bands = |bands: &LevelDistributions| {
            bands.as_of == self.as_of
                && [&bands.strength, &bands.residual]
                    .into_iter()
                    .all(|row| Some(row.len()) == months && row.iter().all(whole))
        };
        bands(&self.theatre)
            && self.groups.iter().all(|group| bands(&group.levels))
            && self.deadlines.iter().all(|chances| chances.is_sound(draws))
            && whole(&self.completion)
            && whole(&self.troop_months)
            && self.costs.iter().all(|(_, costs)| whole(costs))
    }

    /// Whether the other counts the same things; a file that was made otherwise may not.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let groups = |outlook: &Self| -> Vec<(GroupBy, String)> {
            outlook.groups.iter().map(|group| (group.by, group.name.clone())).collect()
        };
        let costs = |outlook: &Self| -> Vec<String> {
            outlook.costs.iter().map(|(currency, _)| currency.clone()).collect()
        };
        (&self.name, self.as_of, self.through) == (&other.name, other.as_of, other.through)
            && groups(self) == groups(other)
            && costs(self) == costs(other)
            && self.deadlines.len() == other.deadlines.len()
            && self.deadlines.iter().zip(&other.deadlines).all(|(a, b)| a.is_like(b))
    }

    /// Adds other draws of the same plan.
    pub(crate) fn add(&mut self, other: &Self) {
        self.theatre.add(&other.theatre);
        for (mine, theirs) in self.groups.iter_mut().zip(&other.groups) {
            mine.levels.add(&theirs.levels);
        }
        for (mine, theirs) in self.deadlines.iter_mut().zip(&other.deadlines) {
            mine.add(theirs);
        }
        self.completion.add(&other.completion);
        self.troop_months.add(&other.troop_months);
        for ((_, mine), (_, theirs)) in self.costs.iter_mut().zip(&other.costs) {
            mine.add(theirs);
        }
    }
}

fn add_each(mine: &mut [Distribution], theirs: &[Distribution]) {
    parallel::each_pair(mine, theirs, Distribution::add);
}

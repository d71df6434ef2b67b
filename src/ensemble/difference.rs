//! A variant against the plan, draw by draw: they share their noise.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::ensemble::counter::Counter;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::recorder::DrawResult;
use crate::values::mean::Proportion;

/// How a variant differs from the plan over many draws: each draw fixes the same estimates and
/// hazards for both, so that what remains is the variant's own effect.
///
/// ```
/// use drawdown::{
///     Adjustment, Contingent, Ensemble, Estimate, Event, Phase, Plan, PlanSpec, Shift, Target, Troops,
///     Variant, When,
/// };
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
/// let late = Variant {
///     name: "three months late".into(),
///     adjust: vec![Adjustment::Shift(Shift::Event { event: "approval".into(), months: 3 })],
///     source: None,
/// };
/// let variants = vec![(late.name.clone(), plan.with_variant(&late)?)];
/// let summary = Ensemble { variants, ..Ensemble::new(&plan, 2024) }.run(0..1_000);
/// let difference = &summary.differences()[0];
/// assert_eq!(difference.completes_sooner().count, 0);
/// assert_eq!(difference.completion().max(), Some(3)); // less where the plan had months to spare
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedDifference {
    pub(crate) variant: String,
    draws: u64,
    sooner: u64,
    later: u64,
    completion: Distribution,
    troop_months: Distribution,
    /// In each currency that both have, in twelfths.
    costs: Vec<(String, Distribution)>,
}

/// A [`PairedDifference`] in the making.
#[derive(Debug)]
pub(crate) struct DifferenceTally {
    variant: String,
    /// How many months the variant's `as_of` comes after the plan's.
    apart: i32,
    draws: u64,
    sooner: u64,
    later: u64,
    completion: Counter,
    troop_months: Counter,
    costs: Vec<SharedCurrency>,
}

/// A currency that plan and variant have, and its place in the figures of each.
#[derive(Debug)]
struct SharedCurrency {
    name: String,
    base: usize,
    other: usize,
    tally: Counter<i128>,
}

impl DifferenceTally {
    pub(crate) fn new(base: &PreparedPlan<'_>, other: &PreparedPlan<'_>) -> Self {
        let apart = other.plan.as_of().months_since(base.plan.as_of());
        let (variant, base, other) = (other.name, &base.currencies, &other.currencies);
        let shared = other.iter().enumerate().filter_map(|(other, name)| {
            let base = base.iter().position(|currency| currency == name)?;
            Some(SharedCurrency {
                name: (*name).to_owned(),
                base,
                other,
                tally: Counter::default(),
            })
        });
        Self {
            variant: variant.to_owned(),
            apart,
            draws: 0,
            sooner: 0,
            later: 0,
            completion: Counter::default(),
            troop_months: Counter::default(),
            costs: shared.collect(),
        }
    }

    pub(crate) fn count(&mut self, base: &DrawResult, other: &DrawResult) {
        // What never completes comes after everything that does.
        let planned = base.completion.map(i64::from);
        let varied = other.completion.map(|t| i64::from(t) + i64::from(self.apart));
        self.draws += 1;
        match varied.unwrap_or(i64::MAX).cmp(&planned.unwrap_or(i64::MAX)) {
            Ordering::Less => self.sooner += 1,
            Ordering::Greater => self.later += 1,
            Ordering::Equal => {}
        }
        let both = varied.zip(planned);
        self.completion.count(both.map(|(varied, planned)| varied - planned));
        let troop_months = i128::from(other.troop_months) - i128::from(base.troop_months);
        self.troop_months.count(i64::try_from(troop_months).ok());
        for shared in &mut self.costs {
            let (base, other) = (base.costs[shared.base], other.costs[shared.other]);
            shared.tally.count(Some(other.cast_signed() - base.cast_signed()));
        }
    }

    pub(crate) fn finish(self) -> PairedDifference {
        PairedDifference {
            variant: self.variant,
            draws: self.draws,
            sooner: self.sooner,
            later: self.later,
            completion: self.completion.finish(),
            troop_months: self.troop_months.finish(),
            costs: self.costs.into_iter().map(|c| (c.name, c.tally.finish())).collect(),
        }
    }
}

impl PairedDifference {
    /// The variant's name.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// assert_eq!(summary.differences()[0].variant(), "the same");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn variant(&self) -> &str {
        &self.variant
    }

    /// The draws in which the variant completes in an earlier month than the plan, or completes
    /// where the plan never does within its projection.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// assert_eq!(summary.differences()[0].completes_sooner().count, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn completes_sooner(&self) -> Proportion {
        Proportion { count: self.sooner, draws: self.draws }
    }

    /// The draws in which the variant completes in a later month than the plan, or never does where
    /// the plan does.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// assert_eq!(summary.differences()[0].completes_later().to_string(), "0.0 %");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn completes_later(&self) -> Proportion {
        Proportion { count: self.later, draws: self.draws }
    }

    /// The variant's completion less the plan's, in months; draws in which either never completes
    /// have no value.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// assert_eq!(summary.differences()[0].completion().max(), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn completion(&self) -> &Distribution {
        &self.completion
    }

    /// The variant's troop-months less the plan's.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     ..PlanSpec::new("Nobody leaves", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// assert_eq!(summary.differences()[0].troop_months().min(), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn troop_months(&self) -> &Distribution {
        &self.troop_months
    }

    /// The variant's costs less the plan's in each currency that both have, in twelfths of its unit.
    ///
    /// ```
    /// # use drawdown::{Contingent, Cost, Ensemble, Plan, PlanSpec, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(1))],
    /// #     costs: vec![Cost { per_month: Some(1_000), ..Cost::new("base", "USD") }],
    /// #     ..PlanSpec::new("One soldier", "2024-08".parse()?)
    /// # })?;
    /// let variants = vec![("the same".into(), plan.clone())];
    /// let summary = Ensemble { variants, ..Ensemble::new(&plan, 0) }.run(0..10);
    /// let (currency, twelfths) = summary.differences()[0].costs().next().ok_or("no costs")?;
    /// assert_eq!((currency, twelfths.max()), ("USD", Some(0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn costs(&self) -> impl ExactSizeIterator<Item = (&str, &Distribution)> {
        self.costs.iter().map(|(currency, costs)| (currency.as_str(), costs))
    }

    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let costs =
            |of: &Self| -> Vec<String> { of.costs.iter().map(|(c, _)| c.clone()).collect() };
        self.variant == other.variant && costs(self) == costs(other)
    }

    pub(crate) fn is_sound(&self, draws: u64) -> bool {
        let distributions = [&self.completion, &self.troop_months].into_iter();
        let mut distributions = distributions.chain(self.costs.iter().map(|(_, costs)| costs));
        self.draws == draws
            && self.is_true_to_the_months()
            && distributions.all(|distribution| distribution.draws() == draws)
    }

    /// Those that complete sooner or later are those whose months differ, and some of those of which
    /// one never does.
    fn is_true_to_the_months(&self) -> bool {
        let months = &self.completion;
        let sooner = months.at_most(-1).count;
        let later = months.draws() - months.beyond_horizon().count - months.at_most(0).count;
        let beyond = self.sooner.checked_sub(sooner).zip(self.later.checked_sub(later));
        let beyond = beyond.and_then(|(sooner, later)| sooner.checked_add(later));
        beyond.is_some_and(|beyond| beyond <= months.beyond_horizon().count)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        self.sooner += other.sooner;
        self.later += other.later;
        self.completion.add(&other.completion);
        self.troop_months.add(&other.troop_months);
        for ((_, mine), (_, theirs)) in self.costs.iter_mut().zip(&other.costs) {
            mine.add(theirs);
        }
    }
}

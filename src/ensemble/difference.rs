//! A variant against the plan, draw by draw.

use std::cmp::Ordering;

use serde::Serialize;

use crate::ensemble::counter::Counter;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::merge::{MergeError, Mergeable, check_same};
use crate::ensemble::prepared_plan::PreparedPlan;
use crate::ensemble::recorder::DrawResult;
use crate::ensemble::written::{by_currency, read_if_consistent};
use crate::values::mean::Proportion;

/// How a variant differs from the plan over many draws.
///
/// In each draw both have the same estimates and hazards, so the differences are the variant's own
/// effect.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let name = "announced six months late";
/// let late = plan.named_variant(name).ok_or("no such variant")?;
/// let variants = vec![(name.to_owned(), late)];
/// let summary = Ensemble { variants, ..Ensemble::new(&plan, 2024) }.run(0..1_000);
/// let difference = &summary.differences()[0];
/// assert_eq!(difference.completes_later().count, 0); // the deadlines do not move
/// assert_eq!(difference.troop_months().quantile(50.into()), Some(1_596)); // but fewer leave early
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairedDifference {
    variant: String,
    draws: u64,
    sooner: u64,
    later: u64,
    completion: Distribution,
    troop_months: Distribution,
    /// In each currency that both have, in twelfths.
    #[serde(with = "by_currency")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<by_currency::Costs<String, Distribution>>")
    )]
    costs: Vec<(String, Distribution)>,
}

/// Counts how a variant differs from the plan while draws run.
#[derive(Clone, Debug, Default)]
pub(crate) struct DifferenceCounter {
    variant: String,
    /// How many months the variant's `as_of` comes after the plan's.
    as_of_offset: i32,
    sooner: u64,
    later: u64,
    completion: Counter<i64>,
    troop_months: Counter<i64>,
    /// Each currency that both have, with its position in the costs of plan and variant.
    costs: Vec<(String, [usize; 2], Counter<i128>)>,
}

impl DifferenceCounter {
    pub(crate) fn new(plan: &PreparedPlan<'_>, variant: &PreparedPlan<'_>) -> Self {
        let shared = variant.currencies.iter().enumerate().filter_map(|(in_variant, name)| {
            let in_plan = plan.currencies.iter().position(|currency| currency == name)?;
            Some(((*name).to_owned(), [in_plan, in_variant], Counter::default()))
        });
        Self {
            variant: variant.name.to_owned(),
            as_of_offset: variant.plan.as_of().months_since(plan.plan.as_of()),
            costs: shared.collect(),
            ..Self::default()
        }
    }

    /// Counts a draw of both, and gives how many values came into tables.
    pub(crate) fn count(&mut self, plan: &DrawResult, variant: &DrawResult) -> u64 {
        let planned = plan.completion.map(i64::from);
        let varied = variant.completion.map(|t| i64::from(t) + i64::from(self.as_of_offset));
        // What never completes comes after everything that does.
        match varied.unwrap_or(i64::MAX).cmp(&planned.unwrap_or(i64::MAX)) {
            Ordering::Less => self.sooner += 1,
            Ordering::Greater => self.later += 1,
            Ordering::Equal => {}
        }
        let mut values =
            self.completion.count(varied.zip(planned).map(|(varied, planned)| varied - planned));
        let troop_months = variant.troop_months.cast_signed() - plan.troop_months.cast_signed();
        values += self.troop_months.count(Some(troop_months));
        for &mut (_, [in_plan, in_variant], ref mut counter) in &mut self.costs {
            let (planned, varied) = (plan.costs[in_plan], variant.costs[in_variant]);
            values += counter.count(Some(varied.cast_signed() - planned.cast_signed()));
        }
        values
    }

    pub(crate) fn finish(&self) -> PairedDifference {
        let completion = self.completion.finish();
        PairedDifference {
            variant: self.variant.clone(),
            draws: completion.draws(),
            sooner: self.sooner,
            later: self.later,
            completion,
            troop_months: self.troop_months.finish(),
            costs: self.costs.iter().map(|(name, _, c)| (name.clone(), c.finish())).collect(),
        }
    }
}

impl PairedDifference {
    /// The variant's name.
    #[must_use]
    pub fn variant(&self) -> &str {
        &self.variant
    }

    /// The draws in which the variant completes in an earlier month than the plan, or completes and
    /// the plan does not within its projection.
    #[must_use]
    pub const fn completes_sooner(&self) -> Proportion {
        Proportion { count: self.sooner, draws: self.draws }
    }

    /// The draws in which the variant completes in a later month than the plan, or does not complete
    /// within its projection and the plan does.
    #[must_use]
    pub const fn completes_later(&self) -> Proportion {
        Proportion { count: self.later, draws: self.draws }
    }

    /// The variant's completion minus the plan's, in months; no value in draws in which either does
    /// not complete.
    #[must_use]
    pub const fn completion(&self) -> &Distribution {
        &self.completion
    }

    /// The variant's troop-months minus the plan's.
    #[must_use]
    pub const fn troop_months(&self) -> &Distribution {
        &self.troop_months
    }

    /// The variant's cost minus the plan's in each currency that both have, in twelfths of its unit.
    #[must_use]
    pub fn costs(&self) -> impl ExactSizeIterator<Item = (&str, &Distribution)> {
        self.costs.iter().map(|(currency, costs)| (currency.as_str(), costs))
    }

    /// Whether the counts of sooner and later fit the completions: if such a draw has no value there, one of
    /// the two never completes in it.
    fn fits_the_completions(&self) -> bool {
        let (months, never) = (&self.completion, self.completion.beyond_horizon().count);
        let sooner = months.at_most(-1).count;
        let later = months.draws() - never - months.at_most(0).count;
        let without_months = self.sooner.checked_sub(sooner).zip(self.later.checked_sub(later));
        without_months
            .and_then(|(sooner, later)| sooner.checked_add(later))
            .is_some_and(|count| count <= never)
    }
}

read_if_consistent!(
    PairedDifference {
        variant: String,
        draws: u64,
        sooner: u64,
        later: u64,
        completion: Distribution,
        troop_months: Distribution,
        #[serde(with = "by_currency")]
        costs: Vec<(String, Distribution)>,
    },
    |read| read.is_consistent(read.draws)
);

impl Mergeable for PairedDifference {
    fn is_consistent(&self, draws: u64) -> bool {
        self.draws == draws
            && self.fits_the_completions()
            && self.completion.is_consistent(draws)
            && self.troop_months.is_consistent(draws)
            && self.costs.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.variant == other.variant)?;
        self.draws += other.draws;
        self.sooner += other.sooner;
        self.later += other.later;
        self.completion.merge(&other.completion)?;
        self.troop_months.merge(&other.troop_months)?;
        self.costs.merge(&other.costs)
    }
}

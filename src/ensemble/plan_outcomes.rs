//! The outcomes of one plan over many draws.

use serde::{Deserialize, Serialize};

use crate::ensemble::chances::DeadlineChances;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::merge::{MergeError, Mergeable, check_same};
use crate::ensemble::written::{by_currency, read_if_consistent};
use crate::projection::group_by::GroupBy;
use crate::projection::sum_window::SumWindow;
use crate::values::mean::Proportion;
use crate::values::percent::Percent;
use crate::values::year_month::{MonthRange, YearMonth};

/// The outcomes of a plan over many draws: its levels, deadlines, completion, troop-months and costs.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
/// let outcomes = summary.as_planned();
/// let by_december = outcomes.completed_by("2026-12".parse()?).ok_or("not projected")?;
/// assert_eq!(by_december.to_string(), "85.9 %");
/// assert_eq!(outcomes.completion_quantile(95.into()), Some("2027-02".parse()?));
/// let (currency, twelfths) = outcomes.costs().next().ok_or("no costs")?;
/// assert_eq!(currency, "USD");
/// assert_eq!(twelfths.quantile(50.into()), Some(38_733_695_000)); // 3.2 billion dollars
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanOutcomes {
    pub(crate) name: String,
    pub(crate) as_of: YearMonth,
    pub(crate) through: YearMonth,
    pub(crate) theatre: LevelDistributions,
    pub(crate) groups: Vec<Group>,
    pub(crate) deadlines: Vec<DeadlineChances>,
    pub(crate) completion: Distribution,
    pub(crate) troop_months: Distribution,
    #[serde(with = "by_currency")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<by_currency::Costs<String, Distribution>>")
    )]
    pub(crate) costs: Vec<(String, Distribution)>,
}

/// The levels of a group of contingents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Group {
    pub(crate) by: GroupKind,
    pub(crate) name: String,
    pub(crate) levels: LevelDistributions,
}

/// What the contingents of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum GroupKind {
    Contributor,
    Host,
    Mission,
    Contingent,
    /// They match a scope.
    Scope,
}

impl From<GroupBy> for GroupKind {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Contributor => Self::Contributor,
            GroupBy::Host => Self::Host,
            GroupBy::Mission => Self::Mission,
            GroupBy::Contingent => Self::Contingent,
        }
    }
}

/// The levels of the theatre or of a group over many draws, in troops.
///
/// ```
/// use drawdown::ensemble::Ensemble;
/// use drawdown::projection::GroupBy;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let ensemble = Ensemble { group_by: vec![GroupBy::Host], ..Ensemble::new(&plan, 2024) };
/// let summary = ensemble.run(0..1_000);
/// let (host, levels) = summary.as_planned().groups(GroupBy::Host).next().ok_or("no hosts")?;
/// assert_eq!(host, "IRQ");
/// let strength = levels.strength(plan.through()).ok_or("not projected")?;
/// let residual = levels.residual(plan.through()).ok_or("not projected")?;
/// assert_eq!(strength, residual); // in the end only the residual is left
/// assert_eq!(residual.quantile(95.into()), Some(420));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LevelDistributions {
    pub(crate) as_of: YearMonth,
    /// By month, `as_of` first.
    pub(crate) strength: Vec<Distribution>,
    /// By month, `as_of` first.
    pub(crate) residual: Vec<Distribution>,
}

impl LevelDistributions {
    /// The strength at the month's end; `None` for a month that is not projected.
    #[must_use]
    pub fn strength(&self, month: YearMonth) -> Option<&Distribution> {
        self.strength.get(self.index(month)?)
    }

    /// The part of the strength at the month's end that residuals protect; `None` for a month that is
    /// not projected.
    #[must_use]
    pub fn residual(&self, month: YearMonth) -> Option<&Distribution> {
        self.residual.get(self.index(month)?)
    }

    /// The outcomes of no draws, over a number of months.
    pub(crate) fn empty(as_of: YearMonth, months: usize) -> Self {
        let series = || vec![Distribution::default(); months];
        Self { as_of, strength: series(), residual: series() }
    }

    fn values(&self) -> u64 {
        let all = self.strength.iter().chain(&self.residual);
        all.map(|distribution| distribution.counts().len() as u64).sum()
    }

    fn index(&self, month: YearMonth) -> Option<usize> {
        usize::try_from(month.months_since(self.as_of)).ok()
    }
}

impl PlanOutcomes {
    /// `as planned`, or the variant's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The month of the strengths that the plan begins with.
    #[must_use]
    pub const fn as_of(&self) -> YearMonth {
        self.as_of
    }

    /// The months projected, `as_of` first.
    pub const fn months(&self) -> MonthRange {
        self.as_of.through(self.through)
    }

    /// The theatre's levels.
    #[must_use]
    #[doc(alias = "theater")]
    pub const fn theatre(&self) -> &LevelDistributions {
        &self.theatre
    }

    /// The levels of each group with its name, in the order first listed; none if the ensemble's
    /// `group_by` lacks this grouping.
    pub fn groups(&self, by: GroupBy) -> impl Iterator<Item = (&str, &LevelDistributions)> {
        self.groups_of(by.into())
    }

    /// The levels of each of the ensemble's [`scopes`](field@crate::ensemble::Ensemble::scopes) with its
    /// name. Troops that residuals protect count where they are, whatever the mission of the residual.
    ///
    /// ```
    /// use drawdown::Scope;
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let scopes = vec![("Americans in Syria".to_owned(), Scope::host("SYR".parse()?))];
    /// let summary = Ensemble { scopes, ..Ensemble::new(&plan, 2024) }.run(0..100);
    /// let (name, levels) = summary.as_planned().scopes().next().ok_or("no scope")?;
    /// assert_eq!(name, "Americans in Syria");
    /// let at_the_end = levels.strength(plan.through()).ok_or("not projected")?;
    /// assert_eq!(at_the_end.min(), Some(900)); // nobody is to leave Syria
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scopes(&self) -> impl Iterator<Item = (&str, &LevelDistributions)> {
        self.groups_of(GroupKind::Scope)
    }

    /// Adds the counts of other draws, without those of levels, which have the same months.
    pub(crate) fn merge_all_but_levels(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.name == other.name)?;
        self.deadlines.merge(&other.deadlines)?;
        self.completion.merge(&other.completion)?;
        self.troop_months.merge(&other.troop_months)?;
        self.costs.merge(&other.costs)
    }

    /// How many values the distributions of its levels have in all.
    pub(crate) fn values(&self) -> u64 {
        let groups = self.groups.iter().map(|group| &group.levels);
        groups.chain([&self.theatre]).map(LevelDistributions::values).sum()
    }

    fn groups_of(&self, by: GroupKind) -> impl Iterator<Item = (&str, &LevelDistributions)> {
        let groups = self.groups.iter().filter(move |group| group.by == by);
        groups.map(|group| (group.name.as_str(), &group.levels))
    }

    /// The chances of each phase's deadline, in listing order.
    #[must_use]
    pub fn deadlines(&self) -> &[DeadlineChances] {
        &self.deadlines
    }

    /// When the plan [completes](crate::Projection::completion), in months after `as_of`; no value if it
    /// does not within the projection.
    #[must_use]
    pub const fn completion(&self) -> &Distribution {
        &self.completion
    }

    /// The draws in which the plan completes by the end of this month; `None` for a month that is not projected.
    #[must_use]
    pub fn completed_by(&self, month: YearMonth) -> Option<Proportion> {
        let is_projected = (self.as_of..=self.through).contains(&month);
        is_projected.then(|| self.completion.at_most(month.months_since(self.as_of).into()))
    }

    /// The [quantile](Distribution::quantile) of the completion, as a month.
    #[must_use]
    pub fn completion_quantile(&self, percent: Percent) -> Option<YearMonth> {
        let months = self.completion.quantile(percent)?;
        self.as_of.checked_add(i32::try_from(months).ok()?)
    }

    /// The months that troop-months and costs are over; `None` where the projection ends at `as_of`.
    #[must_use]
    pub fn sum_window(&self) -> Option<SumWindow> {
        SumWindow::new(self.as_of, self.through)
    }

    /// The theatre's troop-months: the sum of its month-end strengths.
    #[must_use]
    pub const fn troop_months(&self) -> &Distribution {
        &self.troop_months
    }

    /// What the plan costs in each currency, in twelfths of its unit.
    #[must_use]
    pub fn costs(&self) -> impl ExactSizeIterator<Item = (&str, &Distribution)> {
        self.costs.iter().map(|(currency, costs)| (currency.as_str(), costs))
    }
}

read_if_consistent!(
    PlanOutcomes {
        name: String,
        as_of: YearMonth,
        through: YearMonth,
        theatre: LevelDistributions,
        groups: Vec<Group>,
        deadlines: Vec<DeadlineChances>,
        completion: Distribution,
        troop_months: Distribution,
        #[serde(with = "by_currency")]
        costs: Vec<(String, Distribution)>,
    },
    |read| read.is_consistent(read.completion.draws())
);

read_if_consistent!(
    LevelDistributions {
        as_of: YearMonth,
        strength: Vec<Distribution>,
        residual: Vec<Distribution>,
    },
    |read| {
        let draws = read.strength.first().map_or(0, Distribution::draws);
        read.strength.len() == read.residual.len() && read.is_consistent(draws)
    }
);

impl Mergeable for PlanOutcomes {
    fn is_consistent(&self, draws: u64) -> bool {
        let months = usize::try_from(self.through.months_since(self.as_of) + 1).ok();
        let has_all_months = |levels: &LevelDistributions| {
            levels.as_of == self.as_of
                && Some(levels.strength.len()) == months
                && Some(levels.residual.len()) == months
        };
        has_all_months(&self.theatre)
            && self.groups.iter().all(|group| has_all_months(&group.levels))
            && self.theatre.is_consistent(draws)
            && self.groups.is_consistent(draws)
            && self.deadlines.is_consistent(draws)
            && self.completion.is_consistent(draws)
            && self.troop_months.is_consistent(draws)
            && self.costs.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.theatre.merge(&other.theatre)?;
        self.groups.merge(&other.groups)?;
        self.merge_all_but_levels(other)
    }
}

impl Mergeable for Group {
    fn is_consistent(&self, draws: u64) -> bool {
        self.levels.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.by == other.by && self.name == other.name)?;
        self.levels.merge(&other.levels)
    }
}

impl Mergeable for LevelDistributions {
    fn is_consistent(&self, draws: u64) -> bool {
        self.strength.is_consistent(draws) && self.residual.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.as_of == other.as_of)?;
        self.strength.merge(&other.strength)?;
        self.residual.merge(&other.residual)
    }
}

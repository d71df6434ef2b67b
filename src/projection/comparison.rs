//! Variants of a plan, compared with the plan as written.

use std::borrow::Borrow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::plan::checked::Plan;
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::projection::cost_breakdown::Money;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::delay_causes::Cause;
use crate::projection::sum_window::SumWindow;
use crate::spec::adjustment::Variant;
use crate::values::first_seen::entry;
use crate::values::year_month::YearMonth;

/// A plan and variants of it, each projected, for comparison.
///
/// ```
/// use drawdown::{Adjustment, Comparison, Contingent, Phase, Plan, PlanSpec, Shift, Target, Troops, Variant};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_400))],
///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
///     through: Some("2025-12".parse()?),
///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
/// })?;
/// let later = Variant::sweep("months later:", [1, 2, 4], |months| {
///     Adjustment::Shift(Shift::Phase { phase: "all".into(), months, cascade: false })
/// });
/// let comparison = Comparison::new(&plan, later)?;
/// let [planned, _, _, four] = comparison.results() else { return Err("three variants".into()) };
/// assert_eq!(four.name, "months later: 4");
/// assert_eq!(four.completion_delay(planned), Some(4));
/// // 600 a month stay on for 3 + 2 + 1 troop-months each; 300 a month for 7 + 6 + ... + 1
/// assert_eq!(four.troop_months_delta(planned), 300 * 28 - 600 * 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Vec<PlanResult>", into = "Vec<PlanResult>")]
pub struct Comparison {
    results: Vec<PlanResult>,
}

impl TryFrom<Vec<PlanResult>> for Comparison {
    type Error = &'static str;

    fn try_from(results: Vec<PlanResult>) -> Result<Self, Self::Error> {
        match results.first() {
            Some(first) if first.name == Variant::AS_PLANNED => Ok(Self { results }),
            _ => Err(
                "the first result of a comparison is that of the plan as written, \"as planned\"",
            ),
        }
    }
}

impl From<Comparison> for Vec<PlanResult> {
    fn from(comparison: Comparison) -> Self {
        comparison.results
    }
}

/// The results that plans are compared by. Sums are over `window`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlanResult {
    /// The variant's name, or `as planned`.
    pub name: String,
    /// The month by whose end the plan is complete.
    pub completion: Option<YearMonth>,
    /// The last month in which anybody left a contingent.
    pub last_departure: Option<YearMonth>,
    /// The outcome of each deadline.
    pub deadlines: Vec<DeadlineOutcome>,
    /// The months that `troop_months` and `cost` are over; `None` where no month is projected.
    pub window: Option<SumWindow>,
    /// The sum of the month-end strengths.
    pub troop_months: u64,
    /// The month in which most leave for home, the first of equals, and how many do.
    pub peak_home_departures: Option<(YearMonth, u64)>,
    /// The residual presence when the projection ends.
    pub residual_at_end: u64,
    /// The strength of the theatre when the projection ends.
    pub troops_at_end: u64,
    /// The whole cost, by currency.
    pub cost: Vec<Money>,
}

impl Comparison {
    /// Projects a plan and variants of it.
    ///
    /// # Errors
    ///
    /// What [`Plan::with_variant`] finds wrong with a variant, as `variant[1].adjust[0]: ...` for the second
    /// of those given.
    pub fn new<V: Borrow<Variant>>(
        plan: &Plan,
        variants: impl IntoIterator<Item = V>,
    ) -> Result<Self, PlanErrors> {
        let mut results = vec![PlanResult::new(Variant::AS_PLANNED, plan)];
        let mut errors = Diagnostics::default();
        for varied in plan.variant_plans(variants) {
            match varied {
                Ok((name, plan)) => results.push(PlanResult::new(name, &plan)),
                Err(found) => errors.append(found),
            }
        }
        errors.into_result(Self { results })
    }

    /// The plan as written, then each variant in the order given.
    #[must_use]
    pub fn results(&self) -> &[PlanResult] {
        &self.results
    }

    /// The names of the phases of any of the plans, in listing order.
    #[must_use]
    pub fn phases(&self) -> Vec<&str> {
        let (mut phases, mut known) = (Vec::new(), HashSet::new());
        for outcome in self.results.iter().flat_map(|result| &result.deadlines) {
            if known.insert(outcome.phase.as_str()) {
                phases.push(outcome.phase.as_str());
            }
        }
        phases
    }

    /// The names of the phases whose outcomes are not the same in all of the plans, in listing order.
    ///
    /// ```
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let comparison = drawdown::Comparison::new(&plan, &plan.spec().variants)?;
    /// assert_eq!(comparison.differing_phases(), ["first year"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn differing_phases(&self) -> Vec<&str> {
        let differs = |phase: &&str| {
            let mut outcomes = self.results.iter().map(|result| result.deadline(phase));
            let planned = outcomes.next().flatten();
            outcomes.any(|outcome| outcome != planned)
        };
        self.phases().into_iter().filter(differs).collect()
    }

    /// Every cause that delayed a phase in any of the plans, with its troop-months in each plan: which cause a
    /// variant removes, and which it adds.
    ///
    /// ```
    /// use drawdown::projection::Cause;
    /// use drawdown::{Adjustment, Cap, Comparison, Contingent, Phase, Plan, PlanSpec, Target, Troops, Variant};
    ///
    /// let plan = Plan::new(PlanSpec {
    ///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    ///     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    ///     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// })?;
    /// let slower = Variant::sweep("a month:", [500, 600], |troops| {
    ///     Adjustment::Cap(Cap::new("airlift", Troops(troops)))
    /// });
    /// let causes = Comparison::new(&plan, slower)?.causes("all");
    /// assert_eq!(causes, [(Cause::Cap("airlift".into()), vec![0, 1_250, 250])]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn causes(&self, phase: &str) -> Vec<(Cause, Vec<u64>)> {
        let mut causes: Vec<(Cause, Vec<u64>)> = Vec::new();
        for (i, result) in self.results.iter().enumerate() {
            for delay in result.deadline(phase).into_iter().flat_map(|outcome| &outcome.causes) {
                let troop_months = entry(&mut causes, delay.cause.clone());
                troop_months.resize(self.results.len(), 0);
                troop_months[i] = delay.troop_months;
            }
        }
        causes
    }
}

impl PlanResult {
    /// Projects a plan; the name is the variant's.
    ///
    /// ```
    /// use drawdown::projection::PlanResult;
    /// use drawdown::{Adjustment, Cap, Troops, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let caps = Variant::sweep("a month:", (1..=100_000).step_by(100), |troops| {
    ///     Adjustment::Cap(Cap::new("airlift", Troops(troops)))
    /// });
    /// // The first in which both deadlines are met, however long the sweep is.
    /// let mut results = plan.variant_plans(caps).map(|varied| {
    ///     varied.map(|(name, plan)| PlanResult::new(name, &plan))
    /// });
    /// let enough = results.find(|result| result.as_ref().is_ok_and(|r| r.deadlines_met() == 2));
    /// assert_eq!(enough.ok_or("none is enough")??.name, "a month: 201");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, plan: &Plan) -> Self {
        let projection = plan.project();
        let theatre = projection.theatre();
        Self {
            name: name.into(),
            completion: projection.completion(),
            last_departure: projection.last_departure(),
            window: projection.sum_window(),
            deadlines: projection.deadlines(),
            troop_months: theatre.total_troop_months(),
            peak_home_departures: theatre.peak_home_departures(),
            residual_at_end: theatre.residual(plan.through()).unwrap_or(0),
            troops_at_end: theatre.strength(plan.through()).unwrap_or(0),
            cost: projection.costs().totals(),
        }
    }

    /// The outcome of a phase's deadline, if the plan has that phase.
    #[must_use]
    pub fn deadline(&self, phase: &str) -> Option<&DeadlineOutcome> {
        self.deadlines.iter().find(|outcome| outcome.phase == phase)
    }

    /// The month by whose end the plan is done: complete, and the goal of every phase reached. Where it is
    /// `None`, show the [last departure](Self::last_departure) and the [troops at the end](Self::troops_at_end):
    /// somebody is still there who should have left.
    ///
    /// ```
    /// use drawdown::{Adjustment, Cap, Comparison, Troops, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let slower = Adjustment::Cap(Cap::new("airlift", Troops(40)));
    /// let comparison = Comparison::new(&plan, &[Variant::new("40 a month", vec![slower])])?;
    /// let [planned, slower] = comparison.results() else { return Err("one variant".into()) };
    /// assert_eq!(planned.done(), Some("2026-12".parse()?));
    /// assert_eq!((slower.done(), slower.troops_at_end), (None, 1_840)); // 39 months of 40
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn done(&self) -> Option<YearMonth> {
        let is_judged = |outcome: &&DeadlineOutcome| outcome.goal.is_some() && !outcome.replaced;
        let mut judged = self.deadlines.iter().filter(is_judged);
        self.completion.filter(|_| judged.all(|outcome| outcome.met_in.is_some()))
    }

    /// How many deadlines are met.
    #[must_use]
    pub fn deadlines_met(&self) -> usize {
        self.deadlines.iter().filter(|outcome| outcome.met == Some(true)).count()
    }

    /// How many deadlines are judged: all but those of past and replaced phases, without a day, or beyond the projection.
    #[must_use]
    pub fn deadlines_judged(&self) -> usize {
        self.deadlines.iter().filter(|outcome| outcome.met.is_some()).count()
    }

    /// By how many months this plan is complete later than another; `None` where one of them is not complete.
    #[must_use]
    pub fn completion_delay(&self, other: &Self) -> Option<i32> {
        Some(self.completion?.months_since(other.completion?))
    }

    /// The troop-months of this plan less those of another.
    #[must_use]
    pub const fn troop_months_delta(&self, other: &Self) -> i64 {
        // Both are below 2^46.
        self.troop_months.cast_signed() - other.troop_months.cast_signed()
    }

    /// The cost of this plan less that of another in each currency, in whole units, the exact difference
    /// rounded half up.
    #[must_use]
    pub fn cost_deltas(&self, other: &Self) -> Vec<(&str, i128)> {
        let more = self.cost.iter().filter_map(|amount| {
            let more = other.cost.iter().find_map(|other| amount.difference(other))?;
            Some((amount.currency(), more))
        });
        more.collect()
    }
}

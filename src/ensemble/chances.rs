//! How likely a deadline holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ensemble::counter::Counter;
use crate::ensemble::distribution::Distribution;
use crate::projection::deadline::Verdict;
use crate::values::day::Day;
use crate::values::mean::Proportion;
use crate::values::year_month::YearMonth;

/// What becomes of a phase's deadline over many draws.
///
/// Each draw is one of: met; late (met within the projection, after the deadline); never met within
/// the projection; undecided (the deadline binds after the projection's end); not_assessed (past,
/// undated, or planned to start after the projection's end).
///
/// ```
/// use drawdown::{Contingent, Ensemble, Estimate, Phase, Plan, PlanSpec, Residual, Target, Troops};
///
/// let plan = Plan::new(PlanSpec {
///     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
///     // Those who stay may be more than the target allows.
///     residuals: vec![Residual::new(Estimate::between(Troops(0), Troops(500))?)],
///     phases: vec![Phase::new("most", Target::ReduceTo(Troops(250).into()), "2026-12-31".parse()?)],
///     ..PlanSpec::new("Some may stay", "2024-08".parse()?)
/// })?;
/// let summary = Ensemble::new(&plan, 2024).run(0..2_000);
/// let chances = &summary.outlook().deadlines()[0];
/// assert_eq!(chances.phase(), "most");
/// assert_eq!(chances.met().count + chances.beyond_horizon().count, 2_000); // about half each
/// assert_eq!(chances.slip().quantile(25.into()), Some(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineChances {
    phase: String,
    deadline: Option<Day>,
    binding_month: Option<YearMonth>,
    met: u64,
    late: u64,
    never: u64,
    undecided: u64,
    #[serde(rename = "unjudged")]
    not_assessed: u64,
    slip: Distribution,
}

/// [`DeadlineChances`] in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChancesTally {
    not_assessed: u64,
    /// The slips where it is said whether the deadline is met, which it is where the slip is not above 0.
    decided: Counter<i32>,
    undecided: Counter<i32>,
}

impl ChancesTally {
    /// Counts a draw: whether the deadline is met, and its slip, where anything is due.
    #[inline]
    pub(crate) fn count(&mut self, verdict: Option<Verdict>) {
        match verdict.map(|verdict| (verdict.met, verdict.slip())) {
            Some((Some(_), slip)) => self.decided.count(slip),
            Some((None, slip)) => self.undecided.count(slip),
            None => self.not_assessed += 1,
        }
    }

    pub(crate) fn finish(
        self,
        phase: &str,
        deadline: Option<Day>,
        binding_month: Option<YearMonth>,
    ) -> DeadlineChances {
        let (mut slip, undecided) = (self.decided.finish(), self.undecided.finish());
        let (met, never) = (slip.at_most(0).count, slip.beyond_horizon().count);
        let late = slip.draws() - met - never;
        slip.add(&undecided);
        DeadlineChances {
            phase: phase.to_owned(),
            deadline,
            binding_month,
            met,
            late,
            never,
            undecided: undecided.draws(),
            not_assessed: self.not_assessed,
            slip,
        }
    }
}

impl DeadlineChances {
    /// The phase's name.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].phase(), "all");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn phase(&self) -> &str {
        &self.phase
    }

    /// The deadline as planned (estimates at best), `None` where it is undated.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// let deadline = summary.outlook().deadlines()[0].deadline().ok_or("undated")?;
    /// assert_eq!(deadline.to_string(), "2024-12-31");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deadline(&self) -> Option<NaiveDate> {
        self.deadline.map(Day::date)
    }

    /// The month in which the deadline binds as planned (estimates at best).
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2025-01-02".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].binding_month(), Some("2024-12".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn binding_month(&self) -> Option<YearMonth> {
        self.binding_month
    }

    /// The draws in which the deadline is met.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].met().count, 10); // nothing is uncertain
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn met(&self) -> Proportion {
        self.of(self.met)
    }

    /// The draws in which it is missed, and the goal reached later within the projection.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].late().count, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn late(&self) -> Proportion {
        self.of(self.late)
    }

    /// The draws in which the deadline is missed, and the goal never reached within the projection.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].beyond_horizon().count, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn beyond_horizon(&self) -> Proportion {
        self.of(self.never)
    }

    /// The draws in which the deadline binds after the projection's end.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     ..PlanSpec::new("Everybody home", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].undecided().count, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn undecided(&self) -> Proportion {
        self.of(self.undecided)
    }

    /// The draws in which nothing can be said: the phase is past or undated, or was to start after
    /// the projection's end.
    ///
    /// ```
    /// # use drawdown::{Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-06-30".parse()?)],
    /// #     ..PlanSpec::new("Overtaken", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].not_assessed().count, 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn not_assessed(&self) -> Proportion {
        self.of(self.not_assessed)
    }

    /// How many months after the deadline the goal is reached, not above 0 where it is met; draws in
    /// which it never is within the projection have no value. Unjudged draws are left out.
    ///
    /// ```
    /// # use drawdown::{Cap, Contingent, Ensemble, Phase, Plan, PlanSpec, Target, Troops};
    /// # let plan = Plan::new(PlanSpec {
    /// #     contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_500))],
    /// #     phases: vec![Phase::new("all", Target::Remainder, "2024-12-31".parse()?)],
    /// #     caps: vec![Cap::new("airlift", Troops(500))],
    /// #     ..PlanSpec::new("One flight a week", "2024-08".parse()?)
    /// # })?;
    /// let summary = Ensemble::new(&plan, 0).run(0..10);
    /// assert_eq!(summary.outlook().deadlines()[0].slip().quantile(50.into()), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn slip(&self) -> &Distribution {
        &self.slip
    }

    fn of(&self, count: u64) -> Proportion {
        Proportion { count, draws: self.slip.draws().saturating_add(self.not_assessed) }
    }

    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let of = |chances: &Self| (chances.phase.clone(), chances.deadline, chances.binding_month);
        of(self) == of(other)
    }

    pub(crate) fn is_sound(&self, draws: u64) -> bool {
        let judged = [self.met, self.late, self.never, self.undecided];
        let judged = judged.iter().try_fold(0_u64, |sum, &count| sum.checked_add(count));
        let reached = self.slip.draws() - self.slip.beyond_horizon().count;
        let on_time = self.slip.at_most(0).count;
        // What is undecided may have reached its goal already, and then not late, or not at all.
        judged == Some(self.slip.draws())
            && self.late == reached - on_time
            && self.met <= on_time
            && self.never <= self.slip.beyond_horizon().count
            && judged.and_then(|judged| judged.checked_add(self.not_assessed)) == Some(draws)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.met += other.met;
        self.late += other.late;
        self.never += other.never;
        self.undecided += other.undecided;
        self.not_assessed += other.not_assessed;
        self.slip.add(&other.slip);
    }
}

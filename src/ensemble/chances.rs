//! How likely a deadline is met.

use chrono::NaiveDate;
use serde::Serialize;

use crate::ensemble::counter::Counter;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::merge::{MergeError, Mergeable, check_same};
use crate::ensemble::written::read_if_consistent;
use crate::projection::deadline::Verdict;
use crate::values::day::Day;
use crate::values::mean::Proportion;
use crate::values::year_month::YearMonth;

/// In how many draws a phase's deadline is met, and how late it is in the others.
///
/// In [each draw](crate::rules#chances) the deadline is one of: met; late; never met within the
/// projection; undecided; or not assessed. These five add up to all draws.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
/// let remainder = &summary.as_planned().deadlines()[1];
/// assert_eq!(remainder.phase(), "the remainder");
/// assert_eq!(remainder.met().to_string(), "85.9 %");
/// assert_eq!(remainder.late().count + remainder.beyond_horizon().count, 141);
/// assert_eq!(remainder.slip().quantile(95.into()), Some(2)); // two months late
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeadlineChances {
    phase: String,
    deadline: Option<Day>,
    binding_month: Option<YearMonth>,
    met: u64,
    late: u64,
    never: u64,
    undecided: u64,
    not_assessed: u64,
    slip: Distribution,
}

/// Counts what becomes of a deadline while draws run.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChancesCounter {
    not_assessed: u64,
    /// The slips of the draws in which the deadline is met, late or never met: met if at most 0.
    decided: Counter<i32>,
    undecided: Counter<i32>,
}

impl ChancesCounter {
    /// Counts a draw; without a verdict the deadline is not assessed.
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
    #[must_use]
    pub fn phase(&self) -> &str {
        &self.phase
    }

    /// The day of the deadline with every estimate at its best; `None` if it is undated.
    #[must_use]
    pub fn deadline(&self) -> Option<NaiveDate> {
        self.deadline.map(Day::date)
    }

    /// The month in which the deadline binds with every estimate at its best.
    #[must_use]
    pub const fn binding_month(&self) -> Option<YearMonth> {
        self.binding_month
    }

    /// The draws in which the deadline is met.
    #[must_use]
    pub fn met(&self) -> Proportion {
        self.proportion(self.met)
    }

    /// The draws in which the deadline is missed and the goal is reached later within the projection.
    #[must_use]
    pub fn late(&self) -> Proportion {
        self.proportion(self.late)
    }

    /// The draws in which the deadline is missed and the goal is not reached within the projection.
    #[must_use]
    pub fn beyond_horizon(&self) -> Proportion {
        self.proportion(self.never)
    }

    /// The draws in which the deadline binds after the projection ends.
    #[must_use]
    pub fn undecided(&self) -> Proportion {
        self.proportion(self.undecided)
    }

    /// The draws in which the phase is past, has no date, or was planned to start after the projection
    /// ends.
    #[must_use]
    pub fn not_assessed(&self) -> Proportion {
        self.proportion(self.not_assessed)
    }

    /// How many months after the deadline the goal is reached: at most 0 if the deadline is met, no
    /// value if the goal is not reached within the projection. Draws not assessed are left out.
    #[must_use]
    pub const fn slip(&self) -> &Distribution {
        &self.slip
    }

    /// The draws in which the goal is reached at most so many months after the deadline: 0 for on time,
    /// less for early. Those in which it is undecided count if the goal is reached within the projection.
    ///
    /// ```
    /// use drawdown::ensemble::Ensemble;
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
    /// let remainder = &summary.as_planned().deadlines()[1];
    /// assert_eq!(remainder.met_within(0), remainder.met());
    /// assert_eq!(remainder.met_within(2).to_string(), "95.5 %");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn met_within(&self, months: i32) -> Proportion {
        self.proportion(self.slip.at_most(months.into()).count)
    }

    fn proportion(&self, count: u64) -> Proportion {
        Proportion { count, draws: self.slip.draws().saturating_add(self.not_assessed) }
    }
}

read_if_consistent!(
    DeadlineChances {
        phase: String,
        deadline: Option<Day>,
        binding_month: Option<YearMonth>,
        met: u64,
        late: u64,
        never: u64,
        undecided: u64,
        not_assessed: u64,
        slip: Distribution,
    },
    |read| read.is_consistent(read.slip.draws().saturating_add(read.not_assessed))
);

impl Mergeable for DeadlineChances {
    fn is_consistent(&self, draws: u64) -> bool {
        let parts = [self.met, self.late, self.never, self.undecided];
        let assessed = parts.iter().try_fold(0_u64, |sum, &count| sum.checked_add(count));
        let on_time = self.slip.at_most(0).count;
        let not_reached = self.slip.beyond_horizon().count;
        // In an undecided draw the goal may be reached already, which is on time, or not be reached.
        assessed == Some(self.slip.draws())
            && self.met <= on_time
            && self.late == self.slip.draws() - not_reached - on_time
            && self.never <= not_reached
            && self.slip.draws().checked_add(self.not_assessed) == Some(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.phase == other.phase && self.deadline == other.deadline)?;
        check_same(self.binding_month == other.binding_month)?;
        self.met += other.met;
        self.late += other.late;
        self.never += other.never;
        self.undecided += other.undecided;
        self.not_assessed += other.not_assessed;
        self.slip.merge(&other.slip)
    }
}

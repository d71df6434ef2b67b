//! How likely a deadline is met.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::ensemble::counter::Counter;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::merge::{MergeError, Mergeable, check_same};
use crate::ensemble::written::read_if_consistent;
use crate::projection::deadline::GoalCheck;
use crate::values::day::Day;
use crate::values::mean::Proportion;
use crate::values::text::grouped;
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
/// assert_eq!(remainder.at_planned_pace().to_string(), "49.8 %");
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
    /// Whether any cap limits the phase's departures.
    is_capped: bool,
    met: u64,
    /// Of `met`.
    at_planned_pace: u64,
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
    at_planned_pace: u64,
}

impl ChancesCounter {
    /// Counts a draw, and gives how many values came into tables; without a check the deadline is not assessed.
    pub(crate) fn count(&mut self, check: Option<GoalCheck>, is_met_at_planned_pace: bool) -> u64 {
        self.at_planned_pace += u64::from(is_met_at_planned_pace);
        match check.map(|check| (check.met, check.slip())) {
            Some((Some(_), slip)) => self.decided.count(slip),
            Some((None, slip)) => self.undecided.count(slip),
            None => {
                self.not_assessed += 1;
                0
            }
        }
    }

    pub(crate) fn finish(
        &self,
        phase: &str,
        deadline: Option<Day>,
        binding_month: Option<YearMonth>,
        is_capped: bool,
    ) -> DeadlineChances {
        let (mut slip, undecided) = (self.decided.finish(), self.undecided.finish());
        let (met, never) = (slip.at_most(0).count, slip.beyond_horizon().count);
        let late = slip.draws() - met - never;
        slip.add(&undecided);
        DeadlineChances {
            phase: phase.to_owned(),
            deadline,
            binding_month,
            is_capped,
            met,
            at_planned_pace: self.at_planned_pace,
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

    /// The draws in which the deadline is met and no month is busier than planned
    /// ([rule](crate::rules#busiest-month)).
    #[must_use]
    pub fn at_planned_pace(&self) -> Proportion {
        self.proportion(self.at_planned_pace)
    }

    /// The draws in which the deadline is met [by a surge](crate::DeadlineOutcome::is_met_by_surge).
    #[must_use]
    pub fn by_surge(&self) -> Proportion {
        self.proportion(self.met - self.at_planned_pace)
    }

    /// Whether any cap limits how many leave for the phase in a month. Where none does, delayed troops all
    /// leave at once, and the chance to be met says little.
    #[must_use]
    pub const fn is_capped(&self) -> bool {
        self.is_capped
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

    /// The draws in which the phase is past or replaced, has no dated deadline, or was planned to start after
    /// the projection ends.
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

    /// The draws in which the goal is reached at most this number of months after the deadline: 0 for on time,
    /// a negative number for early. Those in which it is undecided count if the goal is reached within the projection.
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
        is_capped: bool,
        met: u64,
        at_planned_pace: u64,
        late: u64,
        never: u64,
        undecided: u64,
        not_assessed: u64,
        slip: Distribution,
    },
    |read| read.is_consistent(read.slip.draws().saturating_add(read.not_assessed))
);

/// One plain sentence; where no cap limits departures, it says so.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let summary = Ensemble::new(&plan, 2024).run(0..1_000);
/// assert_eq!(
///     summary.as_planned().deadlines()[0].to_string(),
///     "first year: met in 87.6 % of 1,000 draws, in 8.9 % at the planned pace and in 78.7 % by a surge"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl fmt::Display for DeadlineChances {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let met = self.met();
        let unit = if met.draws == 1 { "draw" } else { "draws" };
        write!(f, "{}: met in {met} of {} {unit}", self.phase, grouped(met.draws))?;
        if self.met > 0 {
            write!(f, ", in {} at the planned pace and in ", self.at_planned_pace())?;
            write!(f, "{} by a surge", self.by_surge())?;
        }
        if self.met > self.at_planned_pace && !self.is_capped {
            f.write_str("; no cap limits departures, so delayed troops all leave at once")?;
        }
        Ok(())
    }
}

impl Mergeable for DeadlineChances {
    fn is_consistent(&self, draws: u64) -> bool {
        let parts = [self.met, self.late, self.never, self.undecided];
        let assessed = parts.iter().try_fold(0_u64, |sum, &count| sum.checked_add(count));
        let on_time = self.slip.at_most(0).count;
        let not_reached = self.slip.beyond_horizon().count;
        // In an undecided draw the goal may be reached already, which is on time, or not be reached.
        assessed == Some(self.slip.draws())
            && self.met <= on_time
            && self.at_planned_pace <= self.met
            && self.late == self.slip.draws() - not_reached - on_time
            && self.never <= not_reached
            && self.slip.draws().checked_add(self.not_assessed) == Some(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.phase == other.phase && self.deadline == other.deadline)?;
        check_same(self.binding_month == other.binding_month)?;
        check_same(self.is_capped == other.is_capped)?;
        self.met += other.met;
        self.at_planned_pace += other.at_planned_pace;
        self.late += other.late;
        self.never += other.never;
        self.undecided += other.undecided;
        self.not_assessed += other.not_assessed;
        self.slip.merge(&other.slip)
    }
}

//! Deadlines that are met in the same draw.

use serde::Serialize;

use crate::ensemble::counter::Counter;
use crate::ensemble::distribution::Distribution;
use crate::ensemble::merge::{MergeError, Mergeable, check_same};
use crate::ensemble::written::read_if_consistent;
use crate::plan::checked::Plan;
use crate::projection::deadline::GoalCheck;
use crate::values::mean::Proportion;
use crate::values::year_month::YearMonth;

/// In how many draws all of some deadlines are met, and when the last of their goals is reached.
///
/// For one phase this is the cumulative chance of its goal: the draws in which it is reached by a month.
///
/// ```
/// use drawdown::ensemble::Ensemble;
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let both = vec!["first year".to_owned(), "the remainder".to_owned()];
/// let ensemble = Ensemble { joint_deadlines: vec![both], ..Ensemble::new(&plan, 2024) };
/// let summary = ensemble.run(0..1_000);
/// let both = &summary.joint_deadlines()[0];
/// assert_eq!(both.met().to_string(), "75.5 %");
/// let alone = summary.as_planned().deadlines();
/// assert_eq!([alone[0].met(), alone[1].met()].map(|met| met.count), [876, 859]);
/// let by_february = both.met_by("2027-02".parse()?).ok_or("not projected")?;
/// assert_eq!(by_february.to_string(), "95.5 %");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JointDeadlines {
    plan: String,
    phases: Vec<String>,
    as_of: YearMonth,
    through: YearMonth,
    met: u64,
    /// Months after `as_of`.
    met_in: Distribution,
}

/// Counts draws of one plan.
#[derive(Clone, Debug)]
pub(crate) struct JointCounter {
    phases: Vec<usize>,
    met: u64,
    met_in: Counter<i32>,
}

impl JointCounter {
    /// Of phases by their names; `None` if the plan lacks one of them.
    pub(crate) fn new(plan: &Plan, phases: &[String]) -> Option<Self> {
        let phases = phases.iter().map(|name| plan.spec.phase_index(name));
        let phases = phases.collect::<Option<_>>()?;
        Some(Self { phases, met: 0, met_in: Counter::default() })
    }

    /// Counts a draw, by the check of each phase, and gives how many values came into the table.
    pub(crate) fn count(&mut self, checks: &[Option<GoalCheck>]) -> u64 {
        let all = || self.phases.iter().map(|&phase| checks[phase]);
        self.met += u64::from(all().all(|check| check.is_some_and(|v| v.met == Some(true))));
        let months: Option<Vec<i32>> = all().map(|check| check?.met_in).collect();
        // Of no phases, all are met from the start.
        self.met_in.count(months.map(|months| months.into_iter().max().unwrap_or(0)))
    }

    pub(crate) fn finish(&self, name: &str, plan: &Plan) -> JointDeadlines {
        let phase = |&i: &usize| plan.spec.phases[i].name.clone();
        JointDeadlines {
            plan: name.to_owned(),
            phases: self.phases.iter().map(phase).collect(),
            as_of: plan.as_of(),
            through: plan.through(),
            met: self.met,
            met_in: self.met_in.finish(),
        }
    }
}

impl JointDeadlines {
    /// `as planned`, or the variant's name.
    #[must_use]
    pub fn plan(&self) -> &str {
        &self.plan
    }

    /// The names of the phases.
    #[must_use]
    pub fn phases(&self) -> &[String] {
        &self.phases
    }

    /// The draws in which every one of the deadlines is met.
    #[must_use]
    pub fn met(&self) -> Proportion {
        Proportion { count: self.met, draws: self.met_in.draws() }
    }

    /// The draws in which every one of the goals is reached by the end of this month, late ones included; `None`
    /// for a month that is not projected.
    #[must_use]
    pub fn met_by(&self, month: YearMonth) -> Option<Proportion> {
        let is_projected = (self.as_of..=self.through).contains(&month);
        is_projected.then(|| self.met_in.at_most(month.months_since(self.as_of).into()))
    }

    /// When the last of the goals is reached, in months after `as_of`; no value if one of them is not
    /// reached within the projection, or not assessed.
    #[must_use]
    pub const fn met_in(&self) -> &Distribution {
        &self.met_in
    }
}

read_if_consistent!(
    JointDeadlines {
        plan: String,
        phases: Vec<String>,
        as_of: YearMonth,
        through: YearMonth,
        met: u64,
        met_in: Distribution,
    },
    |read| read.is_consistent(read.met_in.draws())
);

impl Mergeable for JointDeadlines {
    fn is_consistent(&self, draws: u64) -> bool {
        let reached = self.met_in.draws() - self.met_in.beyond_horizon().count;
        self.met <= reached && self.met_in.is_consistent(draws)
    }

    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        check_same(self.plan == other.plan && self.phases == other.phases)?;
        check_same((self.as_of, self.through) == (other.as_of, other.through))?;
        self.met += other.met;
        self.met_in.merge(&other.met_in)
    }
}

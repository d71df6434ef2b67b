//! Classes: what became of the deadlines of past cases (rules#classes).

use serde::{Deserialize, Serialize};

use crate::history::announced_plan::PastDeadline;
use crate::history::case::Case;
use crate::history::description::Actor;
use crate::history::lateness::{Band, Lateness, LatenessDistribution};
use crate::observed::{PastLateness, VerdictClass};
use crate::spec::{Slip, SlipMonths};
use crate::values::mean::Proportion;
use crate::values::percent::Percent;
use crate::values::text;

/// Which past deadlines count, and how.
///
/// ```
/// use drawdown::history::{Actor, Case, Class, ClassTerms};
///
/// let missions = ClassTerms { actor: Some(Actor::Un), ..ClassTerms::default() };
/// let class = Class::of(&Case::all_built_in(), missions);
/// assert_eq!(class.on_time().count, class.deadlines().iter().filter(|one| one.lateness.is_on_time()).count() as u64);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClassTerms {
    /// Only those who withdrew as one of these; `None` for all.
    pub actor: Option<Actor>,
    /// By how many percent of its cut a goal may be missed and still counts as met.
    pub within: Percent,
    /// What has the same weight.
    pub alike: Alike,
    /// Which end of a lateness counts that is known within bounds.
    pub bound: LatenessBound,
    /// Only deadlines with so much notice; `None` for all.
    pub notice: Option<Notice>,
}

/// All deadlines, each once, at the least that their lateness can be.
impl Default for ClassTerms {
    fn default() -> Self {
        Self {
            actor: None,
            within: Percent::new(0),
            alike: Alike::Deadlines,
            bound: LatenessBound::Lower,
            notice: None,
        }
    }
}

/// What has the same weight in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alike {
    /// Each deadline.
    Deadlines,
    /// Each case, however many deadlines it has.
    Cases,
}

/// Which end of a lateness counts that is known within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LatenessBound {
    /// The least that it can be.
    Lower,
    /// The most that it can be; deadlines whose goal was never seen to be met are left out.
    Upper,
}

/// Months from an announcement to the month in which its deadline binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// At most 12 months.
    UpToAYear,
    /// More than 12 months.
    OverAYear,
}

impl Notice {
    /// The kind of notice that a number of months is; `None` below 0.
    ///
    /// ```
    /// use drawdown::history::Notice;
    ///
    /// assert_eq!(Notice::of_months(12), Some(Notice::UpToAYear));
    /// assert_eq!(Notice::of_months(-1), None); // due before it was announced
    /// ```
    #[must_use]
    pub const fn of_months(months: i32) -> Option<Self> {
        match months {
            ..0 => None,
            0..=12 => Some(Self::UpToAYear),
            _ => Some(Self::OverAYear),
        }
    }

    /// In words, such as `over 12 months`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UpToAYear => "up to 12 months",
            Self::OverAYear => "over 12 months",
        }
    }
}

/// What became of the deadlines of past cases.
///
/// ```
/// use drawdown::history::{Case, Class, ClassTerms};
///
/// let class = Class::of(&Case::all_built_in(), ClassTerms::default());
/// let on_time = class.on_time();
/// let (low, high) = on_time.interval(95.into()).ok_or("no deadline is judged")?;
/// println!("{} of {} met on time: {low} % to {high} %", on_time.count, on_time.draws);
/// # assert!(on_time.draws > 20);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    terms: ClassTerms,
    deadlines: Vec<ClassDeadline>,
    ends: Vec<DeadlineEnd>,
}

/// A past deadline that was met or late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassDeadline {
    /// The case's name.
    pub case: String,
    /// The case's position among those that the class is of.
    pub case_index: usize,
    /// Its notice, if its plan says when it was announced, and not after the binding month.
    pub notice: Option<Notice>,
    /// By how much it was missed.
    pub lateness: Lateness,
}

/// How a past deadline ended, and in which case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DeadlineEnd {
    case_index: usize,
    notice: Option<Notice>,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Judged,
    Replaced,
    Undetermined,
}

impl Class {
    /// The class of some cases.
    #[must_use]
    pub fn of(cases: &[Case], terms: ClassTerms) -> Self {
        let of_case = |(i, case): (usize, &Case)| (i, case.actor(), case.deadlines(terms.within));
        let all: Vec<_> = cases.iter().enumerate().map(of_case).collect();
        let all = all.iter().filter(|(_, actor, _)| terms.actor.is_none_or(|one| one == *actor));
        Self::of_deadlines(all.map(|(i, _, deadlines)| (*i, deadlines.as_slice())), terms)
    }

    /// The class of deadlines that are judged already, by the positions of their cases.
    pub(crate) fn of_deadlines<'d>(
        cases: impl IntoIterator<Item = (usize, &'d [PastDeadline])>,
        terms: ClassTerms,
    ) -> Self {
        let mut class = Self { terms, deadlines: Vec::new(), ends: Vec::new() };
        for (case_index, deadlines) in cases {
            for deadline in deadlines {
                class.add(case_index, deadline);
            }
        }
        class
    }

    /// Whether a deadline has the notice that the class is about.
    pub(crate) fn counts(&self, deadline: &PastDeadline) -> bool {
        let notice = self.terms.notice;
        notice.is_none() || deadline.notice.and_then(Notice::of_months) == notice
    }

    fn add(&mut self, case_index: usize, deadline: &PastDeadline) {
        if !self.counts(deadline) {
            return;
        }
        let notice = deadline.notice.and_then(Notice::of_months);
        let end = match deadline.verdict.class {
            Some(VerdictClass::Met | VerdictClass::Late) => End::Judged,
            Some(VerdictClass::Replaced) => End::Replaced,
            Some(VerdictClass::Unknown | VerdictClass::NoObservation) => End::Undetermined,
            _ => return,
        };
        self.ends.push(DeadlineEnd { case_index, notice, end });
        if let Some(lateness) = deadline.lateness() {
            let case = deadline.case.clone();
            self.deadlines.push(ClassDeadline { case, case_index, notice, lateness });
        }
    }

    /// The same class, of the deadlines with so much notice alone.
    #[must_use]
    pub fn with_notice(&self, notice: Notice) -> Self {
        let deadlines = self.deadlines.iter().filter(|one| one.notice == Some(notice));
        let ends = self.ends.iter().filter(|one| one.notice == Some(notice));
        Self {
            terms: ClassTerms { notice: Some(notice), ..self.terms },
            deadlines: deadlines.cloned().collect(),
            ends: ends.copied().collect(),
        }
    }

    /// What counts, and how.
    #[must_use]
    pub const fn terms(&self) -> ClassTerms {
        self.terms
    }

    /// The deadlines that were met or late, case by case.
    #[must_use]
    pub fn deadlines(&self) -> &[ClassDeadline] {
        &self.deadlines
    }

    /// How many cases have a deadline that was met or late.
    #[must_use]
    pub fn cases(&self) -> u64 {
        distinct(self.deadlines.iter().map(|deadline| deadline.case_index))
    }

    /// How many cases have a deadline whose lateness counts: with [`LatenessBound::Upper`] they may be fewer than
    /// [`cases`](Self::cases).
    #[must_use]
    pub fn cases_with_lateness(&self) -> u64 {
        distinct(self.past_lateness().iter().map(|one| one.case))
    }

    /// How many cases have a deadline that was met, late or replaced.
    #[must_use]
    pub fn cases_with_replaced(&self) -> u64 {
        let known = self.ends.iter().filter(|end| end.end != End::Undetermined);
        distinct(known.map(|end| end.case_index))
    }

    /// Of those that were met or late, those that were met.
    #[must_use]
    pub fn on_time(&self) -> Proportion {
        let met = self.deadlines.iter().filter(|deadline| deadline.lateness.is_on_time());
        Proportion { count: met.count() as u64, draws: self.deadlines.len() as u64 }
    }

    /// Of those that were met, late or replaced, those that were replaced.
    #[must_use]
    pub fn replaced(&self) -> Proportion {
        let count = |end: End| self.ends.iter().filter(|one| one.end == end).count() as u64;
        let replaced = count(End::Replaced);
        Proportion { count: replaced, draws: count(End::Judged) + replaced }
    }

    /// How many deadlines were not replaced, of which what was observed does not say whether they were met. Some of them
    /// may not have fallen due when the last figure was observed.
    #[must_use]
    pub fn undetermined(&self) -> u64 {
        self.ends.iter().filter(|end| end.end == End::Undetermined).count() as u64
    }

    /// The months of lateness, each deadline once, in order.
    #[must_use]
    pub fn lateness(&self) -> Vec<i32> {
        let mut months: Vec<i32> = self.past_lateness().iter().map(|one| one.months).collect();
        months.sort_unstable();
        months
    }

    /// The months of lateness, each deadline once, with its case, case by case: what
    /// [`tracked_deadlines`](crate::observed::PlanObservations::tracked_deadlines) compares a plan with.
    ///
    /// ```
    /// use drawdown::history::{Case, Class, ClassTerms};
    ///
    /// let class = Class::of(&Case::all_built_in(), ClassTerms::default());
    /// assert_eq!(class.past_lateness().len(), class.lateness().len());
    /// ```
    #[must_use]
    pub fn past_lateness(&self) -> Vec<PastLateness> {
        let lateness = self.deadlines.iter().filter_map(|one| {
            Some(PastLateness { case: one.case_index, months: self.months(one.lateness)? })
        });
        lateness.collect()
    }

    /// The months of lateness with whole weights: 1 for each deadline, or, where cases weigh alike, the least common
    /// multiple of the cases' counts over the count of its case. `None` where that exceeds 64 bits.
    #[must_use]
    pub fn distribution(&self) -> Option<LatenessDistribution> {
        let counted = self.past_lateness();
        let count = |case: usize| counted.iter().filter(|one| one.case == case).count() as u64;
        let whole = match self.terms.alike {
            Alike::Deadlines => None,
            Alike::Cases => Some(counted.iter().try_fold(1, |all, one| lcm(all, count(one.case)))?),
        };
        let weight = |case: usize| whole.map_or(1, |whole| whole / count(case).max(1));
        Some(counted.iter().map(|one| (one.months, weight(one.case))).collect())
    }

    /// The band of `percent`, in months of lateness: at least so many of the deadlines lie in it. Each deadline counts
    /// once.
    #[must_use]
    pub fn band(&self, percent: Percent) -> Band {
        Band::of(self.lateness(), percent)
    }

    /// A slip for ensembles, to paste into a plan: the months of lateness, each as often as it weighs. `None` of
    /// none, and of more than 1,024.
    ///
    /// ```
    /// use drawdown::history::{Case, Class, ClassTerms};
    ///
    /// let class = Class::of(&Case::all_built_in(), ClassTerms::default());
    /// let slip = class.slip("as past drawdowns slipped").ok_or("no deadline")?;
    /// assert_eq!(slip.months.values.len(), class.deadlines().len());
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn slip(&self, name: &str) -> Option<Slip> {
        let distribution = self.distribution()?;
        let weights = distribution.weights();
        let total = weights.values().try_fold(0_u64, |sum, weight| sum.checked_add(*weight))?;
        if !(1..=1_024).contains(&total) {
            return None;
        }
        let repeated = weights.iter().flat_map(|(months, weight)| {
            std::iter::repeat_n(*months, usize::try_from(*weight).unwrap_or(0))
        });
        let mut months = SlipMonths::new(repeated);
        let alike = match self.terms.alike {
            Alike::Deadlines => "",
            Alike::Cases => ", each case with the same weight",
        };
        let (deadlines, cases) = (self.lateness().len(), self.cases_with_lateness());
        let deadlines = text::counted(deadlines as u64, "past deadline");
        months.words =
            Some(format!("lateness of {deadlines} in {}{alike}", text::counted(cases, "case")));
        Some(Slip::new(name, months))
    }

    /// The end of a lateness that counts.
    fn months(&self, lateness: Lateness) -> Option<i32> {
        match self.terms.bound {
            LatenessBound::Lower => Some(lateness.from),
            LatenessBound::Upper => lateness.to,
        }
    }
}

fn distinct(cases: impl Iterator<Item = usize>) -> u64 {
    let mut cases: Vec<usize> = cases.collect();
    cases.sort_unstable();
    cases.dedup();
    cases.len() as u64
}

fn lcm(a: u64, b: u64) -> Option<u64> {
    let (mut divisor, mut rest) = (a, b);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (a / divisor.max(1)).checked_mul(b)
}

//! Back-tests: how wrong plans, and what past deadlines say, would have been (rules#scores).

use serde::Serialize;

use crate::history::announced_plan::{AnnouncedPlan, PastDeadline};
use crate::history::case::Case;
use crate::history::class::{Class, ClassTerms};
use crate::history::fraction::Fraction;
use crate::history::lateness::{Band, Lateness, LatenessDistribution};
use crate::observed::ForecastRecord;
use crate::values::mean::Proportion;

/// The fewest cases from which a score lower than both baselines is called an improvement.
const ENOUGH_CASES: u64 = 10;

/// The band that coverage is of, in percent.
const BAND: u32 = 80;

/// Every deadline of every case beside what the other cases say of it.
///
/// ```
/// use drawdown::history::{Backtest, Case, ClassTerms};
///
/// let backtest = Backtest::of(&Case::all_built_in(), ClassTerms::default());
/// let by_deadline = backtest.by_deadline().ok_or("nothing is scored")?;
/// println!("off by {} months on average", by_deadline.crps.class.decimal(2));
/// # assert_eq!(backtest.plans().len(), 32);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    class: Class,
    plans: Vec<PlanBacktest>,
}

/// A plan as announced, beside what was observed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlanBacktest {
    /// The case's name.
    pub case: String,
    /// The case's position among those tested.
    pub case_index: usize,
    /// The plan's file.
    pub file: String,
    /// How far the projection of all contingents together was off.
    pub errors: ForecastRecord,
    /// The deadlines, in listing order.
    pub deadlines: Vec<ScoredDeadline>,
}

/// A deadline and its scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScoredDeadline {
    /// What became of it.
    pub deadline: PastDeadline,
    /// Its scores; `None` if it was neither met nor late, or there is no other case.
    pub scores: Option<DeadlineScores>,
}

/// What the other cases say of a deadline, scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeadlineScores {
    /// The continuous ranked probability scores, in months.
    pub crps: Scores,
    /// The Brier scores of whether it is met.
    pub brier: Scores,
    /// The 80 percent band of the other cases.
    pub band: Band,
    /// Whether its lateness lies in that band; `None` where that is not known.
    pub is_in_band: Option<bool>,
}

/// A score of the class and of both baselines: the lower, the better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Scores {
    /// The deadlines of the other cases.
    pub class: Fraction,
    /// The plan at its word: every deadline is met.
    pub at_its_word: Fraction,
    /// 0 to 12 months, all alike.
    pub uniform_year: Fraction,
}

/// Mean scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MeanScores {
    /// How many deadlines they are of.
    pub deadlines: u64,
    /// How many cases these are in.
    pub cases: u64,
    /// The continuous ranked probability scores, in months.
    pub crps: Scores,
    /// The Brier scores of whether a deadline is met.
    pub brier: Scores,
}

impl MeanScores {
    /// Whether a score is called an improvement: it is lower than both baselines, in at least 10 cases.
    #[must_use]
    pub fn is_improvement(&self, scores: &Scores) -> bool {
        self.cases >= ENOUGH_CASES && scores.is_lower_than_baselines()
    }
}

impl Scores {
    /// Whether the class scores lower than both baselines.
    #[must_use]
    pub fn is_lower_than_baselines(&self) -> bool {
        self.class < self.at_its_word && self.class < self.uniform_year
    }

    fn of(
        class: &LatenessDistribution,
        score: impl Fn(&LatenessDistribution) -> Option<Fraction>,
    ) -> Option<Self> {
        Some(Self {
            class: score(class)?,
            at_its_word: score(&LatenessDistribution::at_its_word())?,
            uniform_year: score(&LatenessDistribution::uniform_year())?,
        })
    }

    fn mean<'s>(scores: impl Iterator<Item = &'s Self> + Clone) -> Option<Self> {
        Some(Self {
            class: Fraction::mean(scores.clone().map(|scores| &scores.class))?,
            at_its_word: Fraction::mean(scores.clone().map(|scores| &scores.at_its_word))?,
            uniform_year: Fraction::mean(scores.map(|scores| &scores.uniform_year))?,
        })
    }
}

impl Backtest {
    /// Tests every plan of some cases. Each deadline is scored by the class of all other cases.
    #[must_use]
    pub fn of(cases: &[Case], terms: ClassTerms) -> Self {
        let counts = |case: &Case| terms.actor.is_none_or(|actor| actor == case.actor());
        let cases: Vec<(usize, &Case, Vec<PastDeadline>)> = (cases.iter().enumerate())
            .filter(|(_, case)| counts(case))
            .map(|(i, case)| (i, case, case.deadlines(terms.within)))
            .collect();
        let without = |left_out: Option<usize>| {
            let others = cases.iter().filter(|(i, ..)| Some(*i) != left_out);
            let others = others.map(|(i, _, deadlines)| (*i, deadlines.as_slice()));
            Class::of_deadlines(others, terms)
        };
        let plans = cases.iter().flat_map(|(case_index, case, deadlines)| {
            let class = without(Some(*case_index));
            let distribution = class.distribution();
            let scores = |deadline: &PastDeadline| {
                DeadlineScores::of(&class, distribution.as_ref()?, deadline.lateness()?)
            };
            let plans = case.plans().iter().map(|plan| PlanBacktest {
                case: case.name().to_owned(),
                case_index: *case_index,
                file: plan.file().to_owned(),
                errors: errors(plan),
                deadlines: (deadlines.iter().filter(|one| one.file == plan.file()))
                    .filter(|one| class.counts(one))
                    .map(|one| ScoredDeadline { deadline: one.clone(), scores: scores(one) })
                    .collect(),
            });
            plans.collect::<Vec<_>>()
        });
        Self { plans: plans.collect(), class: without(None) }
    }

    /// The class of all cases.
    #[must_use]
    pub const fn class(&self) -> &Class {
        &self.class
    }

    /// The plans, case by case.
    #[must_use]
    pub fn plans(&self) -> &[PlanBacktest] {
        &self.plans
    }

    /// The mean scores over deadlines, each alike; `None` if none is scored.
    #[must_use]
    pub fn by_deadline(&self) -> Option<MeanScores> {
        let all: Vec<&DeadlineScores> = self.scored().map(|(_, scores)| scores).collect();
        let scores = all.into_iter();
        self.means(
            Scores::mean(scores.clone().map(|scores| &scores.crps))?,
            Scores::mean(scores.map(|scores| &scores.brier))?,
        )
    }

    /// The mean over cases, each alike, of the mean scores of a case's deadlines; `None` if none is scored.
    #[must_use]
    pub fn by_case(&self) -> Option<MeanScores> {
        let mut cases: Vec<usize> = self.scored().map(|(case, _)| case).collect();
        cases.dedup();
        let mean = |score: fn(&DeadlineScores) -> &Scores| {
            let of_case = |case: &usize| {
                let scores = self.scored().filter(|(other, _)| other == case);
                let scores: Vec<&Scores> = scores.map(|(_, scores)| score(scores)).collect();
                Scores::mean(scores.into_iter())
            };
            let means: Option<Vec<Scores>> = cases.iter().map(of_case).collect();
            Scores::mean(means?.iter())
        };
        self.means(mean(|scores| &scores.crps)?, mean(|scores| &scores.brier)?)
    }

    /// Of the deadlines of which it is known whether they lie in the 80 percent band of the other cases, those that
    /// do.
    #[must_use]
    pub fn coverage(&self) -> Proportion {
        let known: Vec<bool> = self.scored().filter_map(|(_, scores)| scores.is_in_band).collect();
        let inside = known.iter().filter(|inside| **inside).count();
        Proportion { count: inside as u64, draws: known.len() as u64 }
    }

    /// How many cases these deadlines are in: fewer than were judged, where of all of a case it is not known.
    #[must_use]
    pub fn cases_in_coverage(&self) -> u64 {
        let known = self.scored().filter(|(_, scores)| scores.is_in_band.is_some());
        let mut cases: Vec<usize> = known.map(|(case, _)| case).collect();
        cases.dedup();
        cases.len() as u64
    }

    /// The mean over plans of the mean absolute errors in percent of the strength at the start, and the number of
    /// plans with an observed month; `None` of none.
    #[must_use]
    pub fn mean_absolute_percent(&self) -> Option<(Fraction, u64)> {
        let percent = self.plans.iter().filter_map(|plan| plan.errors.mean_absolute_percent());
        let percent: Vec<Fraction> =
            percent.filter_map(|mean| Fraction::new(mean.sum, mean.count.into())).collect();
        Some((Fraction::mean(&percent)?, percent.len() as u64))
    }

    /// The scores, case by case.
    fn scored(&self) -> impl Iterator<Item = (usize, &DeadlineScores)> {
        self.plans.iter().flat_map(|plan| {
            let scores = plan.deadlines.iter().filter_map(|deadline| deadline.scores.as_ref());
            scores.map(|scores| (plan.case_index, scores))
        })
    }

    fn means(&self, crps: Scores, brier: Scores) -> Option<MeanScores> {
        let mut cases: Vec<usize> = self.scored().map(|(case, _)| case).collect();
        let deadlines = cases.len() as u64;
        cases.dedup();
        (deadlines > 0).then_some(MeanScores { deadlines, cases: cases.len() as u64, crps, brier })
    }
}

impl DeadlineScores {
    fn of(class: &Class, distribution: &LatenessDistribution, seen: Lateness) -> Option<Self> {
        let band = class.band(BAND.into());
        Some(Self {
            crps: Scores::of(distribution, |one| one.crps(seen))?,
            brier: Scores::of(distribution, |one| one.brier(seen))?,
            band,
            is_in_band: band.contains(seen),
        })
    }
}

/// The errors for all contingents together.
fn errors(plan: &AnnouncedPlan) -> ForecastRecord {
    let mut errors = plan.observations().errors(plan.replaced_in());
    // The last is of all together; there is always one.
    errors.pop().unwrap_or(ForecastRecord { contingent: None, strength: 0, months: Vec::new() })
}

//! A plan of a case, as announced, and what became of its deadlines (rules#cases).

use serde::Serialize;

use crate::history::case_error::CaseError;
use crate::history::description::{CaseDescription, CaseOutcome, CasePlan, Replaced, StatedDay};
use crate::history::lateness::Lateness;
use crate::observed::{PlanObservations, StatedOutcome, Statement, Verdict, VerdictTerms};
use crate::plan::checked::Plan;
use crate::values::day::Day;
use crate::values::percent::Percent;
use crate::values::year_month::YearMonth;

/// A plan of a case, as announced, beside what was observed.
#[derive(Clone, Debug)]
pub struct AnnouncedPlan {
    entry: CasePlan,
    seen: PlanObservations,
    stated: Vec<StatedOutcome>,
}

/// What became of an announced deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PastDeadline {
    /// The case's name.
    pub case: String,
    /// The plan's file.
    pub file: String,
    /// The day on which the plan was announced, if its file says so.
    pub announced: Option<Day>,
    /// Months from the announcement to the binding month.
    pub notice: Option<i32>,
    /// What observed levels and sources say of it.
    pub verdict: Verdict,
    /// The entry of `case.toml` that the verdict rests on; `None` where it follows from levels.
    pub stated: Option<VerdictStatement>,
}

/// What a source says of a deadline: that it was met or late, or that a later decision replaced it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct VerdictStatement {
    /// What the source says.
    pub words: Option<String>,
    /// The id of the source.
    pub source: Option<String>,
}

impl PastDeadline {
    /// By how many months it was missed, if it was met or late.
    #[must_use]
    pub fn lateness(&self) -> Option<Lateness> {
        Lateness::of(&self.verdict)
    }
}

impl AnnouncedPlan {
    /// The plan of an entry, with what the case's sources say of its deadlines.
    pub(crate) fn new(
        description: &CaseDescription,
        entry: &CasePlan,
        seen: PlanObservations,
    ) -> Self {
        let stated = stated(description, entry, seen.plan());
        Self { entry: entry.clone(), seen, stated }
    }

    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.entry.file
    }

    /// The plan as announced.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        self.seen.plan()
    }

    /// What was observed of its contingents.
    #[must_use]
    pub const fn observations(&self) -> &PlanObservations {
        &self.seen
    }

    /// The later decision that replaced it or some of its phases.
    #[must_use]
    pub const fn replaced(&self) -> Option<&Replaced> {
        self.entry.replaced.as_ref()
    }

    /// The month that the day of that decision counts as: the last whose errors count.
    #[must_use]
    pub fn replaced_in(&self) -> Option<YearMonth> {
        self.entry.replaced.as_ref().and_then(|replaced| replaced.on.nearest_month_end())
    }

    /// What its verdicts take into account beside levels.
    #[must_use]
    pub fn terms(&self, within: Percent) -> VerdictTerms {
        VerdictTerms { within, stated: self.stated.clone() }
    }

    pub(crate) fn deadlines(
        &self,
        case: &str,
        outcomes: &[CaseOutcome],
        within: Percent,
    ) -> Vec<PastDeadline> {
        let announced = self.plan().spec().announced;
        let month = announced.and_then(Day::nearest_month_end);
        let verdicts = self.seen.verdicts(&self.terms(within)).into_iter();
        let deadlines = verdicts.map(|verdict| PastDeadline {
            case: case.to_owned(),
            file: self.entry.file.clone(),
            announced,
            notice: verdict
                .binding_month
                .zip(month)
                .map(|(binds, month)| binds.months_since(month)),
            stated: verdict.class.and_then(|_| self.statement(&verdict.phase, outcomes)),
            verdict,
        });
        deadlines.collect()
    }

    /// The entry that speaks of a phase: a replacement before an outcome.
    fn statement(&self, phase: &str, outcomes: &[CaseOutcome]) -> Option<VerdictStatement> {
        if let Some(replaced) = self.replaced().filter(|replaced| replaced.is_of(phase)) {
            let (words, source) = (replaced.words.clone(), replaced.source.clone());
            return Some(VerdictStatement { words, source });
        }
        let outcome = outcomes.iter().find(|one| one.file == self.file() && one.phase == phase)?;
        Some(VerdictStatement { words: outcome.words.clone(), source: outcome.source.clone() })
    }

    pub(crate) fn check_phase(&self, phase: &str, entry: impl Fn() -> String) -> Option<CaseError> {
        let is_known = self.plan().spec().phases.iter().any(|one| one.name == phase);
        (!is_known).then(|| CaseError::unknown_phase(entry(), self.file(), phase))
    }
}

/// What sources say of a plan's deadlines.
fn stated(description: &CaseDescription, entry: &CasePlan, plan: &Plan) -> Vec<StatedOutcome> {
    let phases = plan.spec().phases.iter().map(|phase| &phase.name);
    let replaced = entry
        .replaced
        .iter()
        .flat_map(|replaced| phases.clone().filter(|phase| replaced.is_of(phase)));
    let replaced = replaced
        .map(|phase| StatedOutcome { phase: phase.clone(), statement: Statement::Replaced });
    let outcomes = description.outcomes.iter().filter(|outcome| outcome.file == entry.file);
    replaced.chain(outcomes.map(statement)).collect()
}

fn statement(outcome: &CaseOutcome) -> StatedOutcome {
    let statement = match outcome.met {
        StatedDay::On(day) => Statement::Met(day),
        StatedDay::Word(_) => Statement::Late,
    };
    StatedOutcome { phase: outcome.phase.clone(), statement }
}

//! Past drawdowns: what was announced, what was observed, and what became of the deadlines.

pub(crate) mod announced_plan;
pub(crate) mod backtest;
pub(crate) mod built_in;
pub(crate) mod case;
pub(crate) mod case_error;
pub(crate) mod class;
pub(crate) mod description;
pub(crate) mod fraction;
pub(crate) mod lateness;
mod sentence;

pub use announced_plan::{AnnouncedPlan, PastDeadline, VerdictStatement};
pub use backtest::{Backtest, DeadlineScores, MeanScores, PlanBacktest, ScoredDeadline, Scores};
pub use case::Case;
pub use case_error::CaseError;
pub use class::{Alike, Class, ClassDeadline, ClassTerms, LatenessBound, Notice};
pub use description::{
    Actor, CaseDescription, CaseOutcome, CasePlan, LateWord, Replaced, StatedDay,
};
pub use fraction::Fraction;
pub use lateness::{Band, Lateness, LatenessDistribution, troops_crps};

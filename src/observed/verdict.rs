//! What observed levels say of a deadline (rules#verdicts).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::day::Day;
use crate::values::percent::Percent;
use crate::values::year_month::YearMonth;

/// What observed levels say of a phase's deadline. What is not known is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The phase's name.
    pub phase: String,
    /// The resolved day of its deadline; `None` if there is none or it is undated.
    pub deadline: Option<NaiveDate>,
    /// The month at whose end the deadline binds.
    pub binding_month: Option<YearMonth>,
    /// The strength that the phase's scope must come to, in troops, with what is let pass.
    pub goal: Option<u64>,
    /// The observed strength of its scope at the end of the binding month, in troops.
    pub observed: Option<u64>,
    /// What became of the deadline; `None` of a phase that is past, has no dated deadline, or is not computed
    /// within the projection.
    pub class: Option<VerdictClass>,
    /// The first month in which the goal can have been met.
    pub met_from: Option<YearMonth>,
    /// The first month in which the goal is known to be met; `None` where that is not seen.
    pub met_to: Option<YearMonth>,
    /// Months from the binding month to `met_from`.
    pub slip_from: Option<i32>,
    /// Months from the binding month to `met_to`.
    pub slip_to: Option<i32>,
    /// By how many troops the goal is missed at the end of the binding month, if observed then; 0 if it is kept.
    pub shortfall: Option<u64>,
}

impl Verdict {
    /// The verdict on a phase of which nothing is known yet, to fill in.
    ///
    /// ```
    /// use drawdown::observed::{Verdict, VerdictClass};
    ///
    /// let mut verdict = Verdict::new("first year");
    /// verdict.class = Some(VerdictClass::Replaced);
    /// assert_eq!(verdict.class.map(VerdictClass::as_str), Some("replaced"));
    /// ```
    #[must_use]
    pub fn new(phase: impl Into<String>) -> Self {
        Self {
            phase: phase.into(),
            deadline: None,
            binding_month: None,
            goal: None,
            observed: None,
            class: None,
            met_from: None,
            met_to: None,
            slip_from: None,
            slip_to: None,
            shortfall: None,
        }
    }
}

/// What became of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum VerdictClass {
    /// The goal was met by the binding month.
    Met,
    /// The goal was not met by then.
    Late,
    /// A later decision changed it before it fell due.
    Replaced,
    /// It binds after the month asked about.
    NotDue,
    /// Nothing was observed that could tell.
    NoObservation,
    /// What was observed leaves it open.
    Unknown,
}

/// What a source says of a deadline that levels cannot: it comes before observed levels.
///
/// ```
/// use drawdown::observed::{StatedOutcome, Statement};
///
/// let closed = StatedOutcome::new("the remainder", Statement::Met("2026-12-18".parse()?));
/// assert_ne!(closed.statement, Statement::Late);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StatedOutcome {
    /// The phase's name.
    pub phase: String,
    /// What is said of it.
    pub statement: Statement,
}

impl StatedOutcome {
    /// This statement of a phase.
    #[must_use]
    pub fn new(phase: impl Into<String>, statement: Statement) -> Self {
        Self { phase: phase.into(), statement }
    }
}

/// What a source says of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Statement {
    /// A later decision changed it before it fell due; of several statements this one comes first.
    Replaced,
    /// It was met on this day.
    Met(Day),
    /// It was not met by its binding month, and when it was is not known.
    Late,
}

/// What verdicts take into account beside observed levels.
///
/// ```
/// use drawdown::observed::{ObservationChoice, Observations, VerdictClass, VerdictTerms};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let file = "month,contributor,host,mission,strength,source\n2025-09,USA,IRQ,,2020,press\n";
/// let seen = Observations::from_csv(file.as_bytes())?.of_plan(&plan, &ObservationChoice::default())?;
/// let class = |terms: &VerdictTerms| seen.verdicts(terms)[0].class; // "first year": goal 2,000
/// assert_eq!(class(&VerdictTerms::default()), Some(VerdictClass::Late));
/// let within_5_percent = VerdictTerms { within: "5".parse()?, ..VerdictTerms::default() }; // of the cut of 500
/// assert_eq!(class(&within_5_percent), Some(VerdictClass::Met));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VerdictTerms {
    /// By how many percent of the cut or gain a goal may be missed and still counts as met.
    pub within: Percent,
    /// What sources say of deadlines.
    pub stated: Vec<StatedOutcome>,
}

/// No tolerance, and no statements.
impl Default for VerdictTerms {
    fn default() -> Self {
        Self { within: Percent::new(0), stated: Vec::new() }
    }
}

impl VerdictClass {
    /// Whether the deadline may still be met later than is known.
    pub(crate) fn is_open(self) -> bool {
        !matches!(self, Self::Met | Self::Replaced)
    }

    /// The class as tables have it, such as `not due`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Late => "late",
            Self::Replaced => "replaced",
            Self::NotDue => "not due",
            Self::NoObservation => "no observation",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for VerdictClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

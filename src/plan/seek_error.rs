//! What can be wrong with a seek.

use serde::Serialize;
use thiserror::Error;

use crate::spec::seek_value::SeekValue;
use crate::values::text::grouped;
use crate::values::year_month::YearMonth;

/// What is wrong with a seek, and what would be right.
///
/// ```
/// use drawdown::error::{PlanErrorKind, SeekErrorKind};
/// use drawdown::seek::Seek;
/// use drawdown::spec::{Find, SeekSpec};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// let errors = Seek::new(&plan, SeekSpec::new("of nothing", Find::Least, vec![], 400)).unwrap_err();
/// let problem = errors.first().map(|error| &error.problem);
/// assert_eq!(problem, Some(&PlanErrorKind::Seek(SeekErrorKind::NothingToVary)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SeekErrorKind {
    /// A seek without adjustments.
    #[error("must list at least one adjustment; the number of the last one is open")]
    NothingToVary,
    /// The last adjustment of a seek has no number.
    #[error("{adjustment:?} has no number to leave open; put the adjustment to vary last")]
    NoOpenNumber {
        /// The adjustment, by its key.
        adjustment: &'static str,
    },
    /// The last adjustment of a seek is a hold without a `through`, which is its open number.
    #[error("give the hold a `through` to begin with")]
    HoldWithoutThrough,
    /// The open number of a seek is not plain: an estimate, or a string.
    #[error("must be {wanted}: the values of the seek begin with it")]
    NotPlain {
        /// What it should be.
        wanted: &'static str,
    },
    /// The last value of a seek is a month and its first one a number, or the other way round.
    #[error("found {to}, but {key:?} begins with {first}; give {}", sort_of(first))]
    OtherSort {
        /// The last value.
        to: SeekValue,
        /// The first value.
        first: SeekValue,
        /// The key of the open number.
        key: &'static str,
    },
    /// The values of a seek end before they begin.
    #[error(
        "{} comes before {}, the {} that {key:?} begins with; give a later one",
        shown(to),
        shown(first),
        noun_of(first)
    )]
    EndsBeforeFirst {
        /// The last value.
        to: SeekValue,
        /// The first value.
        first: SeekValue,
        /// The key of the open number.
        key: &'static str,
    },
    /// The last value of a seek is more than the number can be.
    #[error("{} is more than {key:?} can be", shown(to))]
    BeyondMost {
        /// The last value.
        to: SeekValue,
        /// The key of the open number.
        key: &'static str,
    },
    /// A step of 0.
    #[error("must be at least 1")]
    StepOfZero,
    /// A seek beyond its limit.
    #[error("{}", too_many_values(*values, *each, *limit, *step))]
    TooManyValues {
        /// How many values there are.
        values: u64,
        /// For how many values of another number each.
        each: u64,
        /// How many there may be.
        limit: u64,
        /// The least step with which there are few enough.
        step: u64,
    },
    /// A month before the plan begins.
    #[error("{month} comes before {as_of}, the month of the strengths")]
    BeforeAsOf {
        /// The month.
        month: YearMonth,
        /// The month of the strengths.
        as_of: YearMonth,
    },
    /// A window of months that ends before it begins.
    #[error("the window would end in {through}, before it begins in {from}")]
    MonthsBackwards {
        /// Its first month.
        from: YearMonth,
        /// Its last month.
        through: YearMonth,
    },
    /// A seek that the plan does not allow at its last value.
    #[error("at {}, {problem}", shown(value))]
    AtValue {
        /// The value.
        value: SeekValue,
        /// What is wrong there, with its place.
        problem: String,
    },
}

impl SeekErrorKind {
    /// The kind as a stable name: the variant's own name in snake case.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NothingToVary => "nothing_to_vary",
            Self::NoOpenNumber { .. } => "no_open_number",
            Self::HoldWithoutThrough => "hold_without_through",
            Self::NotPlain { .. } => "not_plain",
            Self::OtherSort { .. } => "other_sort",
            Self::EndsBeforeFirst { .. } => "ends_before_first",
            Self::BeyondMost { .. } => "beyond_most",
            Self::StepOfZero => "step_of_zero",
            Self::TooManyValues { .. } => "too_many_values",
            Self::BeforeAsOf { .. } => "before_as_of",
            Self::MonthsBackwards { .. } => "months_backwards",
            Self::AtValue { .. } => "at_value",
        }
    }
}

/// A value with a comma between thousands.
fn shown(value: &SeekValue) -> String {
    match value {
        SeekValue::Number(number) => grouped(*number),
        SeekValue::Month(month) => month.to_string(),
    }
}

const fn noun_of(value: &SeekValue) -> &'static str {
    match value {
        SeekValue::Number(_) => "number",
        SeekValue::Month(_) => "month",
    }
}

const fn sort_of(first: &SeekValue) -> &'static str {
    match first {
        SeekValue::Number(_) => "a whole number",
        SeekValue::Month(_) => "a month, \"YYYY-MM\"",
    }
}

fn too_many_values(values: u64, each: u64, limit: u64, step: u64) -> String {
    let (count, most) = (grouped(values), grouped(limit));
    let advice = format!("give a step of {}", grouped(step));
    if each == 1 {
        return format!("{count} values, more than {most}; {advice}");
    }
    let all = grouped(i128::from(values).saturating_mul(each.into()));
    format!("{count} values for each of {} are {all}, more than {most}; {advice}", grouped(each))
}

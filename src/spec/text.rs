//! Days, offsets, targets, paces and choices as text, in one grammar for `Display` and `FromStr`.
//!
//! The words of an estimate's source are not part of it.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use crate::spec::date_rule::{CountedFrom, Direction, Offset, When};
use crate::spec::phase::{IfUndated, Order, Pace, Target, WhenLate};
use crate::spec::scope::Scope;
use crate::values::day::Day;
use crate::values::text::excerpt;
use crate::values::year_month::ParseDateError;

/// A text that is not what it should be.
///
/// ```
/// use drawdown::Target;
///
/// let error = "halve".parse::<Target>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "found \"halve\", but expected a target, such as \"reduce by 500\" or \"remainder\""
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("found {value:?}, but expected {wanted}")]
#[serde(tag = "code", rename = "not_a_rule")]
#[non_exhaustive]
pub struct ParseRuleError {
    /// What was written (its first 40 characters).
    pub value: String,
    /// What was expected.
    pub wanted: &'static str,
}

/// Reads a text by a function that gives `None` for what is not of this type.
macro_rules! from_text {
    ($($type:ty, $wanted:literal, $read:expr;)*) => {$(
        impl FromStr for $type {
            type Err = ParseRuleError;

            /// Reads what `Display` writes.
            ///
            /// # Errors
            ///
            /// [`ParseRuleError`] for anything else.
            fn from_str(text: &str) -> Result<Self, ParseRuleError> {
                let read: fn(&str) -> Option<Self> = $read;
                read(text).ok_or_else(|| ParseRuleError { value: excerpt(text), wanted: $wanted })
            }
        }
    )*};
}

from_text! {
    CountedFrom, "a counted day, such as \"135 days after signing\"", |text| {
        [Direction::After, Direction::Before].into_iter().find_map(|direction| {
            let (offset, anchor) = text.split_once(&format!(" {} ", direction.as_str()))?;
            Some(Self { anchor: anchor.to_owned(), direction, offset: offset.parse().ok()? })
        })
    };
    Offset, "a length of time, such as \"135 days\" or \"2 months\"", |text| {
        let (count, unit) = text.rsplit_once(' ')?;
        let count = count.parse().ok()?;
        match unit {
            "days" => Some(Self::Days(count)),
            "months" => Some(Self::Months(count)),
            _ => None,
        }
    };
    Target, "a target, such as \"reduce by 500\" or \"remainder\"", |text| {
        let after = |words: &str| text.strip_prefix(words);
        if text == "remainder" {
            return Some(Self::Remainder);
        }
        if let Some(phase) = after("in proportion to ") {
            return Some(Self::InProportionTo(phase.to_owned()));
        }
        if let Some(number) = after("reduce to ") {
            return match number.strip_suffix(" percent") {
                Some(percent) => percent.parse().ok().map(Self::ReduceToPercent),
                None => number.parse().ok().map(Self::ReduceTo),
            };
        }
        if let Some(number) = after("raise to ") {
            return number.parse().ok().map(Self::RaiseTo);
        }
        if let Some(number) = after("raise by ") {
            return number.parse().ok().map(Self::RaiseBy);
        }
        let number = after("reduce by ")?;
        match number.strip_suffix(" percent") {
            Some(percent) => percent.parse().ok().map(Self::ReduceByPercent),
            None => number.parse().ok().map(Self::ReduceBy),
        }
    };
    Pace, "a pace, such as \"even\" or \"500 a month\"", |text| match text {
        "even" => Some(Self::Even),
        "front-loaded" => Some(Self::FrontLoaded),
        "back-loaded" => Some(Self::BackLoaded),
        "s-curve" => Some(Self::SCurve),
        "at-start" => Some(Self::AtStart),
        "at-deadline" => Some(Self::AtDeadline),
        _ => text.strip_suffix(" a month")?.parse().ok().map(Self::Rate),
    };
    Order, "\"proportional\" or \"listed\"", |text| {
        [Self::Proportional, Self::Listed].into_iter().find(|order| order.to_string() == text)
    };
    WhenLate, "\"compress\" or \"slide\"", |text| {
        [Self::Compress, Self::Slide].into_iter().find(|choice| choice.to_string() == text)
    };
    IfUndated, "\"block\" or \"skip\"", |text| {
        [Self::Block, Self::Skip].into_iter().find(|choice| choice.to_string() == text)
    };
    Scope, "a scope, such as \"USA, GBR in IRQ on training\" or \"everyone\"", |text| {
        fn list<T: FromStr>(text: &str) -> Option<Vec<T>> {
            text.split(", ").map(|one| one.parse().ok()).collect()
        }
        let mut rest = Some(text);
        // From the last part to the first, each after its word or at the beginning.
        let mut part = |word: &str| {
            let text = rest?;
            if let Some(part) = text.strip_prefix(word) {
                rest = None;
                return Some(part);
            }
            let (before, part) = text.split_once(&format!(" {word}"))?;
            rest = Some(before);
            Some(part)
        };
        let (missions, hosts) = (part("on "), part("in "));
        let missions = missions.map(list).map_or(Some(None), |list| list.map(Some))?;
        let hosts = hosts.map(list).map_or(Some(None), |list| list.map(Some))?;
        let contributors = match rest {
            None => None,
            Some("everyone") if missions.is_none() && hosts.is_none() => None,
            Some(contributors) => Some(list(contributors)?),
        };
        Some(Self { contributors, hosts, missions })
    };
}

impl FromStr for When {
    type Err = ParseDateError;

    /// A given day, or a counted one such as `135 days after signing`.
    ///
    /// # Errors
    ///
    /// As for [`Day`].
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        if let Ok(counted) = text.parse() {
            return Ok(Self::CountedFrom(counted));
        }
        if let Ok(estimate) = text.parse() {
            return Ok(Self::On(estimate));
        }
        text.parse::<Day>().map(Self::from)
    }
}

impl Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::CountedFrom(counted) => counted.fmt(f),
        }
    }
}

impl Display for CountedFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.offset, self.direction.as_str(), self.anchor)
    }
}

impl Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days} days"),
            Self::Months(months) => write!(f, "{months} months"),
        }
    }
}

impl Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReduceTo(troops) => write!(f, "reduce to {troops}"),
            Self::ReduceBy(troops) => write!(f, "reduce by {troops}"),
            Self::ReduceByPercent(percent) => write!(f, "reduce by {percent} percent"),
            Self::ReduceToPercent(percent) => write!(f, "reduce to {percent} percent"),
            Self::InProportionTo(phase) => write!(f, "in proportion to {phase}"),
            Self::Remainder => f.write_str("remainder"),
            Self::RaiseTo(troops) => write!(f, "raise to {troops}"),
            Self::RaiseBy(troops) => write!(f, "raise by {troops}"),
        }
    }
}

impl Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Even => f.write_str("even"),
            Self::FrontLoaded => f.write_str("front-loaded"),
            Self::BackLoaded => f.write_str("back-loaded"),
            Self::SCurve => f.write_str("s-curve"),
            Self::AtStart => f.write_str("at-start"),
            Self::AtDeadline => f.write_str("at-deadline"),
            Self::Rate(troops) => write!(f, "{troops} a month"),
        }
    }
}

impl Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Proportional => "proportional",
            Self::Listed => "listed",
        })
    }
}

impl Display for WhenLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Compress => "compress",
            Self::Slide => "slide",
        })
    }
}

impl Display for IfUndated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Block => "block",
            Self::Skip => "skip",
        })
    }
}

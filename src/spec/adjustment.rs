//! Variants of a plan, as lists of adjustments (rules#adjustments, rules#shift).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::spec::constraint::{Cap, Hold, Residual};
use crate::spec::is_default;
use crate::spec::phase::{Pace, Phase, Target};
use crate::spec::scope::Scope;
use crate::values::percent::Percent;
use crate::values::scalar::whole_number;

/// A named list of adjustments, applied in order to a copy of the plan.
///
/// ```
/// use drawdown::{Adjustment, Shift, Variant};
///
/// let shift = Shift::Event { event: "announcement".into(), months: 6 };
/// let late = Variant::new("announced six months late", vec![Adjustment::Shift(shift)]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its name, unique among the plan's variants; `as planned` is reserved.
    pub name: String,
    /// The adjustments, in the order in which they are applied.
    pub adjust: Vec<Adjustment>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Variant {
    /// A variant without a source.
    #[must_use]
    pub fn new(name: impl Into<String>, adjust: Vec<Adjustment>) -> Self {
        Self { name: name.into(), adjust, source: None }
    }

    /// A variant for each of several values, with one adjustment, named by the label and the value.
    ///
    /// Each is made when it is asked for, so a sweep of any length takes no memory.
    ///
    /// ```
    /// use drawdown::{Adjustment, Shift, Variant};
    ///
    /// let delays = Variant::sweep("announced late by months:", 0..=12, |months| {
    ///     Adjustment::Shift(Shift::Event { event: "announcement".into(), months })
    /// });
    /// let names: Vec<String> = delays.map(|variant| variant.name).collect();
    /// assert_eq!(names.len(), 13);
    /// assert_eq!(names[6], "announced late by months: 6");
    /// ```
    pub fn sweep<T: fmt::Display>(
        label: impl fmt::Display,
        values: impl IntoIterator<Item = T>,
        adjustment: impl Fn(T) -> Adjustment,
    ) -> impl Iterator<Item = Self> {
        let variant =
            move |value: T| Self::new(format!("{label} {value}"), vec![adjustment(value)]);
        values.into_iter().map(variant)
    }
}

/// One change to a plan.
///
/// ```
/// use drawdown::{Adjustment, Cap, Troops};
///
/// let slower = Adjustment::Cap(Cap::new("airlift", Troops(200)));
/// let without = Adjustment::Cancel { phase: "first year".into() };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Adjustment {
    /// Moves an event or a phase earlier or later.
    Shift(Shift),
    /// Changes the pace of a phase.
    Pace {
        /// The phase's name.
        phase: String,
        /// Its new pace.
        pace: Pace,
    },
    /// Changes the target of a phase.
    Target {
        /// The phase's name.
        phase: String,
        /// Its new target.
        target: Target,
    },
    /// Replaces the residuals with exactly this scope, or adds one.
    Residual(Residual),
    /// Replaces the cap with this name, or adds one.
    Cap(Cap),
    /// Replaces the hold with this name, or adds one.
    Hold(Hold),
    /// Scales strengths to a percentage, rounded down.
    Strength {
        /// The contingents that are scaled; everyone by default.
        #[serde(default)]
        scope: Scope,
        /// The percentage of their strength, which may exceed 100.
        percent: Percent,
    },
    /// Removes a phase.
    Cancel {
        /// The phase's name.
        phase: String,
    },
    /// Adds a phase after all others.
    Add {
        /// The new phase.
        phase: Phase,
    },
}

/// A move of days by whole calendar months after they are resolved; earlier if negative.
///
/// ```
/// use drawdown::Shift;
///
/// let slipped = Shift::Phase { phase: "the remainder".into(), months: 6, cascade: false };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged, try_from = "ShiftTable")]
pub enum Shift {
    /// Moves an event's date; an event without a date stays without one.
    Event {
        /// The event's id.
        event: String,
        /// The number of months.
        months: i32,
    },
    /// Moves a phase's deadline, and its `starts` if given.
    Phase {
        /// The phase's name.
        phase: String,
        /// The number of months.
        months: i32,
        /// Whether the given days of every later-listed phase move too.
        #[serde(skip_serializing_if = "is_default")]
        cascade: bool,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftTable {
    phase: Option<String>,
    event: Option<String>,
    #[serde(deserialize_with = "whole_months")]
    months: i32,
    cascade: Option<bool>,
}

fn whole_months<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    whole_number(deserializer, "a whole number of months")
}

impl TryFrom<ShiftTable> for Shift {
    type Error = &'static str;

    fn try_from(table: ShiftTable) -> Result<Self, Self::Error> {
        let ShiftTable { phase, event, months, cascade } = table;
        let cascade = cascade.unwrap_or(false);
        match (phase, event) {
            (Some(phase), None) => Ok(Self::Phase { phase, months, cascade }),
            (None, Some(_)) if cascade => Err("only the shift of a phase can cascade"),
            (None, Some(event)) => Ok(Self::Event { event, months }),
            _ => Err("a shift needs exactly one of phase and event"),
        }
    }
}

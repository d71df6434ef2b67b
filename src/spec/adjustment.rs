//! Variants of a plan, as lists of adjustments (rules#adjustments, rules#shift).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::spec::constraint::{Cap, Hold, Residual};
use crate::spec::date_rule::When;
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
    /// The name of the plan itself beside its variants; no variant may have it.
    ///
    /// ```
    /// use drawdown::{Comparison, Variant};
    ///
    /// # let plan = drawdown::example::iraq_2024()?;
    /// let comparison = Comparison::new(&plan, &plan.spec().variants)?;
    /// assert_eq!(comparison.results()[0].name, Variant::AS_PLANNED);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const AS_PLANNED: &str = "as planned";

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
/// let without = Adjustment::Cancel(drawdown::spec::Cancel::Phase("first year".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
#[expect(
    clippy::large_enum_variant,
    reason = "a variant has few adjustments, and literals stay plain"
)]
pub enum Adjustment {
    /// Moves an event or a phase earlier or later.
    Shift(Shift),
    /// Sets the date of an event, whether it had one or not.
    Date {
        /// The event's id.
        event: String,
        /// Its new date.
        date: When,
    },
    /// Sets the deadline of a phase, whether it had one or not.
    Deadline {
        /// The phase's name.
        phase: String,
        /// Its new deadline.
        deadline: When,
    },
    /// Sets the day from which on a phase is replaced, whether it had one or not.
    Until {
        /// The phase's name.
        phase: String,
        /// That day.
        until: When,
    },
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
    /// Removes an entry.
    Cancel(Cancel),
    /// Adds a phase before another one, or after all of them.
    Add {
        /// The new phase.
        phase: Phase,
        /// The phase before which it is listed; last by default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
    },
}

/// The entry that an adjustment removes, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cancel {
    /// A phase.
    Phase(String),
    /// A hold.
    Hold(String),
    /// A cap.
    Cap(String),
    /// A hazard.
    Hazard(String),
    /// A cost.
    Cost(String),
}

impl Cancel {
    /// The list, in the words of the plan file, and the name of the entry.
    pub(crate) fn entry(&self) -> (&'static str, &str) {
        match self {
            Self::Phase(name) => ("phase", name),
            Self::Hold(name) => ("hold", name),
            Self::Cap(name) => ("cap", name),
            Self::Hazard(name) => ("hazard", name),
            Self::Cost(name) => ("cost", name),
        }
    }
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
    /// Moves the `from` and the `through` of a hold, where given.
    Hold {
        /// The hold's name.
        hold: String,
        /// The number of months.
        months: i32,
    },
    /// Moves the `from` and the `through` of a cap, where given.
    Cap {
        /// The cap's name.
        cap: String,
        /// The number of months.
        months: i32,
    },
    /// Moves a phase's deadline, and its `starts` and `until` if given.
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

impl Shift {
    /// The list, in the words of the plan file, and the name of the entry.
    pub(crate) fn entry(&self) -> (&'static str, &str) {
        match self {
            Self::Event { event, .. } => ("event", event),
            Self::Hold { hold, .. } => ("hold", hold),
            Self::Cap { cap, .. } => ("cap", cap),
            Self::Phase { phase, .. } => ("phase", phase),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftTable {
    phase: Option<String>,
    event: Option<String>,
    hold: Option<String>,
    cap: Option<String>,
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
        let ShiftTable { phase, event, hold, cap, months, cascade } = table;
        let is_phase = phase.is_some();
        let shift = match (phase, event, hold, cap) {
            (Some(phase), None, None, None) => {
                Self::Phase { phase, months, cascade: cascade.unwrap_or(false) }
            }
            (None, Some(event), None, None) => Self::Event { event, months },
            (None, None, Some(hold), None) => Self::Hold { hold, months },
            (None, None, None, Some(cap)) => Self::Cap { cap, months },
            _ => return Err("a shift needs exactly one of phase, event, hold and cap"),
        };
        if cascade == Some(true) && !is_phase {
            return Err("only the shift of a phase can cascade");
        }
        Ok(shift)
    }
}

impl Shift {
    /// By how many months it moves days.
    #[must_use]
    pub const fn months(&self) -> i32 {
        match self {
            Self::Event { months, .. }
            | Self::Hold { months, .. }
            | Self::Cap { months, .. }
            | Self::Phase { months, .. } => *months,
        }
    }
}

//! Variants: a plan otherwise, as data (DESIGN section 6).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::spec::constraint::{Cap, Hold, Residual};
use crate::spec::force::Scope;
use crate::spec::phase::{Pace, Phase, Target};
use crate::values::percent::Percent;

/// A named list of adjustments to a plan, applied in order to a copy.
///
/// ```
/// use drawdown::{Adjustment, Shift, Variant};
///
/// let late = Variant {
///     name: "announced six months late".into(),
///     adjust: vec![Adjustment::Shift(Shift::Event { event: "announcement".into(), months: 6 })],
///     source: None,
/// };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Unique among the plan's variants; `as planned` is taken.
    pub name: String,
    /// What is different, in order.
    pub adjust: Vec<Adjustment>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Variant {
    /// A variant without a source.
    ///
    /// ```
    /// use drawdown::{Adjustment, Cap, Troops, Variant};
    ///
    /// let cap = Adjustment::Cap(Cap::new("airlift", Troops(200)));
    /// assert_eq!(Variant::new("slower", vec![cap]).source, None);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, adjust: Vec<Adjustment>) -> Self {
        Self { name: name.into(), adjust, source: None }
    }

    /// One adjustment over a range of values: a variant for each, named by the label and the value.
    ///
    /// ```
    /// use drawdown::{Adjustment, Shift, Variant};
    ///
    /// let delays = Variant::sweep("announced late by months:", 0..=12, |months| {
    ///     Adjustment::Shift(Shift::Event { event: "announcement".into(), months })
    /// });
    /// assert_eq!(delays.len(), 13);
    /// assert_eq!(delays[6].name, "announced late by months: 6");
    /// ```
    pub fn sweep<T: fmt::Display>(
        label: &str,
        values: impl IntoIterator<Item = T>,
        adjustment: impl Fn(T) -> Adjustment,
    ) -> Vec<Self> {
        let variant = |value: T| Self {
            name: format!("{label} {value}"),
            adjust: vec![adjustment(value)],
            source: None,
        };
        values.into_iter().map(variant).collect()
    }
}

/// One thing that is different.
///
/// ```
/// use drawdown::{Adjustment, Cap, Troops};
///
/// let slower = Adjustment::Cap(Cap::new("airlift", Troops(200)));
/// let without = Adjustment::Cancel { phase: "first year".into() };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Adjustment {
    /// Earlier or later.
    Shift(Shift),
    /// Another pace for a phase.
    Pace {
        /// The phase's name.
        phase: String,
        /// Its new pace.
        pace: Pace,
    },
    /// Another target for a phase.
    Target {
        /// The phase's name.
        phase: String,
        /// Its new target.
        target: Target,
    },
    /// Replaces the residuals of exactly that scope, or adds one.
    Residual(Residual),
    /// Replaces the cap of that name, or adds one.
    Cap(Cap),
    /// Replaces the hold of that name, or adds one.
    Hold(Hold),
    /// Scales strengths, rounding down.
    Strength {
        /// Whose strength.
        #[serde(default)]
        scope: Scope,
        /// To how much of it.
        percent: Percent,
    },
    /// Takes a phase out.
    Cancel {
        /// The phase's name.
        phase: String,
    },
    /// Adds a phase, listed last.
    Add {
        /// The new phase.
        phase: Phase,
    },
}

/// A day moved by whole months, earlier where negative, after it is resolved.
///
/// ```
/// use drawdown::Shift;
///
/// let slipped = Shift::Phase { phase: "the remainder".into(), months: 6, cascade: false };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ShiftTable", into = "ShiftTable")]
pub enum Shift {
    /// An event's date; an undated one stays so.
    Event {
        /// The event's id.
        event: String,
        /// By so many months.
        months: i32,
    },
    /// A phase's `starts`, where given, and its deadline.
    Phase {
        /// The phase's name.
        phase: String,
        /// By so many months.
        months: i32,
        /// Whether the calendar days of every later-listed phase move too.
        cascade: bool,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftTable {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phase: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(deserialize_with = "whole_months")]
    months: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cascade: Option<bool>,
}

/// Reads a whole number of months, which may be negative.
fn whole_months<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    struct WholeMonths;

    impl de::Visitor<'_> for WholeMonths {
        type Value = i32;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number of months")
        }

        fn visit_i64<E: de::Error>(self, months: i64) -> Result<i32, E> {
            let error = || E::invalid_value(de::Unexpected::Signed(months), &self);
            i32::try_from(months).map_err(|_| error())
        }

        fn visit_u64<E: de::Error>(self, months: u64) -> Result<i32, E> {
            let error = || E::invalid_value(de::Unexpected::Unsigned(months), &self);
            i32::try_from(months).map_err(|_| error())
        }
    }

    deserializer.deserialize_i32(WholeMonths)
}

impl TryFrom<ShiftTable> for Shift {
    type Error = &'static str;

    fn try_from(table: ShiftTable) -> Result<Self, Self::Error> {
        let ShiftTable { phase, event, months, cascade } = table;
        match (phase, event, cascade) {
            (Some(phase), None, cascade) => {
                Ok(Self::Phase { phase, months, cascade: cascade.unwrap_or(false) })
            }
            (None, Some(event), None | Some(false)) => Ok(Self::Event { event, months }),
            (None, Some(_), Some(true)) => Err("cascade is for phases only"),
            _ => Err("a shift names exactly one of phase and event"),
        }
    }
}

impl From<Shift> for ShiftTable {
    fn from(shift: Shift) -> Self {
        match shift {
            Shift::Event { event, months } => {
                Self { phase: None, event: Some(event), months, cascade: None }
            }
            Shift::Phase { phase, months, cascade } => {
                let cascade = cascade.then_some(true);
                Self { phase: Some(phase), event: None, months, cascade }
            }
        }
    }
}

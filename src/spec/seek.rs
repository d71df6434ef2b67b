//! Seeks: variants whose last number is open, and what must hold (rules#seeks).

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::spec::adjustment::Adjustment;
use crate::spec::is_default;
use crate::spec::open_adjustment;
use crate::spec::scope::Scope;
use crate::spec::seek_value::SeekValue;
use crate::values::percent::Percent;
use crate::values::scalar::{Scalar, integer, whole_number};
use crate::values::year_month::YearMonth;

/// A seek as written: a variant whose last number is open, and the conditions under which a value of it holds
/// ([rule](crate::rules#seeks)). [`Plan::seek`](crate::Plan::seek) and [`Seek::new`](crate::seek::Seek::new) ask it.
///
/// ```
/// use drawdown::seek::Seek;
/// use drawdown::spec::{Find, SeekSpec};
/// use drawdown::{Adjustment, Cap, Troops};
///
/// # let plan = drawdown::example::iraq_2024()?;
/// // The least airlift, from 100 a month to 400, with which every deadline is met.
/// let airlift = Adjustment::Cap(Cap::new("airlift", Troops(100)));
/// let seek = Seek::new(&plan, SeekSpec::new("least airlift", Find::Least, vec![airlift], 400))?;
/// assert_eq!(seek.run()[0].answer, Some(117.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeekSpec {
    /// Its name, unique among the plan's seeks.
    pub name: String,
    /// Which of the values is the answer.
    pub find: Find,
    /// The adjustments, as in a variant. The number of the last one is open; what is written is its first value.
    #[serde(serialize_with = "open_adjustment::serialize")]
    pub adjust: Vec<Adjustment>,
    /// The last value.
    pub to: SeekValue,
    /// How far the values are apart, at least 1.
    #[serde(default = "one", deserialize_with = "step", skip_serializing_if = "is_one")]
    pub step: u32,
    /// What must hold, all of it; by default every deadline is met.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Vec::is_empty")]
    pub so_that: Vec<Condition>,
    /// The share of draws in which it must hold; by default it must hold at best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<Percent>,
    /// Another open number, for each value of which there is an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_each: Option<ForEach>,
    /// The id of one of the plan's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SeekSpec {
    /// A seek of the values up to `to`, one by one, with which every deadline is met at best.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        find: Find,
        adjust: Vec<Adjustment>,
        to: impl Into<SeekValue>,
    ) -> Self {
        Self {
            name: name.into(),
            find,
            adjust,
            to: to.into(),
            step: 1,
            so_that: Vec::new(),
            chance: None,
            for_each: None,
            source: None,
        }
    }
}

/// Which value a seek finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Find {
    /// The first value at which it holds.
    Least,
    /// The last value at which it holds.
    Most,
}

impl fmt::Display for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Least => "least",
            Self::Most => "most",
        })
    }
}

/// The values of another open number, for each of which a seek has an answer.
///
/// ```
/// use drawdown::spec::ForEach;
/// use drawdown::{Adjustment, Cap, Troops};
///
/// // 100, 150, 200, up to 400 troops a month.
/// let airlift = vec![Adjustment::Cap(Cap::new("airlift", Troops(100)))];
/// let each = ForEach { step: 50, ..ForEach::new(airlift, 400) };
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForEach {
    /// The adjustments, applied before those of the seek. The number of the last one is open.
    #[serde(serialize_with = "open_adjustment::serialize")]
    pub adjust: Vec<Adjustment>,
    /// The last value.
    pub to: SeekValue,
    /// How far the values are apart, at least 1.
    #[serde(default = "one", deserialize_with = "step", skip_serializing_if = "is_one")]
    pub step: u32,
}

impl ForEach {
    /// The values up to `to`, one by one.
    #[must_use]
    pub fn new(adjust: Vec<Adjustment>, to: impl Into<SeekValue>) -> Self {
        Self { adjust, to: to.into(), step: 1 }
    }
}

/// What must hold at a value of a seek ([rule](crate::rules#seek-conditions)).
///
/// ```
/// use drawdown::spec::Condition;
///
/// let in_time = Condition::Met("the remainder".into());
/// let all_home = Condition::DoneBy("2026-12".parse()?);
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Condition {
    /// The deadline of this phase is met.
    Met(String),
    /// The deadline of this phase is met, with no month busier than planned.
    AtPlannedPace(String),
    /// The plan is complete in this month or earlier.
    DoneBy(YearMonth),
    /// The strength of a scope stays within a bound.
    Strength(StrengthBound),
    /// The troop-months of a scope stay at or below a limit.
    TroopMonths {
        /// The contingents that are summed; everyone by default.
        #[serde(default, skip_serializing_if = "is_default")]
        scope: Scope,
        /// The first month; by default the one after `as_of`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<YearMonth>,
        /// The last month; by default the last projected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        through: Option<YearMonth>,
        /// The most that they may come to.
        #[serde(deserialize_with = "count")]
        at_most: u64,
    },
    /// The troops of a scope who leave their host in a month stay at or below a limit, in every month.
    Outflow {
        /// The contingents that they leave; everyone by default.
        #[serde(default, skip_serializing_if = "is_default")]
        scope: Scope,
        /// The most troops in a month.
        #[serde(deserialize_with = "count")]
        at_most: u64,
    },
    /// The plan costs at most so much in a currency.
    Cost {
        /// The currency of at least one cost line.
        currency: String,
        /// The most, in whole units of the currency.
        #[serde(deserialize_with = "count")]
        at_most: u64,
    },
}

/// A bound on the strength of a scope, in one month or in all months.
///
/// ```
/// use drawdown::spec::{Bound, Condition, StrengthBound};
///
/// let half_stay = Condition::Strength(StrengthBound::new(Bound::AtLeast(1_250)));
/// let few_by_summer = Condition::Strength(StrengthBound {
///     month: Some("2026-06".parse()?),
///     ..StrengthBound::new(Bound::AtMost(500))
/// });
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "StrengthTable", into = "StrengthTable")]
pub struct StrengthBound {
    /// The contingents that are summed.
    pub scope: Scope,
    /// The month; all months after `as_of` where there is none. The key `in` in files.
    pub month: Option<YearMonth>,
    /// How many there may be.
    pub bound: Bound,
}

impl StrengthBound {
    /// A bound on everyone, in all months after `as_of`.
    #[must_use]
    pub const fn new(bound: Bound) -> Self {
        Self { scope: Scope::EVERYONE, month: None, bound }
    }
}

/// A bound on a number of troops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// No more than these.
    AtMost(u64),
    /// No fewer than these.
    AtLeast(u64),
}

/// How a bound on a strength is written.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct StrengthTable {
    /// The contingents that are summed; everyone by default.
    #[serde(default, skip_serializing_if = "is_default")]
    scope: Scope,
    /// The month; all months after `as_of` by default.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    month: Option<YearMonth>,
    /// The most troops; give this or `at_least`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<u64>"))]
    at_most: Option<Count>,
    /// The fewest troops; give this or `at_most`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<u64>"))]
    at_least: Option<Count>,
}

/// How a whole number that may be left out is written.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
struct Count(#[serde(deserialize_with = "count")] u64);

crate::values::scalar::schema_of_twin!(StrengthBound, StrengthTable, "StrengthBound");

impl TryFrom<StrengthTable> for StrengthBound {
    type Error = &'static str;

    fn try_from(table: StrengthTable) -> Result<Self, Self::Error> {
        let StrengthTable { scope, month, at_most, at_least } = table;
        let bound = match (at_most, at_least) {
            (Some(Count(most)), None) => Bound::AtMost(most),
            (None, Some(Count(least))) => Bound::AtLeast(least),
            _ => return Err("exactly one of at_most and at_least must be given"),
        };
        Ok(Self { scope, month, bound })
    }
}

impl From<StrengthBound> for StrengthTable {
    fn from(bound: StrengthBound) -> Self {
        let StrengthBound { scope, month, bound } = bound;
        let (at_most, at_least) = match bound {
            Bound::AtMost(most) => (Some(Count(most)), None),
            Bound::AtLeast(least) => (None, Some(Count(least))),
        };
        Self { scope, month, at_most, at_least }
    }
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_one(step: &u32) -> bool {
    *step == 1
}

fn step<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    whole_number(deserializer, "a whole number of at least 1")
}

fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let expecting = "a whole number, 0 or more";
    deserializer.deserialize_u64(Scalar { expecting, read: |found| integer(found).map(Ok) })
}

/// A list that is not empty: without the key every deadline must be met, so an empty one would mean the opposite of what it
/// looks like.
fn some<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Condition>, D::Error> {
    let conditions = Vec::deserialize(deserializer)?;
    if conditions.is_empty() {
        return Err(D::Error::custom(
            "give a condition, or leave it out, and every deadline must be met",
        ));
    }
    Ok(conditions)
}

//! Days that are given, and days that are counted from something (rules#counted-days).

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::estimate_format::{EstimateParts, many, one};
use crate::values::year_month::YearMonth;

/// When something is: on a given day, which may be an estimate, or counted from an event or a phase.
///
/// ```
/// use drawdown::spec::Offset;
/// use drawdown::{Day, Estimate, When};
///
/// let given: When = "2021-05-01".parse()?;
/// let counted = When::after("signed", Offset::Days(135.into()));
/// assert_eq!(counted.to_string(), "135 days after signed");
/// assert_eq!("135 days after signed".parse(), Ok(counted));
/// let spring = When::On(Estimate::<Day>::between("2021-03".parse()?, "2021-05".parse()?)?);
/// let counted_back = When::before("election", Offset::Days(60.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum When {
    /// On a given day.
    On(Estimate<Day>),
    /// Counted from an event or a phase.
    CountedFrom(CountedFrom),
}

/// A day counted from an event (its date) or an earlier-listed phase (its deadline).
///
/// [`When::after`] and [`When::before`] write one; this is the part that they hold.
///
/// ```
/// use drawdown::When;
/// use drawdown::spec::{CountedFrom, Direction, Offset};
///
/// let signed = CountedFrom::new("signed", Direction::After, Offset::Days(135.into()));
/// assert_eq!(When::CountedFrom(signed.clone()), When::after("signed", signed.offset));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CountedFrom {
    /// The id of an event or the name of a phase.
    pub anchor: String,
    /// Whether the day comes after or before it.
    pub direction: Direction,
    /// How long after or before.
    pub offset: Offset,
}

/// Whether a day is counted forwards or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The day comes after what it is counted from.
    After,
    /// The day comes before what it is counted from.
    Before,
}

/// A length of time in days or in calendar months.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Offset {
    /// A number of days.
    Days(Estimate<u32>),
    /// A number of calendar months, clamped to the month's end.
    Months(Estimate<u32>),
}

impl When {
    /// A day counted from an event or a phase.
    #[must_use]
    pub fn after(anchor: impl Into<String>, offset: Offset) -> Self {
        Self::CountedFrom(CountedFrom::new(anchor, Direction::After, offset))
    }

    /// A day counted back from an event or a phase.
    #[must_use]
    pub fn before(anchor: impl Into<String>, offset: Offset) -> Self {
        Self::CountedFrom(CountedFrom::new(anchor, Direction::Before, offset))
    }
}

impl CountedFrom {
    /// A day so long after or before an event or a phase.
    #[must_use]
    pub fn new(anchor: impl Into<String>, direction: Direction, offset: Offset) -> Self {
        Self { anchor: anchor.into(), direction, offset }
    }
}

impl Direction {
    /// The key in files: `after` or `before`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
        }
    }
}

impl From<Day> for When {
    fn from(day: Day) -> Self {
        Self::On(day.into())
    }
}

/// A month where a day is expected, as in files.
impl From<YearMonth> for When {
    fn from(month: YearMonth) -> Self {
        Day::from(month).into()
    }
}

impl Serialize for CountedFrom {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (days, months) = match &self.offset {
            Offset::Days(days) => (Some(days.clone()), None),
            Offset::Months(months) => (None, Some(months.clone())),
        };
        let anchor = Some(self.anchor.clone());
        let (after, before) = match self.direction {
            Direction::After => (anchor, None),
            Direction::Before => (None, anchor),
        };
        CountedTable { after, before, days, months }.serialize(serializer)
    }
}

/// `{ after, days }`, `{ after, months }`, `{ before, days }` or `{ before, months }`.
#[derive(Serialize)]
struct CountedTable {
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Estimate<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<Estimate<u32>>,
}

/// The keys of a [`CountedTable`] and of an estimate, told apart once all of them are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhenTable {
    after: Option<String>,
    before: Option<String>,
    days: Option<Estimate<u32>>,
    months: Option<Estimate<u32>>,
    #[serde(default, deserialize_with = "one")]
    low: Option<Day>,
    #[serde(default, deserialize_with = "one")]
    best: Option<Day>,
    #[serde(default, deserialize_with = "one")]
    high: Option<Day>,
    #[serde(default, deserialize_with = "many")]
    values: Option<Vec<Day>>,
    words: Option<String>,
}

impl WhenTable {
    fn into_when<E: de::Error>(self) -> Result<When, E> {
        let Self { after, before, days, months, low, best, high, values, words } = self;
        let is_counted = after.is_some() || before.is_some() || days.is_some() || months.is_some();
        let is_estimate = low.is_some() || best.is_some() || high.is_some();
        let is_estimate = is_estimate || values.is_some() || words.is_some();
        if !is_counted {
            let parts = EstimateParts { low, best, high, values, words };
            return parts.estimate().map(When::On).map_err(E::custom);
        }
        if is_estimate {
            return Err(E::custom("give either the day or what it is counted from, not both"));
        }
        let (anchor, direction) = match (after, before) {
            (Some(after), None) => (after, Direction::After),
            (None, Some(before)) => (before, Direction::Before),
            (None, None) => return Err(E::missing_field("after")),
            (Some(_), Some(_)) => {
                return Err(E::custom("exactly one of after and before must be given"));
            }
        };
        let offset = match (days, months) {
            (Some(days), None) => Offset::Days(days),
            (None, Some(months)) => Offset::Months(months),
            _ => return Err(E::custom("exactly one of days and months must be given")),
        };
        Ok(When::CountedFrom(CountedFrom::new(anchor, direction, offset)))
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<T: Deserializer<'de>>(deserializer: T) -> Result<Self, T::Error> {
        deserializer.deserialize_any(WhenVisitor)
    }
}

struct WhenVisitor;

impl<'de> Visitor<'de> for WhenVisitor {
    type Value = When;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day, \"YYYY-MM-DD\" or \"YYYY-MM\", or { after = \"...\", days = ... }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
        // A counted day is written as a table.
        text.parse::<Day>().map(When::from).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<When, A::Error> {
        WhenTable::deserialize(MapAccessDeserializer::new(map))?.into_when()
    }
}

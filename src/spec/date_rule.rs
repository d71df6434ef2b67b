//! Days that are given, and days that are counted from something (rules#counted-days).

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::values::day::Day;
use crate::values::estimate::Estimate;

/// When something is: on a given day, or counted from an event or a phase.
///
/// Deadlines, starts and windows are `When<Day>`; the date of an [`Event`](crate::Event) is
/// `When<Estimate<Day>>`.
///
/// ```
/// use drawdown::spec::Offset;
/// use drawdown::When;
///
/// let given: When = "2021-05-01".parse()?;
/// let counted: When = When::after("signed", Offset::Days(135.into()));
/// assert_eq!(counted.to_string(), "135 days after signed");
/// assert_eq!("135 days after signed".parse(), Ok(counted));
/// # Ok::<(), drawdown::error::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum When<D = Day> {
    /// On a given day.
    On(D),
    /// Counted from an event or a phase.
    CountedFrom(CountedFrom),
}

/// A day counted from an event (its date) or an earlier-listed phase (its deadline).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "CountedTable")]
pub struct CountedFrom {
    /// The id of an event or the name of a phase.
    #[serde(rename = "after")]
    pub anchor: String,
    /// How long after.
    #[serde(flatten)]
    pub offset: Offset,
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

impl<D> When<D> {
    /// A day counted from an event or a phase.
    #[must_use]
    pub fn after(anchor: impl Into<String>, offset: Offset) -> Self {
        Self::CountedFrom(CountedFrom { anchor: anchor.into(), offset })
    }
}

impl<D: From<Day>> From<Day> for When<D> {
    fn from(day: Day) -> Self {
        Self::On(day.into())
    }
}

/// `{ after, days }` or `{ after, months }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountedTable {
    after: String,
    days: Option<Estimate<u32>>,
    months: Option<Estimate<u32>>,
}

impl TryFrom<CountedTable> for CountedFrom {
    type Error = &'static str;

    fn try_from(table: CountedTable) -> Result<Self, Self::Error> {
        let offset = match (table.days, table.months) {
            (Some(days), None) => Offset::Days(days),
            (None, Some(months)) => Offset::Months(months),
            _ => return Err("exactly one of days and months must be given"),
        };
        Ok(Self { anchor: table.after, offset })
    }
}

/// The keys of a [`CountedTable`] and of an estimate, told apart once all of them are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventTable {
    after: Option<String>,
    days: Option<Estimate<u32>>,
    months: Option<Estimate<u32>>,
    low: Option<Day>,
    best: Option<Day>,
    high: Option<Day>,
    words: Option<String>,
}

/// What a [`When`] of this day can be as a table.
trait FromTable: From<Day> {
    fn from_table<'de, T: Deserializer<'de>>(table: T) -> Result<When<Self>, T::Error>;
}

impl FromTable for Day {
    fn from_table<'de, T: Deserializer<'de>>(table: T) -> Result<When, T::Error> {
        CountedFrom::deserialize(table).map(When::CountedFrom)
    }
}

impl FromTable for Estimate<Day> {
    fn from_table<'de, T: Deserializer<'de>>(table: T) -> Result<When<Self>, T::Error> {
        use de::Error;

        let EventTable { after, days, months, low, best, high, words } =
            EventTable::deserialize(table)?;
        let is_estimate = low.is_some() || best.is_some() || high.is_some() || words.is_some();
        match after {
            Some(after) if !is_estimate => {
                CountedFrom::try_from(CountedTable { after, days, months })
                    .map(When::CountedFrom)
                    .map_err(T::Error::custom)
            }
            None if days.is_none() && months.is_none() => {
                Self::of_parts(low, best, high, words).map(When::On).map_err(T::Error::custom)
            }
            None if !is_estimate => Err(T::Error::missing_field("after")),
            _ => Err(T::Error::custom("give either the day or what it is counted from, not both")),
        }
    }
}

impl<'de, D: FromTable> Deserialize<'de> for When<D> {
    fn deserialize<T: Deserializer<'de>>(deserializer: T) -> Result<Self, T::Error> {
        deserializer.deserialize_any(WhenVisitor(PhantomData))
    }
}

struct WhenVisitor<D>(PhantomData<D>);

impl<'de, D: FromTable> Visitor<'de> for WhenVisitor<D> {
    type Value = When<D>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day, \"YYYY-MM-DD\" or \"YYYY-MM\", or { after = \"...\", days = ... }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<When<D>, E> {
        // A counted day is written as a table.
        text.parse::<Day>().map(When::from).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<When<D>, A::Error> {
        D::from_table(MapAccessDeserializer::new(map))
    }
}

//! Days that are given, and days that count from something.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::year_month::ParseDateError;

/// When something is: on a day of the calendar, or counted from an event or a phase.
///
/// Deadlines, starts and windows are `When<Day>`; the date of an [`Event`] is
/// `When<Estimate<Day>>`.
///
/// ```
/// use drawdown::{Offset, When};
///
/// let doha: When = When::after("signed", Offset::Days(135.into()));
/// let calendar: When = "2021-05-01".parse()?;
/// # Ok::<(), drawdown::ParseDateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When<D = Day> {
    /// On a day.
    On(D),
    /// Counted from something.
    CountedFrom(CountedFrom),
}

/// A day counted from an event (its date) or an earlier-listed phase (its deadline).
///
/// ```
/// use drawdown::{CountedFrom, Offset};
///
/// let sixty_days_on = CountedFrom { anchor: "election".into(), offset: Offset::Days(60.into()) };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedFrom {
    /// The id of an event or the name of a phase.
    pub anchor: String,
    /// How long after.
    pub offset: Offset,
}

/// A length of time: exactly one of days and calendar months.
///
/// ```
/// use drawdown::Offset;
///
/// assert_ne!(Offset::Days(30.into()), Offset::Months(1.into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offset {
    /// Days.
    Days(Estimate<u32>),
    /// Calendar months, clamped to the month's end.
    Months(Estimate<u32>),
}

impl<D> When<D> {
    /// Counted from something.
    ///
    /// ```
    /// use drawdown::{Offset, When};
    ///
    /// let due: When = When::after("signed", Offset::Months(14.into()));
    /// ```
    #[must_use]
    pub fn after(what: impl Into<String>, offset: Offset) -> Self {
        Self::CountedFrom(CountedFrom { anchor: what.into(), offset })
    }
}

impl std::str::FromStr for When {
    type Err = ParseDateError;

    /// A day of the calendar.
    ///
    /// # Errors
    ///
    /// As [`Day`] has them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::On)
    }
}

/// A day as an event's date, without a range.
impl std::str::FromStr for When<Estimate<Day>> {
    type Err = ParseDateError;

    /// A day of the calendar.
    ///
    /// # Errors
    ///
    /// As [`Day`] has them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Day>().map(|day| Self::On(day.into()))
    }
}

impl<D: Serialize> Serialize for When<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::On(day) => day.serialize(serializer),
            Self::CountedFrom(CountedFrom { anchor, offset }) => {
                let (days, months) = match offset {
                    Offset::Days(days) => (Some(days), None),
                    Offset::Months(months) => (None, Some(months)),
                };
                AfterOut { after: anchor, days, months }.serialize(serializer)
            }
        }
    }
}

#[derive(Serialize)]
struct AfterOut<'a> {
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<&'a Estimate<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<&'a Estimate<u32>>,
}

/// `{ after, days | months }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterTable {
    after: String,
    days: Option<Estimate<u32>>,
    months: Option<Estimate<u32>>,
}

/// The same, or the three points of an estimate: told apart once all of it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterOrEstimate {
    after: Option<String>,
    days: Option<Estimate<u32>>,
    months: Option<Estimate<u32>>,
    low: Option<Day>,
    best: Option<Day>,
    high: Option<Day>,
    words: Option<String>,
}

impl AfterTable {
    fn read<E: de::Error>(self) -> Result<CountedFrom, E> {
        let offset = match (self.days, self.months) {
            (Some(days), None) => Offset::Days(days),
            (None, Some(months)) => Offset::Months(months),
            _ => return Err(E::custom("exactly one of days and months must be given")),
        };
        Ok(CountedFrom { anchor: self.after, offset })
    }
}

impl AfterOrEstimate {
    fn read<E: de::Error>(self) -> Result<When<Estimate<Day>>, E> {
        let Self { after, days, months, low, best, high, words } = self;
        let estimated = low.is_some() || best.is_some() || high.is_some() || words.is_some();
        match after {
            Some(after) if !estimated => {
                AfterTable { after, days, months }.read().map(When::CountedFrom)
            }
            None if days.is_none() && months.is_none() => {
                Estimate::of_parts(low, best, high, words).map(When::On).map_err(E::custom)
            }
            None if !estimated => Err(E::missing_field("after")),
            _ => Err(E::custom("give the day, or what it counts from, not both")),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DayVisitor;

        impl<'de> de::Visitor<'de> for DayVisitor {
            type Value = When;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTING)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
                text.parse().map(When::On).map_err(E::custom)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<When, A::Error> {
                AfterTable::deserialize(MapAccessDeserializer::new(map))?
                    .read()
                    .map(When::CountedFrom)
            }
        }

        deserializer.deserialize_any(DayVisitor)
    }
}

impl<'de> Deserialize<'de> for When<Estimate<Day>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EstimateVisitor;

        impl<'de> de::Visitor<'de> for EstimateVisitor {
            type Value = When<Estimate<Day>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTING)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                text.parse::<Day>().map(|day| When::On(day.into())).map_err(E::custom)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                AfterOrEstimate::deserialize(MapAccessDeserializer::new(map))?.read()
            }
        }

        deserializer.deserialize_any(EstimateVisitor)
    }
}

const EXPECTING: &str = "a day, \"YYYY-MM-DD\" or \"YYYY-MM\", or { after = \"...\", days = ... }";

/// Something outside the plan's control that it waits for or counts from: a signing, an approval,
/// an election.
///
/// ```
/// use drawdown::{Day, Estimate, Event, When};
///
/// let announced = Estimate::<Day>::new("2024-09".parse()?, "2024-09".parse()?, "2025-03".parse()?)?;
/// let announcement = Event { date: Some(When::On(announced)), ..Event::new("announcement") };
/// let election = Event { date: Some("2025-11-11".parse()?), ..Event::new("election") };
/// let never = Event::new("approval by parliament"); // without a date it does not happen
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Unique among the plan's events and phases.
    pub id: String,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it happens; without a date it has not happened and will not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<When<Estimate<Day>>>,
    /// The id of a [`Source`](crate::Source).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Event {
    /// An event without a date.
    ///
    /// ```
    /// assert_eq!(drawdown::Event::new("election").date, None);
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), name: None, date: None, source: None }
    }
}

//! How estimates are written and read: as text, and as a plain value or a table in files.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, IntoDeserializer, MapAccess};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::estimate::{Estimate, EstimateError};
use crate::values::quantity::Quantity;
use crate::values::text::excerpt;

/// `500`, `200 to 900, best 500`, or `one of 0, 1, 8, best 1`; without the words of the source.
impl<T: Quantity> fmt::Display for Estimate<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [first, others @ ..] = self.values() {
            write!(f, "one of {first}")?;
            for value in others {
                write!(f, ", {value}")?;
            }
            return write!(f, ", best {}", self.best());
        }
        if self.low() == self.high() {
            return self.best().fmt(f);
        }
        write!(f, "{} to {}, best {}", self.low(), self.high(), self.best())
    }
}

impl<T: Quantity + FromStr> FromStr for Estimate<T> {
    type Err = EstimateError;

    /// Reads what `Display` writes; without best, as [`between`](Self::between).
    ///
    /// # Errors
    ///
    /// [`EstimateError::Malformed`] for what is none, and as for [`new`](Self::new) and [`between`](Self::between).
    fn from_str(text: &str) -> Result<Self, EstimateError> {
        let value = |part: &str| {
            part.parse::<T>().map_err(|_| EstimateError::Malformed { value: excerpt(text) })
        };
        if let Some((values, best)) =
            text.strip_prefix("one of ").and_then(|list| list.split_once(", best "))
        {
            let values: Vec<T> = values.split(", ").map(value).collect::<Result<_, _>>()?;
            let parts = EstimateParts {
                values: Some(values),
                best: Some(value(best)?),
                low: None,
                high: None,
                words: None,
            };
            return parts.estimate();
        }
        match text.split_once(" to ") {
            None => value(text).map(Self::exactly),
            Some((low, high)) => match high.split_once(", best ") {
                None => Self::between(value(low)?, value(high)?),
                Some((high, best)) => Self::new(value(low)?, value(best)?, value(high)?),
            },
        }
    }
}

/// How an uncertain estimate is written: some of these keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Quantity"))]
pub(crate) struct EstimateParts<T> {
    #[serde(default = "none", deserialize_with = "one", skip_serializing_if = "Option::is_none")]
    pub(crate) low: Option<T>,
    #[serde(default = "none", deserialize_with = "one", skip_serializing_if = "Option::is_none")]
    pub(crate) best: Option<T>,
    #[serde(default = "none", deserialize_with = "one", skip_serializing_if = "Option::is_none")]
    pub(crate) high: Option<T>,
    #[serde(default = "none", deserialize_with = "many", skip_serializing_if = "Option::is_none")]
    pub(crate) values: Option<Vec<T>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) words: Option<String>,
}

impl<T: Quantity> EstimateParts<T> {
    /// The estimate that the table stands for.
    pub(crate) fn estimate(self) -> Result<Estimate<T>, EstimateError> {
        let Self { low, best, high, values, words } = self;
        let estimate = match (low, best, high, values) {
            (None, best, None, Some(values)) => Estimate::one_of(values)?.with_best(best)?,
            (_, _, _, Some(_)) => return Err(EstimateError::ValuesAndRange),
            (None, Some(best), None, None) => Estimate::exactly(best),
            (Some(low), Some(best), Some(high), None) => Estimate::new(low, best, high)?,
            (Some(low), None, Some(high), None) => Estimate::between(low, high)?,
            _ => return Err(EstimateError::Incomplete),
        };
        Ok(words.into_iter().fold(estimate, Estimate::with_words))
    }
}

fn none<T>() -> Option<T> {
    None
}

/// A value read as [`Quantity::read`] reads it.
struct Part<T>(T);

impl<'de, T: Quantity> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

pub(crate) fn one<'de, T: Quantity, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::<Part<T>>::deserialize(deserializer)?.map(|part| part.0))
}

pub(crate) fn many<'de, T: Quantity, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    let parts = Option::<Vec<Part<T>>>::deserialize(deserializer)?;
    Ok(parts.map(|parts| parts.into_iter().map(|part| part.0).collect()))
}

impl<T: Quantity + Serialize> Serialize for Estimate<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_list = !self.values().is_empty();
        let is_range = self.low() != self.high() && !is_list;
        if !is_range && !is_list && self.words().is_none() {
            return self.best().serialize(serializer);
        }
        EstimateParts {
            low: is_range.then_some(self.low()),
            best: Some(self.best()),
            high: is_range.then_some(self.high()),
            values: is_list.then(|| self.values().to_vec()),
            words: self.words().map(str::to_owned),
        }
        .serialize(serializer)
    }
}

impl<'de, T: Quantity> Deserialize<'de> for Estimate<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EstimateVisitor(PhantomData))
    }
}

struct EstimateVisitor<T>(PhantomData<T>);

impl<'de, T: Quantity> de::Visitor<'de> for EstimateVisitor<T> {
    type Value = Estimate<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, or a table of low, best, high and words, or of values and words", T::WHAT)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        T::read(number.into_deserializer()).map(Estimate::exactly)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        T::read(number.into_deserializer()).map(Estimate::exactly)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        T::read(number.into_deserializer()).map(Estimate::exactly)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        T::read(text.into_deserializer()).map(Estimate::exactly)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let parts = EstimateParts::deserialize(MapAccessDeserializer::new(map))?;
        parts.estimate().map_err(de::Error::custom)
    }
}

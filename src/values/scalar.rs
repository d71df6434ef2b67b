//! Reads values of one text or one number through serde.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

/// Reads a text and parses it, so that files and `FromStr` share one grammar.
pub(crate) fn parsed<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    let visitor = Scalar { expecting, read: parse };
    // Compact formats do not say what comes.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_str(visitor)
    }
}

/// Serializes a type as its text, and reads it back through `FromStr`.
macro_rules! serde_as_text {
    ($type:ty, $expecting:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::values::scalar::parsed(deserializer, $expecting)
            }
        }
    };
}
pub(crate) use serde_as_text;

/// The schema of a type that is written as another one.
macro_rules! schema_of_twin {
    ($type:ty, $twin:ty, $name:literal) => {
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$twin>::json_schema(generator)
            }
        }
    };
}
pub(crate) use schema_of_twin;

/// Writes a value as its `Display`.
#[cfg_attr(not(feature = "ensemble"), expect(dead_code, reason = "only files that are saved fail"))]
pub(crate) fn as_text<T: Display, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// What [`wide`] writes.
#[cfg(feature = "schema")]
pub(crate) struct Wide;

/// Whole numbers beyond what every reader of JSON holds exactly: a number up to 2^53, else its digits as text. Binary
/// formats hold all of it as a number.
pub(crate) mod wide {
    use std::fmt::Display;

    use serde::de::Unexpected;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Scalar, integer, parse};

    const EXACT: i64 = 1 << 53;

    pub(crate) fn serialize<T, S>(number: &T, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: Copy + Display + Serialize + TryInto<i64>,
        S: Serializer,
    {
        match (*number).try_into() {
            _ if !serializer.is_human_readable() => number.serialize(serializer),
            Ok(number) if (-EXACT..=EXACT).contains(&number) => serializer.serialize_i64(number),
            _ => serializer.collect_str(number),
        }
    }

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: Deserialize<'de> + TryFrom<i128> + std::str::FromStr<Err: Display>,
        D: Deserializer<'de>,
    {
        if !deserializer.is_human_readable() {
            return T::deserialize(deserializer);
        }
        let read = |found: Unexpected<'_>| parse(found).or_else(|| Some(Ok(integer(found)?)));
        deserializer
            .deserialize_any(Scalar { expecting: "a whole number, or its digits as text", read })
    }
}

/// Parses a text; `None` for a number.
pub(crate) fn parse<T: FromStr<Err: Display>>(found: Unexpected<'_>) -> Option<Result<T, String>> {
    match found {
        Unexpected::Str(text) => Some(text.parse().map_err(|error: T::Err| error.to_string())),
        _ => None,
    }
}

/// Reads a whole number; floats are refused even where they are whole.
pub(crate) fn whole_number<'de, D, T>(
    deserializer: D,
    expecting: &'static str,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    // Compact formats need the width; all that they can hold of what is read here is `Troops`.
    deserializer.deserialize_u32(Scalar { expecting, read: |found| integer(found).map(Ok) })
}

/// An integer that fits; `None` for another one, a float or a text.
pub(crate) fn integer<T: TryFrom<i128>>(found: Unexpected<'_>) -> Option<T> {
    match found {
        Unexpected::Unsigned(number) => T::try_from(number.into()).ok(),
        Unexpected::Signed(number) => T::try_from(number.into()).ok(),
        _ => None,
    }
}

/// A visitor for any value of one text or one number.
pub(crate) struct Scalar<T> {
    pub(crate) expecting: &'static str,
    /// The value of what was found, or why it has none; `None` where something else is expected.
    pub(crate) read: fn(Unexpected<'_>) -> Option<Result<T, String>>,
}

impl<T> Scalar<T> {
    fn visit<E: Error>(&self, found: Unexpected<'_>) -> Result<T, E> {
        let value = (self.read)(found).ok_or_else(|| E::invalid_value(found, self))?;
        value.map_err(E::custom)
    }
}

impl<T> Visitor<'_> for Scalar<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.visit(Unexpected::Str(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit(Unexpected::Unsigned(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit(Unexpected::Signed(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.visit(Unexpected::Float(number))
    }
}

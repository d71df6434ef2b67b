//! Reads plain data from a tree through serde; an error says at which place it arose.

use std::fmt::Display;

use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, Unexpected, Visitor};

use super::tree::{Entry, Node, Tree};
use crate::checked::place::Place;
use crate::checked::problem::Problem;
use crate::leaves::month::excerpt;

/// What could not be read, and where, once that is known.
#[derive(Debug)]
pub(crate) struct ReadError {
    pub(crate) place: Option<Place>,
    /// A key that is missing at the place.
    missing: Option<&'static str>,
    pub(crate) problem: Problem,
}

impl ReadError {
    /// The same error, at this place if it has none yet.
    fn at(mut self, place: &Place) -> Self {
        if self.place.is_none() {
            self.place = Some(match self.missing {
                Some(key) => place.key(key),
                None => place.clone(),
            });
        }
        self
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: Display>(message: T) -> Self {
        let problem = Problem::Unreadable { message: message.to_string() };
        Self { place: None, missing: None, problem }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { place: None, missing: Some(field), problem: Problem::Missing }
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        let problem = Problem::UnknownKey { known: expected.to_vec() };
        Self { place: None, missing: None, problem }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let found = excerpt(variant);
        Self::custom(format!("{found:?} is none of {}", expected.join(", ")))
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format!("found {}, but expected {expected}", found(unexpected)))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format!("found {}, but expected {expected}", found(unexpected)))
    }
}

/// What was found, in the words of a file.
fn found(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        Unexpected::Float(value) => format!("the fraction {value}"),
        Unexpected::Str(text) => format!("the text {:?}", excerpt(text)),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::UnitVariant => "a word alone".to_owned(),
        Unexpected::Map | Unexpected::NewtypeVariant | Unexpected::StructVariant => {
            "a table".to_owned()
        }
        other => other.to_string(),
    }
}

/// A tree and its place, as a deserialiser.
#[derive(Clone, Debug)]
pub(crate) struct Reading<'t> {
    pub(crate) tree: &'t Tree,
    pub(crate) place: Place,
}

impl Reading<'_> {
    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let place = self.place.clone();
        match &self.tree.node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Unsigned(value) => visitor.visit_u64(*value),
            Node::Signed(value) => visitor.visit_i64(*value),
            Node::Float(value) => visitor.visit_f64(*value),
            Node::Text(text) | Node::Date(text) => visitor.visit_str(text),
            Node::List(elements) => {
                visitor.visit_seq(List { elements, next: 0, place: self.place })
            }
            Node::Table(entries) => {
                visitor.visit_map(Table { entries, next: 0, place: self.place })
            }
        }
        .map_err(|error| error.at(&place))
    }
}

impl<'de> de::Deserializer<'de> for Reading<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.tree.node {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.tree.node {
            Node::Date(_) => {
                let date = Unexpected::Other("a date without quotes");
                Err(de::Error::invalid_type(date, &visitor))
            }
            _ => self.clone().visit(visitor),
        }
        .map_err(|error: ReadError| error.at(&self.place))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let expected = || format!("exactly one of {}", variants.join(", "));
        match &self.tree.node {
            Node::Text(text) => {
                let word: StrDeserializer<'_, ReadError> = text.as_str().into_deserializer();
                visitor.visit_enum(word)
            }
            Node::Table(entries) => match entries.as_slice() {
                [entry] => visitor.visit_enum(Choice { entry, place: self.place.clone() }),
                _ => Err(de::Error::custom(format!(
                    "found a table of {} keys, but expected {}",
                    entries.len(),
                    expected()
                ))),
            },
            _ => self
                .clone()
                .visit(visitor)
                .map_err(|_| de::Error::custom(format!("expected {}", expected()))),
        }
        .map_err(|error| error.at(&self.place))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct List<'t> {
    elements: &'t [Tree],
    next: usize,
    place: Place,
}

impl<'de> de::SeqAccess<'de> for List<'_> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        let Some(tree) = self.elements.get(self.next) else { return Ok(None) };
        let place = self.place.index(self.next);
        self.next += 1;
        seed.deserialize(Reading { tree, place }).map(Some)
    }
}

struct Table<'t> {
    entries: &'t [Entry],
    next: usize,
    place: Place,
}

impl<'de> de::MapAccess<'de> for Table<'_> {
    type Error = ReadError;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        let Some(entry) = self.entries.get(self.next) else { return Ok(None) };
        self.next += 1;
        let key: StrDeserializer<'_, ReadError> = entry.key.as_str().into_deserializer();
        seed.deserialize(key)
            .map(Some)
            .map_err(|error| error.at(&self.place.key(entry.key.clone())))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        let entry = self.next.checked_sub(1).and_then(|i| self.entries.get(i));
        let entry =
            entry.ok_or_else(|| <ReadError as de::Error>::custom("a value without a key"))?;
        let place = self.place.key(entry.key.clone());
        seed.deserialize(Reading { tree: &entry.value, place: place.clone() })
            .map_err(|error| error.at(&place))
    }
}

/// A table of one key: a choice and what it holds.
struct Choice<'t> {
    entry: &'t Entry,
    place: Place,
}

impl<'de> de::EnumAccess<'de> for Choice<'_> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), ReadError> {
        let key: StringDeserializer<ReadError> = self.entry.key.clone().into_deserializer();
        let choice = seed
            .deserialize(key)
            .map_err(|error| error.at(&self.place.key(self.entry.key.clone())))?;
        Ok((choice, self))
    }
}

impl Choice<'_> {
    fn reading(&self) -> Reading<'_> {
        let place = self.place.key(self.entry.key.clone());
        Reading { tree: &self.entry.value, place }
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        let message = format!("{:?} stands alone, without a value", self.entry.key);
        Err(<ReadError as de::Error>::custom(message).at(&self.place))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, ReadError> {
        let reading = self.reading();
        let place = reading.place.clone();
        seed.deserialize(reading).map_err(|error| error.at(&place))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        self.reading().visit(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.reading().visit(visitor)
    }
}

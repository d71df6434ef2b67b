//! Reads plain data from a tree through serde; an error says at which place it arose.

use std::fmt::Display;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, Unexpected, Visitor};

use crate::files::value_tree::{Entry, Node, Tree};
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::place::Segment;
use crate::values::text::excerpt;

/// What could not be read, and where.
#[derive(Debug)]
pub(crate) struct ReadError {
    /// The place below what was read, its innermost key first: each table and list that the error
    /// passes on its way out adds its own.
    path: Vec<Segment>,
    pub(crate) problem: Box<PlanErrorKind>,
    /// Further keys beside the place's own with the same problem.
    pub(crate) also: Vec<String>,
}

impl ReadError {
    fn new(problem: PlanErrorKind) -> Self {
        Self { path: Vec::new(), problem: Box::new(problem), also: Vec::new() }
    }

    /// The same error, seen from the table that has it under this key.
    fn under(mut self, key: &str) -> Self {
        self.path.push(Segment::Key(key.to_owned().into()));
        self
    }

    /// The same error, seen from the list that has it at this index.
    fn at(mut self, index: usize) -> Self {
        self.path.push(Segment::Index(index));
        self
    }

    /// The place below what was read.
    pub(crate) fn path(&self) -> Vec<Segment> {
        self.path.iter().rev().cloned().collect()
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
        Self::new(PlanErrorKind::Unreadable { message: message.to_string() })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(PlanErrorKind::Missing).under(field)
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(PlanErrorKind::UnknownKey { known: expected.to_vec() })
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

/// A tree as a deserialiser.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'t>(pub(crate) &'t Tree<'t>);

impl Reading<'_> {
    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.0.node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Unsigned(value) => visitor.visit_u64(*value),
            Node::Signed(value) => visitor.visit_i64(*value),
            Node::Float(value) => visitor.visit_f64(*value),
            Node::Huge(digits) => {
                Err(de::Error::invalid_value(Unexpected::Other(digits), &visitor))
            }
            Node::Text(text) | Node::Date(text) => visitor.visit_str(text),
            Node::List(elements) => visitor.visit_seq(List { elements, next: 0 }),
            Node::Table(entries) => visitor.visit_map(Table { entries, next: 0 }),
        }
    }

    /// What is here, in the words of a file.
    fn found(self) -> String {
        found(match &self.0.node {
            Node::Null => Unexpected::Unit,
            Node::Bool(value) => Unexpected::Bool(*value),
            Node::Unsigned(value) => Unexpected::Unsigned(*value),
            Node::Signed(value) => Unexpected::Signed(*value),
            Node::Float(value) => Unexpected::Float(*value),
            Node::Huge(digits) => Unexpected::Other(digits),
            Node::Text(text) => Unexpected::Str(text),
            Node::Date(_) => Unexpected::Other("a date without quotes"),
            Node::List(_) => Unexpected::Seq,
            Node::Table(_) => Unexpected::Map,
        })
    }

    /// Itself, if its value is of the kind expected.
    fn expect(self, what: &str, is_so: impl Fn(&Node<'_>) -> bool) -> Result<Self, ReadError> {
        if is_so(&self.0.node) { Ok(self) } else { Err(self.unlike(what)) }
    }

    /// The error of something else than was expected.
    fn unlike(self, what: &str) -> ReadError {
        de::Error::custom(format!("found {}, but expected {what}", self.found()))
    }

    /// Itself, if it is a table of no other keys than these.
    fn table_of(self, keys: &'static [&'static str]) -> Result<Self, ReadError> {
        let Node::Table(entries) = &self.0.node else {
            let listed = match keys {
                [] => String::new(),
                [one] => (*one).to_owned(),
                [most @ .., last] => format!("{} and {last}", most.join(", ")),
            };
            return Err(self.unlike(&format!("a table of {listed}")));
        };
        let mut unknown = entries.iter().filter(|entry| !keys.contains(&entry.key.as_ref()));
        let Some(first) = unknown.next() else { return Ok(self) };
        let also = unknown.map(|entry| entry.key.to_string()).collect();
        let error = ReadError::new(PlanErrorKind::UnknownKey { known: keys.to_vec() });
        Err(ReadError { also, ..error.under(&first.key) })
    }
}

impl<'de> de::Deserializer<'de> for Reading<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.0.node {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.expect("text in quotes", |node| matches!(node, Node::Text(_)))?.visit(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.expect("true or false", |node| matches!(node, Node::Bool(_)))?.visit(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.expect("a list", |node| matches!(node, Node::List(_)))?.visit(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.table_of(fields)?.visit(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let expected = || format!("exactly one of {}", variants.join(", "));
        match &self.0.node {
            Node::Text(word) => visitor.visit_enum(Word(word)),
            Node::Table(entries) => match entries.as_slice() {
                [entry] => visitor.visit_enum(Choice { entry, variants }),
                _ => Err(de::Error::custom(format!(
                    "found a table of {} keys, but expected {}",
                    entries.len(),
                    expected()
                ))),
            },
            _ => Err(self.unlike(&expected())),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit
        str unit_struct tuple tuple_struct map identifier ignored_any
    }
}

struct List<'t> {
    elements: &'t [Tree<'t>],
    next: usize,
}

impl<'de> de::SeqAccess<'de> for List<'_> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        let Some(tree) = self.elements.get(self.next) else { return Ok(None) };
        let index = self.next;
        self.next += 1;
        seed.deserialize(Reading(tree)).map(Some).map_err(|error| error.at(index))
    }
}

struct Table<'t> {
    entries: &'t [Entry<'t>],
    next: usize,
}

impl<'de> de::MapAccess<'de> for Table<'_> {
    type Error = ReadError;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        let Some(entry) = self.entries.get(self.next) else { return Ok(None) };
        self.next += 1;
        let key: StrDeserializer<'_, ReadError> = entry.key.as_ref().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|error| error.under(&entry.key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        let entry = self.next.checked_sub(1).and_then(|i| self.entries.get(i));
        let entry =
            entry.ok_or_else(|| <ReadError as de::Error>::custom("a value without a key"))?;
        seed.deserialize(Reading(&entry.value)).map_err(|error| error.under(&entry.key))
    }
}

/// A word: a choice that holds nothing.
struct Word<'t>(&'t str);

impl<'de> de::EnumAccess<'de> for Word<'_> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), ReadError> {
        let word: StrDeserializer<'_, ReadError> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl Word<'_> {
    fn needs_value<T>(&self) -> Result<T, ReadError> {
        let word = self.0;
        Err(de::Error::custom(format!("{word} needs a value, as in {{ {word} = ... }}")))
    }
}

impl<'de> de::VariantAccess<'de> for Word<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, ReadError> {
        self.needs_value()
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, ReadError> {
        self.needs_value()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, ReadError> {
        self.needs_value()
    }
}

/// A table of one key: a choice and what it holds.
struct Choice<'t> {
    entry: &'t Entry<'t>,
    variants: &'static [&'static str],
}

impl<'de> de::EnumAccess<'de> for Choice<'_> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), ReadError> {
        let key: StrDeserializer<'_, ReadError> = self.entry.key.as_ref().into_deserializer();
        let choice = seed.deserialize(key).map_err(|_| {
            let problem = PlanErrorKind::UnknownKey { known: self.variants.to_vec() };
            ReadError::new(problem).under(&self.entry.key)
        })?;
        Ok((choice, self))
    }
}

impl<'t> Choice<'t> {
    /// What the choice holds, read.
    fn read<T>(
        &self,
        read: impl FnOnce(Reading<'t>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        read(Reading(&self.entry.value)).map_err(|error| error.under(&self.entry.key))
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        let message = format!("{:?} stands alone, without a value", self.entry.key);
        Err(de::Error::custom(message))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, ReadError> {
        self.read(|reading| seed.deserialize(reading))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        self.read(|reading| reading.visit(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.read(|reading| reading.table_of(fields)?.visit(visitor))
    }
}

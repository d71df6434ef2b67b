//! Reads plain data from a tree through serde. An error holds the path to the value that caused it.

use std::fmt::Display;
use std::iter::Enumerate;
use std::slice;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, Unexpected, Visitor};
use thiserror::Error;

use crate::files::value_tree::Tree;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::place::Segment;
use crate::values::text::{closest, excerpt, letters};

/// What cannot be read, and where.
#[derive(Debug, Error)]
#[error("{problem}")]
pub(crate) struct ReadError {
    pub(crate) problem: PlanErrorKind,
    /// From the innermost segment outwards: each table and list that the error passes adds its own.
    path: Vec<Segment>,
}

impl ReadError {
    fn new(problem: PlanErrorKind) -> Self {
        Self { problem, path: Vec::new() }
    }

    /// The same error, seen from the table that has its value under this key.
    fn under(mut self, key: &str) -> Self {
        self.path.push(Segment::Key(key.to_owned().into()));
        self
    }

    /// The same error, seen from the list that has its value at this index.
    fn at(mut self, index: usize) -> Self {
        self.path.push(Segment::Index(index));
        self
    }

    /// The path from the value that was read to the one that caused the error.
    #[cfg_attr(
        not(any(feature = "toml", feature = "json")),
        expect(dead_code, reason = "only files have places")
    )]
    pub(crate) fn path(&self) -> Vec<Segment> {
        self.path.iter().rev().cloned().collect()
    }
}

impl de::Error for ReadError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(PlanErrorKind::Unreadable { message: message.to_string() })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(PlanErrorKind::Missing).under(field)
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let suggestion = closest(field, known.iter().copied());
        Self::new(PlanErrorKind::UnknownKey { known: known.to_vec(), suggestion }).under(field)
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        let meant = meant_word(variant, known).map(|word| format!("; did you mean {word:?}?"));
        let (variant, meant) = (excerpt(variant), meant.unwrap_or_default());
        Self::custom(format_args!("{variant:?} is not one of {}{meant}", known.join(", ")))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format_args!("found {}, but expected {expected}", in_words(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::invalid_type(found, expected)
    }
}

/// The word of a vocabulary that was probably meant: a similar one, or one with the same meaning.
fn meant_word(word: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let same_meaning = match letters(word).as_str() {
        "all" | "everyone" | "everybody" | "everything" | "rest" | "therest" => "remainder",
        "linear" | "constant" | "uniform" | "steady" | "straight" => "even",
        "fast" | "early" => "front-loaded",
        "slow" | "late" => "back-loaded",
        "immediate" | "immediately" | "atonce" => "at-start",
        "atend" | "last" => "at-deadline",
        _ => "",
    };
    let meant = known.iter().find(|known| **known == same_meaning).copied();
    meant.or_else(|| closest(word, known.iter().copied()))
}

/// What was found, in the words of a plan file.
fn in_words(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit => "nothing".to_owned(),
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        Unexpected::Float(value) => format!("{value:?}"), // 5.0, where `Display` has 5
        Unexpected::Str(text) => format!("the text {:?}", excerpt(text)),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a table".to_owned(),
        other => other.to_string(),
    }
}

/// Reads a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TreeDeserializer<'t>(pub(crate) &'t Tree);

impl TreeDeserializer<'_> {
    /// Itself, if it is as expected.
    fn expect(self, expected: &str, is_so: bool) -> Result<Self, ReadError> {
        if is_so { Ok(self) } else { Err(self.but_expected(expected)) }
    }

    /// The error that it is not as expected.
    fn but_expected(self, expected: &str) -> ReadError {
        let found = match self.0 {
            Tree::Null => Unexpected::Unit,
            Tree::Bool(value) => Unexpected::Bool(*value),
            Tree::Unsigned(value) => Unexpected::Unsigned(*value),
            Tree::Signed(value) => Unexpected::Signed(*value),
            Tree::Float(value) => Unexpected::Float(*value),
            Tree::Text(text) => Unexpected::Str(text),
            Tree::Date(_) => Unexpected::Other("a date without quotes"),
            Tree::List(_) => Unexpected::Seq,
            Tree::Table(_) => Unexpected::Map,
        };
        de::Error::invalid_type(found, &expected)
    }
}

impl<'de> de::Deserializer<'de> for TreeDeserializer<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Unsigned(value) => visitor.visit_u64(*value),
            Tree::Signed(value) => visitor.visit_i64(*value),
            Tree::Float(value) => visitor.visit_f64(*value),
            Tree::Text(text) | Tree::Date(text) => visitor.visit_str(text),
            Tree::List(elements) => visitor.visit_seq(List(elements.iter().enumerate())),
            Tree::Table(entries) => visitor.visit_map(Table { rest: entries.iter(), entry: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_some(self)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.expect("text in quotes", matches!(self.0, Tree::Text(_)))?.deserialize_any(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.expect("true or false", matches!(self.0, Tree::Bool(_)))?.deserialize_any(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.expect("a list", matches!(self.0, Tree::List(_)))?.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let Tree::Table(entries) = self.0 else {
            return Err(self.but_expected(&format!("a table of {}", keys.join(", "))));
        };
        match entries.iter().find(|(key, _)| !keys.contains(&key.as_str())) {
            Some((key, _)) => Err(de::Error::unknown_field(key, keys)),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let expected = format!("exactly one of {}", names.join(", "));
        match self.0 {
            Tree::Text(name) => visitor.visit_enum(Choice { name, value: None }),
            Tree::Table(entries) => match entries.as_slice() {
                [(name, value)] if names.contains(&name.as_str()) => {
                    visitor.visit_enum(Choice { name, value: Some(value) })
                }
                [(name, _)] => Err(de::Error::unknown_field(name, names)),
                _ => {
                    let count = entries.len();
                    let error = match count {
                        0 => format!("nothing is written, but expected {expected}"),
                        _ => format!("found a table of {count} keys, but expected {expected}"),
                    };
                    Err(de::Error::custom(error))
                }
            },
            _ => Err(self.but_expected(&expected)),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit str
        unit_struct newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

struct List<'t>(Enumerate<slice::Iter<'t, Tree>>);

impl<'de> de::SeqAccess<'de> for List<'_> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        let Some((index, tree)) = self.0.next() else { return Ok(None) };
        seed.deserialize(TreeDeserializer(tree)).map(Some).map_err(|error| error.at(index))
    }
}

struct Table<'t> {
    rest: slice::Iter<'t, (String, Tree)>,
    /// The entry whose key was read last.
    entry: Option<&'t (String, Tree)>,
}

impl<'de> de::MapAccess<'de> for Table<'_> {
    type Error = ReadError;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        self.entry = self.rest.next();
        let Some((key, _)) = self.entry else { return Ok(None) };
        let key: StrDeserializer<'_, ReadError> = key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        let missing = || <ReadError as de::Error>::custom("a value without a key");
        let (key, value) = self.entry.ok_or_else(missing)?;
        seed.deserialize(TreeDeserializer(value)).map_err(|error| error.under(key))
    }
}

/// One of the variants of an enum: a word, or the one key of a table with the value it needs.
struct Choice<'t> {
    name: &'t str,
    value: Option<&'t Tree>,
}

impl Choice<'_> {
    fn read<T>(
        self,
        read: impl FnOnce(TreeDeserializer<'_>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let name = self.name;
        let missing = || format!("{name} needs a value, as in {{ {name} = ... }}");
        let value = self.value.ok_or_else(|| <ReadError as de::Error>::custom(missing()))?;
        read(TreeDeserializer(value)).map_err(|error| error.under(name))
    }
}

impl<'de> de::EnumAccess<'de> for Choice<'_> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), ReadError> {
        let name: StrDeserializer<'_, ReadError> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        let unwanted = || de::Error::custom(format_args!("{:?} takes no value", self.name));
        self.value.map_or(Ok(()), |_| Err(unwanted()))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, ReadError> {
        self.read(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        self.read(|value| de::Deserializer::deserialize_seq(value, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.read(|value| de::Deserializer::deserialize_struct(value, "", keys, visitor))
    }
}

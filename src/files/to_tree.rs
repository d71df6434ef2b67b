//! Plain data as a tree, through serde.

use std::fmt::Display;

use serde::ser::{self, Error as _, Impossible, Serialize};

use crate::files::value_tree::Tree;

type Error = serde::de::value::Error;

/// The tree of a plan; what no plan has is an error.
pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Tree, Error> {
    value.serialize(TreeSerializer)
}

struct TreeSerializer;

fn unused<T>() -> Result<T, Error> {
    Err(Error::custom("no plan has such a value"))
}

macro_rules! numbers {
    ($($method:ident($type:ty) => $variant:ident),*) => {$(
        fn $method(self, number: $type) -> Result<Tree, Error> {
            Ok(Tree::$variant(number.into()))
        }
    )*};
}

impl ser::Serializer for TreeSerializer {
    type Ok = Tree;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeTuple = Impossible<Tree, Error>;
    type SerializeTupleStruct = Impossible<Tree, Error>;
    type SerializeTupleVariant = Impossible<Tree, Error>;
    type SerializeMap = Table;
    type SerializeStruct = Table;
    type SerializeStructVariant = Table;

    numbers!(serialize_u8(u8) => Unsigned, serialize_u16(u16) => Unsigned, serialize_u32(u32) => Unsigned);
    numbers!(serialize_u64(u64) => Unsigned, serialize_f32(f32) => Float, serialize_f64(f64) => Float);
    numbers!(serialize_i8(i8) => Signed, serialize_i16(i16) => Signed, serialize_i32(i32) => Signed);
    numbers!(serialize_i64(i64) => Signed, serialize_bool(bool) => Bool, serialize_str(&str) => Text);
    numbers!(serialize_char(char) => Text);

    fn serialize_bytes(self, _: &[u8]) -> Result<Tree, Error> {
        unused()
    }

    fn collect_str<T: Display + ?Sized>(self, text: &T) -> Result<Tree, Error> {
        Ok(Tree::Text(text.to_string()))
    }

    fn serialize_none(self) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, Error> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, Error> {
        unused()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Tree, Error> {
        Ok(Tree::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Tree, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, Error> {
        Ok(Tree::Table(vec![(variant.to_owned(), of(value)?)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Impossible<Tree, Error>, Error> {
        unused()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<Tree, Error>, Error> {
        unused()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<Tree, Error>, Error> {
        unused()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Table, Error> {
        Ok(Table::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Table, Error> {
        Ok(Table::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Table, Error> {
        Ok(Table { variant: Some(variant), ..Table::default() })
    }
}

struct List(Vec<Tree>);

impl ser::SerializeSeq for List {
    type Ok = Tree;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(of(value)?);
        Ok(())
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::List(self.0))
    }
}

/// A table, in another one under the name of its variant if it has one. What is null is left out.
#[derive(Default)]
struct Table {
    variant: Option<&'static str>,
    key: String,
    entries: Vec<(String, Tree)>,
}

impl Table {
    fn entry(&mut self, key: String, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        match of(value)? {
            Tree::Null => {}
            tree => self.entries.push((key, tree)),
        }
        Ok(())
    }

    fn tree(self) -> Tree {
        let table = Tree::Table(self.entries);
        match self.variant {
            Some(variant) => Tree::Table(vec![(variant.to_owned(), table)]),
            None => table,
        }
    }
}

impl ser::SerializeMap for Table {
    type Ok = Tree;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match of(key)? {
            Tree::Text(key) => self.key = key,
            _ => return unused(),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = std::mem::take(&mut self.key);
        self.entry(key, value)
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(self.tree())
    }
}

macro_rules! structs {
    ($($trait:ident),*) => {$(
        impl ser::$trait for Table {
            type Ok = Tree;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.entry(key.to_owned(), value)
            }

            fn end(self) -> Result<Tree, Error> {
                Ok(self.tree())
            }
        }
    )*};
}

structs!(SerializeStruct, SerializeStructVariant);

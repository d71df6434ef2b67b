//! A plan file as a tree of values, the same for TOML and JSON.

#![cfg_attr(
    not(all(feature = "toml", feature = "json")),
    allow(dead_code, reason = "only TOML has dates, only JSON has null")
)]

use crate::plan::place::Segment;

#[derive(Debug)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(String),
    /// A TOML date, which stands without quotes.
    Date(String),
    List(Vec<Tree>),
    /// The entries in the order of the file.
    Table(Vec<(String, Tree)>),
}

impl Tree {
    /// The value at the end of a path.
    pub(crate) fn get_mut(&mut self, path: &[Segment]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, segment| match (tree, segment) {
            (Self::Table(entries), Segment::Key(key)) => {
                entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            (Self::List(elements), Segment::Index(index)) => elements.get_mut(*index),
            _ => None,
        })
    }

    /// Removes a key from a table, and returns its value.
    pub(crate) fn remove(&mut self, key: &str) -> Option<Self> {
        let Self::Table(entries) = self else { return None };
        let index = entries.iter().position(|(name, _)| name == key)?;
        Some(entries.remove(index).1)
    }
}

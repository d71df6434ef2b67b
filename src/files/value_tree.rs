//! A file as a tree of values that know where they stand.

#![cfg_attr(
    not(all(feature = "toml", feature = "json")),
    allow(dead_code, reason = "each door fills in its own part of a tree")
)]

use std::borrow::Cow;
use std::ops::Range;

#[cfg(feature = "toml")]
use crate::plan::place::Place;
use crate::plan::place::Segment;

/// A value and, in a TOML file, the bytes it stands in; texts are those of the file where they can be.
#[derive(Debug)]
pub(crate) struct Tree<'f> {
    pub(crate) node: Node<'f>,
    pub(crate) span: Option<Range<usize>>,
}

#[derive(Debug)]
pub(crate) enum Node<'f> {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    /// A whole number of more digits than fit.
    Huge(String),
    Text(Cow<'f, str>),
    /// A bare TOML date.
    Date(Cow<'f, str>),
    List(Vec<Tree<'f>>),
    Table(Vec<Entry<'f>>),
}

#[derive(Debug)]
pub(crate) struct Entry<'f> {
    pub(crate) key: Cow<'f, str>,
    pub(crate) key_span: Option<Range<usize>>,
    pub(crate) value: Tree<'f>,
}

impl<'f> From<Node<'f>> for Tree<'f> {
    fn from(node: Node<'f>) -> Self {
        Self { node, span: None }
    }
}

impl Tree<'_> {
    /// The value of a key.
    pub(crate) fn get_mut(&mut self, segment: &Segment) -> Option<&mut Self> {
        match (&mut self.node, segment) {
            (Node::Table(entries), Segment::Key(key)) => {
                entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
            }
            (Node::List(list), Segment::Index(index)) => list.get_mut(*index),
            _ => None,
        }
    }

    /// Takes a key and its value out of a table.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        let Node::Table(entries) = &mut self.node else { return None };
        let i = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.swap_remove(i).value)
    }

    /// Where a place stands in the file: its key where `at_key`, else its value; of what is not
    /// there, the nearest value around it.
    #[cfg(feature = "toml")]
    pub(crate) fn span_of(&self, place: &Place, at_key: AtKey) -> Option<Range<usize>> {
        let mut tree = self;
        let mut span = None;
        for segment in place.segments() {
            let (next, key_span) = match (&tree.node, segment) {
                (Node::Table(entries), Segment::Key(key)) => {
                    match entries.iter().find(|entry| entry.key == *key) {
                        Some(entry) => (&entry.value, entry.key_span.clone()),
                        None => break,
                    }
                }
                (Node::List(list), Segment::Index(index)) => match list.get(*index) {
                    Some(value) => (value, None),
                    None => break,
                },
                _ => break,
            };
            tree = next;
            span = match at_key {
                AtKey::Yes => key_span.or_else(|| next.span.clone()),
                AtKey::No => next.span.clone(),
            };
        }
        span
    }
}

/// Whether a position is that of a key or that of its value.
#[cfg(feature = "toml")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtKey {
    Yes,
    No,
}

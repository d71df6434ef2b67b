//! Plan files as most are written: keys without dots, and `[[list]]` above each entry of a list.
//! They are read in one pass; whatever else TOML knows, and whatever is wrong, is for the `toml`
//! crate, which keeps positions and has the words for it.

use std::borrow::Cow;

use toml::value::Datetime;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

use crate::files::toml::{fraction, whole};
use crate::files::value_tree::{Entry, Node, Tree};

/// Deeper than any plan goes.
const DEPTH: u32 = 16;

/// More keys than any table of a plan has: each is looked for among those before it.
const KEYS: usize = 64;

/// What a text holds, without positions; `None` if it is not plain, or no TOML at all.
pub(super) fn tree(text: &str) -> Option<Tree<'_>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut reading = Reading::of(source);
    let mut spaces = ValidateWhitespace::new(&mut reading, source);
    let mut error: Option<ParseError> = None;
    parse_document(&tokens, &mut RecursionGuard::new(&mut spaces, DEPTH), &mut error);
    reading.end_entry();
    (reading.is_plain && error.is_none()).then(|| Node::Table(reading.plan).into())
}

struct Reading<'f> {
    source: Source<'f>,
    is_plain: bool,
    /// The plan's own keys, and then its lists.
    plan: Vec<Entry<'f>>,
    own: usize,
    /// The list that the entry being read belongs to; none while the plan's own keys are read.
    list: Option<usize>,
    /// The entry being read, and what is open within.
    open: Vec<Open<'f>>,
}

enum Open<'f> {
    /// A table, with the key that awaits its value.
    Table(Vec<Entry<'f>>, Option<Cow<'f, str>>),
    List(Vec<Tree<'f>>),
}

impl<'f> Reading<'f> {
    fn of(source: Source<'f>) -> Self {
        let open = vec![Open::Table(Vec::new(), None)];
        Self { source, is_plain: true, plan: Vec::new(), own: 0, list: None, open }
    }

    fn text(&self, span: Span, encoding: Option<Encoding>) -> Raw<'f> {
        let text = self.source.input().get(span.start()..span.end()).unwrap_or_default();
        Raw::new_unchecked(text, encoding, span)
    }

    /// A value for the key that awaits one, or for the list.
    fn value(&mut self, node: Node<'f>) {
        match self.open.last_mut() {
            Some(Open::Table(entries, key)) => match key.take() {
                Some(key) if entries.len() < KEYS && !entries.iter().any(|e| e.key == key) => {
                    if entries.is_empty() {
                        entries.reserve(8); // most that are not empty have fewer keys
                    }
                    entries.push(entry(key, node));
                }
                _ => self.is_plain = false,
            },
            Some(Open::List(elements)) => elements.push(node.into()),
            None => self.is_plain = false,
        }
    }

    /// Ends the entry being read, or the plan's own keys.
    fn end_entry(&mut self) {
        let (Some(Open::Table(entries, None)), true) = (self.open.pop(), self.open.is_empty())
        else {
            self.is_plain = false;
            return;
        };
        let list = self.list.and_then(|list| self.plan.get_mut(list));
        if let Some(Entry { value: Tree { node: Node::List(list), .. }, .. }) = list {
            list.push(Node::Table(entries).into());
        } else {
            self.own = entries.len();
            self.plan = entries;
        }
    }

    /// Begins an entry of the list that a header names.
    fn begin_entry(&mut self, list: Cow<'f, str>) {
        let known = self.plan.iter().position(|entry| entry.key == list);
        match known {
            // A list that is no header's cannot be added to.
            Some(i) if i < self.own => self.is_plain = false,
            None if self.plan.len() >= KEYS => self.is_plain = false,
            Some(i) => self.list = Some(i),
            None => {
                self.list = Some(self.plan.len());
                self.plan.push(entry(list, Node::List(Vec::new())));
            }
        }
    }
}

impl EventReceiver for Reading<'_> {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.is_plain = false;
    }

    fn array_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        if !self.is_plain {
            return;
        }
        self.end_entry();
        self.open.push(Open::Table(Vec::new(), None));
    }

    fn array_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        let header = match self.open.last_mut() {
            Some(Open::Table(_, key)) => key.take(),
            _ => None,
        };
        match header {
            Some(list) => self.begin_entry(list),
            None => self.is_plain = false,
        }
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        self.open.push(Open::Table(Vec::new(), None));
        self.is_plain
    }

    fn inline_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        match self.open.pop() {
            Some(Open::Table(entries, None)) => self.value(Node::Table(entries)),
            _ => self.is_plain = false,
        }
    }

    fn array_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        self.open.push(Open::List(Vec::new()));
        self.is_plain
    }

    fn array_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        match self.open.pop() {
            Some(Open::List(elements)) => self.value(Node::List(elements)),
            _ => self.is_plain = false,
        }
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        if !self.is_plain {
            return;
        }
        let mut key = Cow::Borrowed("");
        self.text(span, encoding).decode_key(&mut key, error);
        match self.open.last_mut() {
            Some(Open::Table(_, awaiting @ None)) => *awaiting = Some(key),
            _ => self.is_plain = false,
        }
    }

    fn key_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.is_plain = false;
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        if !self.is_plain {
            return;
        }
        let mut text = Cow::Borrowed("");
        let node = match self.text(span, encoding).decode_scalar(&mut text, error) {
            ScalarKind::String => Node::Text(text),
            ScalarKind::Boolean(value) => Node::Bool(value),
            ScalarKind::Integer(radix) => whole(&text, radix.value()),
            ScalarKind::Float => fraction(&text),
            ScalarKind::DateTime => {
                let date = text.parse::<Datetime>();
                self.is_plain &= date.is_ok();
                Node::Date(date.map_or(text, |date| date.to_string().into()))
            }
        };
        self.value(node);
    }

    fn error(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.is_plain = false;
    }
}

fn entry<'f>(key: Cow<'f, str>, node: Node<'f>) -> Entry<'f> {
    Entry { key, key_span: None, value: node.into() }
}

#[cfg(test)]
mod tests;

//! Plan files in JSON, of the same shape.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};

use crate::files::repair;
use crate::files::value_tree::{Entry, Node, Tree};
use crate::plan::checked::Plan;
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::plan::place::Place;
use crate::values::text::excerpt;

impl Plan {
    /// Reads and checks a plan file in JSON.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, each with its place by the file's own keys.
    ///
    /// ```
    /// use drawdown::Plan;
    ///
    /// let errors = Plan::from_json(r#"{
    ///     "title": "Everybody home",
    ///     "as_of": "2024-08",
    ///     "contingent": [{ "contributor": "USA", "host": "IRK", "strength": -5 }]
    /// }"#).unwrap_err();
    /// assert_eq!(
    ///     errors.to_string(),
    ///     "contingent[0].host: \"IRK\" is not an ISO 3166-1 alpha-3 country code; \
    ///      did you mean IRQ (Iraq)?\n\
    ///      contingent[0].strength: found -5, but expected a whole number of troops, 0 to 4294967295"
    /// );
    /// ```
    pub fn from_json(text: &str) -> Result<Self, PlanErrors> {
        if let Some(findings) = repair::too_large(text.len()) {
            return Err(findings.into());
        }
        let tree: Tree<'_> = serde_json::from_str(repair::without_mark(text)).map_err(|error| {
            let mut findings = Diagnostics::default();
            let message = if error.is_eof() {
                let (line, column) = (error.line(), error.column());
                format!("the file ends too early, at line {line} column {column}")
            } else {
                error.to_string()
            };
            findings.add(Place::root(), repair::syntax(&message));
            PlanErrors::from(findings)
        })?;
        repair::plan(tree).map_err(PlanErrors::from)
    }
}

impl<'de> Deserialize<'de> for Tree<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Self::from)
    }
}

struct TreeVisitor;

impl<'de> de::Visitor<'de> for TreeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node::Unsigned(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Signed(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(text.to_owned().into()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Node::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Node<'de>, A::Error> {
        let mut keys = std::collections::HashSet::new();
        let mut entries = Vec::new();
        while let Some((key, value)) = table.next_entry::<String, Tree<'de>>()? {
            if !keys.insert(key.clone()) {
                return Err(de::Error::custom(format_args!(
                    "the key {:?} is given twice",
                    excerpt(&key)
                )));
            }
            // A key that is null is one that is not there.
            if !matches!(value.node, Node::Null) {
                entries.push(Entry { key: key.into(), key_span: None, value });
            }
        }
        Ok(Node::Table(entries))
    }
}

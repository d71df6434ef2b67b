//! Plan files in JSON, of the same shape.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};

use crate::files::repair;
use crate::files::value_tree::Tree;
use crate::plan::checked::Plan;
use crate::plan::errors::PlanErrors;
use crate::values::text::excerpt;

impl Plan {
    /// Reads and checks a plan file in JSON.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its place by the file's own keys.
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
        let tree = serde_json::from_str(repair::text_of(text)?).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            repair::whole_file(repair::syntax(&if error.is_eof() {
                format!("the file ends too early, at line {line} column {column}")
            } else {
                error.to_string()
            }))
        })?;
        repair::read_plan(tree)
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> de::Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Unsigned(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Signed(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Float(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Tree::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Tree, A::Error> {
        let mut keys = HashSet::new();
        let mut entries = Vec::new();
        while let Some((key, value)) = table.next_entry::<String, Tree>()? {
            if !keys.insert(key.clone()) {
                return Err(de::Error::custom(format_args!("duplicate key {:?}", excerpt(&key))));
            }
            // A key that is null counts as missing.
            if !matches!(value, Tree::Null) {
                entries.push((key, value));
            }
        }
        Ok(Tree::Table(entries))
    }
}

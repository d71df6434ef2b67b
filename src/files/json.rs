//! Plan files in JSON, of the same shape.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};

use crate::files::json_position::JsonEntries;
use crate::files::positions::Positions;
use crate::files::repair;
use crate::files::value_tree::Tree;
use crate::plan::checked::Plan;
use crate::plan::errors::{Diagnostics, PlanErrors, Position};
use crate::plan::place::Place;
use crate::values::text::excerpt;

impl Plan {
    /// Reads and checks a plan file in JSON.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its place by the file's own keys, line and column.
    ///
    /// ```
    /// use drawdown::Plan;
    ///
    /// let errors = Plan::from_json(r#"{
    ///     "title": "Everybody home",
    ///     "as_of": "2024-08",
    ///     "contingent": [{ "contributor": "USA", "host": "IRK", "strength": -5 }]
    /// }"#).unwrap_err();
    /// let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    /// assert_eq!(
    ///     errors,
    ///     ["line 4, column 52: contingent[0].host: \"IRK\" is not an ISO 3166-1 alpha-3 country code; did you \
    ///       mean IRQ (Iraq)?",
    ///      "line 4, column 71: contingent[0].strength: found -5, but expected a whole number of troops, 0 to \
    ///       4294967295"]
    /// );
    /// ```
    pub fn from_json(text: &str) -> Result<Self, PlanErrors> {
        let text = repair::text_of(text)?;
        let tree = serde_json::from_str(text).map_err(|error| syntax_error(text, &error))?;
        let plan = repair::read_plan(tree).map_err(|errors| {
            let (positions, entries) = (Positions::new(text), JsonEntries::new(text));
            repair::located(errors, |place, at_key| {
                Some(positions.of(entries.start_of(place, at_key)))
            })
        })?;
        Ok(repair::with_text(plan, text, locate))
    }
}

impl Plan {
    /// Reads and checks the bytes of a plan file in JSON.
    ///
    /// # Errors
    ///
    /// As for [`Plan::from_json`], and a file in another encoding than UTF-8, with the line where that shows.
    ///
    /// ```
    /// use drawdown::Plan;
    ///
    /// let utf_16 = b"\xff\xfe{\x00";
    /// let errors = Plan::from_json_bytes(utf_16).unwrap_err();
    /// assert_eq!(
    ///     errors.iter().next().map(ToString::to_string).as_deref(),
    ///     Some("line 1, column 1: not UTF-8; save the file as UTF-8")
    /// );
    /// ```
    pub fn from_json_bytes(bytes: &[u8]) -> Result<Self, PlanErrors> {
        Self::from_json(repair::decoded(bytes)?)
    }
}

/// Where places stand in the text of a plan file.
fn locate(text: &str, places: &[&Place]) -> Vec<Option<Position>> {
    let (positions, entries) = (Positions::new(text), JsonEntries::new(text));
    places.iter().map(|place| Some(positions.of(entries.start_of(place, false)))).collect()
}

/// What the parser says, with its position.
fn syntax_error(text: &str, error: &serde_json::Error) -> PlanErrors {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let message = if error.is_eof() { "the file ends too early" } else { said };
    let line = error.line().saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let byte = (start + error.column().saturating_sub(1)).min(text.len());
    let byte = (0..=byte).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0);
    let mut findings = Diagnostics::default();
    let position = repair::position(text, byte);
    findings.add_at(Place::root(), repair::syntax(message), Some(position));
    findings.into()
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

//! Plans in binary formats, such as postcard and CBOR: a flat list of values. Most of a plan is
//! optional, and an estimate is a number or a table, which formats without names and types cannot read.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::files::de::TreeDeserializer;
use crate::files::to_tree;
use crate::files::value_tree::Tree;
use crate::plan::checked::Plan;
use crate::spec::{PlanFields, PlanSpec};

/// What a plan is made of; the elements and entries of lists and tables follow them.
#[derive(Serialize, Deserialize)]
enum Token {
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(String),
    List(u32),
    Table(u32),
}

/// No plan is deeper; untrusted input may be.
const MAX_DEPTH: u32 = 32;

impl Serialize for PlanSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return PlanFields::serialize(self, serializer);
        }
        let mut tokens = Vec::new();
        flatten(&to_tree::of(self).map_err(S::Error::custom)?, &mut tokens);
        tokens.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PlanSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return PlanFields::deserialize(deserializer);
        }
        let mut tokens = Vec::<Token>::deserialize(deserializer)?.into_iter();
        let tree = unflatten(&mut tokens, 0).filter(|_| tokens.next().is_none());
        let tree =
            tree.ok_or_else(|| D::Error::custom("the parts of a plan do not fit together"))?;
        PlanFields::deserialize(TreeDeserializer(&tree)).map_err(D::Error::custom)
    }
}

/// As the plan as written; a plan that [no file can say](crate::error::VariedPlanError) is an error.
impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_written().map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// Reads and checks it; `Plan::from_toml` and `Plan::from_json` say more of what is wrong.
impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(PlanSpec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

fn flatten(tree: &Tree, tokens: &mut Vec<Token>) {
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX); // beyond every limit of a plan
    match tree {
        Tree::Null => {} // never in a list, and left out of tables
        Tree::Bool(value) => tokens.push(Token::Bool(*value)),
        Tree::Unsigned(value) => tokens.push(Token::Unsigned(*value)),
        Tree::Signed(value) => tokens.push(Token::Signed(*value)),
        Tree::Float(value) => tokens.push(Token::Float(*value)),
        Tree::Text(text) | Tree::Date(text) => tokens.push(Token::Text(text.clone())),
        Tree::List(elements) => {
            tokens.push(Token::List(count(elements.len())));
            for element in elements {
                flatten(element, tokens);
            }
        }
        Tree::Table(entries) => {
            tokens.push(Token::Table(count(entries.len())));
            for (key, value) in entries {
                tokens.push(Token::Text(key.clone()));
                flatten(value, tokens);
            }
        }
    }
}

fn unflatten(tokens: &mut impl Iterator<Item = Token>, depth: u32) -> Option<Tree> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match tokens.next()? {
        Token::Bool(value) => Tree::Bool(value),
        Token::Unsigned(value) => Tree::Unsigned(value),
        Token::Signed(value) => Tree::Signed(value),
        Token::Float(value) => Tree::Float(value),
        Token::Text(text) => Tree::Text(text),
        Token::List(length) => {
            Tree::List((0..length).map(|_| unflatten(tokens, depth + 1)).collect::<Option<_>>()?)
        }
        Token::Table(length) => {
            let entry = |_| match tokens.next()? {
                Token::Text(key) => Some((key, unflatten(tokens, depth + 1)?)),
                _ => None,
            };
            Tree::Table((0..length).map(entry).collect::<Option<_>>()?)
        }
    })
}

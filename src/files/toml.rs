//! Plan files in TOML, with line, column and source line of every error.

mod plain;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::files::repair;
use crate::files::value_tree::{AtKey, Entry, Node, Tree};
use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanErrors, Position};
use crate::plan::place::Place;
use crate::values::year_month::YearMonth;

impl Plan {
    /// Reads and checks a plan file in TOML.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, in the order of the file, each with its place by the file's own
    /// keys, line and column.
    ///
    /// ```
    /// use drawdown::Plan;
    ///
    /// let plan = Plan::from_toml(r#"
    ///     title = "Everybody home"
    ///     as_of = "2024-08"
    ///
    ///     [[contingent]]
    ///     contributor = "USA"
    ///     host = "IRQ"
    ///     strength = 2500
    ///
    ///     [[phase]]
    ///     name = "all"
    ///     target = "remainder"
    ///     deadline = 2026-12-31
    /// "#)?;
    /// assert_eq!(plan.project().theatre().strength("2026-12".parse()?), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, PlanErrors> {
        if let Some(findings) = repair::too_large(text.len()) {
            return Err(findings.into());
        }
        let text = repair::without_mark(text);
        // Most files are plain, and nothing is wrong with them.
        if let Some(plan) = plain::tree(text).and_then(|tree| repair::plan(tree).ok()) {
            return Ok(plan);
        }
        let tree = tree(text)?;
        repair::plan(tree).map_err(|findings| located(findings, text))
    }
}

/// What a text holds, or else what makes it no TOML.
fn tree(text: &str) -> Result<Tree<'_>, PlanErrors> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let span = table.span();
        return Ok(Tree { node: entries(table.into_inner()), span: Some(span) });
    }
    let lines = Lines::of(text);
    let mut findings = Diagnostics::default();
    let mut told: Vec<usize> = Vec::new();
    for error in errors.iter().take(20) {
        let mut position = error.span().map(|span| lines.position(span.start));
        let mut message = error.message().to_owned();
        if let Some(position) = &mut position
            && let Some((column, month)) = bare_month(&position.text)
        {
            // The parser speaks, more than once, of what should follow a year and a month.
            message = format!("a month is written in quotes, as in {month:?}");
            position.column = column;
            if told.contains(&position.line) {
                continue;
            }
            told.push(position.line);
        }
        findings.add_at(Place::root(), repair::syntax(&message), position);
    }
    Err(findings.into())
}

/// What was found in the plan of a text, in the text's order.
fn located(mut findings: Diagnostics, text: &str) -> PlanErrors {
    let lines = Lines::of(text);
    // Read once more: the tree that the plan was read from has been mended since.
    let tree = match tree(text) {
        Ok(tree) => tree,
        Err(errors) => return errors,
    };
    findings.locate(|error| {
        let at_key = match error.problem {
            PlanErrorKind::UnknownKey { .. } => AtKey::Yes,
            _ => AtKey::No,
        };
        let span = tree.span_of(&error.place, at_key)?;
        Some(lines.position(span.start))
    });
    findings.into()
}

fn entries(table: DeTable<'_>) -> Node<'_> {
    let entries = table.into_iter().map(|(key, value)| Entry {
        key_span: Some(key.span()),
        key: key.into_inner(),
        value: value_of(value),
    });
    Node::Table(entries.collect())
}

fn value_of(value: Spanned<DeValue<'_>>) -> Tree<'_> {
    let span: Range<usize> = value.span();
    let node = match value.into_inner() {
        DeValue::String(text) => Node::Text(text),
        DeValue::Integer(number) => whole(number.as_str(), number.radix()),
        DeValue::Float(number) => fraction(number.as_str()),
        DeValue::Boolean(value) => Node::Bool(value),
        DeValue::Datetime(date) => Node::Date(date.to_string().into()),
        DeValue::Array(list) => Node::List(list.into_iter().map(value_of).collect()),
        DeValue::Table(table) => entries(table),
    };
    Tree { node, span: Some(span) }
}

fn whole<'f>(digits: &str, radix: u32) -> Node<'f> {
    match (u64::from_str_radix(digits, radix), i64::from_str_radix(digits, radix)) {
        (Ok(number), _) => Node::Unsigned(number),
        (_, Ok(number)) => Node::Signed(number),
        _ => Node::Huge(digits.chars().take(40).collect()),
    }
}

fn fraction<'f>(number: &str) -> Node<'f> {
    Node::Float(number.parse().unwrap_or(f64::NAN))
}

/// The column and text of a month that stands without quotes after the first `=` of a line.
fn bare_month(line: &str) -> Option<(usize, &str)> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim_start();
    let month = value.get(..7)?;
    let ends = !value.get(7..)?.starts_with(|c: char| c == '-' || c.is_alphanumeric());
    let is_month = month.parse::<YearMonth>().is_ok();
    let column = key.chars().count() + 1 + (line.len() - key.len() - 1 - value.len()) + 1;
    (ends && is_month).then_some((column, month))
}

/// Where the lines of a text begin, so that each position is found at once.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let starts = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { text, starts: std::iter::once(0).chain(starts).collect() }
    }

    /// The line and column of a byte.
    fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = line.checked_sub(1).map_or(0, |i| self.starts[i]);
        let rest = self.text.get(start..).unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        Position {
            line,
            column: before.chars().count() + 1,
            text: rest.lines().next().unwrap_or_default().chars().take(200).collect(),
        }
    }
}

//! Reads a plan from a tree, all of it: what cannot be read is reported, filled with something that
//! can, and the rest is read and checked as well, so that all violations are reported at once.

use serde::de::DeserializeOwned;

use super::read::{ReadError, Reading};
use super::tree::{Entry, Node, Tree};
use crate::checked::limits;
use crate::checked::place::{Place, Segment};
use crate::checked::plan::Plan;
use crate::checked::problem::Problem;
use crate::checked::report::{Findings, PlanErrors};
use crate::leaves::month::YearMonth;
use crate::written::PlanSpec;

/// So many unreadable things in one entry are enough.
const PATIENCE: usize = 64;

/// Keys of a plan file.
const KEYS: [&str; 13] = [
    "title",
    "as_of",
    "through",
    "source",
    "contingent",
    "event",
    "residual",
    "phase",
    "hold",
    "cap",
    "cost",
    "hazard",
    "variant",
];

/// Reads and checks a plan; what is wrong is found, without positions.
pub(crate) fn plan(mut tree: Tree) -> Result<Plan, Findings> {
    let mut reader = Reader { findings: Findings::default(), unread: Vec::new() };
    let spec = reader.spec(&mut tree);
    let Reader { findings, unread } = reader;
    let Some(spec) = spec else { return Err(findings) };
    let collect = |errors: PlanErrors| {
        let mut findings = Findings::default();
        findings.append(errors);
        findings
    };
    Plan::check(spec, findings, &unread).map_err(collect)
}

/// The error of a file that is too large to be read.
pub(crate) fn too_large(length: usize) -> Option<Findings> {
    let mut findings = Findings::default();
    if length > limits::FILE {
        findings.add(Place::root(), Problem::FileTooLarge { limit: limits::FILE });
    }
    (!findings.is_empty()).then_some(findings)
}

/// A text without the byte-order mark that some editors put first.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The error of a file that is no TOML or no JSON.
pub(crate) fn syntax(message: &str) -> Problem {
    // Parsers speak over several lines; an error has one.
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    Problem::Syntax { message }
}

struct Reader {
    findings: Findings,
    /// The places that could not be read, and now hold something that can.
    unread: Vec<Place>,
}

impl Reader {
    fn spec(&mut self, tree: &mut Tree) -> Option<PlanSpec> {
        if !matches!(tree.node, Node::Table(_)) {
            let message = "a plan is a table of title, as_of and the rest".to_owned();
            self.findings.add(Place::root(), Problem::Unreadable { message });
            return None;
        }
        let spec = PlanSpec {
            sources: self.list(tree, "source")?,
            contingents: self.list(tree, "contingent")?,
            events: self.list(tree, "event")?,
            residuals: self.list(tree, "residual")?,
            phases: self.list(tree, "phase")?,
            holds: self.list(tree, "hold")?,
            caps: self.list(tree, "cap")?,
            costs: self.list(tree, "cost")?,
            hazards: self.list(tree, "hazard")?,
            variants: self.list(tree, "variant")?,
            ..PlanSpec::new("", YearMonth::MIN)
        };
        // What is left is the plan's own: title, as_of, through, and what does not belong here.
        if let Node::Table(entries) = &mut tree.node {
            entries.retain(|entry| {
                let known = KEYS.contains(&entry.key.as_str());
                if !known {
                    let place = Place::root().key(entry.key.clone());
                    self.findings.add(place, Problem::UnknownKey { known: KEYS.to_vec() });
                }
                known
            });
        }
        let head: PlanSpec = self.read(tree, &Place::root())?;
        Some(PlanSpec { title: head.title, as_of: head.as_of, through: head.through, ..spec })
    }

    /// The entries of one of the plan's lists.
    fn list<T: DeserializeOwned>(&mut self, tree: &mut Tree, key: &'static str) -> Option<Vec<T>> {
        let Some(list) = tree.take(key) else { return Some(Vec::new()) };
        let Node::List(list) = list.node else {
            let message = format!("expected a list of tables: write [[{key}]] before each");
            self.findings.add(Place::top(key), Problem::Unreadable { message });
            self.unread.push(Place::top(key));
            return Some(Vec::new());
        };
        let entries = list.into_iter().enumerate();
        entries.map(|(i, mut entry)| self.read(&mut entry, &Place::entry(key, i))).collect()
    }

    /// Reads a value, mending what cannot be read until it can.
    fn read<T: DeserializeOwned>(&mut self, tree: &mut Tree, place: &Place) -> Option<T> {
        for _ in 0..PATIENCE {
            match T::deserialize(Reading { tree, place: place.clone() }) {
                Ok(value) => return Some(value),
                Err(error) => {
                    if !self.mend(tree, place, error) {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// Reports an error and takes out of the tree, or fills in, what caused it.
    fn mend(&mut self, tree: &mut Tree, root: &Place, error: ReadError) -> bool {
        let at = error.place.unwrap_or_else(|| root.clone());
        // What is missing because it could not be read has been reported already.
        let is_consequence = error.problem == Problem::Missing
            && self.unread.iter().any(|unread| unread.starts_with(&at));
        if !is_consequence {
            self.findings.add(at.clone(), error.problem.clone());
        }
        let inner = at.segments().get(root.segments().len()..).unwrap_or_default();
        match error.problem {
            Problem::UnknownKey { .. } => remove(tree, inner),
            Problem::Missing => {
                self.unread.push(at.clone());
                fill(tree, inner, &at) || remove_or_fill(tree, inner, &at)
            }
            _ => {
                self.unread.push(at.clone());
                remove_or_fill(tree, inner, &at)
            }
        }
    }
}

/// Takes out the innermost key of a path, list elements with the list's own key.
fn remove(tree: &mut Tree, path: &[Segment]) -> bool {
    let Some((last, before)) = path.split_last() else { return false };
    let parent = before.iter().try_fold(&mut *tree, |tree, segment| tree.get_mut(segment));
    let taken = match (last, parent) {
        (Segment::Key(key), Some(parent)) => parent.take(key).is_some(),
        _ => false,
    };
    taken || remove(tree, before)
}

/// The same, where nothing at all can be taken out: the whole entry is filled in.
fn remove_or_fill(tree: &mut Tree, path: &[Segment], place: &Place) -> bool {
    if remove(tree, path) {
        return true;
    }
    // The entry itself is no table.
    let is_table = matches!(tree.node, Node::Table(_));
    if !is_table {
        tree.node = Node::Table(Vec::new());
    }
    !is_table && !place.segments().is_empty()
}

/// Fills in a required key with something that can be read and contradicts nothing.
fn fill(tree: &mut Tree, path: &[Segment], place: &Place) -> bool {
    let Some((Segment::Key(key), before)) = path.split_last() else { return false };
    let text = |text: &str| Node::Text(text.to_owned());
    let node = match key.as_ref() {
        "title" | "currency" | "after" => text("?"),
        // Unique, as names are.
        "name" | "id" => Node::Text(format!("? {place}")),
        "as_of" => text("2000-01"),
        "contributor" | "host" => text("XXX"),
        "deadline" => text("2999-12"),
        "target" => text("remainder"),
        "pace" => text("even"),
        "strength" | "per_month" | "monthly_chance" | "months" => Node::Unsigned(0),
        "lasts" | "percent" => Node::Unsigned(1),
        "adjust" => Node::List(Vec::new()),
        _ => return false,
    };
    let parent = before.iter().try_fold(tree, |tree, segment| tree.get_mut(segment));
    let Some(Tree { node: Node::Table(entries), .. }) = parent else { return false };
    entries.push(Entry { key: key.to_string(), key_span: None, value: node.into() });
    true
}

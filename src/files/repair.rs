//! Reads a plan from a tree, all of it: what cannot be read is reported, filled with something that
//! can, and the rest is read and checked as well, so that all violations are reported at once.

use serde::de::DeserializeOwned;

use crate::files::de::{ReadError, Reading};
use crate::files::value_tree::{Entry, Node, Tree};
use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanErrors};
use crate::plan::limits;
use crate::plan::place::{Place, Segment};
use crate::spec::PlanSpec;
use crate::values::year_month::YearMonth;

/// So many unreadable things in one entry are enough.
const PATIENCE: usize = 64;

/// Reads and checks a plan; what is wrong is found, without positions.
pub(crate) fn plan(mut tree: Tree<'_>) -> Result<Plan, Diagnostics> {
    let mut reader =
        Reader { findings: Diagnostics::default(), unread: Vec::new(), mended: Vec::new() };
    let spec = reader.spec(&mut tree);
    let Reader { findings, unread, .. } = reader;
    let Some(spec) = spec else { return Err(findings) };
    let collect = |errors: PlanErrors| {
        let mut findings = Diagnostics::default();
        findings.append(errors);
        findings
    };
    Plan::check(spec, findings, &unread).map_err(collect)
}

/// The error of a file that is too large to be read.
pub(crate) fn too_large(length: usize) -> Option<Diagnostics> {
    let mut findings = Diagnostics::default();
    if length > limits::FILE {
        findings.add(Place::root(), PlanErrorKind::FileTooLarge { limit: limits::FILE });
    }
    (!findings.is_empty()).then_some(findings)
}

/// A text without the byte-order mark that some editors put first.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The error of a file that is no TOML or no JSON.
pub(crate) fn syntax(message: &str) -> PlanErrorKind {
    // Parsers speak over several lines; an error has one.
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    PlanErrorKind::Syntax { message }
}

struct Reader {
    findings: Diagnostics,
    /// The places that could not be read, and now hold something that can.
    unread: Vec<Place>,
    /// The same, and the unknown keys that were taken out.
    mended: Vec<Place>,
}

impl Reader {
    fn spec(&mut self, tree: &mut Tree<'_>) -> Option<PlanSpec> {
        if !matches!(tree.node, Node::Table(_)) {
            let message = "a plan is a table of title, as_of and the rest".to_owned();
            self.findings.add(Place::root(), PlanErrorKind::Unreadable { message });
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
        let head: PlanSpec = self.read(tree, Place::root)?;
        Some(PlanSpec { title: head.title, as_of: head.as_of, through: head.through, ..spec })
    }

    /// The entries of one of the plan's lists.
    fn list<T: DeserializeOwned>(
        &mut self,
        tree: &mut Tree<'_>,
        key: &'static str,
    ) -> Option<Vec<T>> {
        let Some(list) = tree.take(key) else { return Some(Vec::new()) };
        let Node::List(list) = list.node else {
            let message = format!("expected a list of tables: write [[{key}]] before each");
            self.findings.add(Place::top(key), PlanErrorKind::Unreadable { message });
            self.unread.push(Place::top(key));
            return Some(Vec::new());
        };
        let (count, limit) = (list.len(), limits::of_list(key));
        if count > limit {
            self.findings.add(Place::top(key), PlanErrorKind::TooMany { count, limit });
            self.unread.push(Place::top(key));
            return Some(Vec::new());
        }
        let entries = list.into_iter().enumerate();
        entries.map(|(i, mut entry)| self.read(&mut entry, || Place::entry(key, i))).collect()
    }

    /// Reads a value, mending what cannot be read until it can.
    fn read<T: DeserializeOwned>(
        &mut self,
        tree: &mut Tree<'_>,
        place: impl Fn() -> Place,
    ) -> Option<T> {
        for attempt in 0..2 * PATIENCE {
            if attempt == PATIENCE {
                // Enough: what is left of the entry is not looked at.
                tree.node = Node::Table(Vec::new());
                self.unread.push(place());
            }
            if self.findings.is_full() {
                return None;
            }
            match T::deserialize(Reading(tree)) {
                Ok(value) => return Some(value),
                Err(error) => self.mend(tree, &place(), error),
            }
        }
        None
    }

    /// Reports an error and takes out of the tree, or fills in, what caused it.
    fn mend(&mut self, tree: &mut Tree<'_>, root: &Place, error: ReadError) {
        let path = error.path();
        let at = root.below(&path);
        if let PlanErrorKind::UnknownKey { known } = &*error.problem {
            let beside = |key| at.parent().key(key);
            for place in std::iter::once(at.clone()).chain(error.also.into_iter().map(beside)) {
                if self.findings.is_full() {
                    return;
                }
                self.misread(&place, known);
                put_right(tree, place.segments().get(root.segments().len()..).unwrap_or_default());
                self.findings.add(place.clone(), (*error.problem).clone());
                self.mended.push(place);
            }
            return;
        }
        // What only follows from something reported already is not reported again.
        let follows = self.mended.iter().any(|mended| mended.starts_with(&at))
            || self.unread.iter().any(|unread| at.starts_with(unread));
        if !follows {
            self.findings.add(at.clone(), (*error.problem).clone());
        }
        let filled = *error.problem == PlanErrorKind::Missing && fill(tree, &path, &at);
        if !filled {
            put_right(tree, &path);
        }
        self.mended.push(at.clone());
        self.unread.push(at);
    }

    /// An unknown key that is much like a known one was probably meant to be that.
    fn misread(&mut self, place: &Place, known: &[&'static str]) {
        let Some((Segment::Key(key), _)) = place.segments().split_last() else { return };
        if let Some(meant) = known.iter().find(|known| much_alike(known, key)) {
            self.unread.push(place.parent().key(*meant));
        }
    }
}

/// Whether two keys have nearly the same letters.
fn much_alike(a: &str, b: &str) -> bool {
    let count = |text: &str, c: char| text.chars().filter(|other| *other == c).count();
    let differences = ('a'..='z').map(|c| count(a, c).abs_diff(count(b, c)));
    b.len() <= a.len() + 2 && differences.sum::<usize>() <= 2
}

/// Takes what stands at a path out of the tree, so that its default holds; what cannot be taken
/// out is filled in, or taken out with what is around it.
fn put_right(tree: &mut Tree<'_>, path: &[Segment]) {
    let Some((last, before)) = path.split_last() else {
        // The entry itself: all that it needs will be missing, and filled in.
        tree.node = Node::Table(Vec::new());
        return;
    };
    let parent = before.iter().try_fold(&mut *tree, |tree, segment| tree.get_mut(segment));
    let is_right = match (last, parent) {
        (Segment::Key(key), Some(parent)) => parent.take(key).is_some(),
        (Segment::Index(index), Some(Tree { node: Node::List(elements), .. })) => {
            let key = before.iter().rev().find_map(|segment| match segment {
                Segment::Key(key) => Some(key.as_ref()),
                _ => None,
            });
            match (elements.get_mut(*index), key.and_then(harmless_element)) {
                (Some(element), Some(node)) => {
                    element.node = node;
                    true
                }
                _ => false,
            }
        }
        _ => false,
    };
    if !is_right {
        put_right(tree, before);
    }
}

/// Something for an element of a list that can be read.
fn harmless_element(list: &str) -> Option<Node<'static>> {
    let text = |text: &'static str| Node::Text(text.into());
    let table = |key: &'static str, node| {
        let entry = Entry { key: key.into(), key_span: None, value: Tree::from(node) };
        Node::Table(vec![entry])
    };
    match list {
        "contributor" | "host" => Some(text("XXX")),
        "mission" => Some(text("unspecified")),
        "waits_for" => Some(text("?")),
        "adjust" => Some(table("strength", table("percent", Node::Unsigned(100)))),
        _ => None,
    }
}

/// Fills in a required key with something that can be read and contradicts nothing.
fn fill(tree: &mut Tree<'_>, path: &[Segment], place: &Place) -> bool {
    let Some((Segment::Key(key), before)) = path.split_last() else { return false };
    let text = |text: &'static str| Node::Text(text.into());
    let node = match key.as_ref() {
        "title" | "currency" | "after" => text("?"),
        // Unique, as names are.
        "name" | "id" => Node::Text(format!("? {place}").into()),
        "as_of" => text("2000-01"),
        "contributor" | "host" => text("XXX"),
        "deadline" => text("2999-12"),
        "target" => text("remainder"),
        "pace" => text("even"),
        "strength" | "per_month" | "monthly_chance" | "months" => Node::Unsigned(0),
        "lasts" | "percent" => Node::Unsigned(1),
        "adjust" => Node::List(Vec::new()),
        "phase" => match before.last() {
            // A phase to be added is a table; elsewhere a phase is named.
            Some(Segment::Key(parent)) if parent == "add" => Node::Table(Vec::new()),
            _ => text("?"),
        },
        _ => return false,
    };
    let parent = before.iter().try_fold(tree, |tree, segment| tree.get_mut(segment));
    let Some(Tree { node: Node::Table(entries), .. }) = parent else { return false };
    entries.push(Entry { key: key.to_string().into(), key_span: None, value: node.into() });
    true
}

//! Reads a plan from the tree of its file and reports everything that is wrong with it at once.
//!
//! Serde stops at the first value that it cannot read. That value is reported and removed, so that
//! its default applies; a required value is replaced by a placeholder that can be read. Then the
//! entry is read again, until serde reads it to the end. The check of the whole plan is told which
//! places these are, and reports nothing that depends on them.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::files::de::{ReadError, TreeDeserializer};
use crate::files::open_numbers;
use crate::files::positions::Positions;
use crate::files::value_tree::Tree;
use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanErrors, PlanText, Position};
use crate::plan::limits;
use crate::plan::place::{Place, Segment};
use crate::spec::PlanSpec;
#[cfg(feature = "toml")]
use crate::spec::adjustment::Adjustment;
#[cfg(feature = "toml")]
use crate::spec::seek::SeekSpec;
use crate::values::text::closest;
use crate::values::year_month::YearMonth;

/// The plan's own keys, which are easily written below its lists.
const PLAN_KEYS: [&str; 4] = ["title", "announced", "as_of", "through"];

/// After this many repairs, what is left of an entry is not read.
const MAX_REPAIRS: usize = 64;

/// The text of a file's bytes.
pub(crate) fn decoded(bytes: &[u8]) -> Result<&str, PlanErrors> {
    check_size(bytes)?; // a file that is cut at the limit may end within a character
    str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let text = String::from_utf8_lossy(valid);
        let mut findings = Diagnostics::default();
        let position = position(&text, text.len());
        findings.add_at(Place::root(), PlanErrorKind::NotUtf8, Some(position));
        findings.into()
    })
}

impl Plan {
    /// The most bytes that a plan file may have: 4 MiB. A program that reads a file of somebody else needs to read no
    /// more than one byte beyond: reading the plan then fails, and the error says that the file is too large.
    ///
    /// ```
    /// use std::io::Read;
    ///
    /// use drawdown::Plan;
    ///
    /// let endless = std::io::repeat(b'#'); // as `/dev/zero` is
    /// let mut bytes = Vec::new();
    /// endless.take(Plan::MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    /// let errors = Plan::from_toml_bytes(&bytes).unwrap_err();
    /// assert_eq!(errors.to_string(), "the file is larger than 4194304 bytes, the limit");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub const MAX_FILE_BYTES: usize = limits::FILE;
}

fn check_size(file: &[u8]) -> Result<(), PlanErrors> {
    let limit = Plan::MAX_FILE_BYTES;
    if file.len() > limit {
        return Err(whole_file(PlanErrorKind::FileTooLarge { limit }));
    }
    Ok(())
}

/// The text of a file without the byte-order mark that some editors write first.
pub(crate) fn text_of(file: &str) -> Result<&str, PlanErrors> {
    check_size(file.as_bytes())?;
    Ok(file.strip_prefix('\u{feff}').unwrap_or(file))
}

/// The line and column of a byte.
pub(crate) fn position(text: &str, byte: usize) -> Position {
    Positions::new(text).of(byte)
}

/// The same errors with their positions, in the order of the file. An unknown key is shown at the key, all else
/// at the value.
pub(crate) fn located(
    errors: PlanErrors,
    position: impl Fn(&Place, bool) -> Option<Position>,
) -> PlanErrors {
    let mut findings = Diagnostics::default();
    findings.append(errors);
    findings.locate(|error| {
        let at_key =
            matches!(error.problem, PlanErrorKind::UnknownKey { .. } | PlanErrorKind::BelongsAbove);
        position(&error.place, at_key)
    });
    findings.into()
}

/// The plan with the text that it was read from.
pub(crate) fn with_text(
    plan: Plan,
    text: &str,
    locate: fn(&str, &[&Place]) -> Vec<Option<Position>>,
) -> Plan {
    Plan { text: Some(Arc::new(PlanText { text: text.to_owned(), locate })), ..plan }
}

/// An error of the file as a whole.
pub(crate) fn whole_file(problem: PlanErrorKind) -> PlanErrors {
    let mut findings = Diagnostics::default();
    findings.add(Place::root(), problem);
    findings.into()
}

/// The error of a parser, on one line.
pub(crate) fn syntax(message: &str) -> PlanErrorKind {
    PlanErrorKind::Syntax { message: message.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Reads and checks a plan. Its errors have no positions yet.
pub(crate) fn read_plan(tree: Tree) -> Result<Plan, PlanErrors> {
    let mut reader = Reader { findings: Diagnostics::default(), unread: Vec::new() };
    match reader.spec(tree) {
        Some(spec) => Plan::check(spec, reader.findings, &reader.unread),
        None => Err(reader.findings.into()),
    }
}

/// Reads the adjustments of a variant that stands by itself.
#[cfg(feature = "toml")]
pub(crate) fn read_adjustments(list: Vec<Tree>) -> Result<Vec<Adjustment>, PlanErrors> {
    let mut reader = Reader { findings: Diagnostics::default(), unread: Vec::new() };
    let place = Place::top("adjust");
    let entries = list.into_iter().enumerate();
    let read: Option<Vec<Adjustment>> =
        entries.map(|(i, entry)| reader.read(entry, &place.index(i))).collect();
    reader.findings.into_result(read.unwrap_or_default())
}

/// Reads a seek that stands by itself.
#[cfg(feature = "toml")]
pub(crate) fn read_seek(mut seek: Tree) -> Result<SeekSpec, PlanErrors> {
    let mut reader = Reader { findings: Diagnostics::default(), unread: Vec::new() };
    reader.refuse_open_number(&mut seek, &Place::root());
    match reader.read(seek, &Place::root()) {
        Some(seek) => reader.findings.into_result(seek),
        None => Err(reader.findings.into()),
    }
}

struct Reader {
    findings: Diagnostics,
    /// The places whose values could not be read.
    unread: Vec<Place>,
}

impl Reader {
    /// The whole plan; `None` after too many errors.
    fn spec(&mut self, mut tree: Tree) -> Option<PlanSpec> {
        let lists = PlanSpec {
            sources: self.list(&mut tree, "source")?,
            countries: self.list(&mut tree, "country")?,
            contingents: self.list(&mut tree, "contingent")?,
            events: self.list(&mut tree, "event")?,
            residuals: self.list(&mut tree, "residual")?,
            phases: self.list(&mut tree, "phase")?,
            holds: self.list(&mut tree, "hold")?,
            caps: self.list(&mut tree, "cap")?,
            costs: self.list(&mut tree, "cost")?,
            hazards: self.list(&mut tree, "hazard")?,
            slips: self.list(&mut tree, "slip")?,
            variants: self.list(&mut tree, "variant")?,
            seeks: {
                self.refuse_open_numbers(&mut tree);
                self.list(&mut tree, "seek")?
            },
            ..PlanSpec::new("", YearMonth::MIN)
        };
        // The plan's own keys are left, and unknown ones.
        let PlanSpec { title, announced, as_of, through, .. } = self.read(tree, &Place::root())?;
        Some(PlanSpec { title, announced, as_of, through, ..lists })
    }

    /// In all seeks of a plan.
    fn refuse_open_numbers(&mut self, tree: &mut Tree) {
        let list = [Segment::Key("seek".into())];
        let Some(Tree::List(seeks)) = tree.get_mut(&list) else { return };
        for (i, seek) in seeks.iter_mut().enumerate() {
            self.refuse_open_number(seek, &Place::entry("seek", i));
        }
    }

    /// Reports open numbers of a seek that are not plain, and replaces them by plain ones.
    fn refuse_open_number(&mut self, seek: &mut Tree, place: &Place) {
        for (path, problem) in open_numbers::replace(seek) {
            let place = place.below(&path);
            self.findings.add(place.clone(), problem);
            self.unread.push(place);
        }
    }

    /// The entries of one of the plan's lists.
    fn list<T: DeserializeOwned>(&mut self, tree: &mut Tree, key: &'static str) -> Option<Vec<T>> {
        let (limit, place) = (limits::of_list(key), Place::top(key));
        let problem = match tree.remove(key) {
            None => return Some(Vec::new()),
            Some(Tree::List(list)) if list.len() <= limit => {
                let entries = list.into_iter().enumerate();
                return entries.map(|(i, entry)| self.read(entry, &place.index(i))).collect();
            }
            Some(Tree::List(list)) => PlanErrorKind::TooMany { count: list.len(), limit },
            Some(_) => PlanErrorKind::Unreadable {
                message: format!("expected a list of tables: write [[{key}]] before each"),
            },
        };
        self.findings.add(place.clone(), problem);
        self.unread.push(place);
        Some(Vec::new())
    }

    /// Reads a value, and repairs it until it can be read.
    fn read<T: DeserializeOwned>(&mut self, mut tree: Tree, place: &Place) -> Option<T> {
        for repairs in 0..2 * MAX_REPAIRS {
            if repairs == MAX_REPAIRS {
                tree = Tree::Table(Vec::new());
                self.unread.push(place.clone());
            }
            if self.findings.is_full() {
                return None;
            }
            match T::deserialize(TreeDeserializer(&tree)) {
                Ok(value) => return Some(value),
                Err(error) => self.repair(&mut tree, place, error),
            }
        }
        None
    }

    /// Reports an error, and removes or replaces the value that caused it.
    fn repair(&mut self, tree: &mut Tree, root: &Place, error: ReadError) {
        let path = error.path();
        let place = root.below(&path);
        if let PlanErrorKind::UnknownKey { known, .. } = &error.problem
            && let Some((_, around)) = path.split_last()
            && let Some(Tree::Table(entries)) = tree.get_mut(around)
        {
            self.remove_unknown(entries, &place.parent(), known);
            return;
        }
        // What was removed within a value, or around it, may be why it cannot be read now.
        let follows = self.findings.iter().any(|found| found.place.starts_with(&place))
            || self.unread.iter().any(|at| place.starts_with(at) || at.starts_with(&place));
        if !follows {
            self.findings.add(place.clone(), error.problem);
        }
        remove_at(tree, &path, &place);
        self.unread.push(place);
    }

    /// Reports and removes all keys of a table that are not known.
    fn remove_unknown(
        &mut self,
        entries: &mut Vec<(String, Tree)>,
        place: &Place,
        known: &[&'static str],
    ) {
        entries.retain(|(key, _)| {
            if known.contains(&key.as_str()) || self.findings.is_full() {
                return true;
            }
            let suggestion = closest(key, known.iter().copied());
            let is_of_plan = PLAN_KEYS.contains(&key.as_str()) && !place.segments().is_empty();
            let problem = if is_of_plan {
                PlanErrorKind::BelongsAbove
            } else {
                PlanErrorKind::UnknownKey { known: known.to_vec(), suggestion }
            };
            self.findings.add(place.key(key.clone()), problem);
            // The key that was probably meant is not reported as missing.
            self.unread.extend(suggestion.map(|meant| place.key(meant)));
            false
        });
    }
}

/// Removes the value at a path, so that its default applies. A missing key and an element of a list
/// get a placeholder instead; if there is none, the value around them is removed.
fn remove_at(tree: &mut Tree, path: &[Segment], place: &Place) {
    let Some((last, around)) = path.split_last() else {
        // The whole entry: its required keys are missing next.
        *tree = Tree::Table(Vec::new());
        return;
    };
    let done = match (tree.get_mut(around), last) {
        (Some(Tree::Table(entries)), Segment::Key(key)) => {
            let count = entries.len();
            entries.retain(|(name, _)| name != key);
            if entries.len() == count {
                entries.extend(placeholder(path, place).map(|value| (key.to_string(), value)));
            }
            entries.len() != count
        }
        (Some(Tree::List(elements)), Segment::Index(index)) => {
            let element = elements.get_mut(*index);
            element.zip(placeholder(path, place)).map(|(element, value)| *element = value).is_some()
        }
        _ => false,
    };
    if !done {
        remove_at(tree, around, place);
    }
}

/// A value that can be read and contradicts nothing, for a required key or an element of a list.
fn placeholder(path: &[Segment], place: &Place) -> Option<Tree> {
    let mut keys = path.iter().rev().filter_map(|segment| match segment {
        Segment::Key(key) => Some(key.as_ref()),
        _ => None,
    });
    let text = |text: &str| Tree::Text(text.to_owned());
    let table = |key: &str, value| Tree::Table(vec![(key.to_owned(), value)]);
    let is_element = matches!(path.last(), Some(Segment::Index(_)));
    Some(match (keys.next()?, keys.next()) {
        ("phase", Some("add")) => Tree::Table(Vec::new()),
        ("find", _) => text("least"),
        ("met" | "at_planned_pace", _) => text("?"),
        ("so_that", _) if is_element => table("met", text("?")),
        ("title" | "currency" | "after" | "phase" | "event" | "waits_for" | "phases", _) => {
            text("?")
        }
        ("name" | "id", _) => Tree::Text(format!("? {place}")), // names are unique
        ("as_of", _) => text("2000-01"),
        ("contributor" | "host" | "code", _) => text("XXX"),
        ("mission", _) => text("unspecified"),
        ("deadline" | "until" | "date" | "done_by", _) => text("2999-12"),
        ("months", Some("slip")) => table("values", Tree::List(vec![Tree::Unsigned(0)])),
        ("values", Some("months")) => Tree::List(vec![Tree::Unsigned(0)]),
        ("target", _) => text("remainder"),
        ("pace", _) => text("even"),
        (
            "strength" | "per_month" | "monthly_chance" | "months" | "to" | "at_most" | "at_least",
            _,
        ) => Tree::Unsigned(0),
        ("lasts" | "percent", _) => Tree::Unsigned(1),
        ("adjust", _) if is_element => table("strength", table("percent", Tree::Unsigned(100))),
        ("adjust", _) => Tree::List(Vec::new()),
        _ => return None,
    })
}

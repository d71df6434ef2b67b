//! Names: present, unique in their list, and what each refers to (rules#names).

use std::collections::btree_map::{BTreeMap, Entry};

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::limits::check_name;
use crate::plan::place::{PathCursor, Place};
use crate::spec::PlanSpec;
use crate::spec::adjustment::Variant;
use crate::values::text::{closest, truncated};

/// What a day can count from: an event's date or a phase's deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Anchor {
    Event(usize),
    Phase(usize),
}

/// The names of events and phases, which share one namespace, and of sources.
pub(crate) struct Names<'a> {
    anchors: BTreeMap<&'a str, Anchor>,
    sources: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Checks all names of a plan and learns those that others refer to.
    pub(crate) fn check(spec: &'a PlanSpec, errors: &mut Diagnostics) -> Self {
        check_name(&PathCursor::top("title"), &spec.title, errors);
        unique("source", "id", spec.sources.iter().map(|s| s.id.as_str()), errors);
        for (i, source) in spec.sources.iter().enumerate() {
            if source.title.chars().any(char::is_control) {
                let at = PathCursor::entry("source", i);
                errors.add(at.key("title"), PlanErrorKind::ControlCharacter);
            }
        }
        unique("hold", "name", spec.holds.iter().map(|h| h.name.as_str()), errors);
        unique("cap", "name", spec.caps.iter().map(|c| c.name.as_str()), errors);
        unique("cost", "name", spec.costs.iter().map(|c| c.name.as_str()), errors);
        unique("hazard", "name", spec.hazards.iter().map(|h| h.name.as_str()), errors);
        unique("slip", "name", spec.slips.iter().map(|s| s.name.as_str()), errors);
        unique("country", "code", spec.countries.iter().map(|c| c.code.code()), errors);
        for (i, country) in spec.countries.iter().enumerate() {
            check_name(&PathCursor::entry("country", i).key("name"), &country.name, errors);
        }
        unique("seek", "name", spec.seeks.iter().map(|s| s.name.as_str()), errors);
        unique("variant", "name", spec.variants.iter().map(|v| v.name.as_str()), errors);
        for (i, variant) in spec.variants.iter().enumerate() {
            if variant.name == Variant::AS_PLANNED {
                let name = variant.name.clone();
                errors.add(
                    PathCursor::entry("variant", i).key("name"),
                    PlanErrorKind::ReservedName { name },
                );
            }
        }
        for (i, event) in spec.events.iter().enumerate() {
            if let Some(name) = &event.name {
                check_name(&PathCursor::entry("event", i).key("name"), name, errors);
            }
        }
        let events = spec.events.iter().map(|event| event.id.as_str()).enumerate();
        let events = events.map(|(i, id)| ("event", i, "id", id, Anchor::Event(i)));
        let phases = spec.phases.iter().map(|phase| phase.name.as_str()).enumerate();
        let phases = phases.map(|(i, name)| ("phase", i, "name", name, Anchor::Phase(i)));
        let mut anchors: BTreeMap<&str, Anchor> = BTreeMap::new();
        for (list, i, key, name, anchor) in events.chain(phases) {
            let entry = PathCursor::entry(list, i);
            check_name(&entry.key(key), name, errors);
            match anchors.entry(name) {
                Entry::Vacant(vacant) => {
                    vacant.insert(anchor);
                }
                Entry::Occupied(first) => {
                    let first = match *first.get() {
                        Anchor::Event(i) => Place::entry("event", i),
                        Anchor::Phase(i) => Place::entry("phase", i),
                    };
                    let problem = PlanErrorKind::DuplicateName { name: shown(name), first };
                    errors.add(entry.key(key), problem);
                }
            }
        }
        let sources = spec.sources.iter().map(|source| source.id.as_str()).collect();
        Self { anchors, sources }
    }

    /// What a day counts from: an event, or a phase listed before `earlier`.
    pub(crate) fn anchor(&self, name: &str, earlier: Anchor) -> Result<Anchor, PlanErrorKind> {
        let listed_later = || PlanErrorKind::ListedLater { name: shown(name) };
        match (self.anchors.get(name), earlier) {
            (Some(&anchor), own) if anchor == own => {
                Err(PlanErrorKind::ItsOwnEntry { name: shown(name) })
            }
            (None | Some(Anchor::Phase(_)), Anchor::Event(_)) => Err(self.unknown("event", name)),
            (None, Anchor::Phase(_)) => Err(self.unknown("event or phase", name)),
            (Some(&Anchor::Event(i)), Anchor::Event(own)) if i > own => Err(listed_later()),
            (Some(&Anchor::Phase(i)), Anchor::Phase(own)) if i > own => Err(listed_later()),
            (Some(&anchor), _) => Ok(anchor),
        }
    }

    /// The event of this id.
    pub(crate) fn event(&self, name: &str) -> Result<usize, PlanErrorKind> {
        match self.anchors.get(name) {
            Some(&Anchor::Event(i)) => Ok(i),
            _ => Err(self.unknown("event", name)),
        }
    }

    /// The phase of this name, wherever it is listed.
    pub(crate) fn phase(&self, name: &str) -> Result<usize, PlanErrorKind> {
        match self.anchors.get(name) {
            Some(&Anchor::Phase(i)) => Ok(i),
            _ => Err(self.unknown("phase", name)),
        }
    }

    /// Whether the source named, if one is, is listed.
    pub(crate) fn source(
        &self,
        at: &PathCursor<'_>,
        source: Option<&String>,
        errors: &mut Diagnostics,
    ) {
        let unknown = source.filter(|name| !self.sources.contains(&name.as_str()));
        if let Some(name) = unknown.filter(|_| !errors.is_full()) {
            errors.add(at.key("source"), self.unknown("source", name));
        }
    }

    fn unknown(&self, what: &'static str, name: &str) -> PlanErrorKind {
        if what == "source" {
            return unknown(what, name, self.sources.iter().copied());
        }
        let is_meant = |anchor: &Anchor| match anchor {
            Anchor::Event(_) => what.starts_with("event"),
            Anchor::Phase(_) => what.ends_with("phase"),
        };
        let mut known: Vec<(&Anchor, &str)> =
            self.anchors.iter().filter(|(_, a)| is_meant(a)).map(|(name, a)| (a, *name)).collect();
        known.sort_unstable(); // in listing order, events first
        unknown(what, name, known.into_iter().map(|(_, name)| name))
    }
}

/// A reference to a name that does not exist, with the known name that was probably meant.
pub(crate) fn unknown<'a>(
    what: &'static str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> PlanErrorKind {
    let known: Vec<&str> = known.collect();
    let suggestion = closest(name, known.iter().copied()).map(str::to_owned);
    let mut known: Vec<String> = known.into_iter().map(shown).collect();
    known.dedup();
    PlanErrorKind::Unknown { what, name: shown(name), suggestion, known }
}

/// A name as a message shows it: whole, if it is no longer than names are.
fn shown(name: &str) -> String {
    truncated(name, 200)
}

/// Whether names of one kind are there and unique.
fn unique<'a>(
    list: &'static str,
    key: &'static str,
    names: impl Iterator<Item = &'a str>,
    errors: &mut Diagnostics,
) {
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, name) in names.enumerate() {
        let entry = PathCursor::entry(list, i);
        check_name(&entry.key(key), name, errors);
        let first = *firsts.entry(name).or_insert(i);
        if first < i {
            let first = Place::entry(list, first);
            errors.add(entry.key(key), PlanErrorKind::DuplicateName { name: shown(name), first });
        }
    }
}

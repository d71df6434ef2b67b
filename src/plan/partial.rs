//! Which events and phases of a plan depend on something that could not be read or resolved. They are not
//! checked further; everything else is.

use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::PlanError;
use crate::plan::names::Anchor;
use crate::plan::place::Place;

/// The parts of a plan whose days are unverified.
#[derive(Debug)]
pub(crate) struct Unverified {
    /// The whole plan: its contingents, months or lists are unclear.
    pub(crate) everything: bool,
    events: Vec<bool>,
    phases: Vec<bool>,
}

impl Unverified {
    /// What depends on places that could not be read, and on errors in names and scopes.
    pub(crate) fn of<'e>(
        plan: &Plan,
        unread: &[Place],
        found: impl Iterator<Item = &'e PlanError>,
    ) -> Self {
        let about_sources = |problem: &PlanErrorKind| {
            matches!(problem, PlanErrorKind::Unknown { what: "source", .. })
        };
        let found = found.filter(|error| !about_sources(&error.problem));
        let places: Vec<&Place> = unread.iter().chain(found.map(|error| &error.place)).collect();
        let mut unverified = Self {
            everything: places.iter().any(|place| affects_whole_plan(place)),
            events: vec![false; plan.spec.events.len()],
            phases: vec![false; plan.spec.phases.len()],
        };
        // A phase with an unclear scope may precede any later one.
        let mut unclear_scope = vec![false; plan.spec.phases.len()];
        for place in places {
            let (list, key) = (place.list(), place.key_of_entry());
            let Some(i) = place.entry_index() else { continue };
            match list {
                Some("event") => set(&mut unverified.events, i),
                Some("phase")
                    if !matches!(key, Some("pace" | "order" | "blocks" | "when_late")) =>
                {
                    set(&mut unverified.phases, i);
                    if matches!(key, None | Some("scope" | "destination")) {
                        set(&mut unclear_scope, i);
                    }
                }
                _ => {}
            }
        }
        for i in 0..unverified.events.len() {
            unverified.events[i] =
                unverified.events[i] || unverified.depends(plan.references.events[i]);
        }
        let mut after_unclear = false;
        for (i, references) in plan.references.phases.iter().enumerate() {
            unverified.phases[i] = unverified.phases[i]
                || after_unclear
                || unverified.depends(references.deadline)
                || unverified.depends(references.starts)
                || unverified.depends(references.until)
                || references.waits_for.iter().any(|&event| unverified.events[event])
                || references.preceded_by.iter().any(|&j| unverified.phases[j])
                || references.in_proportion_to.is_some_and(|q| unverified.phases[q]);
            after_unclear = after_unclear || unclear_scope[i];
        }
        unverified
    }

    /// Whether any phase is unverified, and with it the last month in which a deadline binds.
    pub(crate) fn any_phase(&self) -> bool {
        self.phases.contains(&true)
    }

    /// Whether an error about days at this place is certain.
    pub(crate) fn is_certain(&self, plan: &Plan, place: &Place) -> bool {
        let Some(i) = place.entry_index() else { return true };
        let reach = match place.list() {
            Some("event") => return !self.events.get(i).is_some_and(|unverified| *unverified),
            Some("phase") => return !self.phases.get(i).is_some_and(|unverified| *unverified),
            Some("residual") => plan.references.residuals.get(i),
            Some("hold") => plan.references.holds.get(i),
            Some("cap") => plan.references.caps.get(i),
            _ => None,
        };
        reach.is_none_or(|reach| !self.depends(reach.from) && !self.depends(reach.through))
    }

    fn depends(&self, anchor: Option<Anchor>) -> bool {
        match anchor {
            None => false,
            Some(Anchor::Event(i)) => self.events[i],
            Some(Anchor::Phase(i)) => self.phases[i],
        }
    }
}

fn set(list: &mut [bool], i: usize) {
    if let Some(entry) = list.get_mut(i) {
        *entry = true;
    }
}

/// Whether an error at this place makes unclear which contingents, events and phases there are, or when.
fn affects_whole_plan(place: &Place) -> bool {
    match (place.list(), place.entry_index(), place.key_of_entry()) {
        (Some("as_of"), ..) | (Some("event" | "phase" | "contingent"), None, _) => true,
        (Some("contingent"), Some(_), key) => {
            matches!(key, None | Some("contributor" | "host" | "mission"))
        }
        _ => false,
    }
}

/// Whether an error may be there only because something else could not be read.
pub(crate) fn depends_on(place: &Place, problem: &PlanErrorKind, unread: &[Place]) -> bool {
    let lost = |lists: &[&str], keys: &[&str]| {
        unread.iter().any(|unread| {
            let concerns = |key| keys.contains(&key);
            unread.list().is_some_and(|list| lists.contains(&list))
                && unread.key_of_entry().is_none_or(concerns)
        })
    };
    let is_of_seek = |unread: &Place| {
        unread.list() == Some("seek")
            && place.list() == Some("seek")
            && unread.entry_index() == place.entry_index()
    };
    unread.iter().any(|unread| place.starts_with(unread) || is_of_seek(unread))
        || match problem {
            PlanErrorKind::Unknown { what: "source", .. } => lost(&["source"], &["id"]),
            PlanErrorKind::Unknown { .. }
            | PlanErrorKind::ListedLater { .. }
            | PlanErrorKind::ItsOwnEntry { .. } => {
                lost(&["event", "phase"], &["id", "name"])
                    || unread.iter().any(|unread| unread.names_in_the_variant_of(place))
            }
            PlanErrorKind::NoDeadline
                if unread.iter().any(|unread| unread.starts_with(&place.parent().key("pace"))) =>
            {
                true
            }
            PlanErrorKind::NoMatch | PlanErrorKind::NoRate | PlanErrorKind::EmptyDestination
                if unread.iter().any(|unread| unread.starts_with(place)) =>
            {
                true
            }
            PlanErrorKind::AllAtDestination | PlanErrorKind::NoSuchDestination { .. }
                if unread.iter().any(|unread| unread.starts_with(&place.parent().key("scope"))) =>
            {
                true
            }
            PlanErrorKind::NoMatch
            | PlanErrorKind::AllAtDestination
            | PlanErrorKind::NoSuchDestination { .. }
            | PlanErrorKind::DuplicateContingent { .. } => {
                lost(&["contingent"], &["contributor", "host", "mission"])
            }
            _ => false,
        }
}

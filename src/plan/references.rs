//! Names and scopes turned into indices: which contingents a scope matches, where troops go, what days count
//! from.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::estimate_source::Constraint;
use crate::plan::names::{Anchor, Names};
use crate::plan::place::PathCursor;
use crate::plan::precedence::precede;
use crate::plan::scope_table::ScopeTable;
pub(crate) use crate::plan::scope_table::{Route, members};
use crate::spec::PlanSpec;
use crate::spec::constraint::{Cap, Hold, Residual};
use crate::spec::date_rule::When;
use crate::spec::event::Event;
use crate::spec::phase::{Phase, Target};
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::mission::Mission;

/// A plan's references, by index.
#[derive(Clone, Debug)]
pub(crate) struct References {
    pub(crate) events: Vec<Option<Anchor>>,
    /// Shared with variants that leave the phases alone: these are the most of a large plan.
    pub(crate) phases: Arc<Vec<PhaseReferences>>,
    pub(crate) residuals: Vec<ResolvedScope>,
    pub(crate) holds: Vec<ResolvedScope>,
    pub(crate) caps: Vec<ResolvedScope>,
    /// The caps in the order in which they apply (rules#caps).
    pub(crate) cap_order: Vec<OrderedCap>,
    /// The contingents in each hazard's scope.
    pub(crate) hazards: Vec<Arc<Vec<usize>>>,
    /// The phases that each slip delays.
    pub(crate) slips: Vec<Vec<usize>>,
    pub(crate) incoming: Incoming,
    pub(crate) scopes: Arc<ScopeTable>,
}

/// Who may come to a contingent during the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    Nobody,
    /// Troops that are raised, but nobody from another contingent.
    Raises,
    /// Troops from other contingents.
    Transfers,
}

/// A cap, as a month step asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderedCap {
    /// The position in the plan's list.
    pub(crate) cap: usize,
    /// Which of the different scopes it has: caps of one scope are compared with one sum.
    pub(crate) scope: usize,
    /// Whether it is over all contingents.
    #[cfg_attr(drawdown_plain, expect(dead_code, reason = "only the fast paths ask"))]
    pub(crate) covers_all: bool,
}

/// The contingents in the scope of a residual, hold or cap, and what its window counts from.
#[derive(Clone, Debug)]
pub(crate) struct ResolvedScope {
    pub(crate) scope: Arc<Vec<usize>>,
    pub(crate) from: Option<Anchor>,
    pub(crate) through: Option<Anchor>,
}

#[derive(Clone, Debug)]
pub(crate) struct PhaseReferences {
    /// Its contingents in listing order, without those that would be their own destination.
    pub(crate) scope: Arc<Vec<Route>>,
    pub(crate) deadline: Option<Anchor>,
    pub(crate) until: Option<Anchor>,
    pub(crate) starts: Option<Anchor>,
    pub(crate) waits_for: Vec<usize>,
    pub(crate) in_proportion_to: Option<usize>,
    /// The earlier-listed phases whose scopes or destinations meet its scope (rules#precedes).
    pub(crate) preceded_by: Vec<usize>,
}

/// What residuals, holds and caps have in common.
pub(crate) trait Windowed {
    fn scope(&self) -> &Scope;
    fn from(&self) -> Option<&When>;
    fn through(&self) -> Option<&When>;
    fn source(&self) -> Option<&String>;
}

macro_rules! windowed {
    ($($entry:ty),*) => {$(
        impl Windowed for $entry {
            fn scope(&self) -> &Scope {
                &self.scope
            }

            fn from(&self) -> Option<&When> {
                self.from.as_ref()
            }

            fn through(&self) -> Option<&When> {
                self.through.as_ref()
            }

            fn source(&self) -> Option<&String> {
                self.source.as_ref()
            }
        }
    )*};
}

windowed!(Residual, Hold, Cap);

impl References {
    /// Resolves every reference; what cannot be resolved is reported and left out. A variant that leaves the
    /// phases of its plan alone gives the plan's, which are known to be valid.
    pub(crate) fn check(
        spec: &PlanSpec,
        names: &Names<'_>,
        known_phases: Option<&Arc<Vec<PhaseReferences>>>,
        scopes: Arc<ScopeTable>,
        errors: &mut Diagnostics,
    ) -> Self {
        let mut resolver = Resolver { spec, names, scopes, by_key: None, errors };
        for (i, contingent) in spec.contingents.iter().enumerate() {
            resolver.source(&PathCursor::entry("contingent", i), contingent.source.as_ref());
        }
        let events = resolver.events();
        let phases = known_phases.cloned().unwrap_or_else(|| {
            let mut phases: Vec<PhaseReferences> =
                (0..spec.phases.len()).map(|i| resolver.phase(i)).collect();
            let routes = phases.iter().map(|phase| Arc::clone(&phase.scope));
            let preceded_by = precede(spec, &routes.collect::<Vec<_>>());
            for (phase, preceded_by) in phases.iter_mut().zip(preceded_by) {
                phase.preceded_by = preceded_by;
            }
            Arc::new(phases)
        });
        let residuals = resolver.constraints(Constraint::Residual, &spec.residuals);
        let holds = resolver.constraints(Constraint::Hold, &spec.holds);
        let caps = resolver.constraints(Constraint::Cap, &spec.caps);
        for (i, cost) in spec.costs.iter().enumerate() {
            resolver.scope(&PathCursor::entry("cost", i), &cost.scope, cost.source.as_ref());
        }
        let hazards = spec.hazards.iter().enumerate().map(|(i, hazard)| {
            let at = PathCursor::entry("hazard", i);
            resolver.scope(&at, &hazard.scope, hazard.source.as_ref())
        });
        let hazards = hazards.collect();
        let slips = (0..spec.slips.len()).map(|i| resolver.slip(i)).collect();
        for (i, variant) in spec.variants.iter().enumerate() {
            resolver.source(&PathCursor::entry("variant", i), variant.source.as_ref());
        }
        for (i, seek) in spec.seeks.iter().enumerate() {
            resolver.source(&PathCursor::entry("seek", i), seek.source.as_ref());
        }
        let incoming = if spec.phases.iter().any(|phase| phase.destination.is_some()) {
            Incoming::Transfers
        } else if spec.phases.iter().any(|phase| phase.target.is_raise()) {
            Incoming::Raises
        } else {
            Incoming::Nobody
        };
        let cap_order = narrowest_first(&caps, spec.contingents.len());
        let scopes = resolver.scopes;
        Self { events, phases, residuals, holds, caps, cap_order, hazards, slips, incoming, scopes }
    }

    /// The contingents that any cap covers.
    pub(crate) fn capped(&self) -> BTreeSet<usize> {
        let mut scopes: Vec<&Arc<Vec<usize>>> = self.caps.iter().map(|cap| &cap.scope).collect();
        scopes.dedup_by(|a, b| Arc::ptr_eq(a, b));
        scopes.into_iter().flat_map(|scope| scope.iter().copied()).collect()
    }
}

/// Caps over the fewest contingents first, of as many in listing order (rules#caps).
fn narrowest_first(caps: &[ResolvedScope], contingents: usize) -> Vec<OrderedCap> {
    let mut order: Vec<usize> = (0..caps.len()).collect();
    order.sort_by_key(|&k| caps[k].scope.len());
    let mut scopes = HashMap::new();
    let ordered = order.into_iter().map(|cap| {
        let (next, scope) = (scopes.len(), &caps[cap].scope);
        let covers_all = scope.len() == contingents;
        let scope = *scopes.entry(Arc::as_ptr(scope)).or_insert(next);
        OrderedCap { cap, scope, covers_all }
    });
    ordered.collect()
}

struct Resolver<'a, 'e> {
    spec: &'a PlanSpec,
    names: &'a Names<'a>,
    scopes: Arc<ScopeTable>,
    /// The contingents by contributor, host and mission, once a phase has a destination.
    by_key: Option<HashMap<(Country, Country, Mission), usize>>,
    errors: &'e mut Diagnostics,
}

impl Resolver<'_, '_> {
    fn source(&mut self, at: &PathCursor<'_>, source: Option<&String>) {
        self.names.source(at, source, self.errors);
    }

    /// The contingents in an entry's scope; checks its source, too.
    fn scope(
        &mut self,
        at: &PathCursor<'_>,
        scope: &Scope,
        source: Option<&String>,
    ) -> Arc<Vec<usize>> {
        let scope = self.members(at, scope);
        self.source(at, source);
        scope
    }

    fn members(&mut self, at: &PathCursor<'_>, scope: &Scope) -> Arc<Vec<usize>> {
        let members = ScopeTable::members(&mut self.scopes, &self.spec.contingents, scope);
        if members.is_empty() && !self.spec.contingents.is_empty() {
            self.errors.add(at.key("scope"), PlanErrorKind::NoMatch);
        }
        members
    }

    fn constraints(&mut self, kind: Constraint, entries: &[impl Windowed]) -> Vec<ResolvedScope> {
        let mut resolved = Vec::new();
        for (i, entry) in entries.iter().enumerate() {
            let at = PathCursor::entry(kind.key(), i);
            let scope = self.members(&at, entry.scope());
            let after_all = Anchor::Phase(self.spec.phases.len());
            let from = self.anchor(&at.key("from"), entry.from(), after_all);
            let through = self.anchor(&at.key("through"), entry.through(), after_all);
            self.source(&at, entry.source());
            resolved.push(ResolvedScope { scope, from, through });
        }
        resolved
    }

    fn events(&mut self) -> Vec<Option<Anchor>> {
        let spec = self.spec;
        let resolve = |(i, event): (usize, &Event)| {
            let at = PathCursor::entry("event", i);
            self.source(&at, event.source.as_ref());
            self.anchor(&at.key("date"), event.date.as_ref(), Anchor::Event(i))
        };
        spec.events.iter().enumerate().map(resolve).collect()
    }

    fn phase(&mut self, i: usize) -> PhaseReferences {
        let phase = &self.spec.phases[i];
        let at = PathCursor::entry("phase", i);
        self.source(&at, phase.source.as_ref());
        let members = self.members(&at, &phase.scope);
        let scope = self.routes(phase, &at, &members);
        let own = Anchor::Phase(i);
        let deadline = self.anchor(&at.key("deadline"), phase.deadline.as_ref(), own);
        let until = self.anchor(&at.key("until"), phase.until.as_ref(), own);
        let starts = self.anchor(&at.key("starts"), phase.starts.as_ref(), own);
        let waits_for = phase.waits_for.iter().enumerate();
        let waits_for = waits_for
            .filter_map(|(k, id)| {
                self.found(&at.key("waits_for").index(k), |names| names.event(id))
            })
            .collect();
        let in_proportion_to = self.in_proportion_to(&at, i);
        let preceded_by = Vec::new(); // known once all phases are
        PhaseReferences { scope, deadline, until, starts, waits_for, in_proportion_to, preceded_by }
    }

    /// Where a phase sends the contingents of its scope; phases of the same scope and destination share them.
    fn routes(&mut self, phase: &Phase, at: &PathCursor<'_>, members: &[usize]) -> Arc<Vec<Route>> {
        // What a raise cannot have is an error of each raise.
        let is_known = !phase.target.is_raise() || phase.destination.is_none();
        let known = self.scopes.routes(&phase.scope, phase.destination).filter(|_| is_known);
        known.unwrap_or_else(|| {
            let errors = self.errors.len();
            let routes = routes(self.spec, phase, at, members, &mut self.by_key, self.errors);
            let routes = Arc::new(routes);
            if self.errors.len() == errors && !self.errors.is_full() {
                ScopeTable::add_routes(&mut self.scopes, &phase.scope, phase.destination, &routes);
            }
            routes
        })
    }

    /// The phases that slip `i` delays.
    fn slip(&mut self, i: usize) -> Vec<usize> {
        let slip = &self.spec.slips[i];
        let at = PathCursor::entry("slip", i);
        self.source(&at, slip.source.as_ref());
        let Some(phases) = &slip.phases else { return (0..self.spec.phases.len()).collect() };
        let phases = phases.iter().enumerate();
        let mut phases: Vec<usize> = phases
            .filter_map(|(k, name)| {
                self.found(&at.key("phases").index(k), |names| names.phase(name))
            })
            .collect();
        phases.sort_unstable();
        phases.dedup();
        phases
    }

    /// The phase that the target of phase `i` keeps in proportion to, if any.
    fn in_proportion_to(&mut self, at: &PathCursor<'_>, i: usize) -> Option<usize> {
        let Target::InProportionTo(name) = &self.spec.phases[i].target else { return None };
        let phases = &self.spec.phases;
        self.found(&at.key("target").key("in_proportion_to"), |names| match names.phase(name)? {
            other if other == i => Err(PlanErrorKind::ItsOwnEntry { name: name.clone() }),
            other if other > i => Err(PlanErrorKind::ListedLater { name: name.clone() }),
            other if phases[other].target.is_raise() => {
                Err(PlanErrorKind::InProportionToRaise { phase: name.clone() })
            }
            other => Ok(other),
        })
    }

    /// What a day counts from, listed before `earlier`.
    fn anchor(
        &mut self,
        at: &PathCursor<'_>,
        when: Option<&When>,
        earlier: Anchor,
    ) -> Option<Anchor> {
        let Some(When::CountedFrom(counted)) = when else { return None };
        self.found(&at.key(counted.direction.as_str()), |names| {
            names.anchor(&counted.anchor, earlier)
        })
    }

    /// What a name refers to. Once the list of errors is full, no further suggestions are computed.
    fn found<T>(
        &mut self,
        at: &PathCursor<'_>,
        find: impl FnOnce(&Names<'_>) -> Result<T, PlanErrorKind>,
    ) -> Option<T> {
        if self.errors.is_full() {
            return None;
        }
        find(self.names).map_err(|problem| self.errors.add(at, problem)).ok()
    }
}

/// Where the members of a phase's scope go (rules#destination).
fn routes(
    spec: &PlanSpec,
    phase: &Phase,
    at: &PathCursor<'_>,
    members: &[usize],
    by_key: &mut Option<HashMap<(Country, Country, Mission), usize>>,
    errors: &mut Diagnostics,
) -> Vec<Route> {
    let Some(destination) = phase.destination else {
        return members
            .iter()
            .map(|&i| Route { contingent: i, to: None, leaves_host: true })
            .collect();
    };
    let at = at.key("destination");
    if destination.host.is_none() && destination.mission.is_none() {
        errors.add(at, PlanErrorKind::EmptyDestination);
        return Vec::new();
    }
    if phase.target.is_raise() {
        errors.add(at, PlanErrorKind::RaiseWithDestination);
        return Vec::new();
    }
    let by_key = by_key.get_or_insert_with(|| {
        let contingents = spec.contingents.iter().enumerate().rev();
        contingents.map(|(i, c)| ((c.contributor, c.host, c.mission), i)).collect()
    });
    let mut routes = Vec::new();
    let mut missing = Vec::new();
    for &contingent in members {
        let from = &spec.contingents[contingent];
        let host = destination.host.unwrap_or(from.host);
        let mission = destination.mission.unwrap_or(from.mission);
        if host == from.host && mission == from.mission {
            continue; // its own destination
        }
        let arrival = (from.contributor, host, mission);
        match by_key.get(&arrival) {
            Some(&to) => {
                let leaves_host = host != from.host;
                routes.push(Route { contingent, to: Some(to), leaves_host });
            }
            None if !missing.contains(&arrival) => missing.push(arrival),
            None => {}
        }
    }
    if routes.is_empty() && missing.is_empty() && !members.is_empty() {
        errors.add(at, PlanErrorKind::AllAtDestination);
    }
    for (contributor, host, mission) in missing {
        errors.add(at, PlanErrorKind::NoSuchDestination { contributor, host, mission });
    }
    routes
}

//! Names and scopes turned into indices: who is meant, who goes where, what counts from what.

use std::collections::HashMap;
use std::sync::Arc;

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::names::{Anchor, Names};
use crate::plan::place::PathCursor;
use crate::plan::terms::{Route, Terms};
use crate::spec::PlanSpec;
use crate::spec::constraint::{Cap, Hold, Residual};
use crate::spec::contingent::Contingent;
use crate::spec::date_rule::When;
use crate::spec::phase::{Phase, Target};
use crate::spec::scope::Scope;

/// A plan's references, by index; its variants share those that they leave alone.
#[derive(Clone, Debug)]
pub(crate) struct References {
    pub(crate) events: Arc<[Option<Anchor>]>,
    pub(crate) phases: Arc<[PhaseReferences]>,
    /// By phase; a course keeps them with its dates.
    pub(crate) terms: Arc<[Terms]>,
    pub(crate) residuals: Arc<[ResolvedScope]>,
    pub(crate) holds: Arc<[ResolvedScope]>,
    pub(crate) caps: Arc<[ResolvedScope]>,
    /// Whom each hazard holds.
    pub(crate) hazards: Arc<[Vec<usize>]>,
    /// Whether nobody who leaves a contingent arrives in another.
    pub(crate) all_go_home: bool,
    /// Whether anybody is raised, or arrives from another contingent.
    pub(crate) somebody_comes: bool,
}

/// A list of constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constraints {
    Residuals,
    Holds,
    Caps,
}

/// Whom a residual, hold or cap concerns, and what its window counts from.
#[derive(Clone, Debug)]
pub(crate) struct ResolvedScope {
    pub(crate) scope: Vec<usize>,
    pub(crate) from: Option<Anchor>,
    pub(crate) through: Option<Anchor>,
}

#[derive(Clone, Debug)]
pub(crate) struct PhaseReferences {
    /// Its contingents in listing order, without those that would be their own destination.
    pub(crate) scope: Vec<Route>,
    pub(crate) deadline: Option<Anchor>,
    pub(crate) starts: Option<Anchor>,
    pub(crate) waits_for: Vec<usize>,
    pub(crate) in_proportion_to: Option<usize>,
    /// The earlier-listed phases that precede this one (DESIGN section 4).
    pub(crate) preceded_by: Vec<usize>,
}

impl References {
    /// Resolves every reference; what cannot be resolved is found and left out.
    pub(crate) fn check(spec: &PlanSpec, names: &Names<'_>, findings: &mut Diagnostics) -> Self {
        for (i, contingent) in spec.contingents.iter().enumerate() {
            names.source(&PathCursor::entry("contingent", i), contingent.source.as_ref(), findings);
        }
        let events = events(spec, names, findings);
        let mut phases: Vec<PhaseReferences> = Vec::new();
        for i in 0..spec.phases.len() {
            let phase = phase(spec, i, names, findings);
            phases.push(phase);
        }
        precede(spec, &mut phases);
        let terms = spec.phases.iter().zip(&phases);
        let terms =
            terms.map(|(phase, wiring)| Terms::new(phase, &wiring.scope, wiring.in_proportion_to));
        let terms = terms.collect();

        let mut wire = Resolver { spec, names, findings };
        let (residuals, holds, caps) = (wire.residuals(), wire.holds(), wire.caps());
        for (i, cost) in spec.costs.iter().enumerate() {
            wire.reach(
                &PathCursor::entry("cost", i),
                &cost.scope,
                None,
                None,
                cost.source.as_ref(),
            );
        }
        let hazards = (spec.hazards.iter().enumerate())
            .map(|(i, h)| {
                let at = PathCursor::entry("hazard", i);
                wire.reach(&at, &h.scope, None, None, h.source.as_ref()).scope
            })
            .collect();
        for (i, variant) in spec.variants.iter().enumerate() {
            names.source(&PathCursor::entry("variant", i), variant.source.as_ref(), findings);
        }
        let all_go_home = spec.phases.iter().all(|phase| phase.destination.is_none());
        let somebody_comes = !all_go_home || is_anybody_raised(spec);
        let phases = phases.into();
        Self { events, phases, terms, residuals, holds, caps, hazards, all_go_home, somebody_comes }
    }

    /// Whether every cap's scope is everyone, of so many, in a plan in which everyone who leaves goes home.
    pub(crate) fn caps_hold_everyone(&self, contingents: usize) -> bool {
        self.all_go_home && self.caps.iter().all(|reach| reach.scope.len() == contingents)
    }

    /// Resolves anew what hangs on phases' targets, and the terms of those whose target or pace is another;
    /// all else is as it was.
    pub(crate) fn check_terms(
        &mut self,
        changed: impl Iterator<Item = usize>,
        spec: &PlanSpec,
        names: &Names<'_>,
        findings: &mut Diagnostics,
    ) {
        let mut wire = Resolver { spec, names, findings };
        for (i, phase) in spec.phases.iter().enumerate() {
            let at = PathCursor::entry("phase", i);
            if phase.destination.is_some() && phase.target.is_raise() {
                wire.findings.add(at.key("destination"), PlanErrorKind::RaiseWithDestination);
            }
            let other = wire.in_proportion_to(&at, i);
            if other != self.phases[i].in_proportion_to {
                Arc::make_mut(&mut self.phases)[i].in_proportion_to = other;
            }
        }
        let terms = Arc::make_mut(&mut self.terms);
        for i in changed {
            let PhaseReferences { scope, in_proportion_to, .. } = &self.phases[i];
            terms[i] = Terms::new(&spec.phases[i], scope, *in_proportion_to);
        }
        self.somebody_comes = !self.all_go_home || is_anybody_raised(spec);
    }

    /// Resolves the references of a list of constraints anew; all else is as it was.
    pub(crate) fn check_constraints(
        &mut self,
        list: Constraints,
        spec: &PlanSpec,
        names: &Names<'_>,
        findings: &mut Diagnostics,
    ) {
        let mut wire = Resolver { spec, names, findings };
        match list {
            Constraints::Residuals => self.residuals = wire.residuals(),
            Constraints::Holds => self.holds = wire.holds(),
            Constraints::Caps => self.caps = wire.caps(),
        }
    }
}

fn is_anybody_raised(spec: &PlanSpec) -> bool {
    spec.phases.iter().any(|phase| phase.target.is_raise())
}

/// The contingents that a scope means, by index.
pub(crate) fn members(contingents: &[Contingent], scope: &Scope) -> Vec<usize> {
    let meant = |(i, contingent): (usize, &Contingent)| scope.matches(contingent).then_some(i);
    contingents.iter().enumerate().filter_map(meant).collect()
}

struct Resolver<'a, 'f> {
    spec: &'a PlanSpec,
    names: &'a Names<'a>,
    findings: &'f mut Diagnostics,
}

impl Resolver<'_, '_> {
    fn residuals(&mut self) -> Arc<[ResolvedScope]> {
        let residuals = &self.spec.residuals;
        let reach = |(i, r): (usize, &Residual)| {
            let at = PathCursor::entry("residual", i);
            self.reach(&at, &r.scope, r.from.as_ref(), r.through.as_ref(), r.source.as_ref())
        };
        residuals.iter().enumerate().map(reach).collect()
    }

    fn holds(&mut self) -> Arc<[ResolvedScope]> {
        let holds = &self.spec.holds;
        let reach = |(i, h): (usize, &Hold)| {
            let at = PathCursor::entry("hold", i);
            self.reach(&at, &h.scope, h.from.as_ref(), h.through.as_ref(), h.source.as_ref())
        };
        holds.iter().enumerate().map(reach).collect()
    }

    fn caps(&mut self) -> Arc<[ResolvedScope]> {
        let caps = &self.spec.caps;
        let reach = |(i, c): (usize, &Cap)| {
            let at = PathCursor::entry("cap", i);
            self.reach(&at, &c.scope, c.from.as_ref(), c.through.as_ref(), c.source.as_ref())
        };
        caps.iter().enumerate().map(reach).collect()
    }

    fn reach(
        &mut self,
        at: &PathCursor<'_>,
        scope: &Scope,
        from: Option<&When>,
        through: Option<&When>,
        source: Option<&String>,
    ) -> ResolvedScope {
        let scope = self.members(at, scope);
        let last = Anchor::Phase(self.spec.phases.len());
        let from = self.anchor(&at.key("from"), from, last);
        let through = self.anchor(&at.key("through"), through, last);
        self.names.source(at, source, self.findings);
        ResolvedScope { scope, from, through }
    }

    fn members(&mut self, at: &PathCursor<'_>, scope: &Scope) -> Vec<usize> {
        let members = members(&self.spec.contingents, scope);
        if members.is_empty() && !self.spec.contingents.is_empty() {
            self.findings.add(at.key("scope"), PlanErrorKind::NobodyMatches);
        }
        members
    }

    /// The phase that one's target keeps in proportion to, if any.
    fn in_proportion_to(&mut self, at: &PathCursor<'_>, i: usize) -> Option<usize> {
        let Target::InProportionTo(name) = &self.spec.phases[i].target else { return None };
        let other = self.names.phase(name).and_then(|other| {
            if other >= i {
                Err(PlanErrorKind::ListedLater { name: name.clone() })
            } else if self.spec.phases[other].target.is_raise() {
                Err(PlanErrorKind::InProportionToRaise { phase: name.clone() })
            } else {
                Ok(other)
            }
        });
        self.found(&at.key("target").key("in_proportion_to"), other)
    }

    fn anchor<D>(
        &mut self,
        at: &PathCursor<'_>,
        when: Option<&When<D>>,
        earlier: Anchor,
    ) -> Option<Anchor> {
        let Some(When::CountedFrom(after)) = when else { return None };
        let anchor = self.names.anchor(&after.anchor, earlier);
        self.found(&at.key("after"), anchor)
    }

    fn found<T>(&mut self, at: &PathCursor<'_>, result: Result<T, PlanErrorKind>) -> Option<T> {
        result.map_err(|problem| self.findings.add(at, problem)).ok()
    }
}

fn events(spec: &PlanSpec, names: &Names<'_>, findings: &mut Diagnostics) -> Arc<[Option<Anchor>]> {
    let mut wire = Resolver { spec, names, findings };
    (spec.events.iter().enumerate())
        .map(|(i, event)| {
            let at = PathCursor::entry("event", i);
            names.source(&at, event.source.as_ref(), wire.findings);
            wire.anchor(&at.key("date"), event.date.as_ref(), Anchor::Event(i))
        })
        .collect()
}

fn phase(
    spec: &PlanSpec,
    i: usize,
    names: &Names<'_>,
    findings: &mut Diagnostics,
) -> PhaseReferences {
    let mut wire = Resolver { spec, names, findings };
    let phase = &spec.phases[i];
    let at = PathCursor::entry("phase", i);
    names.source(&at, phase.source.as_ref(), wire.findings);

    let members = wire.members(&at, &phase.scope);
    let scope = legs(spec, phase, &at, &members, wire.findings);
    let deadline = wire.anchor(&at.key("deadline"), Some(&phase.deadline), Anchor::Phase(i));
    let starts = wire.anchor(&at.key("starts"), phase.starts.as_ref(), Anchor::Phase(i));
    let waits_for = (phase.waits_for.iter().enumerate())
        .filter_map(|(k, id)| wire.found(&at.key("waits_for").index(k), names.event(id)))
        .collect();
    let in_proportion_to = wire.in_proportion_to(&at, i);
    let preceded_by = Vec::new(); // once all are wired
    PhaseReferences { scope, deadline, starts, waits_for, in_proportion_to, preceded_by }
}

/// Where the members of a phase's scope go.
fn legs(
    spec: &PlanSpec,
    phase: &Phase,
    at: &PathCursor<'_>,
    members: &[usize],
    findings: &mut Diagnostics,
) -> Vec<Route> {
    let Some(destination) = phase.destination else {
        return members
            .iter()
            .map(|&i| Route { contingent: i, to: None, leaves_host: true })
            .collect();
    };
    let at = at.key("destination");
    if destination.host.is_none() && destination.mission.is_none() {
        findings.add(at, PlanErrorKind::EmptyDestination);
        return Vec::new();
    }
    if phase.target.is_raise() {
        findings.add(at, PlanErrorKind::RaiseWithDestination);
        return Vec::new();
    }
    let by_key: HashMap<_, _> = (spec.contingents.iter().enumerate().rev())
        .map(|(i, c)| ((c.contributor, c.host, c.mission), i))
        .collect();
    let mut legs = Vec::new();
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
                legs.push(Route { contingent, to: Some(to), leaves_host });
            }
            None if !missing.contains(&arrival) => missing.push(arrival),
            None => {}
        }
    }
    if legs.is_empty() && missing.is_empty() && !members.is_empty() {
        findings.add(at, PlanErrorKind::OverNobody);
    }
    for (contributor, host, mission) in missing {
        findings.add(at, PlanErrorKind::NoSuchDestination { contributor, host, mission });
    }
    legs
}

/// Which phases precede which: those that share a contingent, and those that send somebody into
/// the scope of a later one without `starts`.
fn precede(spec: &PlanSpec, phases: &mut [PhaseReferences]) {
    let words = spec.contingents.len().div_ceil(64);
    let set = |members: &mut dyn Iterator<Item = usize>| {
        let mut bits = vec![0_u64; words];
        for i in members {
            bits[i / 64] |= 1 << (i % 64);
        }
        bits
    };
    let meet = |a: &[u64], b: &[u64]| a.iter().zip(b).any(|(a, b)| a & b != 0);
    let sets: Vec<(Vec<u64>, Vec<u64>)> = (phases.iter())
        .map(|phase| {
            let scope = set(&mut phase.scope.iter().map(|leg| leg.contingent));
            let arrivals = set(&mut phase.scope.iter().filter_map(|leg| leg.to));
            (scope, arrivals)
        })
        .collect();
    for (i, phase) in phases.iter_mut().enumerate() {
        let (scope, _) = &sets[i];
        let has_start = spec.phases[i].starts.is_some();
        phase.preceded_by = (0..i)
            .filter(|&j| meet(&sets[j].0, scope) || (!has_start && meet(&sets[j].1, scope)))
            .collect();
    }
}

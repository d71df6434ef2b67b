//! Which phases precede which (rules#precedes).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::scope_table::Route;
use crate::spec::PlanSpec;

/// A set of contingents, a bit for each.
type Bits = Vec<u64>;

/// The contingents that a phase moves, and those that its troops arrive in.
struct Reach {
    scope: Bits,
    arrivals: Bits,
}

/// The phases that precede each phase, by the routes of all: those that share a contingent with it, and those that send
/// troops into its scope if it has no `starts`.
pub(super) fn precede(spec: &PlanSpec, routes: &[Arc<Vec<Route>>]) -> Vec<Vec<usize>> {
    let words = spec.contingents.len().div_ceil(64);
    // Phases that share their routes are compared once.
    let mut kinds: BTreeMap<*const Vec<Route>, usize> = BTreeMap::new();
    let mut reach: Vec<Reach> = Vec::new();
    let mut kind_of = |routes: &Arc<Vec<Route>>| {
        *kinds.entry(Arc::as_ptr(routes)).or_insert_with(|| {
            reach.push(Reach {
                scope: bits(words, routes.iter().map(|route| route.contingent)),
                arrivals: bits(words, routes.iter().filter_map(|route| route.to)),
            });
            reach.len() - 1
        })
    };
    let kinds: Vec<usize> = routes.iter().map(&mut kind_of).collect();
    let meet = |a: &Bits, b: &Bits| a.iter().zip(b).any(|(a, b)| a & b != 0);
    // Of each kind, by the kind of an earlier phase: whether they share a contingent, and whether it sends troops on.
    let mut known: Vec<Vec<Option<[bool; 2]>>> = vec![Vec::new(); reach.len()];
    let preceded_by = kinds.iter().enumerate().map(|(i, &kind)| {
        let has_start = spec.phases[i].starts.is_some();
        let (later, known) = (&reach[kind], &mut known[kind]);
        known.resize(reach.len(), None);
        let precedes = |j: &usize| {
            let earlier = &reach[kinds[*j]];
            let [shares, sends] = *known[kinds[*j]].get_or_insert_with(|| {
                [meet(&earlier.scope, &later.scope), meet(&earlier.arrivals, &later.scope)]
            });
            shares || (!has_start && sends)
        };
        (0..i).filter(precedes).collect()
    });
    preceded_by.collect()
}

fn bits(words: usize, members: impl Iterator<Item = usize>) -> Bits {
    let mut bits = vec![0_u64; words];
    for i in members {
        bits[i / 64] |= 1 << (i % 64);
    }
    bits
}

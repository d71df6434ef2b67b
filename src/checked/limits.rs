//! How large a plan may be (DESIGN section 8).

use super::place::Place;
use super::problem::Problem;
use super::report::Findings;
use crate::written::PlanSpec;
use crate::written::adjustment::{Adjustment, Variant};
use crate::written::force::Scope;

const CONTINGENTS: usize = 4_096;
const ENTRIES: usize = 1_024;
const NAME: usize = 200;
pub(crate) const MONTHS: i32 = 12_000;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) const FILE: usize = 4 * 1024 * 1024;

/// How many entries one of the plan's lists may have.
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) fn of_list(key: &str) -> usize {
    if key == "contingent" { CONTINGENTS } else { ENTRIES }
}

/// Whether every list and name is within its limit; what is beyond one is not looked at further.
pub(crate) fn check(spec: &PlanSpec, findings: &mut Findings) -> bool {
    let before = findings.len();
    let mut list = |place: &dyn Fn() -> Place, count: usize, limit: usize| {
        if count > limit {
            findings.add(place(), Problem::TooMany { count, limit });
        }
    };
    list(&|| Place::top("contingent"), spec.contingents.len(), CONTINGENTS);
    for (key, count) in [
        ("source", spec.sources.len()),
        ("event", spec.events.len()),
        ("residual", spec.residuals.len()),
        ("phase", spec.phases.len()),
        ("hold", spec.holds.len()),
        ("cap", spec.caps.len()),
        ("cost", spec.costs.len()),
        ("hazard", spec.hazards.len()),
        ("variant", spec.variants.len()),
    ] {
        list(&|| Place::top(key), count, ENTRIES);
    }
    for (i, phase) in spec.phases.iter().enumerate() {
        list(&|| Place::entry("phase", i).key("waits_for"), phase.waits_for.len(), ENTRIES);
    }
    for (i, variant) in spec.variants.iter().enumerate() {
        list(&|| Place::entry("variant", i).key("adjust"), variant.adjust.len(), ENTRIES);
    }
    for (place, scope) in scopes(spec) {
        list(
            &|| place.key("contributor"),
            scope.contributors.as_ref().map_or(0, Vec::len),
            ENTRIES,
        );
        list(&|| place.key("host"), scope.hosts.as_ref().map_or(0, Vec::len), ENTRIES);
        list(&|| place.key("mission"), scope.missions.as_ref().map_or(0, Vec::len), ENTRIES);
    }
    findings.len() == before
}

/// The same of a variant that the plan does not list.
pub(crate) fn check_variant(variant: &Variant, place: &Place, findings: &mut Findings) -> bool {
    let count = variant.adjust.len();
    if count > ENTRIES {
        findings.add(place.key("adjust"), Problem::TooMany { count, limit: ENTRIES });
    }
    count <= ENTRIES
}

/// Names are there, and none is too long.
pub(crate) fn check_name(place: &Place, name: &str, findings: &mut Findings) {
    let length = name.chars().count();
    if name.trim().is_empty() {
        findings.add(place.clone(), Problem::Blank);
    } else if name.chars().any(char::is_control) {
        findings.add(place.clone(), Problem::ControlCharacter);
    } else if length > NAME {
        findings.add(place.clone(), Problem::NameTooLong { length, limit: NAME });
    }
}

/// Every scope of the plan and of its variants, with its place.
fn scopes(spec: &PlanSpec) -> impl Iterator<Item = (Place, &Scope)> {
    let entries = (spec.residuals.iter().map(|r| &r.scope).enumerate())
        .map(|(i, scope)| ("residual", i, scope))
        .chain(spec.phases.iter().enumerate().map(|(i, p)| ("phase", i, &p.scope)))
        .chain(spec.holds.iter().enumerate().map(|(i, h)| ("hold", i, &h.scope)))
        .chain(spec.caps.iter().enumerate().map(|(i, c)| ("cap", i, &c.scope)))
        .chain(spec.costs.iter().enumerate().map(|(i, c)| ("cost", i, &c.scope)))
        .chain(spec.hazards.iter().enumerate().map(|(i, h)| ("hazard", i, &h.scope)))
        .map(|(list, i, scope)| (Place::entry(list, i).key("scope"), scope));
    let adjusted = spec.variants.iter().enumerate().flat_map(|(i, variant)| {
        variant.adjust.iter().enumerate().filter_map(move |(j, adjustment)| {
            let place = Place::entry("variant", i).key("adjust").index(j);
            let (key, scope) = match adjustment {
                Adjustment::Residual(residual) => ("residual", &residual.scope),
                Adjustment::Cap(cap) => ("cap", &cap.scope),
                Adjustment::Hold(hold) => ("hold", &hold.scope),
                Adjustment::Strength { scope, .. } => ("strength", scope),
                Adjustment::Add { phase } => ("add", &phase.scope),
                _ => return None,
            };
            Some((place.key(key).key("scope"), scope))
        })
    });
    entries.chain(adjusted)
}

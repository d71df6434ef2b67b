//! How large a plan may be (rules#limits).

use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::Diagnostics;
use crate::plan::place::PathCursor;
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Variant};
use crate::spec::scope::Scope;
use crate::values::estimate::MAX_VALUES;

const CONTINGENTS: usize = 4_096;
const ENTRIES: usize = 1_024;
const NAME: usize = 200;
pub(crate) const MONTHS: i32 = 12_000;
/// The most values of a seek, times those of its `for_each`.
pub(crate) const VALUES: u64 = 1 << 20;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) const FILE: usize = 4 * 1024 * 1024;

/// How many entries one of the plan's lists may have.
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) fn of_list(key: &str) -> usize {
    if key == "contingent" { CONTINGENTS } else { ENTRIES }
}

/// Whether every list is within its limit.
pub(crate) fn check(spec: &PlanSpec, errors: &mut Diagnostics) -> bool {
    let before = errors.len();
    let mut list = |at: PathCursor<'_>, count: usize, limit: usize| {
        if count > limit {
            errors.add(at, PlanErrorKind::TooMany { count, limit });
        }
    };
    list(PathCursor::top("contingent"), spec.contingents.len(), CONTINGENTS);
    for (key, count) in [
        ("source", spec.sources.len()),
        ("event", spec.events.len()),
        ("residual", spec.residuals.len()),
        ("phase", spec.phases.len()),
        ("hold", spec.holds.len()),
        ("cap", spec.caps.len()),
        ("cost", spec.costs.len()),
        ("hazard", spec.hazards.len()),
        ("country", spec.countries.len()),
        ("slip", spec.slips.len()),
        ("variant", spec.variants.len()),
        ("seek", spec.seeks.len()),
    ] {
        list(PathCursor::top(key), count, ENTRIES);
    }
    for (i, phase) in spec.phases.iter().enumerate() {
        list(PathCursor::entry("phase", i).key("waits_for"), phase.waits_for.len(), ENTRIES);
    }
    for (i, slip) in spec.slips.iter().enumerate() {
        let phases = slip.phases.as_ref().map_or(0, Vec::len);
        list(PathCursor::entry("slip", i).key("phases"), phases, ENTRIES);
        let months = PathCursor::entry("slip", i);
        list(months.key("months").key("values"), slip.months.values.len(), MAX_VALUES);
    }
    for (i, variant) in spec.variants.iter().enumerate() {
        list(PathCursor::entry("variant", i).key("adjust"), variant.adjust.len(), ENTRIES);
    }
    for (i, seek) in spec.seeks.iter().enumerate() {
        let at = PathCursor::entry("seek", i);
        let each = seek.for_each.as_ref().map_or(0, |each| each.adjust.len());
        list(at.key("adjust"), seek.adjust.len() + each, ENTRIES);
        list(at.key("so_that"), seek.so_that.len(), ENTRIES);
    }
    for (key, i, scope) in scopes(spec) {
        check_scope(&PathCursor::entry(key, i).key("scope"), scope, &mut list);
    }
    for (i, variant) in spec.variants.iter().enumerate() {
        for (j, adjustment) in variant.adjust.iter().enumerate() {
            if let Some((key, scope)) = adjusted_scope(adjustment) {
                let at = PathCursor::entry("variant", i);
                check_scope(&at.key("adjust").index(j).key(key).key("scope"), scope, &mut list);
            }
        }
    }
    errors.len() == before
}

fn check_scope(
    at: &PathCursor<'_>,
    scope: &Scope,
    list: &mut impl FnMut(PathCursor<'_>, usize, usize),
) {
    list(at.key("contributor"), scope.contributors.as_ref().map_or(0, Vec::len), ENTRIES);
    list(at.key("host"), scope.hosts.as_ref().map_or(0, Vec::len), ENTRIES);
    list(at.key("mission"), scope.missions.as_ref().map_or(0, Vec::len), ENTRIES);
}

/// Checks the length of a variant's list.
pub(crate) fn check_variant(
    variant: &Variant,
    at: &PathCursor<'_>,
    errors: &mut Diagnostics,
) -> bool {
    let count = variant.adjust.len();
    if count > ENTRIES {
        errors.add(at.key("adjust"), PlanErrorKind::TooMany { count, limit: ENTRIES });
    }
    count <= ENTRIES
}

/// Names are there, and none is too long.
pub(crate) fn check_name(at: &PathCursor<'_>, name: &str, errors: &mut Diagnostics) {
    let length = name.chars().count();
    if name.trim().is_empty() {
        errors.add(at, PlanErrorKind::Blank);
    } else if name.chars().any(char::is_control) {
        errors.add(at, PlanErrorKind::ControlCharacter);
    } else if length > NAME {
        errors.add(at, PlanErrorKind::NameTooLong { length, limit: NAME });
    }
}

/// Every scope of the plan's own lists, with its list and entry.
fn scopes(spec: &PlanSpec) -> impl Iterator<Item = (&'static str, usize, &Scope)> {
    (spec.residuals.iter().map(|r| &r.scope).enumerate())
        .map(|(i, scope)| ("residual", i, scope))
        .chain(spec.phases.iter().enumerate().map(|(i, p)| ("phase", i, &p.scope)))
        .chain(spec.holds.iter().enumerate().map(|(i, h)| ("hold", i, &h.scope)))
        .chain(spec.caps.iter().enumerate().map(|(i, c)| ("cap", i, &c.scope)))
        .chain(spec.costs.iter().enumerate().map(|(i, c)| ("cost", i, &c.scope)))
        .chain(spec.hazards.iter().enumerate().map(|(i, h)| ("hazard", i, &h.scope)))
}

/// The scope that an adjustment gives, and its key.
fn adjusted_scope(adjustment: &Adjustment) -> Option<(&'static str, &Scope)> {
    match adjustment {
        Adjustment::Residual(residual) => Some(("residual", &residual.scope)),
        Adjustment::Cap(cap) => Some(("cap", &cap.scope)),
        Adjustment::Hold(hold) => Some(("hold", &hold.scope)),
        Adjustment::Strength { scope, .. } => Some(("strength", scope)),
        Adjustment::Add { phase, .. } => Some(("add", &phase.scope)),
        _ => None,
    }
}

//! Seeks: their values, and the plan at the first and the last of them (rules#seeks).

use crate::plan::checked::Plan;
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::errors::{Diagnostics, PlanError, PlanErrors};
use crate::plan::place::{PathCursor, Place, Segment};
use crate::plan::seek_conditions::conditions;
use crate::plan::seek_error::SeekErrorKind;
use crate::plan::seek_values::SeekValues;
use crate::plan::variant::apply;
use crate::spec::PlanSpec;
use crate::spec::adjustment::{Adjustment, Variant};
use crate::spec::open_adjustment::with_value;
use crate::spec::seek::SeekSpec;
use crate::spec::seek_value::SeekValue;
use crate::values::percent::Percent;

/// Checks only the values of every seek, where the plan itself has errors.
pub(crate) fn check_values(spec: &PlanSpec, errors: &mut Diagnostics) {
    for (i, seek) in spec.seeks.iter().enumerate() {
        values(seek, &PathCursor::entry("seek", i), errors);
    }
}

/// Checks every seek of a plan that is valid without them.
pub(crate) fn check_all(plan: &Plan, errors: &mut Diagnostics) {
    for (i, seek) in plan.spec.seeks.iter().enumerate() {
        if errors.is_full() {
            return;
        }
        if let Err(found) = check(plan, seek, &PathCursor::entry("seek", i)) {
            errors.append(found);
        }
    }
}

/// Checks a seek of a plan; `own` is its place.
pub(crate) fn check(plan: &Plan, seek: &SeekSpec, own: &PathCursor<'_>) -> Result<(), PlanErrors> {
    let mut errors = Diagnostics::default();
    let Some((own_values, each)) = values(seek, own, &mut errors) else {
        return Err(errors.into());
    };
    let at = |each: Option<SeekValue>, value: SeekValue| match variant(seek, each, value) {
        Some(variant) => apply::apply(plan, &variant, own),
        None => Ok(plan.clone()), // no such value: found above
    };
    let (first, last) = (own_values.at(0), own_values.last());
    let (each_first, each_last) =
        (each.map(|each| each.at(0)), each.map(|each: SeekValues| each.last()));
    match at(each_first, first) {
        Ok(plan) => {
            conditions(&plan, &seek.so_that, own, &mut errors);
        }
        Err(found) => {
            let place = |error: &PlanError| in_seek(&error.place, seek, own);
            errors
                .append(found.into_iter().map(|error| PlanError { place: place(&error), ..error }));
        }
    }
    // Each is looked at only if those before it are valid: it would say the same again.
    let to = Place::from(own.key("to"));
    let each_to = Place::from(own.key("for_each").key("to"));
    let corners = [
        (each_first, last, &to, last),
        (each_last, first, &each_to, each_last.unwrap_or(first)),
        (each_last, last, &to, last),
    ];
    for (each, value, place, shown) in corners {
        if !errors.is_empty() {
            break;
        }
        if let Err(found) = at(each, value) {
            for error in found {
                let inner = without_entry(&in_seek(&error.place, seek, own), own);
                let problem = format!("{inner}: {}", error.problem);
                let problem = SeekErrorKind::AtValue { value: shown, problem };
                errors.add(place.clone(), PlanErrorKind::Seek(problem));
            }
        }
    }
    errors.into_result(())
}

/// The values of a seek and of its `for_each`; `None` where something is wrong with them.
fn values(
    seek: &SeekSpec,
    own: &PathCursor<'_>,
    errors: &mut Diagnostics,
) -> Option<(SeekValues, Option<SeekValues>)> {
    if let Some(percent) = seek.chance.filter(|chance| *chance > Percent::HUNDRED) {
        errors.add(own.key("chance"), PlanErrorKind::OverHundred { percent });
    }
    let values = SeekValues::of(seek);
    let place = Place::from(own);
    values
        .map_err(|found| {
            for (within, problem) in found {
                errors.add(place.join(&within), PlanErrorKind::Seek(problem));
            }
        })
        .ok()
}

/// The variant that a seek tries at a value, and at one of its `for_each`; `None` for values that cannot be.
pub(crate) fn variant(
    seek: &SeekSpec,
    each: Option<SeekValue>,
    value: SeekValue,
) -> Option<Variant> {
    let mut adjust = Vec::new();
    let mut name = format!("{}: {value}", seek.name);
    if let Some((each, value)) = seek.for_each.as_ref().zip(each) {
        adjust.extend(at_value(&each.adjust, value)?);
        name = format!("{name} for {value}");
    }
    adjust.extend(at_value(&seek.adjust, value)?);
    Some(Variant { name, adjust, source: seek.source.clone() })
}

fn at_value(adjust: &[Adjustment], value: SeekValue) -> Option<Vec<Adjustment>> {
    let (open, before) = adjust.split_last()?;
    let mut adjust = before.to_vec();
    adjust.push(with_value(open, value)?);
    Some(adjust)
}

/// The place of an error of the variant in the seek: the adjustments of `for_each` come first in the variant.
fn in_seek(place: &Place, seek: &SeekSpec, own: &PathCursor<'_>) -> Place {
    let before = Place::from(own).segments().len();
    let each = seek.for_each.as_ref().map_or(0, |each| each.adjust.len());
    let mut segments = place.segments().to_vec();
    let is_list =
        matches!(segments.get(before), Some(Segment::Key(key)) if key.as_ref() == "adjust");
    if let Some(Segment::Index(index)) = segments.get_mut(before + 1)
        && is_list
        && each > 0
    {
        if *index < each {
            segments.insert(before, Segment::Key("for_each".into()));
        } else {
            *index -= each;
        }
    }
    segments.into_iter().collect()
}

/// A place in the seek without the seek's own.
fn without_entry(place: &Place, own: &PathCursor<'_>) -> Place {
    let before = Place::from(own).segments().len();
    place.segments().iter().skip(before).cloned().collect()
}

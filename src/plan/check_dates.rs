//! Days that contradict each other.

use std::collections::HashSet;

use crate::plan::checked::{Plan, WrittenDecisions};
use crate::plan::error_kind::PlanErrorKind;
use crate::plan::error_text::StartsAfter;
use crate::plan::errors::Diagnostics;
use crate::plan::estimate_source::EstimatePoint;
use crate::plan::limits;
use crate::plan::place::PathCursor;
use crate::plan::timeline::{CanRun, Timeline};
use crate::plan::window::DatedWindow;
use crate::values::year_month::YearMonth;

/// Every day stays within 1800 to 2999, whatever its estimates (rules#limits); `best` is the timeline with all
/// of them at best.
pub(crate) fn check_calendar(
    plan: &Plan,
    best: &Timeline,
    baseline: Option<&WrittenDecisions>,
    errors: &mut Diagnostics,
) {
    let low = Timeline::new(plan, &mut EstimatePoint::Low, baseline);
    let high = Timeline::new(plan, &mut EstimatePoint::High, baseline);
    let mut reported = HashSet::new();
    for place in [&low, best, &high].into_iter().flat_map(|timeline| &timeline.out_of_calendar) {
        if reported.insert(place) {
            errors.add(place.clone(), PlanErrorKind::OutOfCalendar);
        }
    }
}

/// No phase is due or replaced before it can start, none starts before the last month of a phase that precedes
/// it, and what follows a phase without an end has a start of its own (rules#feasible-dates).
pub(crate) fn check_order(plan: &Plan, timeline: &Timeline, errors: &mut Diagnostics) {
    let as_of = plan.spec.as_of;
    for (i, (dates, spec)) in timeline.phases.iter().zip(&plan.spec.phases).enumerate() {
        if dates.run == CanRun::Past {
            continue;
        }
        let at = PathCursor::entry("phase", i);
        let phase = || spec.name.clone();
        let start = as_of.saturating_add(dates.planned);
        if let (Some(deadline), Some(binds)) = (dates.deadline, dates.binds)
            && binds < dates.planned
        {
            errors.add(
                at.key("deadline"),
                PlanErrorKind::DueBeforeStart {
                    phase: phase(),
                    deadline: deadline.date(),
                    binds: as_of.saturating_add(binds),
                    start,
                    after: starts_after(plan, timeline, i),
                },
            );
        }
        if let (Some(until), Some(last)) = (dates.until, dates.replaced_after)
            && last < dates.planned
        {
            errors.add(
                at.key("until"),
                PlanErrorKind::ReplacedBeforeStart {
                    phase: phase(),
                    until: until.date(),
                    last: as_of.saturating_add(last),
                    start,
                    after: starts_after(plan, timeline, i),
                },
            );
        }
        check_preceding(plan, timeline, i, errors);
    }
}

/// A phase starts after the last month of each phase that precedes it.
fn check_preceding(plan: &Plan, timeline: &Timeline, i: usize, errors: &mut Diagnostics) {
    let (dates, spec) = (&timeline.phases[i], &plan.spec.phases[i]);
    let at = PathCursor::entry("phase", i);
    for &j in &dates.preceding {
        let (before, preceding) = (&timeline.phases[j], &plan.spec.phases[j]);
        let is_open_ended = preceding.deadline.is_none() && before.replaced_after.is_none();
        if is_open_ended && spec.starts.is_none() {
            let (phase, preceding) = (spec.name.clone(), preceding.name.clone());
            errors.add(at.key("starts"), PlanErrorKind::NeedsStart { phase, preceding });
        }
        let is_undated = spec.deadline.is_some() && dates.binds.is_none();
        let last = before.last_month().filter(|&last| dates.planned <= last && !is_undated);
        if let Some(last) = last {
            errors.add(
                at.key("starts"),
                PlanErrorKind::StartsTooEarly {
                    phase: spec.name.clone(),
                    start: plan.month(dates.planned),
                    preceding: preceding.name.clone(),
                    binds: plan.month(last),
                },
            );
        }
    }
}

/// The entry because of which a phase starts no earlier than planned, if it is another one: of the events that it
/// waits for and the phases that precede it the one that is last.
fn starts_after(plan: &Plan, timeline: &Timeline, i: usize) -> Option<StartsAfter> {
    let dates = &timeline.phases[i];
    let mut awaited = plan.references.phases[i].waits_for.iter();
    let opens_then = |event: &&usize| timeline.opens[**event] == Some(dates.planned);
    if let Some(&event) = awaited.find(opens_then).filter(|_| dates.planned > dates.natural) {
        let day = timeline.events[event]?.date();
        return Some(StartsAfter::Event { id: plan.spec.events[event].id.clone(), day });
    }
    let proportion = plan.references.phases[i].in_proportion_to;
    if let Some(q) = proportion.filter(|&q| timeline.phases[q].planned == dates.planned) {
        let (name, start) =
            (plan.spec.phases[q].name.clone(), plan.spec.as_of.saturating_add(dates.planned));
        return Some(StartsAfter::InProportionTo { name, start });
    }
    let last = |&&j: &&usize| timeline.phases[j].last_month();
    let &j = dates.preceding.iter().max_by_key(last)?;
    let last = timeline.phases[j].last_month()?;
    (dates.opens.is_none() && last.saturating_add(1) == dates.planned).then(|| {
        let name = plan.spec.phases[j].name.clone();
        StartsAfter::Phase { name, last: plan.spec.as_of.saturating_add(last) }
    })
}

/// Nothing is in proportion to a past phase (rules#past-phase).
pub(crate) fn check_proportions(plan: &Plan, timeline: &Timeline, errors: &mut Diagnostics) {
    for (i, phase) in plan.references.phases.iter().enumerate() {
        let past = |q: &usize| timeline.phases[*q].run == CanRun::Past;
        if let Some(q) = phase.in_proportion_to.filter(past) {
            let phase = plan.spec.phases[q].name.clone();
            let at = PathCursor::entry("phase", i);
            let problem = PlanErrorKind::InProportionToPast { phase };
            errors.add(at.key("target").key("in_proportion_to"), problem);
        }
    }
}

/// No window ends before it begins (rules#open-windows).
pub(crate) fn check_windows(timeline: &Timeline, errors: &mut Diagnostics) {
    let mut check = |list: &'static str, windows: &[DatedWindow]| {
        for (i, window) in windows.iter().enumerate() {
            let Some((from, through)) = window.from.zip(window.through) else { continue };
            let (from, through) = (from.date(), through.date());
            if through < from {
                let problem = PlanErrorKind::WindowBackwards { from, through };
                errors.add(PathCursor::entry(list, i).key("through"), problem);
            }
        }
    };
    check("residual", &timeline.residuals);
    check("hold", &timeline.holds);
    check("cap", &timeline.caps);
}

/// The last month projected: the one given, or a year past the last month in which a deadline binds, past
/// phases aside (rules#default-through).
pub(crate) fn last_month(plan: &Plan, timeline: &Timeline) -> YearMonth {
    plan.spec.through.unwrap_or_else(|| {
        let binding = (timeline.phases.iter())
            .filter(|phase| phase.run != CanRun::Past)
            .filter_map(|phase| phase.binds)
            .max();
        plan.spec.as_of.saturating_add(binding.unwrap_or(0).saturating_add(12))
    })
}

/// A projection does not end before it begins, and is not too long.
pub(crate) fn check_through(as_of: YearMonth, through: YearMonth, errors: &mut Diagnostics) {
    let months = through.months_since(as_of);
    let problem = if months < 0 {
        PlanErrorKind::ThroughBeforeAsOf { through, as_of }
    } else if months > limits::MONTHS {
        PlanErrorKind::TooManyMonths { months, as_of, through, limit: limits::MONTHS }
    } else {
        return;
    };
    errors.add(PathCursor::top("through"), problem);
}

//! Days that contradict each other.

use std::collections::HashSet;

use crate::plan::checked::{Baseline, Plan};
use crate::plan::error_kind::PlanErrorKind;
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
    baseline: Option<&Baseline>,
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

/// No deadline comes before its phase can start, and no start before the deadline of a phase that precedes it
/// (rules#feasible-dates).
pub(crate) fn check_order(plan: &Plan, timeline: &Timeline, errors: &mut Diagnostics) {
    let as_of = plan.spec.as_of;
    for (i, dates) in timeline.phases.iter().enumerate() {
        let at = PathCursor::entry("phase", i);
        let (Some(deadline), Some(binds)) = (dates.deadline, dates.binds) else { continue };
        if dates.run == CanRun::Past {
            continue;
        }
        let phase = || plan.spec.phases[i].name.clone();
        let start = as_of.saturating_add(dates.planned);
        if binds < dates.planned {
            errors.add(
                at.key("deadline"),
                PlanErrorKind::DueBeforeStart {
                    phase: phase(),
                    deadline: deadline.date(),
                    binds: as_of.saturating_add(binds),
                    start,
                },
            );
        }
        for &j in &dates.preceding {
            let Some(before) = timeline.phases[j].binds.filter(|&b| dates.planned <= b) else {
                continue;
            };
            errors.add(
                at.key("starts"),
                PlanErrorKind::StartsTooEarly {
                    phase: phase(),
                    start,
                    preceding: plan.spec.phases[j].name.clone(),
                    binds: as_of.saturating_add(before),
                },
            );
        }
    }
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

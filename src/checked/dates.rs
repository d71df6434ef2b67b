//! Days that contradict each other (DESIGN sections 4, 5 and 8).

use super::limits;
use super::place::Place;
use super::plan::{AsWritten, Plan};
use super::problem::Problem;
use super::report::Findings;
use super::timeline::{CanRun, Point, Timeline, Window};
use crate::leaves::month::YearMonth;
use crate::written::PlanSpec;
use crate::written::when::When;

/// Every day stays within 1800 to 2999, whatever its estimates.
pub(crate) fn check_calendar(plan: &Plan, written: Option<&AsWritten>, findings: &mut Findings) {
    let mut places: Vec<Place> = Vec::new();
    for point in [Point::Low, Point::Best, Point::High] {
        for place in Timeline::new(plan, point, written).out_of_calendar {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    for place in places {
        findings.add(place, Problem::OutOfCalendar);
    }
}

/// Rule 2 of DESIGN section 4: no deadline before its phase can start, and no start before the
/// deadline of a phase that precedes it.
pub(crate) fn check_order(plan: &Plan, timeline: &Timeline, findings: &mut Findings) {
    let as_of = plan.spec.as_of;
    for (i, dates) in timeline.phases.iter().enumerate() {
        let place = Place::entry("phase", i);
        let (Some(deadline), Some(binds)) = (dates.deadline, dates.binds) else { continue };
        if dates.run == CanRun::Past {
            continue;
        }
        let phase = || plan.spec.phases[i].name.clone();
        let start = as_of.saturating_add(dates.planned);
        if binds < dates.planned {
            findings.add(
                place.key("deadline"),
                Problem::DueBeforeStart {
                    phase: phase(),
                    deadline: deadline.date(),
                    binds: as_of.saturating_add(binds),
                    start,
                },
            );
        }
        for &j in &dates.preceded_by {
            let Some(before) = timeline.phases[j].binds.filter(|&b| dates.planned <= b) else {
                continue;
            };
            findings.add(
                place.key("starts"),
                Problem::StartsTooEarly {
                    phase: phase(),
                    start,
                    preceding: plan.spec.phases[j].name.clone(),
                    binds: as_of.saturating_add(before),
                },
            );
        }
    }
}

/// Nothing is in proportion to a phase that is past.
pub(crate) fn check_proportions(plan: &Plan, timeline: &Timeline, findings: &mut Findings) {
    for (i, phase) in plan.wiring.phases.iter().enumerate() {
        let past = |q: &usize| timeline.phases[*q].run == CanRun::Past;
        if let Some(q) = phase.in_proportion_to.filter(past) {
            let phase = plan.spec.phases[q].name.clone();
            let place = Place::entry("phase", i).key("target").key("in_proportion_to");
            findings.add(place, Problem::InProportionToPast { phase });
        }
    }
}

/// No window ends before it begins.
pub(crate) fn check_windows(timeline: &Timeline, findings: &mut Findings) {
    let mut check = |list: &'static str, windows: &[Window]| {
        for (i, window) in windows.iter().enumerate() {
            let Some((from, through)) = window.days else { continue };
            let (from, through) = (from.date(), through.date());
            if through < from {
                let place = Place::entry(list, i).key("through");
                findings.add(place, Problem::WindowBackwards { from, through });
            }
        }
    };
    check("residual", &timeline.residuals);
    check("hold", &timeline.holds);
    check("cap", &timeline.caps);
}

/// The same of the windows whose days are given as such, where others cannot be resolved.
pub(crate) fn check_plain_windows(spec: &PlanSpec, findings: &mut Findings) {
    let mut check = |place: Place, from: Option<&When>, through: Option<&When>| {
        if let (Some(When::On(from)), Some(When::On(through))) = (from, through) {
            let (from, through) = (from.beginning().date(), through.date());
            if through < from {
                findings.add(place.key("through"), Problem::WindowBackwards { from, through });
            }
        }
    };
    for (i, entry) in spec.residuals.iter().enumerate() {
        check(Place::entry("residual", i), entry.from.as_ref(), entry.through.as_ref());
    }
    for (i, entry) in spec.holds.iter().enumerate() {
        check(Place::entry("hold", i), entry.from.as_ref(), entry.through.as_ref());
    }
    for (i, entry) in spec.caps.iter().enumerate() {
        check(Place::entry("cap", i), entry.from.as_ref(), entry.through.as_ref());
    }
}

/// The last month projected: the one given, or a year past the last month in which a deadline
/// binds, past phases aside.
pub(crate) fn last_month(
    plan: &Plan,
    timeline: &Timeline,
    unread: &[Place],
    findings: &mut Findings,
) -> YearMonth {
    let as_of = plan.spec.as_of;
    if let Some(through) = plan.spec.through {
        check_through(as_of, through, findings);
        return through;
    }
    let binding = (timeline.phases.iter())
        .filter(|phase| phase.run != CanRun::Past)
        .filter_map(|phase| phase.binds)
        .max()
        .unwrap_or(0);
    let through = as_of.saturating_add(binding.saturating_add(12));
    if !unread.contains(&Place::top("through")) {
        check_through(as_of, through, findings);
    }
    through
}

/// A projection does not end before it begins, and is not too long.
pub(crate) fn check_through(as_of: YearMonth, through: YearMonth, findings: &mut Findings) {
    let months = through.months_since(as_of);
    let problem = if months < 0 {
        Problem::ThroughBeforeAsOf { through, as_of }
    } else if months > limits::MONTHS {
        Problem::TooManyMonths { months, as_of, through, limit: limits::MONTHS }
    } else {
        return;
    };
    findings.add(Place::top("through"), problem);
}

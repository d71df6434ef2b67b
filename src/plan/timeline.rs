//! From days to months: every day of a plan resolved, and when its phases can run
//! (DESIGN sections 2 and 4). Months are counted from `as_of` (t = 0).

use std::ops::Range;

use crate::plan::checked::{Baseline, Plan};
use crate::plan::names::Anchor;
use crate::plan::place::PathCursor;
use crate::plan::references::ResolvedScope;
use crate::plan::resolved::{CanRun, PhaseDates, Timeline, Window, WindowDays};
use crate::spec::date_rule::{CountedFrom, Offset, When};
use crate::spec::phase::IfUndated;
use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::quantity::Quantity;
use crate::values::year_month::YearMonth;

/// A place among the estimates of a plan: list, entry and key.
pub(crate) type Spot = (&'static str, usize, &'static str);

/// Fixes each estimate of a plan to one value.
pub(crate) trait Fix {
    fn fix<T: Quantity>(&self, spot: Spot, estimate: &Estimate<T>) -> T;
}

/// One of an estimate's three points, taken of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    Low,
    Best,
    High,
}

impl Fix for Point {
    fn fix<T: Quantity>(&self, _: Spot, estimate: &Estimate<T>) -> T {
        match self {
            Self::Low => estimate.low(),
            Self::Best => estimate.best(),
            Self::High => estimate.high(),
        }
    }
}

impl Timeline {
    /// Resolves the days of a plan with every estimate fixed.
    ///
    /// `written` is what only the plan as written decides; without it, this plan is that plan.
    pub(crate) fn new(plan: &Plan, fix: &impl Fix, written: Option<&Baseline>) -> Self {
        let mut timeline = Self::default();
        timeline.resolve(plan, fix, written);
        timeline
    }

    /// Resolves the days of the same plan anew.
    pub(crate) fn resolve(&mut self, plan: &Plan, fix: &impl Fix, written: Option<&Baseline>) {
        // In a plan that is checked, which phases precede which hangs on no estimate.
        let known = std::mem::take(&mut self.phases);
        self.events.clear();
        self.out_of_calendar.clear();
        let mut days = Days { plan, fix, timeline: self };
        days.resolve_events();
        for i in 0..plan.spec.phases.len() {
            let before = known.get(i).map(|dates| dates.before.clone());
            let dates = phase(&mut days, i, before, written);
            days.timeline.phases.push(dates);
        }
        let spec = &plan.spec;
        let residuals = spec.residuals.iter().map(|r| (r.from.as_ref(), r.through.as_ref()));
        let (residuals, residual_days) =
            days.windows("residual", residuals, &plan.wiring.residuals);
        let holds = spec.holds.iter().map(|h| (h.from.as_ref(), h.through.as_ref()));
        let (holds, hold_days) = days.windows("hold", holds, &plan.wiring.holds);
        let caps = spec.caps.iter().map(|c| (c.from.as_ref(), c.through.as_ref()));
        let (caps, cap_days) = days.windows("cap", caps, &plan.wiring.caps);
        (self.residuals, self.holds, self.caps) = (residuals, holds, caps);
        self.residual_days = residual_days;
        (self.hold_days, self.cap_days) = (hold_days, cap_days);
    }
}

/// Rules 1 and 2 of DESIGN section 4, and which phases never start.
fn phase<F: Fix>(
    days: &mut Days<'_, F>,
    i: usize,
    before: Option<Range<usize>>,
    written: Option<&Baseline>,
) -> PhaseDates {
    let plan = days.plan;
    let (spec, wiring) = (&plan.spec.phases[i], &plan.wiring.phases[i]);
    let shift = plan.shifts.phases[i];

    let spot = ("phase", i, "deadline");
    let deadline = days.resolve(spot, Edge::End, &spec.deadline, wiring.deadline, shift.deadline);
    let binds = deadline.map(|day| days.month(day));
    let past = match written {
        None => binds.is_some_and(|b| b < 1),
        Some(written) => written.past[i],
    };
    // In the plan as written a deadline before t = 1 makes the phase past; in a variant it counts as 1.
    let binds = if past || written.is_none() { binds } else { binds.map(|b| b.max(1)) };

    let starts = spec.starts.as_ref().map(|starts| {
        days.resolve(("phase", i, "starts"), Edge::Beginning, starts, wiring.starts, shift.starts)
    });
    let Timeline { phases: earlier, before: preceding, .. } = &mut *days.timeline;
    let before = before.unwrap_or_else(|| {
        let precedes = |&j: &usize| match earlier[j].run {
            CanRun::Past => false,
            CanRun::Never => plan.spec.phases[j].if_undated == IfUndated::Block,
            CanRun::Yes => true,
        };
        let first = preceding.len();
        preceding.extend(wiring.preceded_by.iter().copied().filter(precedes));
        first..preceding.len()
    });
    let (timeline, earlier) = (&*days.timeline, &days.timeline.phases);
    let preceded_by = &timeline.before[before.clone()];
    let after_those_before = preceded_by.iter().filter_map(|&j| earlier[j].binds).max();
    let proportion = wiring.in_proportion_to.map(|q| &earlier[q]);

    // 1. natural start and planned start
    let natural = match starts {
        Some(Some(day)) => days.month(day) + 1,
        Some(None) | None => after_those_before.map_or(1, |b| b.saturating_add(1)),
    };
    let natural = natural.max(1).max(proportion.map_or(1, |q| q.natural));
    let planned_opens = written.map_or(&days.timeline.opens, |written| &written.opens);
    let awaited = wiring.waits_for.iter().filter_map(|&event| planned_opens[event]).max();
    let planned = natural.max(awaited.unwrap_or(1)).max(proportion.map_or(1, |q| q.planned));

    let never = deadline.is_none()
        || starts == Some(None)
        || wiring.waits_for.iter().any(|&event| days.timeline.events[event].is_none())
        || preceded_by.iter().any(|&j| earlier[j].run == CanRun::Never)
        || proportion.is_some_and(|q| q.run == CanRun::Never);
    let run = match (past, never) {
        (true, _) => CanRun::Past,
        (false, true) => CanRun::Never,
        (false, false) => CanRun::Yes,
    };
    PhaseDates { deadline, binds, natural, planned, run, before, terms: plan.wiring.terms[i] }
}

/// Which day a month stands for: its first where something begins, else its last.
#[derive(Clone, Copy)]
enum Edge {
    Beginning,
    End,
}

/// Resolves days one after another, each from what is listed earlier.
struct Days<'a, F> {
    plan: &'a Plan,
    fix: &'a F,
    timeline: &'a mut Timeline,
}

impl<F: Fix> Days<'_, F> {
    /// The month end nearest to a day, counted from `as_of`.
    fn month(&self, day: Day) -> i32 {
        let as_of = self.plan.spec.as_of;
        let before_all = || YearMonth::MIN.months_since(as_of) - 1;
        day.nearest_month_end().map_or_else(before_all, |month| month.months_since(as_of))
    }

    fn resolve_events(&mut self) {
        for (i, event) in self.plan.spec.events.iter().enumerate() {
            let (spot, shift) = (("event", i, "date"), self.plan.shifts.events[i]);
            let date = match &event.date {
                None => None,
                Some(When::On(estimate)) => {
                    let day = Some(self.fix.fix(spot, estimate));
                    Some(self.shifted(spot, day, shift))
                }
                Some(When::CountedFrom(after)) => {
                    self.counted(spot, after, self.plan.wiring.events[i], shift)
                }
            };
            self.timeline.events.push(date);
        }
        self.timeline.opens.clear();
        for i in 0..self.timeline.events.len() {
            let opens = self.timeline.events[i].map(|day| self.month(day) + 1);
            self.timeline.opens.push(opens);
        }
    }

    /// A day, moved by so many months once it is resolved; `None` where it is undated.
    fn resolve(
        &mut self,
        spot: Spot,
        edge: Edge,
        when: &When,
        anchor: Option<Anchor>,
        shift: i32,
    ) -> Option<Day> {
        match (when, edge) {
            (When::On(day), Edge::End) => Some(self.shifted(spot, Some(*day), shift)),
            (When::On(day), Edge::Beginning) => {
                Some(self.shifted(spot, Some(day.beginning()), shift))
            }
            (When::CountedFrom(after), _) => self.counted(spot, after, anchor, shift),
        }
    }

    /// A day counted from an event or a phase.
    fn counted(
        &mut self,
        spot: Spot,
        after: &CountedFrom,
        anchor: Option<Anchor>,
        shift: i32,
    ) -> Option<Day> {
        let base = match anchor? {
            Anchor::Event(i) => self.timeline.events[i]?,
            Anchor::Phase(i) => self.timeline.phases[i].deadline?,
        };
        let day = match &after.offset {
            Offset::Days(days) => base.plus_days(self.fix.fix(spot, days)),
            Offset::Months(months) => {
                i32::try_from(self.fix.fix(spot, months)).ok().and_then(|m| base.plus_months(m))
            }
        };
        Some(self.shifted(spot, day, shift))
    }

    /// A day moved by so many months; one outside the calendar is noted and kept at its edge.
    fn shifted(&mut self, (list, i, key): Spot, day: Option<Day>, shift: i32) -> Day {
        let moved = day.and_then(|day| if shift == 0 { Some(day) } else { day.plus_months(shift) });
        moved.unwrap_or_else(|| {
            self.timeline.out_of_calendar.push(PathCursor::entry(list, i).key(key).into());
            let too_early = shift < 0 && day.is_some();
            if too_early { YearMonth::MIN.into() } else { YearMonth::MAX.into() }
        })
    }

    fn windows<'w>(
        &mut self,
        key: &'static str,
        entries: impl Iterator<Item = (Option<&'w When>, Option<&'w When>)>,
        reaches: &[ResolvedScope],
    ) -> (Vec<Window>, Vec<WindowDays>) {
        (entries.zip(reaches).enumerate())
            .map(|(i, ((from, through), reach))| {
                let from = from.map(|from| {
                    self.resolve((key, i, "from"), Edge::Beginning, from, reach.from, 0)
                });
                let through = through.map(|through| {
                    self.resolve((key, i, "through"), Edge::End, through, reach.through, 0)
                });
                let first = match from {
                    None => i32::MIN,
                    Some(None) => i32::MAX, // it never begins
                    Some(Some(day)) => self.month(day) + 1,
                };
                // Undated, it lasts to the end.
                let through = through.flatten();
                let last = through.map_or(i32::MAX, |day| self.month(day));
                (Window { first, last }, WindowDays { from: from.flatten(), through })
            })
            .unzip()
    }
}

//! From days to months: every day of a plan resolved, and when its phases can run
//! (DESIGN sections 2 and 4). Months are counted from `as_of` (t = 0).

use super::names::Anchor;
use super::place::Place;
use super::plan::{AsWritten, Plan};
use super::wiring::Reach;
use crate::leaves::day::Day;
use crate::leaves::estimate::{Estimate, Quantity};
use crate::leaves::month::YearMonth;
use crate::written::phase::{IfUndated, Phase};
use crate::written::when::{After, Offset, When};

/// Which of an estimate's three points is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    Low,
    Best,
    High,
}

impl Point {
    pub(crate) fn of<T: Quantity>(self, estimate: &Estimate<T>) -> T {
        match self {
            Self::Low => estimate.low(),
            Self::Best => estimate.best(),
            Self::High => estimate.high(),
        }
    }
}

/// The days of a plan, as months.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    /// The day of each event; `None` for one that never happens.
    pub(crate) events: Vec<Option<Day>>,
    /// The month that each event opens; `None` for one that never happens.
    pub(crate) opens: Vec<Option<i32>>,
    pub(crate) phases: Vec<PhaseDates>,
    pub(crate) residuals: Vec<Window>,
    pub(crate) holds: Vec<Window>,
    pub(crate) caps: Vec<Window>,
    /// Days that would have fallen outside the calendar, and were kept at its edge.
    pub(crate) out_of_calendar: Vec<Place>,
}

#[derive(Clone, Debug)]
pub(crate) struct PhaseDates {
    pub(crate) deadline: Option<Day>,
    /// b, the month its deadline binds in; `None` where that is undated.
    pub(crate) binds: Option<i32>,
    /// n0, the natural start.
    pub(crate) natural: i32,
    /// s0, the planned start.
    pub(crate) planned: i32,
    pub(crate) run: CanRun,
    /// The phases whose paced end it waits for.
    pub(crate) preceded_by: Vec<usize>,
}

/// Whether a phase can run at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CanRun {
    /// It was due before the plan's first month.
    Past,
    /// It hangs on something undated.
    Never,
    Yes,
}

/// A stretch of months, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) first: i32,
    pub(crate) last: i32,
    /// Its first day, where that is given and dated.
    pub(crate) from: Option<Day>,
    /// Its last day, where that is given and dated.
    pub(crate) through: Option<Day>,
}

impl Window {
    pub(crate) fn covers(&self, t: i32) -> bool {
        self.first <= t && t <= self.last
    }
}

impl Timeline {
    /// Resolves the days of a plan with every estimate at one point.
    ///
    /// `written` is what only the plan as written decides; without it, this plan is that plan.
    pub(crate) fn new(plan: &Plan, point: Point, written: Option<&AsWritten>) -> Self {
        let mut days = Days {
            plan,
            point,
            events: Vec::new(),
            deadlines: Vec::new(),
            out_of_calendar: Vec::new(),
        };
        days.resolve_events();
        let opens: Vec<Option<i32>> =
            days.events.iter().map(|date| date.map(|day| days.month(day) + 1)).collect();
        let planned_opens = written.map_or(&opens, |written| &written.opens);

        let mut phases: Vec<PhaseDates> = Vec::new();
        for i in 0..plan.spec.phases.len() {
            let dates = phase(&mut days, i, &phases, planned_opens, written);
            phases.push(dates);
        }
        let residuals = plan.spec.residuals.iter().map(|r| (r.from.as_ref(), r.through.as_ref()));
        let residuals = days.windows("residual", residuals, &plan.wiring.residuals);
        let holds = plan.spec.holds.iter().map(|h| (h.from.as_ref(), h.through.as_ref()));
        let holds = days.windows("hold", holds, &plan.wiring.holds);
        let caps = plan.spec.caps.iter().map(|c| (c.from.as_ref(), c.through.as_ref()));
        let caps = days.windows("cap", caps, &plan.wiring.caps);
        let (events, out_of_calendar) = (days.events, days.out_of_calendar);
        Self { events, opens, phases, residuals, holds, caps, out_of_calendar }
    }
}

/// Rules 1 and 2 of DESIGN section 4, and which phases never start.
fn phase(
    days: &mut Days<'_>,
    i: usize,
    earlier: &[PhaseDates],
    planned_opens: &[Option<i32>],
    written: Option<&AsWritten>,
) -> PhaseDates {
    let plan = days.plan;
    let (spec, wiring) = (&plan.spec.phases[i], &plan.wiring.phases[i]);
    let shift = plan.shifts.phases[i];

    let spot = ("phase", i, "deadline");
    let deadline = days.resolve(spot, Edge::End, &spec.deadline, wiring.deadline, shift.deadline);
    days.deadlines.push(deadline);
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
    let preceded_by: Vec<usize> = (wiring.preceded_by.iter().copied())
        .filter(|&j| match earlier[j].run {
            CanRun::Past => false,
            CanRun::Never => plan.spec.phases[j].if_undated == IfUndated::Block,
            CanRun::Yes => true,
        })
        .collect();
    let after_those_before = preceded_by.iter().filter_map(|&j| earlier[j].binds).max();
    let proportion = wiring.in_proportion_to.map(|q| &earlier[q]);

    // 1. natural start and planned start
    let natural = match starts {
        Some(Some(day)) => days.month(day) + 1,
        Some(None) | None => after_those_before.map_or(1, |b| b.saturating_add(1)),
    };
    let natural = natural.max(1).max(proportion.map_or(1, |q| q.natural));
    let awaited = wiring.waits_for.iter().filter_map(|&event| planned_opens[event]).max();
    let planned = natural.max(awaited.unwrap_or(1)).max(proportion.map_or(1, |q| q.planned));

    let never = deadline.is_none()
        || starts == Some(None)
        || wiring.waits_for.iter().any(|&event| days.events[event].is_none())
        || preceded_by.iter().any(|&j| earlier[j].run == CanRun::Never)
        || proportion.is_some_and(|q| q.run == CanRun::Never);
    let run = match (past, never) {
        (true, _) => CanRun::Past,
        (false, true) => CanRun::Never,
        (false, false) => CanRun::Yes,
    };
    PhaseDates { deadline, binds, natural, planned, run, preceded_by }
}

/// Whether a deadline is a calendar day, not counted from something.
pub(crate) fn has_calendar_deadline(phase: &Phase) -> bool {
    matches!(phase.deadline, When::On(_))
}

/// A place among the days of a plan: list, entry and key.
type Spot = (&'static str, usize, &'static str);

/// Which day a month stands for: its first where something begins, else its last.
#[derive(Clone, Copy)]
enum Edge {
    Beginning,
    End,
}

/// Resolves days one after another, each from what is listed earlier.
struct Days<'a> {
    plan: &'a Plan,
    point: Point,
    events: Vec<Option<Day>>,
    deadlines: Vec<Option<Day>>,
    out_of_calendar: Vec<Place>,
}

impl Days<'_> {
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
                    let day = Some(self.point.of(estimate));
                    Some(self.shifted(spot, day, shift))
                }
                Some(When::After(after)) => {
                    self.counted(spot, after, self.plan.wiring.events[i], shift)
                }
            };
            self.events.push(date);
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
            (When::After(after), _) => self.counted(spot, after, anchor, shift),
        }
    }

    /// A day counted from an event or a phase.
    fn counted(
        &mut self,
        spot: Spot,
        after: &After,
        anchor: Option<Anchor>,
        shift: i32,
    ) -> Option<Day> {
        let base = match anchor? {
            Anchor::Event(i) => self.events[i]?,
            Anchor::Phase(i) => self.deadlines[i]?,
        };
        let day = match &after.offset {
            Offset::Days(days) => base.plus_days(self.point.of(days)),
            Offset::Months(months) => {
                i32::try_from(self.point.of(months)).ok().and_then(|m| base.plus_months(m))
            }
        };
        Some(self.shifted(spot, day, shift))
    }

    /// A day moved by so many months; one outside the calendar is noted and kept at its edge.
    fn shifted(&mut self, (list, i, key): Spot, day: Option<Day>, shift: i32) -> Day {
        let moved = day.and_then(|day| if shift == 0 { Some(day) } else { day.plus_months(shift) });
        moved.unwrap_or_else(|| {
            self.out_of_calendar.push(Place::entry(list, i).key(key));
            let too_early = shift < 0 && day.is_some();
            if too_early { YearMonth::MIN.into() } else { YearMonth::MAX.into() }
        })
    }

    fn windows<'w>(
        &mut self,
        key: &'static str,
        entries: impl Iterator<Item = (Option<&'w When>, Option<&'w When>)>,
        reaches: &[Reach],
    ) -> Vec<Window> {
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
                Window { first, last, from: from.flatten(), through }
            })
            .collect()
    }
}

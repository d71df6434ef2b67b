//! From days to months: every day of a plan resolved, and when its phases can run. Months are counted from
//! `as_of` (t = 0). A day counts as the month end nearest to it (rules#nearest-month-end).

use crate::plan::checked::{Plan, WrittenDecisions};
use crate::plan::estimate_source::{Constraint, EstimateId, EstimateSource, PhaseDay, WindowDay};
use crate::plan::names::Anchor;
use crate::plan::place::{PathCursor, Place};
use crate::plan::references::{ResolvedScope, Windowed};
use crate::plan::window::{DatedWindow, Window};
use crate::spec::date_rule::{CountedFrom, Direction, Offset, When};
use crate::spec::phase::{IfUndated, Pace, WhenLate};
use crate::values::day::Day;
use crate::values::year_month::YearMonth;

/// The days of a plan, as months.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// When each event happens; `None` for one that never does.
    pub(crate) events: Vec<Option<Day>>,
    /// The month that each event opens.
    pub(crate) opens: Vec<Option<i32>>,
    pub(crate) phases: Vec<PhaseDates>,
    pub(crate) residuals: Vec<DatedWindow>,
    pub(crate) holds: Vec<DatedWindow>,
    pub(crate) caps: Vec<DatedWindow>,
    /// The months by which slips delay each phase, as drawn; 0 in a projection at best.
    pub(crate) slips: Vec<i32>,
    /// Days that fall outside the calendar; each was moved to its edge.
    pub(crate) out_of_calendar: Vec<Place>,
}

/// When a phase runs.
#[derive(Clone, Debug)]
pub(crate) struct PhaseDates {
    pub(crate) deadline: Option<Day>,
    /// b, the month in which the deadline binds; `None` where there is none, or an undated one.
    pub(crate) binds: Option<i32>,
    pub(crate) until: Option<Day>,
    /// u, the last month before it is replaced; `None` without `until`, or where that is undated.
    pub(crate) replaced_after: Option<i32>,
    /// The month that `starts` opens; `None` without `starts`, or where that is undated.
    pub(crate) opens: Option<i32>,
    /// n0, the natural start.
    pub(crate) natural: i32,
    /// s0, the planned start.
    pub(crate) planned: i32,
    pub(crate) run: CanRun,
    /// The phases that precede it, in listing order.
    pub(crate) preceding: Vec<usize>,
    /// Whether a late start moves its paced end.
    pub(crate) slides: bool,
}

/// Whether a phase can run at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CanRun {
    /// It was due or replaced before the plan's first month.
    Past,
    /// It depends on something undated.
    Never,
    Yes,
}

impl Timeline {
    /// Resolves the days of a plan with every estimate fixed by `source`.
    ///
    /// `baseline` is what the plan as written decides; without it, this plan is the plan as written.
    pub(crate) fn new(
        plan: &Plan,
        source: &mut impl EstimateSource,
        baseline: Option<&WrittenDecisions>,
    ) -> Self {
        let mut days = DayResolver { plan, source, timeline: Self::default() };
        days.resolve_events();
        for i in 0..plan.spec.phases.len() {
            let dates = days.phase(i, baseline);
            days.timeline.phases.push(dates);
        }
        let (spec, references) = (&plan.spec, &plan.references);
        let residuals = days.windows(Constraint::Residual, &spec.residuals, &references.residuals);
        let holds = days.windows(Constraint::Hold, &spec.holds, &references.holds);
        let caps = days.windows(Constraint::Cap, &spec.caps, &references.caps);
        let slips = days.slips();
        Self { residuals, holds, caps, slips, ..days.timeline }
    }
}

impl PhaseDates {
    /// The earlier of b and u: the last month in which it is due.
    pub(crate) fn last_month(&self) -> Option<i32> {
        self.binds.into_iter().chain(self.replaced_after).min()
    }

    /// The last month in which it may move anybody: e, or u if that is earlier.
    pub(crate) fn last_moving(&self, paced_end: i32) -> i32 {
        self.replaced_after.map_or(paced_end, |u| paced_end.min(u))
    }

    /// Whether another decision replaces it before it is due (rules#replaced).
    pub(crate) fn is_replaced(&self, has_deadline: bool) -> bool {
        match (self.replaced_after, self.binds) {
            (Some(u), Some(b)) => u < b,
            (Some(_), None) => !has_deadline,
            (None, _) => false,
        }
    }
}

/// Which day a month stands for: its first where something begins, else its last.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// Resolves days one after another, each from what is listed earlier.
struct DayResolver<'a, S> {
    plan: &'a Plan,
    source: &'a mut S,
    timeline: Timeline,
}

impl<S: EstimateSource> DayResolver<'_, S> {
    /// When a phase runs, as far as its own days say.
    fn phase(&mut self, i: usize, baseline: Option<&WrittenDecisions>) -> PhaseDates {
        let plan = self.plan;
        let (spec, references) = (&plan.spec.phases[i], &plan.references.phases[i]);
        let [deadline, starts, until] = self.phase_days(i);
        let binds = deadline.map(|day| self.month(day));
        let replaced_after = until.map(|day| self.month(day));
        let opens = starts.map(|day| self.month(day) + 1);

        // rules#past-phase
        let past = match baseline {
            None => binds.into_iter().chain(replaced_after).any(|last| last < 1),
            Some(baseline) => baseline.past[i],
        };
        // In a variant, a deadline before t = 1 does not make a phase past; it counts as 1.
        let binds = if past || baseline.is_none() { binds } else { binds.map(|b| b.max(1)) };

        let Timeline { phases: earlier, events, opens: events_open, .. } = &self.timeline;
        // rules#precedes
        let precedes = |j: &usize| match earlier[*j].run {
            CanRun::Past => false,
            CanRun::Never => plan.spec.phases[*j].if_undated == IfUndated::Block,
            CanRun::Yes => true,
        };
        let preceding: Vec<usize> =
            references.preceded_by.iter().copied().filter(precedes).collect();
        let proportion = references.in_proportion_to.map(|q| &earlier[q]);

        // 1. rules#natural-start and rules#planned-start
        let last_due = || preceding.iter().filter_map(|&j| earlier[j].last_month()).max();
        let natural = opens.or_else(|| last_due().map(|last| last.saturating_add(1))).unwrap_or(1);
        let natural = natural.max(1).max(proportion.map_or(1, |q| q.natural));
        let planned_opens = baseline.map_or(events_open, |baseline| &baseline.opens);
        let awaited = references.waits_for.iter().filter_map(|&event| planned_opens[event]).max();
        let planned = natural.max(awaited.unwrap_or(1)).max(proportion.map_or(1, |q| q.planned));

        // rules#never-starts
        let blocks =
            |&j: &usize| earlier[j].run == CanRun::Never && earlier[j].replaced_after.is_none();
        let never = (spec.deadline.is_some() && deadline.is_none())
            || (spec.starts.is_some() && starts.is_none())
            || references.waits_for.iter().any(|&event| events[event].is_none())
            || preceding.iter().any(blocks)
            || proportion.is_some_and(|q| q.run == CanRun::Never);
        let run = match (past, never) {
            (true, _) => CanRun::Past,
            (false, true) => CanRun::Never,
            (false, false) => CanRun::Yes,
        };
        let slides = spec.when_late == WhenLate::Slide
            && matches!(spec.deadline, Some(When::On(_)))
            && !matches!(spec.pace, Pace::Rate(_));
        PhaseDates {
            deadline,
            binds,
            until,
            replaced_after,
            opens,
            natural,
            planned,
            run,
            preceding,
            slides,
        }
    }

    /// The days that a phase's `deadline`, `starts` and `until` come to.
    fn phase_days(&mut self, i: usize) -> [Option<Day>; 3] {
        let plan = self.plan;
        let (spec, references) = (&plan.spec.phases[i], &plan.references.phases[i]);
        let shift = plan.shifts.phases[i];
        let mut day = |which, edge, when: &Option<When>, anchor, shift| {
            let id = EstimateId::PhaseDay(i, which);
            when.as_ref().and_then(|when| self.resolve(id, edge, when, anchor, shift))
        };
        let (which, anchor) = (PhaseDay::Deadline, references.deadline);
        let deadline = day(which, Edge::Last, &spec.deadline, anchor, shift.deadline);
        let (which, anchor) = (PhaseDay::Starts, references.starts);
        let starts = day(which, Edge::First, &spec.starts, anchor, shift.starts);
        let (which, anchor) = (PhaseDay::Until, references.until);
        let until = day(which, Edge::Last, &spec.until, anchor, shift.until);
        [deadline, starts, until]
    }

    /// The months by which slips delay each phase; several add up (rules#slips).
    fn slips(&mut self) -> Vec<i32> {
        let plan = self.plan;
        let mut slips = vec![0_i32; plan.spec.phases.len()];
        for (i, (slip, phases)) in plan.spec.slips.iter().zip(&plan.references.slips).enumerate() {
            let common =
                slip.common.then(|| self.source.slip(EstimateId::Slip(i, None), &slip.months));
            for &phase in phases {
                let id = EstimateId::Slip(i, Some(phase));
                let months = common.unwrap_or_else(|| self.source.slip(id, &slip.months));
                slips[phase] = slips[phase].saturating_add(months);
            }
        }
        slips
    }

    /// The month end nearest to a day, counted from `as_of`.
    fn month(&self, day: Day) -> i32 {
        let as_of = self.plan.spec.as_of;
        let before_all = || YearMonth::MIN.months_since(as_of) - 1;
        day.nearest_month_end().map_or_else(before_all, |month| month.months_since(as_of))
    }

    fn resolve_events(&mut self) {
        let plan = self.plan;
        for (i, event) in plan.spec.events.iter().enumerate() {
            let (id, shift) = (EstimateId::EventDate(i), plan.shifts.events[i]);
            let anchor = plan.references.events[i];
            let not_yet_through = self.not_yet_through(&event.id);
            let own_shift = if not_yet_through.is_some() { 0 } else { shift };
            let date = (event.date.as_ref())
                .and_then(|date| self.resolve(id, Edge::Last, date, anchor, own_shift));
            let date = match (date, not_yet_through) {
                (Some(day), Some(m)) => Some(self.put_off(id, day, shift, m)),
                _ => date,
            };
            self.timeline.opens.push(date.map(|day| self.month(day) + 1));
            self.timeline.events.push(date);
        }
    }

    /// The last month looked at, if an event is said not to have happened by then (rules#not-yet).
    fn not_yet_through(&self, event: &str) -> Option<i32> {
        let tracking = self.plan.tracking.as_ref()?;
        tracking.not_yet.iter().any(|id| id == event).then_some(tracking.through)
    }

    /// The day of an event moved by `shift`, and put off by the fewest months with which it opens after month `m`.
    fn put_off(&mut self, id: EstimateId, day: Day, shift: i32, m: i32) -> Day {
        let mut moved = self.shifted(id, Some(day), shift);
        // A day that is n months further counts as a month that is n - 1, n or n + 1 months further.
        let mut months = m.saturating_sub(self.month(moved)).saturating_sub(2).max(0);
        while self.month(moved) < m && moved.date() < YearMonth::MAX.last_day() {
            months = months.saturating_add(1);
            moved = self.shifted(id, Some(day), shift.saturating_add(months));
        }
        moved
    }

    /// A day, moved by `shift` months once it is resolved; `None` where it is undated.
    fn resolve(
        &mut self,
        id: EstimateId,
        edge: Edge,
        when: &When,
        anchor: Option<Anchor>,
        shift: i32,
    ) -> Option<Day> {
        match when {
            When::On(estimate) => {
                let day = self.source.value(id, estimate);
                let day = match edge {
                    Edge::First => day.beginning(),
                    Edge::Last => day,
                };
                Some(self.shifted(id, Some(day), shift))
            }
            When::CountedFrom(counted) => self.counted(id, counted, anchor, shift),
        }
    }

    /// A day counted from an event or a phase (rules#counted-days).
    fn counted(
        &mut self,
        id: EstimateId,
        counted: &CountedFrom,
        anchor: Option<Anchor>,
        shift: i32,
    ) -> Option<Day> {
        let base = match anchor? {
            Anchor::Event(i) => self.timeline.events[i]?,
            Anchor::Phase(i) => self.timeline.phases[i].deadline?,
        };
        let is_back = counted.direction == Direction::Before;
        let day = match &counted.offset {
            Offset::Days(days) => {
                let days = self.source.value(id, days);
                if is_back { base.minus_days(days) } else { base.plus_days(days) }
            }
            Offset::Months(months) => i32::try_from(self.source.value(id, months))
                .ok()
                .and_then(|months| base.plus_months(if is_back { -months } else { months })),
        };
        // The edge of the calendar that the day falls beyond.
        if day.is_none() && is_back {
            self.note_out_of_calendar(id);
            return Some(YearMonth::MIN.into());
        }
        Some(self.shifted(id, day, shift))
    }

    /// A day moved by `shift` months (rules#shift); one outside the calendar is noted and moved to its edge.
    fn shifted(&mut self, id: EstimateId, day: Option<Day>, shift: i32) -> Day {
        let moved = day.and_then(|day| if shift == 0 { Some(day) } else { day.plus_months(shift) });
        moved.unwrap_or_else(|| {
            self.note_out_of_calendar(id);
            let too_early = shift < 0 && day.is_some();
            if too_early { YearMonth::MIN.into() } else { YearMonth::MAX.into() }
        })
    }

    fn note_out_of_calendar(&mut self, id: EstimateId) {
        let (list, i, key) = id.path();
        self.timeline.out_of_calendar.push(PathCursor::entry(list, i).key(key).into());
    }

    /// The windows of a list, in listing order (rules#open-windows).
    fn windows(
        &mut self,
        kind: Constraint,
        entries: &[impl Windowed],
        references: &[ResolvedScope],
    ) -> Vec<DatedWindow> {
        let entries = entries.iter().zip(references);
        let windows = entries.enumerate().map(|(i, (entry, references))| {
            let id = |end| EstimateId::WindowDay(kind, i, end);
            let shift = match kind {
                Constraint::Residual => 0,
                Constraint::Hold => self.plan.shifts.holds[i],
                Constraint::Cap => self.plan.shifts.caps[i],
            };
            let from = entry.from().map(|from| {
                self.resolve(id(WindowDay::From), Edge::First, from, references.from, shift)
            });
            let through = entry.through().and_then(|through| {
                self.resolve(id(WindowDay::Through), Edge::Last, through, references.through, shift)
            });
            let first = match from {
                None => i32::MIN,
                Some(None) => i32::MAX, // undated: it never begins
                Some(Some(day)) => self.month(day) + 1,
            };
            // Undated, it lasts to the end.
            let last = through.map_or(i32::MAX, |day| self.month(day));
            DatedWindow { months: Window { first, last }, from: from.flatten(), through }
        });
        windows.collect()
    }
}

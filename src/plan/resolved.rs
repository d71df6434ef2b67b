//! What a plan comes to once every estimate is fixed: its days as months, its numbers, its floors, the
//! outline of its schedule.

use std::hint::black_box;
use std::ops::Range;

use crate::plan::outline::Outline;
use crate::plan::place::Place;
use crate::plan::terms::Terms;
use crate::values::day::Day;

/// A plan made ready to run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Course {
    pub(crate) outline: Outline,
    /// When each hazard is under way; none is unless it was drawn.
    pub(crate) hazards: Vec<Vec<Window>>,
    pub(crate) numbers: Numbers,
    pub(crate) timeline: Timeline,
    pub(crate) floors: Floors,
    /// Whether every cap's scope is everyone, in a plan in which everyone who leaves goes home.
    pub(crate) caps_hold_everyone: bool,
}

/// So many lines of memory are waited for together, and hardly any plan has more.
const LINES: usize = 128;

/// Numbers in a line of memory.
const LINE: usize = 64 / size_of::<u32>();

/// A course with no more numbers than this is copied sooner than it is reckoned.
const SMALL: usize = 1 << 12;

impl Course {
    /// Whether a variant can have a copy of it before anybody asks for one.
    pub(crate) fn is_small(&self) -> bool {
        let Floors { first, later, shares, .. } = &self.floors;
        let floors = first.len() * (1 + later.len()) + shares.len();
        floors + self.outline.rows.len() <= SMALL
    }

    /// Reads what the months will need: of a plan that was not looked at for long, memory is waited for
    /// once, and not again for each phase and cap.
    pub(crate) fn read_ahead(&self) {
        let Self { outline, numbers, timeline, .. } = self;
        black_box(outline.started.iter().take(LINES).fold(0, |all, own| all ^ own.end));
        black_box(outline.rows.iter().step_by(LINE).take(LINES).fold(0, |all, own| all ^ own));
        black_box((numbers.caps.first().copied(), timeline.caps.first().copied()));
    }
}

/// The days of a plan, as months.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    pub(crate) holds: Vec<Window>,
    pub(crate) caps: Vec<Window>,
    pub(crate) phases: Vec<PhaseDates>,
    /// The phases that precede each phase, one phase's after another's.
    pub(crate) before: Vec<usize>,
    /// The month that each event opens; `None` for one that never happens.
    pub(crate) opens: Vec<Option<i32>>,
    pub(crate) residuals: Vec<Window>,
    /// When each event happens; `None` for one that never does.
    pub(crate) events: Vec<Option<Day>>,
    pub(crate) residual_days: Vec<WindowDays>,
    pub(crate) hold_days: Vec<WindowDays>,
    pub(crate) cap_days: Vec<WindowDays>,
    /// Days that would have fallen outside the calendar, and were kept at its edge.
    pub(crate) out_of_calendar: Vec<Place>,
}

/// When a phase runs, and on what terms: the engine finds in one place what it asks again and again.
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
    /// Where the phases whose paced end it waits for stand among all such.
    pub(crate) before: Range<usize>,
    pub(crate) terms: Terms,
}

impl Timeline {
    /// The phases whose paced end a phase waits for.
    pub(crate) fn preceding(&self, phase: usize) -> &[usize] {
        self.phases.get(phase).map_or(&[], |dates| &self.before[dates.before.clone()])
    }
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
}

/// A window's own days, where they are given and dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WindowDays {
    pub(crate) from: Option<Day>,
    pub(crate) through: Option<Day>,
}

impl Window {
    pub(crate) const fn covers(self, t: i32) -> bool {
        self.meets(t, t)
    }

    /// Whether one of some windows, which follow each other, covers any month from one through another.
    pub(crate) fn any_meets(windows: &[Self], from: i32, through: i32) -> bool {
        let next = windows.partition_point(|window| window.last < from);
        windows.get(next).is_some_and(|window| window.meets(from, through))
    }

    /// Whether it covers any month from one through another.
    pub(crate) const fn meets(self, from: i32, through: i32) -> bool {
        self.first <= through && from <= self.last
    }
}

/// Every estimated number of troops of a plan, fixed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    /// Strengths at `as_of`, by contingent.
    pub(crate) strengths: Vec<u32>,
    pub(crate) residuals: Vec<u32>,
    pub(crate) phases: Vec<PhaseNumbers>,
    pub(crate) caps: Vec<u32>,
}

/// The numbers of a phase.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PhaseNumbers {
    /// What its target names, 0 where that names no troops.
    pub(crate) target: u32,
    /// What it moves a month, where its pace is a rate.
    pub(crate) rate: Option<u32>,
}

/// `floor_c(t)` for every contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Floors {
    /// The floors at first.
    pub(crate) first: Vec<u32>,
    /// Those that hold from a month on until the next.
    pub(crate) later: Vec<(i32, Vec<u32>)>,
    /// Whether the schedule keeps to them, so that step 3 can keep nobody: where they never change and
    /// nobody arrives from elsewhere, whoever is due is above the floor, late or not.
    pub(crate) hold_by_themselves: bool,
    /// Each residual's strength, shared over its scope, one residual's after another's.
    pub(crate) shares: Vec<u32>,
}

impl Floors {
    /// The floor of every contingent in a month.
    pub(crate) fn at(&self, t: i32) -> &[u32] {
        let next = self.later.partition_point(|(from, _)| *from <= t);
        next.checked_sub(1).map_or(&self.first, |i| &self.later[i].1)
    }
}

//! A phase on its way through the months (DESIGN section 4, how fast).

use crate::engine::basis::Basis;
use crate::engine::even::Falling;
use crate::engine::rows::{add, add_in_scope, add_where_they_arrive, subtract_in_scope, sum};
use crate::plan::outline::{Outline, Reckoning};
use crate::plan::terms::Span;

/// A phase on its way through the months.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub(crate) phase: usize,
    /// Its paced end.
    pub(crate) end: i32,
    /// The most that all in its scope can move in any one month.
    pub(crate) most: u32,
    gait: Gait,
    falling: Falling,
    /// What each contingent in its scope has moved so far.
    moved: Vec<u32>,
    /// What each has moved since it was looked at before: this month.
    flow: Vec<u32>,
}

/// How its months are reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gait {
    /// By what has moved by the end of each month.
    #[default]
    Paced,
    /// Levels fall evenly.
    Falling(Span),
}

impl Run {
    /// Starts a phase, as it was reckoned, on the scheduled levels of the month before.
    pub(crate) fn start(&mut self, reckoning: &Reckoning, each: &[u32], levels: &[u32]) {
        let Some(span) = reckoning.falls else { return self.pace(reckoning) };
        let (levels, months) = (&levels[span.places()], reckoning.months());
        self.falling.begin(levels, each, months);
        // Each at most one more than its part, which is rounded down.
        let count = u32::try_from(levels.len()).unwrap_or(u32::MAX);
        let most = (reckoning.moves / months.max(1)).saturating_add(1).saturating_add(count);
        (self.phase, self.end, self.most) = (reckoning.phase, reckoning.end, most);
        self.gait = Gait::Falling(span);
    }

    /// Starts a phase that is looked at in any months, not only in one after another.
    pub(crate) fn pace(&mut self, reckoning: &Reckoning) {
        (self.phase, self.end, self.most) = (reckoning.phase, reckoning.end, reckoning.moves);
        self.gait = Gait::Paced;
        for row in [&mut self.moved, &mut self.flow] {
            row.clear();
            row.resize(reckoning.each.len(), 0);
        }
    }

    /// Goes on by a month, and so do the scheduled levels.
    #[inline]
    pub(crate) fn advance(&mut self, basis: Basis<'_>, t: i32, levels: &mut [u32]) {
        match self.gait {
            Gait::Falling(span) => self.falling.advance(&mut levels[span.places()]),
            Gait::Paced => self.move_on(basis, &basis.course.outline, t, levels),
        }
    }

    /// Goes on to the end of month `t`, and so do the scheduled levels.
    pub(crate) fn move_on(
        &mut self,
        basis: Basis<'_>,
        outline: &Outline,
        t: i32,
        levels: &mut [u32],
    ) {
        let Self { phase, moved, flow, .. } = self;
        let Some(reckoning) = outline.started(*phase) else { return };
        std::mem::swap(moved, flow); // `flow` now holds what had moved before
        reckoning.moved_by(basis, outline.each(reckoning), t, moved);
        for (flow, &moved) in flow.iter_mut().zip(&*moved) {
            *flow = moved - *flow;
        }
        if basis.terms(*phase).is_raise() {
            add_in_scope(basis, *phase, levels, flow);
        } else {
            subtract_in_scope(basis, *phase, levels, flow);
            add_where_they_arrive(basis, *phase, levels, flow);
        }
    }

    /// Its levels, if it falls evenly.
    pub(crate) fn falling(&mut self) -> Option<&mut Falling> {
        matches!(self.gait, Gait::Falling(_)).then_some(&mut self.falling)
    }

    /// How many contingents are in its scope.
    pub(crate) fn size(&self) -> usize {
        match self.gait {
            Gait::Falling(_) => self.falling.count(),
            Gait::Paced => self.flow.len(),
        }
    }

    /// What each contingent in its scope moves this month; `room` is where that is written, if it is
    /// not there already.
    pub(crate) fn flow<'a>(&'a self, room: &'a mut Vec<u32>) -> &'a [u32] {
        if self.gait == Gait::Paced {
            return &self.flow;
        }
        room.clear();
        room.resize(self.size(), 0);
        self.add_flow(room);
        room
    }

    /// Adds what each contingent in its scope moves this month to a row of those.
    pub(crate) fn add_flow(&self, row: &mut [u32]) {
        match self.gait {
            Gait::Falling(_) => self.falling.add_flow(row),
            Gait::Paced => add(row, &self.flow),
        }
    }

    /// What all in its scope move this month.
    pub(crate) fn flow_in_all(&self) -> u32 {
        match self.gait {
            Gait::Falling(_) => self.falling.flow_in_all(),
            Gait::Paced => sum(&self.flow),
        }
    }
}

//! A phase on its way through the months (DESIGN section 4, how fast).

use super::basis::Basis;
use super::even::Falling;
use super::reckoning::Reckoning;
use super::rows::{add, add_in_scope, add_where_they_arrive, subtract_in_scope, sum};
use crate::checked::terms::Manner;

/// A phase on its way through the months.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// From the month it starts.
    pub(crate) started: Option<Reckoning>,
    /// As if it had started at s0, where it had not.
    pub(crate) planned: Option<Reckoning>,
    gait: Gait,
    falling: Falling,
    /// What each contingent in its scope has moved so far.
    moved: Vec<u32>,
    /// What each moves this month.
    flow: Vec<u32>,
}

/// How its months are reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gait {
    /// It moves nobody: it has not started, or is over.
    #[default]
    Still,
    /// Levels fall evenly.
    Falling,
    /// By what has moved by the end of each month.
    Paced,
}

impl Run {
    /// As it started or, while it has not, as it would have at s0.
    pub(crate) fn reckoned(&self) -> Option<&Reckoning> {
        self.started.as_ref().or(self.planned.as_ref())
    }

    /// How many contingents are in its scope, once it has started.
    pub(crate) fn size(&self) -> usize {
        self.started.as_ref().map_or(0, |reckoning| reckoning.each().len())
    }

    /// Before its start, perhaps as a phase of another plan; gives back what it had reckoned.
    pub(crate) fn begin(&mut self) -> impl Iterator<Item = Reckoning> {
        self.gait = Gait::Still;
        [self.started.take(), self.planned.take()].into_iter().flatten()
    }

    /// Starts phase `i` on the scheduled levels of the month before.
    pub(crate) fn start(
        &mut self,
        basis: Basis<'_>,
        i: usize,
        reckoning: Reckoning,
        levels: &[u32],
    ) {
        let terms = basis.terms(i);
        let is_plain = terms.manner == Manner::Evenly && !terms.is_raise();
        // Who arrives while it runs would be taken for somebody who has not left.
        let alone = terms.span.filter(|_| is_plain && basis.plan.wiring.all_go_home);
        if let Some(span) = alone {
            let levels = &levels[span.places()];
            self.falling.begin(levels, reckoning.each(), reckoning.months());
            self.gait = Gait::Falling;
        } else {
            self.gait = Gait::Paced;
            for row in [&mut self.moved, &mut self.flow] {
                row.clear();
                row.resize(reckoning.each().len(), 0);
            }
        }
        self.started = Some(reckoning);
    }

    /// Whether it moves nobody: it has not started, or is over.
    pub(crate) fn is_still(&self) -> bool {
        self.gait == Gait::Still
    }

    /// Is over.
    pub(crate) fn stop(&mut self) {
        self.gait = Gait::Still;
    }

    /// Goes on by a month, and so do the scheduled levels.
    #[inline]
    pub(crate) fn advance(&mut self, basis: Basis<'_>, i: usize, t: i32, levels: &mut [u32]) {
        match (self.gait, basis.terms(i).span) {
            (Gait::Falling, Some(span)) => self.falling.advance(&mut levels[span.places()]),
            (Gait::Paced, _) => self.move_on(basis, i, t, levels),
            (Gait::Falling, None) | (Gait::Still, _) => {}
        }
    }

    /// Its levels, if it falls evenly.
    pub(crate) fn falling(&mut self) -> Option<&mut Falling> {
        (self.gait == Gait::Falling).then_some(&mut self.falling)
    }

    fn move_on(&mut self, basis: Basis<'_>, i: usize, t: i32, levels: &mut [u32]) {
        let phase = &basis.plan.spec.phases[i];
        let Self { started: Some(reckoning), moved, flow, .. } = self else { return };
        std::mem::swap(moved, flow); // `flow` now holds what had moved before
        reckoning.moved_by(phase, basis.course.numbers.phases[i].rate, t, moved);
        for (flow, &moved) in flow.iter_mut().zip(&*moved) {
            *flow = moved - *flow;
        }
        if phase.target.is_raise() {
            add_in_scope(basis, i, levels, flow);
        } else {
            subtract_in_scope(basis, i, levels, flow);
            add_where_they_arrive(basis, i, levels, flow);
        }
    }

    /// The most that all in its scope can move in any one month.
    pub(crate) fn most(&self) -> u32 {
        match (self.gait, &self.started) {
            (Gait::Falling, Some(reckoning)) => {
                // Each at most one more than its part, which is rounded down.
                let each = u32::try_from(reckoning.each().len()).unwrap_or(u32::MAX);
                (reckoning.moves / reckoning.months().max(1)).saturating_add(1).saturating_add(each)
            }
            (Gait::Still, _) => 0,
            _ => u32::MAX,
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
            Gait::Still => {}
            Gait::Falling => self.falling.add_flow(row),
            Gait::Paced => add(row, &self.flow),
        }
    }

    /// What all in its scope move this month.
    pub(crate) fn flow_in_all(&self) -> u32 {
        match self.gait {
            Gait::Still => 0,
            Gait::Falling => self.falling.flow_in_all(),
            Gait::Paced => sum(&self.flow),
        }
    }
}

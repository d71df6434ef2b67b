//! What a projection keeps of its months: what cannot be told from the rest of it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::engine::basis::Basis;
use crate::engine::outcome::{Blocked, Blocker, Outcome, Transfer};
use crate::engine::step::State;

/// The collected months, each quantity by month and within it by contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    contingents: usize,
    strength: Vec<u32>,
    /// Nothing, where the strengths never differ from it.
    scheduled: Vec<u32>,
    /// Nothing, where nobody is ever raised or sent on; and so the next two.
    gained: Vec<u32>,
    arrived: Vec<u32>,
    sent_on: Vec<u32>,
    /// Of each phase, what each keeper kept back until its deadline, in troop-months.
    kept_back: BTreeMap<(usize, Blocker), u64>,
    /// With their months, in order.
    transfers: Vec<(usize, Transfer)>,
}

impl Rows {
    /// Every month of a plan, on a state that has just begun.
    pub(crate) fn collect(basis: Basis<'_>, state: &mut State) -> Self {
        let (contingents, last) = (basis.plan.spec.contingents.len(), basis.plan.horizon());
        let cells = contingents * (usize::try_from(last).unwrap_or(0) + 1);
        // Not asked for as zeroed, which takes longer where it is little.
        let strength = std::iter::repeat_n(0, cells).collect();
        let mut rows = Self { contingents, strength, ..Self::default() };
        let mut outcome = Outcome::default();
        rows.strength[..contingents].copy_from_slice(state.levels());
        rows.add(basis, state, 0..contingents, &mut outcome);
        let mut done = contingents;
        while state.t < last {
            // Who comes has to be told of each month.
            let through = if basis.plan.wiring.somebody_comes { state.t + 1 } else { last };
            let written = state.stride(basis, through, &mut rows.strength[done..]);
            rows.add(basis, state, done..done + written, &mut outcome);
            done += written;
        }
        rows
    }

    /// Adds what else there is to tell of the months whose strengths are in some cells: one month, or
    /// several in which nothing got in the way.
    fn add(&mut self, basis: Basis<'_>, state: &State, cells: Range<usize>, outcome: &mut Outcome) {
        if self.scheduled.is_empty() && state.has_backlog() {
            self.scheduled.reserve_exact(self.strength.len());
            self.scheduled.extend_from_slice(&self.strength[..cells.start]);
        }
        if state.has_backlog() {
            self.scheduled.extend_from_slice(&state.schedule.levels);
        } else if !self.scheduled.is_empty() {
            self.scheduled.extend_from_slice(&self.strength[cells]);
        }
        for &Blocked { phase, keeper, troops } in &state.kept_back {
            let dates = &basis.course.timeline.phases[phase];
            if dates.planned <= state.t && dates.binds.is_some_and(|b| state.t <= b) {
                *self.kept_back.entry((phase, keeper)).or_default() += troops;
            }
        }
        if basis.plan.wiring.somebody_comes {
            let month = usize::try_from(state.t).unwrap_or(0);
            state.record(basis, outcome);
            self.gained.extend_from_slice(&outcome.gained);
            self.arrived.extend_from_slice(&outcome.arrived);
            self.sent_on.extend_from_slice(&outcome.sent_on);
            self.transfers.extend(outcome.transfers.iter().map(|&transfer| (month, transfer)));
        }
    }

    /// How many months there are.
    pub(crate) fn months(&self) -> usize {
        self.strength.len() / self.contingents.max(1)
    }

    /// The strengths at a month's end.
    pub(crate) fn strengths(&self, t: usize) -> &[u32] {
        self.strength.chunks_exact(self.contingents.max(1)).nth(t).unwrap_or_default()
    }

    pub(crate) fn strength(&self, t: usize, c: usize) -> u32 {
        self.strength[self.cell(t, c)]
    }

    pub(crate) fn scheduled(&self, t: usize, c: usize) -> u32 {
        let apart = self.scheduled.get(self.cell(t, c)).copied();
        apart.unwrap_or_else(|| self.strength(t, c))
    }

    pub(crate) fn gained(&self, t: usize, c: usize) -> u32 {
        self.gained.get(self.cell(t, c)).copied().unwrap_or(0)
    }

    pub(crate) fn arrived(&self, t: usize, c: usize) -> u32 {
        self.arrived.get(self.cell(t, c)).copied().unwrap_or(0)
    }

    pub(crate) fn sent_on(&self, t: usize, c: usize) -> u32 {
        self.sent_on.get(self.cell(t, c)).copied().unwrap_or(0)
    }

    /// Nobody is lost: those who were there or came, and are not there any more, left.
    pub(crate) fn withdrawn(&self, t: usize, c: usize) -> u32 {
        let before = t.checked_sub(1).map_or_else(|| self.strength(t, c), |t| self.strength(t, c));
        // All who came this month are among those at its end, so that this order keeps above 0.
        before - (self.strength(t, c) - self.gained(t, c) - self.arrived(t, c))
    }

    /// The last month in which anybody moved.
    pub(crate) fn last_move(&self) -> usize {
        let moves = |t: usize| {
            let somebody = |c| self.withdrawn(t, c) > 0 || self.gained(t, c) > 0;
            (0..self.contingents).any(somebody)
        };
        (0..self.months()).rev().find(|&t| moves(t)).unwrap_or(0)
    }

    /// What each keeper kept back of a phase from its planned start through its deadline, in
    /// troop-months.
    pub(crate) fn kept_back(&self, phase: usize) -> impl Iterator<Item = (Blocker, u64)> {
        let of_phase =
            self.kept_back.range((phase, Blocker::Hold(0))..(phase + 1, Blocker::Hold(0)));
        of_phase.map(|(&(_, keeper), &troop_months)| (keeper, troop_months))
    }

    /// Who changed contingent in a month.
    pub(crate) fn transfers(&self, t: usize) -> impl Iterator<Item = &Transfer> {
        let first = self.transfers.partition_point(|(month, _)| *month < t);
        let of_month = self.transfers[first..].iter().take_while(move |(month, _)| *month == t);
        of_month.map(|(_, transfer)| transfer)
    }

    const fn cell(&self, t: usize, c: usize) -> usize {
        t * self.contingents + c
    }
}

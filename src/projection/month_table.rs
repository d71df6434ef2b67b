//! What a projection keeps of its months: the columns that cannot be derived from the others.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::engine::driver::MonthDriver;
use crate::engine::month_flows::{Blocked, Blocker, MonthFlows, Transfer};
use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::references::Incoming;
use crate::plan::timeline::PhaseDates;
use crate::projection::departures::Departures;

/// The collected months, each column by month and within it by contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct MonthTable {
    contingents: usize,
    strength: Vec<u32>,
    /// Empty where it never differs from the strengths.
    scheduled: Vec<u32>,
    /// Empty if no phase raises or transfers troops; likewise the next two.
    gained: Vec<u32>,
    arrived: Vec<u32>,
    transferred: Vec<u32>,
    /// By how many each level was corrected by what was seen; empty where nothing is.
    corrections: Vec<i64>,
    /// Of each phase, the troop-months that each blocker kept back from the planned start through the
    /// deadline.
    blocked: BTreeMap<(usize, Blocker), u64>,
    /// By phase and by another phase: what the other still owes in its scope when its deadline binds.
    owed: BTreeMap<(usize, usize), u64>,
    pub(crate) departures: Departures,
    /// With their months, in order.
    transfers: Vec<(usize, Transfer)>,
}

impl MonthTable {
    /// Collects every month of a schedule.
    pub(crate) fn collect(schedule: &ScheduleData, driver: &mut MonthDriver) -> Self {
        driver.begin(schedule);
        let contingents = schedule.numbers.strengths.len();
        let strength = vec![0; contingents * driver.remaining(schedule)];
        let mut table = Self { contingents, strength, ..Self::default() };
        let mut flows = MonthFlows::default();
        let somebody_comes = schedule.incoming != Incoming::Nobody;
        let mut done = 0;
        while done < table.strength.len() {
            // Where a phase raises or transfers troops, the flows of each month are kept.
            let end = if somebody_comes { done + contingents } else { table.strength.len() };
            let months = driver.next_rows(schedule, &mut table.strength[done..end]);
            let cells = done..done + months * contingents;
            done = cells.end;
            table.add(schedule, driver.state(), cells);
            if somebody_comes {
                table.add_flows(schedule, driver.state(), &mut flows);
            }
        }
        table
    }

    /// Adds the other columns for the months in `cells`: one month, or several without a backlog.
    fn add(&mut self, schedule: &ScheduleData, state: &MonthState, cells: Range<usize>) {
        let is_behind = state.has_backlog();
        if is_behind && self.scheduled.is_empty() {
            self.scheduled.reserve_exact(self.strength.len());
            self.scheduled.extend_from_slice(&self.strength[..cells.start]);
        }
        if is_behind {
            self.scheduled.extend_from_slice(&state.cursor.levels);
        } else if !self.scheduled.is_empty() {
            self.scheduled.extend_from_slice(&self.strength[cells.clone()]);
        }
        if schedule.is_tracked() {
            self.corrections.extend_from_slice(&state.correction);
            self.corrections.resize(cells.end, 0);
        }
        self.departures.add(state);
        if is_behind {
            self.add_owed(schedule, state);
        }
        for &Blocked { phase, blocker, troops } in &state.blocked {
            let dates = &schedule.timeline.phases[phase];
            if dates.planned <= state.t && dates.binds.is_some_and(|b| state.t <= b) {
                *self.blocked.entry((phase, blocker)).or_default() += troops;
            }
        }
    }

    /// What other phases owe in the scopes of those whose deadlines bind in this month.
    fn add_owed(&mut self, schedule: &ScheduleData, state: &MonthState) {
        let binds = |dates: &PhaseDates| dates.binds == Some(state.t);
        for (i, _) in schedule.timeline.phases.iter().enumerate().filter(|(_, d)| binds(d)) {
            let scope = schedule.routes(i);
            let within = |c: usize| scope.binary_search_by_key(&c, |r| r.contingent).is_ok();
            for (other, backlog) in state.backlogs().filter(|(other, _)| *other != i) {
                let routes = schedule.routes(other).iter().zip(backlog);
                let owed = routes.filter(|(route, _)| within(route.contingent));
                let owed = owed.map(|(_, &troops)| u64::from(troops)).sum::<u64>();
                if owed > 0 {
                    self.owed.insert((i, other), owed);
                }
            }
        }
    }

    fn add_flows(&mut self, schedule: &ScheduleData, state: &MonthState, flows: &mut MonthFlows) {
        state.record(schedule, flows);
        self.gained.extend_from_slice(&flows.gained);
        self.arrived.extend_from_slice(&flows.arrived);
        self.transferred.extend_from_slice(&flows.transferred);
        let month = usize::try_from(state.t).unwrap_or(0);
        self.transfers.extend(flows.transfers.iter().map(|&transfer| (month, transfer)));
    }

    /// How many months there are.
    pub(crate) fn months(&self) -> usize {
        self.strength.len() / self.contingents.max(1)
    }

    /// The strengths at a month's end.
    pub(crate) fn strengths(&self, t: usize) -> &[u32] {
        self.strength.chunks_exact(self.contingents.max(1)).nth(t).unwrap_or_default()
    }

    /// The sum of the strengths of some contingents at a month's end.
    pub(crate) fn sum_of_strengths(&self, t: usize, members: &[usize]) -> u64 {
        let strengths = self.strengths(t);
        if members.len() == strengths.len() {
            return strengths.iter().copied().map(u64::from).sum(); // all of them
        }
        members.iter().map(|&c| u64::from(strengths[c])).sum()
    }

    /// Whether nobody is ever raised or transferred, and no level is corrected.
    pub(crate) const fn has_no_incoming(&self) -> bool {
        self.gained.is_empty() && self.corrections.is_empty()
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

    pub(crate) fn transferred(&self, t: usize, c: usize) -> u32 {
        self.transferred.get(self.cell(t, c)).copied().unwrap_or(0)
    }

    /// By how many a level was corrected at a month's end.
    pub(crate) fn correction(&self, t: usize, c: usize) -> i64 {
        self.corrections.get(self.cell(t, c)).copied().unwrap_or(0)
    }

    /// Troops are conserved (rules#conservation): those who were there or came, and are there no longer, left.
    pub(crate) fn withdrawn(&self, t: usize, c: usize) -> u32 {
        let before = |t| self.strength(t, c);
        let Some(before) = t.checked_sub(1).map(before) else { return 0 };
        let [before, strength, gained, arrived] =
            [before, self.strength(t, c), self.gained(t, c), self.arrived(t, c)].map(i64::from);
        let left = before + gained + arrived + self.correction(t, c) - strength;
        u32::try_from(left).unwrap_or(0)
    }

    /// The last month in which anybody moved.
    pub(crate) fn last_move(&self) -> usize {
        let moves = |t: usize| {
            let somebody = |c| self.withdrawn(t, c) > 0 || self.gained(t, c) > 0;
            (0..self.contingents).any(somebody)
        };
        (0..self.months()).rev().find(|&t| moves(t)).unwrap_or(0)
    }

    /// The last month in which anybody left a contingent.
    pub(crate) fn last_departure(&self) -> Option<usize> {
        let leaves = |t: usize| (0..self.contingents).any(|c| self.withdrawn(t, c) > 0);
        (0..self.months()).rev().find(|&t| leaves(t))
    }

    /// The troop-months that each blocker kept back of a phase, from its planned start through its deadline.
    pub(crate) fn blocked(&self, phase: usize) -> impl Iterator<Item = (Blocker, u64)> {
        let of_phase = self.blocked.range((phase, Blocker::Hold(0))..(phase + 1, Blocker::Hold(0)));
        of_phase.map(|(&(_, blocker), &troop_months)| (blocker, troop_months))
    }

    /// What other phases still owe in a phase's scope when its deadline binds, in listing order.
    pub(crate) fn owed(&self, phase: usize) -> impl Iterator<Item = (usize, u64)> {
        let of_phase = self.owed.range((phase, 0)..(phase + 1, 0));
        of_phase.map(|(&(_, other), &troops)| (other, troops))
    }

    /// Those who changed contingent in a month.
    pub(crate) fn transfers(&self, t: usize) -> impl Iterator<Item = &Transfer> {
        let first = self.transfers.partition_point(|(month, _)| *month < t);
        let of_month = self.transfers[first..].iter().take_while(move |(month, _)| *month == t);
        of_month.map(|(_, transfer)| transfer)
    }

    const fn cell(&self, t: usize, c: usize) -> usize {
        t * self.contingents + c
    }
}

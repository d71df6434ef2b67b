//! The correction of a month's end by what was seen there (rules#tracking).

use crate::engine::active_phase::ActivePhase;
use crate::engine::cursor::ScheduleCursor;
use crate::engine::month_state::{CutProgress, MonthState};
use crate::engine::schedule_data::ScheduleData;
use crate::plan::tracking::SeenStrength;
use crate::values::apportion::apportion;

impl MonthState {
    /// Takes over what was seen at this month's end, if anything was: levels first, then what is due, then what the
    /// phases have still to move.
    pub(crate) fn correct(&mut self, schedule: &ScheduleData) {
        self.correction.clear();
        let Some(rows) = schedule.seen(self.t) else { return };
        let seen = seen_levels(rows, &self.levels);
        let differences = self.levels.iter().zip(&seen);
        let differences: Vec<i64> = differences
            .map(|(&level, seen)| seen.map_or(0, |seen| i64::from(seen) - i64::from(level)))
            .collect();
        for (level, seen) in self.levels.iter_mut().zip(seen) {
            *level = seen.unwrap_or(*level);
        }
        // rules#correction-backlog
        for (c, &difference) in differences.iter().enumerate() {
            if difference < 0 {
                self.reduce_backlog(schedule, c, difference.unsigned_abs(), Oldest);
            }
        }
        let mut revised = vec![false; schedule.plan.spec.phases.len()];
        self.correct_schedule(schedule, &mut revised);
        self.call_up(schedule, &mut revised);
        for phase in self.cursor.active_mut() {
            if revised[phase.phase] && self.t < phase.end {
                phase.revise(schedule, self.t);
                for cut in self.cuts.iter_mut().filter(|cut| cut.phase == phase.phase) {
                    cut.last = phase.last;
                }
            }
        }
        self.cursor.next_change = i32::MIN; // a rate may end in another month
        self.correction = differences;
    }

    /// 2. The schedule follows the levels (rules#correction-schedule): it is each level less its backlog, with the
    ///    backlog that is bound for it; and so does what the last phase begun has still to move.
    fn correct_schedule(&mut self, schedule: &ScheduleData, revised: &mut [bool]) {
        // What is reduced here may have been bound for another contingent.
        let expected = loop {
            let expected = self.expected_levels(schedule);
            let missing = expected.iter().enumerate().filter(|(_, level)| **level < 0);
            let missing: Vec<(usize, u64)> =
                missing.map(|(c, level)| (c, level.unsigned_abs())).collect();
            if missing.is_empty() {
                break expected;
            }
            for (c, troops) in missing {
                self.reduce_backlog(schedule, c, troops, Youngest);
            }
        };
        for (c, expected) in expected.into_iter().enumerate() {
            let change = expected - i64::from(self.cursor.levels[c]);
            if change != 0 {
                self.cursor.levels[c] = u32::try_from(expected).unwrap_or(u32::MAX);
                if let Some((phase, position)) = self.cursor.last_phase(schedule, c) {
                    phase.change(position, change);
                    revised[phase.phase] = true;
                }
            }
        }
    }

    /// 3. Calls up those who should have left (rules#correction-overdue): where the last phase begun is a cut that has
    ///    ended, what it has still to move becomes backlog.
    fn call_up(&mut self, schedule: &ScheduleData, revised: &mut [bool]) {
        for c in 0..self.levels.len() {
            let Some((phase, position)) = self.cursor.last_phase(schedule, c) else { continue };
            let left = phase.left(position);
            if !phase.has_ended_a_cut(self.t) || left <= 0 {
                continue;
            }
            phase.change(position, -left);
            let troops = u32::try_from(left).unwrap_or(u32::MAX);
            let (phase, last) = (phase.phase, phase.last);
            self.add_backlog(schedule, (phase, last), position, troops);
            self.cursor.levels[c] = self.cursor.levels[c].saturating_sub(troops);
            let Some(to) = schedule.routes(phase)[position].to else { continue };
            self.cursor.levels[to] = self.cursor.levels[to].saturating_add(troops);
            if let Some((there, position)) = self.cursor.last_phase(schedule, to)
                && !there.is_raise
                && self.t < there.end
            {
                there.change(position, left);
                revised[there.phase] = true;
            }
        }
    }

    /// Adds to the backlog of the contingent at a position of a phase's scope.
    fn add_backlog(
        &mut self,
        schedule: &ScheduleData,
        (phase, last): (usize, i32),
        position: usize,
        troops: u32,
    ) {
        let Self { cuts, over, .. } = self;
        let found = cuts.iter().position(|cut| cut.phase == phase);
        let i = found.unwrap_or_else(|| {
            let mut cut = over.pop().unwrap_or_default();
            cut.begin(phase, last, schedule.routes(phase).len());
            cut.departing.clone_from(&cut.backlog); // nobody
            let order = |phase: usize| schedule.position[phase];
            let i = cuts.partition_point(|other| order(other.phase) < order(phase));
            cuts.insert(i, cut);
            i
        });
        let backlog = &mut cuts[i].backlog[position];
        *backlog = backlog.saturating_add(troops);
    }

    /// Takes troops from the backlog of a contingent, as far as there are.
    fn reduce_backlog(&mut self, schedule: &ScheduleData, c: usize, troops: u64, first: Age) {
        let mut left = troops;
        let mut reduce = |cut: &mut CutProgress| {
            let scope = schedule.routes(cut.phase);
            if let Ok(position) = scope.binary_search_by_key(&c, |route| route.contingent) {
                let backlog = &mut cut.backlog[position];
                let goes = u32::try_from(left).unwrap_or(u32::MAX).min(*backlog);
                *backlog -= goes;
                left -= u64::from(goes);
            }
        };
        match first {
            Oldest => self.cuts.iter_mut().for_each(&mut reduce),
            Youngest => self.cuts.iter_mut().rev().for_each(&mut reduce),
        }
    }

    /// Each level less its backlog, with the backlog that is bound for it.
    fn expected_levels(&self, schedule: &ScheduleData) -> Vec<i64> {
        let mut expected: Vec<i64> = self.levels.iter().copied().map(i64::from).collect();
        for cut in &self.cuts {
            for (route, &backlog) in schedule.routes(cut.phase).iter().zip(&cut.backlog) {
                expected[route.contingent] -= i64::from(backlog);
                if let Some(to) = route.to {
                    expected[to] += i64::from(backlog);
                }
            }
        }
        expected
    }
}

/// Whose backlog is taken first.
#[derive(Clone, Copy)]
enum Age {
    Oldest,
    Youngest,
}
use Age::{Oldest, Youngest};

impl ScheduleCursor {
    /// The last phase begun over a contingent, which started last and of equals is listed last, and the contingent's
    /// position in its scope.
    fn last_phase(
        &mut self,
        schedule: &ScheduleData,
        c: usize,
    ) -> Option<(&mut ActivePhase, usize)> {
        let begun =
            self.phases[..self.active].iter_mut().chain(&mut self.over).filter_map(|phase| {
                let scope = schedule.routes(phase.phase);
                let position = scope.binary_search_by_key(&c, |route| route.contingent).ok()?;
                Some((phase, position))
            });
        begun.max_by_key(|(phase, _)| (phase.start, phase.phase))
    }
}

/// What was seen of each contingent: of a row for several, what is not yet said of its contingents is apportioned
/// over the rest by their projected levels.
fn seen_levels(rows: &[SeenStrength], levels: &[u32]) -> Vec<Option<u32>> {
    let mut seen: Vec<Option<u32>> = vec![None; levels.len()];
    for SeenStrength { contingents, strength } in rows {
        let said: u64 = contingents.iter().filter_map(|&c| seen[c]).map(u64::from).sum();
        let rest: Vec<usize> = contingents.iter().copied().filter(|&c| seen[c].is_none()).collect();
        let weights: Vec<u32> = rest.iter().map(|&c| levels[c]).collect();
        let left = u64::from(*strength).saturating_sub(said);
        let shares = apportion(u32::try_from(left).unwrap_or(u32::MAX), &weights);
        for (c, share) in rest.into_iter().zip(shares) {
            seen[c] = Some(share);
        }
    }
    seen
}

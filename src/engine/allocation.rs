//! Computes what a phase moves, at the end of the month before it starts.

#[cfg(not(drawdown_plain))]
use crate::engine::fast::even_decline;
use crate::engine::pace::{Share, months_at, share};
use crate::engine::phase_allocation::{PhaseAllocation, months_through};
use crate::engine::schedule_data::ScheduleData;
use crate::spec::phase::{Order, Target};
use crate::values::apportion::apportion;

impl PhaseAllocation {
    /// What phase `phase` moves if it starts in month `start`, from the scheduled levels of the month before;
    /// adds its row to the schedule.
    pub(crate) fn new(
        schedule: &mut ScheduleData,
        phase: usize,
        start: i32,
        levels: &[u32],
    ) -> Self {
        let spec = &schedule.plan.spec.phases[phase];
        let routes = &schedule.plan.references.phases[phase].scope;
        let weights: Vec<u32> = if spec.target.is_raise() {
            routes.iter().map(|route| levels[route.contingent]).collect()
        } else {
            // w_c: what no floor protects at the paced end or in the month after (rules#spare).
            let end = end_by_dates(schedule, phase, start);
            let (floors, next) =
                (schedule.floors.at(end), schedule.floors.at(end.saturating_add(1)));
            let spare = |c: usize| levels[c].saturating_sub(floors[c].max(next[c]));
            routes.iter().map(|route| spare(route.contingent)).collect()
        };
        // Levels and raises add up to u32::MAX at most (rules#limits).
        let level: u64 = routes.iter().map(|route| u64::from(levels[route.contingent])).sum();
        let spare: u64 = weights.iter().copied().map(u64::from).sum(); // W, for a cut
        let number = u64::from(schedule.numbers.targets[phase]);
        // rules#cut, rules#gain and rules#goal
        let cut_by = |wanted: u64| (spare.min(wanted), level.saturating_sub(wanted));
        let (total, goal) = match &spec.target {
            Target::ReduceTo(_) => (spare.min(level.saturating_sub(number)), number),
            Target::ReduceBy(_) => cut_by(number),
            Target::ReduceByPercent(percent) => cut_by(percent.of(level)),
            Target::ReduceToPercent(percent) => {
                // rules#reduce-to-percent
                let strengths =
                    routes.iter().map(|route| schedule.numbers.strengths[route.contingent]);
                let number = percent.of(strengths.map(u64::from).sum());
                (spare.min(level.saturating_sub(number)), number)
            }
            Target::InProportionTo(_) => cut_by(proportional(schedule, phase, level)),
            Target::Remainder => (spare, level - spare),
            Target::RaiseTo(_) => (number.saturating_sub(level), number),
            Target::RaiseBy(_) => (number, level + number),
        };
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let is_all = spare == u64::from(total); // each gives its whole weight
        let per_contingent =
            if is_all || is_listed(schedule, phase) { weights } else { apportion(total, &weights) };
        let end = paced_end(schedule, phase, start, total);
        let row = schedule.rows.len()..schedule.rows.len() + per_contingent.len();
        let is_raise = spec.target.is_raise();
        #[cfg(not(drawdown_plain))]
        let even_scope = even_decline::even_scope(&schedule.plan, phase);
        schedule.rows.extend(per_contingent);
        Self {
            phase,
            is_raise,
            start,
            end,
            last: schedule.timeline.phases[phase].last_moving(end),
            level,
            spare,
            total,
            goal,
            row,
            #[cfg(not(drawdown_plain))]
            even_scope,
        }
    }

    /// The same cut or gain, started in another month: at s0, the reference schedule (rules#busiest-month).
    pub(crate) fn started_at(&self, schedule: &ScheduleData, start: i32) -> Self {
        let end = paced_end(schedule, self.phase, start, self.total);
        let last = schedule.timeline.phases[self.phase].last_moving(end);
        Self { start, end, last, ..self.clone() }
    }

    /// Writes what each contingent of the scope has moved by the end of month `t`.
    pub(crate) fn moved_by(&self, schedule: &ScheduleData, t: i32, moved: &mut [u32]) {
        let share = self.share_by(schedule, t.min(self.last));
        self.take(schedule, share, self.total, schedule.row(self), moved);
    }

    /// Writes a share of what each contingent of the scope has to give, `total` in all; in listed order `most` is the
    /// most that each can give.
    pub(super) fn take(
        &self,
        schedule: &ScheduleData,
        share: Share,
        total: u32,
        most: &[u32],
        moved: &mut [u32],
    ) {
        let phase = &schedule.plan.spec.phases[self.phase];
        let has_blocks = !phase.target.is_raise() && !share.is_all();
        let block = phase.blocks.filter(|_| has_blocks).map_or(1, |block| block.0.max(1));
        let whole_blocks = |troops: u32| troops - troops % block;
        // rules#blocks and rules#listed-order
        if is_listed(schedule, self.phase) {
            let mut left = whole_blocks(share.of(total));
            for (moved, &most) in moved.iter_mut().zip(most) {
                *moved = left.min(most);
                left -= *moved;
            }
        } else {
            for (moved, &own) in moved.iter_mut().zip(most) {
                *moved = whole_blocks(share.of(own));
            }
        }
    }

    /// What the whole scope has moved by the end of month `t`.
    pub(crate) fn total_moved_by(&self, schedule: &ScheduleData, t: i32) -> u64 {
        if t.min(self.last) < self.start {
            return 0;
        }
        let mut moved = vec![0; self.row.len()];
        self.moved_by(schedule, t, &mut moved);
        moved.into_iter().map(u64::from).sum()
    }

    /// `p_k` for month `t`, the k-th of the phase.
    fn share_by(&self, schedule: &ScheduleData, t: i32) -> Share {
        let pace = &schedule.plan.spec.phases[self.phase].pace;
        let rate = schedule.numbers.rates[self.phase];
        share(pace, rate, months_through(self.start, t), self.months(), self.total)
    }
}

/// Whether a phase takes its cut from the contingents in listing order; raises are always proportional.
fn is_listed(schedule: &ScheduleData, phase: usize) -> bool {
    let spec = &schedule.plan.spec.phases[phase];
    spec.order == Order::Listed && !spec.target.is_raise()
}

/// 4. The paced end (rules#paced-end) of a phase that starts in month `start` and moves `total` in all.
fn paced_end(schedule: &ScheduleData, phase: usize, start: i32, total: u32) -> i32 {
    match schedule.numbers.rates[phase] {
        Some(rate) => start.saturating_add(months_at(rate, total) - 1),
        None => end_by_dates(schedule, phase, start),
    }
}

/// The paced end as the deadline gives it; a rate's is computed apart.
fn end_by_dates(schedule: &ScheduleData, phase: usize, start: i32) -> i32 {
    let dates = &schedule.timeline.phases[phase];
    let Some(binds) = dates.binds else { return start };
    let late = if dates.slides { (start - dates.planned).max(0) } else { 0 };
    // A slip delays a rate's start (see `start_of`), not its end (rules#slips).
    let has_rate = schedule.numbers.rates[phase].is_some();
    let slip = if has_rate { 0 } else { schedule.timeline.slips[phase] };
    let moved_by_start = if late > 0 { binds.saturating_add(late) } else { start };
    start.max(binds.saturating_add(slip)).max(moved_by_start)
}

/// `floor(L * cut_q / L_q)`, with q as it started, or as it would at its s0.
fn proportional(schedule: &ScheduleData, phase: usize, level: u64) -> u64 {
    let q = schedule.plan.references.phases[phase].in_proportion_to;
    let q = q.and_then(|q| schedule.allocation(q)).filter(|q| q.level > 0);
    let Some(q) = q else { return 0 };
    let cut = u128::from(level) * u128::from(q.total) / u128::from(q.level);
    u64::try_from(cut).unwrap_or(level)
}

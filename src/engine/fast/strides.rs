//! Skips the five steps in months in which they can block no one.

use crate::engine::active_phase::ActivePhase;
use crate::engine::month_state::MonthState;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::references::Incoming;
use crate::plan::window::Window;

/// Whether steps 2 and 4 block no one in the month at hand.
pub(crate) fn is_clear(schedule: &ScheduleData, state: &mut MonthState) -> bool {
    look_ahead(schedule, state, state.t);
    state.t <= state.clear_through
}

/// Whether step 3 blocks no one in any month: where floors never change and nobody is transferred, whoever is due
/// is above the floor, late or not. What was seen may be below it.
pub(crate) fn floors_never_bind(schedule: &ScheduleData) -> bool {
    schedule.floors.never_change()
        && schedule.incoming != Incoming::Transfers
        && !schedule.is_tracked()
}

/// Whether the scheduled levels of a clear month are above their floors; if not, what follows is unknown again.
pub(crate) fn is_above_floors(schedule: &ScheduleData, state: &mut MonthState) -> bool {
    let levels = || state.cursor.levels.iter().zip(schedule.floors.at(state.t));
    let is_above = schedule.floors.never_change() || levels().all(|(level, floor)| level >= floor);
    if !is_above {
        (state.clear_through, state.known_through) = (state.t, state.t);
    }
    is_above
}

/// Goes past the clear months ahead, at most as many as `rows` holds, and writes the levels at each one's
/// end; gives how many. `None` where the next month is not clear, or is past the last. Only of a single month is it
/// then known what it moved.
pub(crate) fn advance(
    schedule: &ScheduleData,
    state: &mut MonthState,
    rows: &mut [u32],
) -> Option<usize> {
    let (next, contingents) = (state.t + 1, state.levels.len());
    let last = schedule.horizon;
    if next > last || !schedule.floors.never_change() {
        return None;
    }
    state.cursor.end_and_start(schedule, next);
    look_ahead(schedule, state, next);
    let months = usize::try_from(state.clear_through.min(last) + 1 - next).ok()?;
    let months = months.min(rows.len() / contingents.max(1));
    if months == 0 {
        return None;
    }
    let rows = &mut rows[..months * contingents];
    match state.cursor.active_mut() {
        [] => repeat(&state.levels, rows),
        // A month alone goes the other way, so that what it moves is known.
        [phase] if months > 1 && phase.fast.covers_all(contingents) => {
            phase.fast.advance_rows(rows);
            state.cursor.levels.copy_from_slice(&rows[rows.len() - contingents..]);
        }
        _ => {
            for (t, row) in (next..).zip(rows.chunks_exact_mut(contingents)) {
                state.cursor.advance(schedule, t);
                row.copy_from_slice(&state.cursor.levels);
            }
        }
    }
    state.t = next + i32::try_from(months - 1).unwrap_or(0);
    state.blocked.clear();
    state.keep_to_schedule();
    Some(months)
}

/// Fills rows with the same levels, twice as many with each copy.
fn repeat(levels: &[u32], rows: &mut [u32]) {
    let mut filled = levels.len();
    rows[..filled].copy_from_slice(levels);
    while filled < rows.len() {
        let more = filled.min(rows.len() - filled);
        rows.copy_within(..more, filled);
        filled += more;
    }
}

/// Finds the clear months from `t` on, if that is not known.
fn look_ahead(schedule: &ScheduleData, state: &mut MonthState, t: i32) {
    if t > state.known_through {
        state.clear_through = clear_through(schedule, state, t);
        state.known_through = state.clear_through.max(t);
    }
}

/// The last month of the run from `t` on in which steps 2 and 4 block no one; before `t` if they may block
/// someone in `t`.
fn clear_through(schedule: &ScheduleData, state: &MonthState, t: i32) -> i32 {
    if schedule.incoming == Incoming::Transfers || schedule.is_tracked() || state.has_backlog() {
        return t - 1;
    }
    let most = state
        .cursor
        .active()
        .iter()
        .map(|phase| most_a_month(schedule, phase))
        .fold(0, u32::saturating_add);
    let before_change = state.cursor.next_change - 1;
    if most == 0 {
        return before_change;
    }
    let holds = schedule.timeline.holds.iter().map(|hold| hold.months);
    let hazards = schedule.hazards.iter().filter_map(|windows| Window::next_of(windows, t));
    let caps = schedule.timeline.caps.iter().zip(&schedule.numbers.caps);
    let binding = caps.filter(|(_, cap)| **cap < most).map(|(window, _)| window.months);
    let in_the_way = holds.chain(hazards).chain(binding);
    let before = |window: Window| if window.last < t { i32::MAX } else { window.first.max(t) - 1 };
    in_the_way.map(before).fold(before_change, i32::min)
}

/// The most that a phase moves in any month.
fn most_a_month(schedule: &ScheduleData, phase: &ActivePhase) -> u32 {
    let total = || schedule.started(phase.phase).map_or(0, |allocation| allocation.total);
    if phase.fast.is_on() { phase.fast.most_a_month() } else { total() }
}

#[cfg(test)]
mod tests {
    use crate::engine::driver::MonthDriver;
    use crate::plan::checked::Plan;
    use crate::spec::PlanSpec;
    use crate::spec::constraint::Cap;
    use crate::spec::contingent::Contingent;
    use crate::spec::phase::{Phase, Target};
    use crate::values::troops::Troops;

    #[test]
    fn strides_are_taken_wherever_nobody_is_kept_back() -> Result<(), Box<dyn std::error::Error>> {
        // 100 leave in each of 24 months; in t = 7 and 8 only 50 can.
        let cap = Cap {
            from: Some("2025-03".parse()?),
            through: Some("2025-04".parse()?),
            ..Cap::new("airlift", Troops(50))
        };
        let plan = Plan::new(PlanSpec {
            contingents: vec![Contingent::new("USA".parse()?, "IRQ".parse()?, Troops(2_400))],
            phases: vec![Phase::new("all", Target::Remainder, "2026-08-31".parse()?)],
            caps: vec![cap],
            ..PlanSpec::new("One capped spring", "2024-08".parse()?)
        })?;
        let schedule = plan.schedule();
        let (mut driver, mut rows) = (MonthDriver::default(), vec![0; 100]);
        driver.begin(&schedule.data);
        let mut months = Vec::new();
        let mut declines = Vec::new();
        loop {
            let written = driver.next_rows(&schedule.data, &mut rows);
            if written == 0 {
                break;
            }
            months.push(written);
            let active = driver.state().cursor.active();
            declines.push(active.first().is_some_and(|phase| phase.fast.is_on()));
        }
        // `as_of`; six months; the cap twice, then the backlog of 100 leaves; 15 months; idle to the end.
        assert_eq!(months, [1, 6, 1, 1, 1, 15, 12]);
        assert_eq!(declines, [false, true, true, true, true, true, false]);
        Ok(())
    }
}

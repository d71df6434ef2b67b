//! Who must leave, and in which months they can, whatever the pace (rules#open-months).

use crate::engine::phase_allocation::PhaseAllocation;
use crate::engine::schedule_data::ScheduleData;
use crate::plan::window::Window;

/// Troops of a phase in one contingent who must leave their host by a month.
#[derive(Clone, Debug)]
pub(crate) struct Departing {
    pub(crate) phase: usize,
    pub(crate) contingent: usize,
    pub(crate) troops: u64,
    /// The phase's first month, and the month by whose end they must have left.
    pub(crate) start: i32,
    pub(crate) due: i32,
    /// Their open months: those of `start..=due` in which no hold covers them, as stretches in order.
    pub(crate) open: Vec<Window>,
}

impl Departing {
    /// From the first open month through the last; `None` if holds leave none.
    pub(crate) fn reach(&self) -> Option<Window> {
        let (first, last) = self.open.first().zip(self.open.last())?;
        Some(Window { first: first.first, last: last.last })
    }
}

/// The month in which a phase's deadline binds, if it is met only where all of its cut has left by then: it cuts and
/// starts by then, its goal is what its cut leaves, nobody comes into its scope and no phase that starts later takes from
/// it. In a tracked plan the number who leave may differ from its cut, so that no month is given.
pub(crate) fn due_in_full(schedule: &ScheduleData, phase: usize) -> Option<i32> {
    let spec = &schedule.plan.spec.phases[phase];
    let dates = &schedule.timeline.phases[phase];
    let binds = dates.binds.filter(|&b| b <= schedule.horizon)?;
    let allocation = schedule.started(phase).filter(|own| own.start <= binds)?;
    let is_judged = !schedule.is_tracked()
        && !allocation.is_raise
        && !dates.is_replaced(spec.deadline.is_some());
    let stays = allocation.level.checked_sub(allocation.total.into()); // a raise may be above its level
    let is_whole = stays == Some(allocation.goal);
    let begun = || schedule.started.iter().filter(|other| other.start <= binds);
    let is_apart = || {
        begun().all(|other| {
            !brings_into(schedule, other, phase)
                && (other.start <= allocation.start || !takes_from(schedule, other, phase))
        })
    };
    (is_judged && is_whole && is_apart()).then_some(binds)
}

/// Whether a phase raises or sends anybody into the scope of another.
fn brings_into(schedule: &ScheduleData, allocation: &PhaseAllocation, scope_of: usize) -> bool {
    let routes = schedule.routes(allocation.phase).iter();
    routes.zip(moved(schedule, allocation)).any(|(route, troops)| {
        let to = if allocation.is_raise { Some(route.contingent) } else { route.to };
        troops > 0 && to.is_some_and(|to| is_in_scope(schedule, scope_of, to))
    })
}

/// Whether a phase moves anybody out of a contingent in the scope of another.
fn takes_from(schedule: &ScheduleData, allocation: &PhaseAllocation, scope_of: usize) -> bool {
    let routes = schedule.routes(allocation.phase).iter();
    routes.zip(moved(schedule, allocation)).any(|(route, troops)| {
        !allocation.is_raise && troops > 0 && is_in_scope(schedule, scope_of, route.contingent)
    })
}

fn is_in_scope(schedule: &ScheduleData, phase: usize, contingent: usize) -> bool {
    schedule.routes(phase).binary_search_by_key(&contingent, |route| route.contingent).is_ok()
}

/// What the schedule of a phase moves by its end, by contingent of its scope.
fn moved(schedule: &ScheduleData, allocation: &PhaseAllocation) -> Vec<u32> {
    let mut moved = vec![0; allocation.row.len()];
    allocation.moved_by(schedule, allocation.end, &mut moved);
    moved
}

/// Those who leave their host for a phase that has started, due by the end of month `due`.
pub(crate) fn departing(
    schedule: &ScheduleData,
    allocation: &PhaseAllocation,
    due: i32,
) -> Vec<Departing> {
    let routes = schedule.routes(allocation.phase).iter().zip(moved(schedule, allocation));
    let leaving = routes.filter(|(route, troops)| route.leaves_host && *troops > 0);
    let leaving = leaving.map(|(route, troops)| Departing {
        phase: allocation.phase,
        contingent: route.contingent,
        troops: troops.into(),
        start: allocation.start,
        due,
        open: open_months(
            schedule,
            route.contingent,
            Window { first: allocation.start, last: due },
        ),
    });
    leaving.collect()
}

/// The troops who must have left for one deadline to be met: all who leave the contingents of its scope, for its phase
/// or for one that starts no later, each due by the deadline's binding month.
pub(crate) fn needed_by(schedule: &ScheduleData, phase: usize) -> Vec<Departing> {
    let (Some(binds), Some(own)) = (due_in_full(schedule, phase), schedule.started(phase)) else {
        return Vec::new();
    };
    let cuts = schedule.started.iter().filter(|cut| !cut.is_raise && cut.start <= own.start);
    let leaving = cuts.flat_map(|cut| departing(schedule, cut, binds));
    leaving.filter(|one| is_in_scope(schedule, phase, one.contingent)).collect()
}

/// The troops who must have left for all deadlines to be met, each by the binding month of their phase.
pub(crate) fn needed_by_all(schedule: &ScheduleData) -> Vec<Departing> {
    let due =
        schedule.started.iter().filter_map(|own| Some((own, due_in_full(schedule, own.phase)?)));
    due.flat_map(|(own, binds)| departing(schedule, own, binds)).collect()
}

/// The first listed hold that covers a contingent in a month.
pub(crate) fn hold_in(schedule: &ScheduleData, contingent: usize, t: i32) -> Option<usize> {
    let holds = schedule.plan.references.holds.iter().zip(&schedule.timeline.holds);
    holds
        .enumerate()
        .find(|(_, (hold, window))| {
            window.months.covers(t) && hold.scope.binary_search(&contingent).is_ok()
        })
        .map(|(h, _)| h)
}

/// The months of a window in which no hold covers a contingent.
fn open_months(schedule: &ScheduleData, contingent: usize, within: Window) -> Vec<Window> {
    let holds = schedule.plan.references.holds.iter().zip(&schedule.timeline.holds);
    let holds = holds.filter(|(hold, _)| hold.scope.binary_search(&contingent).is_ok());
    let mut closed: Vec<Window> = holds.map(|(_, window)| window.months).collect();
    closed.sort_by_key(|window| window.first);
    let mut open = Vec::new();
    let mut next = within.first; // the first month not looked at yet
    for hold in closed.iter().filter(|hold| hold.first <= hold.last) {
        if hold.first > next && next <= within.last {
            open.push(Window { first: next, last: within.last.min(hold.first - 1) });
        }
        next = next.max(hold.last.saturating_add(1));
    }
    if next <= within.last {
        open.push(Window { first: next, last: within.last });
    }
    open
}

//! Caps over rows: steps 2 to 5 of a month in which caps are all that can keep anybody back, and every cut and every cap
//! is over all contingents. Then a row holds a number of each contingent, and no routes need to be looked at.

use crate::engine::fast::cap_parts::CapParts;
use crate::engine::fast::strides;
use crate::engine::month_flows::{Blocked, Blocker};
use crate::engine::month_state::{CutProgress, MonthState};
use crate::engine::schedule_data::ScheduleData;
use crate::plan::references::Incoming;
use crate::plan::window::Window;

/// Carries out steps 2 to 5 on what is collected, if this is such a month.
pub(crate) fn leave(schedule: &ScheduleData, state: &mut MonthState) -> bool {
    if !is_about_rows(schedule, state) {
        return false;
    }
    let MonthState { t, levels, cuts, blocked, cap_parts, .. } = state;
    for (k, window) in schedule.timeline.caps.iter().enumerate() {
        if window.months.covers(*t) {
            apply(k, schedule.numbers.caps[k], cap_parts, cuts, blocked);
        }
    }
    for CutProgress { backlog, departing, .. } in cuts {
        for ((level, backlog), departing) in levels.iter_mut().zip(backlog).zip(departing) {
            *backlog -= *departing;
            *level -= *departing;
        }
    }
    true
}

fn is_about_rows(schedule: &ScheduleData, state: &MonthState) -> bool {
    let (t, contingents) = (state.t, state.levels.len());
    let references = &schedule.plan.references;
    let mut caps = references.caps.iter().zip(&schedule.timeline.caps);
    schedule.incoming == Incoming::Nobody
        && strides::floors_never_bind(schedule)
        && !schedule.timeline.holds.iter().any(|hold| hold.months.covers(t))
        && !schedule.hazards.iter().any(|windows| Window::any_covers(windows, t))
        && caps.all(|(cap, window)| !window.months.covers(t) || cap.scope.len() == contingents)
        && state.cuts.iter().all(|cut| cut.backlog.len() == contingents)
}

/// Applies the k-th cap.
fn apply(
    k: usize,
    per_month: u32,
    rows: &mut CapParts,
    cuts: &mut [CutProgress],
    blocked: &mut Vec<Blocked>,
) {
    let Some((first, others)) = cuts.split_first() else { return };
    rows.leaving.clone_from(&first.departing);
    for cut in others {
        for (leaving, departing) in rows.leaving.iter_mut().zip(&cut.departing) {
            *leaving += departing;
        }
    }
    // Together they are no more than the levels, which fit a head-count.
    let all = rows.leaving.iter().sum();
    if all <= per_month {
        return;
    }
    rows.apportion(per_month, all);
    for CutProgress { phase, departing, .. } in cuts {
        let mut troops = 0;
        for (departing, allowed) in departing.iter_mut().zip(&mut rows.parts) {
            let goes = (*departing).min(*allowed);
            troops += *departing - goes;
            *allowed -= goes;
            *departing = goes;
        }
        if troops > 0 {
            let troops = troops.into();
            blocked.push(Blocked { phase: *phase, blocker: Blocker::Cap(k), troops });
        }
    }
}

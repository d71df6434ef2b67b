//! Caps over rows: steps 2 to 5 of a month in which caps are all that can keep anybody back, and every cut and every cap
//! is over all contingents. Then a row holds a number of each contingent, and no routes need to be looked at.

use crate::engine::fast::cap_parts::CapParts;
use crate::engine::fast::strides;
use crate::engine::month_flows::{Blocked, Blocker};
use crate::engine::month_state::{CutProgress, MonthState};
use crate::engine::schedule_data::ScheduleData;
use crate::plan::references::{Incoming, OrderedCap};

/// Carries out steps 2 to 5 on what is collected, if this is such a month.
pub(crate) fn leave(schedule: &ScheduleData, state: &mut MonthState) -> bool {
    if !is_about_rows(schedule, state) {
        return false;
    }
    let MonthState { levels, cuts, blocked, in_force, cap_parts, .. } = state;
    let departing = cuts.iter().flat_map(|cut| &cut.departing);
    // Together they are no more than the levels, which fit a head-count.
    let mut all: u32 = departing.sum();
    for &OrderedCap { cap, .. } in &in_force.caps {
        let per_month = schedule.numbers.caps[cap];
        if all > per_month {
            apply(cap, per_month, all, cap_parts, cuts, blocked);
            all = per_month; // a cap that binds is used up
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

fn is_about_rows(schedule: &ScheduleData, state: &mut MonthState) -> bool {
    if schedule.incoming != Incoming::Nobody || !strides::floors_never_bind(schedule) {
        return false;
    }
    let (contingents, in_force) = (state.levels.len(), &state.in_force);
    in_force.held_by.is_empty()
        && in_force.caps.iter().all(|cap| cap.covers_all)
        && state.cuts.iter().all(|cut| cut.backlog.len() == contingents)
}

/// Applies the k-th cap, which lets fewer through than all who would leave.
fn apply(
    k: usize,
    per_month: u32,
    all: u32,
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

//! Section 5, the month step: from the schedule to the projection, under holds, floors and caps.

use super::numbers::apportion;
use super::plan::Plan;
use super::schedule::{Schedule, floors, flow};
use super::timeline::{Timing, covers};
use super::{Cell, Total};

/// What keeps a phase's troops back. Equal causes are listed in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    Hold(usize),
    Hazard(usize),
    Floor,
    Cap(usize),
    Event(usize),
    Phase(usize),
    Arrivals,
    Residual,
    Pace,
    Deadline,
}

/// What one step of one month took off what was due in one phase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptBack {
    pub month: i64,
    pub phase: usize,
    pub cause: Cause,
    pub troops: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Projection {
    pub cells: Vec<Vec<Cell>>,
    pub totals: Vec<Total>,
    pub kept_back: Vec<KeptBack>,
    pub transfers: Vec<Transfer>,
    /// By month and phase: how many left for it or, for a raise, arrived.
    pub moved: Vec<Vec<u64>>,
    /// By month: the backlog of each contingent and phase at its end.
    pub owed: Vec<Vec<Owed>>,
    /// By month and contingent: how many went home.
    pub went_home: Vec<Vec<u64>>,
}

/// The backlog of one contingent in one phase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owed {
    pub phase: usize,
    pub contingent: usize,
    pub troops: u64,
}

/// Troops who left one contingent for another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transfer {
    pub month: i64,
    pub from: usize,
    pub to: usize,
    pub troops: u64,
}

/// The troops of one contingent in one phase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Party {
    pub phase: usize,
    /// The index of the contingent in the scope of the phase.
    pub place: usize,
    pub contingent: usize,
    /// Between months its backlog; in the month step what is due.
    pub due: u64,
    /// How many of these still leave this month.
    send: u64,
}

pub(crate) fn projection(plan: &Plan, timings: &[Timing], schedule: &Schedule) -> Projection {
    let mut projection = first(plan);
    let mut parties = parties(plan, timings, schedule);
    for t in 1..=schedule.last {
        month(plan, timings, schedule, &mut projection, &mut parties, t);
    }
    projection
}

/// The opening month.
pub(crate) fn first(plan: &Plan) -> Projection {
    let mut projection = Projection {
        cells: vec![start(plan)],
        totals: Vec::new(),
        kept_back: Vec::new(),
        transfers: Vec::new(),
        moved: vec![vec![0; plan.phases.len()]],
        owed: vec![Vec::new()],
        went_home: vec![vec![0; plan.contingents.len()]],
    };
    projection.totals.push(total(plan, &projection.cells[0], 0));
    projection
}

/// Section 9: "all flows 0 at t = 0".
fn start(plan: &Plan) -> Vec<Cell> {
    let cell = |strength| Cell { scheduled: strength, strength, ..Cell::default() };
    plan.contingents.iter().map(|c| cell(c.strength.best)).collect()
}

/// Section 5: "backlog is kept per contingent and phase, the phase that started earlier is served first".
fn parties(plan: &Plan, timings: &[Timing], schedule: &Schedule) -> Vec<Party> {
    let mut cutting: Vec<usize> = (0..plan.phases.len())
        .filter(|&p| schedule.runs[p].is_some() && !plan.phases[p].target.raises())
        .collect();
    cutting.sort_by_key(|&p| schedule.runs[p].as_ref().map(|run| run.start));
    let mut parties = Vec::new();
    for phase in cutting {
        join(&mut parties, timings, phase);
    }
    parties
}

/// Adds the parties of a phase that starts.
pub(crate) fn join(parties: &mut Vec<Party>, timings: &[Timing], phase: usize) {
    for (place, &contingent) in timings[phase].scope.iter().enumerate() {
        parties.push(Party { phase, place, contingent, due: 0, send: 0 });
    }
}

pub(crate) fn month(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &mut Projection,
    parties: &mut [Party],
    t: i64,
) {
    let before = &projection.cells[t as usize - 1];
    let floors = floors(plan, t);
    let kept_back = &mut projection.kept_back;
    let mut keep_back = |party: &mut Party, cause, troops| {
        party.send -= troops;
        if troops > 0 {
            kept_back.push(KeptBack { month: t, phase: party.phase, cause, troops });
        }
    };

    // 1. what is due: backlog + out(t), per contingent and phase
    for party in parties.iter_mut() {
        party.due += flow(plan, schedule, party.phase, t)[party.place];
        party.send = party.due;
    }

    // 2. holds: none of those who would leave their host, where a hold covers month t
    for (h, hold) in plan.holds.iter().enumerate() {
        if covers(plan, &hold.window, t) {
            for party in parties.iter_mut() {
                if hold.scope.matches(&plan.key(party.contingent))
                    && leaves_host(plan, timings, party)
                {
                    keep_back(party, Cause::Hold(h), party.send);
                }
            }
        }
    }

    // Section 7, of a hazard that is under way: "it is a hold"
    for (h, hazard) in plan.hazards.iter().enumerate() {
        if hazard.under_way.contains(&t) {
            for party in parties.iter_mut() {
                if hazard.scope.matches(&plan.key(party.contingent))
                    && leaves_host(plan, timings, party)
                {
                    keep_back(party, Cause::Hazard(h), party.send);
                }
            }
        }
    }

    // 3. never below the floor: from a contingent at most max(0, level_c(t-1) - floor_c(t))
    for (c, cell) in before.iter().enumerate() {
        let mut above_floor = cell.strength.saturating_sub(floors[c]);
        for party in parties.iter_mut().filter(|party| party.contingent == c) {
            keep_back(party, Cause::Floor, party.send.saturating_sub(above_floor));
            above_floor -= party.send;
        }
    }

    // 4. caps in force, the one over the fewest contingents first, ties in listing order
    let mut in_order: Vec<usize> = (0..plan.caps.len()).collect();
    in_order.sort_by_key(|&k| plan.in_scope(&plan.caps[k].scope).len()); // a stable sort
    for k in in_order {
        let cap = &plan.caps[k];
        if !covers(plan, &cap.window, t) {
            continue;
        }
        let mut sent = vec![0; plan.contingents.len()];
        let capped = |party: &Party| {
            cap.scope.matches(&plan.key(party.contingent)) && leaves_host(plan, timings, party)
        };
        for party in parties.iter().filter(|party| capped(party)) {
            sent[party.contingent] += party.send;
        }
        if sent.iter().sum::<u64>() > cap.per_month.best {
            let mut allowed = apportion(cap.per_month.best, &sent);
            for party in parties.iter_mut().filter(|party| capped(party)) {
                let allowed = &mut allowed[party.contingent];
                keep_back(party, Cause::Cap(k), party.send.saturating_sub(*allowed));
                *allowed -= party.send;
            }
        }
    }

    commit(plan, timings, schedule, projection, parties, t);
}

/// The month's flows by contingent and phase, and its level.
fn commit(
    plan: &Plan,
    timings: &[Timing],
    schedule: &Schedule,
    projection: &mut Projection,
    parties: &mut [Party],
    t: i64,
) {
    let before = &projection.cells[t as usize - 1];
    // 5. withdrawn_c is what is left; backlog = due - withdrawn;
    //    level_c(t) = level_c(t-1) - withdrawn_c + gains_c(t) + arrivals_c(t)
    let mut cells = vec![Cell::default(); plan.contingents.len()];
    let (mut left, mut moved) = (0, 0);
    let mut by_phase = vec![0; plan.phases.len()];
    let mut went_home = vec![0; plan.contingents.len()];
    for party in parties.iter_mut() {
        party.due -= party.send;
        cells[party.contingent].withdrawn += party.send;
        by_phase[party.phase] += party.send;
        if let Some(to) = timings[party.phase].destinations[party.place] {
            cells[to].arrived += party.send;
            let (from, troops) = (party.contingent, party.send);
            projection.transfers.push(Transfer { month: t, from, to, troops });
            moved += party.send;
        } else {
            left += party.send;
            went_home[party.contingent] += party.send;
        }
    }
    for (p, timing) in timings.iter().enumerate() {
        if plan.phases[p].target.raises() {
            let gains = flow(plan, schedule, p, t);
            for (&c, gain) in timing.scope.iter().zip(gains) {
                cells[c].gained += gain;
                by_phase[p] += gain;
            }
        }
    }
    for (c, cell) in cells.iter_mut().enumerate() {
        cell.scheduled = schedule.levels[t as usize][c];
        cell.strength = before[c].strength + cell.gained + cell.arrived - cell.withdrawn;
    }
    projection.totals.push(Total { left, moved, ..total(plan, &cells, t) });
    projection.cells.push(cells);
    projection.moved.push(by_phase);
    projection.went_home.push(went_home);
    let owed = |p: &Party| Owed { phase: p.phase, contingent: p.contingent, troops: p.due };
    projection.owed.push(parties.iter().map(owed).collect());
}

/// Section 5: "a change of mission in place is neither held nor capped".
fn leaves_host(plan: &Plan, timings: &[Timing], party: &Party) -> bool {
    let host = |c: usize| &plan.contingents[c].key.host;
    timings[party.phase].destinations[party.place]
        .is_none_or(|destination| host(destination) != host(party.contingent))
}

/// Section 9, `totals`; section 5: "Residual presence at t: sum of `min(level_c, floor_c(t))`".
fn total(plan: &Plan, cells: &[Cell], t: i64) -> Total {
    let floors = floors(plan, t);
    let present = |(cell, floor): (&Cell, u64)| cell.strength.min(floor);
    Total {
        strength: cells.iter().map(|cell| cell.strength).sum(),
        gained: cells.iter().map(|cell| cell.gained).sum(),
        residual: cells.iter().zip(floors).map(present).sum(),
        ..Total::default()
    }
}

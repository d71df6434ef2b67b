//! The strengths of a plan by hand: W1 and W2 without the library.
//!
//! What is known of these plans and used: everyone can leave, in phases one after another, evenly, down to floors
//! that never change; one cap covers everyone and there are no holds. Then what is due from a contingent in a month
//! is its level less its scheduled level, no floor ever binds, and a month whose cap does not bind ends on schedule.

use super::cuts::{Takes, apportion, cut};

/// A plan in plain numbers.
pub(crate) struct PlainPlan<const N: usize> {
    pub(crate) strengths: [u32; N],
    pub(crate) floors: [u32; N],
    pub(crate) phases: Vec<PlainPhase>,
    pub(crate) cap: u32,
}

/// One phase: its first month and its last, and how many leave.
#[derive(Clone, Copy)]
pub(crate) struct PlainPhase {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) takes: Takes,
}

/// Writes the strengths of every contingent at each month's end, `as_of` first, into rows that the caller brings.
pub(crate) fn strengths<const N: usize>(plan: &PlainPlan<N>, rows: &mut [[u32; N]]) {
    let exceeding = schedule(plan, rows);
    apply_cap(plan, exceeding, rows);
}

/// What a caller may keep of a projection, by month. What only other plans have (raises, transfers, what was kept back
/// and by what) is left out.
pub(crate) struct PlainProjection<const N: usize> {
    pub(crate) scheduled: Vec<[u32; N]>,
    pub(crate) strength: Vec<[u32; N]>,
    pub(crate) withdrawn: Vec<[u32; N]>,
}

pub(crate) fn projection<const N: usize>(plan: &PlainPlan<N>, months: usize) -> PlainProjection<N> {
    let mut scheduled = vec![[0; N]; months + 1];
    let exceeding = schedule(plan, &mut scheduled);
    let mut strength = scheduled.clone();
    apply_cap(plan, exceeding, &mut strength);
    let mut withdrawn = vec![[0; N]; months + 1];
    for (row, pair) in withdrawn[1..].iter_mut().zip(strength.windows(2)) {
        for (c, left) in row.iter_mut().enumerate() {
            *left = pair[0][c] - pair[1][c];
        }
    }
    PlainProjection { scheduled, strength, withdrawn }
}

/// The most that the schedule moves in a month.
pub(crate) fn peak<const N: usize>(plan: &PlainPlan<N>, rows: &mut [[u32; N]]) -> u32 {
    schedule(plan, rows);
    let totals: Vec<u32> = rows.iter().map(|row| row.iter().sum()).collect();
    totals.windows(2).map(|pair| pair[0] - pair[1]).max().unwrap_or(0)
}

/// Writes the schedule. Bit i of the result says that the i-th phase may exceed the cap.
fn schedule<const N: usize>(plan: &PlainPlan<N>, rows: &mut [[u32; N]]) -> u32 {
    let (mut levels, mut now, mut exceeding) = (plan.strengths, 0, 0);
    for (i, phase) in plan.phases.iter().enumerate() {
        rows[now..phase.first].fill(levels);
        let (mut level, mut most, mut spare) = (0, 0, [0; N]);
        for ((spare, &now), &floor) in spare.iter_mut().zip(&levels).zip(&plan.floors) {
            *spare = now - floor;
            most += *spare;
            level += now;
        }
        let (cuts, _) = cut(phase.takes, level, &spare, most);
        now = phase.last + 1;
        let most_a_month = decline(&levels, &cuts, &mut rows[phase.first..now]);
        exceeding |= u32::from(most_a_month > plan.cap) << i;
        levels = rows[phase.last];
    }
    rows[now..].fill(levels);
    exceeding
}

/// The months of a phase, evenly: levels in fixed point, with `s` bits behind the point, fall by a step that exceeds the
/// cut's share of `2^s` by less than 2. With `2^s >= 2 * months^2` that never reaches the next whole number; 32 bits hold
/// it for levels below `2^(32-s)`, of up to 12 months below 2^23. Returns a bound of what a month moves.
#[inline]
fn decline<const N: usize>(levels: &[u32; N], cuts: &[u32; N], rows: &mut [[u32; N]]) -> u32 {
    let months = rows.len() as u32;
    let point = (2 * months * months).next_power_of_two().trailing_zeros();
    let reciprocal = u64::from(u32::MAX / months.max(2)) + 1; // of one month, all goes at once
    let (mut fixed, mut steps) = ([0; N], [0; N]);
    for c in 0..N {
        fixed[c] = (levels[c] << point) | ((1 << point) - 1);
        steps[c] = ((u64::from(cuts[c]) * reciprocal) >> (32 - point)) as u32 + 1;
    }
    if months < 2 {
        steps = cuts.map(|cut| cut << point);
    }
    for row in rows {
        for c in 0..N {
            fixed[c] -= steps[c];
            row[c] = fixed[c] >> point;
        }
    }
    cuts.iter().sum::<u32>() / months + 1 + N as u32
}

/// Writes over the months in which the cap binds: what is due is the level less the scheduled level, and the cap is
/// apportioned by it. A phase that may exceed the cap is stepped through, and then until all are back on schedule.
fn apply_cap<const N: usize>(plan: &PlainPlan<N>, exceeding: u32, rows: &mut [[u32; N]]) {
    let (mut t, mut binds) = (1, false);
    for (i, phase) in plan.phases.iter().enumerate() {
        if exceeding >> i & 1 == 0 {
            continue;
        }
        t = t.max(phase.first);
        while t < rows.len() && (t <= phase.last || binds) {
            let (before, row) = (rows[t - 1], &mut rows[t]);
            let (mut due, mut total) = ([0; N], 0);
            for ((due, &level), &scheduled) in due.iter_mut().zip(&before).zip(row.iter()) {
                *due = level - scheduled;
                total += *due;
            }
            binds = total > plan.cap;
            if binds {
                let parts = apportion(plan.cap, &due, total);
                for ((level, before), part) in row.iter_mut().zip(before).zip(parts) {
                    *level = before - part;
                }
            }
            t += 1;
        }
    }
}

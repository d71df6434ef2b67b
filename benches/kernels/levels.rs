//! The strengths of a plan by hand: W1 and W2 without the library.
//!
//! What is known of these plans and used: everyone can leave, in phases one after another, evenly, down to floors
//! that never change; one cap covers everyone and there are no holds. Then what is due from a contingent in a month
//! is its level less its scheduled level, no floor ever binds, and a month whose cap does not bind ends on schedule.

use super::cuts::{Takes, apportion, cut};

/// A plan in plain numbers.
#[derive(Clone, Debug)]
pub(crate) struct PlainPlan<const N: usize> {
    pub(crate) strengths: [u32; N],
    pub(crate) floors: [u32; N],
    pub(crate) phases: Vec<PlainPhase>,
    pub(crate) cap: u32,
}

/// One phase: its first month and its last, and how many leave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainPhase {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) takes: Takes,
}

/// Writes the strengths of every contingent at the end of every month, `as_of` first, into rows that the caller
/// brings and reuses.
pub(crate) fn strengths<const N: usize>(plan: &PlainPlan<N>, rows: &mut [[u32; N]]) {
    let exceeding = schedule(plan, rows);
    apply_cap(plan, exceeding, rows);
}

/// What a caller may keep of a projection: a row for every month. What only other plans have (raises, transfers,
/// what was kept back and by what) is left out.
#[derive(Debug)]
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
    let mut withdrawn = Vec::with_capacity(months + 1);
    withdrawn.push([0; N]);
    withdrawn.extend(strength.windows(2).map(|pair| {
        let mut left = [0; N];
        for (c, left) in left.iter_mut().enumerate() {
            *left = pair[0][c] - pair[1][c];
        }
        left
    }));
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
    let mut exceeding = 0;
    rows[0] = plan.strengths;
    let mut now = 0;
    for (i, phase) in plan.phases.iter().enumerate() {
        idle(&mut rows[now..phase.first]);
        let levels = &rows[phase.first - 1];
        let (mut level, mut most, mut spare) = (0, 0, [0; N]);
        for ((spare, &now), &floor) in spare.iter_mut().zip(levels).zip(&plan.floors) {
            *spare = now - floor;
            most += *spare;
            level += now;
        }
        let (cuts, _) = cut(phase.takes, level, &spare, most);
        let most = decline(&mut rows[phase.first - 1..=phase.last], &cuts);
        exceeding |= u32::from(most > plan.cap) << i;
        now = phase.last;
    }
    idle(&mut rows[now..]);
    exceeding
}

/// Months in which nobody is due: each row is the one before.
fn idle<const N: usize>(rows: &mut [[u32; N]]) {
    if let Some((first, rest)) = rows.split_first_mut() {
        rest.fill(*first);
    }
}

/// The months of a phase, evenly: levels in fixed point, `s` bits behind the point, fall by a step that is less than
/// 2 above the cut's share of `2^s`. That is not enough to reach the next whole number as long as
/// `2^s >= 2 * months^2`, and 32 bits hold it for levels below `2^(32-s)`: of up to 12 months, below 2^23. Returns a
/// bound of what a month moves.
#[expect(clippy::cast_possible_truncation, reason = "less than a level, and a small N")]
#[inline]
fn decline<const N: usize>(rows: &mut [[u32; N]], cuts: &[u32; N]) -> u32 {
    let Some((before, rows)) = rows.split_first_mut() else { return 0 };
    let months = rows.len() as u32;
    let point = (2 * months * months).next_power_of_two().trailing_zeros();
    let reciprocal = u64::from(u32::MAX / months.max(2)) + 1; // of one month, all goes at once
    let (mut fixed, mut steps, mut most) = ([0; N], [0; N], 0);
    for c in 0..N {
        fixed[c] = (before[c] << point) | ((1 << point) - 1);
        steps[c] = ((u64::from(cuts[c]) * reciprocal) >> (32 - point)) as u32 + 1;
        most += cuts[c];
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
    most / months + 1 + N as u32
}

/// Writes over the months in which the cap binds, from each phase on that may exceed it.
fn apply_cap<const N: usize>(plan: &PlainPlan<N>, exceeding: u32, rows: &mut [[u32; N]]) {
    let mut t = 0;
    for (i, phase) in plan.phases.iter().enumerate() {
        if exceeding >> i & 1 == 1 {
            t = t.max(phase.first);
            while t <= phase.last {
                t = step_from(t, plan.cap, rows);
            }
        }
    }
}

/// Steps from a month on for as long as the cap binds, and gives the first month not stepped. What is due is the level
/// less the scheduled level; the cap is apportioned by it, until the level is back on schedule.
#[inline]
fn step_from<const N: usize>(mut t: usize, cap: u32, rows: &mut [[u32; N]]) -> usize {
    while let Some([before, row]) = rows.get_mut(t - 1..=t).and_then(|rows| rows.as_mut_array()) {
        t += 1;
        let mut due = [0; N];
        let mut total = 0;
        for ((due, &level), &scheduled) in due.iter_mut().zip(before.iter()).zip(row.iter()) {
            *due = level - scheduled;
            total += *due;
        }
        if total <= cap {
            break;
        }
        let parts = apportion(cap, &due, total);
        for ((level, &before), &part) in row.iter_mut().zip(before.iter()).zip(&parts) {
            *level = before - part;
        }
    }
    t
}

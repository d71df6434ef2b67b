//! The strengths of a plan by hand: W1 and W2 without the library.
//!
//! What is known of these plans and used: everyone can leave, in phases one after another, evenly,
//! down to floors that never change; one cap covers everyone and there are no holds. Then what is
//! due from a contingent in a month is its level less its scheduled level, no floor ever binds, and
//! a month whose cap does not bind ends on schedule.

use super::share::share_out;

/// A plan in plain numbers.
#[derive(Clone, Debug)]
pub(crate) struct Work<const N: usize> {
    pub(crate) strengths: [u32; N],
    pub(crate) floors: [u32; N],
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) cap: u32,
}

/// One phase: its first month and its last, and how many leave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) takes: Takes,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Takes {
    Troops(u32),
    Percent(u32),
    All,
}

/// Writes the strengths of every contingent at the end of every month, `as_of` first, into rows
/// that the caller brings and reuses. The schedule is written first; months whose cap binds are
/// then written over.
pub(crate) fn strengths<const N: usize>(work: &Work<N>, rows: &mut [[u32; N]]) {
    schedule(work, rows, |doubtful, rows| keep_to_the_cap(work.cap, doubtful, rows));
}

/// The schedule alone, and the most that it moves in a month.
pub(crate) fn peak<const N: usize>(work: &Work<N>, rows: &mut [[u32; N]]) -> u32 {
    schedule(work, rows, |_, _| {});
    let totals: Vec<u32> = rows.iter().map(|row| row.iter().sum()).collect();
    totals.windows(2).map(|pair| pair[0] - pair[1]).max().unwrap_or(0)
}

/// Writes the schedule, and then hands on the months of those stretches that may exceed the cap.
pub(crate) fn schedule<const N: usize>(
    work: &Work<N>,
    rows: &mut [[u32; N]],
    then: impl FnOnce(&[(usize, usize)], &mut [[u32; N]]),
) {
    let mut doubtful = [(0, 0); 16];
    let mut doubts = 0;
    rows[0] = work.strengths;
    let mut now = 0;
    for stretch in &work.stretches {
        idle(&mut rows[now..stretch.first]);
        let months = u32::try_from(stretch.last + 1 - stretch.first).unwrap_or(1);
        let cuts = cuts(work, stretch.takes, &rows[stretch.first - 1]);
        let most = run(&mut rows[stretch.first - 1..=stretch.last], &cuts, months);
        if most > work.cap {
            doubtful[doubts] = (stretch.first, stretch.last);
            doubts += 1;
        }
        now = stretch.last;
    }
    idle(&mut rows[now..]);
    if doubts > 0 {
        then(&doubtful[..doubts], rows);
    }
}

/// Months in which nobody is due: each row is the one before.
fn idle<const N: usize>(rows: &mut [[u32; N]]) {
    if let Some((first, rest)) = rows.split_first_mut() {
        rest.fill(*first);
    }
}

/// What each contingent gives in a phase.
#[inline]
fn cuts<const N: usize>(work: &Work<N>, takes: Takes, levels: &[u32; N]) -> [u32; N] {
    let mut room = [0; N];
    let (mut level, mut spare) = (0, 0);
    for ((room, &now), &floor) in room.iter_mut().zip(levels).zip(&work.floors) {
        *room = now - floor;
        spare += *room;
        level += now;
    }
    let total = match takes {
        Takes::Troops(troops) => troops,
        Takes::Percent(percent) => level * percent / 100,
        Takes::All => spare,
    };
    if total >= spare {
        return room;
    }
    let mut cuts = [0; N];
    share_out(total, &room, spare, &mut cuts);
    cuts
}

/// The months of a phase, evenly: levels in fixed point, `s` bits behind the point, fall by a step that
/// is less than 2 above the cut's share of `2^s`. That is not enough to reach the next whole number as
/// long as `2^s >= 2 * months^2`, and 32 bits hold it for levels below `2^(32-s)`: of up to 12 months,
/// below 2^23. Returns a bound of what a month moves.
#[expect(clippy::cast_possible_truncation, reason = "less than a level, and a small N")]
#[inline]
fn run<const N: usize>(rows: &mut [[u32; N]], cuts: &[u32; N], months: u32) -> u32 {
    let Some((before, rows)) = rows.split_first_mut() else { return 0 };
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

/// Where a cap binds: what is due is the level less the scheduled level, and each contingent's part
/// of the cap is apportioned by it, until the level is back on schedule.
pub(crate) fn keep_to_the_cap<const N: usize>(
    cap: u32,
    doubtful: &[(usize, usize)],
    rows: &mut [[u32; N]],
) {
    let mut t = 0;
    for &(first, last) in doubtful {
        t = t.max(first);
        while t <= last {
            t = bound_from(cap, t, rows);
        }
    }
}

/// Steps from a month on, for as long as the cap binds; returns the first month not stepped.
#[inline]
fn bound_from<const N: usize>(cap: u32, mut t: usize, rows: &mut [[u32; N]]) -> usize {
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
        let mut parts = [0; N];
        share_out(cap, &due, total, &mut parts);
        for ((level, &before), &part) in row.iter_mut().zip(before.iter()).zip(&parts) {
            *level = before - part;
        }
    }
    t
}

//! An even pace, without a multiplication or a division a month: levels in fixed point.
//!
//! A contingent of level `L` that gives `c` in `n` months stands at `L - floor(c * k / n)` after `k` of
//! them (DESIGN section 4). Held as `L * 2^s + 2^s - 1` and lowered each month by a step that is less
//! than 2 above `c * 2^s / n`, its whole part is that level: `k <= n` steps are less than `2 * n` too low,
//! and with `2^s >= 2 * n * n` that is less than the nth part of `2^s` by which `c * k / n` falls short
//! of the next whole number.

use std::ops::{Add, Shr, SubAssign};

use crate::engine::pace::{bits, truncated};

/// Of fewer contingents than this, a loop over a row costs more than what it does.
pub(crate) const SHORT: usize = 8;

/// Contingents that fall evenly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Falling {
    count: usize,
    /// Their levels in fixed point, then the step of each: in 32 bits, or nothing.
    narrow: Vec<u32>,
    /// The same in 64 bits, where 32 do not hold them.
    wide: Vec<u64>,
    /// s, how many bits lie behind the point.
    point: u32,
}

/// A number in fixed point.
trait Fixed: Copy + Add<Output = Self> + Shr<u32, Output = Self> + SubAssign {
    /// A number that is no more than a level.
    fn level(self) -> u32;
}

impl Fixed for u32 {
    fn level(self) -> u32 {
        self
    }
}

impl Fixed for u64 {
    fn level(self) -> u32 {
        truncated(self)
    }
}

impl Falling {
    /// Begins a fall by some cuts, in so many months.
    pub(crate) fn begin(&mut self, levels: &[u32], cuts: &[u32], months: u32) {
        let any_bit = levels.iter().fold(0, |all, &level| all | level);
        // At most 14,400 months: s <= 29.
        self.point = bits(2 * u64::from(months) * u64::from(months) - 1);
        self.count = levels.len();
        self.narrow.clear();
        self.wide.clear();
        let point = self.point;
        if months > 1 && bits(any_bit.into()) + point <= u32::BITS {
            // `c < 2^(32-s)`: the product's error is less than one step.
            let reciprocal = u64::from(u32::MAX / months + 1);
            let step =
                |&cut: &u32| truncated((u64::from(cut) * reciprocal) >> (u32::BITS - point)) + 1;
            self.narrow.reserve_exact(2 * levels.len());
            self.narrow.extend(levels.iter().map(|level| (level << point) | ((1 << point) - 1)));
            self.narrow.extend(cuts.iter().map(step));
        } else {
            let step = |&cut: &u32| (u64::from(cut) << point) / u64::from(months.max(1)) + 1;
            let level = |&level: &u32| (u64::from(level) << point) | ((1 << point) - 1);
            self.wide.reserve_exact(2 * levels.len());
            self.wide.extend(levels.iter().map(level));
            self.wide.extend(cuts.iter().map(step));
        }
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// Goes on by a month; the levels are then those at its end.
    pub(crate) fn advance(&mut self, levels: &mut [u32]) {
        if self.wide.is_empty() {
            fall(&mut self.narrow, self.point, levels);
        } else {
            fall(&mut self.wide, self.point, levels);
        }
    }

    /// Goes on by a month for each row; the rows are then the levels at the ends of these.
    pub(crate) fn advance_through(&mut self, rows: &mut [u32]) {
        if self.wide.is_empty() {
            fall_through(&mut self.narrow, self.point, rows);
        } else {
            fall_through(&mut self.wide, self.point, rows);
        }
    }

    /// Adds what each moved in the month to a row of those.
    pub(crate) fn add_flow(&self, row: &mut [u32]) {
        if self.wide.is_empty() {
            row.iter_mut().zip(flow(&self.narrow, self.point)).for_each(|(sum, own)| *sum += own);
        } else {
            row.iter_mut().zip(flow(&self.wide, self.point)).for_each(|(sum, own)| *sum += own);
        }
    }

    /// What all moved in the month.
    pub(crate) fn flow_in_all(&self) -> u32 {
        let sum = |sum: u32, own: u32| sum.wrapping_add(own);
        if self.wide.is_empty() {
            flow(&self.narrow, self.point).fold(0, sum)
        } else {
            flow(&self.wide, self.point).fold(0, sum)
        }
    }
}

/// One month of levels and their steps.
fn fall<F: Fixed>(rows: &mut [F], point: u32, levels: &mut [u32]) {
    let (fixed, steps) = rows.split_at_mut(rows.len() / 2);
    for ((fixed, step), level) in fixed.iter_mut().zip(steps).zip(levels) {
        *fixed -= *step;
        *level = (*fixed >> point).level();
    }
}

/// A month for each row: one after another or, where a row is short, all months of each contingent.
fn fall_through<F: Fixed>(rows: &mut [F], point: u32, months: &mut [u32]) {
    let count = rows.len() / 2;
    if count >= SHORT {
        return months.chunks_exact_mut(count).for_each(|levels| fall(rows, point, levels));
    }
    let (fixed, steps) = rows.split_at_mut(count);
    for (c, (fixed, step)) in fixed.iter_mut().zip(steps).enumerate() {
        for levels in months.chunks_exact_mut(count) {
            *fixed -= *step;
            levels[c] = (*fixed >> point).level();
        }
    }
}

/// What each moved in the month.
fn flow<F: Fixed>(rows: &[F], point: u32) -> impl Iterator<Item = u32> {
    let (fixed, steps) = rows.split_at(rows.len() / 2);
    let before = fixed.iter().zip(steps).map(|(&fixed, &step)| fixed + step);
    before.zip(fixed).map(move |(before, &now)| (before >> point).level() - (now >> point).level())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_fall_as_the_exact_shares_do() {
        let near = |n: u32| (0..9).map(move |i| n.saturating_sub(i));
        let mut wide = 0;
        for months in (1..70).chain([120, 181, 255, 256, 1_000, 14_400]) {
            for most in [0_u32, 1, 59, 60_000, 68_000, 1 << 20, u32::MAX] {
                let cuts: Vec<u32> =
                    near(most).chain(near(most / 2)).chain(near(most / 7)).collect();
                let levels: Vec<u32> = cuts.iter().map(|cut| cut + (most - cut) / 3).collect();
                let (mut falling, mut now) = (Falling::default(), levels.clone());
                falling.begin(&levels, &cuts, months);
                wide += usize::from(!falling.wide.is_empty());
                for k in 1..=months {
                    let before = now.clone();
                    falling.advance(&mut now);
                    let mut flow = vec![0; cuts.len()];
                    falling.add_flow(&mut flow);
                    assert_eq!(
                        falling.flow_in_all(),
                        flow.iter().fold(0, |sum, own| own.wrapping_add(sum))
                    );
                    for (c, flow) in flow.into_iter().enumerate() {
                        let moved = u64::from(cuts[c]) * u64::from(k) / u64::from(months);
                        let level = u64::from(levels[c]) - moved;
                        assert_eq!(u64::from(now[c]), level, "{k} of {months}, {}", cuts[c]);
                        assert_eq!(flow, before[c] - now[c]);
                    }
                }
            }
        }
        assert!((100..400).contains(&wide), "{wide}");
    }

    #[test]
    fn many_months_fall_as_one_after_another() {
        for count in 1..=2 * SHORT {
            for (most, months) in [(60_000_u32, 12), (u32::MAX, 12), (300, 1)] {
                let levels: Vec<u32> = (1..).take(count).map(|c: u32| most - 17 * c).collect();
                let cuts: Vec<u32> = levels.iter().zip(1..).map(|(level, c)| level / c).collect();
                let mut one = Falling::default();
                one.begin(&levels, &cuts, months);
                let mut all = one.clone();
                let rows = usize::try_from(months).unwrap_or(0) * count;
                let (mut by_month, mut at_once) = (vec![0; rows], vec![0; rows]);
                by_month.chunks_exact_mut(count).for_each(|row| one.advance(row));
                all.advance_through(&mut at_once);
                assert_eq!(at_once, by_month, "{count}, {most}");
                assert_eq!((one.narrow, one.wide), (all.narrow, all.wide));
            }
        }
    }
}

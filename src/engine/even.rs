//! An even pace, without a multiplication or a division a month: levels in fixed point.
//!
//! A contingent of level `L` that gives `c` in `n` months stands at `L - floor(c * k / n)` after `k` of
//! them (DESIGN section 4). Held as `L * 2^s + 2^s - 1` and lowered each month by a step that is less
//! than 2 above `c * 2^s / n`, its whole part is that level: `k <= n` steps are less than `2 * n` too low,
//! and with `2^s >= 2 * n * n` that is less than the nth part of `2^s` by which `c * k / n` falls short
//! of the next whole number.

use super::pace::{bits, truncated};

/// Contingents that fall evenly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Falling {
    count: usize,
    /// Their levels in fixed point, then the step of each.
    rows: Vec<u32>,
    /// s, how many bits lie behind the point.
    point: u32,
}

impl Falling {
    /// Begins a fall by some cuts, in so many months; `false` where 32 bits do not hold it.
    pub(crate) fn begin(&mut self, levels: &[u32], cuts: &[u32], months: u32) -> bool {
        let any_bit = levels.iter().fold(0, |all, &level| all | level);
        let twice_squared = 2 * u64::from(months) * u64::from(months);
        let point = bits(twice_squared - 1);
        if months < 2 || point >= u32::BITS || bits(any_bit.into()) + point > u32::BITS {
            return false;
        }
        self.point = point;
        let rest = (1 << point) - 1;
        self.count = levels.len();
        self.rows.clear();
        self.rows.reserve_exact(2 * levels.len());
        self.rows.extend(levels.iter().map(|level| (level << point) | rest));
        // `c < 2^(32-s)`: the product's error is less than one step.
        let reciprocal = u32::MAX / months + 1;
        let step = |cut: u32| {
            let product = u64::from(cut) * u64::from(reciprocal);
            truncated(product >> (u32::BITS - point)) + 1
        };
        self.rows.extend(cuts.iter().map(|&cut| step(cut)));
        true
    }

    /// Goes on by a month; the levels are then those at its end.
    pub(crate) fn advance(&mut self, levels: &mut [u32]) {
        let (fixed, steps) = self.rows.split_at_mut(self.count);
        for ((fixed, step), level) in fixed.iter_mut().zip(steps).zip(levels) {
            *fixed -= *step;
            *level = *fixed >> self.point;
        }
    }

    /// Goes on by so many months and adds the levels at each one's end to `rows`.
    pub(crate) fn advance_through(&mut self, months: usize, rows: &mut Vec<u32>) {
        let (fixed, steps) = self.rows.split_at_mut(self.count);
        rows.reserve(months * self.count);
        for _ in 0..months {
            let levels = fixed.iter_mut().zip(&*steps).map(|(fixed, step)| {
                *fixed -= step;
                *fixed >> self.point
            });
            rows.extend(levels);
        }
    }

    /// What each moved in the month.
    pub(crate) fn flow(&self) -> impl Iterator<Item = u32> {
        let (fixed, steps) = self.rows.split_at(self.count);
        let before = fixed.iter().zip(steps).map(|(fixed, step)| fixed + step);
        before.zip(fixed).map(|(before, now)| (before >> self.point) - (now >> self.point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_fall_as_the_exact_shares_do() {
        let near = |n: u32| (0..9).map(move |i| n.saturating_sub(i));
        let mut held = 0;
        for months in (2..70).chain([120, 181, 255, 256, 1_000, 14_400]) {
            for most in [0_u32, 1, 59, 60_000, 68_000, 1 << 20, u32::MAX] {
                let cuts: Vec<u32> =
                    near(most).chain(near(most / 2)).chain(near(most / 7)).collect();
                let levels: Vec<u32> = cuts.iter().map(|cut| cut + (most - cut) / 3).collect();
                let (mut falling, mut now) = (Falling::default(), levels.clone());
                if !falling.begin(&levels, &cuts, months) {
                    continue;
                }
                held += 1;
                for k in 1..=months {
                    let before = now.clone();
                    falling.advance(&mut now);
                    for (c, flow) in falling.flow().enumerate() {
                        let moved = u64::from(cuts[c]) * u64::from(k) / u64::from(months);
                        let level = u64::from(levels[c]) - moved;
                        assert_eq!(u64::from(now[c]), level, "{k} of {months}, {}", cuts[c]);
                        assert_eq!(flow, before[c] - now[c]);
                    }
                }
            }
        }
        assert!(held > 200, "{held}");
    }
}

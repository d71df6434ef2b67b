//! An even pace without a multiplication or division a month: levels in fixed point.
//!
//! A contingent of level `L` that gives `c` in `n` months stands at `L - floor(c * k / n)` after `k` of them. Its
//! level is held as `(L + 1) * 2^p - 1` and lowered each month by a step that exceeds `c * 2^p / n` by at most 5/4.
//! After `k` months that is at most `5/4 * k` too much, which with `2^p >= 2 * n * n` never reaches the next whole
//! number.

use std::ops::Range;

use crate::engine::phase_allocation::PhaseAllocation;
use crate::plan::checked::Plan;
use crate::plan::references::Incoming;
use crate::spec::phase::{Order, Pace};

/// Contingents whose levels decline evenly; off where a phase moves otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct EvenDecline {
    /// Where the contingents stand in the listing; empty where it is off.
    scope: Range<usize>,
    /// Levels in fixed point.
    fixed: Vec<u64>,
    /// What each is lowered by in a month, in fixed point.
    steps: Vec<u64>,
    /// p, the number of bits behind the point.
    point: u32,
}

impl EvenDecline {
    /// Begins a phase on the scheduled levels of the month before, if it declines evenly.
    pub(crate) fn start(&mut self, allocation: &PhaseAllocation, row: &[u32], levels: &[u32]) {
        self.scope = allocation.even_scope.clone().unwrap_or_default();
        if self.is_on() {
            let levels = &levels[self.scope.clone()];
            self.begin(levels, row, allocation.months());
        }
    }

    fn begin(&mut self, levels: &[u32], cuts: &[u32], months: u32) {
        let months = u64::from(months.max(1));
        // At most 14,400 months: p <= 29.
        self.point = u64::BITS - (2 * months * months - 1).leading_zeros();
        let point = self.point;
        self.fixed.clear();
        let fixed = |&level: &u32| (u64::from(level) << point) | ((1 << point) - 1);
        self.fixed.extend(levels.iter().map(fixed));
        self.steps.clear();
        // Times the reciprocal in place of a division each: it is too high by at most 2^-63, and so a step by 1/4.
        let reciprocal = u128::from((1_u64 << 63).div_ceil(months));
        let step =
            |&cut: &u32| whole_of(u128::from(u64::from(cut) << (point + 1)) * reciprocal) + 1;
        self.steps.extend(cuts.iter().map(step));
    }

    /// Whether the phase declines evenly.
    pub(crate) fn is_on(&self) -> bool {
        !self.scope.is_empty()
    }

    /// Whether it covers all contingents of the plan.
    pub(crate) fn covers_all(&self, contingents: usize) -> bool {
        self.scope == (0..contingents)
    }

    /// Advances by a month: writes the new levels, and what each contingent moves.
    pub(crate) fn advance(&mut self, flow: &mut [u32], levels: &mut [u32]) {
        let levels = &mut levels[self.scope.clone()];
        let fixed = self.fixed.iter_mut().zip(&self.steps);
        for (((fixed, step), flow), level) in fixed.zip(flow).zip(levels) {
            *fixed -= step;
            let new = whole(*fixed, self.point);
            *flow = *level - new;
            *level = new;
        }
    }

    /// Advances by a month for each row, which it writes; all contingents decline.
    pub(crate) fn advance_rows(&mut self, rows: &mut [u32]) {
        for row in rows.chunks_exact_mut(self.fixed.len().max(1)) {
            for ((fixed, step), level) in self.fixed.iter_mut().zip(&self.steps).zip(row) {
                *fixed -= step;
                *level = whole(*fixed, self.point);
            }
        }
    }

    /// The most that all contingents together move in a month: each its even part, rounded up.
    pub(crate) fn most_a_month(&self) -> u32 {
        let steps = self.steps.iter().map(|step| (step >> self.point) + 1).sum::<u64>();
        u32::try_from(steps).unwrap_or(u32::MAX)
    }
}

/// The whole part of a number in fixed point, which fits a head-count.
#[expect(clippy::cast_possible_truncation, reason = "the whole part is a level")]
const fn whole(fixed: u64, point: u32) -> u32 {
    (fixed >> point) as u32
}

/// The whole part of a product with 64 bits behind the point.
const fn whole_of(product: u128) -> u64 {
    (product >> 64) as u64
}

/// Where a phase's contingents stand in the listing, if their levels decline evenly: they stand side by side,
/// and the phase is an even cut without blocks or listed order in a plan without transfers.
pub(crate) fn even_scope(plan: &Plan, phase: usize) -> Option<Range<usize>> {
    let (spec, routes) = (&plan.spec.phases[phase], &plan.references.phases[phase].scope);
    let is_even = spec.pace == Pace::Even
        && spec.order == Order::Proportional
        && spec.blocks.is_none()
        && !spec.target.is_raise()
        && plan.tracking.is_none()
        && plan.references.incoming != Incoming::Transfers;
    let first = routes.first()?.contingent;
    let positions = first..first + routes.len();
    let side_by_side = routes.iter().map(|route| route.contingent).eq(positions.clone());
    (is_even && side_by_side).then_some(positions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_declines_equal_exact_shares() {
        let near = |n: u32| (0..9).map(move |i| n.saturating_sub(i));
        for months in (1..70).chain([120, 181, 255, 256, 1_000, 14_400]) {
            for most in [0_u32, 1, 59, 60_000, 1 << 20, u32::MAX] {
                let cuts: Vec<u32> =
                    near(most).chain(near(most / 2)).chain(near(most / 7)).collect();
                let levels: Vec<u32> = cuts.iter().map(|cut| cut + (most - cut) / 3).collect();
                let mut decline = EvenDecline { scope: 0..cuts.len(), ..EvenDecline::default() };
                decline.begin(&levels, &cuts, months);
                let mut rows = decline.clone();
                let (mut now, mut row) = (levels.clone(), levels.clone());
                for k in 1..=months {
                    let before = now.clone();
                    let mut flow = vec![0; cuts.len()];
                    decline.advance(&mut flow, &mut now);
                    rows.advance_rows(&mut row);
                    assert_eq!(now, row);
                    // In a plan, all levels together fit a head-count.
                    let all = flow.iter().fold(0, |sum: u32, &moved| sum.saturating_add(moved));
                    assert!(all <= decline.most_a_month());
                    for (c, flow) in flow.into_iter().enumerate() {
                        let moved = u64::from(cuts[c]) * u64::from(k) / u64::from(months);
                        let level = u64::from(levels[c]) - moved;
                        assert_eq!(u64::from(now[c]), level, "{k} of {months}, {}", cuts[c]);
                        assert_eq!(flow, before[c] - now[c]);
                    }
                }
            }
        }
    }
}

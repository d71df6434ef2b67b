//! A cap's parts without a division each, and in rows that are kept.

/// Who would leave, and what a cap lets through: a number of each contingent.
#[derive(Clone, Debug, Default)]
pub(crate) struct CapParts {
    /// What each would send.
    pub(crate) leaving: Vec<u32>,
    /// Its part of the cap.
    pub(crate) parts: Vec<u32>,
    /// How much each exact part lacks to the next whole number, in the upper half, and whose it is.
    lacking: Vec<u64>,
}

impl CapParts {
    /// Apportions a cap by what each would send, which is more: `all`, the sum.
    pub(crate) fn apportion(&mut self, cap: u32, all: u32) {
        let (cap, all) = (u64::from(cap), u64::from(all));
        // A quotient with 32 bits behind the point is too low by less than 2^-32, so that a part by it is too low
        // by less than one.
        let ratio = (cap << 32) / all;
        let mut left = cap;
        self.parts.resize(self.leaving.len(), 0);
        self.lacking.resize(self.leaving.len(), 0);
        let rows = self.leaving.iter().zip(&mut self.parts).zip(&mut self.lacking);
        for (((&leaving, to_part), to_lacking), i) in rows.zip(0..) {
            let leaving = u64::from(leaving);
            let near = (leaving * ratio) >> 32;
            let remainder = leaving * cap - near * all;
            let is_low = remainder >= all;
            let (part, remainder) =
                if is_low { (near + 1, remainder - all) } else { (near, remainder) };
            left -= part;
            *to_part = whole(part);
            *to_lacking = (all - remainder) << 32 | i;
        }
        let left = usize::try_from(left).unwrap_or(0);
        if left > 0 {
            self.lacking.select_nth_unstable(left - 1);
            for &lacking in &self.lacking[..left] {
                self.parts[whole(lacking) as usize] += 1;
            }
        }
    }
}

/// The lower half of a number.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
const fn whole(number: u64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::apportion::apportion;

    #[test]
    fn parts_of_a_cap_are_apportioned() {
        let mut rows = CapParts::default();
        for count in 1..70 {
            for most in [1_u32, 3, 2_000, 60_000_000] {
                let spread = |i: u32| i.wrapping_mul(2_654_435_769) % (most + 1);
                rows.leaving = (0..count).map(spread).collect();
                let all: u32 = rows.leaving.iter().sum();
                for cap in [0, 1, all / 7, all / 2, all.saturating_sub(1)] {
                    if cap < all {
                        rows.apportion(cap, all);
                        assert_eq!(rows.parts, apportion(cap, &rows.leaving));
                    }
                }
            }
        }
    }
}

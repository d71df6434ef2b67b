//! How fast: the share of a phase's moves made by the end of its k-th month (DESIGN section 4).

use crate::spec::phase::Pace;

/// An exact share between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    const NONE: Self = Self { part: 0, whole: 1 };
    const ALL: Self = Self { part: 1, whole: 1 };

    pub(crate) fn is_all(self) -> bool {
        self.part == self.whole
    }

    /// This share of a head-count, rounded down.
    pub(crate) fn of(self, troops: u32) -> u32 {
        // At most 14,400 months: n³ < 2^42, so that only an s-curve over many months needs 128 bits.
        let share = if let Some(product) = u64::from(troops).checked_mul(self.part) {
            product / self.whole
        } else {
            let product = u128::from(troops) * u128::from(self.part);
            u64::try_from(product / u128::from(self.whole)).unwrap_or(u64::MAX)
        };
        u32::try_from(share).unwrap_or(troops)
    }

    /// This share of each of some head-counts, rounded down.
    ///
    /// One reciprocal serves them all: with `scale = ceil(part * 2^s / whole)`, `(c * scale) >> s` is
    /// `floor(c * part / whole)` for every `c < 2^bits` where `2^s >= 2^bits * whole`, because
    /// `scale` is less than 1 too large for `whole` of them, and so `c` of them less than one `whole`th.
    pub(crate) fn of_each(self, troops: &[u32], shares: &mut [u32]) {
        let of_any = troops.iter().fold(0, |of_any, &own| of_any | own);
        let s = bits(of_any.into()) + bits(self.whole);
        if s > 31 {
            for (share, &own) in shares.iter_mut().zip(troops) {
                *share = self.of(own);
            }
            return;
        }
        // `part <= whole < 2^31` and `s <= 31`: the scale fits 32 bits, each product 63.
        let scale = u32::try_from((self.part << s).div_ceil(self.whole)).unwrap_or(u32::MAX);
        for (share, &own) in shares.iter_mut().zip(troops) {
            *share = truncated((u64::from(own) * u64::from(scale)) >> s);
        }
    }
}

/// How many bits a number takes.
pub(super) const fn bits(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
}

/// The low half of a number.
#[expect(clippy::cast_possible_truncation, reason = "what it is called for fits")]
pub(super) const fn truncated(number: u64) -> u32 {
    number as u32
}

/// `p_k`: the share moved by the end of the k-th of n months, of so many troops in all.
pub(crate) fn share(pace: &Pace, rate: Option<u32>, k: u32, n: u32, troops: u32) -> Share {
    let (k, n) = (u64::from(k), u64::from(n));
    if k >= n {
        return Share::ALL;
    }
    match pace {
        Pace::Even => Share { part: k, whole: n },
        Pace::FrontLoaded => Share { part: n * n - (n - k) * (n - k), whole: n * n },
        Pace::BackLoaded => Share { part: k * k, whole: n * n },
        Pace::SCurve => Share { part: k * k * (3 * n - 2 * k), whole: n * n * n },
        Pace::AtStart => Share::ALL,
        Pace::AtDeadline => Share::NONE,
        Pace::Rate(_) if troops == 0 => Share::ALL,
        Pace::Rate(_) => {
            let moved = u64::from(rate.unwrap_or(u32::MAX)).saturating_mul(k);
            Share { part: moved.min(u64::from(troops)), whole: u64::from(troops) }
        }
    }
}

/// How many months a rate needs: at least one.
pub(crate) fn months_at(rate: u32, troops: u32) -> i32 {
    // A rate is at least 1; at most 2^32 months, far beyond any projection.
    i32::try_from(troops.div_ceil(rate.max(1)).max(1)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reciprocal_serves_every_head_count() {
        for whole in [1_u64, 2, 3, 7, 12, 60, 144, 1_000, 14_400] {
            for part in [0, 1, whole / 3, whole / 2, whole - 1, whole] {
                let share = Share { part: part.min(whole), whole };
                for most in [0_u32, 1, 9, 63, 64, 1_000, 65_535, 1 << 20, u32::MAX] {
                    let near = |n: u32| (0..9).map(move |i| n.saturating_sub(i));
                    let counts: Vec<u32> = near(most).chain(near(most / 2)).collect();
                    let mut shares = vec![0; counts.len()];
                    share.of_each(&counts, &mut shares);
                    for (&count, &own) in counts.iter().zip(&shares) {
                        let exact = u128::from(count) * u128::from(share.part) / u128::from(whole);
                        assert_eq!(u128::from(own), exact, "{count} of {most}, {share:?}");
                    }
                }
            }
        }
    }
}

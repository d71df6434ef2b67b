//! How fast: the share of a phase's total moved by the end of its k-th month (rules#moved-share).

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
        // At most 14,400 months: n³ < 2^42, so only an s-curve over many months needs 128 bits.
        let share = if let Some(product) = u64::from(troops).checked_mul(self.part) {
            product / self.whole
        } else {
            let product = u128::from(troops) * u128::from(self.part);
            u64::try_from(product / u128::from(self.whole)).unwrap_or(u64::MAX)
        };
        u32::try_from(share).unwrap_or(troops)
    }
}

/// `p_k`: the share moved by the end of the k-th of n months, where `troops` move in all.
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

/// `q_k`: the share of what `troops` had still to move after the k'-th month, moved by the end of the k-th.
pub(crate) fn rest(
    pace: &Pace,
    rate: Option<u32>,
    (k, before): (u32, u32),
    n: u32,
    troops: u32,
) -> Share {
    if k < n
        && let Pace::Rate(_) = pace
    {
        return share(pace, rate, k.saturating_sub(before), n, troops);
    }
    let (now, then) = (share(pace, rate, k, n, troops), share(pace, rate, before, n, troops));
    if now.is_all() || then.is_all() {
        return Share::ALL;
    }
    // Both are shares of the same whole.
    Share { part: now.part.saturating_sub(then.part), whole: now.whole - then.part }
}

/// How many months a rate needs, at least one.
pub(crate) fn months_at(rate: u32, troops: u32) -> i32 {
    // A rate is at least 1; at most 2^32 months, far beyond any projection.
    i32::try_from(troops.div_ceil(rate.max(1)).max(1)).unwrap_or(i32::MAX)
}

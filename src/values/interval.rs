//! Confidence intervals of a counted share, in whole numbers (rules#interval).

/// The largest share, in ten-thousandths, below that of `count` in `draws` at which `count` or more of
/// `draws` have a chance of at most `tail`, given in halves of a millionth.
///
/// Every number is exact while it fits 64 bits, and is then rounded so that the share can only come out
/// lower. `draws` is below 2^32.
pub(crate) fn lower_bound(count: u64, draws: u64, tail: u64) -> u64 {
    let mut ways = Scaled::from(1); // to choose `count` of `draws`
    for i in 0..count.min(draws - count) {
        ways = ways.times((draws - i).into(), Rounding::Up).over(i + 1);
    }
    let all = Scaled::power(10_000, draws, Rounding::Down);
    let allowed = all.times(tail.into(), Rounding::Down);
    let is_rare = |share: u64| {
        let chance = chance_of_more(ways, count, draws, share);
        chance.times(2_000_000.into(), Rounding::Up).is_at_most(allowed)
    };
    // The chance grows with the share. Where nobody is counted, no share is too rare.
    let (mut low, mut high) = (0, (10_000 * count).div_ceil(draws.max(1)));
    while low + 1 < high {
        let middle = u64::midpoint(low, high);
        if is_rare(middle) { low = middle } else { high = middle }
    }
    low
}

/// An upper bound of the sum of C(draws, i) share^i (10,000 - share)^(draws - i) over i from `count` to `draws`.
/// The terms fall from the first on, because `share` is below that of `count`.
fn chance_of_more(ways: Scaled, count: u64, draws: u64, share: u64) -> Scaled {
    let rest = 10_000 - share;
    let mut term = ways
        .times(Scaled::power(share, count, Rounding::Up), Rounding::Up)
        .times(Scaled::power(rest, draws - count, Rounding::Up), Rounding::Up);
    let mut sum = term;
    for i in count..draws {
        term = term.times(((draws - i) * share).into(), Rounding::Up).over((i + 1) * rest);
        sum = sum.plus(term);
        if term.bits() + 112 < sum.bits() {
            // All that follows is less than one unit in the last place: each ratio is below i / (i + 1).
            return sum.plus(Scaled { mantissa: 1, exponent: sum.exponent });
        }
    }
    sum
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounding {
    Down,
    Up,
}

/// `mantissa` times 2^`exponent`.
#[derive(Clone, Copy)]
struct Scaled {
    mantissa: u64,
    exponent: i64,
}

impl From<u64> for Scaled {
    fn from(mantissa: u64) -> Self {
        Self { mantissa, exponent: 0 }
    }
}

impl Scaled {
    fn rounded(wide: u128, exponent: i64, rounding: Rounding) -> Self {
        let excess = u64::BITS.saturating_sub(wide.leading_zeros());
        let kept = wide >> excess;
        let is_inexact = kept << excess != wide;
        let kept = kept + u128::from(is_inexact && rounding == Rounding::Up);
        let exponent = exponent + i64::from(excess);
        match u64::try_from(kept) {
            Ok(mantissa) => Self { mantissa, exponent },
            Err(_) => Self { mantissa: 1 << 63, exponent: exponent + 1 }, // it was all ones
        }
    }

    fn times(self, other: Self, rounding: Rounding) -> Self {
        let wide = u128::from(self.mantissa) * u128::from(other.mantissa);
        Self::rounded(wide, self.exponent + other.exponent, rounding)
    }

    /// Rounded up.
    fn over(self, divisor: u64) -> Self {
        if self.mantissa.is_multiple_of(divisor) {
            return Self { mantissa: self.mantissa / divisor, ..self };
        }
        let quotient = (u128::from(self.mantissa) << 64).div_ceil(divisor.into());
        Self::rounded(quotient, self.exponent - 64, Rounding::Up)
    }

    /// Rounded up.
    fn plus(self, other: Self) -> Self {
        let is_first = self.exponent >= other.exponent;
        let (high, low) = if is_first { (self, other) } else { (other, self) };
        let shift = (high.exponent - low.exponent).min(63);
        let beyond = high.exponent - low.exponent - shift;
        let low = match u32::try_from(beyond) {
            Ok(0) => low.mantissa.into(),
            Ok(beyond) => u128::from(low.mantissa.checked_shr(beyond).unwrap_or(0)) + 1,
            Err(_) => 1,
        };
        Self::rounded(
            (u128::from(high.mantissa) << shift) + low,
            high.exponent - shift,
            Rounding::Up,
        )
    }

    fn power(base: u64, mut times: u64, rounding: Rounding) -> Self {
        let (mut power, mut square) = (Self::from(1), Self::from(base));
        while times > 0 {
            if times % 2 == 1 {
                power = power.times(square, rounding);
            }
            square = square.times(square, rounding);
            times /= 2;
        }
        power
    }

    /// The position of its highest bit.
    fn bits(self) -> i64 {
        self.exponent - i64::from(self.mantissa.leading_zeros())
    }

    fn is_at_most(self, other: Self) -> bool {
        let rank =
            |n: Self| (n.mantissa > 0, n.bits(), n.mantissa << n.mantissa.leading_zeros().min(63));
        rank(self) <= rank(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Up to nine draws, every number fits 128 bits.
    #[test]
    fn the_bound_is_the_exact_sum_while_that_fits() {
        for draws in 0..=9_u64 {
            for count in 0..=draws {
                for tail in [0, 20_000, 50_000, 100_000, 500_000, 999_999] {
                    let power = |base: u128, n: u64| base.pow(u32::try_from(n).unwrap_or(0));
                    let ways = |i: u64| {
                        (0..i).fold(1, |w: u128, j| w * u128::from(draws - j) / u128::from(j + 1))
                    };
                    let is_rare = |share: &u64| {
                        let share = u128::from(*share);
                        let terms = (count..=draws)
                            .map(|i| ways(i) * power(share, i) * power(10_000 - share, draws - i));
                        let allowed = power(10_000, draws);
                        // Times `tail` over 2,000,000, divided first so that it fits.
                        let (whole, rest) = (allowed / 500_000, allowed % 500_000);
                        let allowed = whole * u128::from(tail) + rest * u128::from(tail) / 500_000;
                        4 * terms.sum::<u128>() <= allowed
                    };
                    let below = |share: &u64| share * draws < 10_000 * count;
                    let exact =
                        (0..10_000).take_while(|j| *j == 0 || below(j) && is_rare(j)).last();
                    assert_eq!(
                        Some(lower_bound(count, draws, tail)),
                        exact,
                        "{count} of {draws}, {tail}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_exceeds_64_bits_is_rounded_to_the_next() {
        let parts = |n: Scaled| (n.mantissa, n.exponent);
        let rounded = |wide: u128, rounding| parts(Scaled::rounded(wide, 5, rounding));
        // Exact, whichever way it is rounded.
        for rounding in [Rounding::Up, Rounding::Down] {
            assert_eq!(rounded(6 << 64, rounding), (3 << 62, 8));
        }
        // One more than 2^64 lies between 2^63 and 2^63 + 1, times 2.
        assert_eq!(rounded((1 << 64) + 1, Rounding::Down), (1 << 63, 6));
        assert_eq!(rounded((1 << 64) + 1, Rounding::Up), ((1 << 63) + 1, 6));
        // All ones: the next needs one bit more.
        assert_eq!(rounded(u128::MAX, Rounding::Up), (1 << 63, 5 + 64 + 1));
        // What lies far below the last place still counts as something.
        let far = Scaled { mantissa: 1 << 63, exponent: 200 };
        assert_eq!(parts(far.plus(Scaled::from(1))), ((1 << 63) + 1, 200));
    }
}

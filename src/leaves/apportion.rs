//! Sharing out whole people.

/// Shares `total` out by `weights` (largest remainder, Hamilton): each gets the floor of its exact
/// share; what is left goes one each to the largest remainders, ties to the earlier. Where every
/// weight is 0, all count as 1 (DESIGN section 2).
///
/// ```
/// use drawdown::apportion;
///
/// assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
/// assert_eq!(apportion(7, &[0, 0]), [4, 3]);
/// ```
#[must_use]
pub fn apportion(total: u32, weights: &[u32]) -> Vec<u32> {
    let mut shares = Vec::new();
    Apportioner::default().share(total, weights, &mut shares);
    shares
}

/// [`apportion`] again and again: keeps the room it works in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Apportioner {
    remainders: Vec<u64>,
    ranked: Vec<u64>,
}

impl Apportioner {
    /// Shares `total` out by `weights` into `shares`.
    pub(crate) fn share(&mut self, total: u32, weights: &[u32], shares: &mut Vec<u32>) {
        let sum: u64 = weights.iter().copied().map(u64::from).sum();
        shares.clear();
        if sum == 0 {
            // All weigh 1: the floors are equal, and so are the remainders.
            let count = weights.len() as u64;
            let (each, left) = (u64::from(total) / count.max(1), u64::from(total) % count.max(1));
            let own = |i: u64| each + u64::from(i < left);
            shares.extend((0..count).map(|i| u32::try_from(own(i)).unwrap_or(total)));
            return;
        }
        let mut left = u64::from(total);
        self.remainders.clear();
        let reciprocal = Reciprocal::of(sum);
        for &weight in weights {
            // A product of two u32 fits u64, and the quotient is at most `total`.
            let (share, remainder) = reciprocal.divide(u64::from(total) * u64::from(weight));
            left -= share;
            shares.push(u32::try_from(share).unwrap_or(total));
            self.remainders.push(remainder);
        }
        // Fewer are left than there are remainders above 0.
        let Some(last) = usize::try_from(left).ok().and_then(|left| left.checked_sub(1)) else {
            return;
        };
        self.ranked.clone_from(&self.remainders);
        let (above, &mut least, _) = self.ranked.select_nth_unstable_by(last, |a, b| b.cmp(a));
        let above = above.iter().filter(|&&remainder| remainder > least).count();
        let mut of_least = last + 1 - above;
        for (share, &remainder) in shares.iter_mut().zip(&self.remainders) {
            if remainder > least {
                *share += 1;
            } else if remainder == least && of_least > 0 {
                *share += 1;
                of_least -= 1;
            }
        }
    }
}

/// A divisor, for many divisions whose quotients fit 32 bits.
#[derive(Clone, Copy)]
struct Reciprocal {
    divisor: u64,
    inverse: f64,
}

impl Reciprocal {
    #[expect(clippy::cast_precision_loss, reason = "the quotient is mended below")]
    fn of(divisor: u64) -> Self {
        Self { divisor, inverse: 1.0 / divisor as f64 }
    }

    /// Quotient and remainder; the quotient must fit 32 bits.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "three roundings of 2^-53 leave a quotient below 2^32 off by one at most"
    )]
    fn divide(self, number: u64) -> (u64, u64) {
        // One less than guessed is never too much, and at most two too little.
        let guess = ((number as f64 * self.inverse) as u64).saturating_sub(1);
        let rest = number - guess * self.divisor;
        let (guess, rest) = self.carry(guess, rest);
        self.carry(guess, rest)
    }

    const fn carry(self, quotient: u64, rest: u64) -> (u64, u64) {
        if rest < self.divisor { (quotient, rest) } else { (quotient + 1, rest - self.divisor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_by_a_reciprocal_are_exact() {
        let near = |n: u64| (0..5).flat_map(move |i| [n.saturating_sub(i), n.saturating_add(i)]);
        for divisor in [1_u64, 2, 3, 7, 98_000, (1 << 32) - 1, 1 << 32, (1 << 44) - 1] {
            let reciprocal = Reciprocal::of(divisor);
            for quotient in [0_u64, 1, 2, 999, 1 << 20, (1 << 32) - 5] {
                for number in near(quotient.saturating_mul(divisor)) {
                    if number / divisor < 1 << 32 {
                        let exact = (number / divisor, number % divisor);
                        assert_eq!(reciprocal.divide(number), exact, "{number} / {divisor}");
                    }
                }
            }
        }
    }
}

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
    let mut shares = weights.to_vec();
    Apportioner::default().share(total, &mut shares);
    shares
}

/// [`apportion`] again and again: keeps the room it works in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Apportioner {
    narrow: Vec<i32>,
    wide: Vec<u64>,
    ranked: Vec<i32>,
    ranked_wide: Vec<u64>,
}

impl Apportioner {
    /// Shares `total` out by the weights in a row, which then holds the shares.
    pub(crate) fn share(&mut self, total: u32, row: &mut [u32]) {
        let sum = row.iter().copied().map(u64::from).sum();
        self.share_of(total, sum, row);
    }

    /// The same with what the weights add up to.
    pub(crate) fn share_of(&mut self, total: u32, sum: u64, row: &mut [u32]) {
        if sum == u64::from(total) {
            // Each gets its weight, and nobody anything where all weights are 0.
        } else if sum == 0 {
            // All weigh 1: the floors are equal, and so are the remainders.
            let count = row.len() as u64;
            let (each, left) = (u64::from(total) / count.max(1), u64::from(total) % count.max(1));
            for (own, i) in row.iter_mut().zip(0..) {
                *own = u32::try_from(each + u64::from(i < left)).unwrap_or(total);
            }
        } else if let Some(division) = Division::of(total, sum) {
            self.narrow.resize(row.len(), 0);
            let mut left = total;
            for (own, rest) in row.iter_mut().zip(&mut self.narrow) {
                (*own, *rest) = division.share(*own);
                left = left.wrapping_sub(*own); // no more than the total in all
            }
            if !round_up_from_a_cut(left.cast_signed(), division.sum, &self.narrow, row) {
                round_up_largest(left, &self.narrow, &mut self.ranked, row);
            }
        } else {
            self.wide.clear();
            let mut left = total;
            for own in row.iter_mut() {
                // A product of two u32 fits u64, and the quotient is at most `total`.
                let product = u64::from(total) * u64::from(*own);
                *own = u32::try_from(product / sum).unwrap_or(total);
                left = left.wrapping_sub(*own);
                self.wide.push(product % sum);
            }
            round_up_largest(left, &self.wide, &mut self.ranked_wide, row);
        }
    }
}

/// Looks for a value that exactly `left` remainders reach, and gives one to each of them; `false`,
/// and nothing given, where a few guesses find none, as where the last two are equal.
fn round_up_from_a_cut(left: i32, sum: i32, remainders: &[i32], shares: &mut [u32]) -> bool {
    if left == 0 {
        return true;
    }
    // Where it would lie if they were spread evenly, and a little to either side.
    let each = sum / i32::try_from(remainders.len()).unwrap_or(i32::MAX);
    let middle = sum - each * left;
    let mut cuts = [middle - 3 * each / 2, middle, middle + 3 * each / 2];
    // More than `left` reach `low`, fewer reach `high`.
    let (mut low, mut high) = (0, sum);
    for _ in 0..6 {
        let mut reach = [0; 3];
        for &rest in remainders {
            for (reach, cut) in reach.iter_mut().zip(cuts) {
                *reach += i32::from(rest >= cut);
            }
        }
        let both = reach.into_iter().zip(cuts);
        if let Some((_, cut)) = both.clone().find(|&(reach, _)| reach == left) {
            for (share, &rest) in shares.iter_mut().zip(remainders) {
                *share += u32::from(rest >= cut);
            }
            return true;
        }
        for (reach, cut) in both {
            if reach > left {
                low = low.max(cut);
            } else {
                high = high.min(cut);
            }
        }
        if high - low <= 1 {
            break; // some are equal
        }
        let part = ((high - low) / 4).max(1);
        cuts = [low + part, low + 2 * part, low + 3 * part];
    }
    false
}

/// Gives one each to the largest `left` remainders, ties to the earlier.
fn round_up_largest<T: Copy + Ord>(
    left: u32,
    remainders: &[T],
    ranked: &mut Vec<T>,
    shares: &mut [u32],
) {
    // Fewer are left than there are remainders.
    let left = usize::try_from(left).unwrap_or(usize::MAX).min(remainders.len());
    if left == 0 {
        return;
    }
    ranked.clear();
    ranked.extend_from_slice(remainders);
    let (_, &mut least, above) = ranked.select_nth_unstable(remainders.len() - left);
    let above = above.iter().filter(|&&remainder| remainder > least).count();
    let mut of_least = left - above;
    for (share, &remainder) in shares.iter_mut().zip(remainders) {
        let is_least = remainder == least && of_least > 0;
        of_least -= usize::from(is_least);
        *share += u32::from(remainder > least || is_least);
    }
}

/// Many divisions of `total * weight` by the weights' sum, without dividing.
///
/// Where `total < sum`, `scale = floor(total * 2^32 / sum)` falls short of its ratio by less than
/// 2^-32, so that `(weight * scale) >> 32` is the quotient or one less; which of the two, the
/// remainder tells, and that is below `2 * sum` either way: with `sum < 2^30`, 31 bits hold it.
#[derive(Clone, Copy)]
struct Division {
    total: u32,
    sum: i32,
    scale: u32,
}

impl Division {
    fn of(total: u32, sum: u64) -> Option<Self> {
        let narrow = i32::try_from(sum).ok().filter(|&sum| sum < 1 << 30)?;
        let scale = u32::try_from((u64::from(total) << 32) / sum).ok()?;
        Some(Self { total, sum: narrow, scale })
    }

    /// Quotient and remainder for one weight.
    const fn share(self, weight: u32) -> (u32, i32) {
        let short = (weight as u64 * self.scale as u64) >> 32;
        let rest = weight as u64 * self.total as u64 - short * self.sum.unsigned_abs() as u64;
        let (short, rest) = (short as u32, (rest & 0x7fff_ffff) as i32); // 31 bits hold it
        let carry = (rest >= self.sum) as u32;
        (short + carry, rest - if rest >= self.sum { self.sum } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_by_a_scale_are_exact() {
        let near = |n: u32| (0..6).map(move |i| n.saturating_sub(i));
        for sum in [1_u32, 2, 3, 7, 98_000, (1 << 29) + 7, (1 << 30) - 1] {
            for total in near(sum - 1).chain(near(sum / 2)).chain(near(sum / 97)) {
                let Some(division) = Division::of(total, sum.into()) else {
                    panic!("{total} of {sum} is small enough");
                };
                for weight in near(sum).chain(near(sum / 2)).chain(near(sum / 1_000)) {
                    let product = u64::from(total) * u64::from(weight);
                    let (share, rest) = division.share(weight);
                    let exact = (product / u64::from(sum), product % u64::from(sum));
                    let own = (u64::from(share), u64::from(rest.cast_unsigned()));
                    assert_eq!(own, exact, "{total} * {weight} / {sum}");
                }
            }
        }
    }

    #[test]
    fn narrow_and_wide_share_alike() {
        let mut apportioner = Apportioner::default();
        let (mut narrow, mut wide) = (Vec::new(), Vec::new());
        let scattered = (1..400_u32).map(|seed| {
            let weight = |i: u32| (seed * 7_919 + i * i * 104_729) % 9_973 * (i % 3);
            let weights: Vec<u32> = (0..=(seed % 37)).map(weight).collect();
            let sum: u32 = weights.iter().sum();
            let total = sum / (seed % 5 + 1) - u32::from(sum > 0 && seed % 5 == 0);
            (total, weights)
        });
        // The most that narrow ones can add up to.
        let large = (2..8_u32).flat_map(|count| {
            let sum = (1_u32 << 30) - 1;
            let mut weights = vec![sum / count; 8];
            weights.truncate(usize::try_from(count).unwrap_or(0));
            weights[0] += sum % count;
            [1, count - 1, sum / 2, sum - 1].map(|total| (total, weights.clone()))
        });
        for (total, weights) in scattered.chain(large) {
            let sum: u32 = weights.iter().sum();
            narrow.clone_from(&weights);
            apportioner.share(total, &mut narrow);
            let product = |w: u32| u64::from(total) * u64::from(w);
            let whole = u64::from(sum.max(1));
            wide.clear();
            wide.extend(weights.iter().map(|&w| u32::try_from(product(w) / whole).unwrap_or(0)));
            let rests: Vec<u64> = weights.iter().map(|&w| product(w) % whole).collect();
            let left = total - wide.iter().sum::<u32>();
            round_up_largest(left, &rests, &mut Vec::new(), &mut wide);
            assert_eq!(narrow, wide, "{total} over {weights:?}");
        }
    }
}

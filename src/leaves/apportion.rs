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
    apportion_into(total, weights.iter().copied(), &mut shares);
    shares
}

/// [`apportion`] into a vector that the caller keeps, over weights that need no slice.
pub(crate) fn apportion_into<I>(total: u32, weights: I, shares: &mut Vec<u32>)
where
    I: Iterator<Item = u32> + Clone + ExactSizeIterator,
{
    shares.clear();
    let sum: u64 = weights.clone().map(u64::from).sum();
    let (sum, even) = if sum == 0 { (weights.len() as u64, true) } else { (sum, false) };
    let weigh = |weight: u32| if even { 1 } else { u64::from(weight) };

    let mut left = u64::from(total);
    let mut remainders = Vec::with_capacity(weights.len());
    for (i, weight) in weights.enumerate() {
        // A product of two u32 fits u64, and the quotient is at most `total`.
        let product = u64::from(total) * weigh(weight);
        let share = product / sum;
        left -= share;
        remainders.push((product % sum, i));
        shares.push(u32::try_from(share).unwrap_or(total));
    }
    // Fewer are left than there are non-zero remainders.
    let left = usize::try_from(left).unwrap_or(usize::MAX).min(remainders.len());
    if left > 0 {
        let by_remainder = |a: &(u64, usize), b: &(u64, usize)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
        if left < remainders.len() {
            remainders.select_nth_unstable_by(left, by_remainder);
        }
        for &(_, i) in &remainders[..left] {
            shares[i] += 1;
        }
    }
}

//! Apportioning: dividing whole troops by weights (rules#apportioning).

/// Apportions `total` by `weights` (largest remainder, Hamilton): each gets the floor of its exact share; what
/// is left goes one each to the largest remainders, ties to the earlier. Where every weight is 0, all count
/// as 1.
///
/// ```
/// use drawdown::apportion;
///
/// assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
/// assert_eq!(apportion(7, &[0, 0]), [4, 3]);
/// ```
#[must_use]
pub fn apportion(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    if total == 0 || weights.is_empty() {
        return vec![0; weights.len()];
    }
    if sum == 0 {
        return apportion(total, &vec![1; weights.len()]);
    }
    let products = || weights.iter().map(|&weight| u64::from(total) * u64::from(weight));
    let floor = |product| u32::try_from(product / sum).unwrap_or(total); // no share exceeds the total
    let mut shares: Vec<u32> = products().map(floor).collect();
    let left = u64::from(total) - shares.iter().copied().map(u64::from).sum::<u64>();
    let left = usize::try_from(left).unwrap_or(0); // fewer than there are weights
    if left > 0 {
        let mut largest: Vec<(u64, usize)> =
            products().enumerate().map(|(i, product)| (sum - product % sum, i)).collect();
        largest.select_nth_unstable(left - 1);
        for &(_, i) in &largest[..left] {
            shares[i] += 1;
        }
    }
    shares
}

//! Apportioning: dividing whole troops by weights (rules#apportioning).

/// Apportions `total` by `weights` (largest remainder, Hamilton): each gets the floor of its exact share; what
/// is left goes one each to the largest remainders, ties to the earlier. Where every weight is 0, all count
/// as 1; where there is no weight, nobody gets anything.
///
/// ```
/// use drawdown::values::apportion;
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
    if weights.len() == 1 {
        return vec![total];
    }
    if sum == 0 {
        return apportion(total, &vec![1; weights.len()]);
    }
    // How much each exact share lacks to the next whole number, and whose it is.
    let mut lacking: Vec<(u64, usize)> = Vec::with_capacity(weights.len());
    let mut left = total;
    let share = |(i, &weight): (usize, &u32)| {
        let product = u64::from(total) * u64::from(weight);
        lacking.push((sum - product % sum, i));
        let share = u32::try_from(product / sum).unwrap_or(total); // no share exceeds the total
        left -= share;
        share
    };
    let mut shares: Vec<u32> = weights.iter().enumerate().map(share).collect();
    let left = usize::try_from(left).unwrap_or(0); // fewer than there are weights
    if left > 0 {
        lacking.select_nth_unstable(left - 1);
        for &(_, i) in &lacking[..left] {
            shares[i] += 1;
        }
    }
    shares
}

//! Spearman's rank correlation, as it is defined.

/// Each value's rank among all; equal values share their mean rank. `None` is last.
#[expect(clippy::cast_precision_loss, reason = "ranks are small")]
fn ranks<T: PartialOrd>(values: &[Option<T>]) -> Vec<f64> {
    let keys: Vec<(bool, &Option<T>)> =
        values.iter().map(|value| (value.is_none(), value)).collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable_by(|a, b| a.partial_cmp(b).unwrap());
    let rank = |key| {
        let below = sorted.partition_point(|other| *other < key);
        let up_to = sorted.partition_point(|other| *other <= key);
        0.5 * ((below + 1 + up_to) as f64)
    };
    keys.into_iter().map(rank).collect()
}

/// Spearman's correlation: Pearson's of the ranks.
#[expect(clippy::cast_precision_loss, reason = "there are few draws")]
pub(super) fn spearman<A: PartialOrd, B: PartialOrd>(
    xs: &[Option<A>],
    ys: &[Option<B>],
) -> Option<f64> {
    let (xs, ys) = (ranks(xs), ranks(ys));
    let mean = 0.5 * (xs.len() as f64 + 1.0);
    let sum = |one: &[f64], other: &[f64]| -> f64 {
        one.iter().zip(other).map(|(x, y)| (x - mean) * (y - mean)).sum()
    };
    let (of_x, of_y) = (sum(&xs, &xs), sum(&ys, &ys));
    (of_x > 0.0 && of_y > 0.0).then(|| sum(&xs, &ys) / (of_x * of_y).sqrt())
}

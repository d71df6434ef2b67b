//! `apportion`: whole numbers by largest remainders.

use std::cmp::Reverse;

use drawdown::values::apportion;
use proptest::collection::vec;
use proptest::prelude::*;

fn number() -> impl Strategy<Value = u32> + Clone {
    prop_oneof![0..=4_u32, 0..=3_000_u32, any::<u32>()]
}

fn weights() -> impl Strategy<Value = Vec<u32>> + Clone {
    vec(number(), 1..=8)
}

/// Each exact share, rounded down, and its remainder.
fn exact(total: u32, weights: &[u32]) -> Vec<(u64, u64)> {
    let even = weights.iter().all(|&weight| weight == 0);
    let weigh = |&weight: &u32| if even { 1 } else { u64::from(weight) };
    let sum: u64 = weights.iter().map(weigh).sum();
    let products = weights.iter().map(|weight| u64::from(total) * weigh(weight));
    products.map(|product| (product / sum, product % sum)).collect()
}

proptest! {
    #![proptest_config(crate::cases(2_000))]

    #[test]
    fn shares_add_up_to_the_total(total in number(), weights in weights()) {
        let sum: u64 = apportion(total, &weights).into_iter().map(u64::from).sum();
        prop_assert_eq!(sum, u64::from(total));
    }

    #[test]
    fn each_share_is_the_exact_one_rounded_down_or_up(total in number(), weights in weights()) {
        for (share, (whole, remainder)) in apportion(total, &weights).into_iter().zip(exact(total, &weights)) {
            prop_assert!(whole <= share.into() && u64::from(share) <= whole + remainder.min(1));
        }
    }

    #[test]
    fn the_rest_goes_to_the_largest_remainders_and_among_equals_to_the_earlier(
        total in number(),
        weights in weights(),
    ) {
        let shares = apportion(total, &weights);
        let exact = exact(total, &weights);
        let (up, down): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|&i| u64::from(shares[i]) > exact[i].0);
        let rank = |i: &usize| (exact[*i].1, Reverse(*i));
        let last_up = up.iter().map(rank).min();
        let first_down = down.iter().map(rank).max();
        prop_assert!(last_up.is_none() || last_up > first_down);
    }

    #[test]
    fn a_weight_of_zero_gets_no_share_unless_all_are_zero(total in number(), weights in weights()) {
        let any_weight = weights.iter().any(|&weight| weight > 0);
        for (share, weight) in apportion(total, &weights).into_iter().zip(weights) {
            prop_assert!(weight > 0 || share == 0 || !any_weight);
        }
    }

    #[test]
    fn weights_that_are_all_zero_count_as_equal(total in number(), count in 1..=8_usize) {
        prop_assert_eq!(apportion(total, &vec![0; count]), apportion(total, &vec![1; count]));
    }

    #[test]
    fn the_order_of_the_weights_only_breaks_ties(
        total in number(),
        (weights, order) in weights().prop_flat_map(|weights| {
            let order: Vec<usize> = (0..weights.len()).collect();
            (Just(weights), Just(order).prop_shuffle())
        }),
    ) {
        let reordered: Vec<u32> = order.iter().map(|&i| weights[i]).collect();
        let (shares, exact) = (apportion(total, &weights), exact(total, &weights));
        for (&i, share) in order.iter().zip(apportion(total, &reordered)) {
            let ties = exact.iter().filter(|(_, remainder)| *remainder == exact[i].1).count();
            prop_assert!(share == shares[i] || ties > 1, "{:?}, {}", order, i);
        }
    }
}

#[test]
fn no_weights_give_no_shares() {
    assert!(apportion(5, &[]).is_empty());
}

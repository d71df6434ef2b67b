//! Quantiles by nearest rank, means, proportions and how they are displayed.

use drawdown::Percent;
use drawdown::ensemble::{Distribution, Ensemble};
use drawdown::values::{Mean, Proportion};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::{counted, counts, plan, usa};

/// A distribution of these draws; it is written as steps from value to value, each with its count.
fn distribution(draws: impl IntoIterator<Item = Option<i128>>) -> Distribution {
    let (values, never) = counted(draws);
    let mut before = 0;
    let steps: Vec<(i128, u64)> = (values.iter())
        .map(|&(value, count)| (value - std::mem::replace(&mut before, value), count))
        .collect();
    postcard::from_bytes(&postcard::to_allocvec(&(never, steps)).unwrap()).unwrap()
}

fn percent(text: &str) -> Percent {
    text.parse().unwrap()
}

/// Draws from low to high, those without a value last.
fn ranked(mut draws: Vec<Option<i128>>) -> Vec<Option<i128>> {
    draws.sort_by_key(|draw| (draw.is_none(), *draw));
    draws
}

fn draws() -> impl Strategy<Value = Vec<Option<i128>>> {
    let value = prop_oneof![
        6 => (-5..=5_i128).prop_map(Some),
        2 => (-(1_i128 << 100)..1_i128 << 100).prop_map(Some),
        2 => Just(None),
    ];
    vec(value, 1..40)
}

#[test]
fn quantiles_are_nearest_ranks_by_hand() {
    // Ranked: 3, 5, 5, 9, never. The rank of p percent of 5 draws is p/20, rounded up, at least 1.
    let five = distribution([Some(5), None, Some(9), Some(3), Some(5)]);
    for (p, expected) in [
        ("0", Some(3)),       // rank 1, there is no rank 0
        ("0.0001", Some(3)),  // 0.000005 -> 1
        ("20", Some(3)),      // 1
        ("20.0001", Some(5)), // 1.000005 -> 2
        ("33.3333", Some(5)), // 1.67 -> 2
        ("50", Some(5)),      // 2.5 -> 3
        ("60", Some(5)),      // 3
        ("60.0001", Some(9)), // 4
        ("80", Some(9)),      // 4
        ("80.0001", None),    // 5, which never comes
        ("100", None),
        ("250", None), // no rank above the last
    ] {
        assert_eq!(five.quantile(percent(p)), expected, "{p} %");
    }
    assert_eq!(five.quantile(Percent::HUNDRED), None);
    // One third of three draws is the first: 3 * 33.3333 % = 0.999999. Slightly more is the second.
    let three = distribution([Some(1), Some(2), Some(3)]);
    let quantile = |p| three.quantile(percent(p));
    assert_eq!(["33.3333", "33.3334", "66.6666", "66.6667"].map(quantile), [1, 2, 2, 3].map(Some));
}

#[test]
fn the_rest_of_a_distribution_is_worked_by_hand() {
    let five = distribution([Some(5), None, Some(9), Some(3), Some(5)]);
    assert_eq!((five.min(), five.max(), five.draws()), (Some(3), Some(9), 5));
    assert_eq!(five.mean(), Some(Mean::new(22, 4))); // of the draws that have a value
    assert_eq!(five.mean().unwrap().to_string(), "5.5");
    assert_eq!(five.beyond_horizon(), Proportion::new(1, 5));
    let at_most = [2, 3, 4, 5, 8, 9, i128::MAX].map(|value| five.at_most(value).count);
    assert_eq!(at_most, [0, 1, 1, 3, 3, 4, 4]);
    assert_eq!(five.at_most(5), Proportion::new(3, 5));
    assert_eq!(five.at_most(5).to_string(), "60.0 %");
}

#[test]
fn no_draws_give_no_value() {
    let plan = plan(json!({ "contingent": [usa(5)] }));
    let summary = Ensemble::new(&plan, 0).empty();
    let none = summary.as_planned().theatre().strength(plan.as_of()).unwrap();
    assert_eq!(*none, distribution([]));
    assert_eq!((none.draws(), none.counts().len()), (0, 0));
    assert_eq!((none.min(), none.max(), none.mean()), (None, None, None));
    assert_eq!(none.quantile(50.into()), None);
    assert_eq!(none.at_most(5), Proportion::new(0, 0));
    assert_eq!(none.at_most(5).to_string(), "-");
}

/// With any number of decimals: the precision does not cut off the text.
#[test]
fn no_draws_give_no_value_whatever_the_precision() {
    let none = Proportion::new(0, 0);
    assert_eq!(format!("{none:.3}"), "-");
    assert_eq!(format!("{none:.0}"), "-");
}

#[test]
fn draws_without_a_value_have_no_mean() {
    let never = distribution([None, None]);
    assert_eq!((never.draws(), never.beyond_horizon().count, never.mean()), (2, 2, None));
    assert_eq!((never.min(), never.max(), never.quantile(0.into())), (None, None, None));
}

#[test]
fn proportions_and_means_are_rounded_half_up() {
    let shown = |count, draws| Proportion::new(count, draws).to_string();
    assert_eq!(shown(1, 3), "33.3 %");
    assert_eq!(shown(2, 3), "66.7 %");
    assert_eq!(shown(1, 2_000), "0.1 %"); // 0.05
    assert_eq!(shown(1, 2_001), "under 0.1 %"); // 0.04998
    assert_eq!(shown(0, 2_001), "0.0 %");
    assert_eq!(shown(1_999, 2_000), "over 99.9 %"); // 99.95
    assert_eq!(shown(1_998, 2_000), "99.9 %");
    assert_eq!(shown(u64::MAX, u64::MAX), "100.0 %");
    assert_eq!(shown(u64::MAX - 1, u64::MAX), "over 99.9 %");
    assert_eq!(format!("{:.0}", Proportion::new(1, 1_000)), "under 1 %");
    assert_eq!(format!("{:.2}", Proportion::new(99_999, 100_000)), "over 99.99 %");
    assert_eq!(format!("{:.0}", Proportion::new(1, 8)), "13 %"); // 12.5
    let shown = |sum, draws| Mean::new(sum, draws).to_string();
    assert_eq!(shown(5, 4), "1.3"); // 1.25
    assert_eq!(shown(-5, 4), "-1.2"); // -1.25
    assert_eq!(shown(-1, 100), "0.0"); // -0.01: no negative zero
    assert_eq!(shown(-1, 20), "0.0"); // -0.05
    assert_eq!(shown(-3, 20), "-0.1"); // -0.15
    assert_eq!(shown(-199, 200), "-1.0"); // -0.995
    assert_eq!(format!("{:.0}", Mean::new(-1, 2)), "0");
    assert_eq!(format!("{:.0}", Mean::new(-3, 2)), "-1");
    assert_eq!(format!("{:.3}", Mean::new(1, 3)), "0.333");
    assert_eq!(shown(i128::MAX, 1), format!("{}.0", i128::MAX));
    assert_eq!(shown(i128::MIN, 1), format!("{}.0", i128::MIN));
}

/// A number of units of the last decimal, as a decimal number.
fn decimal(units: i128, decimals: u32) -> String {
    let (scale, sign) = (10_u128.pow(decimals), if units < 0 { "-" } else { "" });
    let (whole, part) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
    match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{part:0width$}", width = decimals as usize),
    }
}

proptest! {
    #![proptest_config(crate::cases(400))]

    #[test]
    fn a_quantile_is_the_draw_of_its_rank(draws in draws(), hundredths in 0..=120_0000_u64) {
        let sum = distribution(draws.clone());
        let ranked = ranked(draws);
        let p = percent(&format!("{}.{:04}", hundredths / 10_000, hundredths % 10_000));
        // The rank is the least that is not below p percent of all.
        let n = ranked.len() as u64;
        let rank = (1..=n).find(|rank| rank * 1_000_000 >= n * hundredths).unwrap_or(n);
        prop_assert_eq!(sum.quantile(p), ranked[usize::try_from(rank).unwrap() - 1]);
    }

    #[test]
    fn a_distribution_counts_its_draws(draws in draws(), limit in -7..=7_i128) {
        let sum = distribution(draws.clone());
        prop_assert_eq!(counts(&sum), counted(draws.clone()));
        let values: Vec<i128> = draws.iter().copied().flatten().collect();
        prop_assert_eq!(sum.draws(), draws.len() as u64);
        let total: u64 = sum.counts().map(|(_, count)| count).sum();
        prop_assert_eq!(total + sum.beyond_horizon().count, sum.draws());
        prop_assert_eq!(sum.min(), values.iter().copied().min());
        prop_assert_eq!(sum.max(), values.iter().copied().max());
        let mean = Mean::new(values.iter().sum(), values.len() as u64);
        prop_assert_eq!(sum.mean(), (!values.is_empty()).then_some(mean));
        let at_most = values.iter().filter(|value| **value <= limit).count() as u64;
        prop_assert_eq!(sum.at_most(limit), Proportion::new(at_most, sum.draws()));
        // At least p percent of all draws lie at or below the quantile, and fewer below it.
        if let Some(half) = sum.quantile(50.into()) {
            prop_assert!(2 * sum.at_most(half).count >= sum.draws());
            prop_assert!(2 * sum.at_most(half - 1).count < sum.draws());
        }
    }

    #[test]
    fn a_mean_is_shown_rounded_half_up(
        sum in prop_oneof![-50..50_i128, -(1_i128 << 60)..1_i128 << 60],
        draws in prop_oneof![1..=40_u64, 1..=u64::MAX],
        decimals in 0..=6_u32,
    ) {
        // floor(sum / draws * 10^d + 1/2) units, of 10^-d.
        let scaled = 2 * sum * 10_i128.pow(decimals) + i128::from(draws);
        let units = scaled.div_euclid(2 * i128::from(draws));
        let shown = format!("{:.*}", decimals as usize, Mean::new(sum, draws));
        prop_assert_eq!(shown, decimal(units, decimals));
    }

    #[test]
    fn a_proportion_is_shown_rounded_half_up_but_not_to_certainty(
        (count, draws) in prop_oneof![1..=40_u64, 1..=u64::MAX]
            .prop_flat_map(|draws| (prop_oneof![0..=draws, 0..=1_u64, draws - 1..=draws], Just(draws))),
        decimals in 0..=6_u32,
    ) {
        let scaled = 200 * u128::from(count) * 10_u128.pow(decimals) + u128::from(draws);
        let units = i128::try_from(scaled / (2 * u128::from(draws))).unwrap();
        let shown = format!("{:.*}", decimals as usize, Proportion::new(count, draws));
        let all = 100 * 10_i128.pow(decimals);
        let expected = match units {
            0 if count > 0 => format!("under {} %", decimal(1, decimals)),
            units if units == all && count < draws => format!("over {} %", decimal(all - 1, decimals)),
            units => format!("{} %", decimal(units, decimals)),
        };
        prop_assert_eq!(shown, expected);
    }
}

#[test]
fn intervals_of_counted_shares_are_outward_rounded() {
    // The exact bounds, from sums of C(n, i) p^i (1 - p)^(n - i) in unlimited integers.
    for (count, draws, low, high) in [
        (0, 10, "0", "30.85"),
        (1, 1, "2.5", "100"), // exactly: p is at most 0.025
        (3, 12, "5.48", "57.19"),
        (10, 100, "4.9", "17.63"),
        (50, 100, "39.83", "60.17"),
        (141, 1_000, "12", "16.42"),
        (1_000, 2_000, "47.78", "52.22"),
        // Of a million draws the normal approximation gives 49.902 and 50.098.
        (500_000, 1_000_000, "49.9", "50.1"),
        (1 << 23, 1 << 24, "49.97", "50.03"),
        (1 << 24, 1 << 24, "99.99", "100"),
    ] {
        let share = Proportion::new(count, draws);
        assert_eq!(share.interval(95.into()), Some((percent(low), percent(high))), "{share:?}");
        assert_eq!(share.interval(100.into()), Some((percent("0"), percent("100"))));
    }
    assert_eq!(Proportion::new(0, 0).interval(95.into()), None);
    assert_eq!(Proportion::new(4, 3).interval(95.into()), None);
    assert_eq!(Proportion::new(4, (1 << 24) + 1).interval(95.into()), None);
    assert_eq!(Proportion::new(u64::MAX, u64::MAX).interval(95.into()), None);
}

#[test]
fn variances_are_worked_by_hand() {
    let variance =
        |draws: &[Option<i128>]| draws.iter().copied().collect::<Distribution>().variance();
    assert_eq!(variance(&[]), None);
    assert_eq!(variance(&[None]), None);
    assert_eq!(variance(&[Some(7), Some(7), None]), Some(0.0));
    // The mean is 2.5 and the differences from 3 are -2, -1, 0, 1: 6/4 - (2/4)^2.
    assert_eq!(variance(&[Some(1), Some(2), Some(3), Some(4)]), Some(1.25));
    // A million million away from 0, nothing is lost.
    assert_eq!(variance(&[Some(1_000_000_000_001), Some(1_000_000_000_003)]), Some(1.0));
    let far = [Some(i128::MIN), Some(i128::MAX)].into_iter().collect::<Distribution>();
    assert_eq!((far.min(), far.max()), (Some(-(1 << 124)), Some(1 << 124)));
    assert_eq!(far.standard_deviation(), Some(2_f64.powi(124)));
}

proptest! {
    #![proptest_config(crate::cases(60))]

    #[test]
    fn own_draws_make_a_distribution(draws in draws()) {
        let own: Distribution = draws.iter().copied().collect();
        prop_assert_eq!(&own, &distribution(draws.iter().copied()));
        for value in -6..=6 {
            let above = |least| draws.iter().filter(|d| d.is_none_or(|d| d >= least)).count() as u64;
            prop_assert_eq!(own.at_least(value).count, above(value));
            prop_assert_eq!(own.more_than(value).count, above(value + 1));
            prop_assert_eq!(own.more_than(value).count + own.at_most(value).count, own.draws());
        }
        prop_assert_eq!(own.at_least(i128::MIN).count, own.draws());
        prop_assert_eq!(own.more_than(i128::MAX), own.beyond_horizon());
    }

    /// The interval holds the share, and a higher confidence makes it no narrower.
    #[test]
    fn intervals_nest(draws in 1..400_u64, share in any::<prop::sample::Index>()) {
        let share = Proportion::new(share.index(usize::try_from(draws + 1).unwrap()) as u64, draws);
        let interval = |confidence: u32| share.interval(confidence.into()).unwrap();
        let (narrow, wide) = (interval(80), interval(95));
        prop_assert!(wide.0 <= narrow.0 && narrow.1 <= wide.1);
        prop_assert!(narrow.0.of(draws) <= share.count && share.count <= narrow.1.of(draws) + 1);
        let other = Proportion::new(draws - share.count, draws).interval(95.into()).unwrap();
        // Mirrored: what is not counted is counted.
        prop_assert_eq!(other.0.of(10_000) + wide.1.of(10_000), 10_000);
    }
}

#[test]
fn counts_stop_at_the_largest_number() {
    let counts = serde_json::json!([{ "value": 1, "count": u64::MAX - 1 }]);
    let most = serde_json::json!({ "draws": u64::MAX, "beyond_horizon": 1, "counts": counts });
    let mut distribution: Distribution = serde_json::from_value(most).unwrap();
    distribution.extend([None, Some(1), Some(1), Some(2)]);
    assert_eq!(distribution.counts().collect::<Vec<_>>(), [(1, u64::MAX), (2, 1)]);
    assert_eq!(distribution.draws(), u64::MAX);
}

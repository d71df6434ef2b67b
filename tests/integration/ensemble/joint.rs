//! Inputs and outcomes with many values: exact up to a number of pairs, in classes beyond, and the same
//! however the draws are split.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary, Metric};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::merge::merged;
use super::mirror::{Joint, opened};
use super::spearman::spearman;
use super::{plan, recorded, usa};

/// Up to this many pairs are exact.
const MAX_PAIRS: usize = 16_384;

/// Of up to 150,000 troops, a cap of drawn size leaves in the second month, unless a hazard holds them.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    plan(json!({
        "through": "2023-02",
        "contingent": [
            usa(json!({ "low": 0, "best": 30_000, "high": 100_000 })),
            { "contributor": "GBR", "host": "IRQ", "strength": { "low": 0, "high": 50_000 } },
        ],
        "phase": [{ "name": "all", "target": "remainder", "starts": "2023-02", "deadline": "2023-02" }],
        "cap": [{ "name": "lift", "per_month": { "low": 0, "high": 150_000 } }],
        "hazard": [{ "name": "storm", "monthly_chance": 0.1, "lasts": 1 }],
    }))
});

const SEED: u64 = 2_024;

fn ensemble() -> Ensemble {
    recorded(&PLAN, SEED)
}

/// The record of an input, by its index, and the troop-months.
fn joint(summary: &EnsembleSummary, input: usize) -> Joint {
    opened(summary).sensitivity.unwrap().inputs[input].joint[1].clone()
}

fn correlation(summary: &EnsembleSummary, input: usize) -> f64 {
    let effect = summary.sensitivities().unwrap()[input].effects[1].clone();
    assert_eq!(effect.outcome, Metric::TroopMonths);
    effect.rank_correlation.unwrap()
}

/// The three numbers drawn, and the troop-months, of each draw.
fn drawn(draws: Range<u64>) -> Vec<([Option<i64>; 3], Option<i64>)> {
    let of = |k| {
        let draw = PLAN.draw(SEED, k);
        let inputs: Vec<Option<i64>> =
            (draw.estimates().iter()).map(|(_, value)| value.to_string().parse().ok()).collect();
        let projection = draw.project();
        let troop_months = projection.theatre().total_troop_months();
        (inputs.try_into().expect("three estimates"), i64::try_from(troop_months).ok())
    };
    draws.map(of).collect()
}

/// As [`correlation`], computed from the draws.
fn exact(draws: &[([Option<i64>; 3], Option<i64>)], input: usize) -> f64 {
    let inputs: Vec<Option<i64>> = draws.iter().map(|(inputs, _)| inputs[input]).collect();
    let troop_months: Vec<Option<i64>> = draws.iter().map(|(_, outcome)| *outcome).collect();
    spearman(&inputs, &troop_months).unwrap()
}

#[test]
fn correlations_are_exact_up_to_the_last_pair_that_is_kept() {
    let draws = drawn(0..17_000);
    // The draw with the first pair too many, of the first input and the troop-months.
    let mut seen = HashSet::new();
    let one_too_many = draws.iter().position(|(inputs, outcome)| {
        seen.insert((inputs[0], *outcome));
        seen.len() > MAX_PAIRS
    });
    let last = one_too_many.expect("many pairs");
    let number = last as u64;
    let kept = ensemble().run(0..number);
    let (_, level, pairs) = joint(&kept, 0);
    assert_eq!((level, pairs.len()), (0, MAX_PAIRS));
    assert!((correlation(&kept, 0) - exact(&draws[..last], 0)).abs() < 1e-9);
    // As they were drawn: the input above its least, the outcome, and how often.
    let mut expected: Vec<(i64, i64)> =
        draws[..last].iter().map(|(i, o)| (i[0].unwrap(), o.unwrap())).collect();
    expected.sort_unstable();
    let all = |&(x, y, count): &(i64, i64, u64)| {
        std::iter::repeat_n((x, y), usize::try_from(count).unwrap())
    };
    assert_eq!(pairs.iter().flat_map(all).collect::<Vec<_>>(), expected);
    // One draw more: 100,000 has 17 bits, of which the first 8 are left.
    let classed = kept.merge(&ensemble().run(number..number + 1)).unwrap();
    let (coarse, level, pairs) = joint(&classed, 0);
    assert_eq!(coarse, 9);
    assert!(level > 0 && pairs.len() <= MAX_PAIRS, "level {level}, {} pairs", pairs.len());
    assert!(pairs.iter().all(|(x, ..)| (0..256).contains(x)));
    assert_eq!(pairs.iter().map(|(.., count)| count).sum::<u64>(), number + 1);
    assert!(pairs.is_sorted(), "not in order");
}

#[test]
fn correlations_in_classes_are_near_the_exact_ones() {
    let draws = drawn(0..40_000);
    let summary = ensemble().run(0..40_000);
    for input in 0..3 {
        let (_, level, pairs) = joint(&summary, input);
        assert!(level > 0 && pairs.len() <= MAX_PAIRS, "level {level}, {} pairs", pairs.len());
        let (found, expected) = (correlation(&summary, input), exact(&draws, input));
        assert!((found - expected).abs() < 0.01, "input {input}: {found}, not {expected}");
    }
    assert!(correlation(&summary, 0) > 0.5, "the larger strength matters most");
}

#[test]
fn a_sensitivity_record_stops_growing() {
    let ignored = Ensemble::new(&PLAN, SEED);
    let (mut with, mut without) = (ensemble().empty(), ignored.empty());
    let mut sizes = Vec::new();
    for end in [5_000, 10_000, 20_000, 40_000] {
        let range = with.draws()..end;
        with = with.merge(&ensemble().run(range.clone())).unwrap();
        without = without.merge(&ignored.run(range)).unwrap();
        sizes.push(with.to_bytes().len() - without.to_bytes().len());
    }
    // It grows up to the limit, of three numbers drawn with three outcomes: no pair takes more than
    // three bytes for the input, four for the outcome and one for the count. Classes take less.
    assert!(sizes[0] < sizes[1], "{sizes:?}");
    assert!(sizes[1] < 3 * 3 * MAX_PAIRS * 8, "{sizes:?}");
    assert!(sizes[2..].iter().all(|size| *size < sizes[1]), "{sizes:?}");
}

/// The whole of many draws, and pieces of it: some below the limit, some beyond.
static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let whole = ensemble().run(0..24_000);
    let levels: Vec<u32> = (0..4).map(|input| joint(&whole, input).1).collect();
    assert!(levels[..3].iter().all(|level| *level > 1) && levels[3] > 0, "{levels:?}");
    whole.to_bytes()
});
static PIECES: LazyLock<Vec<EnsembleSummary>> =
    LazyLock::new(|| (0..16).map(|i| ensemble().run(i * 1_500..(i + 1) * 1_500)).collect());

proptest! {
    #![proptest_config(crate::cases(8))]

    /// The classes depend on which draws are counted, and on nothing else.
    #[test]
    fn pieces_in_any_order_give_the_same_classes(order in vec(any::<(Index, Index)>(), 16)) {
        prop_assert!(merged(PIECES.clone(), &order).to_bytes() == *WHOLE);
    }
}

proptest! {
    #![proptest_config(crate::cases(3))]

    /// Cut anywhere: into pieces of one draw, and pieces that are in classes themselves.
    #[test]
    fn draws_split_anywhere_give_the_same_classes(
        cuts in btree_set(1..24_000_u64, 0..10),
        order in vec(any::<(Index, Index)>(), 10),
        one in 1..24_000_u64,
    ) {
        let mut cuts = cuts;
        cuts.extend([0, one - 1, one, 24_000]);
        let cuts: Vec<u64> = cuts.into_iter().collect();
        let pieces = cuts.windows(2).map(|ends| ensemble().run(ends[0]..ends[1])).collect();
        prop_assert!(merged(pieces, &order).to_bytes() == *WHOLE);
    }
}

/// A summary that was written and read resumes as one that was not.
#[test]
fn classes_that_were_written_resume_alike() {
    let read =
        |summary: &EnsembleSummary| EnsembleSummary::from_bytes(&summary.to_bytes()).unwrap();
    let first = read(&ensemble().run(0..18_000));
    assert!(joint(&first, 0).1 > 0);
    let rest = read(&ensemble().run(18_000..24_000));
    assert!(first.clone().merge(&rest).unwrap().to_bytes() == *WHOLE);
    let go_on = |_: drawdown::ensemble::Progress<'_>| std::ops::ControlFlow::Continue(());
    assert!(ensemble().resume(first, 0..24_000, go_on).unwrap().to_bytes() == *WHOLE);
    assert!(ensemble().resume(rest, 0..24_000, go_on).unwrap().to_bytes() == *WHOLE);
}

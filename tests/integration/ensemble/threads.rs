//! The same bytes on any number of threads, in any number of ranges, interrupted or not.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary, EstimateRange, MergeError, Uncertainty};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use serde_json::json;

use super::{any_plan, doubtful, everything, plan, usa};

/// Runs in a pool of this many threads.
fn on<T: Send>(threads: usize, run: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run)
}

/// Every call of a progress function: done, total, and the draws of the summary.
type Calls = Vec<(u64, u64, u64)>;

/// Resumes, and breaks after this many calls.
fn resumed(
    ensemble: &Ensemble,
    summary: EnsembleSummary,
    range: Range<u64>,
    rounds: usize,
) -> (EnsembleSummary, Calls) {
    let mut calls = Vec::new();
    let summary = ensemble.resume(summary, range, |progress| {
        calls.push((progress.done, progress.total, progress.summary().draws()));
        if calls.len() < rounds { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    (summary.unwrap(), calls)
}

/// The given single draws as one summary: each gap between them is a round of its own.
fn scattered(ensemble: &Ensemble, numbers: impl IntoIterator<Item = u64>) -> EnsembleSummary {
    let runs = numbers.into_iter().map(|k| ensemble.run(k..k + 1));
    runs.fold(ensemble.empty(), |all, one| all.merge(&one).unwrap())
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let plan = doubtful();
    let ensemble = everything(&plan, 2_024);
    let expected = on(1, || ensemble.run(0..203).to_bytes());
    for threads in [2, 3, 16] {
        assert!(on(threads, || ensemble.run(0..203).to_bytes()) == expected, "{threads} threads");
    }
    // In fifty ranges, each in a pool of another size.
    let parts = (0..50_u64).rev().map(|i| {
        let (from, to) = (i * 203 / 50, (i + 1) * 203 / 50);
        on([1, 2, 16][usize::try_from(i % 3).unwrap()], || ensemble.run(from..to))
    });
    let merged = parts.reduce(|one, other| one.merge(&other).unwrap()).unwrap();
    assert!(merged.to_bytes() == expected, "fifty ranges");
    // Fewer draws than threads.
    assert_eq!(on(16, || ensemble.run(0..3)), on(1, || ensemble.run(0..3)));
}

proptest! {
    #![proptest_config(crate::cases(6))]

    #[test]
    fn random_plans_give_the_same_bytes_on_any_number_of_threads(
        document in any_plan(),
        seed in any::<u64>(),
    ) {
        let plan = crate::engine::plan(&document);
        let ensemble = everything(&plan, seed);
        let alone = on(1, || ensemble.run(0..17).to_bytes());
        prop_assert!(on(2, || ensemble.run(0..17).to_bytes()) == alone);
        prop_assert!(on(16, || ensemble.run(0..17).to_bytes()) == alone);
    }

    #[test]
    fn a_run_interrupted_and_resumed_gives_the_same_bytes(
        done in btree_set(0..60_u64, 5..30),
        breaks in vec((1..5_usize, prop::sample::select(vec![1, 2, 16])), 1..6),
    ) {
        let plan = doubtful();
        let ensemble = everything(&plan, 2_024);
        let mut summary = scattered(&ensemble, done);
        for (rounds, threads) in breaks {
            let begun = summary.draws();
            let (next, calls) = on(threads, || resumed(&ensemble, summary, 0..60, rounds));
            summary = next;
            prop_assert!(calls.len() <= rounds);
            // The summary of an interrupted run is that of its ranges.
            let read = EnsembleSummary::from_bytes(&summary.to_bytes()).unwrap();
            prop_assert_eq!(&read, &summary);
            let ranges = summary.ranges().iter().cloned().map(|range| ensemble.run(range));
            let again = ranges.fold(ensemble.empty(), |all, one| all.merge(&one).unwrap());
            prop_assert_eq!(&again, &summary);
            prop_assert_eq!(calls.last().map_or(begun, |call| call.0), summary.draws());
        }
        let (whole, _) = resumed(&ensemble, summary, 0..60, usize::MAX);
        prop_assert_eq!(whole.to_bytes(), ensemble.run(0..60).to_bytes());
    }
}

#[test]
fn progress_counts_the_range_up_to_its_end() {
    let plan = doubtful();
    let ensemble = everything(&plan, 5);
    // Done beforehand: 0..10, 20..30, and 100..110, which is outside the range.
    let begun = ensemble.run(0..10).merge(&ensemble.run(20..30)).unwrap();
    let begun = begun.merge(&ensemble.run(100..110)).unwrap();
    let (summary, calls) = resumed(&ensemble, begun.clone(), 5..45, usize::MAX);
    assert_eq!(summary.ranges(), [0..45, 100..110]);
    // 15 of the 40 draws are done at first; the gap of 10, then the rest of 15: 25, 40.
    // Rounds follow the clock: the rest may take more than one.
    assert_eq!((calls[0], calls.last()), ((25, 40, 40), Some(&(40, 40, 55))));
    // Interrupted after the gap.
    let (summary, calls) = resumed(&ensemble, begun, 5..45, 1);
    assert_eq!(summary.ranges(), [0..30, 100..110]);
    assert_eq!(calls, [(25, 40, 40)]);
    // With nothing left to do, progress is not called.
    let whole = ensemble.run(0..20);
    let (same, calls) = resumed(&ensemble, whole.clone(), 3..12, 1);
    assert_eq!((same, calls), (whole, vec![]));
}

/// A plan whose draws take long: a thousand years, month by month.
fn long() -> Plan {
    plan(json!({
        "as_of": "1800-01",
        "through": "2799-12",
        "contingent": [usa(json!({ "low": 100, "high": 900 }))],
    }))
}

#[test]
fn a_long_run_is_a_run_of_many_rounds() {
    let plan = long();
    let ensemble = Ensemble::new(&plan, 3);
    // Rounds follow the clock, so that their number is not given. 12,000 months, each counted as 21 levels, make
    // the first round one draw.
    let (mut calls, mut first) = (Vec::new(), None);
    let whole = on(1, || {
        ensemble.resume(ensemble.empty(), 0..30, |progress| {
            calls.push((progress.done, progress.total, progress.summary().draws()));
            first.get_or_insert(progress.summary());
            ControlFlow::Continue(())
        })
    });
    let (whole, first) = (whole.unwrap(), first.unwrap());
    assert_eq!((calls[0], *calls.last().unwrap()), ((1, 30, 1), (30, 30, 30)));
    assert!(calls.len() > 5 && calls.is_sorted(), "{calls:?}");
    assert!(calls.iter().all(|&(done, _, counted)| done == counted), "{calls:?}");
    // An interrupted run resumes to the same end, on any number of threads.
    assert_eq!(first.ranges(), std::slice::from_ref(&(0..1)));
    let (rest, _) = on(16, || resumed(&ensemble, first, 0..30, usize::MAX));
    assert!(rest.to_bytes() == whole.to_bytes());
}

/// Progress is reported at least every tenth of a second unless a single draw takes longer.
#[test]
fn a_round_of_slow_draws_is_one_draw_of_each_thread() {
    let plan = long();
    let estimate = plan.draw(0, 0).estimates()[0].0.to_owned();
    let is_slow = Arc::new(AtomicBool::new(false));
    let sleeps = Arc::clone(&is_slow);
    // Four draws are drawn at once: each takes 60 ms, which is longer than a round should take.
    let best = move |range: &EstimateRange, _| {
        if sleeps.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(15));
        }
        range.best()
    };
    let uncertainty = Uncertainty::new("slow", &plan).with_distribution(&estimate, best).unwrap();
    let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 3) };
    is_slow.store(true, Ordering::Relaxed);
    let (_, calls) = on(3, || resumed(&ensemble, ensemble.empty(), 0..90, 3));
    assert_eq!(calls.iter().map(|call| call.0).collect::<Vec<_>>(), [3, 6, 9]);
}

/// Each draw takes a millisecond at least, so that at most 40 of them are a round, but for the first.
#[test]
fn rounds_of_slow_draws_shrink() {
    let strength = json!({ "low": 10, "high": 20 });
    let plan = plan(json!({ "through": "2024-06", "contingent": [usa(strength)] }));
    let estimate = plan.draw(0, 0).estimates()[0].0.to_owned();
    let best = |range: &EstimateRange, _| {
        std::thread::sleep(Duration::from_millis(1));
        range.best()
    };
    let uncertainty = Uncertainty::new("slow", &plan).with_distribution(&estimate, best).unwrap();
    let ensemble = Ensemble { uncertainty, ..Ensemble::new(&plan, 3) };
    let (_, calls) = on(1, || resumed(&ensemble, ensemble.empty(), 0..1_000_000, 2));
    let [first, second] = [calls[0].0, calls[1].0 - calls[0].0];
    assert!(first > 40 && second <= 40, "{first}, {second}");
}

#[test]
fn an_error_of_the_progress_function_ends_the_run() {
    #[derive(Debug, PartialEq)]
    enum Stopped {
        Merge(MergeError),
        Full(u64),
    }
    impl From<MergeError> for Stopped {
        fn from(error: MergeError) -> Self {
            Self::Merge(error)
        }
    }
    let plan = doubtful();
    let ensemble = everything(&plan, 5);
    // The gap 10..20 is the first round.
    let begun = || ensemble.run(0..10).merge(&ensemble.run(20..30)).unwrap();
    let mut calls = 0;
    let failed = ensemble.try_resume(begun(), 0..45, |progress| {
        calls += 1;
        Err(Stopped::Full(progress.done))
    });
    assert_eq!((failed, calls), (Err(Stopped::Full(30)), 1));
    let whole = ensemble.try_resume(begun(), 0..45, |_| Ok::<(), Stopped>(()));
    assert_eq!(whole, Ok(ensemble.run(0..45)));
    let other = Ensemble::new(&plan, 6);
    let refused = other.try_resume(begun(), 0..45, |_| Ok::<(), Stopped>(()));
    let error = MergeError::OtherSeed { one: 5, other: 6 };
    assert_eq!(refused, Err(Stopped::Merge(error)));
}

//! Pairs of an input and an outcome in summaries made by hand.

use std::ops::Range;

use drawdown::ensemble::EnsembleSummary;
use drawdown::error::SummaryError;
use serde_json::json;

use super::crafted::Change;
use super::mirror::{Joint, changed};
use super::{doubtful, everything, plan, recorded, usa};

/// Pairs are written in order, each once, in classes no wider than necessary, so that a summary that is
/// read is written as the same bytes, and merges into the same bytes.
#[test]
fn pairs_that_no_summary_writes_are_refused() {
    let plan = doubtful();
    let summary = everything(&plan, 1).run(0..10);
    let changes: [Change; 5] = [
        ("out of order", |body| body.sensitivity.as_mut().unwrap().inputs[0].joint[1].2.reverse()),
        ("a pair twice", |body| {
            let pairs = &mut body.sensitivity.as_mut().unwrap().inputs[0].joint[1].2;
            let (input, outcome, _) = pairs[0];
            pairs.insert(0, (input, outcome, 1));
        }),
        ("a pair of no draws", |body| {
            body.sensitivity.as_mut().unwrap().inputs[0].joint[1].2.insert(0, (-1, 0, 0));
        }),
        ("wider classes", |body| body.sensitivity.as_mut().unwrap().inputs[0].joint[1].1 = 1),
        ("no such level", |body| body.sensitivity.as_mut().unwrap().inputs[0].joint[1].1 = 65),
    ];
    let taken = changes.iter().filter(|(_, change)| changed(&summary, change).is_ok());
    assert_eq!(taken.map(|(what, _)| *what).collect::<Vec<_>>(), [""; 0]);
}

/// No input panics: pairs of any values are refused, or are added to others, at any level.
#[test]
fn pairs_at_the_ends_of_their_range_do_not_panic() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let ends = [i64::MIN, -1, 0, 1, i64::MAX];
    for coarse in [0, 1, 63, 64, u32::MAX] {
        for level in [0, 1, 2, 63, 64, 65, 66, u32::MAX] {
            let crafted = |range: Range<u64>| {
                changed(&ensemble.run(range), |body| {
                    let row = &mut body.sensitivity.as_mut().unwrap().inputs[0];
                    row.joint[1] = (coarse, level, ends.map(|end| (end, end, 1)).to_vec());
                    row.joint[0].0 = coarse;
                })
            };
            let Ok(one) = crafted(0..5) else { continue };
            let _ = one.sensitivities();
            let level = changed(&ensemble.run(5..10), |body| {
                let row = &mut body.sensitivity.as_mut().unwrap().inputs[0];
                row.joint[0].0 = coarse;
                row.joint[1].0 = coarse;
            });
            let merged = one.merge(&level.unwrap()).unwrap();
            let _ = merged.sensitivities();
            assert_eq!(EnsembleSummary::from_bytes(&merged.to_bytes()), Ok(merged));
        }
    }
}

/// Up to this many pairs are kept as they are.
const MAX_PAIRS: u64 = 16_384;

/// The summary with another record of the first input and the troop-months.
fn with_pairs(
    summary: &EnsembleSummary,
    change: impl FnOnce(&mut Joint),
) -> Result<EnsembleSummary, SummaryError> {
    changed(summary, |body| change(&mut body.sensitivity.as_mut().unwrap().inputs[0].joint[1]))
}

/// Draws that take next to no time.
fn one_month() -> drawdown::Plan {
    plan(json!({ "through": "2023-01", "contingent": [usa(json!({ "low": 0, "high": 100 }))] }))
}

/// Each draw has one pair: with fewer draws than pairs that are kept, none are in classes.
#[test]
fn pairs_are_in_classes_only_if_there_are_more_draws_than_pairs_that_are_kept() {
    let plan = one_month();
    let in_classes =
        |draws| with_pairs(&recorded(&plan, 1).run(0..draws), |(_, level, _)| *level = 1);
    assert_eq!(in_classes(MAX_PAIRS), Err(SummaryError::Broken));
    assert!(in_classes(MAX_PAIRS + 1).is_ok());
}

/// A file may hold more pairs than any draws give, at the last level: there are no wider classes, and what comes of it can
/// be written and read.
#[test]
fn more_pairs_than_are_kept_are_only_at_the_last_level() {
    let plan = one_month();
    let ensemble = recorded(&plan, 1);
    let whole = ensemble.run(0..MAX_PAIRS + 1);
    let at = |last| {
        with_pairs(&whole, |(_, level, pairs)| {
            *level = last;
            *pairs = (0..=16_384).map(|input| (input, 0, 1)).collect();
        })
    };
    for level in [0, 1, 63] {
        assert_eq!(at(level), Err(SummaryError::Broken), "{level}");
    }
    let more = at(64).unwrap().merge(&ensemble.run(MAX_PAIRS + 1..MAX_PAIRS + 2)).unwrap();
    assert_eq!(EnsembleSummary::from_bytes(&more.to_bytes()), Ok(more));
}

//! Merging: in any order, in any pieces, and only summaries of one ensemble.

use std::ops::Range;

use drawdown::ensemble::{Ensemble, EnsembleSummary, MergeError, Sensitivity};
use drawdown::projection::GroupBy;
use drawdown::{Plan, PlanSpec};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::{any_plan, doubtful, everything, mirror, plan, usa, variants};

/// A range cut at these places.
fn pieces(range: Range<u64>, cuts: impl IntoIterator<Item = u64>) -> Vec<Range<u64>> {
    let mut from = range.start;
    let mut pieces = Vec::new();
    for to in cuts.into_iter().chain([range.end]) {
        pieces.push(from..to);
        from = to;
    }
    pieces
}

/// Merges two at a time, in any order, until one is left.
pub(super) fn merged(
    mut summaries: Vec<EnsembleSummary>,
    order: &[(Index, Index)],
) -> EnsembleSummary {
    for (one, other) in order {
        if summaries.len() < 2 {
            break;
        }
        let one = summaries.swap_remove(one.index(summaries.len()));
        let other = summaries.swap_remove(other.index(summaries.len()));
        summaries.push(one.merge(&other).unwrap());
    }
    summaries.into_iter().reduce(|one, other| one.merge(&other).unwrap()).unwrap()
}

fn alike(one: &EnsembleSummary, other: &EnsembleSummary) -> Result<(), TestCaseError> {
    prop_assert_eq!(one, other);
    prop_assert_eq!(one.to_bytes(), other.to_bytes());
    Ok(())
}

proptest! {
    #![proptest_config(crate::cases(8))]

    #[test]
    fn pieces_in_any_order_and_any_brackets_are_the_whole(
        cuts in btree_set(1..80_u64, 0..50),
        order in vec(any::<(Index, Index)>(), 50),
        first in prop_oneof![Just(0), any::<u64>().prop_map(|k| k.saturating_sub(80))],
    ) {
        let plan = doubtful();
        let ensemble = everything(&plan, 2_024);
        let range = first..first + 80;
        let pieces = pieces(range.clone(), cuts.into_iter().map(|cut| first + cut));
        let summaries = pieces.into_iter().map(|piece| ensemble.run(piece)).collect();
        alike(&merged(summaries, &order), &ensemble.run(range))?;
    }

    #[test]
    fn random_plans_merge_as_they_run(
        document in any_plan(),
        seed in any::<u64>(),
        cut in 0..=12_u64,
    ) {
        let plan = crate::engine::plan(&document);
        let ensemble = everything(&plan, seed);
        let (low, high, whole) = (ensemble.run(0..cut), ensemble.run(cut..12), ensemble.run(0..12));
        alike(&low.clone().merge(&high).unwrap(), &whole)?;
        alike(&high.merge(&low).unwrap(), &whole)?;
        alike(&whole.clone().merge(&ensemble.empty()).unwrap(), &whole)?;
        alike(&ensemble.empty().merge(&whole).unwrap(), &whole)?;
    }
}

#[test]
fn the_empty_summary_merges_into_itself() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let empty = ensemble.empty();
    assert_eq!((empty.draws(), empty.ranges().len()), (0, 0));
    assert_eq!(empty.clone().merge(&empty), Ok(ensemble.empty()));
    assert_eq!(ensemble.run(5..5), empty);
    #[expect(
        clippy::reversed_empty_ranges,
        reason = "a range that ends before it starts has no draws"
    )]
    let backwards = ensemble.run(5..3);
    assert_eq!(backwards, empty);
}

#[test]
fn gaps_are_kept_until_they_are_filled() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let gap = ensemble.run(20..30).merge(&ensemble.run(0..10)).unwrap();
    assert_eq!((gap.ranges(), gap.draws()), ([0..10, 20..30].as_slice(), 20));
    assert_eq!(gap.as_planned().completion().draws(), 20);
    let more = gap.merge(&ensemble.run(40..50)).unwrap();
    assert_eq!(more.ranges(), [0..10, 20..30, 40..50]);
    let joined = more.merge(&ensemble.run(30..40)).unwrap();
    assert_eq!(joined.ranges(), [0..10, 20..50]);
    let filled = joined.merge(&ensemble.run(10..20)).unwrap();
    assert_eq!(filled, ensemble.run(0..50));
    assert_eq!(filled.to_bytes(), ensemble.run(0..50).to_bytes());
}

#[test]
fn the_first_draws_in_both_are_reported() {
    let plan = plan(json!({ "contingent": [usa(5)] }));
    let ensemble = Ensemble::new(&plan, 1);
    let gap = ensemble.run(0..10).merge(&ensemble.run(20..30)).unwrap();
    for (other, stretch) in [
        (0..10, 0..10),
        (9..20, 9..10),
        (10..21, 20..21),
        (5..25, 5..10),
        (22..24, 22..24),
        (0..100, 0..10),
    ] {
        let overlap = MergeError::Overlap { draws: stretch.clone() };
        assert_eq!(gap.clone().merge(&ensemble.run(other.clone())), Err(overlap.clone()));
        assert_eq!(ensemble.run(other).merge(&gap), Err(overlap.clone())); // in either order
        let message = format!("draws {}..{} are in both", stretch.start, stretch.end);
        assert_eq!(overlap.to_string(), message);
    }
    assert_eq!(
        gap.clone().merge(&ensemble.run(10..20)).unwrap().ranges(),
        std::slice::from_ref(&(0..30))
    );
}

/// The message with which two ensembles do not merge, in either order.
#[track_caller]
fn refused(one: &Ensemble, other: &Ensemble) -> String {
    let (low, high) = (one.run(0..3), other.run(3..6));
    let there = low.clone().merge(&high).unwrap_err().to_string();
    high.clone().merge(&low).unwrap_err();
    // What does not merge does not resume either, empty or not.
    let resumed = one.resume(high, 0..6, |_| std::ops::ControlFlow::Continue(()));
    resumed.unwrap_err();
    one.empty().merge(&other.empty()).unwrap_err();
    there
}

fn changed(plan: &Plan, change: impl FnOnce(&mut PlanSpec)) -> Plan {
    let mut spec = plan.spec().clone();
    change(&mut spec);
    Plan::new(spec).unwrap()
}

#[test]
fn another_plan_is_refused() {
    let plan = doubtful();
    let changes: [fn(&mut PlanSpec); 7] = [
        |spec| spec.title.push('!'),
        |spec| spec.through = Some("2024-04".parse().unwrap()),
        |spec| spec.contingents[1].strength = drawdown::Troops(8).into(),
        |spec| spec.contingents.swap(1, 2),
        |spec| spec.hazards[0].monthly_chance = drawdown::values::Probability::new(0.151).unwrap(),
        |spec| spec.costs[0].per_withdrawn = Some(4),
        |spec| spec.variants[0].name.push('r'),
    ];
    for change in changes {
        let other = changed(&plan, change);
        let message = refused(&Ensemble::new(&plan, 1), &Ensemble::new(&other, 1));
        assert_eq!(message, "the summaries are of different plans");
    }
    // A variant of it, by itself, is another plan too.
    let varied = variants(&plan).swap_remove(0).1;
    let message = refused(&Ensemble::new(&plan, 1), &Ensemble::new(&varied, 1));
    assert_eq!(message, "the summaries are of different plans");
    // Equal plans merge.
    let again = changed(&plan, |_| ());
    assert!(Ensemble::new(&plan, 1).run(0..3).merge(&Ensemble::new(&again, 1).run(3..6)).is_ok());
}

#[test]
fn another_seed_is_refused() {
    let plan = doubtful();
    let message = refused(&Ensemble::new(&plan, 1), &Ensemble::new(&plan, u64::MAX));
    assert_eq!(message, "one summary has seed 1, the other seed 18446744073709551615");
}

#[test]
fn other_measures_are_refused() {
    let plan = doubtful();
    let all = everything(&plan, 1);
    let (first, second) = (all.variants[0].clone(), all.variants[1].clone());
    let renamed = vec![("another name".to_owned(), first.1.clone()), second.clone()];
    let others = [
        Ensemble { variants: vec![first.clone()], ..all.clone() },
        Ensemble { variants: vec![second.clone(), first.clone()], ..all.clone() },
        Ensemble { variants: vec![first.clone(), (second.0.clone(), first.1)], ..all.clone() },
        Ensemble { variants: renamed, ..all.clone() },
        Ensemble { group_by: vec![GroupBy::Host], ..all.clone() },
        Ensemble { group_by: Vec::new(), ..all.clone() },
        Ensemble { sensitivity: Sensitivity::Off, ..all.clone() },
    ];
    for other in &others {
        let expected = "the summaries differ in variants, groups, joint deadlines, sensitivities or uncertainty";
        assert_eq!(refused(&all, other), expected);
    }
    // The order of groupings, and asking for one twice, makes no difference.
    let mut group_by = all.group_by.clone();
    group_by.reverse();
    group_by.push(GroupBy::Host);
    let same = Ensemble { group_by, ..all.clone() };
    assert_eq!(all.run(0..3).merge(&same.run(3..6)), Ok(all.run(0..6)));
}

#[test]
fn another_version_of_the_results_is_refused() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let later = mirror::changed(&ensemble.run(3..6), |body| body.fingerprint.results += 1).unwrap();
    let error = ensemble.run(0..3).merge(&later).unwrap_err();
    assert_eq!(
        error.to_string(),
        "one summary has results version 2, the other 3; make both with one version of drawdown"
    );
    assert_eq!(error, MergeError::DifferentResultsVersion { one: 2, other: 3 });
}

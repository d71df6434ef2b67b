//! Summaries made by hand: one that no run can have made is refused even with a right checksum.

use drawdown::ensemble::{Ensemble, EnsembleSummary, MergeError};
use drawdown::error::SummaryError;
use serde_json::{Value, json};

use super::mirror::{Body, LevelDistributions, PlanOutcomes, changed, opened, readable, sealed};
use super::{awaited, doubtful, everything};

fn broken() -> Result<EnsembleSummary, SummaryError> {
    Err(SummaryError::Broken)
}

/// A change to the parts of a summary, with what it does.
pub(super) type Change = (&'static str, fn(&mut Body));

const INCONSISTENT: &[Change] = &[
    // Which draws.
    ("one draw too many", |body| body.ranges[0].end += 1),
    ("one draw too few", |body| body.ranges[0].start += 1),
    ("no draws", |body| body.ranges.clear()),
    ("an empty range", |body| body.ranges.push(90..90)),
    ("ranges that overlap", |body| body.ranges = vec![0..6, 5..9]),
    ("one range twice", |body| body.ranges = vec![0..5, 0..5]),
    ("ranges that touch", |body| body.ranges = vec![0..5, 5..10]),
    ("ranges out of order", |body| body.ranges = vec![20..25, 0..5]),
    ("a range backwards", |body| body.ranges[0] = std::ops::Range { start: 10, end: 0 }),
    // What is counted.
    ("a draw more in a month", |body| body.outcomes[0].theatre.strength[3].1[0].1 += 1),
    ("a draw more in a group", |body| body.outcomes[0].groups[2].levels.residual[3].1[0].1 += 1),
    ("a draw more in each month of a group", |body| {
        let levels = &mut body.outcomes[0].groups[2].levels;
        let months = levels.strength.iter_mut().chain(&mut levels.residual);
        months.for_each(|month| month.1[0].1 += 1);
    }),
    ("a draw more of no value", |body| body.outcomes[0].completion.0 += 1),
    ("a draw less", |body| body.outcomes[1].troop_months.1[0].1 -= 1),
    ("a draw more at a cost", |body| body.outcomes[0].costs[1].1.1[0].1 += 1),
    ("a draw more judged", |body| body.outcomes[0].deadlines[0].slip.0 += 1),
    ("a draw more not_assessed", |body| body.outcomes[0].deadlines[1].not_assessed += 1),
    ("more met than reached", |body| body.outcomes[0].deadlines[0].met += 11),
    ("more late than reached", |body| body.outcomes[0].deadlines[0].late += 1),
    ("more never than missed", |body| body.outcomes[0].deadlines[0].never += 1),
    ("more undecided than judged", |body| body.outcomes[0].deadlines[0].undecided += 11),
    ("met without end", |body| {
        body.outcomes[0].deadlines[0].met = u64::MAX;
        body.outcomes[0].deadlines[0].undecided += 1;
    }),
    ("never without end", |body| {
        body.outcomes[0].deadlines[0].never = u64::MAX;
        body.outcomes[0].deadlines[0].late += 1;
    }),
    ("not_assessed without end", |body| body.outcomes[0].deadlines[0].not_assessed = u64::MAX),
    // What a distribution is.
    ("a count of none", |body| body.outcomes[0].troop_months.1.insert(1, (1, 0))),
    ("a value twice", |body| {
        let counts = &mut body.outcomes[0].troop_months.1;
        counts[0].1 = 1;
        counts.truncate(1);
        counts.push((0, 9));
    }),
    ("values that descend", |body| body.outcomes[0].troop_months.1 = vec![(500, 4), (-1, 6)]),
    ("a value out of all bounds", |body| {
        body.outcomes[0].troop_months.1 = vec![(i128::MAX, 4), (1, 6)];
    }),
    ("a value that nothing comes to", |body| {
        body.outcomes[0].troop_months.1 = vec![((1 << 124) + 1, 10)];
    }),
    ("a value below all", |body| body.outcomes[0].troop_months.1 = vec![(-(1 << 124) - 1, 10)]),
    ("a step to what nothing comes to", |body| {
        body.outcomes[0].troop_months.1 = vec![(1 << 124, 4), (1, 6)];
    }),
    ("counts out of all bounds", |body| {
        body.outcomes[0].troop_months = (11, vec![(1, u64::MAX), (1, 1)]);
    }),
    // Which parts there are.
    ("no outcomes", |body| {
        body.outcomes.clear();
        body.differences.clear();
    }),
    ("outcomes less", |body| drop(body.outcomes.pop())),
    ("outcomes more", |body| body.outcomes.push(body.outcomes[1].clone())),
    ("a difference less", |body| drop(body.differences.pop())),
    ("no theatre", |body| {
        body.outcomes[0].theatre.strength.clear();
        body.outcomes[0].theatre.residual.clear();
    }),
    ("a month less", |body| drop(body.outcomes[0].theatre.strength.pop())),
    ("a month less of a group", |body| drop(body.outcomes[0].groups[1].levels.strength.pop())),
    ("a month more", |body| {
        let last = body.outcomes[0].groups[0].levels.residual[15].clone();
        body.outcomes[0].groups[0].levels.residual.push(last);
    }),
    ("fewer months", |body| body.outcomes[0].through = "2024-02".into()),
    ("months backwards", |body| body.outcomes[0].through = "2022-10".into()),
    ("no month", |body| body.outcomes[0].through = "2024-13".into()),
    ("another first month", |body| body.outcomes[0].theatre.as_of = "2022-11".into()),
    ("another first month of a group", |body| {
        body.outcomes[0].groups[0].levels.as_of = "2022-11".into();
    }),
    ("another first month of all", |body| body.outcomes[0].as_of = "2022-11".into()),
    // How variants differ.
    ("differences of more draws", |body| body.differences[0].draws += 1),
    ("more sooner and later than draws", |body| {
        body.differences[0].sooner = 6;
        body.differences[0].later = 5;
    }),
    ("sooner without end", |body| {
        body.differences[0].sooner = u64::MAX;
        body.differences[0].later = 1;
    }),
    ("a difference more", |body| body.differences[0].troop_months.1[0].1 += 1),
    ("a completion more", |body| body.differences[1].completion.0 += 1),
    ("a cost more", |body| body.differences[1].costs[0].1.0 += 1),
    // Sensitivities.
    ("a pair more", |body| body.sensitivity.as_mut().unwrap().inputs[0].joint[1].2[0].2 += 1),
    ("pairs without end", |body| {
        body.sensitivity.as_mut().unwrap().inputs[0].joint[1].2 =
            vec![(0, 0, u64::MAX), (0, 1, 11)];
    }),
    ("a pair twice without end", |body| {
        body.sensitivity.as_mut().unwrap().inputs[0].joint[1].2 =
            vec![(0, 0, u64::MAX), (0, 0, 11)];
    }),
    ("no pairs", |body| body.sensitivity.as_mut().unwrap().inputs[2].joint[0].2.clear()),
    ("an outcome less", |body| drop(body.sensitivity.as_mut().unwrap().outcomes.pop())),
    ("an effect less", |body| drop(body.sensitivity.as_mut().unwrap().inputs[1].joint.pop())),
    ("no values alone", |body| body.sensitivity.as_mut().unwrap().inputs[1].alone.clear()),
];

/// The checksum of an altered file can be computed again: the summary is refused all the same.
#[test]
fn a_right_checksum_does_not_make_a_summary() {
    let plan = doubtful();
    let summary = everything(&plan, 1).run(0..10);
    assert_eq!(changed(&summary, |_| ()).as_ref(), Ok(&summary));
    for (what, change) in INCONSISTENT {
        assert_eq!(changed(&summary, change), broken(), "{what}");
    }
    let body = postcard::to_allocvec(&opened(&summary)).unwrap();
    assert_eq!(EnsembleSummary::from_bytes(&sealed(&body)).as_ref(), Ok(&summary));
    assert_eq!(EnsembleSummary::from_bytes(&sealed(&body[..body.len() - 1])), broken());
    assert_eq!(EnsembleSummary::from_bytes(&sealed(&[body.as_slice(), &[0]].concat())), broken());
    assert_eq!(EnsembleSummary::from_bytes(&sealed(&[])), broken());
}

/// What is refused as bytes is refused as JSON, which has no checksum.
#[test]
fn an_inconsistent_summary_is_refused_as_json() {
    let plan = doubtful();
    let summary = everything(&plan, 1).run(0..10);
    let read = |body: &Value| serde_json::from_value::<EnsembleSummary>(readable(body));
    assert_eq!(read(&json!(opened(&summary))).unwrap(), summary);
    for (what, change) in INCONSISTENT {
        let mut body = opened(&summary);
        change(&mut body);
        // A `Value` holds no step beyond 64 bits.
        let Ok(body) = serde_json::to_value(body) else { continue };
        assert!(read(&body).is_err(), "{what}");
    }
    let mut value = serde_json::to_value(&summary).unwrap();
    assert_eq!(serde_json::from_value::<EnsembleSummary>(value.clone()).unwrap(), summary);
    value["ranges"][0]["end"] = json!(11);
    let error = serde_json::from_value::<EnsembleSummary>(value).unwrap_err();
    assert_eq!(error.to_string(), "the parts do not agree");
}

/// Met is a slip of at most 0, late a slip above 0: the counts must fit each other.
#[test]
fn chances_that_contradict_their_slips_are_refused() {
    let mut spec = awaited().spec().clone();
    spec.through = Some("2023-09".parse().unwrap());
    let plan = drawdown::Plan::new(spec).unwrap();
    let summary = Ensemble::new(&plan, 1).run(0..50);
    let all = &summary.as_planned().deadlines()[0];
    let counts = [all.met(), all.late(), all.beyond_horizon()].map(|fate| fate.count);
    assert!(counts.iter().all(|count| *count > 1), "{counts:?}");
    assert_eq!(all.undecided().count + all.not_assessed().count, 0);
    let changes: [Change; 7] = [
        ("a draw less on time", |body| body.outcomes[0].deadlines[0].met -= 1),
        ("a draw more on time", |body| body.outcomes[0].deadlines[0].met += 1),
        ("a draw on time that is counted as late", |body| {
            body.outcomes[0].deadlines[0].met -= 1;
            body.outcomes[0].deadlines[0].late += 1;
        }),
        ("a late draw that is counted as on time", |body| {
            body.outcomes[0].deadlines[0].met += 1;
            body.outcomes[0].deadlines[0].late -= 1;
        }),
        ("a late draw that is counted as never", |body| {
            body.outcomes[0].deadlines[0].late -= 1;
            body.outcomes[0].deadlines[0].never += 1;
        }),
        ("a draw on time that is counted as never", |body| {
            body.outcomes[0].deadlines[0].met -= 1;
            body.outcomes[0].deadlines[0].never += 1;
        }),
        ("a late draw that is counted as undecided", |body| {
            body.outcomes[0].deadlines[0].late -= 1;
            body.outcomes[0].deadlines[0].undecided += 1;
        }),
    ];
    for (what, change) in changes {
        assert_eq!(changed(&summary, change), broken(), "{what}");
    }
}

fn each_band(outlook: &mut PlanOutcomes) -> impl Iterator<Item = &mut LevelDistributions> {
    [&mut outlook.theatre].into_iter().chain(outlook.groups.iter_mut().map(|g| &mut g.levels))
}

/// Each is consistent by itself, but has another layout than its plan gives.
const OTHER_LAYOUT: &[Change] = &[
    ("a group less", |body| drop(body.outcomes[0].groups.pop())),
    ("a group of a variant less", |body| drop(body.outcomes[1].groups.pop())),
    ("no groups", |body| body.outcomes[0].groups.clear()),
    ("a group more", |body| {
        let group = body.outcomes[0].groups[0].clone();
        body.outcomes[0].groups.push(group);
    }),
    ("groups that have changed places", |body| body.outcomes[0].groups.swap(0, 1)),
    ("another grouping", |body| {
        body.outcomes[0].groups[0].by = drawdown::projection::GroupBy::Host;
    }),
    ("a deadline less", |body| drop(body.outcomes[0].deadlines.pop())),
    ("a deadline more", |body| {
        let chances = body.outcomes[0].deadlines[0].clone();
        body.outcomes[0].deadlines.push(chances);
    }),
    ("another phase", |body| body.outcomes[0].deadlines[0].phase.push('!')),
    ("another deadline", |body| body.outcomes[0].deadlines[0].deadline = None),
    ("another binding month", |body| body.outcomes[0].deadlines[0].binding_month = None),
    ("a currency less", |body| drop(body.outcomes[1].costs.pop())),
    ("currencies that have changed places", |body| body.outcomes[0].costs.swap(0, 1)),
    ("a currency of a difference less", |body| drop(body.differences[0].costs.pop())),
    ("a month less", |body| {
        body.outcomes[0].through = "2024-02".into();
        for bands in each_band(&mut body.outcomes[0]) {
            bands.strength.pop();
            bands.residual.pop();
        }
    }),
    ("a month more", |body| {
        body.outcomes[0].through = "2024-04".into();
        for bands in each_band(&mut body.outcomes[0]) {
            bands.strength.push(bands.strength[0].clone());
            bands.residual.push(bands.residual[0].clone());
        }
    }),
    ("a month later", |body| {
        body.outcomes[0].as_of = "2023-01".into();
        body.outcomes[0].through = "2024-04".into();
        each_band(&mut body.outcomes[0]).for_each(|bands| bands.as_of = "2023-01".into());
    }),
    ("another name", |body| body.outcomes[1].name.push('!')),
    ("another name of a difference", |body| body.differences[1].variant.push('!')),
    ("a plan and its difference less", |body| {
        body.outcomes.pop();
        body.differences.pop();
    }),
    ("a plan and its difference more", |body| {
        body.outcomes.push(body.outcomes[1].clone());
        body.differences.push(body.differences[0].clone());
    }),
    ("no sensitivities", |body| body.sensitivity = None),
    ("an input less", |body| drop(body.sensitivity.as_mut().unwrap().inputs.pop())),
    ("an input more", |body| {
        let inputs = &mut body.sensitivity.as_mut().unwrap().inputs;
        inputs.push(inputs[0].clone());
    }),
    ("another input", |body| body.sensitivity.as_mut().unwrap().inputs[0].name.push('!')),
    ("another effect alone", |body| {
        body.sensitivity.as_mut().unwrap().inputs[0].alone[0][0] = None;
    }),
    ("other classes", |body| body.sensitivity.as_mut().unwrap().inputs[0].joint[0].0 += 1),
    ("an outcome less", |body| {
        let drivers = body.sensitivity.as_mut().unwrap();
        drivers.outcomes.pop();
        for row in &mut drivers.inputs {
            row.alone.pop();
            row.joint.pop();
        }
    }),
    ("outcomes that have changed places", |body| {
        body.sensitivity.as_mut().unwrap().outcomes.swap(2, 3);
    }),
];

/// A file of another layout does not merge, in either order.
#[test]
fn a_summary_of_another_layout_does_not_merge() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let (first, second) = (ensemble.run(0..5), ensemble.run(5..10));
    for (what, change) in OTHER_LAYOUT {
        let part = changed(&second, change).expect(what);
        let refused = Err(MergeError::DifferentMeasures);
        assert_eq!(first.clone().merge(&part), refused, "{what}");
        assert_eq!(part.merge(&first), refused, "{what}");
    }
}

/// It does not resume either.
#[test]
fn a_summary_of_another_layout_does_not_resume() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let first = ensemble.run(0..5);
    for (what, change) in OTHER_LAYOUT {
        let part = changed(&first, change).expect(what);
        let resumed = ensemble.resume(part, 0..10, |_| std::ops::ControlFlow::Continue(()));
        assert_eq!(resumed.err(), Some(MergeError::DifferentMeasures), "{what}");
    }
}

/// The greatest value that a summary may have.
const MAX_VALUE: i128 = 1 << 124;

/// No input panics: a value that no troops, months or costs can reach is refused.
#[test]
fn values_at_the_ends_of_their_range_do_not_panic() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let with = |value: i128| {
        changed(&ensemble.run(5..10), |body| {
            body.outcomes[0].troop_months = (0, vec![(value, 5)]);
        })
    };
    for value in [MAX_VALUE + 1, -MAX_VALUE - 1, i128::MAX, i128::MIN + 1, i128::MIN] {
        assert_eq!(with(value), broken(), "{value}");
    }
    for value in [MAX_VALUE, -MAX_VALUE] {
        let merged = ensemble.run(0..5).merge(&with(value).unwrap()).unwrap();
        assert_eq!(EnsembleSummary::from_bytes(&merged.to_bytes()).as_ref(), Ok(&merged));
        let sum = 5 * value + ensemble.run(0..5).as_planned().troop_months().mean().unwrap().sum;
        assert_eq!(merged.as_planned().troop_months().mean().unwrap().sum, sum);
    }
}

/// The same for the outcomes of one input alone.
#[test]
fn effects_at_the_ends_of_their_range_do_not_panic() {
    let plan = doubtful();
    let wide = changed(&everything(&plan, 1).run(0..5), |body| {
        body.sensitivity.as_mut().unwrap().inputs[0].alone[0] =
            [Some(i64::MIN), None, Some(i64::MAX)];
    });
    assert_eq!(wide.unwrap().sensitivities().unwrap()[0].effects[0].swing(), None);
}

/// A variant that completes later does so by some months, or does not complete and the plan does.
#[test]
fn differences_that_contradict_their_months_are_refused() {
    let plan = awaited();
    let late = super::under(&plan, json!([{ "shift": { "event": "vote", "months": 1 } }]));
    let variants = vec![("late".to_owned(), late)];
    let summary = Ensemble { variants, ..Ensemble::new(&plan, 1) }.run(0..50);
    let difference = &summary.differences()[0];
    assert_eq!(difference.completion().min(), Some(1));
    assert_eq!((difference.completes_sooner().count, difference.completes_later().count), (0, 50));
    let swapped = changed(&summary, |body| {
        let difference = &mut body.differences[0];
        std::mem::swap(&mut difference.sooner, &mut difference.later);
    });
    assert_eq!(swapped, broken());
}

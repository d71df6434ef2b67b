//! Summaries as bytes: whole or refused.

use std::sync::LazyLock;

use drawdown::{Ensemble, Plan, Summary, SummaryError};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::mirror::{self, Body, changed, opened, sealed};
use super::{any_plan, awaited, doubtful, everything, plan, usa};

fn broken() -> Result<Summary, SummaryError> {
    Err(SummaryError::Broken)
}

/// One contingent, one month.
fn tiny() -> Plan {
    plan(json!({ "through": "2023-01", "contingent": [usa(json!({ "low": 0, "high": 3 }))] }))
}

proptest! {
    #![proptest_config(crate::cases(16))]

    #[test]
    fn what_is_written_is_read(document in any_plan(), seed in any::<u64>()) {
        let plan = crate::engine::plan(&document);
        let summary = everything(&plan, seed).run(3..9);
        let read = Summary::from_bytes(&summary.to_bytes()).unwrap();
        prop_assert_eq!(&read, &summary);
        prop_assert_eq!(read.to_bytes(), summary.to_bytes());
        prop_assert_eq!(read.drivers(), summary.drivers());
    }
}

#[test]
fn an_empty_summary_is_read_too() {
    let plan = doubtful();
    let empty = everything(&plan, 1).empty();
    assert_eq!(Summary::from_bytes(&empty.to_bytes()), Ok(empty));
}

#[test]
fn every_truncation_is_refused() {
    let plan = doubtful();
    let bytes = everything(&plan, 1).run(0..2).to_bytes();
    assert_eq!(Summary::from_bytes(&[]), Err(SummaryError::NotASummary));
    for length in 1..bytes.len() {
        assert_eq!(Summary::from_bytes(&bytes[..length]), broken(), "{length} bytes");
        // Nor does it do without its beginning.
        assert!(Summary::from_bytes(&bytes[length..]).is_err(), "from byte {length}");
    }
    assert_eq!(Summary::from_bytes(&[bytes.as_slice(), &[0]].concat()), broken());
    assert_eq!(Summary::from_bytes(&[bytes.clone(), bytes].concat()), broken());
}

#[test]
fn every_alteration_of_a_byte_is_refused() {
    let plan = tiny();
    let bytes = Ensemble::new(&plan, 1).run(0..5).to_bytes();
    let kind = mirror::MAGIC.len() - 2;
    for place in 0..bytes.len() {
        let expected = match place {
            _ if place < kind => SummaryError::NotASummary,
            _ if place < mirror::MAGIC.len() => SummaryError::OtherLayout,
            _ => SummaryError::Broken,
        };
        let mut altered = bytes.clone();
        for difference in 1..=u8::MAX {
            altered[place] = bytes[place] ^ difference;
            let read = Summary::from_bytes(&altered);
            assert_eq!(read.as_ref(), Err(&expected), "byte {place} ^ {difference}");
        }
    }
}

#[test]
fn what_is_refused_is_told() {
    let message = |bytes: &[u8]| Summary::from_bytes(bytes).unwrap_err().to_string();
    assert_eq!(message(b""), "not a summary of an ensemble");
    assert_eq!(message(b"month,strength\n"), "not a summary of an ensemble");
    assert_eq!(message(b"drawdown summary"), "a summary that is cut off or was altered");
    assert_eq!(message(b"drawdown summary 1\n"), "a summary that is cut off or was altered");
    let plan = tiny();
    let mut later = Ensemble::new(&plan, 1).run(0..5).to_bytes();
    later[mirror::MAGIC.len() - 2] = b'2';
    let expected = "a summary in a layout that this version of drawdown does not read";
    assert_eq!(message(&later), expected);
}

/// A change to the parts of a summary, with what it does.
type Change = (&'static str, fn(&mut Body));

const UNSOUND: &[Change] = &[
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
    ("a draw more in a month", |body| body.outlooks[0].groups[0].strength[3].1[0].1 += 1),
    ("a draw more in a group", |body| body.outlooks[0].groups[2].residual[3].1[0].1 += 1),
    ("a draw more of no value", |body| body.outlooks[0].completion.0 += 1),
    ("a draw less", |body| body.outlooks[1].troop_months.1[0].1 -= 1),
    ("a draw more at a cost", |body| body.outlooks[0].costs[1].1.1[0].1 += 1),
    ("a draw more judged", |body| body.outlooks[0].deadlines[0].slip.0 += 1),
    ("a draw more unjudged", |body| body.outlooks[0].deadlines[1].unjudged += 1),
    ("more met than reached", |body| body.outlooks[0].deadlines[0].met += 11),
    ("more undecided than reached", |body| body.outlooks[0].deadlines[0].undecided += 11),
    ("met without end", |body| {
        body.outlooks[0].deadlines[0].met = u64::MAX;
        body.outlooks[0].deadlines[0].undecided = 1;
    }),
    ("unjudged without end", |body| body.outlooks[0].deadlines[0].unjudged = u64::MAX),
    // What a distribution is.
    ("a count of none", |body| body.outlooks[0].troop_months.1.insert(1, (1, 0))),
    ("a value twice", |body| {
        let counts = &mut body.outlooks[0].troop_months.1;
        counts[0].1 = 1;
        counts.truncate(1);
        counts.push((0, 9));
    }),
    ("values that descend", |body| body.outlooks[0].troop_months.1 = vec![(500, 4), (-1, 6)]),
    ("a value out of all bounds", |body| {
        body.outlooks[0].troop_months.1 = vec![(i128::MAX, 4), (1, 6)];
    }),
    ("counts out of all bounds", |body| {
        body.outlooks[0].troop_months = (11, vec![(1, u64::MAX), (1, 1)]);
    }),
    // What there is.
    ("no outlook", |body| {
        body.outlooks.clear();
        body.differences.clear();
    }),
    ("an outlook less", |body| drop(body.outlooks.pop())),
    ("an outlook more", |body| body.outlooks.push(body.outlooks[1].clone())),
    ("a difference less", |body| drop(body.differences.pop())),
    ("no groups", |body| body.outlooks[0].groups.clear()),
    ("no theatre", |body| drop(body.outlooks[0].groups.remove(0))),
    ("a month less", |body| drop(body.outlooks[0].groups[0].strength.pop())),
    ("a month more", |body| {
        let last = body.outlooks[0].groups[1].residual[15].clone();
        body.outlooks[0].groups[1].residual.push(last);
    }),
    ("fewer months", |body| body.outlooks[0].through = "2024-02".into()),
    ("months backwards", |body| body.outlooks[0].through = "2022-10".into()),
    ("no month", |body| body.outlooks[0].through = "2024-13".into()),
    ("another first month", |body| body.outlooks[0].groups[0].as_of = "2022-11".into()),
    ("another first month of all", |body| body.outlooks[0].as_of = "2022-11".into()),
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
    // What drives it.
    ("a pair more", |body| body.drivers.as_mut().unwrap().inputs[0].joint[1][0].1 += 1),
    ("pairs without end", |body| {
        body.drivers.as_mut().unwrap().inputs[0].joint[1] = vec![((0, 0), u64::MAX), ((0, 1), 11)];
    }),
    ("no pairs", |body| body.drivers.as_mut().unwrap().inputs[2].joint[0].clear()),
    ("an outcome less", |body| drop(body.drivers.as_mut().unwrap().outcomes.pop())),
    ("an effect less", |body| drop(body.drivers.as_mut().unwrap().inputs[1].joint.pop())),
    ("no values alone", |body| body.drivers.as_mut().unwrap().inputs[1].alone.clear()),
];

/// Whoever alters a file can reckon its checksum again: what cannot be true is refused all the same.
#[test]
fn a_right_checksum_does_not_make_a_summary() {
    let plan = doubtful();
    let summary = everything(&plan, 1).run(0..10);
    assert_eq!(changed(&summary, |_| ()).as_ref(), Ok(&summary));
    for (what, change) in UNSOUND {
        assert_eq!(changed(&summary, change), broken(), "{what}");
    }
    let body = postcard::to_allocvec(&opened(&summary)).unwrap();
    assert_eq!(Summary::from_bytes(&sealed(&body)).as_ref(), Ok(&summary));
    assert_eq!(Summary::from_bytes(&sealed(&body[..body.len() - 1])), broken());
    assert_eq!(Summary::from_bytes(&sealed(&[body.as_slice(), &[0]].concat())), broken());
    assert_eq!(Summary::from_bytes(&sealed(&[])), broken());
}

/// Met is a slip of at most 0, late a slip above 0: the counts must fit each other.
#[test]
fn chances_that_contradict_their_slips_are_refused() {
    let plan = awaited();
    let summary = Ensemble::new(&plan, 1).run(0..50);
    let chances = &summary.outlook().deadlines()[0];
    assert!(chances.met().count > 1 && chances.late().count > 1, "{chances:?}");
    let fewer = changed(&summary, |body| body.outlooks[0].deadlines[0].met -= 1);
    assert_eq!(fewer, broken(), "a draw on time that is counted as late");
    let more = changed(&summary, |body| body.outlooks[0].deadlines[0].met += 1);
    assert_eq!(more, broken(), "a late draw that is counted as on time");
}

/// A file that lacks a part is refused when it is read or when it is merged: what is merged is whole.
#[test]
fn a_summary_that_lacks_a_part_does_not_merge_into_nonsense() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let changes: [Change; 5] = [
        ("a group less", |body| drop(body.outlooks[0].groups.pop())),
        ("a deadline less", |body| drop(body.outlooks[0].deadlines.pop())),
        ("a currency less", |body| drop(body.outlooks[1].costs.pop())),
        ("an input less", |body| drop(body.drivers.as_mut().unwrap().inputs.pop())),
        ("a plan and its difference less", |body| {
            body.outlooks.pop();
            body.differences.pop();
        }),
    ];
    for (what, change) in changes {
        let Ok(part) = changed(&ensemble.run(5..10), change) else { continue };
        let Ok(merged) = ensemble.run(0..5).merge(&part) else { continue };
        let again = Summary::from_bytes(&merged.to_bytes());
        assert_eq!(again.as_ref(), Ok(&merged), "{what}: merged into what cannot be read");
    }
}

/// No input panics: what is read can be merged, written and asked, however far its values lie apart.
#[test]
fn values_at_the_ends_of_their_range_do_not_panic() {
    let plan = doubtful();
    let ensemble = everything(&plan, 1);
    let least = changed(&ensemble.run(5..10), |body| {
        body.outlooks[0].troop_months = (0, vec![(i128::MIN, 5)]);
    });
    if let Ok(least) = least {
        let merged = ensemble.run(0..5).merge(&least).unwrap();
        assert_eq!(Summary::from_bytes(&merged.to_bytes()), Ok(merged));
    }
}

/// As for values that are told of one input alone.
#[test]
fn effects_at_the_ends_of_their_range_do_not_panic() {
    let plan = doubtful();
    let wide = changed(&everything(&plan, 1).run(0..5), |body| {
        body.drivers.as_mut().unwrap().inputs[0].alone[0] = [Some(i64::MIN), None, Some(i64::MAX)];
    });
    if let Ok(wide) = wide {
        let _ = wide.drivers()[0].effects[0].swing();
    }
}

/// A variant that completes later does so by some months, or never does where the plan does.
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

proptest! {
    #![proptest_config(crate::cases(120))]

    #[test]
    fn random_bytes_are_refused(bytes in vec(any::<u8>(), 0..300)) {
        prop_assert!(Summary::from_bytes(&bytes).is_err());
        // Nor do they become a summary by its frame; what is read never panics.
        prop_assert_eq!(Summary::from_bytes(&sealed(&bytes)), broken());
    }

    /// Whatever is read after all can be asked everything, merged and written.
    #[test]
    fn an_altered_body_is_refused_or_whole(
        places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        static PLAN: LazyLock<Plan> = LazyLock::new(doubtful);
        static BODY: LazyLock<Vec<u8>> = LazyLock::new(|| {
            postcard::to_allocvec(&opened(&everything(&PLAN, 1).run(0..4))).unwrap()
        });
        let mut body = BODY.clone();
        for (place, byte) in places {
            let place = place.index(body.len());
            body[place] = byte;
        }
        if let Ok(read) = Summary::from_bytes(&sealed(&body)) {
            let again = Summary::from_bytes(&read.to_bytes()).unwrap();
            prop_assert_eq!(&again, &read);
            prop_assert_eq!(read.outlook().troop_months().draws(), read.draws());
            for chances in read.outlook().deadlines() {
                let fates = [chances.met(), chances.late(), chances.never()];
                let others = [chances.undecided(), chances.unjudged()];
                let sum: u64 = fates.iter().chain(&others).map(|fate| fate.count).sum();
                prop_assert_eq!(sum, read.draws());
            }
            let _ = (read.drivers(), read.outlook().troop_months().mean());
            let _ = everything(&PLAN, 1).empty().merge(&read);
        }
    }
}

/// The results cannot change unseen: these are the bytes of 1,000 draws of a shipped plan. Whoever
/// changes what a draw comes to on purpose must bump the version of the results in
/// `src/questions/ensemble/identity.rs`, so that old and new summaries do not merge, and pin the
/// new bytes here.
#[cfg(feature = "toml")]
#[test]
fn the_bytes_of_an_ensemble_are_pinned() {
    use std::fmt::Write;

    use sha2::{Digest, Sha256};

    let text = include_str!("../../../examples/plans/iraq-2024.toml");
    let plan = Plan::from_toml(text).unwrap();
    let late = plan.variant("announced six months late").unwrap();
    let ensemble = Ensemble {
        variants: vec![("announced six months late".to_owned(), late)],
        ..everything(&plan, 2_024)
    };
    let bytes = ensemble.run(0..1_000).to_bytes();
    let hash = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(hash, "002ad2b02bbb18e60ce4b08a32a8ac9909458c3372f9838362348dee5ffc3164");
}

//! Summaries as bytes.

use std::sync::LazyLock;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary};
use drawdown::error::SummaryError;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::mirror::{self, opened, readable, sealed};
use super::{any_plan, doubtful, everything, plan, usa};

fn broken() -> Result<EnsembleSummary, SummaryError> {
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
        let read = EnsembleSummary::from_bytes(&summary.to_bytes()).unwrap();
        prop_assert_eq!(&read, &summary);
        prop_assert_eq!(read.to_bytes(), summary.to_bytes());
        prop_assert_eq!(read.sensitivities(), summary.sensitivities());
        // As JSON too.
        let read: EnsembleSummary = serde_json::from_str(&serde_json::to_string(&summary).unwrap()).unwrap();
        prop_assert_eq!(read.to_bytes(), summary.to_bytes());
        prop_assert_eq!(read.sensitivities(), summary.sensitivities());
    }
}

/// The names in JSON are those of the mirror.
#[test]
fn json_keeps_its_names() {
    let summary = everything(&doubtful(), 1).run(0..9);
    let mirrored = readable(&json!(opened(&summary)));
    assert_eq!(serde_json::to_value(&summary).unwrap(), mirrored);
}

#[test]
fn an_empty_summary_is_read_too() {
    let plan = doubtful();
    let empty = everything(&plan, 1).empty();
    assert_eq!(EnsembleSummary::from_bytes(&empty.to_bytes()), Ok(empty));
}

#[test]
fn every_truncation_is_refused() {
    let plan = doubtful();
    let bytes = everything(&plan, 1).run(0..2).to_bytes();
    assert_eq!(EnsembleSummary::from_bytes(&[]), Err(SummaryError::NotASummary));
    for length in 1..bytes.len() {
        assert_eq!(EnsembleSummary::from_bytes(&bytes[..length]), broken(), "{length} bytes");
        // The end alone is refused too.
        assert!(EnsembleSummary::from_bytes(&bytes[length..]).is_err(), "from byte {length}");
    }
    assert_eq!(EnsembleSummary::from_bytes(&[bytes.as_slice(), &[0]].concat()), broken());
    assert_eq!(EnsembleSummary::from_bytes(&[bytes.clone(), bytes].concat()), broken());
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
            let read = EnsembleSummary::from_bytes(&altered);
            assert_eq!(read.as_ref(), Err(&expected), "byte {place} ^ {difference}");
        }
    }
}

#[test]
fn refusals_have_messages() {
    let message = |bytes: &[u8]| EnsembleSummary::from_bytes(bytes).unwrap_err().to_string();
    assert_eq!(message(b""), "not a summary of an ensemble");
    assert_eq!(message(b"month,strength\n"), "not a summary of an ensemble");
    assert_eq!(message(b"drawdown summary"), "the summary is incomplete or was altered");
    assert_eq!(message(b"drawdown summary 2\n"), "the summary is incomplete or was altered");
    let plan = tiny();
    let mut later = Ensemble::new(&plan, 1).run(0..5).to_bytes();
    later[mirror::MAGIC.len() - 2] = b'1';
    let expected = "this version of drawdown cannot read the summary's layout";
    assert_eq!(message(&later), expected);
}

proptest! {
    #![proptest_config(crate::cases(120))]

    #[test]
    fn random_bytes_are_refused(bytes in vec(any::<u8>(), 0..300)) {
        prop_assert!(EnsembleSummary::from_bytes(&bytes).is_err());
        // A right header and checksum do not make them a summary, and reading them does not panic.
        prop_assert_eq!(EnsembleSummary::from_bytes(&sealed(&bytes)), broken());
    }

    /// If an altered body is read, every method works on the summary.
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
        if let Ok(read) = EnsembleSummary::from_bytes(&sealed(&body)) {
            let again = EnsembleSummary::from_bytes(&read.to_bytes()).unwrap();
            prop_assert_eq!(&again, &read);
            prop_assert_eq!(read.as_planned().troop_months().draws(), read.draws());
            for chances in read.as_planned().deadlines() {
                let (at_pace, surge) = (chances.at_planned_pace(), chances.by_surge());
                prop_assert_eq!(at_pace.count + surge.count, chances.met().count);
                let fates = [chances.met(), chances.late(), chances.beyond_horizon()];
                let others = [chances.undecided(), chances.not_assessed()];
                let sum: u64 = fates.iter().chain(&others).map(|fate| fate.count).sum();
                prop_assert_eq!(sum, read.draws());
            }
            let _ = (read.sensitivities(), read.as_planned().troop_months().mean());
            let _ = everything(&PLAN, 1).empty().merge(&read);
        }
    }
}

/// The results cannot change unnoticed: these are the bytes of 1,000 draws of a shipped plan. A change
/// that alters the result of a draw on purpose must increase the results version in
/// `src/ensemble/fingerprint.rs`, so that old and new summaries do not merge, and pin the new bytes here.
#[cfg(feature = "toml")]
#[test]
fn the_bytes_of_an_ensemble_are_pinned() {
    use std::fmt::Write;

    use sha2::{Digest, Sha256};

    let text = include_str!("../../../examples/plans/iraq-2024.toml");
    let plan = Plan::from_toml(text).unwrap();
    let late = plan.named_variant("announced six months late").unwrap();
    let ensemble = Ensemble {
        variants: vec![("announced six months late".to_owned(), late)],
        ..everything(&plan, 2_024)
    };
    let bytes = ensemble.run(0..1_000).to_bytes();
    let hash = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(hash, "50771ba6ca8a34226505e886f357f710d3cba4b8c77124ebcaf6b3dc14fdd241");
}

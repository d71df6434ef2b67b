//! Deadlines met in the same draw, and the levels of scopes.

use drawdown::ensemble::{Ensemble, EnsembleSummary, MergeError};
use drawdown::values::Proportion;
use drawdown::{DeadlineOutcome, Projection, Scope};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{any_plan, counted, counts, doubtful, everything, variants};

fn set(phases: &[&str]) -> Vec<String> {
    phases.iter().map(|phase| (*phase).to_owned()).collect()
}

/// The deadlines of some phases in a draw: whether all are met, and the month in which the last goal is reached.
fn together(
    outcomes: &[DeadlineOutcome],
    phases: &[String],
    as_of: drawdown::YearMonth,
) -> (bool, Option<i128>) {
    let outcomes = outcomes.iter().filter(|outcome| phases.contains(&outcome.phase));
    let met = outcomes.clone().all(|outcome| outcome.met == Some(true));
    let months = outcomes.map(|outcome| Some(outcome.met_in?.months_since(as_of).into()));
    (met, months.collect::<Option<Vec<i128>>>().map(|months| months.into_iter().max().unwrap_or(0)))
}

proptest! {
    #![proptest_config(crate::cases(30))]

    #[test]
    fn joint_deadlines_and_scopes_are_folds_over_the_draws(
        document in any_plan(),
        seed in any::<u64>(),
        picked in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let plan = crate::engine::plan(&document);
        let spec = plan.spec();
        let pick = |index: &prop::sample::Index| {
            (!spec.phases.is_empty()).then(|| index.get(&spec.phases).name.clone())
        };
        let joint_deadlines: Vec<Vec<String>> =
            picked.iter().map(|(a, b)| pick(a).into_iter().chain(pick(b)).collect()).collect();
        let one = |(a, _): &(prop::sample::Index, _)| Scope::host(a.get(&spec.contingents).host);
        let scopes: Vec<(String, Scope)> =
            picked.iter().enumerate().map(|(i, pair)| (i.to_string(), one(pair))).collect();
        let ensemble =
            Ensemble { joint_deadlines: joint_deadlines.clone(), scopes, ..everything(&plan, seed) };
        let summary = ensemble.run(0..9);
        let projections: Vec<Projection> = ensemble.draws(0..9).map(|draw| draw.project()).collect();
        for (counted_set, phases) in summary.joint_deadlines().iter().zip(&joint_deadlines) {
            prop_assert_eq!((counted_set.plan(), counted_set.phases()), ("as planned", &phases[..]));
            let draws = projections.iter().map(|p| together(&p.deadlines(), phases, plan.as_of()));
            let (met, months): (Vec<bool>, Vec<Option<i128>>) = draws.unzip();
            let met = met.iter().filter(|met| **met).count() as u64;
            prop_assert_eq!(counted_set.met(), Proportion::new(met, 9));
            prop_assert_eq!(counts(counted_set.met_in()), counted(months.into_iter()));
        }
        prop_assert_eq!(summary.as_planned().scopes().count(), picked.len());
        for ((name, levels), (own, scope)) in summary.as_planned().scopes().zip(&ensemble.scopes) {
            prop_assert_eq!(name, own);
            for month in summary.as_planned().months() {
                let views = projections.iter().map(|projection| projection.scope(scope));
                let (strength, residual): (Vec<_>, Vec<_>) =
                    views.map(|v| (v.strength(month), v.residual(month))).unzip();
                let whole = |levels: Vec<Option<u64>>| counted(levels.into_iter().map(|l| l.map(i128::from)));
                prop_assert_eq!(counts(levels.strength(month).unwrap()), whole(strength));
                prop_assert_eq!(counts(levels.residual(month).unwrap()), whole(residual));
            }
        }
        // In files, and in parts.
        let bytes = summary.to_bytes();
        prop_assert_eq!(&EnsembleSummary::from_bytes(&bytes).unwrap(), &summary);
        let json = serde_json::to_string(&summary).unwrap();
        prop_assert_eq!(&serde_json::from_str::<EnsembleSummary>(&json).unwrap(), &summary);
        let merged = ensemble.run(4..9).merge(&ensemble.run(0..4)).unwrap();
        prop_assert!(merged.to_bytes() == bytes);
    }
}

#[test]
fn one_phase_gives_its_cumulative_chance() {
    // A vote in month m, from January to November, gives completion in month m + 1; the deadline is in May.
    let plan = super::awaited();
    let ensemble = Ensemble { joint_deadlines: vec![set(&["all"])], ..Ensemble::new(&plan, 4) };
    let summary = ensemble.run(0..500);
    let (alone, chances) = (&summary.joint_deadlines()[0], &summary.as_planned().deadlines()[0]);
    assert_eq!(alone.met(), chances.met());
    for months in -4..=8 {
        let month = "2023-05".parse::<drawdown::YearMonth>().unwrap().checked_add(months).unwrap();
        let expected = (month <= plan.through()).then(|| chances.met_within(months));
        assert_eq!(alone.met_by(month), expected, "{month}");
    }
    let met_by = |month: &str| alone.met_by(month.parse().unwrap()).unwrap().count;
    assert!(met_by("2023-05") < met_by("2023-07"));
}

#[test]
fn a_set_of_phases_that_a_plan_lacks_is_left_out() {
    let plan = doubtful();
    let without = super::under(&plan, serde_json::json!([{ "cancel": { "phase": "rest" } }]));
    let sets = vec![set(&["half", "rest"]), set(&["half"]), set(&["nobody"]), set(&[])];
    let ensemble = Ensemble {
        joint_deadlines: sets,
        variants: vec![("without".to_owned(), without)],
        ..Ensemble::new(&plan, 4)
    };
    let summary = ensemble.run(0..20);
    let counted: Vec<(&str, usize)> =
        summary.joint_deadlines().iter().map(|set| (set.plan(), set.phases().len())).collect();
    let expected =
        [("as planned", 2), ("as planned", 1), ("as planned", 0), ("without", 1), ("without", 0)];
    assert_eq!(counted, expected);
    // Both are met at most as often as either; nothing is met always.
    let met = |i: usize| summary.joint_deadlines()[i].met().count;
    let alone = |i: usize| summary.as_planned().deadlines()[i].met().count;
    assert!(met(0) <= alone(0).min(alone(1)) && met(0) + 20 >= alone(0) + alone(1));
    assert_eq!((met(1), met(2)), (alone(0), 20));
}

#[test]
fn what_is_counted_together_decides_what_merges() {
    let plan = doubtful();
    let of = |sets: Vec<Vec<String>>| Ensemble { joint_deadlines: sets, ..everything(&plan, 4) };
    let both = || of(vec![set(&["half", "rest"])]);
    let one = both().run(0..5);
    for other in [of(vec![]), of(vec![set(&["half"])])] {
        assert_eq!(one.clone().merge(&other.run(5..9)), Err(MergeError::DifferentMeasures));
    }
    let scopes = vec![("all".to_owned(), Scope::default())];
    let other = Ensemble { scopes, ..both() };
    assert_eq!(one.clone().merge(&other.run(5..9)), Err(MergeError::DifferentMeasures));
    // Other troops under the same name.
    let of = |host: &str| {
        let scopes = vec![("some".to_owned(), Scope::host(host.parse().unwrap()))];
        Ensemble { scopes, ..everything(&plan, 4) }
    };
    assert!(of("IRQ").run(0..5).merge(&of("IRQ").run(5..9)).is_ok());
    let merged = of("IRQ").run(0..5).merge(&of("KWT").run(5..9));
    assert_eq!(merged, Err(MergeError::DifferentMeasures));
    // A file of other phases, or of another plan, whatever its fingerprint.
    for (key, value) in [("phases", serde_json::json!(["half"])), ("plan", "late vote".into())] {
        let mut json = serde_json::to_value(&one).unwrap();
        json["joint_deadlines"][0][key] = value;
        let altered: EnsembleSummary = serde_json::from_value(json).unwrap();
        let merged = altered.merge(&both().run(5..9));
        assert_eq!(merged, Err(MergeError::DifferentMeasures), "{key}");
    }
    // Altered counts are refused.
    let mut json = serde_json::to_value(&one).unwrap();
    json["joint_deadlines"][0]["met"] = 6.into();
    assert!(serde_json::from_value::<EnsembleSummary>(json).is_err());
    assert_eq!(variants(&plan).len(), 2);
}

#[test]
fn the_file_of_a_summary_with_joint_deadlines_is_refused_when_altered() {
    let plan = super::awaited();
    let ensemble = Ensemble { joint_deadlines: vec![set(&["all"])], ..Ensemble::new(&plan, 4) };
    let bytes = ensemble.run(0..3).to_bytes();
    assert!(bytes.starts_with(b"drawdown summary 2 with joint deadlines\n"));
    for length in 0..bytes.len() {
        assert!(EnsembleSummary::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
    for place in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[place] ^= 1;
        assert!(EnsembleSummary::from_bytes(&altered).is_err(), "byte {place}");
    }
}

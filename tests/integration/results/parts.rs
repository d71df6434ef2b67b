//! The parts of a summary, read alone: readable, and refused where they contradict themselves.

use drawdown::ensemble::{
    DeadlineChances, Distribution, Ensemble, EnsembleSummary, InputSensitivity, JointDeadlines,
    LevelDistributions, PairedDifference, PlanOutcomes, Sensitivity,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json};

fn summary() -> EnsembleSummary {
    let plan = drawdown::example::iraq_2024().unwrap();
    let late = plan.named_variant("announced six months late").unwrap();
    let ensemble = Ensemble {
        variants: vec![("late".to_owned(), late)],
        group_by: vec![drawdown::projection::GroupBy::Host],
        sensitivity: Sensitivity::On,
        ..Ensemble::new(&plan, 2_024)
    };
    ensemble.run(0..200)
}

/// The part as JSON, read back as the same.
fn written<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(part: &T) -> Value {
    let value = json!(part);
    assert_eq!(&from_value::<T>(value.clone()).unwrap(), part);
    value
}

/// Whether the value is refused after a change.
fn refused<T: DeserializeOwned>(value: &Value, pointer: &str, changed: Value) -> bool {
    let mut value = value.clone();
    *value.pointer_mut(pointer).unwrap() = changed;
    from_value::<T>(value).is_err()
}

#[test]
fn a_distribution_is_a_list_of_values_with_their_counts() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let summary = Ensemble::new(&plan, 1).run(0..3);
    let slip = summary.as_planned().deadlines()[0].slip();
    let counts: Vec<Value> =
        slip.counts().map(|(value, count)| json!({ "value": value, "count": count })).collect();
    assert!(!counts.is_empty());
    assert_eq!(
        written(slip),
        json!({ "draws": 3, "beyond_horizon": slip.beyond_horizon().count, "counts": counts })
    );
}

#[test]
fn a_distribution_that_contradicts_itself_is_refused() {
    let read = |counts: &[(&str, u64)], draws: u64, never: u64| {
        let counts: Vec<Value> =
            counts.iter().map(|(value, count)| json!({ "value": value, "count": count })).collect();
        from_value::<Distribution>(
            json!({ "draws": draws, "beyond_horizon": never, "counts": counts }),
        )
        .map_err(|error| error.to_string())
    };
    assert_eq!(read(&[("-5", 1), ("7", 2)], 4, 1).unwrap().max(), Some(7));
    let limit = (1_i128 << 124).to_string();
    assert!(read(&[(&limit, 1)], 1, 0).is_ok());
    let ascend = Err("the values of a distribution must ascend".to_owned());
    let beyond = ((1_i128 << 124) + 1).to_string();
    assert_eq!(read(&[(&beyond, 1)], 1, 0), ascend);
    assert_eq!(read(&[("7", 1), ("7", 2)], 3, 0), ascend);
    assert_eq!(read(&[("7", 1), ("5", 2)], 3, 0), ascend);
    assert_eq!(read(&[("7", 0)], 0, 0), ascend);
    assert_eq!(read(&[("7", u64::MAX)], 0, 1), ascend);
    assert_eq!(read(&[("7", 1)], 2, 0), Err("the counts are not of all draws".to_owned()));
}

#[test]
fn chances_that_contradict_themselves_are_refused() {
    let summary = summary();
    let value = written(&summary.as_planned().deadlines()[1]);
    for key in ["met", "late", "never", "undecided", "not_assessed"] {
        assert!(refused::<DeadlineChances>(&value, &format!("/{key}"), json!(u64::MAX)), "{key}");
        let more = value[key].as_u64().unwrap() + 1;
        let alone = refused::<DeadlineChances>(&value, &format!("/{key}"), json!(more));
        // One draw more that is not assessed is a draw more of all: only the summary tells.
        assert_eq!(alone, key != "not_assessed", "{key}");
    }
}

#[test]
fn joint_deadlines_that_contradict_themselves_are_refused() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let both = vec!["first year".to_owned(), "the remainder".to_owned()];
    let ensemble = Ensemble { joint_deadlines: vec![both], ..Ensemble::new(&plan, 2_024) };
    let summary = ensemble.run(0..200);
    let value = written(&summary.joint_deadlines()[0]);
    // All can be met in no more draws than reach every goal.
    let of_draws = |key: &str| value["met_in"][key].as_u64().unwrap();
    let reached = of_draws("draws") - of_draws("beyond_horizon");
    assert!(!refused::<JointDeadlines>(&value, "/met", json!(reached)));
    assert!(refused::<JointDeadlines>(&value, "/met", json!(reached + 1)));
}

#[test]
fn outcomes_and_levels_that_contradict_themselves_are_refused() {
    let summary = summary();
    let value = written(summary.as_planned());
    let never = "/completion/beyond_horizon";
    let theirs = value.pointer(never).unwrap().as_u64().unwrap();
    assert!(refused::<PlanOutcomes>(&value, never, json!(theirs + 1)));
    assert!(refused::<PlanOutcomes>(&value, "/through", json!("2027-11")));
    assert!(refused::<PlanOutcomes>(&value, "/through", json!("1800-01")));
    assert!(refused::<PlanOutcomes>(&value, "/theatre/strength", json!([])));
    assert!(refused::<PlanOutcomes>(&value, "/groups/0/levels/as_of", json!("2024-09")));
    assert!(refused::<PlanOutcomes>(&value, "/costs/0/twelfths/counts", json!([])));
    let levels = written(summary.as_planned().theatre());
    assert!(refused::<LevelDistributions>(&levels, "/residual", json!([])));
    let empty = json!({ "draws": 0, "beyond_horizon": 0, "counts": [] });
    assert!(refused::<LevelDistributions>(&levels, "/strength/3", empty));
}

#[test]
fn a_difference_that_contradicts_itself_is_refused() {
    let summary = summary();
    let value = written(&summary.differences()[0]);
    assert!(refused::<PairedDifference>(&value, "/draws", json!(201)));
    assert!(refused::<PairedDifference>(&value, "/sooner", json!(u64::MAX)));
    assert!(refused::<PairedDifference>(&value, "/later", json!(201)));
}

#[test]
fn a_sensitivity_is_plain_data() {
    let sensitivities: Vec<InputSensitivity> = summary().sensitivities().unwrap();
    let value = written(&sensitivities);
    let target =
        value.as_array().unwrap().iter().find(|one| one["input"] == "phase[\"first year\"].target");
    let target = target.unwrap();
    assert_eq!(target["low"], json!({ "number": 200 }));
    assert_eq!(target["effects"][0]["outcome"], "completion");
    assert_eq!(target["effects"][2]["outcome"], json!({ "slip": "first year" }));
}

//! The schema of results against what is written.

use std::path::Path;

use drawdown::{Comparison, Plan, PlanSpec};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::plans::any_plan;

fn schema() -> Value {
    serde_json::from_str(&drawdown::schema::results()).unwrap()
}

/// A validator of one of the definitions.
fn validator(name: &str) -> Validator {
    let mut schema = schema();
    assert!(schema["definitions"].get(name).is_some(), "{name}");
    schema["$ref"] = format!("#/definitions/{name}").into();
    jsonschema::draft7::new(&schema).unwrap()
}

fn faults(name: &str, values: &[Value]) -> Vec<String> {
    let validator = validator(name);
    let faults = values.iter().flat_map(|value| validator.iter_errors(value));
    faults.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
#[cfg(feature = "ensemble")]
fn the_copy_in_docs_is_what_the_example_prints() {
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/results.schema.json");
    assert!(
        std::fs::read_to_string(copy).unwrap() == drawdown::schema::results(),
        "run: cargo run --all-features --example schema results > docs/results.schema.json"
    );
}

#[test]
fn default_validators_take_the_schemas() {
    jsonschema::meta::validate(&schema()).unwrap();
    let formats = |schema: String| schema.contains("\"format\"");
    assert!(!formats(drawdown::schema::results()));
    assert!(!formats(PlanSpec::schema()));
}

proptest! {
    #![proptest_config(crate::cases(40))]

    #[test]
    fn what_is_written_is_as_the_schema_says(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        let projection = plan.project();
        let none: Vec<String> = Vec::new();
        let deadlines: Vec<Value> = projection.deadlines().iter().map(|one| json!(one)).collect();
        prop_assert_eq!(faults("DeadlineOutcome", &deadlines), none.clone());
        let months: Vec<Value> = plan.month_records().map(|one| json!(one)).collect();
        prop_assert_eq!(faults("MonthRecord", &months), none.clone());
        let comparison = json!(Comparison::new(&plan, &plan.spec().variants).unwrap());
        prop_assert_eq!(faults("PlanResult", comparison.as_array().unwrap()), none.clone());
        let phases: Vec<Value> = plan.schedule().phases().map(|one| json!(one)).collect();
        prop_assert_eq!(faults("ScheduledPhase", &phases), none.clone());
        let dependencies = json!(plan.schedule().dependencies());
        prop_assert_eq!(faults("Dependencies", &[dependencies]), none);
    }
}

#[test]
fn errors_are_as_the_schema_says() {
    let errors = Plan::new(PlanSpec::new("", "2024-08".parse().unwrap())).unwrap_err();
    let none: Vec<String> = Vec::new();
    assert_eq!(faults("PlanErrors", &[json!(errors)]), none);
    let mut without_code = json!(errors);
    without_code[0]["problem"] = json!({});
    assert_ne!(faults("PlanErrors", &[without_code]), none);
}

#[test]
#[cfg(feature = "ensemble")]
fn a_summary_is_as_the_schema_says() {
    use drawdown::ensemble::{Ensemble, Sensitivity};

    let plan = drawdown::example::iraq_2024().unwrap();
    let late = plan.named_variant("announced six months late").unwrap();
    let ensemble = Ensemble {
        variants: vec![("late".to_owned(), late)],
        sensitivity: Sensitivity::On,
        ..Ensemble::new(&plan, 1)
    };
    let summary = ensemble.run(0..50);
    let none: Vec<String> = Vec::new();
    assert_eq!(faults("EnsembleSummary", &[json!(summary)]), none);
    let sensitivities: Vec<Value> =
        summary.sensitivities().unwrap().iter().map(|one| json!(one)).collect();
    assert_eq!(faults("InputSensitivity", &sensitivities), none);
    let mut unreadable = json!(summary.as_planned());
    unreadable["completion"] = json!([0, [[5, 1]]]);
    assert_ne!(faults("PlanOutcomes", &[unreadable]), none);
}

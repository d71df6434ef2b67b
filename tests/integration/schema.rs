//! The schema against the reader: both accept and refuse the same plan files, except for what only the
//! check of the whole plan can tell.
#![cfg(all(feature = "schema", feature = "json", feature = "toml"))]

use std::path::Path;

use drawdown::error::PlanErrorKind;
use drawdown::{Plan, PlanSpec};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::{cases, plans};

fn schema() -> Value {
    serde_json::from_str(&PlanSpec::schema()).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft7::new(&schema()).unwrap()
}

/// Where the schema finds fault, by the file's own keys.
fn faults(validator: &Validator, plan: &Value) -> Vec<String> {
    validator.iter_errors(plan).map(|error| error.instance_path().to_string()).collect()
}

fn repository(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// TOML as JSON; a bare date is the text it is written as.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::from(truth),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, as_json(value))).collect()
        }
    }
}

fn shipped() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut plans: Vec<(String, Value)> = names
        .map(|name| {
            let name = name.into_string().unwrap();
            let text = repository(&format!("examples/plans/{name}"));
            let table: toml::Table = text.parse().unwrap();
            (name, as_json(toml::Value::Table(table)))
        })
        .collect();
    plans.sort_by(|a, b| a.0.cmp(&b.0));
    plans
}

#[test]
fn the_copy_in_docs_is_what_the_example_prints() {
    let copy: Value = serde_json::from_str(&repository("docs/plan.schema.json")).unwrap();
    assert!(
        copy == schema(),
        "run: cargo run --features schema --example schema > docs/plan.schema.json"
    );
}

#[test]
fn the_schema_is_a_valid_schema() {
    assert_eq!(schema()["$schema"], "http://json-schema.org/draft-07/schema#");
    jsonschema::meta::validate(&schema()).unwrap();
}

#[test]
fn every_shipped_plan_is_valid() {
    let validator = validator();
    let plans = shipped();
    assert_eq!(plans.len(), 8);
    for (name, plan) in plans {
        assert_eq!(faults(&validator, &plan), [""; 0], "{name}");
    }
}

#[test]
fn its_keys_are_the_file_s_own() {
    let schema = schema();
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let mut expected = vec!["title", "announced", "as_of", "through"];
    expected.extend(plans::LISTS);
    expected.sort_unstable();
    let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["required"], json!(["title", "as_of", "contingent"]));
}

/// Every key that a plan may have says what it means, in words that know nothing of Rust.
#[test]
fn every_key_of_an_entry_is_explained() {
    let schema = schema();
    let text = schema.to_string();
    for rust in ["```", "crate::", "](", "PlanSpec"] {
        assert!(!text.contains(rust), "{rust} in {text}");
    }
    for entry in [
        "Contingent",
        "Event",
        "Source",
        "Residual",
        "Phase",
        "Hold",
        "Cap",
        "Cost",
        "Hazard",
        "Variant",
    ] {
        let keys = schema["definitions"][entry]["properties"].as_object().unwrap();
        for (key, value) in keys {
            assert!(value["description"].is_string(), "{entry}.{key}");
        }
    }
}

/// A plan with one thing of every kind.
fn plan() -> Value {
    json!({
        "title": "An example",
        "as_of": "2024-08",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": { "best": 2500, "words": "some" } }],
        "event": [{ "id": "announcement", "date": { "low": "2024-09", "high": "2025-03" } }],
        "phase": [{
            "name": "first year",
            "scope": { "host": ["IRQ"] },
            "target": { "reduce_by_percent": "33.3" },
            "deadline": { "after": "announcement", "months": 12 },
            "pace": { "rate": 100 },
            "blocks": 1,
        }],
        "hazard": [{ "name": "escalation", "monthly_chance": 0.04, "lasts": { "low": 1, "high": 6 } }],
        "cost": [{ "name": "operations", "currency": "USD", "per_troop_year": 455_000 }],
        "variant": [{ "name": "late", "adjust": [{ "shift": { "event": "announcement", "months": 6 } }] }],
    })
}

#[test]
fn mistakes_are_refused_where_they_are() {
    let validator = validator();
    assert_eq!(faults(&validator, &plan()), [""; 0]);
    let refused = |pointer: &str, value: Value, place: &str| {
        let mut plan = plan();
        *plan.pointer_mut(pointer).unwrap() = value.clone();
        assert_eq!(faults(&validator, &plan), [place], "{pointer} = {value}");
        assert!(Plan::from_json(&plan.to_string()).is_err(), "{pointer} = {value}");
    };
    let as_is = |pointer: &str, value: Value| refused(pointer, value, pointer);
    as_is("/as_of", json!("August 2024"));
    as_is("/as_of", json!("2024-08-31"));
    as_is("/as_of", json!("1799-12"));
    as_is("/contingent", json!([]));
    as_is("/contingent", json!({}));
    as_is("/contingent/0/contributor", json!("usa"));
    as_is("/contingent/0/contributor", json!("ABC"));
    as_is("/contingent/0/strength", json!("2500"));
    as_is("/contingent/0/strength", json!(-1));
    as_is("/contingent/0/strength", json!({ "low": 5 }));
    as_is("/event/0/date", json!("30 September 2024"));
    as_is("/event/0/date", json!({ "after": "x", "days": 1, "low": "2024-09" }));
    as_is("/phase/0/pace", json!("fast"));
    as_is("/phase/0/blocks", json!(0));
    as_is("/phase/0/target", json!({ "reduce_by_percent": 101 }));
    as_is("/phase/0/target", json!({ "reduce_by_percent": "100.5" }));
    as_is("/phase/0/target", json!("everybody"));
    as_is("/phase/0/deadline", json!({ "after": "announcement", "days": 1, "months": 1 }));
    as_is("/phase/0/deadline", json!({ "after": "announcement" }));
    as_is("/hazard/0/monthly_chance", json!(4));
    as_is("/cost/0/per_troop_year", json!(0.5));
    let both = json!({ "event": "announcement", "phase": "first year", "months": 6 });
    refused("/variant/0/adjust/0/shift", both, "/variant/0/adjust/0");
    as_is("/variant/0/adjust/0", json!({ "slide": {} }));
    as_is("/phase/0/scope", json!({ "country": "IRQ" }));
}

/// The place of every table in a plan, with its keys.
fn keys(value: &Value) -> Vec<(String, String)> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(table) => table.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    let own = value
        .as_object()
        .into_iter()
        .flat_map(|table| table.keys().map(|key| (String::new(), key.clone())));
    let below = inner.into_iter().flat_map(|(key, value)| {
        keys(value).into_iter().map(move |(place, inner)| (format!("/{key}{place}"), inner))
    });
    own.chain(below).collect()
}

/// Whether the reader itself refuses it, and not only the check of the plan as a whole or of
/// three points as one estimate.
fn is_unreadable(plan: &Value) -> bool {
    let unreadable = |problem: &PlanErrorKind| match problem {
        PlanErrorKind::UnknownKey { .. } | PlanErrorKind::Missing | PlanErrorKind::NoContingent => {
            true
        }
        PlanErrorKind::Unreadable { message } => {
            !message.ends_with("must hold") && !message.ends_with("all three as months")
        }
        _ => false,
    };
    Plan::from_json(&plan.to_string())
        .is_err_and(|errors| errors.iter().any(|error| unreadable(&error.problem)))
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn the_schema_accepts_what_the_reader_accepts(plan in plans::any_plan()) {
        prop_assert_eq!(faults(&validator(), &plan), [""; 0], "{:#}", plan);
    }

    #[test]
    fn a_missing_key_is_refused_if_it_is_required(plan in plans::any_plan(), at in any::<Index>()) {
        let mut plan = plan;
        let keys = keys(&plan);
        let (place, key) = at.get::<(String, String)>(&keys);
        plan.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key);
        let refused = !faults(&validator(), &plan).is_empty();
        prop_assert_eq!(refused, is_unreadable(&plan), "without {}/{}: {:#}", place, key, plan);
    }

    #[test]
    fn an_unknown_key_is_refused(plan in plans::any_plan(), at in any::<Index>()) {
        let mut plan = plan;
        let keys = keys(&plan);
        let (place, _) = at.get::<(String, String)>(&keys);
        let table = plan.pointer_mut(place).unwrap().as_object_mut().unwrap();
        table.insert("colour".to_owned(), json!("blue"));
        prop_assert!(!faults(&validator(), &plan).is_empty(), "{:#}", plan);
        prop_assert!(is_unreadable(&plan));
    }

    /// A value from elsewhere in the plan is refused by both or by neither, but for what only the
    /// whole plan tells.
    #[test]
    fn a_value_in_another_place(plan in plans::any_plan(), at in any::<Index>(), from in any::<Index>()) {
        let mut plan = plan;
        let keys = keys(&plan);
        let pointer = |(place, key): &(String, String)| format!("{place}/{key}");
        let value = plan.pointer(&pointer(from.get(&keys))).cloned().unwrap();
        let at = pointer(at.get(&keys));
        *plan.pointer_mut(&at).unwrap() = value;
        if is_unreadable(&plan) {
            prop_assert!(!faults(&validator(), &plan).is_empty(), "at {}: {:#}", at, plan);
        } else if Plan::from_json(&plan.to_string()).is_ok() {
            prop_assert_eq!(faults(&validator(), &plan), [""; 0], "at {}: {:#}", at, plan);
        }
    }
}

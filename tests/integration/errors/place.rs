//! One thing is changed in a sound plan, and just its place is named.

mod entries;
mod keys;
mod plan;

use drawdown::error::PlanErrorKind;
use drawdown::{Plan, PlanErrors};
use serde_json::Value;

use super::places;
use plan::{leaves, plan, tables};

fn read(plan: &Value) -> Result<Plan, PlanErrors> {
    Plan::from_json(&plan.to_string())
}

/// A JSON pointer as a place: `/phase/0/name` is `phase[0].name`.
fn place(pointer: &str) -> String {
    let mut place = String::new();
    for step in pointer.split('/').skip(1) {
        if step.bytes().all(|b| b.is_ascii_digit()) {
            place.extend(["[", step, "]"]);
        } else {
            place += if place.is_empty() { "" } else { "." };
            place += step;
        }
    }
    place
}

/// The table at a pointer.
#[track_caller]
fn table<'a>(plan: &'a mut Value, pointer: &str) -> &'a mut serde_json::Map<String, Value> {
    plan.pointer_mut(pointer)
        .and_then(Value::as_object_mut)
        .unwrap_or_else(|| panic!("no table at {pointer}"))
}

/// The sound plan so changed is refused at just these places.
#[track_caller]
fn assert_places(change: impl FnOnce(&mut Value), expected: &[&str]) {
    let mut plan = plan();
    change(&mut plan);
    let errors = read(&plan).expect_err("it breaks a rule");
    assert_eq!(places(&errors), expected, "{errors}");
}

/// The sound plan with this value at the pointer is refused at just this place.
#[track_caller]
fn assert_place(pointer: &str, value: Value, expected: &str) {
    assert_places(|plan| set(plan, pointer, value), &[expected]);
}

/// Puts a value where the pointer leads, under a new key if need be.
#[track_caller]
fn set(plan: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match plan.pointer_mut(parent) {
        Some(Value::Object(table)) => _ = table.insert(key.to_owned(), value),
        Some(Value::Array(list)) => list[key.parse::<usize>().unwrap()] = value,
        _ => panic!("nothing at {parent}"),
    }
}

#[test]
fn unchanged_it_is_a_plan() {
    let plan = read(&plan()).unwrap_or_else(|errors| panic!("{errors}"));
    for variant in &plan.spec().variants {
        assert!(plan.named_variant(&variant.name).is_some());
    }
}

#[test]
fn an_empty_plan() {
    for plan in [serde_json::json!({}), serde_json::json!({ "variant": [] })] {
        assert_eq!(places(&read(&plan).unwrap_err()), ["title", "as_of", "contingent"]);
    }
    // Errors of a file that is not JSON are placed at the file as a whole.
    assert_eq!(places(&Plan::from_json("").unwrap_err()), [""]);
}

//! Whatever a file contains: it is a plan that can be projected, or its errors are readable.

mod junk;
#[cfg(feature = "toml")]
mod toml;

use drawdown::error::PlanErrorKind;
use drawdown::{Plan, PlanErrors};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::{cases, plans};
use junk::{junk, soup};

/// The random plans of [`plans`], boxed: unboxed they are too large to be held with anything else on a test's stack.
fn any_plan() -> BoxedStrategy<Value> {
    plans::any_plan().boxed()
}

/// Pointers to everything in a value.
fn pointers(value: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(table) => table.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => {
            list.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    let below = inner.into_iter().flat_map(|(key, value)| {
        pointers(value).into_iter().map(move |pointer| format!("/{key}{pointer}"))
    });
    std::iter::once(String::new()).chain(below).collect()
}

fn replaced(mut plan: Value, at: Index, junk: Value) -> Value {
    let pointers = pointers(&plan);
    if let Some(value) = plan.pointer_mut(at.get::<String>(&pointers)) {
        *value = junk;
    }
    plan
}

/// A plan and all its variants go through to the end; errors are decent.
fn assert_decent(read: Result<Plan, PlanErrors>, file: &str) {
    match read {
        Ok(plan) => {
            let variants =
                plan.spec().variants.iter().filter_map(|variant| plan.named_variant(&variant.name));
            for plan in variants.chain([plan.clone()]) {
                let projection = plan.project();
                assert!(projection.theatre().strength(plan.through()).is_some(), "{file}");
            }
        }
        Err(errors) => {
            assert!(errors.iter().len() > 0, "{file}");
            errors.iter().for_each(|error| assert_error_is_decent(error, file));
        }
    }
}

fn assert_error_is_decent(error: &drawdown::error::PlanError, file: &str) {
    let (shown, problem) = (error.to_string(), error.problem.to_string());
    assert!(shown.ends_with(&problem) && !problem.is_empty(), "{shown}");
    assert!(!shown.chars().any(char::is_control), "more than a line: {shown:?} of {file}");
    assert!(!problem.ends_with(['.', ' ', ':', ',']), "{problem} of {file}");
    let begins_with_a_code = problem.get(3..7) == Some(" in ");
    // Of what is neither TOML nor JSON, the parser speaks.
    let of_the_parser = matches!(error.problem, PlanErrorKind::Syntax { .. });
    let capital = problem.starts_with(char::is_uppercase);
    assert!(!capital || begins_with_a_code || of_the_parser, "{problem} of {file}");
}

fn assert_decent_json(plan: &Value) {
    let text = plan.to_string();
    assert_decent(Plan::from_json(&text), &text);
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn any_bytes_as_json(bytes in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        assert_decent(Plan::from_json(&text), &text);
    }

    #[test]
    fn any_value_as_json(junk in junk()) {
        assert_decent_json(&junk);
    }

    #[test]
    fn any_soup_as_json(soup in soup()) {
        assert_decent_json(&soup);
    }

    #[test]
    fn a_text_cut_short_as_json(soup in soup(), at in any::<Index>()) {
        let text: Vec<char> = soup.to_string().chars().collect();
        let text: String = text[..at.index(text.len())].iter().collect();
        assert_decent(Plan::from_json(&text), &text);
    }

    #[test]
    fn a_plan_with_another_value(plan in any_plan(), at in any::<Index>(), junk in junk()) {
        assert_decent_json(&replaced(plan, at, junk));
    }

    #[test]
    fn a_plan_with_other_values(plan in any_plan(), others in vec((any::<Index>(), junk()), 2..6)) {
        assert_decent_json(&others.into_iter().fold(plan, |plan, (at, junk)| replaced(plan, at, junk)));
    }

    /// A value from elsewhere in the plan is more often of the right kind.
    #[test]
    fn a_plan_with_a_value_of_its_own(plan in any_plan(), at in any::<Index>(), from in any::<Index>()) {
        let pointers = pointers(&plan);
        let value = plan.pointer(from.get::<String>(&pointers)).cloned().unwrap_or_default();
        assert_decent_json(&replaced(plan, at, value));
    }
}

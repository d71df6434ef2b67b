//! The JSON Schema of the plan file, from the types that read it.

mod types;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use crate::engine::schedule::{ScheduledPhase, ScheduledWindow};
#[cfg(feature = "ensemble")]
use crate::ensemble::sensitivity::InputSensitivity;
#[cfg(feature = "ensemble")]
use crate::ensemble::summary::EnsembleSummary;
use crate::plan::dependencies::Dependencies;
use crate::plan::errors::PlanErrors;
use crate::projection::comparison::Comparison;
use crate::projection::cost_breakdown::Money;
use crate::projection::deadline::DeadlineOutcome;
use crate::projection::months::MonthRecord;
use crate::seek::{Feasibility, Lift, Remedies};
use crate::spec::PlanSpec;
use crate::values::mean::{Mean, Proportion};

impl PlanSpec {
    /// The JSON Schema (draft 7, which editors know best) of a plan file, TOML or JSON: every key
    /// with what it means, which are required, and what their values look like, as text.
    ///
    /// It does not replace the check by [`Plan::new`](crate::Plan::new): only that finds unknown names,
    /// days out of order and scopes that match no contingent. A bare TOML date counts as the same
    /// text in quotes. An optional key is given or left out, never null.
    ///
    /// ```
    /// let schema: serde_json::Value = serde_json::from_str(&drawdown::PlanSpec::schema())?;
    /// assert!(schema["properties"]["contingent"].is_object());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn schema() -> String {
        let settings = SchemaSettings::draft07()
            .for_deserialize()
            .with_transform(RecursiveTransform(without_null))
            .with_transform(RecursiveTransform(without_format))
            .with_transform(RecursiveTransform(first_paragraph))
            .with_transform(RecursiveTransform(limits));
        let mut schema = settings.into_generator().into_root_schema_for::<Self>();
        schema.insert("title".into(), "Withdrawal plan".into());
        if let Some(title) = schema.pointer_mut("/properties/title") {
            limit_name(title);
        }
        // A plan file needs a contingent, though Rust has an empty list as the default.
        if let Some(contingents) = schema.pointer_mut("/properties/contingent") {
            contingents["minItems"] = 1.into();
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.push("contingent".into());
        }
        // In the order that schemas have; one can always be written.
        let text = serde_json::to_string_pretty(&schema);
        text.unwrap_or_else(|_| schema.to_value().to_string()) + "\n"
    }
}

/// Optional keys are left out of a plan file, never null.
fn without_null(schema: &mut Schema) {
    if let Some(types) = schema.get_mut("type")
        && let Value::Array(kinds) = types
    {
        kinds.retain(|kind| kind != "null");
        if kinds.len() == 1 {
            *types = kinds.remove(0);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if choices.len() == 1
            && let Some(choice) = schema.remove("anyOf")
        {
            // Draft 7 ignores everything beside a `$ref`.
            schema.insert("allOf".into(), choice);
        }
    }
}

/// Validators refuse formats that draft 7 does not define, such as `uint32`.
fn without_format(schema: &mut Schema) {
    schema.remove("format");
}

/// The first paragraph of the documentation, without links into Rust.
fn first_paragraph(schema: &mut Schema) {
    let Some(Value::String(text)) = schema.get_mut("description") else { return };
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    *text = without_links(paragraph).split_whitespace().collect::<Vec<_>>().join(" ");
}

/// Markdown's `[text](target)` and `[text]` as their text.
fn without_links(markdown: &str) -> String {
    let mut parts = markdown.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (text, rest) = part.split_once(']').unwrap_or((part, ""));
        let after_target = rest.strip_prefix('(').and_then(|target| target.split_once(')'));
        plain += text;
        plain += after_target.map_or(rest, |(_, after)| after);
    }
    plain
}

/// Limits of single keys that are not those of their types.
fn limits(schema: &mut Schema) {
    let Some(Value::Object(keys)) = schema.get_mut("properties") else { return };
    for (key, value) in keys {
        match key.as_str() {
            // A cut is at most the whole; a strength may be scaled up.
            "reduce_by_percent" | "reduce_to_percent" => {
                *value = json!({
                    "description": if key == "reduce_by_percent" {
                        "So much of the scope's scheduled strength when the phase starts, 0 to 100: an \
                            integer, or in quotes with at most 4 decimals."
                    } else {
                        "Down to so much of the scope's strength at as_of, 0 to 100: an integer, or in \
                            quotes with at most 4 decimals."
                    },
                    "type": ["integer", "string"],
                    "minimum": 0,
                    "maximum": 100,
                    "pattern": "^0*(100(\\.0{1,4})?|[0-9]{1,2}(\\.[0-9]{1,4})?)$",
                });
            }
            "blocks" => value["minimum"] = 1.into(),
            "id" | "name" if value["type"] == "string" => limit_name(value),
            _ => {}
        }
    }
}

/// Validators know no formats of numbers such as `uint32`.
fn without_width(schema: &mut Schema) {
    let is_width = |format: &Value| format.as_str().is_some_and(|format| format != "date");
    if schema.get("format").is_some_and(is_width) {
        schema.remove("format");
    }
}

/// The definitions of results and errors.
pub(crate) fn results() -> Value {
    let settings = SchemaSettings::draft07()
        .for_serialize()
        .with_transform(RecursiveTransform(first_paragraph))
        .with_transform(RecursiveTransform(without_width));
    let mut generator = settings.into_generator();
    macro_rules! define {
        ($($type:ty),*) => {
            $(generator.subschema_for::<$type>();)*
        };
    }
    define!(PlanErrors, ScheduledPhase, ScheduledWindow, Dependencies);
    define!(MonthRecord, DeadlineOutcome, Comparison, Money, Mean, Proportion);
    define!(Feasibility, Remedies, Lift);
    #[cfg(feature = "ensemble")]
    define!(EnsembleSummary, InputSensitivity);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Results of drawdown",
        "description": "How results and errors are written, one definition for each.",
        "definitions": generator.take_definitions(true),
    })
}

fn limit_name(name: &mut Value) {
    name["minLength"] = 1.into();
    name["maxLength"] = 200.into();
}

//! The JSON Schema of the plan file, from the types that read it.

mod entries;
mod leaf_types;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{Schema, json_schema};
use serde_json::{Map, Value};

use crate::spec::PlanSpec;

impl PlanSpec {
    /// The JSON Schema (draft 7, which editors know best) of a plan file, TOML or JSON: every key
    /// with what it means, which are required, and what their values look like.
    ///
    /// It is stricter than nothing and laxer than the plan's own check: what needs the whole plan
    /// (names that must be known, days in order, scopes that match) only [`Plan`](crate::Plan)
    /// finds. A bare TOML date stands in it as the text that it is in JSON, and an optional key is
    /// either given or left out, never null.
    ///
    /// ```
    /// let schema = drawdown::PlanSpec::schema();
    /// let keys = schema.get("properties").and_then(|keys| keys.as_object());
    /// assert!(keys.ok_or("no keys")?.contains_key("contingent"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn schema() -> Schema {
        let settings = SchemaSettings::draft07()
            .for_deserialize()
            .with_transform(RecursiveTransform(without_null))
            .with_transform(RecursiveTransform(first_paragraph))
            .with_transform(RecursiveTransform(limits));
        let mut schema = settings.into_generator().into_root_schema_for::<Self>();
        schema.insert("title".into(), "Withdrawal plan".into());
        if let Some(Value::Object(title)) = schema.pointer_mut("/properties/title") {
            limit_name(title);
        }
        // A plan needs somebody; an empty list is only a default in Rust.
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.push("contingent".into());
        }
        if let Some(Value::Object(contingents)) = schema.pointer_mut("/properties/contingent") {
            contingents.remove("default");
            contingents.insert("minItems".into(), 1.into());
        }
        schema
    }
}

/// Optional keys may be left out; that JSON may also say null is no use to a writer.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [kind] = types.as_slice() {
            let kind = kind.clone();
            object.insert("type".into(), kind);
        }
    }
    let Some(Value::Array(choices)) = object.get_mut("anyOf") else { return };
    choices.retain(|choice| choice.get("type") != Some(&Value::from("null")));
    if let [choice] = choices.as_slice() {
        let choice = choice.clone();
        object.remove("anyOf");
        // Draft 7 looks at nothing beside a `$ref`.
        object.insert("allOf".into(), Value::Array(vec![choice]));
    }
}

/// Documentation for the reader of a plan: its first paragraph, without links into Rust.
fn first_paragraph(schema: &mut Schema) {
    let Some(Value::String(text)) = schema.get_mut("description") else { return };
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    *text = unlinked(paragraph).split_whitespace().collect::<Vec<_>>().join(" ");
}

/// Markdown's `[text](target)` and `[text]` as their text.
fn unlinked(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let Some((link, after)) = after.split_once(']') else {
            rest = after;
            continue;
        };
        plain.push_str(link);
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain + rest
}

/// Limits that are a key's own, not its type's.
fn limits(schema: &mut Schema) {
    let Some(Value::Object(keys)) = schema.get_mut("properties") else { return };
    for (key, value) in keys.iter_mut() {
        let Value::Object(value) = value else { continue };
        match key.as_str() {
            // A cut is at most the whole; a strength may be scaled up.
            "reduce_by_percent" => *value = share(),
            "blocks" => {
                value.insert("minimum".into(), 1.into());
            }
            "id" | "name" if value.get("type") == Some(&"string".into()) => {
                limit_name(value);
            }
            _ => {}
        }
    }
}

fn limit_name(name: &mut Map<String, Value>) {
    name.insert("minLength".into(), 1.into());
    name.insert("maxLength".into(), 200.into());
}

/// A percentage of at most 100.
fn share() -> Map<String, Value> {
    let schema = json_schema!({
        "description": "So much of the scope's scheduled strength when the phase starts, 0 to 100: \
            an integer, or in quotes with at most 4 decimals.",
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": 100,
        "pattern": "^0*(100(\\.0{1,4})?|[0-9]{1,2}(\\.[0-9]{1,4})?)$",
    });
    match schema.to_value() {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

//! What the tables look like that are read otherwise than field by field.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::spec::adjustment::Shift;
use crate::spec::date_rule::When;
use crate::spec::scope::Scope;
use crate::values::country::Country;
use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::quantity::Quantity;

/// A plain value, or the table of the three points: best alone, low and high, or all three.
impl<T: Quantity + JsonSchema> JsonSchema for Estimate<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Estimate_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({
            "description": "An estimate: a plain value, or low, best and high with the words of the \
                source. Without best it is the midpoint; with best alone all three are best.",
            "anyOf": [value, three_points(&value)],
        })
    }
}

fn three_points(value: &Schema) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {
            "low": value,
            "best": value,
            "high": value,
            "words": { "description": "The words of the source.", "type": "string" },
        },
        "anyOf": [{ "required": ["best"] }, { "required": ["low", "high"] }],
        "dependencies": { "low": ["high"], "high": ["low"] },
        "additionalProperties": false,
    })
}

/// `{ after, days }` or `{ after, months }`.
fn counted(generator: &mut SchemaGenerator) -> Schema {
    let length = generator.subschema_for::<Estimate<u32>>();
    json_schema!({
        "type": "object",
        "properties": {
            "after": {
                "description": "The id of an event, or the name of a phase listed earlier.",
                "type": "string",
            },
            "days": length,
            "months": length,
        },
        "required": ["after"],
        "oneOf": [{ "required": ["days"] }, { "required": ["months"] }],
        "additionalProperties": false,
    })
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day, or a length of time after an event or an earlier phase.",
            "anyOf": [generator.subschema_for::<Day>(), counted(generator)],
        })
    }
}

impl JsonSchema for When<Estimate<Day>> {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let day = generator.subschema_for::<Day>();
        json_schema!({
            "description": "A day, an estimate of one, or a length of time after an earlier event.",
            "anyOf": [day, three_points(&day), counted(generator)],
        })
    }
}

impl JsonSchema for Scope {
    fn schema_name() -> Cow<'static, str> {
        "Scope".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let countries = one_or_many(&generator.subschema_for::<Country>());
        let missions = one_or_many(&generator.subschema_for::<Mission>());
        json_schema!({
            "description": "Who is meant: all contingents that match every key given; everyone where none is.",
            "type": "object",
            "properties": { "contributor": countries, "host": countries, "mission": missions },
            "additionalProperties": false,
        })
    }
}

fn one_or_many(value: &Schema) -> Schema {
    json_schema!({ "anyOf": [value, { "type": "array", "items": value, "minItems": 1 }] })
}

impl JsonSchema for Shift {
    fn schema_name() -> Cow<'static, str> {
        "Shift".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let months = json_schema!({
            "description": "By so many months; earlier where negative.",
            "type": "integer",
            "minimum": i32::MIN,
            "maximum": i32::MAX,
        });
        json_schema!({
            "description": "A day moved by whole months, after it is resolved.",
            "oneOf": [
                {
                    "type": "object",
                    "properties": {
                        "event": { "description": "The event's id.", "type": "string" },
                        "months": months,
                        "cascade": { "const": false },
                    },
                    "required": ["event", "months"],
                    "additionalProperties": false,
                },
                {
                    "type": "object",
                    "properties": {
                        "phase": { "description": "The phase's name.", "type": "string" },
                        "months": months,
                        "cascade": {
                            "description": "Whether the calendar days of every later-listed phase move too.",
                            "type": "boolean",
                        },
                    },
                    "required": ["phase", "months"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

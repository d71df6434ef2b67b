//! The schemas of the types that are not read field by field.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::plan::errors::{PlanError, PlanErrors, Position};
use crate::plan::place::Place;
use crate::spec::adjustment::Shift;
use crate::spec::date_rule::When;
use crate::spec::scope::Scope;
use crate::spec::seek_value::SeekValue;
use crate::spec::source::SourceDate;
use crate::values::country::Country;
use crate::values::day::Day;
use crate::values::estimate::Estimate;
use crate::values::mission::Mission;
use crate::values::percent::Percent;
use crate::values::probability::Probability;
use crate::values::quantity::Quantity;
use crate::values::scalar::Wide;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// The years 1800 to 2999, and a month of them.
const MONTH: &str = "(1[89]|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])";

/// Implements `JsonSchema`: the type, its name in the schema, the generator, the schema.
macro_rules! schemas {
    ($($type:ty, $name:literal, $generator:pat => $schema:tt;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

schemas! {
    Troops, "Troops", _ => {
        "description": "A whole number of troops.",
        "type": "integer",
        "minimum": 0,
        "maximum": u32::MAX,
    };
    SeekValue, "SeekValue", _ => {
        "description": "A value of an open number: a whole number, or a month, YYYY-MM.",
        "type": ["integer", "string"],
        "pattern": format!("^{MONTH}$"),
    };
    YearMonth, "Month", _ => {
        "description": "A month, YYYY-MM.",
        "type": "string",
        "pattern": format!("^{MONTH}$"),
    };
    Day, "Day", _ => {
        "description": "A day, YYYY-MM-DD, or a month, YYYY-MM, which stands for its last day \
            (for its first in starts and from). In TOML a day may also be a bare date.",
        "type": "string",
        "pattern": format!("^{MONTH}(-(0[1-9]|[12][0-9]|3[01]))?$"),
    };
    Wide, "Wide", _ => {
        "description": "A whole number; beyond 2^53 its digits as text.",
        "type": ["integer", "string"],
        "pattern": "^-?[0-9]+$",
    };
    Place, "Place", _ => {
        "description": "A place in a plan, such as phase[1].deadline, counted from 0; empty for the plan itself.",
        "type": "string",
    };
    PlanError, "PlanError", generator => {
        "description": "One thing wrong with a plan.",
        "type": "object",
        "properties": {
            "place": generator.subschema_for::<Place>(),
            "path": {
                "description": "The keys and positions that lead to the place, as far as they are in the file.",
                "type": "array",
                "items": { "type": ["string", "integer"] },
            },
            "message": { "description": "What is wrong, and what would be right.", "type": "string" },
            "problem": {
                "description": "Its code, which is stable, and the values that the message names.",
                "type": "object",
                "properties": { "code": { "type": "string" } },
                "required": ["code"],
            },
            "position": generator.subschema_for::<Option<Position>>(),
        },
        "required": ["place", "path", "message", "problem", "position"],
    };
    PlanErrors, "PlanErrors", generator => {
        "description": "Everything wrong with a plan.",
        "type": "array",
        "items": generator.subschema_for::<PlanError>(),
    };
    Probability, "Chance", _ => {
        "description": "A probability, 0 to 1.",
        "type": "number",
        "minimum": 0,
        "maximum": 1,
    };
    Percent, "Percent", _ => {
        "description": "A percentage: an integer, or in quotes with at most 4 decimals; it may exceed 100.",
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": u32::MAX,
        "pattern": "^[0-9]+(\\.[0-9]{1,4})?$",
    };
    Country, "Country", _ => {
        "description": "A country: its ISO 3166-1 alpha-3 code, one of the withdrawn codes that \
            history needs, or a code that the standard leaves to its users.",
        "type": "string",
        "anyOf": [
            { "enum": Country::all().map(|country| country.to_string()).collect::<Vec<_>>() },
            { "pattern": "^(AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z])$" },
        ],
    };
    Mission, "Mission", _ => {
        "description": "What a contingent is there for.",
        "type": "string",
        "enum": Mission::ALL.map(Mission::as_str),
    };
    Scope, "Scope", generator => {
        "description": "Who is meant: all contingents that match every key given; everyone where none is.",
        "type": "object",
        "properties": {
            "contributor": one_or_many::<Country>(generator),
            "host": one_or_many::<Country>(generator),
            "mission": one_or_many::<Mission>(generator),
        },
        "additionalProperties": false,
    };
    SourceDate, "SourceDate", _ => {
        "description": "A year, YYYY, a month, YYYY-MM, or a day, YYYY-MM-DD.",
        "type": "string",
        "pattern": format!("^({MONTH}(-(0[1-9]|[12][0-9]|3[01]))?|(1[89]|2[0-9])[0-9]{{2}})$"),
    };
    When, "When", generator => {
        "description": "A day, an estimate of one, or a length of time after or before an event or an \
            earlier phase.",
        "anyOf": [generator.subschema_for::<Day>(), estimate::<Day>(generator), counted(generator)],
    };
    Shift, "Shift", _ => {
        "description": "A day moved by whole months, after it is resolved.",
        "oneOf": [
            shift_of("event", "The event's id.", &json!({ "const": false })),
            shift_of("hold", "The hold's name.", &json!({ "const": false })),
            shift_of("cap", "The cap's name.", &json!({ "const": false })),
            shift_of("phase", "The phase's name.", &json!({
                "description": "Whether the calendar days of every later-listed phase move too.",
                "type": "boolean",
            })),
        ],
    };
}

/// A plain value, or a table: best alone, low and high, all three, or values.
impl<T: Quantity + JsonSchema> JsonSchema for Estimate<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Estimate_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An estimate: a plain value, or low, best and high with the words of the \
                source, or values, each as likely as the others. Without best it is the midpoint (the \
                lower median of values); with best alone all three are best.",
            "anyOf": [generator.subschema_for::<T>(), estimate::<T>(generator)],
        })
    }
}

fn estimate<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let value = generator.subschema_for::<T>();
    json_schema!({
        "type": "object",
        "properties": {
            "low": value,
            "best": value,
            "high": value,
            "values": { "type": "array", "items": value, "minItems": 1, "maxItems": 1024 },
            "words": { "description": "The words of the source.", "type": "string" },
        },
        "anyOf": [
            { "required": ["best"], "properties": { "values": false } },
            { "required": ["low", "high"], "properties": { "values": false } },
            { "required": ["values"], "properties": { "low": false, "high": false } },
        ],
        "dependencies": { "low": ["high"], "high": ["low"] },
        "additionalProperties": false,
    })
}

/// `{ after | before, days | months }`.
fn counted(generator: &mut SchemaGenerator) -> Schema {
    let length = generator.subschema_for::<Estimate<u32>>();
    let anchor = json!({
        "description": "The id of an event, or the name of a phase listed earlier.",
        "type": "string",
    });
    json_schema!({
        "type": "object",
        "properties": { "after": anchor, "before": anchor, "days": length, "months": length },
        "allOf": [
            { "oneOf": [{ "required": ["after"] }, { "required": ["before"] }] },
            { "oneOf": [{ "required": ["days"] }, { "required": ["months"] }] },
        ],
        "additionalProperties": false,
    })
}

fn one_or_many<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let value = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [value, { "type": "array", "items": value, "minItems": 1 }] })
}

fn shift_of(key: &str, description: &str, cascade: &Value) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {
            key: { "description": description, "type": "string" },
            "months": {
                "description": "The number of months; negative moves it earlier.",
                "type": "integer",
                "minimum": i32::MIN,
                "maximum": i32::MAX,
            },
            "cascade": cascade,
        },
        "required": [key, "months"],
        "additionalProperties": false,
    })
}

//! What single values look like in a plan file.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::values::country::Country;
use crate::values::day::Day;
use crate::values::mission::Mission;
use crate::values::percent::Percent;
use crate::values::probability::Probability;
use crate::values::troops::Troops;
use crate::values::year_month::YearMonth;

/// The years 1800 to 2999, and a month of them.
const MONTH: &str = "(1[89]|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])";

macro_rules! value_schemas {
    ($($type:ty, $name:literal, $schema:expr;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

value_schemas! {
    Troops, "Troops", json_schema!({
        "description": "A whole number of troops.",
        "type": "integer",
        "minimum": 0,
        "maximum": u32::MAX,
    });
    YearMonth, "Month", json_schema!({
        "description": "A month, YYYY-MM.",
        "type": "string",
        "pattern": format!("^{MONTH}$"),
    });
    Day, "Day", json_schema!({
        "description": "A day, YYYY-MM-DD, or a month, YYYY-MM, which stands for its last day \
            (for its first in starts and from). In TOML a day may also be a bare date.",
        "type": "string",
        "pattern": format!("^{MONTH}(-(0[1-9]|[12][0-9]|3[01]))?$"),
    });
    Probability, "Chance", json_schema!({
        "description": "A probability, 0 to 1.",
        "type": "number",
        "minimum": 0,
        "maximum": 1,
    });
    Percent, "Percent", json_schema!({
        "description": "A percentage: an integer, or in quotes with at most 4 decimals; it may exceed 100.",
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": u32::MAX,
        "pattern": "^[0-9]+(\\.[0-9]{1,4})?$",
    });
    Country, "Country", json_schema!({
        "description": "A country: its ISO 3166-1 alpha-3 code, one of the withdrawn codes that \
            history needs, or a code that the standard leaves to its users.",
        "type": "string",
        "anyOf": [
            { "enum": Country::codes().collect::<Vec<_>>() },
            { "pattern": "^(AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z])$" },
        ],
    });
    Mission, "Mission", json_schema!({
        "description": "What a contingent is there for.",
        "type": "string",
        "enum": Mission::ALL.map(Mission::as_str),
    });
}

//! A sound plan that uses every list, and its keys and values one by one.

use serde_json::{Value, json};

/// Troops of two contributors leave Iraq, some of them by way of Kuwait.
pub(super) fn plan() -> Value {
    json!({
        "title": "Iraq, reported twice",
        "as_of": "2024-08",
        "through": "2029-12",
        "source": [
            { "id": "reuters", "title": "A report", "date": "2024-09-06", "url": "https://example.org" },
            { "id": "state", "title": "A statement" },
        ],
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "mission": "combat", "strength": 2500, "source": "reuters" },
            {
                "contributor": "USA", "host": "IRQ", "mission": "advise-and-assist",
                "strength": { "low": 0, "best": 10, "high": 20, "words": "a few" },
            },
            { "contributor": "ESP", "host": "IRQ", "strength": { "best": 187 } },
            { "contributor": "USA", "host": "KWT", "mission": "combat", "strength": 0 },
        ],
        "event": [
            { "id": "agreed", "name": "agreement", "date": { "low": "2024-09", "best": "2024-09", "high": "2025-03" } },
            { "id": "announced", "date": { "after": "agreed", "days": { "low": 0, "high": 60 } }, "source": "state" },
            { "id": "ratified" },
        ],
        "residual": [
            { "scope": { "host": "IRQ" }, "strength": 250, "mission": "training", "through": "2029-12-31", "source": "state" },
            { "strength": { "low": 0, "high": 10 }, "from": { "after": "the remainder", "months": 1 } },
        ],
        "phase": [
            {
                "name": "first year",
                "scope": { "contributor": "USA", "host": ["IRQ", "KWT"], "mission": ["combat"] },
                "target": { "reduce_by": { "low": 200, "best": 500, "high": 900, "words": "hundreds" } },
                "deadline": "2025-09-30", "blocks": 250, "waits_for": ["agreed", "announced"],
                "when_late": "slide", "if_undated": "skip", "pace": { "rate": { "low": 50, "high": 150 } },
                "order": "listed", "starts": "2024-10", "destination": { "host": "KWT" }, "source": "reuters",
            },
            {
                "name": "allies", "scope": { "contributor": "ESP" }, "target": { "in_proportion_to": "first year" },
                "deadline": { "after": "first year", "months": 1 },
            },
            {
                "name": "the remainder", "scope": { "host": "IRQ", "contributor": "USA" }, "target": "remainder",
                "deadline": { "after": "announced", "months": 30 }, "pace": "s-curve",
            },
            {
                "name": "return", "scope": { "contributor": "ESP" }, "target": { "reduce_by_percent": "33.3" },
                "deadline": "2028-06",
            },
        ],
        "hold": [
            { "name": "pause", "scope": {}, "from": "2025-10", "through": { "after": "agreed", "months": 16 }, "source": "state" },
            { "name": "winter", "scope": { "host": "KWT" } },
        ],
        "cap": [
            { "name": "airlift", "scope": { "host": ["IRQ"] }, "per_month": 400, "from": "2024-09", "through": "2027-01" },
            { "name": "roads", "per_month": { "low": 100, "high": 300 }, "source": "state" },
        ],
        "cost": [
            {
                "name": "operations", "scope": { "contributor": "USA" }, "currency": "USD",
                "per_troop_year": 454_545, "per_withdrawn": 1000, "per_month": 5, "source": "reuters",
            },
            { "name": "upkeep", "currency": "EUR", "per_month": 100 },
        ],
        "hazard": [
            { "name": "escalation", "scope": {}, "monthly_chance": 0.04, "lasts": { "low": 1, "best": 2, "high": 6 }, "source": "state" },
            { "name": "weather", "monthly_chance": 1, "lasts": 1 },
        ],
        "variant": [
            {
                "name": "late",
                "adjust": [
                    { "shift": { "event": "announced", "months": 6 } },
                    { "shift": { "phase": "the remainder", "months": -3, "cascade": true } },
                    { "pace": { "phase": "allies", "pace": { "rate": 20 } } },
                    { "target": { "phase": "return", "target": { "reduce_to": 5 } } },
                    { "residual": { "scope": { "host": "IRQ" }, "strength": 500 } },
                    { "cap": { "name": "airlift", "per_month": 100 } },
                    { "hold": { "name": "spring", "from": "2025-03", "through": "2025-05" } },
                    { "strength": { "scope": { "contributor": "ESP" }, "percent": "150" } },
                    { "cancel": { "phase": "return" } },
                    { "add": { "phase": { "name": "surge", "target": { "raise_by": 100 }, "deadline": "2028-01" } } },
                ],
                "source": "state",
            },
            { "name": "early", "adjust": [{ "shift": { "event": "agreed", "months": -1 } }] },
        ],
    })
}

/// Visits a value and all that it holds, with their pointers.
fn walk(value: &Value, pointer: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(pointer, value);
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                walk(value, &format!("{pointer}/{key}"), visit);
            }
        }
        Value::Array(list) => {
            for (i, value) in list.iter().enumerate() {
                walk(value, &format!("{pointer}/{i}"), visit);
            }
        }
        _ => {}
    }
}

/// Pointers to everything in the plan that is neither a table nor a list.
pub(super) fn leaves() -> Vec<String> {
    let mut leaves = Vec::new();
    walk(&plan(), "", &mut |pointer, value| {
        if !value.is_object() && !value.is_array() {
            leaves.push(pointer.to_owned());
        }
    });
    leaves
}

/// Pointers to all tables of the plan, itself among them, with their keys.
pub(super) fn tables() -> Vec<(String, Vec<String>)> {
    let mut tables = Vec::new();
    walk(&plan(), "", &mut |pointer, value| {
        if let Value::Object(table) = value {
            tables.push((pointer.to_owned(), table.keys().cloned().collect()));
        }
    });
    tables
}

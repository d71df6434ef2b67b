//! The dot of a frontier, "as planned": level with the value that the plan itself has.

use drawdown::chart::Chart;
use drawdown::seek::Seek;
use roxmltree::Document;
use serde_json::{Value, json};

use super::picture::{self, Text};
use crate::engine;

/// Two of everything, so that the wrong one would be another number.
fn plan() -> Value {
    json!({
        "title": "two of everything", "as_of": "2024-12", "through": "2025-12",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": 900 },
            { "contributor": "USA", "host": "SYR", "strength": 500 },
            { "contributor": "USA", "host": "KWT", "strength": 100 },
        ],
        "residual": [
            { "scope": { "host": "SYR" }, "strength": 20 }, { "scope": { "host": "IRQ" }, "strength": 40 },
        ],
        "event": [{ "id": "vote", "date": "2025-01" }, { "id": "signing", "date": "2025-02" }],
        "phase": [
            {
                "name": "Syria", "scope": { "host": "SYR" }, "target": { "reduce_to": 200 },
                "pace": { "rate": 30 }, "deadline": "2025-11", "until": "2025-11",
            },
            {
                "name": "Iraq", "scope": { "host": "IRQ" }, "target": { "reduce_to": 300 },
                "pace": { "rate": 60 }, "deadline": "2025-10", "until": "2025-12",
            },
            {
                "name": "share", "scope": { "host": "KWT" }, "target": { "reduce_by_percent": 20 },
                "deadline": "2025-06",
            },
        ],
        "hold": [
            { "name": "talks", "through": "2025-01" }, { "name": "election", "through": "2025-03" },
        ],
        "cap": [{ "name": "roads", "per_month": 300 }, { "name": "airlift", "per_month": 400 }],
    })
}

fn texts(seek: &Value) -> Vec<Text> {
    let seek = Seek::new(&engine::plan(&plan()), serde_json::from_value(seek.clone()).unwrap());
    let seek = seek.unwrap_or_else(|errors| panic!("{errors}"));
    let chart = Chart::frontier(&seek, &seek.run());
    super::assert_sound(&chart);
    picture::texts(&Document::parse(chart.svg()).unwrap())
}

/// The labels of the axes beside the dot: of the value, and of that of `for_each`.
fn as_planned(adjust: &Value, to: &Value, step: u32) -> Option<(String, String)> {
    let each = json!({ "adjust": [{ "strength": { "percent": 90 } }], "to": 110, "step": 10 });
    let texts = texts(&json!({
        "name": "s", "find": "least", "adjust": [adjust], "to": to, "step": step, "for_each": each,
    }));
    let dot = texts.iter().find(|text| text.content == "as planned")?;
    let beside = |text: &&Text| (text.y - dot.y).abs() < 0.01 && text.content != dot.content;
    let under = |text: &&Text| text.is_centred() && (text.x - dot.x).abs() < 8.01;
    let label = |found: Option<&Text>| found.unwrap().content.clone();
    Some((label(texts.iter().find(beside)), label(texts.iter().find(under))))
}

#[track_caller]
fn is_level_with(label: &str, adjust: &Value, to: &Value, step: u32) {
    assert_eq!(as_planned(adjust, to, step), Some((label.to_owned(), "100".to_owned())));
}

#[test]
fn the_dot_is_level_with_the_number_of_the_plan() {
    let cap = json!({ "cap": { "name": "airlift", "per_month": 200 } });
    is_level_with("400", &cap, &json!(600), 100);
    let residual = json!({ "residual": { "scope": { "host": "IRQ" }, "strength": 0 } });
    is_level_with("40", &residual, &json!(60), 10);
    let rate = json!({ "pace": { "phase": "Iraq", "pace": { "rate": 40 } } });
    is_level_with("60", &rate, &json!(80), 10);
    let shift = json!({ "shift": { "event": "signing", "months": -1 } });
    is_level_with("0", &shift, &json!(2), 1);
}

#[test]
fn the_dot_is_level_with_the_month_of_the_plan() {
    let hold = json!({ "hold": { "name": "election", "through": "2025-01" } });
    is_level_with("2025-03", &hold, &json!("2025-05"), 1);
    let signing = json!({ "date": { "event": "signing", "date": "2025-01" } });
    is_level_with("2025-02", &signing, &json!("2025-04"), 1);
    let deadline = json!({ "deadline": { "phase": "Iraq", "deadline": "2025-08" } });
    is_level_with("2025-10", &deadline, &json!("2025-12"), 1);
    let until = json!({ "until": { "phase": "Iraq", "until": "2025-10" } });
    is_level_with("2025-12", &until, &json!("2026-01"), 1);
}

/// A number of another kind of target is not one of the plan.
#[test]
fn a_target_of_another_kind_has_no_dot() {
    let target = |phase: &str, kind: &str, from: u32| json!({ "target": { "phase": phase, "target": { kind: from } } });
    is_level_with("300", &target("Iraq", "reduce_to", 100), &json!(500), 100);
    assert_eq!(as_planned(&target("Iraq", "reduce_by", 100), &json!(500), 100), None);
    is_level_with("20", &target("share", "reduce_by_percent", 10), &json!(30), 10);
    assert_eq!(as_planned(&target("share", "reduce_to_percent", 10), &json!(30), 10), None);
    // Nor has a pace without a rate a number.
    let rate = json!({ "pace": { "phase": "share", "pace": { "rate": 10 } } });
    assert_eq!(as_planned(&rate, &json!(30), 10), None);
}

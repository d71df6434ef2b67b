//! Every sentence, word for word.

use drawdown::seek::{Bottleneck, Feasibility};
use serde_json::{Value, json};

use crate::engine;

fn of(lists: Value) -> Value {
    let mut plan = json!({
        "title": "sentences", "as_of": "2023-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 1200 }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2024-12" }],
    });
    let Value::Object(lists) = lists else { panic!("no lists") };
    for (key, list) in lists {
        plan[key] = list;
    }
    plan
}

fn first(document: &Value) -> Feasibility {
    engine::plan(document).bottlenecks().remove(0)
}

fn says(document: &Value, sentence: &str) {
    assert_eq!(first(document).to_string(), sentence);
}

#[test]
fn under_a_cap() {
    says(
        &of(json!({ "cap": [{ "name": "airlift", "per_month": 90 }] })),
        "it cannot be met at any pace: from 2024-01 through 2024-12, 1,200 must leave under the cap \"airlift\", which lets \
         1,080 through: 120 too many",
    );
}

#[test]
fn under_holds() {
    says(
        &of(json!({ "hold": [{ "name": "talks" }] })),
        "it cannot be met at any pace: from 2024-01 through 2024-12, 1,200 must leave and holds let nobody leave, in 2024-12 \
         the hold \"talks\": 1,200 too many",
    );
}

#[test]
fn by_residuals() {
    says(
        &of(json!({
            "phase": [{ "name": "all", "target": { "reduce_to": 100 }, "deadline": "2024-12" }],
            "residual": [{ "strength": 250 }],
        })),
        "it cannot be met at any pace: from 2024-01 through 2024-12, 1,100 must leave and residuals let 950 leave: 150 too many",
    );
}

#[test]
fn by_a_late_start_or_none() {
    let waiting = |event: Value| {
        let phase = json!({
            "name": "all", "target": "remainder", "deadline": "2024-12", "waits_for": ["approval"],
        });
        let mut document = of(json!({ "event": [event], "phase": [phase] }));
        document["through"] = json!("2025-06");
        document
    };
    says(
        &waiting(json!({ "id": "approval" })),
        "it cannot be met at any pace: it does not start, waiting for \"approval\", and is due in 2024-12: 1,200 too many are \
         there then",
    );
    let late = engine::plan(&waiting(json!({ "id": "approval", "date": "2024-01" })));
    let adjust =
        serde_json::from_value(json!({ "date": { "event": "approval", "date": "2025-01" } }));
    let late = super::under(&late, vec![adjust.unwrap()]);
    assert_eq!(
        late.bottlenecks()[0].to_string(),
        "it cannot be met at any pace: it starts in 2025-02, waiting for \"approval\", and is due in 2024-12: 1,200 too many \
         are there then"
    );
}

#[test]
fn nothing_proved() {
    let paced = json!({
        "phase": [{ "name": "all", "target": "remainder", "pace": "at-deadline", "deadline": "2024-12" }],
        "cap": [{ "name": "airlift", "per_month": 110 }],
    });
    says(&of(paced), "it can be met: with every pace at-start it is");
    let unproved = json!({ "phase": "all", "bottleneck": null, "met_at_start": false });
    let unproved: Feasibility = serde_json::from_value(unproved).unwrap();
    assert_eq!(
        unproved.to_string(),
        "neither proved nor found: nothing shows that it cannot be met at any pace, and no pace was found at which it is"
    );
}

#[test]
fn the_least_lift() {
    let lift = engine::plan(&of(json!({}))).lift().unwrap();
    assert_eq!(
        lift.to_string(),
        "to leave within the phases' months, whatever the caps, at least 100 must leave in the busiest month: 1,200 \
         must leave in 12 open months from 2024-01 through 2024-12"
    );
}

#[test]
fn the_figures_add_up() {
    let proof =
        first(&of(json!({ "cap": [{ "name": "airlift", "per_month": 90 }] }))).bottleneck.unwrap();
    assert_eq!((proof.must, proof.can, proof.too_many()), (1_200, 1_080, 120));
    let read: Bottleneck = serde_json::from_value(json!(proof)).unwrap();
    assert_eq!(read, proof);
}

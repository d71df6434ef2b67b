//! Warnings at the limits of what they are about.

use serde_json::{Value, json};

use super::{plan, usa};

/// The warnings of a plan whose lists are those given beside 1,200 troops in Iraq.
fn warned(lists: &Value) -> Vec<String> {
    let mut document = json!({ "contingent": [usa("IRQ", 1_200)] });
    for (list, entries) in lists.as_object().unwrap() {
        document[list] = entries.clone();
    }
    plan(document).warnings().iter().map(ToString::to_string).collect()
}

fn of_target(target: &Value) -> Vec<String> {
    warned(&json!({ "phase": [{ "name": "all", "target": target, "deadline": "2023-06-30" }] }))
}

#[test]
fn a_percentage_below_one_is_small_and_one_is_not() {
    let small = |key: &str| {
        format!(
            "phase[0].target.{key}: 0.3 percent is less than one in a hundred; did you mean \"30\"?"
        )
    };
    for key in ["reduce_by_percent", "reduce_to_percent"] {
        assert_eq!(of_target(&json!({ key: "0.3" })), [small(key)]);
        assert!(of_target(&json!({ key: 1 })).is_empty());
    }
}

#[test]
fn a_phase_past_by_its_until_is_warned_of_there() {
    // Due in the plan's first month, and replaced before it.
    let phase = json!({
        "name": "all",
        "target": "remainder",
        "deadline": "2023-01-31",
        "until": "2022-12-31",
    });
    let warnings = warned(&json!({ "phase": [phase] }));
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].starts_with("phase[0].until: 2022-12-31 is before"), "{warnings:?}");
}

/// Whether all draws of a plan are the same although it has something to draw.
fn has_nothing_to_draw(lists: &Value) -> bool {
    let warnings = warned(lists);
    assert!(warnings.len() <= 1, "{warnings:?}");
    !warnings.is_empty()
}

#[test]
fn estimates_hazards_and_slips_that_cannot_differ_are_nothing_to_draw() {
    let strength = |values: [u32; 2]| {
        let strength = json!({ "values": values });
        json!({ "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": strength }] })
    };
    assert!(has_nothing_to_draw(&strength([1_200, 1_200])));
    assert!(!has_nothing_to_draw(&strength([1_100, 1_300])));

    let hazard = |chance: f64, lasts: Value| json!({ "hazard": [{ "name": "talks", "monthly_chance": chance, "lasts": lasts }] });
    assert!(has_nothing_to_draw(&hazard(0.0, json!(1))));
    assert!(!has_nothing_to_draw(&hazard(0.5, json!(1))));
    assert!(has_nothing_to_draw(&hazard(0.5, json!(0))));
    // Of two, one that can differ is enough, wherever it is listed.
    let [never, often] = [0.0, 0.5]
        .map(|chance| json!({ "name": chance.to_string(), "monthly_chance": chance, "lasts": 1 }));
    assert!(!has_nothing_to_draw(&json!({ "hazard": [never, often] })));
    assert!(!has_nothing_to_draw(&json!({ "hazard": [often, never] })));

    let slip = |months: Value| {
        json!({
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
            "slip": [{ "name": "record", "months": months }],
        })
    };
    assert!(has_nothing_to_draw(&slip(json!({ "values": [0, 0] }))));
    assert!(!has_nothing_to_draw(&slip(json!({ "values": [0, 3] }))));
}

#[test]
fn a_shift_of_an_event_is_warned_of_where_neither_the_plan_nor_the_variant_dates_it() {
    let shift = json!({ "shift": { "event": "treaty", "months": 6 } });
    let date = json!({ "date": { "event": "treaty", "date": "2023-02" } });
    let of = |event: &Value, adjust: &[&Value]| {
        warned(&json!({ "event": [event], "variant": [{ "name": "late", "adjust": adjust }] }))
    };
    let (undated, dated) =
        (json!({ "id": "treaty" }), json!({ "id": "treaty", "date": "2023-01" }));
    assert_eq!(
        of(&undated, &[&shift]),
        [
            "variant[0].adjust[0].shift.event: \"treaty\" has no date, so that a shift does not move it; set one with `date`"
        ]
    );
    assert!(of(&undated, &[&date, &shift]).is_empty());
    assert!(of(&dated, &[&shift]).is_empty());
}

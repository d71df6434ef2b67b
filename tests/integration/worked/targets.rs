//! Targets: the cut or gain of each, and its goal where a floor limits the cut.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{contingent, deadline_row, plan, strengths, usa};

/// A hundred Americans in Iraq, with a residual of seventy and this target by June, and ninety
/// British, who cut forty.
fn seventy_stay(target: &Value) -> Plan {
    plan(json!({
        "through": "2023-06",
        "contingent": [usa("IRQ", 100), contingent("GBR", "IRQ", 90)],
        "residual": [{ "scope": { "contributor": "USA" }, "strength": 70 }],
        "phase": [
            {
                "name": "British",
                "scope": { "contributor": "GBR" },
                "target": { "reduce_by": 40 },
                "deadline": "2023-06-30",
            },
            {
                "name": "Americans",
                "scope": { "contributor": "USA" },
                "target": target,
                "deadline": "2023-06-30",
            },
        ],
    }))
}

#[test]
fn a_floor_above_the_target_shows_as_a_shortfall() {
    // In each: W = 100 - 70 = 30, so that thirty leave at most: floor(30 k / 6) = 5 10 15 20 25 30.
    let cases = [
        (json!({ "reduce_to": 50 }), "goal 50 strength 70 missed in - slip - short 20"),
        (json!({ "reduce_by": 50 }), "goal 50 strength 70 missed in - slip - short 20"),
        // floor(33.3) = 33 of them
        (json!({ "reduce_by_percent": "33.3" }), "goal 67 strength 70 missed in - slip - short 3"),
        // floor(100 * 40 / 90) = 44 of them
        (
            json!({ "in_proportion_to": "British" }),
            "goal 56 strength 70 missed in - slip - short 14",
        ),
        // more than there are: the goal is 0
        (json!({ "reduce_by": 150 }), "goal 0 strength 70 missed in - slip - short 70"),
    ];
    for (target, outcome) in cases {
        let plan = seventy_stay(&target);
        assert_eq!(strengths(&plan, 0), [100, 95, 90, 85, 80, 75, 70], "{target}");
        assert_eq!(deadline_row(&plan, 1), format!("2023-06-30 2023-06 {outcome}"), "{target}");
    }
}

#[test]
fn the_remainder_is_everyone_above_the_floor() {
    let plan = seventy_stay(&json!("remainder"));
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-06-30 2023-06 goal 70 strength 70 met in 2023-06 slip 0 short 0"
    );
}

#[test]
fn a_cut_that_stays_above_the_floor_is_made_in_full() {
    // floor(20 k / 6) = 3 6 10 13 16 20
    let to = seventy_stay(&json!({ "reduce_to": 80 }));
    assert_eq!(strengths(&to, 0), [100, 97, 94, 90, 87, 84, 80]);
    let by = seventy_stay(&json!({ "reduce_by": 20 }));
    assert_eq!(strengths(&by, 0), strengths(&to, 0));
    // floor(12.5) = 12: 2 4 6 8 10 12
    let percent = seventy_stay(&json!({ "reduce_by_percent": "12.5" }));
    assert_eq!(strengths(&percent, 0), [100, 98, 96, 94, 92, 90, 88]);
    assert_eq!(
        deadline_row(&percent, 1),
        "2023-06-30 2023-06 goal 88 strength 88 met in 2023-06 slip 0 short 0"
    );
}

#[test]
fn a_raise_is_met_at_or_above_its_figure() {
    // gain 30: 5 10 15 20 25 30
    let to = seventy_stay(&json!({ "raise_to": 130 }));
    assert_eq!(strengths(&to, 0), [100, 105, 110, 115, 120, 125, 130]);
    assert_eq!(
        deadline_row(&to, 1),
        "2023-06-30 2023-06 goal 130 strength 130 met in 2023-06 slip 0 short 0"
    );
    // gain 25: floor(25 k / 6) = 4 8 12 16 20 25
    let by = seventy_stay(&json!({ "raise_by": 25 }));
    assert_eq!(strengths(&by, 0), [100, 104, 108, 112, 116, 120, 125]);
    assert_eq!(
        deadline_row(&by, 1),
        "2023-06-30 2023-06 goal 125 strength 125 met in 2023-06 slip 0 short 0"
    );
}

#[test]
fn a_target_already_reached_moves_no_one() {
    // Down to 120 where there are 100, up to 80 where there are 100: met from the first month on.
    for (target, goal) in [("reduce_to", 120), ("raise_to", 80)] {
        let plan = seventy_stay(&json!({ target: goal }));
        assert_eq!(strengths(&plan, 0), [100; 7]);
        assert_eq!(
            deadline_row(&plan, 1),
            format!("2023-06-30 2023-06 goal {goal} strength 100 met in 2023-01 slip -5 short 0")
        );
    }
}

#[test]
fn a_percentage_is_of_the_scheduled_strength_when_the_phase_starts() {
    // A tenth of 200, then a tenth of the 180 left, rounded down: 18.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("IRQ", 200)],
        "phase": [
            { "name": "first", "target": { "reduce_by_percent": 10 }, "deadline": "2023-01-31" },
            { "name": "second", "target": { "reduce_by_percent": 10 }, "deadline": "2023-02-28" },
        ],
    }));
    assert_eq!(strengths(&plan, 0), [200, 180, 162]);
}

#[test]
fn a_number_given_as_a_range_is_its_midpoint_rounded_down() {
    // (20 + 45) / 2 = 32.5 of 100
    let plan = seventy_stay(&json!({ "raise_by": { "low": 20, "high": 45 } }));
    assert!(deadline_row(&plan, 1).contains("goal 132 strength 132 met"));
}

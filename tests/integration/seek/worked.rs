//! Seeks worked by hand: their words, their variants, and how far they have come.

use std::ops::ControlFlow;

use drawdown::seek::{Seek, SeekAnswer};
use serde_json::{Value, json};

use crate::engine;

/// 900 leave by the end of 2025 in twelve months, 75 in each; the projection ends in December 2026.
fn home() -> Value {
    json!({
        "title": "home in a year", "as_of": "2024-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 900 }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2025-12" }],
    })
}

fn seek(plan: &Value, seek: Value) -> Seek {
    Seek::new(&engine::plan(plan), serde_json::from_value(seek).unwrap()).unwrap()
}

fn run(plan: &Value, asked: Value) -> SeekAnswer {
    seek(plan, asked).run().remove(0)
}

fn cap(per_month: u32) -> Value {
    json!({ "cap": { "name": "airlift", "per_month": per_month } })
}

/// 37 a month are 888 in 24 months. That the last of them is projected decides it.
#[test]
fn the_last_month_of_the_projection_is_decided() {
    let asked = json!({
        "name": "s", "find": "least", "to": 100, "adjust": [cap(0)], "so_that": [{ "done_by": "2026-12" }],
    });
    let answer = run(&home(), asked);
    assert_eq!((answer.answer, answer.throughout), (Some(38.into()), Some(true)));
    assert_eq!(answer.undecided, []);
    assert_eq!(
        answer.next.unwrap().reasons,
        ["it is not complete by 2026-12; the projection ends in 2026-12"]
    );
}

#[test]
fn a_month_that_is_too_busy_is_said_unless_the_deadline_says_it() {
    let held = |step: u32| {
        let hold = json!({ "hold": { "name": "talks", "through": "2024-12" } });
        let asked = json!({
            "name": "s", "find": "most", "to": "2026-06", "step": step, "adjust": [hold],
            "so_that": [{ "at_planned_pace": "all" }],
        });
        let answer = run(&home(), asked);
        assert_eq!(answer.answer.map(|value| value.to_string()), Some("2024-12".to_owned()));
        answer.next.unwrap().reasons
    };
    // Held for a month, 75 leave with the next 75; the deadline is met.
    assert_eq!(
        held(1),
        [
            "all: due 2025-12-31, goal 0; met in 2025-12, on time, by a surge: 150 in 2025-02, planned at most 75 a month"
        ]
    );
    // Held for a year, all leave after it.
    assert_eq!(held(12), ["all: 900 in 2026-01, planned at most 75 a month"]);
    // One is kept back in the last month: no month is busier than planned.
    let capped = json!({ "cap": { "name": "airlift", "per_month": 0, "from": "2025-12" } });
    let asked = json!({
        "name": "s", "find": "least", "to": 100, "adjust": [capped],
        "so_that": [{ "at_planned_pace": "all" }],
    });
    assert_eq!(
        run(&home(), asked).next.unwrap().reasons,
        ["all: due 2025-12-31, goal 0; missed by 1, met in 2026-01, 1 month late"]
    );
}

/// Whoever is as many as allowed breaks nothing; the first month that does is named.
#[test]
fn the_first_month_beyond_a_bound_of_all_months_is_named() {
    let next = |target: Value, first: Value, bound: Value| {
        let plan = json!({
            "title": "a bound", "as_of": "2024-12",
            "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 150 }],
            "phase": [{
                "name": "p", "target": target, "starts": "2025-06", "deadline": "2025-06",
            }],
        });
        let asked = json!({
            "name": "s", "find": "most", "to": first.as_u64().unwrap() + 9,
            "adjust": [{ "target": { "phase": "p", "target": target } }], "so_that": [{ "strength": bound }],
        });
        let answer = run(&plan, asked);
        assert_eq!(answer.answer.unwrap().to_string(), first.to_string());
        answer.next.unwrap().reasons
    };
    assert_eq!(
        next(json!({ "raise_to": 150 }), json!(150), json!({ "at_most": 150 })),
        ["151 in 2025-06, more than 150"]
    );
    assert_eq!(
        next(json!({ "reduce_by": 0 }), json!(0), json!({ "at_least": 150 })),
        ["149 in 2025-06, fewer than 150"]
    );
}

/// Of twice as many, 150 a month leave in twelve months.
#[test]
fn the_variant_of_each_value_is_what_was_tried() {
    let each = json!({ "adjust": [{ "strength": { "percent": 100 } }], "to": 200, "step": 100 });
    let seek = seek(
        &home(),
        json!({ "name": "s", "find": "least", "to": 200, "adjust": [cap(0)], "for_each": each }),
    );
    let answers: Vec<_> =
        seek.run().iter().map(|answer| (answer.for_each, answer.answer)).collect();
    assert_eq!(answers, [(100, 75), (200, 150)].map(|(a, b)| (Some(a.into()), Some(b.into()))));
    let met = |each: i64, value: i64| {
        let variant = seek.at_each(each.into(), value.into())?;
        seek.plan().with_variant(&variant).unwrap().project().deadlines()[0].met
    };
    assert_eq!((met(100, 74), met(100, 75)), (Some(false), Some(true)));
    assert_eq!((met(200, 149), met(200, 150)), (Some(false), Some(true)));
    assert_eq!((met(150, 100), met(200, 201)), (None, None));
    assert_eq!(seek.at(75.into()), None);
}

/// 3 values for each of 2, and 600 draws of each, more than one task takes.
#[test]
fn progress_counts_the_draws_of_all_values() {
    let mut plan = home();
    plan["contingent"][0]["strength"] = json!({ "low": 800, "high": 1_000 });
    let each = json!({ "adjust": [{ "strength": { "percent": 100 } }], "to": 200, "step": 100 });
    let asked = json!({
        "name": "s", "find": "least", "to": 85, "step": 5, "chance": 50, "adjust": [cap(75)], "for_each": each,
    });
    let seek = seek(&plan, asked).with_draws(600, 1).unwrap();
    let mut last = 0;
    let run = seek.run_until(|progress| {
        assert!(progress.done > last && progress.total == 3 * 2 * 600);
        last = progress.done;
        ControlFlow::<()>::Continue(())
    });
    assert!(run.is_continue());
    assert_eq!(last, 3 * 2 * 600);
}

/// 256 values for each of 256, and 65,536 draws of each, are 2^32.
#[test]
fn the_values_of_for_each_count_in_the_limit_of_draws() {
    let each = json!({ "adjust": [{ "strength": { "percent": 100 } }], "to": 355 });
    let asked = || {
        seek(
            &home(),
            json!({ "name": "s", "find": "least", "to": 255, "chance": 50, "adjust": [cap(0)], "for_each": each }),
        )
    };
    assert!(asked().with_draws(65_536, 0).is_ok());
    let error = asked().with_draws(65_537, 0).unwrap_err();
    assert_eq!((error.values, error.draws, error.limit), (65_536, 65_537, 4_294_967_296));
}

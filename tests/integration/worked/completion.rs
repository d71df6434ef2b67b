//! When a plan is complete, and when it is done.

use drawdown::YearMonth;
use drawdown::projection::PlanResult;
use serde_json::json;

use super::{adjusted, month, plan, usa};

/// The completion, and the month in which the plan is done.
fn complete_and_done(plan: &drawdown::Plan) -> (Option<YearMonth>, Option<YearMonth>) {
    let result = PlanResult::new("plan", plan);
    (result.completion, result.done())
}

#[test]
fn what_is_past_or_replaced_need_not_be_met() {
    // "past" moves nobody; of "cut" 25 of 50 leave by March, when another decision replaces it. A variant puts off the
    // mandate that "lost" waits for until after its `until`.
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("JOR", 10), usa("IRQ", 100), usa("BHR", 10)],
        "event": [{ "id": "mandate", "date": "2023-01" }],
        "phase": [
            {
                "name": "past",
                "scope": { "host": "JOR" },
                "target": "remainder",
                "deadline": "2022-11-30",
            },
            {
                "name": "cut",
                "scope": { "host": "IRQ" },
                "target": { "reduce_to": 50 },
                "deadline": "2023-06-30",
                "until": "2023-03-31",
            },
            {
                "name": "lost",
                "scope": { "host": "BHR" },
                "target": "remainder",
                "deadline": "2023-08-31",
                "until": "2023-06-30",
                "waits_for": ["mandate"],
            },
        ],
    }));
    let late = adjusted(&plan, json!([{ "shift": { "event": "mandate", "months": 8 } }]));
    let march = Some(month("2023-03"));
    assert_eq!(complete_and_done(&late), (march, march));
}

#[test]
fn a_plan_that_is_complete_short_of_a_goal_is_not_done() {
    // Sixty stay where fifty are the goal: forty leave by June, and nobody else is due.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 100)],
        "residual": [{ "strength": 60 }],
        "phase": [{ "name": "half", "target": { "reduce_to": 50 }, "deadline": "2023-06-30" }],
    }));
    assert_eq!(complete_and_done(&plan), (Some(month("2023-06")), None));
}

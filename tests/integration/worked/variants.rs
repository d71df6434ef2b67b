//! Variants: each adjustment, applied to a small plan.

use drawdown::{Plan, Troops};
use serde_json::{Value, json};

use super::{adjusted, deadline_row, month, plan, strengths, usa};

/// Ninety troops: sixty by March, forty three months after that, none by September.
fn three_steps() -> Plan {
    plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 90)],
        "phase": [
            { "name": "first", "target": { "reduce_to": 60 }, "deadline": "2023-03-31" },
            {
                "name": "second",
                "target": { "reduce_to": 40 },
                "deadline": { "after": "first", "months": 3 },
            },
            { "name": "third", "target": "remainder", "deadline": "2023-09-30" },
        ],
    }))
}

#[test]
fn the_three_steps_as_planned() {
    // 10 20 30; floor(20 k / 3) = 6 13 20; floor(40 k / 3) = 13 26 40
    assert_eq!(strengths(&three_steps(), 0), [90, 80, 70, 60, 54, 47, 40, 27, 14, 0, 0, 0, 0]);
}

#[test]
fn no_adjustments_change_nothing() {
    let same = adjusted(&three_steps(), json!([]));
    assert_eq!(strengths(&same, 0), strengths(&three_steps(), 0));
}

#[test]
fn a_phase_shifts_alone() {
    // 30 October, nearest to the 31st: b = 10, ten a month from month 7.
    let shifted = adjusted(&three_steps(), json!([{ "shift": { "phase": "third", "months": 1 } }]));
    assert_eq!(strengths(&shifted, 0), [90, 80, 70, 60, 54, 47, 40, 30, 20, 10, 0, 0, 0]);
    assert!(deadline_row(&shifted, 2).starts_with("2023-10-30 2023-10 "));
}

#[test]
fn days_counted_from_a_shifted_phase_move_and_calendar_days_stay() {
    // First: 31 May, b = 5, six a month. Second: 31 August, b = 8. Third: still September, all
    // forty in month 9.
    let shifted = adjusted(&three_steps(), json!([{ "shift": { "phase": "first", "months": 2 } }]));
    assert_eq!(strengths(&shifted, 0), [90, 84, 78, 72, 66, 60, 54, 47, 40, 0, 0, 0, 0]);
    assert!(deadline_row(&shifted, 1).starts_with("2023-08-31 2023-08 "));
}

#[test]
fn a_cascade_moves_every_later_day_once() {
    // As before, but the third by 30 November: months 9 to 11.
    let shifted = adjusted(
        &three_steps(),
        json!([{ "shift": { "phase": "first", "months": 2, "cascade": true } }]),
    );
    assert_eq!(strengths(&shifted, 0), [90, 84, 78, 72, 66, 60, 54, 47, 40, 27, 14, 0, 0]);
    assert!(deadline_row(&shifted, 1).starts_with("2023-08-31 2023-08 "));
    assert!(deadline_row(&shifted, 2).starts_with("2023-11-30 2023-11 "));
}

#[test]
fn a_shift_moves_a_phases_start_with_its_deadline() {
    // January to March become March to May.
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa("IRQ", 90)],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "starts": "2023-01",
            "deadline": "2023-03-31",
        }],
    }));
    let shifted = adjusted(&plan, json!([{ "shift": { "phase": "all", "months": 2 } }]));
    assert_eq!(strengths(&shifted, 0), [90, 90, 90, 60, 30, 0, 0]);
}

#[test]
fn shifts_of_a_day_are_summed_before_it_moves() {
    // One month at a time, 31 January would become 28 February, and then 28 March or 28 January.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 90)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
    }));
    let shift = |months: i32| json!({ "shift": { "phase": "all", "months": months } });
    let twice = adjusted(&plan, json!([shift(1), shift(1)]));
    assert!(deadline_row(&twice, 0).starts_with("2023-03-31 2023-03 "));
    let back = adjusted(&plan, json!([shift(1), shift(-1)]));
    assert!(deadline_row(&back, 0).starts_with("2023-01-31 2023-01 "));
}

#[test]
fn an_undated_event_stays_undated_when_shifted() {
    let plan = plan(json!({
        "contingent": [usa("IRQ", 90)],
        "event": [{ "id": "treaty" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-01-31",
            "waits_for": ["treaty"],
        }],
    }));
    let shifted = adjusted(&plan, json!([{ "shift": { "event": "treaty", "months": -3 } }]));
    assert_eq!(strengths(&shifted, 0), strengths(&plan, 0));
}

#[test]
fn a_deadline_shifted_before_as_of_counts_as_the_first_month() {
    // 31 March less six months is 30 September 2022: b = 1, everyone in January.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 90)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-03-31" }],
    }));
    let sooner = adjusted(&plan, json!([{ "shift": { "phase": "all", "months": -6 } }]));
    assert_eq!(strengths(&sooner, 0), [90, 0, 0, 0]);
    assert_eq!(
        deadline_row(&sooner, 0),
        "2022-09-30 2023-01 goal 0 strength 0 met in 2023-01 slip 0 short 0"
    );
}

#[test]
fn a_past_phase_stays_past_and_an_added_one_never_is() {
    let plan = plan(json!({
        "through": "2023-05",
        "contingent": [usa("IRQ", 90)],
        "phase": [
            { "name": "past", "target": { "reduce_to": 75 }, "deadline": "2022-11-30" },
            { "name": "first", "target": { "reduce_to": 60 }, "deadline": "2023-03-31" },
        ],
    }));
    let shifted = adjusted(&plan, json!([{ "shift": { "phase": "past", "months": 6 } }]));
    assert_eq!(strengths(&shifted, 0), [90, 80, 70, 60, 60, 60]);
    assert_eq!(
        deadline_row(&shifted, 0),
        "2023-05-30 2023-05 goal - strength - - in - slip - short -"
    );
    // Added with a deadline in October 2022, b = 1; it follows "first": s = e = 4.
    let added = adjusted(
        &plan,
        json!([{
            "add": { "phase": { "name": "rest", "target": "remainder", "deadline": "2022-10-31" } },
        }]),
    );
    assert_eq!(strengths(&added, 0), [90, 80, 70, 60, 0, 0]);
    assert_eq!(
        deadline_row(&added, 2),
        "2022-10-31 2023-01 goal 0 strength 80 missed in 2023-04 slip 3 short 80"
    );
}

#[test]
fn the_next_phase_takes_over_the_months_of_a_cancelled_one() {
    // Sixty leave in months 4 to 9, ten a month.
    let without = adjusted(&three_steps(), json!([{ "cancel": { "phase": "second" } }]));
    assert_eq!(strengths(&without, 0), [90, 80, 70, 60, 50, 40, 30, 20, 10, 0, 0, 0, 0]);
    // "first" can be cancelled if what counts from it is cancelled too: ninety in nine months.
    let both = json!([{ "cancel": { "phase": "first" } }, { "cancel": { "phase": "second" } }]);
    let third_only = adjusted(&three_steps(), both);
    assert_eq!(strengths(&third_only, 0), [90, 80, 70, 60, 50, 40, 30, 20, 10, 0, 0, 0, 0]);
    assert_eq!(third_only.project().deadlines().len(), 1);
}

#[test]
fn an_added_phase_is_listed_last_and_follows_the_others() {
    // Thirty come back from month 10 on, ten a month.
    let added = adjusted(
        &three_steps(),
        json!([{
            "add": {
                "phase": {
                    "name": "surge",
                    "target": { "raise_by": 30 },
                    "deadline": "2023-12-31",
                },
            },
        }]),
    );
    assert_eq!(strengths(&added, 0), [90, 80, 70, 60, 54, 47, 40, 27, 14, 0, 10, 20, 30]);
}

#[test]
fn a_target_and_a_pace_are_replaced() {
    // First to 45: fifteen a month. Second, 45 to 40 at its deadline. Third at its start.
    let otherwise = adjusted(
        &three_steps(),
        json!([
            { "target": { "phase": "first", "target": { "reduce_to": 45 } } },
            { "pace": { "phase": "second", "pace": "at-deadline" } },
            { "pace": { "phase": "third", "pace": "at-start" } },
        ]),
    );
    assert_eq!(strengths(&otherwise, 0), [90, 75, 60, 45, 45, 45, 40, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_hold_and_a_cap_are_replaced_by_name_or_added() {
    // Held in months 1 and 2, then three months of at most 40: 30 are due in each of months 1 to 3.
    let plan = plan(json!({
        "through": "2023-05",
        "contingent": [usa("IRQ", 90)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-03-31" }],
        "hold": [{ "name": "ceasefire", "through": "2023-01" }],
    }));
    assert_eq!(strengths(&plan, 0), [90, 90, 30, 0, 0, 0]);
    let otherwise = adjusted(
        &plan,
        json!([
            { "hold": { "name": "ceasefire", "through": "2023-02" } },
            { "cap": { "name": "airlift", "per_month": 40 } },
        ]),
    );
    assert_eq!(strengths(&otherwise, 0), [90, 90, 90, 50, 10, 0]);
}

/// Adjusts the strength of the troops in a host.
fn strength(host: &str, percent: &str) -> Value {
    json!({ "strength": { "scope": { "host": host }, "percent": percent } })
}

#[test]
fn each_of_the_three_points_of_a_strength_is_rounded_down() {
    let plan = plan(json!({
        "contingent": [
            usa("AFG", 11),
            {
                "contributor": "USA",
                "host": "IRQ",
                "strength": { "low": 101, "best": 155, "high": 199 },
            },
            {
                "contributor": "USA",
                "host": "SYR",
                "strength": { "low": 101, "high": 200 },
            },
        ],
    }));
    let points = |plan: &Plan, i: usize| {
        let strength = &plan.spec().contingents[i].strength;
        [strength.low(), strength.best(), strength.high()]
    };
    // 50.5, 77.5, 99.5
    let half = adjusted(&plan, json!([strength("IRQ", "50")]));
    assert_eq!(points(&half, 1), [Troops(50), Troops(77), Troops(99)]);
    assert_eq!(points(&half, 2), [Troops(101), Troops(150), Troops(200)]); // not in the scope
    assert_eq!(strengths(&half, 1)[0], 77);
    // Best is settled first, at 150, and scaled: 51.005, 75.75, 101. The midpoint of 51 and 101
    // would be 76.
    let half = adjusted(&plan, json!([strength("SYR", "50.5")]));
    assert_eq!(points(&half, 2), [Troops(51), Troops(75), Troops(101)]);
    // 11 * 0.7 = 7.7, then 7 * 0.7 = 4.9; at once it would be 5.39.
    let twice = adjusted(&plan, json!([strength("AFG", "70"), strength("AFG", "70")]));
    assert_eq!(strengths(&twice, 0)[0], 4);
    // More than a hundred: 11 * 2.222223 = 24.4.
    let more = adjusted(&plan, json!([strength("AFG", "222.2223")]));
    assert_eq!(strengths(&more, 0)[0], 24);
}

#[test]
fn a_residual_replaces_those_of_exactly_its_scope() {
    // Sixty in Iraq, forty in Syria; residuals of 20 + 10: 12 + 6 and 8 + 4.
    let both = json!({ "host": ["IRQ", "SYR"] });
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("IRQ", 60), usa("SYR", 40)],
        "residual": [{ "scope": both, "strength": 20 }, { "scope": both, "strength": 10 }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
    }));
    assert_eq!((strengths(&plan, 0)[1], strengths(&plan, 1)[1]), (18, 12));

    // The same set in another order: five in place of both, 3 and 2.
    let residual = json!({ "scope": { "host": ["SYR", "IRQ"] }, "strength": 5 });
    let replaced = adjusted(&plan, json!([{ "residual": residual }]));
    assert_eq!((strengths(&replaced, 0)[1], strengths(&replaced, 1)[1]), (3, 2));

    // Of Iraq alone, or of everyone, though that is the same troops: one more.
    let residual = json!({ "scope": { "host": "IRQ" }, "strength": 5 });
    let added = adjusted(&plan, json!([{ "residual": residual }]));
    assert_eq!((strengths(&added, 0)[1], strengths(&added, 1)[1]), (23, 12));
    let added = adjusted(&plan, json!([{ "residual": { "strength": 5 } }]));
    assert_eq!((strengths(&added, 0)[1], strengths(&added, 1)[1]), (21, 14));
}

#[test]
fn a_variant_keeps_the_end_of_the_plan_as_written() {
    // A year past January 2023, whatever the variant does to that deadline.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 90)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
    }));
    let later = adjusted(&plan, json!([{ "shift": { "phase": "all", "months": 6 } }]));
    assert_eq!(later.through(), month("2024-01"));
}

//! Floors: what residuals keep, and for how long.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{causes, contingent, deadline_row, month, plan, strengths, usa};

/// A hundred Americans in Iraq, all but the residual out by the deadline.
fn all_but(residual: &Value, deadline: &str) -> Plan {
    plan(json!({
        "through": "2023-08",
        "contingent": [usa("IRQ", 100)],
        "residual": [residual],
        "phase": [{ "name": "all", "target": "remainder", "deadline": deadline }],
    }))
}

#[test]
fn a_residual_is_apportioned_over_its_scope_by_strength_at_as_of() {
    // 100 over 333 and 167: 66.6, 33.4, so 67, 33. w = 266, 134, half of each a month.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 333), contingent("GBR", "IRQ", 167)],
        "residual": [{ "strength": 100 }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-02-28" }],
    }));
    assert_eq!(strengths(&plan, 0), [333, 200, 67, 67]);
    assert_eq!(strengths(&plan, 1), [167, 100, 33, 33]);
}

#[test]
fn residuals_add_up() {
    // The Americans' floor is 10 + 20 * 60 / 100 = 22, the British 8.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("IRQ", 60), contingent("GBR", "IRQ", 40)],
        "residual": [
            { "scope": { "contributor": "USA" }, "strength": 10 },
            { "strength": 20 },
        ],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 22, 22]);
    assert_eq!(strengths(&plan, 1), [40, 8, 8]);
}

#[test]
fn a_cut_is_apportioned_by_the_troops_above_the_floor() {
    // w = 60 - 22 = 38 and 40 - 8 = 32; thirty over them: 16.3, 13.7, so 16, 14.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("IRQ", 60), contingent("GBR", "IRQ", 40)],
        "residual": [
            { "scope": { "contributor": "USA" }, "strength": 10 },
            { "strength": 20 },
        ],
        "phase": [{ "name": "some", "target": { "reduce_by": 30 }, "deadline": "2023-01-31" }],
    }));
    assert_eq!(strengths(&plan, 0), [60, 44, 44]);
    assert_eq!(strengths(&plan, 1), [40, 26, 26]);
}

#[test]
fn a_residual_larger_than_the_contingent_keeps_all_of_it() {
    let plan = all_but(&json!({ "strength": 150 }), "2023-03-31");
    assert_eq!(strengths(&plan, 0), [100; 9]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-03-31 2023-03 goal 100 strength 100 met in 2023-01 slip -2 short 0"
    );
    assert_eq!(plan.project().theatre().residual(month("2023-03")), Some(100)); // not 150
}

#[test]
fn a_temporary_residual_holds_back_until_it_ends() {
    // In month e = 6 and the month after it there is no floor: floor(100 k / 6) = 16 33 50 66 83 100.
    // Sixty stay through month 3: month 3 is due 17 and sends 7; month 4 is due 10 + 16.
    let plan = all_but(&json!({ "strength": 60, "through": "2023-03" }), "2023-06-30");
    assert_eq!(strengths(&plan, 0), [100, 84, 67, 60, 34, 17, 0, 0, 0]);
}

#[test]
fn a_residual_in_force_at_the_paced_end_is_kept_for_good_by_that_phase() {
    // Sixty through month 3, the deadline: W = 40, floor(40 k / 3) = 13 26 40. No one else is
    // due to leave when the residual ends.
    let plan = all_but(&json!({ "strength": 60, "through": "2023-03" }), "2023-03-31");
    assert_eq!(strengths(&plan, 0), [100, 87, 74, 60, 60, 60, 60, 60, 60]);
}

#[test]
fn a_residual_that_begins_the_day_after_the_deadline_is_kept() {
    // From 1 April, nearest to 31 March: it covers months from 4 = e + 1 on. W = 75, 25 a month.
    let plan = all_but(&json!({ "strength": 25, "from": "2023-04-01" }), "2023-03-31");
    assert_eq!(strengths(&plan, 0), [100, 75, 50, 25, 25, 25, 25, 25, 25]);
    assert_eq!(plan.project().theatre().residual(month("2023-03")), Some(0));
    assert_eq!(plan.project().theatre().residual(month("2023-04")), Some(25));

    // From 1 May it covers months from 5 on, and begins too late to keep anyone.
    let plan = all_but(&json!({ "strength": 25, "from": "2023-05-01" }), "2023-03-31");
    assert_eq!(strengths(&plan, 0), [100, 67, 34, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_rate_keeps_the_residual_of_its_deadline_not_of_its_end() {
    // The residual covers months from 6 = b on; the rate is through in month 2.
    let plan = plan(json!({
        "through": "2023-08",
        "contingent": [usa("IRQ", 100)],
        "residual": [{ "strength": 25, "from": "2023-06" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-06-30",
            "pace": { "rate": 50 },
        }],
    }));
    assert_eq!(strengths(&plan, 0), [100, 50, 25, 25, 25, 25, 25, 25, 25]);
}

#[test]
fn a_floor_is_among_the_causes_of_a_missed_deadline() {
    // Flows 16 17 17 16 17 17; sixty stay through month 4; seventeen can go in a month.
    // Month 3: due 17, the floor keeps 10. Month 4: due 26, the floor keeps 26. Month 5: due 43,
    // 17 go, the cap keeps 26. Month 6: due 43, 17 go, the cap keeps 26. Then 17 and 9.
    let plan = plan(json!({
        "through": "2023-09",
        "contingent": [usa("IRQ", 100)],
        "residual": [{ "strength": 60, "through": "2023-04" }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
        "cap": [{ "name": "airlift", "per_month": 17 }],
    }));
    assert_eq!(strengths(&plan, 0), [100, 84, 67, 60, 60, 43, 26, 9, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-06-30 2023-06 goal 0 strength 26 missed in 2023-08 slip 2 short 26"
    );
    assert_eq!(causes(&plan, 0), ["cap airlift 52", "floor 36"]);
}

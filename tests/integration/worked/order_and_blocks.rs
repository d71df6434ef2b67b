//! Both orders, and blocks: 50 Americans, 33 British, 17 Italians; seventy leave by April.

use drawdown::Plan;
use serde_json::{Map, Value, json};

use super::{contingent, plan, strengths, usa};

/// s = 1, e = 4, cut = 70; `more` is added to the phase, and `residual` Americans stay.
fn seventy_by_april(more: Value, residual: u32) -> Plan {
    let mut phase = Map::from_iter([
        ("name".to_owned(), json!("seventy")),
        ("target".to_owned(), json!({ "reduce_by": 70 })),
        ("deadline".to_owned(), json!("2023-04-30")),
    ]);
    if let Value::Object(more) = more {
        phase.extend(more);
    }
    plan(json!({
        "through": "2023-05",
        "contingent": [usa("IRQ", 50), contingent("GBR", "IRQ", 33), contingent("ITA", "IRQ", 17)],
        "residual": [{ "scope": { "contributor": "USA" }, "strength": residual }],
        "phase": [phase],
    }))
}

#[test]
fn in_proportion_all_contingents_leave_at_the_same_time() {
    // cut_c = 35, 23.1, 11.9, so 35, 23, 12.
    // floor(35 k / 4) = 8 17 26 35; floor(23 k / 4) = 5 11 17 23; floor(12 k / 4) = 3 6 9 12
    let plan = seventy_by_april(json!({ "order": "proportional" }), 0);
    assert_eq!(strengths(&plan, 0), [50, 42, 33, 24, 15, 15]);
    assert_eq!(strengths(&plan, 1), [33, 28, 22, 16, 10, 10]);
    assert_eq!(strengths(&plan, 2), [17, 14, 11, 8, 5, 5]);
}

#[test]
fn in_listed_order_the_first_goes_down_to_its_floor_before_the_next_begins() {
    // w = 40, 33, 17. floor(70 k / 4) = 17 35 52 70: of the Americans 17 35 40 40, of the British
    // 0 0 12 30, of the Italians none.
    let plan = seventy_by_april(json!({ "order": "listed" }), 10);
    assert_eq!(strengths(&plan, 0), [50, 33, 15, 10, 10, 10]);
    assert_eq!(strengths(&plan, 1), [33, 33, 33, 21, 3, 3]);
    assert_eq!(strengths(&plan, 2), [17, 17, 17, 17, 17, 17]);
}

#[test]
fn in_proportion_each_contingent_is_rounded_to_blocks_until_the_end() {
    // Of 8 17 26: 0 10 20, then 35. Of 5 11 17: 0 10 10, then 23. Of 3 6 9: 0 0 0, then 12.
    let plan = seventy_by_april(json!({ "blocks": 10 }), 0);
    assert_eq!(strengths(&plan, 0), [50, 50, 40, 30, 15, 15]);
    assert_eq!(strengths(&plan, 1), [33, 33, 23, 23, 10, 10]);
    assert_eq!(strengths(&plan, 2), [17, 17, 17, 17, 5, 5]);
}

#[test]
fn in_listed_order_the_total_is_rounded_to_blocks_before_it_is_taken() {
    // Of 17 35 52: 10 30 50, then 70; the Americans give the first 50.
    let plan = seventy_by_april(json!({ "order": "listed", "blocks": 10 }), 0);
    assert_eq!(strengths(&plan, 0), [50, 40, 20, 0, 0, 0]);
    assert_eq!(strengths(&plan, 1), [33, 33, 33, 33, 13, 13]);
    assert_eq!(strengths(&plan, 2), [17, 17, 17, 17, 17, 17]);
}

#[test]
fn a_cut_smaller_than_a_block_leaves_at_the_paced_end() {
    // A rate of 30: e = 3, p = 30/70, 60/70, 1; whole blocks of a hundred: 0 0, then all.
    let plan = seventy_by_april(json!({ "pace": { "rate": 30 }, "blocks": 100 }), 0);
    assert_eq!(strengths(&plan, 0), [50, 50, 50, 15, 15, 15]);
    assert_eq!(strengths(&plan, 1), [33, 33, 33, 10, 10, 10]);
    assert_eq!(strengths(&plan, 2), [17, 17, 17, 5, 5, 5]);

    // At the start p = 1 from the first month on: blocks delay no one.
    let plan = seventy_by_april(json!({ "pace": "at-start", "blocks": 100 }), 0);
    assert_eq!(strengths(&plan, 0), [50, 15, 15, 15, 15, 15]);
}

#[test]
fn a_cap_can_split_a_block() {
    // floor(100 k / 4) = 25 50 75 100: fifty are due in month 2 and in month 4; thirty can go.
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa("IRQ", 100)],
        "phase": [
            { "name": "all", "target": "remainder", "deadline": "2023-04-30", "blocks": 50 },
        ],
        "cap": [{ "name": "airlift", "per_month": 30 }],
    }));
    assert_eq!(strengths(&plan, 0), [100, 100, 70, 50, 20, 0, 0]);
}

#[test]
fn gains_ignore_order_and_blocks() {
    // gain = 30 over 20 and 10: 20 and 10, half of each by month 1.
    let plan = plan(json!({
        "through": "2023-03",
        "contingent": [usa("IRQ", 20), contingent("GBR", "IRQ", 10)],
        "phase": [{
            "name": "surge",
            "target": { "raise_by": 30 },
            "deadline": "2023-02-28",
            "order": "listed",
            "blocks": 10,
        }],
    }));
    assert_eq!(strengths(&plan, 0), [20, 30, 40, 40]);
    assert_eq!(strengths(&plan, 1), [10, 15, 20, 20]);
}

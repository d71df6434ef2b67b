//! Caps: how many can leave their host in a month.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{causes, contingent, deadline_row, plan, strengths, usa};

/// Sixty Americans and forty British in Iraq, thirty Americans in Syria, all due in January.
fn everyone_at_once(caps: &Value) -> Plan {
    plan(json!({
        "through": "2023-04",
        "contingent": [usa("IRQ", 60), contingent("GBR", "IRQ", 40), usa("SYR", 30)],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-01-31",
        }],
        "cap": caps,
    }))
}

#[test]
fn overlapping_caps_apply_in_listing_order() {
    let roads = json!({ "name": "roads", "scope": { "host": "IRQ" }, "per_month": 50 });
    let airlift = json!({ "name": "airlift", "scope": { "contributor": "USA" }, "per_month": 40 });

    // Month 1, due 60, 40, 30. Roads: 50 over 60 and 40: 30, 20. Airlift: 40 over 30 and 30: 20,
    // 20. Month 2, due 40, 20, 10. Roads: 50 over 40 and 20: 33.3, 16.7, so 33, 17. Airlift: 40
    // over 33 and 10: 30.7, 9.3, so 31, 9. Month 3, due 9, 3, 1: all.
    let plan = everyone_at_once(&json!([roads, airlift]));
    assert_eq!(strengths(&plan, 0), [60, 40, 9, 0, 0]);
    assert_eq!(strengths(&plan, 1), [40, 20, 3, 0, 0]);
    assert_eq!(strengths(&plan, 2), [30, 10, 1, 0, 0]);

    // Month 1. Airlift: 40 over 60 and 30: 26.7, 13.3, so 27, 13. Roads: 50 over 27 and 40: 20.1,
    // 29.9, so 20, 30. Month 2, due 40, 10, 17. Airlift: 40 over 40 and 17: 28.1, 11.9, so 28, 12;
    // roads: 38 pass. Month 3, due 12, 0, 5: all.
    let plan = everyone_at_once(&json!([airlift, roads]));
    assert_eq!(strengths(&plan, 0), [60, 40, 12, 0, 0]);
    assert_eq!(strengths(&plan, 1), [40, 10, 0, 0, 0]);
    assert_eq!(strengths(&plan, 2), [30, 17, 5, 0, 0]);
}

#[test]
fn parallel_phases_share_a_cap_that_neither_exceeds_alone() {
    // Each moves 100 a month, together 200: of the 150 that may leave, each sends 75.
    let phase = |host: &str| {
        json!({
            "name": host, "scope": { "host": host }, "target": "remainder", "deadline": "2023-12",
        })
    };
    let plan = plan(json!({
        "contingent": [usa("IRQ", 1_200), usa("KWT", 1_200)],
        "phase": [phase("IRQ"), phase("KWT")],
        "cap": [{ "name": "lift", "per_month": 150 }],
    }));
    assert_eq!([strengths(&plan, 0)[1], strengths(&plan, 1)[1]], [1_125, 1_125]);
}

#[test]
fn a_cap_is_apportioned_by_the_troops_due_not_by_strength() {
    // Ten of a hundred Americans and all twenty British are due, twelve a month can go: 4 and 8
    // (due 10, 20), 4 and 8 (due 6, 12), 2 and 4.
    let plan = plan(json!({
        "through": "2023-04",
        "contingent": [usa("IRQ", 100), contingent("GBR", "IRQ", 20)],
        "phase": [
            {
                "name": "Americans",
                "scope": { "contributor": "USA" },
                "target": { "reduce_by": 10 },
                "deadline": "2023-01-31",
            },
            {
                "name": "British",
                "scope": { "contributor": "GBR" },
                "target": "remainder",
                "deadline": "2023-01-31",
            },
        ],
        "cap": [{ "name": "airlift", "per_month": 12 }],
    }));
    assert_eq!(strengths(&plan, 0), [100, 96, 92, 90, 90]);
    assert_eq!(strengths(&plan, 1), [20, 12, 4, 0, 0]);
}

#[test]
fn under_a_cap_of_zero_no_one_leaves() {
    let plan = everyone_at_once(&json!([{ "name": "no lift", "per_month": 0 }]));
    assert_eq!(strengths(&plan, 0), [60; 5]);
    assert_eq!(strengths(&plan, 1), [40; 5]);
    assert_eq!(strengths(&plan, 2), [30; 5]);
    assert_eq!(plan.project().completion(), None);
}

#[test]
fn a_cap_applies_within_its_window() {
    // Twenty a month; ten can go in months 2 and 3; month 4 is due 20 + 20.
    let plan = plan(json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 120)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
        "cap": [{
            "name": "snow",
            "per_month": 10,
            "from": "2023-02",
            "through": "2023-03",
        }],
    }));
    assert_eq!(strengths(&plan, 0), [120, 100, 90, 80, 40, 20, 0, 0]);
}

#[test]
fn the_backlog_of_an_earlier_phase_leaves_first_and_to_its_own_destination() {
    // Sixty are due for Kuwait in month 1, twenty a month can go. Going home, from the 40 on the
    // schedule: s = 2, e = 3, 20 due in each. Month 1: 20 to Kuwait. Month 2: 40 and 20 are due,
    // 20 go to Kuwait. Month 3: 20 and 40 are due, the last 20 to Kuwait. Then 20 and 20 home.
    let plan = plan(json!({
        "through": "2023-06",
        "contingent": [usa("IRQ", 100), usa("KWT", 0)],
        "phase": [
            {
                "name": "to Kuwait",
                "scope": { "host": "IRQ" },
                "target": { "reduce_by": 60 },
                "deadline": "2023-01-31",
                "destination": { "host": "KWT" },
            },
            {
                "name": "home",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-03-31",
            },
        ],
        "cap": [{ "name": "roads", "scope": { "host": "IRQ" }, "per_month": 20 }],
    }));
    assert_eq!(strengths(&plan, 0), [100, 80, 60, 40, 20, 0, 0]);
    assert_eq!(strengths(&plan, 1), [0, 20, 40, 60, 60, 60, 60]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-01-31 2023-01 goal 40 strength 80 missed in 2023-03 slip 2 short 40"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-03-31 2023-03 goal 0 strength 40 missed in 2023-05 slip 2 short 40"
    );
    // Month 1 for the first; 20 in month 2 and 40 in month 3 for the second.
    assert_eq!(causes(&plan, 0), ["cap roads 40"]);
    assert_eq!(causes(&plan, 1), ["cap roads 60"]);
}

#[test]
fn parts_of_billions_are_apportioned_exactly() {
    // Of 3,590,000,000 who would leave ten can: 9.749 from Iraq and 0.251 from Kuwait; the tenth is from Iraq.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 3_500_000_000), usa("KWT", 90_000_000)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-01-31" }],
        "cap": [{ "name": "airlift", "per_month": 10 }],
    }));
    assert_eq!(strengths(&plan, 0)[..2], [3_500_000_000, 3_499_999_990]);
    assert_eq!(strengths(&plan, 1)[..2], [90_000_000, 90_000_000]);
}

#[test]
fn whoever_leaves_in_full_is_not_kept_back() {
    // Ten of "first" are late when "second" begins: of 10 + 20, fifteen can go in month 3, those ten among them.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 100)],
        "phase": [
            { "name": "first", "target": { "reduce_by": 40 }, "deadline": "2023-02-28" },
            { "name": "second", "target": { "reduce_by": 40 }, "deadline": "2023-04-30" },
        ],
        "cap": [{ "name": "airlift", "per_month": 15 }],
    }));
    let march = plan.month_records().nth(3).unwrap();
    let kept_back = march.kept_back.iter().map(|kept| (kept.phase.as_str(), kept.troops));
    assert_eq!(kept_back.collect::<Vec<_>>(), [("second", 15)]);
}

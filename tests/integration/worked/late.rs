//! Late starts: compress and slide, late predecessors, and what never starts.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{deadline_row, plan, strengths, under, usa};

/// A hundred troops wait for an agreement at the end of January: s0 = 2.
fn after_the_agreement(when_late: &str, deadline: &Value) -> Plan {
    plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "agreement", "date": "2023-01" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": deadline,
            "waits_for": ["agreement"],
            "when_late": when_late,
        }],
    }))
}

fn agreed_later(plan: &Plan, months: i32) -> Plan {
    under(plan, json!([{ "shift": { "event": "agreement", "months": months } }]))
}

#[test]
fn on_time_compress_and_slide_are_the_same() {
    // s = 2, b = e = 7, n = 6: 16 33 50 66 83 100
    for when_late in ["compress", "slide"] {
        let plan = after_the_agreement(when_late, &json!("2023-07-31"));
        assert_eq!(
            strengths(&plan, 0),
            [100, 100, 84, 67, 50, 34, 17, 0, 0, 0, 0, 0, 0],
            "{when_late}"
        );
    }
}

#[test]
fn a_compressed_phase_makes_up_for_a_late_start() {
    // The end of April opens month 5: s = 5, e = 7, n = 3: 33 66 100
    let late = agreed_later(&after_the_agreement("compress", &json!("2023-07-31")), 3);
    assert_eq!(strengths(&late, 0), [100, 100, 100, 100, 100, 67, 34, 0, 0, 0, 0, 0, 0]);
    assert_eq!(
        deadline_row(&late, 0),
        "2023-07-31 2023-07 goal 0 strength 0 met in 2023-07 slip 0 short 0"
    );
}

#[test]
fn a_sliding_phase_ends_as_late_as_it_starts() {
    // s = 5, e = 7 + (5 - 2) = 10, n = 6
    let late = agreed_later(&after_the_agreement("slide", &json!("2023-07-31")), 3);
    assert_eq!(strengths(&late, 0), [100, 100, 100, 100, 100, 84, 67, 50, 34, 17, 0, 0, 0]);
    assert_eq!(
        deadline_row(&late, 0),
        "2023-07-31 2023-07 goal 0 strength 50 missed in 2023-10 slip 3 short 50"
    );
}

#[test]
fn a_deadline_counted_from_the_agreement_moves_with_it_and_slides_no_further() {
    // Six months after the month of January: July; after April: October, b = e = 10.
    let deadline = json!({ "after": "agreement", "months": 6 });
    for when_late in ["compress", "slide"] {
        let late = agreed_later(&after_the_agreement(when_late, &deadline), 3);
        assert_eq!(
            strengths(&late, 0),
            [100, 100, 100, 100, 100, 84, 67, 50, 34, 17, 0, 0, 0],
            "{when_late}"
        );
        assert_eq!(
            deadline_row(&late, 0),
            "2023-10-31 2023-10 goal 0 strength 0 met in 2023-10 slip 0 short 0",
            "{when_late}"
        );
    }
}

#[test]
fn a_phase_that_starts_after_its_deadline_moves_everyone_in_its_first_month() {
    // The end of September opens month 10: e = max(7, 10) = 10, n = 1.
    let late = agreed_later(&after_the_agreement("compress", &json!("2023-07-31")), 8);
    assert_eq!(strengths(&late, 0), [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0, 0, 0]);
    assert_eq!(
        deadline_row(&late, 0),
        "2023-07-31 2023-07 goal 0 strength 100 missed in 2023-10 slip 3 short 100"
    );
    // Only caps spread it.
    let capped = under(
        &after_the_agreement("compress", &json!("2023-07-31")),
        json!([
            { "shift": { "event": "agreement", "months": 8 } },
            { "cap": { "name": "airlift", "per_month": 60 } },
        ]),
    );
    assert_eq!(strengths(&capped, 0)[9..], [100, 40, 0, 0]);
}

#[test]
fn an_event_before_the_first_month_has_happened() {
    // s = 1, n = 7: 14 28 42 57 71 85 100
    let early = agreed_later(&after_the_agreement("compress", &json!("2023-07-31")), -6);
    assert_eq!(strengths(&early, 0)[..=7], [100, 86, 72, 58, 43, 29, 15, 0]);
}

#[test]
fn a_late_phase_delays_the_one_after_it() {
    let plan = plan(json!({
        "through": "2023-12",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "agreement", "date": "2023-01" }],
        "phase": [
            {
                "name": "to forty",
                "target": { "reduce_to": 40 },
                "deadline": "2023-07-31",
                "waits_for": ["agreement"],
                "when_late": "slide",
            },
            { "name": "all", "target": "remainder", "deadline": "2023-12-31" },
        ],
    }));
    // As planned: months 2 to 7, ten a month; months 8 to 12, eight a month.
    assert_eq!(strengths(&plan, 0), [100, 100, 90, 80, 70, 60, 50, 40, 32, 24, 16, 8, 0]);
    // Three months late: 5 to 10; what follows compresses into 11 and 12.
    let late = agreed_later(&plan, 3);
    assert_eq!(strengths(&late, 0), [100, 100, 100, 100, 100, 90, 80, 70, 60, 50, 40, 20, 0]);
    assert_eq!(
        deadline_row(&late, 1),
        "2023-12-31 2023-12 goal 0 strength 0 met in 2023-12 slip 0 short 0"
    );
}

#[test]
fn a_rate_too_slow_for_its_deadline_delays_the_one_after_it() {
    // Ten a month down to twenty: e = 8, b = 5. What follows was to run in months 6 and 7 and
    // starts in month 9, after its deadline.
    let plan = plan(json!({
        "through": "2023-10",
        "contingent": [usa("IRQ", 100)],
        "phase": [
            {
                "name": "slow",
                "target": { "reduce_to": 20 },
                "deadline": "2023-05-31",
                "pace": { "rate": 10 },
            },
            { "name": "all", "target": "remainder", "deadline": "2023-07-31" },
        ],
    }));
    assert_eq!(strengths(&plan, 0), [100, 90, 80, 70, 60, 50, 40, 30, 20, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-05-31 2023-05 goal 20 strength 50 missed in 2023-08 slip 3 short 30"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-07-31 2023-07 goal 0 strength 30 missed in 2023-09 slip 2 short 30"
    );
}

/// The first phase waits for a treaty that never comes; the second starts in April.
fn first_never_starts(if_undated: &str) -> Plan {
    plan(json!({
        "through": "2023-07",
        "contingent": [usa("IRQ", 100)],
        "event": [{ "id": "treaty" }],
        "phase": [
            {
                "name": "first",
                "target": { "reduce_to": 60 },
                "deadline": "2023-03-31",
                "waits_for": ["treaty"],
                "if_undated": if_undated,
            },
            {
                "name": "second",
                "target": "remainder",
                "starts": "2023-04",
                "deadline": "2023-06-30",
            },
        ],
    }))
}

#[test]
fn a_phase_that_never_starts_blocks_those_after_it() {
    let plan = first_never_starts("block");
    assert_eq!(strengths(&plan, 0), [100; 8]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-03-31 2023-03 goal 60 strength 100 missed in - slip - short 40"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-06-30 2023-06 goal 0 strength 100 missed in - slip - short 100"
    );
    assert_eq!(plan.project().completion(), None);
}

#[test]
fn a_phase_that_never_starts_may_be_skipped() {
    // 33 66 100 in months 4 to 6
    let plan = first_never_starts("skip");
    assert_eq!(strengths(&plan, 0), [100, 100, 100, 100, 67, 34, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-06-30 2023-06 goal 0 strength 0 met in 2023-06 slip 0 short 0"
    );
}

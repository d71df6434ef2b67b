//! Late starts: `compress` and `slide`, late preceding phases, and phases that never start.

use drawdown::Plan;
use drawdown::engine::PhaseStatus;
use serde_json::{Value, json};

use super::{adjusted, causes, contingent, deadline_row, plan, strengths, usa};

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
    adjusted(plan, json!([{ "shift": { "event": "agreement", "months": months } }]))
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
    assert!(causes(&late, 0).is_empty());
}

#[test]
fn a_capped_phase_does_not_catch_up_and_both_the_event_and_the_cap_are_causes() {
    // By months 2 to 7, planned: 16 33 50 66 83 100; scheduled: 0 0 0 33 66 100; the lag 16 33 50
    // 33 17 0, in all 149. Twenty can go: of 33, 13 stay; of 13 + 33, 26; of 26 + 34, 40; in all 79.
    let late = adjusted(
        &after_the_agreement("compress", &json!("2023-07-31")),
        json!([
            { "shift": { "event": "agreement", "months": 3 } },
            { "cap": { "name": "airlift", "per_month": 20 } },
        ]),
    );
    assert_eq!(strengths(&late, 0), [100, 100, 100, 100, 100, 80, 60, 40, 20, 0, 0, 0, 0]);
    assert_eq!(
        deadline_row(&late, 0),
        "2023-07-31 2023-07 goal 0 strength 40 missed in 2023-09 slip 2 short 40"
    );
    assert_eq!(causes(&late, 0), ["event agreement 149", "cap airlift 79"]);
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
    // By months 2 to 7, planned: 16 33 50 66 83 100; scheduled: 0 0 0 16 33 50; the lag 16 33 50 50
    // 50 50.
    assert_eq!(causes(&late, 0), ["event agreement 249"]);
}

#[test]
fn a_deadline_counted_from_the_agreement_moves_with_it_and_does_not_slide() {
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
    // Only a cap spreads it.
    let capped = adjusted(
        &after_the_agreement("compress", &json!("2023-07-31")),
        json!([
            { "shift": { "event": "agreement", "months": 8 } },
            { "cap": { "name": "airlift", "per_month": 60 } },
        ]),
    );
    assert_eq!(strengths(&capped, 0)[9..], [100, 40, 0, 0]);
}

#[test]
fn an_event_before_the_first_month_has_already_happened() {
    // s = 1, n = 7: 14 28 42 57 71 85 100
    let early = agreed_later(&after_the_agreement("compress", &json!("2023-07-31")), -6);
    assert_eq!(strengths(&early, 0)[..=7], [100, 86, 72, 58, 43, 29, 15, 0]);
}

#[test]
fn a_late_phase_delays_the_next() {
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
    // Three months late: 5 to 10; the second phase compresses into 11 and 12.
    let late = agreed_later(&plan, 3);
    assert_eq!(strengths(&late, 0), [100, 100, 100, 100, 100, 90, 80, 70, 60, 50, 40, 20, 0]);
    assert_eq!(
        deadline_row(&late, 1),
        "2023-12-31 2023-12 goal 0 strength 0 met in 2023-12 slip 0 short 0"
    );
}

#[test]
fn a_rate_too_slow_for_its_deadline_delays_the_next_phase() {
    // Ten a month down to twenty: e = 8, b = 5. The next phase was to run in months 6 and 7 and
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
    // Only its own pace, which leaves 30, delays the slow phase. The next, started in month 6, would have moved half of
    // the 50 scheduled to be left by then, and all of them in month 7: 25 + 50.
    // By month 5 it has moved 50 of 80.
    assert_eq!(causes(&plan, 0), ["pace 30"]);
    assert_eq!(causes(&plan, 1), ["phase slow 75"]);
}

#[test]
fn two_rates_too_slow_for_their_deadlines_beside_an_empty_contingent() {
    // As of August 2024, through July 2025 + 12 months: T = 23.
    //
    // Phase 1: s = 1, b = 4. L = 841, cut = 269, all of it British: the Americans weigh 0. At 27 a
    // month ceil(269 / 27) = 10 months: e = 10, the last month moves 269 - 9 * 27 = 26.
    //
    // Phase 2: s0 = 5, b = 11, but s = 11. L = 572; at 16 a month ceil(572 / 16) = 36 months, so
    // that e = 46 lies after the end: by T, 13 * 16 = 208 have left, and 364 are still there.
    let plan = plan(json!({
        "as_of": "2024-08",
        "contingent": [
            contingent("GBR", "IRQ", 841),
            { "contributor": "USA", "host": "IRQ", "mission": "combat", "strength": 0 },
        ],
        "phase": [
            {
                "name": "phase 1",
                "target": { "reduce_by": 269 },
                "deadline": "2024-12",
                "pace": { "rate": 27 },
            },
            {
                "name": "phase 2",
                "target": "remainder",
                "deadline": "2025-07",
                "pace": { "rate": 16 },
            },
        ],
    }));
    assert_eq!(
        strengths(&plan, 0),
        [
            841, // 2024-08
            814, 787, 760, 733, 706, 679, 652, 625, 598, 572, // to 2025-06
            556, 540, 524, 508, 492, 476, 460, 444, 428, 412, 396, 380, 364, // to 2026-07
        ]
    );
    assert_eq!(strengths(&plan, 1), [0; 24]);
    assert_eq!(plan.project().completion(), None);
    // In month 4, 841 - 4 * 27 = 733 are there, 161 more than 572; in month 11, 572 - 16 = 556.
    assert_eq!(
        deadline_row(&plan, 0),
        "2024-12-31 2024-12 goal 572 strength 733 missed in 2025-06 slip 6 short 161"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2025-07-31 2025-07 goal 0 strength 556 missed in - slip - short 556"
    );
    // Started in month 5, phase 2 would have moved 16 32 48 64 80 96 112 by months 5 to 11. It has
    // moved 16 by month 11: 336 + 96.
    // Phase 1 has moved 108 of 269 by month 4; phase 2, started in month 5, would have moved 112 of 733 by month 11.
    assert_eq!(causes(&plan, 0), ["pace 161"]);
    assert_eq!(causes(&plan, 1), ["pace 621", "phase phase 1 432"]);
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
fn a_phase_that_never_starts_blocks_later_phases() {
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
    // Planned for the first, from s0 = 1: floor(40 k / 3) = 13 26 40; for the second, with all
    // hundred from s0 = 4: 33 66 100.
    assert_eq!(causes(&plan, 0), ["event treaty 79"]);
    assert_eq!(causes(&plan, 1), ["phase first 199"]);
}

#[test]
fn a_phase_that_never_starts_can_be_skipped() {
    // 33 66 100 in months 4 to 6
    let plan = first_never_starts("skip");
    assert_eq!(strengths(&plan, 0), [100, 100, 100, 100, 67, 34, 0, 0]);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-06-30 2023-06 goal 0 strength 0 met in 2023-06 slip 0 short 0"
    );
}

/// The first phase waits for a treaty of January that a variant puts off to September, after its `until`; the second is
/// in proportion to it; the third follows the second. In the month of that `until` a phase elsewhere starts.
fn lost_by_replacement(if_undated: &str) -> Plan {
    let plan = plan(json!({
        "through": "2023-11",
        "contingent": [usa("IRQ", 100), usa("KWT", 50), usa("SYR", 10)],
        "event": [{ "id": "treaty", "date": "2023-01" }],
        "phase": [
            {
                "name": "first",
                "scope": { "host": "KWT" },
                "target": { "reduce_to": 20 },
                "deadline": "2023-08-31",
                "until": "2023-06-30",
                "waits_for": ["treaty"],
            },
            {
                "name": "in step",
                "scope": { "host": "IRQ" },
                "target": { "in_proportion_to": "first" },
                "deadline": "2023-03-31",
                "if_undated": if_undated,
            },
            {
                "name": "last",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-10-31",
            },
            {
                "name": "elsewhere",
                "scope": { "host": "SYR" },
                "target": "remainder",
                "starts": "2023-06",
                "deadline": "2023-06-30",
            },
        ],
    }));
    adjusted(&plan, json!([{ "shift": { "event": "treaty", "months": 8 } }]))
}

#[test]
fn what_is_in_proportion_to_a_phase_replaced_first_never_starts() {
    // Known from month 7 on, the month after u. Skipped, the last starts there: 25 50 75 100 in months 7 to 10.
    let skipping = lost_by_replacement("skip");
    assert_eq!(strengths(&skipping, 0), [100, 100, 100, 100, 100, 100, 100, 75, 50, 25, 0, 0]);
    // Not skipped, it keeps the last from ever starting.
    let blocking = lost_by_replacement("block");
    assert_eq!(strengths(&blocking, 0), [100; 12]);
    let outcomes = blocking.project().deadlines();
    let status: Vec<PhaseStatus> = outcomes[..3].iter().map(|outcome| outcome.status).collect();
    assert_eq!(
        status,
        [PhaseStatus::NotStarted, PhaseStatus::NeverStarts, PhaseStatus::NeverStarts]
    );
}

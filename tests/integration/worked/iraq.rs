//! Iraq as reported in September 2024 (the example of section 3 of the rules), beside the 900 in Syria.
//!
//! As of 2024-08: month 1 is 2024-09, month 13 is 2025-09, month 28 is 2026-12.

use drawdown::{Mission, Plan};
use serde_json::json;

use super::{adjusted, causes, deadline_row, month, scheduled, strengths, usa};

fn iraq() -> Plan {
    super::plan(json!({
        "title": "US-Iraq withdrawal plan as reported on 6 September 2024",
        "as_of": "2024-08",
        "through": "2027-12",
        "contingent": [usa("IRQ", 2_500), usa("SYR", 900)],
        "event": [
            {
                "id": "announcement",
                "name": "final approval by both capitals, and the announcement",
                "date": { "low": "2024-09", "best": "2024-09", "high": "2025-03" },
            },
            { "id": "election", "date": "2025-11-11" },
        ],
        "residual": [{
            "scope": { "contributor": "USA", "host": "IRQ" },
            "strength": { "low": 0, "best": 250, "high": 500, "words": "some can remain" },
            "mission": "advise-and-assist",
            "through": "2029-12",
        }],
        "phase": [
            {
                "name": "first year",
                "scope": { "host": "IRQ" },
                "target": {
                    "reduce_by": { "low": 200, "best": 500, "high": 900, "words": "hundreds" },
                },
                "deadline": "2025-09-30",
                "blocks": 250,
                "waits_for": ["announcement"],
                "starts": "2024-10",
            },
            {
                "name": "the remainder",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2026-12-31",
            },
        ],
        "hold": [{
            "name": "until sixty days after the election",
            "from": "2025-10",
            "through": { "after": "election", "days": 60 },
        }],
        "cap": [{ "name": "airlift", "scope": { "host": "IRQ" }, "per_month": 400 }],
    }))
}

#[test]
fn hundreds_leave_in_the_first_year_and_all_but_the_advisers_by_the_end_of_2026() {
    let plan = iraq();
    // First year: `starts` 2024-10 is 1 October, nearest to 30 September (month 1), so it opens
    // month 2; the announcement, by 30 September, opens month 2 as well. s = s0 = 2, b = e = 13,
    // n = 12. L = 2,500, W = 2,500 - 250 = 2,250, cut = 500. floor(500 k / 12) reaches 250 at
    // k = 6 (month 7) and 500 at k = 12 (month 13): blocks of 250 leave in those two months.
    //
    // The remainder: s = 14, e = b = 28, n = 15. L = 2,000, cut = W = 1,750. floor(1,750 k / 15):
    // 116 233 350 466 583 700 816 933 1,050 1,166 1,283 1,400 1,516 1,633 1,750.
    //
    // The hold: from 1 October 2025 (month end 13) through 11 November + 60 days = 10 January 2026,
    // nearest to 31 December (month 16): it covers months 14 to 16. Month 17 is due 466: the
    // airlift takes 400, 66 are left over. Month 18 is due 66 + 117 = 183, and the plan is back on
    // its schedule: 2,000 - 583 = 1,417.
    assert_eq!(
        strengths(&plan, 0),
        [
            2_500, // 2024-08
            2_500, 2_500, 2_500, 2_500, // to 2024-12
            2_500, 2_500, 2_250, 2_250, 2_250, 2_250, 2_250, 2_250, 2_000, 2_000, 2_000, 2_000,
            1_600, 1_417, 1_300, 1_184, 1_067, 950, 834, 717, 600, 484, 367, 250, // 2026
            250, 250, 250, 250, 250, 250, 250, 250, 250, 250, 250, 250, // 2027
        ]
    );
    assert_eq!(
        scheduled(&plan, 0)[13..=18],
        [2_000, 1_884, 1_767, 1_650, 1_534, 1_417] // as if there were no hold and no cap
    );
    assert_eq!(strengths(&plan, 1), [900; 41]); // no phase concerns Syria

    // Goals: 2,500 - 500 = 2,000; 2,000 - 1,750 = 250.
    assert_eq!(
        deadline_row(&plan, 0),
        "2025-09-30 2025-09 goal 2000 strength 2000 met in 2025-09 slip 0 short 0"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2026-12-31 2026-12 goal 250 strength 250 met in 2026-12 slip 0 short 0"
    );
    let projection = plan.project();
    assert_eq!(
        projection.theatre().residual_by_mission(month("2026-12")),
        [(Mission::AdviseAndAssist, 250)]
    );
    assert_eq!(projection.completion(), Some(month("2026-12")));
    assert_eq!(projection.theatre().peak_home_departures(), Some((month("2026-01"), 400)));
}

#[test]
fn announced_six_months_late_iraq_still_meets_its_first_year() {
    // 30 September 2024, given as a month, + 6 months is the end of 2025-03 (month 7): s = 8,
    // e = b = 13, n = 6. floor(500 k / 6) = 83 166 250 333 416 500: a block in month 10 (k = 3),
    // one in month 13.
    let late = adjusted(&iraq(), json!([{ "shift": { "event": "announcement", "months": 6 } }]));
    assert_eq!(
        strengths(&late, 0)[..=18],
        [
            2_500, 2_500, 2_500, 2_500, 2_500, 2_500, 2_500, 2_500, 2_500,
            2_500, // to 2025-05
            2_250, 2_250, 2_250, 2_000, 2_000, 2_000, 2_000, 1_600, 1_417,
        ]
    );
    assert_eq!(
        deadline_row(&late, 0),
        "2025-09-30 2025-09 goal 2000 strength 2000 met in 2025-09 slip 0 short 0"
    );
}

#[test]
fn an_airlift_of_a_hundred_a_month_makes_iraq_miss_both_deadlines() {
    let slow = adjusted(
        &iraq(),
        json!([{ "cap": { "name": "airlift", "scope": { "host": "IRQ" }, "per_month": 100 } }]),
    );
    // First block: due 250 in month 7, sent 100, 100, 50. Second: due 250 in month 13, sent 100;
    // 150 wait. Held through month 16. Then 100 a month, the first year's 150 before the rest:
    // 150 + 1,750 = 1,900 take months 17 to 35 (2027-07).
    assert_eq!(
        strengths(&slow, 0),
        [
            2_500, // 2024-08
            2_500, 2_500, 2_500, 2_500, // to 2024-12
            2_500, 2_500, 2_400, 2_300, 2_250, 2_250, 2_250, 2_250, 2_150, 2_150, 2_150, 2_150,
            2_050, 1_950, 1_850, 1_750, 1_650, 1_550, 1_450, 1_350, 1_250, 1_150, 1_050, 950, 850,
            750, 650, 550, 450, 350, 250, 250, 250, 250, 250, 250, // 2027
        ]
    );
    // 2,150 at month 13 is 150 from the goal; 1,950 at month 18 reaches it, five months late.
    assert_eq!(
        deadline_row(&slow, 0),
        "2025-09-30 2025-09 goal 2000 strength 2150 missed in 2026-02 slip 5 short 150"
    );
    assert_eq!(
        deadline_row(&slow, 1),
        "2026-12-31 2026-12 goal 250 strength 950 missed in 2027-07 slip 7 short 700"
    );
    // First year, months 2 to 13: the cap keeps back 150 in month 7, 50 in month 8, 150 in month
    // 13.
    assert_eq!(causes(&slow, 0), ["cap airlift 350"]);
    // The remainder, months 14 to 28. The hold: 116 + 233 + 350 = 699. The cap: all 466 in month 17
    // (the first year's 100 go before), 583 - 50 = 533 in month 18 (50 of the 100 are the first
    // year's), then what is scheduled by then less 150, 250, .. 1,050:
    // 550 566 583 600 616 633 650 666 683 700; in all 466 + 533 + 6,247 = 7,246.
    assert_eq!(
        causes(&slow, 1),
        ["cap airlift 7246", "hold until sixty days after the election 699"]
    );
}

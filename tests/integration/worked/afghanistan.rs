//! Afghanistan as agreed at Doha on 29 February 2020, the allies leaving in proportion; the allied
//! strengths are round figures.
//!
//! As of 2020-02: month 1 is 2020-03, month 14 is 2021-04.

use drawdown::Plan;
use serde_json::json;

use super::{adjusted, contingent, deadline_row, strengths, usa};

fn afghanistan() -> Plan {
    super::plan(json!({
        "as_of": "2020-02",
        "through": "2021-08",
        "contingent": [
            usa("AFG", 13_000),
            contingent("DEU", "AFG", 1_300),
            contingent("ITA", "AFG", 900),
        ],
        "event": [{ "id": "signing", "date": "2020-02-29" }],
        "phase": [
            {
                "name": "to 8,600",
                "scope": { "contributor": "USA" },
                "target": { "reduce_to": 8_600 },
                "deadline": { "after": "signing", "days": 135 },
                "waits_for": ["signing"],
            },
            {
                "name": "allies in proportion",
                "scope": { "contributor": ["DEU", "ITA"] },
                "target": { "in_proportion_to": "to 8,600" },
                "deadline": { "after": "signing", "days": 135 },
            },
            {
                "name": "everyone",
                "target": "remainder",
                "deadline": { "after": "signing", "months": 14 },
            },
        ],
    }))
}

#[test]
fn the_doha_agreement_counts_135_days_and_14_months_from_its_signing() {
    let plan = afghanistan();
    // 29 February is the end of month 0: the agreement opens month 1. 135 days on is 13 July 2020,
    // 13 days after 30 June and 18 before 31 July: it binds 2020-06 (month 4). 14 months on is
    // 29 April 2021, which binds 2021-04 (month 14).
    //
    // To 8,600: s = 1, e = 4, cut = 13,000 - 8,600 = 4,400, 1,100 a month.
    // Everyone: s = 5, e = 14, n = 10; 8,600 leave, 860 a month.
    assert_eq!(
        strengths(&plan, 0),
        [
            13_000, 11_900, 10_800, 9_700, 8_600, 7_740, 6_880, 6_020, 5_160, 4_300, 3_440, 2_580,
            1_720, 860, 0, 0, 0, 0, 0
        ]
    );
    // Allies: L = 2,200, cut = floor(2,200 * 4,400 / 13,000) = floor(744.6) = 744, apportioned by
    // 1,300 and 900: 439.64 and 304.36, so 440 and 304; 110 and 76 a month. Then 860 and 596 over
    // ten months: 86 a month; floor(59.6 k) = 59 119 178 238 298 357 417 476 536 596.
    assert_eq!(
        strengths(&plan, 1),
        [1_300, 1_190, 1_080, 970, 860, 774, 688, 602, 516, 430, 344, 258, 172, 86, 0, 0, 0, 0, 0]
    );
    assert_eq!(
        strengths(&plan, 2),
        [900, 824, 748, 672, 596, 537, 477, 418, 358, 298, 239, 179, 120, 60, 0, 0, 0, 0, 0]
    );
    assert_eq!(
        deadline_row(&plan, 0),
        "2020-07-13 2020-06 goal 8600 strength 8600 met in 2020-06 slip 0 short 0"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2020-07-13 2020-06 goal 1456 strength 1456 met in 2020-06 slip 0 short 0"
    );
    assert_eq!(
        deadline_row(&plan, 2),
        "2021-04-29 2021-04 goal 0 strength 0 met in 2021-04 slip 0 short 0"
    );
}

#[test]
fn four_months_more_for_the_last_phase_end_in_august_2021() {
    // 29 April + 4 months is 29 August 2021, which binds 2021-08 (month 18): n = 14 from month 5.
    // floor(8,600 k / 14): 614 1,228 1,842 2,457 3,071 3,685 4,300 4,914 5,528 6,142 6,757 7,371
    // 7,985 8,600.
    let later =
        adjusted(&afghanistan(), json!([{ "shift": { "phase": "everyone", "months": 4 } }]));
    assert_eq!(
        strengths(&later, 0),
        [
            13_000, 11_900, 10_800, 9_700, 8_600, 7_986, 7_372, 6_758, 6_143, 5_529, 4_915, 4_300,
            3_686, 3_072, 2_458, 1_843, 1_229, 615, 0
        ]
    );
    assert_eq!(
        deadline_row(&later, 2),
        "2021-08-29 2021-08 goal 0 strength 0 met in 2021-08 slip 0 short 0"
    );
}

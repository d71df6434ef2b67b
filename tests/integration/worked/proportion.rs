//! Allies who leave in proportion: a thousand Americans, a hundred Germans, forty Italians.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{adjusted, contingent, deadline_row, plan, strengths, usa};

/// Three hundred Americans leave by July once an agreement is signed at the end of January.
fn in_proportion(event: &Value, residual: u32) -> Plan {
    plan(json!({
        "through": "2023-08",
        "contingent": [
            usa("AFG", 1_000),
            contingent("DEU", "AFG", 100),
            contingent("ITA", "AFG", 40),
        ],
        "event": [event],
        "residual": [{ "scope": { "contributor": "DEU" }, "strength": residual }],
        "phase": [
            {
                "name": "Americans",
                "scope": { "contributor": "USA" },
                "target": { "reduce_by": 300 },
                "deadline": "2023-07-31",
                "waits_for": ["agreement"],
            },
            {
                "name": "allies",
                "scope": { "contributor": ["DEU", "ITA"] },
                "target": { "in_proportion_to": "Americans" },
                "deadline": "2023-07-31",
            },
        ],
    }))
}

fn at_the_end_of_january() -> Value {
    json!({ "id": "agreement", "date": "2023-01-31" })
}

#[test]
fn allies_cut_the_same_share_and_start_no_earlier() {
    // Americans: s = 2, n = 6, fifty a month. Allies: s = 2, cut = floor(140 * 300 / 1,000) = 42,
    // over 100 and 40: 30 and 12; five and two a month.
    let plan = in_proportion(&at_the_end_of_january(), 0);
    assert_eq!(strengths(&plan, 0), [1_000, 1_000, 950, 900, 850, 800, 750, 700, 700]);
    assert_eq!(strengths(&plan, 1), [100, 100, 95, 90, 85, 80, 75, 70, 70]);
    assert_eq!(strengths(&plan, 2), [40, 40, 38, 36, 34, 32, 30, 28, 28]);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-07-31 2023-07 goal 98 strength 98 met in 2023-07 slip 0 short 0"
    );
}

#[test]
fn allies_start_late_with_the_phase_they_follow() {
    // The end of April opens month 5: n = 3; a hundred, ten and four a month.
    let late = adjusted(
        &in_proportion(&at_the_end_of_january(), 0),
        json!([{ "shift": { "event": "agreement", "months": 3 } }]),
    );
    assert_eq!(strengths(&late, 0), [1_000, 1_000, 1_000, 1_000, 1_000, 900, 800, 700, 700]);
    assert_eq!(strengths(&late, 1), [100, 100, 100, 100, 100, 90, 80, 70, 70]);
    assert_eq!(strengths(&late, 2), [40, 40, 40, 40, 40, 36, 32, 28, 28]);
}

#[test]
fn a_floor_leaves_allies_short_of_their_share() {
    // Ninety-five Germans stay: w = 5 and 40, W = 45 is enough for 42, over 5 and 40: 4.67, 37.33,
    // so 5 and 37. floor(5 k / 6) = 0 1 2 3 4 5; floor(37 k / 6) = 6 12 18 24 30 37.
    let plan = in_proportion(&at_the_end_of_january(), 95);
    assert_eq!(strengths(&plan, 1), [100, 100, 100, 99, 98, 97, 96, 95, 95]);
    assert_eq!(strengths(&plan, 2), [40, 40, 34, 28, 22, 16, 10, 3, 3]);
    // A hundred stay: W = 40, two short.
    let plan = in_proportion(&at_the_end_of_january(), 100);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-07-31 2023-07 goal 98 strength 100 missed in - slip - short 2"
    );
}

#[test]
fn allies_of_a_phase_that_never_starts_never_start() {
    // Judged as planned, from s0 = 1: 140 - 42 = 98.
    let plan = in_proportion(&json!({ "id": "agreement" }), 0);
    assert_eq!(strengths(&plan, 1), [100; 9]);
    assert_eq!(
        deadline_row(&plan, 0),
        "2023-07-31 2023-07 goal 700 strength 1000 missed in - slip - short 300"
    );
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-07-31 2023-07 goal 98 strength 140 missed in - slip - short 42"
    );
}

#[test]
fn allies_of_a_phase_that_cuts_nothing_cut_nothing() {
    // L_q = 0, so the cut is 0.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [usa("AFG", 0), contingent("DEU", "AFG", 100)],
        "phase": [
            {
                "name": "Americans",
                "scope": { "contributor": "USA" },
                "target": "remainder",
                "deadline": "2023-01-31",
            },
            {
                "name": "allies",
                "scope": { "contributor": "DEU" },
                "target": { "in_proportion_to": "Americans" },
                "deadline": "2023-01-31",
            },
        ],
    }));
    assert_eq!(strengths(&plan, 1), [100, 100, 100]);
    assert_eq!(
        deadline_row(&plan, 1),
        "2023-01-31 2023-01 goal 100 strength 100 met in 2023-01 slip 0 short 0"
    );
}

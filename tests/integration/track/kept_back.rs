//! Who is kept back in tracked plans, worked by hand.

use drawdown::observed::{ObservationChoice, Observations};
use serde_json::{Value, json};

use crate::engine;

/// Who is kept back in a month of a tracked plan, by phase.
fn kept_back(document: &Value, figure: &str, month: usize) -> Vec<(String, u64)> {
    let file = format!("month,contributor,host,mission,strength,source\n{figure},press\n");
    let observations = Observations::from_csv(file.as_bytes()).unwrap();
    let seen = observations.of_plan(&engine::plan(document), &ObservationChoice::default());
    let month = seen.unwrap().tracked_plan().month_records().nth(month).unwrap();
    month.kept_back.into_iter().map(|kept| (kept.phase, kept.troops)).collect()
}

#[test]
fn those_of_the_phase_that_began_first_leave_before_those_called_up() {
    // "some" is held in Kuwait through month 5: forty are late. "rest" leaves sixty in Kuwait and moves nobody there.
    // In month 5 ten more are seen in Kuwait, whom "rest" calls up: of 40 + 10, fifteen can go in each month from then on.
    let document = json!({
        "title": "called up", "as_of": "2022-12",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": 100 },
            { "contributor": "USA", "host": "KWT", "strength": 100 },
        ],
        "residual": [{ "scope": { "host": "KWT" }, "strength": 60 }],
        "phase": [
            {
                "name": "some", "scope": { "host": "KWT" }, "target": { "reduce_by": 40 },
                "deadline": "2023-02-28",
            },
            { "name": "rest", "target": "remainder", "deadline": "2023-04-30" },
        ],
        "hold": [{ "name": "talks", "scope": { "host": "KWT" }, "through": "2023-05-31" }],
        "cap": [{ "name": "airlift", "scope": { "host": "KWT" }, "per_month": 15 }],
    });
    let kept = |month| kept_back(&document, "2023-05,USA,KWT,,110", month);
    assert_eq!(kept(6), [("some".into(), 25), ("rest".into(), 10)]);
    assert_eq!(kept(7), [("some".into(), 10), ("rest".into(), 10)]);
    assert_eq!(kept(8), [("rest".into(), 5)]);
}

#[test]
fn a_rate_that_takes_longer_leaves_the_other_phases_as_they_are() {
    // "slow" moves ten a month in months 1 to 4; a hundred seen in month 2 make it last to month 6. "free" and "capped"
    // move ten a month through month 10, but five of "capped" can go: in month 7 35 of 70 are kept back.
    let hosts = ["IRQ", "JOR", "KWT"];
    let contingent = |host: &str| json!({ "contributor": "USA", "host": host, "strength": 100 });
    let phase = |name: &str, host: &str| {
        json!({
            "name": name, "scope": { "host": host }, "target": "remainder",
            "deadline": "2023-10-31",
        })
    };
    let document = json!({
        "title": "three at once", "as_of": "2022-12",
        "contingent": hosts.map(contingent),
        "phase": [
            {
                "name": "slow", "scope": { "host": "IRQ" }, "target": { "reduce_to": 60 },
                "pace": { "rate": 10 }, "deadline": "2023-04-30",
            },
            phase("free", "JOR"),
            phase("capped", "KWT"),
        ],
        "cap": [{ "name": "airlift", "scope": { "host": "KWT" }, "per_month": 5 }],
    });
    assert_eq!(kept_back(&document, "2023-02,USA,IRQ,,100", 7), [("capped".into(), 35)]);
}

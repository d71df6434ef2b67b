//! Slips and values, which only draws have.

use std::collections::BTreeMap;

use super::super::{Draw, draw, project_drawn};
use super::*;

fn with_slip(phases: &Value, slip: &Value) -> Value {
    let slip = with(json!({ "name": "late", "months": { "values": [0, 3, -2] } }), slip);
    of(1_200, json!({ "phase": phases, "slip": [slip] }))
}

/// The projection of a draw in which each of these was drawn.
fn slipped(plan: &Value, months: &[(&str, i64)]) -> Outcome {
    let estimates = months.iter().map(|(name, v)| ((*name).to_owned(), v.to_string())).collect();
    project_drawn(plan, None, &Draw { estimates, ..Draw::default() }).unwrap()
}

#[test]
fn a_slip_moves_the_paced_end_and_neither_deadline_nor_goal() {
    let plan = with_slip(&json!([all(&json!({}))]), &json!({ "common": true }));
    let by = |v| slipped(&plan, &[("slip[\"late\"].months", v)]);
    assert_eq!(by(0), projected(&plan)); // only draws slip
    // 1,200 over fifteen months, 80 each: 240 are left at the deadline
    let late = by(3);
    assert_eq!(
        line(&late, 0),
        "all,2024-12-31,2024-12,0,240,false,2025-03,3,240,2024-01,80,80,false"
    );
    assert_eq!(late.causes[0], [cause("pace", "", 240)]);
    // and over ten months, 120 each
    assert_eq!(
        line(&by(-2), 0),
        "all,2024-12-31,2024-12,0,0,true,2024-10,-2,0,2024-01,120,120,false"
    );
    // never before its start: e = max(s, b + v) = s
    assert_eq!(
        line(&by(-20), 0),
        "all,2024-12-31,2024-12,0,0,true,2024-01,-11,0,2024-01,1200,1200,false"
    );
}

#[test]
fn a_common_slip_does_not_add_up_along_a_chain() {
    let phases = json!([
        phase("first", &json!({ "target": { "reduce_by": 600 }, "deadline": "2024-06" })),
        phase("second", &json!({})),
    ]);
    let slip =
        |outcome: &Outcome| outcome.deadlines.iter().map(|row| row.slip_months).collect::<Vec<_>>();
    let plan = with_slip(&phases, &json!({ "common": true }));
    // the first ends in September, the second runs from October through March
    assert_eq!(slip(&slipped(&plan, &[("slip[\"late\"].months", 3)])), [Some(3), Some(3)]);
    let plan = with_slip(&phases, &json!({}));
    let each = [("slip[\"late\"].months[\"first\"]", 3), ("slip[\"late\"].months[\"second\"]", 0)];
    assert_eq!(slip(&slipped(&plan, &each)), [Some(3), Some(0)]);
}

#[test]
fn slips_add_up_and_slide_goes_at_least_as_far() {
    let mut plan = with_slip(&json!([all(&json!({}))]), &json!({}));
    plan["slip"] = json!([plan["slip"][0], { "name": "more", "months": { "values": [1, 2] }, "phases": ["all"] }]);
    let both = [("slip[\"late\"].months[\"all\"]", 3), ("slip[\"more\"].months[\"all\"]", 2)];
    assert_eq!(due(&slipped(&plan, &both), 0).slip_months, Some(5));

    // s = May, four months after s0: e is not before b + 4, for v = 1 as for v = -2, and b + 6 for v = 6
    let mut plan = with_slip(
        &json!([all(&json!({ "waits_for": ["signed"], "when_late": "slide" }))]),
        &json!({ "common": true }),
    );
    plan["event"] = json!([{ "id": "signed", "date": { "low": "2023-12", "best": "2023-12", "high": "2024-06" } }]);
    let by = |v: i64| {
        let drawn = [
            ("slip[\"late\"].months", v.to_string()),
            ("event[\"signed\"].date", "2024-04".to_owned()),
        ];
        let estimates = drawn.into_iter().map(|(name, v)| (name.to_owned(), v)).collect();
        let outcome = project_drawn(&plan, None, &Draw { estimates, ..Draw::default() }).unwrap();
        outcome.deadlines[0].slip_months
    };
    assert_eq!((by(1), by(-2), by(6)), (Some(4), Some(4), Some(6)));
}

#[test]
fn at_a_rate_the_start_slips() {
    let plan = with_slip(
        &json!([all(&json!({ "pace": { "rate": 100 }, "starts": "2024-01" }))]),
        &json!({ "common": true }),
    );
    let by = |v| slipped(&plan, &[("slip[\"late\"].months", v)]);
    // 100 a month from April on: 900 by December
    assert_eq!(
        line(&by(3), 0),
        "all,2024-12-31,2024-12,0,300,false,2025-03,3,300,2024-04,100,100,false"
    );
    assert_eq!(by(-2), projected(&plan));
}

#[test]
fn values_are_drawn_one_as_often_as_another() {
    let mut plan = with_slip(&json!([all(&json!({}))]), &json!({ "common": true }));
    plan["contingent"][0]["strength"] = json!({ "values": [900, 1_000, 1_000, 1_300] });
    plan["phase"][0]["until"] = json!({ "values": ["2024-06-30", "2024-08-31"] });
    let mut strengths: BTreeMap<String, i32> = BTreeMap::new();
    let mut slips: BTreeMap<String, i32> = BTreeMap::new();
    for number in 0..4_000 {
        let drawn = draw(&plan, None, 7, number).unwrap();
        let value = |name: &str| drawn.estimates[name].clone();
        *strengths.entry(value("contingent[USA in IRQ, unspecified].strength")).or_insert(0) += 1;
        *slips.entry(value("slip[\"late\"].months")).or_insert(0) += 1;
        assert!(["2024-06-30", "2024-08-31"].contains(&value("phase[\"all\"].until").as_str()));
    }
    // 1,000 is written twice; each of 4,000 draws within 5 standard deviations (27 of 1,000, 32 of 2,000, 30 of 1,333)
    let expected = [("1000", 2_000, 160), ("1300", 1_000, 137), ("900", 1_000, 137)];
    for ((value, count), (written, mean, five)) in strengths.iter().zip(expected) {
        assert_eq!(value, written);
        assert!(count.abs_diff(mean) <= five, "{value}: {count}");
    }
    assert_eq!(slips.keys().collect::<Vec<_>>(), ["-2", "0", "3"]);
    assert!(slips.values().all(|count| count.abs_diff(1_333) <= 150), "{slips:?}");
}

#[test]
fn equal_values_draw_nothing_but_a_slip_is_always_drawn() {
    let mut plan = with_slip(&json!([all(&json!({}))]), &json!({ "months": { "values": [4, 4] } }));
    plan["contingent"][0]["strength"] = json!({ "values": [900, 900] });
    let drawn = draw(&plan, None, 0, 0).unwrap();
    let names: Vec<&String> = drawn.estimates.keys().collect();
    assert_eq!(names, ["slip[\"late\"].months[\"all\"]"]);
    assert_eq!(due(&project_drawn(&plan, None, &drawn).unwrap(), 0).slip_months, Some(4));
}

#[test]
fn a_slip_names_phases_that_there_are() {
    let phases = json!([all(&json!({}))]);
    assert!(refused(&with_slip(&phases, &json!({ "phases": ["none"] }))).contains("not a phase"));
    let mut plan = with_slip(&phases, &json!({ "phases": ["all"] }));
    plan["variant"] = json!([{ "name": "v", "adjust": [{ "cancel": { "phase": "all" } }] }]);
    assert!(refused(&plan).contains("not a phase"));
    assert!(
        refused(&with_slip(&phases, &json!({ "months": { "values": [1_201] } }))).contains("slip")
    );
}

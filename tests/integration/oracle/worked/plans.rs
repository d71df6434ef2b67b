//! Plans as they were announced, and days that do not mean what they seem to.

use super::super::warnings;
use super::*;

fn warned(plan: &Value) -> Vec<(String, String)> {
    warnings(plan).unwrap().into_iter().collect()
}

fn warning(place: &str, kind: &str) -> (String, String) {
    (place.to_owned(), kind.to_owned())
}

#[test]
fn a_residual_that_ends_with_the_mandate_stays() {
    // 20 May counts as May: the last 310 are protected through the deadline, so nobody is to leave, and nobody does
    let mut plan = of(
        310,
        json!({
            "residual": [{ "strength": 310, "through": "2024-05-20" }],
            "phase": [all(&json!({ "deadline": "2024-05-20" }))],
        }),
    );
    let outcome = projected(&plan);
    assert_eq!(
        line(&outcome, 0),
        "all,2024-05-20,2024-05,310,310,true,2024-01,-4,0,2024-01,0,0,false"
    );
    assert_eq!(warned(&plan), [warning("residual[0]", "stays_after_end")]);
    // a phase that runs beyond it moves them, all at once
    plan["phase"][0]["deadline"] = json!("2024-06");
    assert_eq!(warned(&plan), [warning("phase[0]", "uncapped_surge")]);
    assert_eq!(strengths(&projected(&plan))[4..6], [310, 0]);
}

#[test]
fn windows_that_cover_no_month_end() {
    // 16 January counts as January, 14 February too: it would cover the months after January through January
    let plan = |from: &str, through: &str| {
        of(
            1_200,
            json!({
                "phase": [all(&json!({}))],
                "hold": [{ "name": "thirty days", "from": from, "through": through }],
            }),
        )
    };
    let none = plan("2024-01-16", "2024-02-14");
    assert_eq!(warned(&none), [warning("hold[0]", "covers_no_month")]);
    assert_eq!(strengths(&projected(&none))[..3], [1_100, 1_000, 900]);
    // 15 January counts as December, 16 February as February
    let two = plan("2024-01-15", "2024-02-16");
    assert_eq!(warned(&two), [warning("phase[0]", "uncapped_surge")]); // 300 in March
    assert_eq!(strengths(&projected(&two))[..3], [1_200, 1_200, 900]);
}

#[test]
fn due_on_the_fifteenth() {
    // 15 July: 15 days after 30 June, 16 before 31 July
    let mut plan = of(
        3_000,
        json!({
            "phase": [all(&json!({ "target": { "reduce_to": 1_900 }, "deadline": "2024-07-15" }))],
        }),
    );
    assert_eq!(due(&projected(&plan), 0).binding_month.as_deref(), Some("2024-06"));
    // a final withdrawal from 16 October through 15 December: November alone
    plan["phase"][0] = phase("final", &json!({ "starts": "2024-10-16", "deadline": "2024-12-15" }));
    assert_eq!(strengths(&projected(&plan))[9..12], [3_000, 0, 0]);
    // a day more at each end: 15 October counts as September, 16 December as December
    plan["phase"][0] = phase("final", &json!({ "starts": "2024-10-15", "deadline": "2024-12-16" }));
    assert_eq!(strengths(&projected(&plan))[8..12], [3_000, 2_000, 1_000, 0]);
}

#[test]
fn two_ways_at_once_are_refused() {
    let mut plan = of(
        900,
        json!({
            "phase": [
                phase("to Guam", &json!({ "scope": { "host": "IRQ" }, "target": { "reduce_by": 300 }, "destination": { "host": "GUM" } })),
                phase("home", &json!({ "scope": { "host": "IRQ" }, "target": { "reduce_by": 300 }, "starts": "2024-01" })),
            ],
        }),
    );
    plan["contingent"] = json!([
        { "contributor": "USA", "host": "IRQ", "strength": 900 },
        { "contributor": "USA", "host": "GUM", "strength": 0 },
    ]);
    assert!(refused(&plan).contains("starts before to Guam is due"));
}

#[test]
fn half_of_the_force_by_a_year() {
    // due by 2015 (2014-12 to 2015-12) and 2020: half of 20,000 is 10,000, counted by the first strength
    let mut plan = of(
        20_000,
        json!({
            "phase": [
                phase("half", &json!({
                    "target": { "reduce_to_percent": 50 },
                    "deadline": { "low": "2014-12", "best": "2015-12", "high": "2015-12" },
                    "until": "2013-03",
                })),
                phase("the rest", &json!({ "deadline": { "low": "2019-12", "best": "2019-12", "high": "2020-12" } })),
            ],
        }),
    );
    plan["as_of"] = json!("2010-10");
    // 10,000 over 62 months through March 2013 (29 months): floor(10,000 * 29/62) = 4,677
    let outcome = projected(&plan);
    assert_eq!(outcome.totals[29].strength, 15_323);
    assert!(due(&outcome, 0).replaced);
    assert_eq!(due(&outcome, 1).met, Some(true));
}

#[test]
fn countries_and_missions() {
    let mut plan = of(10, json!({ "phase": [all(&json!({}))] }));
    plan["contingent"][0]["mission"] = json!("observers");
    plan["country"] = json!([{ "code": "XNA", "name": "other NATO members" }]);
    plan["announced"] = json!("2023-11-30");
    plan["source"] = json!([{ "id": "crs", "title": "a report", "date": "2011" }]);
    assert_eq!(strengths(&projected(&plan))[11], 0);
    plan["country"] = json!([{ "code": "XNA", "name": "a" }, { "code": "XNA", "name": "b" }]);
    assert!(refused(&plan).contains("two countries"));
}

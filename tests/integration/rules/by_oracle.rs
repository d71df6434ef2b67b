//! Worked examples that the oracle and the library both compute.

use serde_json::{Value, json};

use super::says;
use crate::{engine, oracle};

/// A plan as of December 2023.
fn of(troops: u64, phase: &Value) -> Value {
    json!({
        "title": "an example",
        "as_of": "2023-12",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": troops }],
        "event": [{ "id": "election", "date": "2025-11-11" }, { "id": "end", "date": "2024-05-31" }],
        "phase": [phase],
    })
}

fn all(deadline: &Value) -> Value {
    json!({ "name": "all", "target": "remainder", "deadline": deadline })
}

fn project(plan: &Value) -> oracle::Outcome {
    let outcome = oracle::project(plan, None, None).unwrap();
    engine::equals(&engine::plan(plan).project(), &outcome).unwrap();
    outcome
}

/// How many leave in each of the first months.
fn left(outcome: &oracle::Outcome, months: usize) -> Vec<u64> {
    outcome.totals[1..=months].iter().map(|total| total.left).collect()
}

#[test]
fn the_examples_of_days_counted_back_hold() {
    for (count, words) in [
        (json!({ "before": "election", "days": 60 }), "60 days before 2025-11-11"),
        (json!({ "before": "end", "months": 3 }), "3 months before 2024-05-31"),
    ] {
        let deadline = project(&of(1, &all(&count))).deadlines.remove(0).deadline.unwrap();
        says(&format!("{words} {deadline}"));
    }
}

#[test]
fn the_example_of_values_holds() {
    let mut plan = of(0, &all(&json!("2024-12")));
    plan["contingent"][0]["strength"] = json!({ "values": [40, 10, 30, 20] });
    says(&format!("low 10, best {}, high 40;", project(&plan).totals[0].strength));
    let drawn = |number| oracle::draw(&plan, None, 1, number).unwrap().estimates;
    let tens = (0..4_000).filter(|&number| drawn(number).values().any(|value| value == "10"));
    assert!(tens.count().abs_diff(1_000) < 137); // five standard deviations
    says("each of the four in a quarter of the draws");
}

#[test]
fn the_examples_of_until_and_of_phases_without_a_deadline_hold() {
    let open = json!({ "name": "all", "target": "remainder", "pace": { "rate": 300 } });
    let [a, b, c, d] = left(&project(&of(1_000, &open)), 4)[..] else { panic!("four months") };
    says(&format!("without a deadline: {a}, {b}, {c} and {d}"));

    let mut replaced = all(&json!("2024-12-31"));
    replaced["until"] = json!("2024-06-30");
    let outcome = project(&of(1_200, &replaced));
    let gone: u64 = left(&outcome, 12).iter().sum();
    assert_eq!(left(&outcome, 7), [100, 100, 100, 100, 100, 100, 0]);
    says(&format!("{gone} have left, and {} stay;", outcome.totals[24].strength));
}

#[test]
fn the_example_of_percentages_of_the_first_strength_holds() {
    let goal = |percent: u32| {
        let mut phase = all(&json!("2024-12"));
        phase["target"] = json!({ "reduce_to_percent": percent });
        project(&of(338_800, &phase)).deadlines.remove(0).goal.unwrap()
    };
    for percent in [70, 40, 10] {
        let goal = goal(percent);
        says(&format!("{percent} percent stay: {},{:03}", goal / 1_000, goal % 1_000));
    }
}

#[test]
fn the_example_of_nested_caps_holds() {
    let mut plan = of(600, &Value::Null);
    plan["contingent"] = json!([
        { "contributor": "USA", "host": "IRQ", "strength": 600 },
        { "contributor": "USA", "host": "SYR", "strength": 300 },
    ]);
    let phase = |host: &str| json!({ "name": host, "scope": { "host": host }, "target": "remainder", "deadline": "2024-03" });
    plan["phase"] = json!([phase("IRQ"), phase("SYR")]);
    plan["cap"] = json!([
        { "name": "both", "per_month": 200 },
        { "name": "Syria", "per_month": 50, "scope": { "host": "SYR" } },
    ]);
    let outcome = project(&plan);
    let [iraq, syria] = &outcome.cells[1][..] else { panic!("two contingents") };
    let all = left(&outcome, 1)[0];
    says(&format!("the cap on both {} and {}: {all} in all", iraq.withdrawn, syria.withdrawn));
}

#[test]
fn the_examples_of_busiest_months_and_slips_hold() {
    let mut plan = of(1_200, &all(&json!("2024-12-31")));
    plan["slip"] = json!([{ "name": "late", "months": { "values": [3] }, "common": true }]);
    let drawn = oracle::draw(&plan, None, 0, 0).unwrap();
    let outcome = oracle::project_drawn(&plan, None, &drawn).unwrap();
    let row = &outcome.deadlines[0];
    let (met_in, slip) = (row.met_in.clone().unwrap(), row.slip_months.unwrap());
    says(&format!(
        "{} in each month through {met_in}; at the end of December {} are still there: {slip} months late",
        row.busiest.unwrap(),
        row.shortfall.unwrap(),
    ));

    plan["hold"] = json!([{ "name": "halt", "from": "2024-02", "through": "2024-11" }]);
    let row = project(&plan).deadlines.remove(0);
    assert_eq!((row.chance(), row.busiest), ("met by a surge", Some(1_100)));
    says(&format!("December 1,100, planned at most {} a month", row.planned_busiest.unwrap()));
}

#[test]
fn the_examples_of_further_causes_hold() {
    let mut rate = all(&json!("2024-05-31"));
    rate["pace"] = json!({ "rate": 100 });
    let outcome = project(&of(1_000, &rate));
    let (kind, _, troop_months) = &outcome.causes[0][0];
    says(&format!("the {kind}, {troop_months} troop-months"));

    let mut kept = all(&json!("2024-12"));
    kept["target"] = json!({ "reduce_to": 100 });
    let mut plan = of(1_000, &kept);
    plan["residual"] = json!([{ "strength": 250 }]);
    let (kind, _, troop_months) = &project(&plan).causes[0][0];
    says(&format!("the {kind}, {troop_months} troop-months"));
}

#[test]
fn the_example_of_warnings_holds() {
    let mut plan = of(1_200, &all(&json!("2024-12")));
    plan["hold"] = json!([{ "name": "h", "from": "2024-01-16", "through": "2024-02-14" }]);
    let expected = engine::plan(&plan).warnings().remove(0);
    assert_eq!(
        (expected.place.to_string(), expected.kind.code()),
        ("hold[0]".to_owned(), "covers_no_month")
    );
    let warnings = oracle::warnings(&plan).unwrap();
    assert!(warnings.contains(&("hold[0]".to_owned(), "covers_no_month".to_owned())));
    says("both count as 2024-01: it covers no month");
}

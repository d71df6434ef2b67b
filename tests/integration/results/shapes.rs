//! The shape of results as JSON.

use drawdown::cost::Money;
use drawdown::engine::PhaseStatus;
use drawdown::projection::{Cause, DelayCause, MonthRecord};
use drawdown::values::{Mean, Proportion};
use drawdown::{Comparison, DeadlineOutcome, Plan};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::plans::any_plan;

pub(super) fn read_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(crate::cases(100))]

    #[test]
    fn results_are_read_as_they_were_written(document in any_plan()) {
        let plan = crate::engine::plan(&document);
        let projection = plan.project();
        prop_assert_eq!(read_back(&projection.deadlines()), projection.deadlines());
        let months: Vec<MonthRecord> = plan.month_records().collect();
        prop_assert_eq!(&read_back(&months), &months);
        let comparison = Comparison::new(&plan, &plan.spec().variants).unwrap();
        prop_assert_eq!(&read_back(&comparison), &comparison);
        let schedule = plan.schedule();
        let phases: Vec<_> = schedule.phases().collect();
        prop_assert_eq!(&read_back(&phases), &phases);
        let windows: Vec<_> = schedule.windows().collect();
        prop_assert_eq!(&read_back(&windows), &windows);
        prop_assert_eq!(read_back(&schedule.dependencies()), schedule.dependencies());
        #[cfg(feature = "ensemble")]
        {
            let bytes = postcard::to_allocvec(&(&comparison, &months)).unwrap();
            prop_assert_eq!(postcard::from_bytes(&bytes), Ok((comparison, months)));
        }
    }
}

/// 625 leave each month from September on: 500 after the cap.
pub(super) fn capped() -> Plan {
    let document = json!({
        "title": "One flight a week", "as_of": "2024-08", "through": "2025-02",
        "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 2500 }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2024-12-31" }],
        "cap": [{ "name": "airlift", "per_month": 500 }],
        "cost": [{ "name": "pay", "currency": "USD", "per_troop_year": 100 }],
    });
    crate::engine::plan(&document)
}

#[test]
fn a_deadline_says_everything_in_plain_values() {
    assert_eq!(
        json!(capped().project().deadlines()),
        json!([{
            "phase": "all",
            "status": { "started": { "start": "2024-09", "paced_end": "2024-12" } },
            "has_deadline": true,
            "deadline": "2024-12-31",
            "binding_month": "2024-12",
            "goal": 0,
            "strength": 500,
            "met": false,
            "met_in": "2025-01",
            "slip_months": 1,
            "shortfall": 500,
            "busiest_month": "2024-09",
            "busiest": 500,
            "planned_busiest": 625,
            "replaced": false,
            "replaced_after": null,
            "causes": [{ "cause": { "cap": "airlift" }, "troop_months": 1250 }],
        }])
    );
}

#[test]
fn a_comparison_is_a_list_of_results() {
    let comparison = json!(Comparison::new(&capped(), &[]).unwrap());
    let mut result = comparison[0].clone();
    assert_eq!(result["deadlines"].as_array().map(Vec::len), Some(1));
    result["deadlines"] = Value::Null;
    assert_eq!(
        result,
        json!({
            "name": "as planned",
            "completion": "2025-01",
            "last_departure": "2025-01",
            "window": { "from": "2024-09", "through": "2025-02" },
            "deadlines": null,
            // From September on 500 less each month: 2,000 + 1,500 + 1,000 + 500.
            "troop_months": 5000,
            "troops_at_end": 0,
            "peak_home_departures": ["2024-09", 500],
            "residual_at_end": 0,
            "cost": [{ "currency": "USD", "twelfths": 500_000, "rounded": 41_667 }],
        })
    );
}

#[test]
fn a_month_lists_its_contingents() {
    let september = capped().month_records().nth(1).unwrap();
    assert_eq!(
        json!(september),
        json!({
            "month": "2024-09",
            "scheduled": [1875],
            "strength": [2000],
            "withdrawn": [500],
            "gained": [0],
            "moved": [0],
            "arrived": [0],
            "kept_back": [{ "phase": "all", "cause": { "cap": "airlift" }, "troops": 125 }],
        })
    );
}

/// What a web service sends of a plan is one value.
#[test]
fn projections_schedules_views_and_costs_are_data() {
    let projection = capped().project();
    let whole = json!(projection);
    assert_eq!(
        (&whole["title"], &whole["through"]),
        (&json!("One flight a week"), &json!("2025-02"))
    );
    assert_eq!(whole["contingents"][0]["strength"], 2_500);
    assert_eq!(whole["months"][1]["strength"], json!([2_000]));
    assert_eq!(whole["months"].as_array().map(Vec::len), Some(7));
    assert_eq!(whole["deadlines"], json!(projection.deadlines()));
    assert_eq!(
        (&whole["completion"], &whole["cost"]),
        (&json!("2025-01"), &json!(projection.costs().totals()))
    );
    let view = json!(projection.theatre());
    let september =
        json!({ "month": "2024-09", "scheduled": 1_875, "strength": 2_000, "residual": 0 });
    assert_eq!((&view[1], view.as_array().map(Vec::len)), (&september, Some(7)));
    let costs = json!(projection.costs());
    assert_eq!(costs["totals"], whole["cost"]);
    assert_eq!(costs["by_line"], json!([["pay", whole["cost"][0]]]));
    let schedule = json!(projection.schedule());
    assert_eq!(schedule["phases"][0]["total"], 2_500);
    assert_eq!(schedule["windows"][0]["entry"], "cap[0]");
    let draw = json!(drawdown::example::iraq_2024().unwrap().draw(2_024, 3));
    assert_eq!(draw["estimates"].as_array().map(Vec::len), Some(3));
    assert_eq!(draw["hazards"][0][0], "regional escalation");
}

/// Readers of JSON that hold numbers as floats lose nothing.
#[test]
fn numbers_beyond_two_to_the_53_are_text() {
    let exact = Money::new("USD", 1 << 53).unwrap();
    assert_eq!(json!(exact)["twelfths"], json!(9_007_199_254_740_992_u64));
    let large = Money::new("USD", (1 << 53) + 1).unwrap();
    assert_eq!(json!(large)["twelfths"], json!("9007199254740993"));
    let largest = Money::new("USD", (1 << 124) - 1).unwrap();
    for money in [exact, large, largest] {
        assert_eq!(read_back(&money), money);
    }
    assert_eq!(Money::new("USD", 1 << 124), None);
    let mean = Mean::new(i128::MIN, 3);
    assert_eq!(json!(mean)["sum"], json!(i128::MIN.to_string()));
    assert_eq!(read_back(&mean), mean);
    let share = Proportion::new(2, 3);
    assert_eq!(json!(share), json!({ "count": 2, "draws": 3 }));
}

#[test]
fn money_that_contradicts_itself_is_refused() {
    let read = |value: Value| serde_json::from_value::<Money>(value).map_err(|e| e.to_string());
    let money = |twelfths: &str, rounded: u32| json!({ "currency": "USD", "twelfths": twelfths, "rounded": rounded });
    assert_eq!(read(money("30", 3)).unwrap().rounded(), 3);
    let error = "rounded is not a twelfth of twelfths, rounded half up";
    assert_eq!(read(money("30", 2)).unwrap_err(), error);
    let too_much = (1_u128 << 124).to_string();
    assert_eq!(read(money(&too_much, 2)).unwrap_err(), "more than any plan can cost");
    assert!(read(money("-1", 0)).is_err());
}

#[test]
fn a_comparison_begins_with_the_plan_as_written() {
    let plan = drawdown::example::iraq_2024().unwrap();
    let comparison = Comparison::new(&plan, &plan.spec().variants).unwrap();
    let mut results = json!(comparison);
    let error = "the first result of a comparison is that of the plan as written, \"as planned\"";
    results.as_array_mut().unwrap().remove(0);
    for contradiction in [results, json!([])] {
        let read = serde_json::from_value::<Comparison>(contradiction);
        assert_eq!(read.unwrap_err().to_string(), error);
    }
}

/// What a test of another program needs to stand in for a projection.
#[test]
fn results_can_be_made_by_hand() {
    let mut outcome = DeadlineOutcome::new("all", PhaseStatus::NotStarted);
    outcome.deadline = drawdown::chrono::NaiveDate::from_ymd_opt(2024, 12, 31);
    outcome.binding_month = Some("2024-12".parse().unwrap());
    (outcome.goal, outcome.strength) = (Some(0), Some(7));
    (outcome.met, outcome.shortfall) = (Some(false), Some(7));
    outcome.causes = vec![DelayCause::new(Cause::Event("signing".into()), 7)];
    assert_eq!(read_back(&outcome), outcome);
    let mut month = MonthRecord::new("2024-09".parse().unwrap());
    let lists = [&mut month.scheduled, &mut month.strength, &mut month.withdrawn];
    for list in lists {
        list.push(drawdown::Troops(5));
    }
    let lists = [&mut month.gained, &mut month.moved, &mut month.arrived];
    for list in lists {
        list.push(drawdown::Troops(0));
    }
    assert_eq!(read_back(&month), month);
}

#[test]
fn a_cell_is_its_value() {
    use drawdown::table::{Cell, Column, ColumnKind, Decimal};

    let month: drawdown::YearMonth = "2024-09".parse().unwrap();
    let cells = [
        Cell::from("text"),
        Cell::from(5_u32),
        Cell::from(i128::MAX),
        Cell::from(Decimal::new(15, 1)),
        Cell::from(true),
        Cell::from(month),
        Cell::Empty,
    ];
    let expected = json!(["text", 5, i128::MAX.to_string(), "1.5", true, "2024-09", null]);
    assert_eq!(json!(cells), expected);
    let column = Column::new("strength", ColumnKind::Number);
    assert_eq!(json!(column), json!({ "name": "strength", "kind": "number" }));
    assert_eq!(read_back(&column), column);
}

//! From days to months (section 2 of the rules): the nearest month end, months written for days,
//! counted days, and estimates of days.

use drawdown::Plan;
use serde_json::{Value, json};

use super::{adjusted, deadline_row, month, plan, strengths, usa};

/// The month in which a deadline binds.
fn binds(as_of: &str, deadline: &str) -> String {
    let plan = plan(json!({
        "as_of": as_of,
        "contingent": [usa("IRQ", 1)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": deadline }],
    }));
    deadline_row(&plan, 0).split(' ').nth(1).unwrap().to_owned()
}

/// The month in which the troops leave.
fn leaves_in(plan: &Plan) -> String {
    plan.month_records().find(|month| month.strength[0].0 == 0).unwrap().month.to_string()
}

/// The month in which troops leave who wait for an event on that date.
fn opened_by(as_of: &str, date: &str) -> String {
    leaves_in(&plan(json!({
        "as_of": as_of,
        "contingent": [usa("VNM", 1)],
        "event": [{ "id": "signing", "date": date }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": { "after": "signing", "days": 60 },
            "waits_for": ["signing"],
            "pace": "at-start",
        }],
    })))
}

/// The month in which troops leave whose phase starts on that day.
fn started(starts: &Value) -> String {
    leaves_in(&plan(json!({
        "contingent": [usa("IRQ", 1)],
        "event": [{ "id": "signing", "date": "2023-03-10" }],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": "2023-12-31",
            "starts": starts,
            "pace": "at-start",
        }],
    })))
}

/// The day at this offset from an event on that date.
fn counted(as_of: &str, date: &Value, mut offset: Value) -> String {
    offset["after"] = json!("signing");
    let plan = plan(json!({
        "as_of": as_of,
        "contingent": [usa("IRQ", 1)],
        "event": [{ "id": "signing", "date": date }],
        "phase": [{ "name": "all", "target": "remainder", "deadline": offset }],
    }));
    deadline_row(&plan, 0).split(' ').next().unwrap().to_owned()
}

/// Strengths of twelve troops; one leaves in every month of 2023 outside the hold.
fn held(from: &str, through: &str) -> Vec<u32> {
    strengths(
        &plan(json!({
            "through": "2023-07",
            "contingent": [usa("IRQ", 12)],
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-12-31" }],
            "hold": [{ "name": "held", "from": from, "through": through }],
        })),
        0,
    )
}

#[test]
fn a_deadline_binds_at_the_nearest_month_end() {
    assert_eq!(binds("2020-12", "2021-05-01"), "2021-04"); // a day after 30 April
    assert_eq!(binds("1972-12", "1973-03-28"), "1973-03"); // three days before 31 March
    assert_eq!(binds("2022-11", "2023-01-01"), "2022-12"); // a year before, by the calendar
    assert_eq!(binds("2022-12", "2023-06-30"), "2023-06"); // a month end itself
}

#[test]
fn between_two_month_ends_equally_near_the_earlier_counts() {
    assert_eq!(binds("2022-12", "2023-04-15"), "2023-03"); // fifteen days from either
    assert_eq!(binds("2022-12", "2023-04-16"), "2023-04"); // sixteen and fourteen
    assert_eq!(binds("2022-12", "2023-02-14"), "2023-01"); // fourteen from either
}

#[test]
fn the_middle_of_a_month_depends_on_its_length() {
    assert_eq!(binds("2022-12", "2023-02-15"), "2023-02"); // of 28: fifteen and thirteen
    assert_eq!(binds("2023-12", "2024-02-15"), "2024-02"); // of 29: fifteen and fourteen
    assert_eq!(binds("2023-12", "2024-02-14"), "2024-01"); // of 29: fourteen and fifteen
    assert_eq!(binds("2022-12", "2023-03-15"), "2023-02"); // of 31: fifteen and sixteen
    assert_eq!(binds("2022-12", "2023-03-16"), "2023-03"); // of 31: sixteen and fifteen
}

#[test]
fn an_event_opens_the_month_after_the_month_end_nearest_to_it() {
    assert_eq!(opened_by("1972-12", "1973-01-27"), "1973-02"); // nearest to 31 January
    assert_eq!(opened_by("1972-12", "1973-01-03"), "1973-01"); // nearest to 31 December
    assert_eq!(opened_by("1972-12", "1973-01-15"), "1973-01"); // fifteen days, against sixteen
    assert_eq!(opened_by("1972-12", "1973-01-16"), "1973-02");
    assert_eq!(opened_by("1972-12", "1972-12-05"), "1973-01"); // already happened
}

#[test]
fn a_month_stands_for_its_last_day_or_in_starts_for_its_first() {
    assert_eq!(binds("2022-12", "2023-03"), "2023-03");
    assert_eq!(opened_by("2022-12", "2023-03"), "2023-04"); // 31 March
    assert_eq!(started(&json!("2023-03")), "2023-03"); // 1 March, nearest to 28 February
    assert_eq!(started(&json!("2023-03-15")), "2023-03"); // fifteen days and sixteen
    assert_eq!(started(&json!("2023-03-16")), "2023-04");
    assert_eq!(started(&json!("2022-06")), "2023-01"); // never before month 1
    assert_eq!(started(&json!({ "after": "signing", "days": 5 })), "2023-03"); // 15 March
    assert_eq!(started(&json!({ "after": "signing", "days": 6 })), "2023-04"); // 16 March
}

#[test]
fn a_window_covers_the_months_after_one_month_end_up_to_the_other() {
    // 1 March is nearest to 28 February, 30 April is a month end: March and April are held.
    // In May the troops of all three months are due.
    assert_eq!(held("2023-03", "2023-04"), [12, 11, 10, 10, 10, 7, 6, 5]);
    // 15 March to 28 February, 16 May to 31 May: March to May.
    assert_eq!(held("2023-03-15", "2023-05-16"), [12, 11, 10, 10, 10, 10, 6, 5]);
    // 15 May is nearer to 30 April.
    assert_eq!(held("2023-03-15", "2023-05-15"), [12, 11, 10, 10, 10, 7, 6, 5]);
    // Both are nearest to 31 March: the window covers no month.
    assert_eq!(held("2023-03-20", "2023-04-10"), [12, 11, 10, 9, 8, 7, 6, 5]);
}

#[test]
fn days_and_calendar_months_count_from_an_event() {
    let ev = |as_of, date: &str, offset| counted(as_of, &json!(date), offset);
    assert_eq!(ev("2020-01", "2020-02-29", json!({ "days": 135 })), "2020-07-13");
    assert_eq!(ev("2020-01", "2020-02-29", json!({ "months": 14 })), "2021-04-29");
    assert_eq!(ev("2022-07", "2022-08-31", json!({ "months": 6 })), "2023-02-28"); // clamped
    assert_eq!(ev("2023-07", "2023-08-31", json!({ "months": 6 })), "2024-02-29"); // clamped
    assert_eq!(ev("2022-12", "2023-08-31", json!({ "months": 0 })), "2023-08-31");
}

#[test]
fn a_day_given_as_a_month_stays_a_month() {
    let ev = |date: &str, offset| counted("2022-12", &json!(date), offset);
    assert_eq!(ev("2023-02", json!({ "months": 1 })), "2023-03-31"); // the month after February
    assert_eq!(ev("2023-02-28", json!({ "months": 1 })), "2023-03-28"); // the day a month after
    assert_eq!(ev("2023-02", json!({ "days": 10 })), "2023-03-10"); // ten days after its last
}

#[test]
fn an_estimate_without_best_is_its_midpoint_rounded_down() {
    let ev = |low: &str, high: &str| {
        counted("2022-12", &json!({ "low": low, "high": high }), json!({ "days": 0 }))
    };
    assert_eq!(ev("2023-03-01", "2023-03-10"), "2023-03-05"); // four of nine days
    assert_eq!(ev("2023-01-31", "2023-03-01"), "2023-02-14"); // fourteen of twenty-nine
    assert_eq!(ev("2023-01", "2023-04"), "2023-02-28"); // one of three months
    let days = json!({ "days": { "low": 10, "high": 15 } }); // twelve
    assert_eq!(counted("2022-12", &json!("2023-03-01"), days), "2023-03-13");
}

#[test]
fn a_phase_is_counted_from_by_its_deadline_and_each_day_is_clamped_anew() {
    // 31 January, a month later 28 February, a month later 28 March.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 30)],
        "phase": [
            { "name": "first", "target": { "reduce_to": 20 }, "deadline": "2023-01-31" },
            {
                "name": "second",
                "target": { "reduce_to": 10 },
                "deadline": { "after": "first", "months": 1 },
            },
            {
                "name": "third",
                "target": "remainder",
                "deadline": { "after": "second", "months": 1 },
            },
        ],
    }));
    assert_eq!(strengths(&plan, 0)[..=4], [30, 20, 10, 0, 0]);
    assert!(deadline_row(&plan, 1).starts_with("2023-02-28 2023-02 "));
    assert!(deadline_row(&plan, 2).starts_with("2023-03-28 2023-03 "));
}

#[test]
fn an_event_may_count_from_an_event_and_moves_with_it() {
    // 31 January + 1 month: 28 February. A signing a month later, on 28 February: 28 March.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 1)],
        "event": [
            { "id": "signing", "date": "2023-01-31" },
            { "id": "entry into force", "date": { "after": "signing", "months": 1 } },
        ],
        "phase": [{
            "name": "all",
            "target": "remainder",
            "deadline": { "after": "entry into force", "days": 0 },
        }],
    }));
    assert!(deadline_row(&plan, 0).starts_with("2023-02-28 2023-02 "));
    let later = adjusted(&plan, json!([{ "shift": { "event": "signing", "months": 1 } }]));
    assert!(deadline_row(&later, 0).starts_with("2023-03-28 2023-03 "));
}

#[test]
fn a_projection_runs_a_year_past_the_last_month_in_which_a_deadline_binds() {
    // 1 May 2023 binds 2023-04.
    let plan = plan(json!({
        "contingent": [usa("IRQ", 1)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-05-01" }],
    }));
    assert_eq!(plan.through(), month("2024-04"));
}

//! Totals of the theatre: flows, averages, peak outflow, completion and residual presence.

use drawdown::chrono::Month;
use drawdown::{Mission, Plan, Scope};
use serde_json::{Value, json};

use super::{month, plan, strengths, usa};

/// By month: strength, home departures, moved, gained, residual.
fn totals(plan: &Plan) -> Vec<[u64; 5]> {
    let projection = plan.project();
    let theatre = projection.theatre();
    let row = |month| {
        [
            theatre.strength(month).unwrap(),
            theatre.home_departures(month).unwrap(),
            theatre.moved(month).unwrap(),
            theatre.gained(month).unwrap(),
            theatre.residual(month).unwrap(),
        ]
    };
    projection.months().map(row).collect()
}

/// Sixty of 120 go from Iraq to Kuwait by March, twenty a month; all of the others but ten go home
/// by May, 25 a month; from April to June six are raised in Kuwait, two a month.
fn by_way_of_kuwait() -> Plan {
    plan(json!({
        "through": "2023-08",
        "contingent": [usa("IRQ", 120), usa("KWT", 0)],
        "residual": [{ "scope": { "host": "IRQ" }, "strength": 10 }],
        "phase": [
            {
                "name": "to Kuwait",
                "scope": { "host": "IRQ" },
                "target": { "reduce_by": 60 },
                "deadline": "2023-03-31",
                "destination": { "host": "KWT" },
            },
            {
                "name": "home",
                "scope": { "host": "IRQ" },
                "target": "remainder",
                "deadline": "2023-05-31",
            },
            {
                "name": "raised",
                "scope": { "host": "KWT" },
                "target": { "raise_by": 6 },
                "deadline": "2023-06-30",
            },
        ],
    }))
}

#[test]
fn home_departures_moves_and_gains_are_counted_apart() {
    let plan = by_way_of_kuwait();
    assert_eq!(strengths(&plan, 0), [120, 100, 80, 60, 35, 10, 10, 10, 10]);
    assert_eq!(strengths(&plan, 1), [0, 20, 40, 60, 62, 64, 66, 66, 66]);
    assert_eq!(
        totals(&plan),
        [
            [120, 0, 0, 0, 10],
            [120, 0, 20, 0, 10],
            [120, 0, 20, 0, 10],
            [120, 0, 20, 0, 10],
            [97, 25, 0, 2, 10],
            [74, 25, 0, 2, 10],
            [76, 0, 0, 2, 10],
            [76, 0, 0, 0, 10],
            [76, 0, 0, 0, 10],
        ]
    );
}

#[test]
fn departures_for_home_from_the_host_and_from_the_scope_differ() {
    let plan = by_way_of_kuwait();
    let projection = plan.project();
    assert_eq!(projection.theatre().peak_home_departures(), Some((month("2023-04"), 25)));
    let iraq = projection.scope(&Scope::host("IRQ".parse().unwrap()));
    assert_eq!(iraq.scope_departures(month("2023-03")), Some(20)); // to Kuwait
    // Still in the theatre, but no longer in their host country.
    let theatre = projection.theatre();
    assert_eq!(theatre.scope_departures(month("2023-03")), Some(0));
    assert_eq!(theatre.host_departures(month("2023-03")), Some(20));
    assert_eq!(theatre.home_departures(month("2023-03")), Some(0));
    let kuwait = projection.scope(&Scope::host("KWT".parse().unwrap()));
    assert_eq!(kuwait.peak_home_departures(), None);
}

#[test]
fn a_plan_is_complete_when_the_last_troops_have_moved() {
    assert_eq!(by_way_of_kuwait().project().completion(), Some(month("2023-06")));
    // In May the raise is still under way.
    let short = by_way_of_kuwait().with_through(month("2023-05")).unwrap();
    assert_eq!(short.project().completion(), None);
}

/// As of September 2022, 120 troops, ten fewer every month until September 2023.
fn ten_a_month() -> Plan {
    plan(json!({
        "as_of": "2022-09",
        "through": "2024-12",
        "contingent": [usa("IRQ", 120)],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-09-30" }],
    }))
}

#[test]
fn averages_cover_calendar_or_fiscal_years() {
    let plan = ten_a_month();
    let projection = plan.project();
    let theatre = projection.theatre();
    // Fiscal 2023, October 2022 to September 2023: 110 + 100 + .. + 0 = 660 over twelve months.
    let fiscal = theatre.fiscal_year_average(Month::October, 2023).unwrap();
    assert_eq!((fiscal.sum, fiscal.count, fiscal.rounded()), (660, 12, 55));
    // Calendar 2023: 80 + 70 + .. + 0 = 360 over twelve months.
    let calendar = theatre.fiscal_year_average(Month::January, 2023).unwrap();
    assert_eq!((calendar.sum, calendar.count, calendar.rounded()), (360, 12, 30));
    // Calendar 2022, of which September to December are projected: 120 + 110 + 100 + 90 = 420.
    let begun = theatre.fiscal_year_average(Month::January, 2022).unwrap();
    assert_eq!((begun.sum, begun.count, begun.rounded()), (420, 4, 105));
    assert_eq!(theatre.fiscal_year_average(Month::October, 2024).unwrap().rounded(), 0);
    assert!(theatre.fiscal_year_average(Month::January, 2021).is_none());
}

#[test]
fn averages_are_rounded_half_up() {
    // Six of January to June 2023, none after: 5 + 4 + 3 + 2 + 1 + 0 = 15 over the seven months
    // to July is 2.1; over the ten to October 1.5.
    let of = |through: &str| {
        let plan = plan(json!({
            "through": through,
            "contingent": [usa("IRQ", 6)],
            "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-06-30" }],
        }));
        plan.project().theatre().fiscal_year_average(Month::January, 2023).unwrap().rounded()
    };
    assert_eq!(of("2023-07"), 2);
    assert_eq!(of("2023-10"), 2);
    assert_eq!(of("2023-11"), 1); // 15 over 11
}

#[test]
fn troop_months_are_the_sum_of_month_end_strengths() {
    let plan = ten_a_month();
    let projection = plan.project();
    let theatre = projection.theatre();
    assert_eq!(theatre.troop_months(month("2022-09"), month("2022-11")), 330); // 120 + 110 + 100
    assert_eq!(theatre.troop_months(month("2023-09"), month("2024-12")), 0);
}

/// The residual presence at the end of February, when everyone else has left: in all, and by mission.
fn residual_presence(contingents: &Value, residuals: &Value) -> (u64, Vec<(Mission, u64)>) {
    let plan = plan(json!({
        "contingent": contingents,
        "residual": residuals,
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2023-02-28" }],
    }));
    let projection = plan.project();
    let end = month("2023-02");
    (projection.theatre().residual(end).unwrap(), projection.theatre().residual_by_mission(end))
}

#[test]
fn residual_presence_is_counted_by_the_missions_of_the_residuals() {
    // Advisers: ten in Iraq. Trainers: 21 over 100 and 50: 14 and 7.
    let (all, by_mission) = residual_presence(
        &json!([usa("IRQ", 100), usa("KWT", 50)]),
        &json!([
            { "scope": { "host": "IRQ" }, "strength": 10, "mission": "advise-and-assist" },
            { "strength": 21, "mission": "training" },
        ]),
    );
    assert_eq!(all, 31);
    assert_eq!(by_mission, [(Mission::AdviseAndAssist, 10), (Mission::Training, 21)]);
}

#[test]
fn a_presence_below_the_floor_is_apportioned_over_the_residuals() {
    // Thirty where forty advisers and twenty trainers were to stay.
    let (all, by_mission) = residual_presence(
        &json!([usa("IRQ", 30)]),
        &json!([
            { "strength": 40, "mission": "advise-and-assist" },
            { "strength": 20, "mission": "training" },
        ]),
    );
    assert_eq!(all, 30);
    assert_eq!(by_mission, [(Mission::AdviseAndAssist, 20), (Mission::Training, 10)]);
}

#[test]
fn a_residual_that_has_ended_counts_no_one() {
    // Ten advisers stay until the end of January, twenty trainers for good.
    let (all, by_mission) = residual_presence(
        &json!([usa("IRQ", 100)]),
        &json!([
            { "strength": 10, "mission": "advise-and-assist", "through": "2023-01-31" },
            { "strength": 20, "mission": "training" },
        ]),
    );
    assert_eq!(all, 20);
    assert_eq!(by_mission, [(Mission::AdviseAndAssist, 0), (Mission::Training, 20)]);
}

#[test]
fn a_contributor_pays_for_all_of_its_contingents() {
    // A unit of money for each troop-month; two months.
    let plan = plan(json!({
        "through": "2023-02",
        "contingent": [
            usa("IRQ", 100),
            super::contingent("GBR", "IRQ", 50),
            usa("KWT", 10),
        ],
        "cost": [{ "name": "operations", "currency": "USD", "per_troop_year": 12 }],
    }));
    let bill = plan.project().costs().by_contributor();
    let bill = bill.iter().map(|(who, money)| (who.unwrap().to_string(), money.rounded()));
    assert_eq!(bill.collect::<Vec<_>>(), [("USA".into(), 220), ("GBR".into(), 100)]);
}

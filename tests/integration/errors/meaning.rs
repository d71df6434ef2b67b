//! Plans that can be read, but break a rule; built in the program, so that no file is needed.

mod days;
mod names;
mod variants;

use drawdown::{Contingent, Country, Estimate, Event, Phase, Plan, PlanSpec, Target, Troops, When};

use super::lines;

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn when(day: &str) -> When {
    day.parse().unwrap()
}

fn troops(count: u32) -> Estimate<Troops> {
    Troops(count).into()
}

/// 2,500 in Iraq and 900 in Syria leave after an announcement: some in a first phase, the remainder in a second.
fn iraq() -> PlanSpec {
    let announcement =
        Event { date: Some(When::On(day("2024-09").into())), ..Event::new("announcement") };
    let first = Phase {
        waits_for: vec!["announcement".into()],
        ..Phase::new("first year", Target::ReduceBy(troops(500)), when("2025-09-30"))
    };
    PlanSpec {
        contingents: vec![
            Contingent::new(country("USA"), country("IRQ"), Troops(2_500)),
            Contingent::new(country("USA"), country("SYR"), Troops(900)),
        ],
        events: vec![announcement],
        phases: vec![first, Phase::new("the remainder", Target::Remainder, when("2026-12-31"))],
        ..PlanSpec::new("Iraq", "2024-08".parse().unwrap())
    }
}

fn day(text: &str) -> drawdown::Day {
    text.parse().unwrap()
}

/// The plan so changed is refused with just these errors.
#[track_caller]
fn assert_refused(change: impl FnOnce(&mut PlanSpec), expected: &[&str]) {
    let mut spec = iraq();
    change(&mut spec);
    let errors = Plan::new(spec).expect_err("it breaks a rule");
    assert_eq!(lines(&errors), expected);
    assert_eq!(errors.to_string(), expected.join("\n"));
    assert!(errors.iter().all(|error| error.position.is_none()), "it was no file");
}

#[test]
fn unchanged_it_is_a_plan() {
    Plan::new(iraq()).unwrap();
}

#[test]
fn nobody_there() {
    assert_refused(
        |plan| *plan = PlanSpec::new("Nobody", plan.as_of),
        &["contingent: a plan needs at least one contingent"],
    );
}

#[test]
fn the_same_contingent_twice() {
    assert_refused(
        |plan| plan.contingents.push(plan.contingents[0].clone()),
        &[
            "contingent[2]: USA in IRQ (unspecified) is already contingent[0]; a contingent is listed once",
        ],
    );
}

#[test]
fn more_troops_than_can_be_counted() {
    assert_refused(
        |plan| plan.contingents[1].strength = troops(u32::MAX),
        &[
            "contingent[1].strength: with this, strengths and raises can add up to 4294969795 troops; at most 4294967295 are \
         allowed",
        ],
    );
    let at_high = Estimate::new(Troops(0), Troops(0), Troops(u32::MAX)).unwrap();
    assert_refused(
        |plan| plan.phases[1].target = Target::RaiseBy(at_high.clone()),
        &[
            "phase[1].target.raise_by: with this, strengths and raises can add up to 4294970695 troops; at most 4294967295 are \
         allowed",
        ],
    );
    assert_refused(
        |plan| plan.phases[0].target = Target::RaiseTo(at_high),
        &[
            "phase[0].target.raise_to: with this, strengths and raises can add up to 4294970695 troops; at most 4294967295 are \
         allowed",
        ],
    );
}

#[test]
fn numbers_out_of_range() {
    assert_refused(
        |plan| plan.phases[0].blocks = Some(Troops::ZERO),
        &["phase[0].blocks: must be at least 1"],
    );
    let rate = Estimate::new(Troops(0), Troops(100), Troops(200)).unwrap();
    assert_refused(
        |plan| plan.phases[0].pace = drawdown::Pace::Rate(rate),
        &["phase[0].pace.rate: must be at least 1"],
    );
    assert_refused(
        |plan| plan.phases[0].target = Target::ReduceByPercent("100.01".parse().unwrap()),
        &[
            "phase[0].target.reduce_by_percent: 100.01 percent; a percentage must be between 0 and 100",
        ],
    );
    assert_refused(
        |plan| plan.costs.push(drawdown::Cost::new("operations", "USD")),
        &["cost[0]: a cost needs per_troop_year, per_withdrawn or per_month"],
    );
}

//! Days that contradict each other, and proportions to phases that cut nothing.

use drawdown::spec::Offset;
use drawdown::{Cap, Estimate, Event, Hold, Phase, PlanSpec, Residual, Target, When};

use super::{assert_refused, day, troops, when};

#[test]
fn a_deadline_before_its_phase_can_start() {
    assert_refused(
        |plan| plan.phases[1].deadline = Some(when("2025-06-10")),
        &[
            r#"phase[1].deadline: "the remainder" is due on 2025-06-10, which counts as the end of 2025-05, but it cannot start before 2025-10: "first year", which moves some of the same troops, comes before it and is due or replaced at the end of 2025-09; give it a later deadline or that one an earlier deadline, or list troops that leave two ways as two contingents"#,
        ],
    );
    assert_refused(
        |plan| {
            plan.phases[0].starts = Some(when("2025-11"));
        },
        &[
            r#"phase[0].deadline: "first year" is due on 2025-09-30, which counts as the end of 2025-09, but it cannot start before 2025-11; give it a later deadline or an earlier start"#,
        ],
    );
    // An event that is awaited opens the month after it.
    let signed =
        |plan: &mut PlanSpec| plan.events[0].date = Some(When::On(day("2025-10-27").into()));
    assert_refused(
        signed,
        &[
            r#"phase[0].deadline: "first year" is due on 2025-09-30, which counts as the end of 2025-09, but it cannot start before 2025-11: it waits for "announcement", which happens on 2025-10-27; give it a later deadline, or the event an earlier date"#,
        ],
    );
}

#[test]
fn a_start_before_the_end_of_a_phase_that_precedes() {
    assert_refused(
        |plan| plan.phases[1].starts = Some(when("2025-09")),
        &[
            r#"phase[1].starts: "the remainder" would start in 2025-09, but "first year", which moves some of the same troops, is due or replaced at the end of 2025-09; give it a later start, or list troops that leave two ways as two contingents"#,
        ],
    );
}

#[test]
fn windows_that_end_before_they_begin() {
    let from = || Some(when("2025-10"));
    assert_refused(
        |plan| {
            let through = Some(when("2025-09"));
            plan.residuals.push(Residual {
                from: from(),
                through: through.clone(),
                ..Residual::new(troops(5))
            });
            plan.holds.push(Hold { from: from(), through: through.clone(), ..Hold::new("pause") });
            plan.caps.push(Cap { from: from(), through, ..Cap::new("lift", troops(5)) });
        },
        &[
            "residual[0].through: the window would end on 2025-09-30, before it begins on 2025-10-01",
            "hold[0].through: the window would end on 2025-09-30, before it begins on 2025-10-01",
            "cap[0].through: the window would end on 2025-09-30, before it begins on 2025-10-01",
        ],
    );
    let through = Some(When::after("announcement", Offset::Months(12.into())));
    assert_refused(
        |plan| plan.holds.push(Hold { from: from(), through, ..Hold::new("pause") }),
        &["hold[0].through: the window would end on 2025-09-30, before it begins on 2025-10-01"],
    );
}

#[test]
fn proportions_are_to_phases_that_cut_and_are_not_past() {
    let allies =
        || Phase::new("allies", Target::InProportionTo("first year".into()), when("2027-06"));
    assert_refused(
        |plan| {
            plan.phases[0].deadline = Some(when("2024-08-31"));
            plan.phases.push(allies());
        },
        &[
            r#"phase[2].target.in_proportion_to: "first year" was due or replaced before the plan's first month; in_proportion_to cannot name it"#,
        ],
    );
    assert_refused(
        |plan| {
            plan.phases[0].target = Target::RaiseBy(troops(500));
            plan.phases.push(allies());
        },
        &[
            r#"phase[2].target.in_proportion_to: "first year" raises strength; in_proportion_to must name a phase that reduces strength"#,
        ],
    );
}

#[test]
fn a_projection_has_an_end_after_its_beginning() {
    assert_refused(
        |plan| plan.through = Some("2024-07".parse().unwrap()),
        &[
            "through: the projection would end in 2024-07, before 2024-08, the month of the strengths",
        ],
    );
    let long = |plan: &mut PlanSpec| {
        plan.as_of = "1800-01".parse().unwrap();
        plan.through = Some("2800-02".parse().unwrap());
    };
    assert_refused(
        long,
        &["through: 12001 months from 1800-01 through 2800-02; at most 12000 are allowed"],
    );
    let by_default = |plan: &mut PlanSpec| {
        plan.as_of = "1800-01".parse().unwrap();
        plan.phases[1].deadline = Some(when("2900-01"));
    };
    assert_refused(
        by_default,
        &["through: 13212 months from 1800-01 through 2901-01; at most 12000 are allowed"],
    );

    let mut plan = super::iraq();
    plan.as_of = "1800-01".parse().unwrap();
    plan.through = Some("2800-01".parse().unwrap());
    drawdown::Plan::new(plan).unwrap();
}

#[test]
fn days_stay_within_the_calendar() {
    let far = |offset| Some(When::after("announcement", offset));
    assert_refused(
        |plan| {
            let later = Event { date: None, ..Event::new("later") };
            plan.events.push(Event {
                date: Some(When::after("announcement", Offset::Days(u32::MAX.into()))),
                ..later
            });
            plan.phases[1].deadline =
                Some(When::after("announcement", Offset::Months(u32::MAX.into())));
            plan.holds
                .push(Hold { from: far(Offset::Months(12_000.into())), ..Hold::new("pause") });
            let uncertain = Estimate::new(0, 0, 400_000).unwrap();
            plan.caps
                .push(Cap { through: far(Offset::Days(uncertain)), ..Cap::new("lift", troops(5)) });
            plan.through = Some("2030-01".parse().unwrap());
        },
        &[
            "event[1].date: falls outside the years 1800 to 2999",
            "phase[1].deadline: falls outside the years 1800 to 2999",
            "hold[0].from: falls outside the years 1800 to 2999",
            "cap[0].through: falls outside the years 1800 to 2999",
        ],
    );
}

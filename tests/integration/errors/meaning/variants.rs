//! Variants that name something unknown, or make a plan that breaks a rule.

use drawdown::spec::{Cancel, Destination, Offset};
use drawdown::{
    Adjustment, Cap, Hold, Pace, Percent, Phase, Plan, Residual, Scope, Shift, Target, Variant,
    When,
};

use super::{assert_refused, country, iraq, lines, troops, when};

fn variant(adjust: impl Into<Vec<Adjustment>>) -> Variant {
    Variant { name: "otherwise".into(), adjust: adjust.into(), source: None }
}

/// Each of these alone, as the only adjustment of the only variant, is refused with that error alone.
#[track_caller]
fn assert_each(cases: &[(Adjustment, &str)]) {
    for (adjustment, error) in cases {
        let error = format!("variant[0].adjust[0]{error}");
        assert_refused(|plan| plan.variants.push(variant([adjustment.clone()])), &[&error]);
    }
}

fn shift_phase(phase: &str, months: i32) -> Adjustment {
    Adjustment::Shift(Shift::Phase { phase: phase.into(), months, cascade: false })
}

fn shift_event(event: &str, months: i32) -> Adjustment {
    Adjustment::Shift(Shift::Event { event: event.into(), months })
}

fn cancel(phase: &str) -> Adjustment {
    Adjustment::Cancel(Cancel::Phase(phase.into()))
}

fn strength(scope: Scope, percent: u32) -> Adjustment {
    Adjustment::Strength { scope, percent: Percent::from(percent) }
}

#[test]
fn names_of_nothing() {
    let phase = || "last year".to_owned();
    assert_each(&[
        (
            shift_phase("last year", 1),
            r#".shift.phase: no phase is called "last year"; the phases are "first year" and "the remainder""#,
        ),
        (
            shift_event("signing", 1),
            r#".shift.event: no event is called "signing"; the only one is "announcement""#,
        ),
        (
            shift_event("first year", 1),
            r#".shift.event: no event is called "first year"; the only one is "announcement""#,
        ),
        (
            shift_phase("announcement", 1),
            r#".shift.phase: no phase is called "announcement"; the phases are "first year" and "the remainder""#,
        ),
        (
            Adjustment::Pace { phase: phase(), pace: Pace::Even },
            r#".pace.phase: no phase is called "last year"; the phases are "first year" and "the remainder""#,
        ),
        (
            Adjustment::Target { phase: phase(), target: Target::Remainder },
            r#".target.phase: no phase is called "last year"; the phases are "first year" and "the remainder""#,
        ),
        (
            cancel("The Remainder"),
            r#".cancel.phase: no phase is called "The Remainder"; did you mean "the remainder"?"#,
        ),
        (
            strength(Scope::host(country("AFG")), 50),
            ".strength.scope: no contingent matches; a scope must match at least one",
        ),
    ]);
}

#[test]
fn shifts_are_at_most_12000_months() {
    assert_each(&[
        (
            shift_phase("first year", 12_001),
            ".shift.months: 12001 months; a shift is at most 12000 either way",
        ),
        (
            shift_event("announcement", i32::MIN),
            ".shift.months: -2147483648 months; a shift is at most 12000 either way",
        ),
        (
            shift_event("announcement", 12_000),
            ": event[0].date: falls outside the years 1800 to 2999",
        ),
    ]);
}

#[test]
fn the_plan_they_make_keeps_the_rules() {
    let nobody = Scope::host(country("AFG"));
    let target = |target| Adjustment::Target { phase: "first year".into(), target };
    let third = |name: &str, deadline| Phase::new(name, Target::Remainder, deadline);
    let due = || when("2028-01");
    let zero = Pace::Rate(troops(0));
    assert_each(&[
        (
            target(Target::ReduceByPercent(Percent::from(101))),
            ": phase[0].target.reduce_by_percent: 101 percent; a percentage must be between 0 and 100",
        ),
        (
            target(Target::InProportionTo("the remainder".into())),
            r#": phase[0].target.in_proportion_to: "the remainder" is defined later; only earlier entries can be referenced here"#,
        ),
        (
            Adjustment::Pace { phase: "first year".into(), pace: zero },
            ": phase[0].pace.rate: must be at least 1",
        ),
        (
            Adjustment::Residual(Residual { scope: nobody.clone(), ..Residual::new(troops(5)) }),
            ".residual.scope: no contingent matches; a scope must match at least one",
        ),
        (Adjustment::Cap(Cap::new("", troops(5))), ".cap.name: must not be blank"),
        (
            Adjustment::Hold(Hold { scope: nobody, ..Hold::new("pause") }),
            ".hold.scope: no contingent matches; a scope must match at least one",
        ),
        (
            strength(Scope::EVERYONE, 180_000_000),
            ".strength.percent: with this, strengths and raises can add up to 4500000000 troops; at most 4294967295 are allowed",
        ),
        (
            strength(Scope::EVERYONE, 150_000_000),
            ": contingent[1].strength: with this, strengths and raises can add up to 5100000000 troops; at most 4294967295 are allowed",
        ),
        (
            Adjustment::Add { phase: third("first year", due()), before: None },
            r#".add.phase.name: "first year" is already the name of phase[0]; rename one of them"#,
        ),
        (
            Adjustment::Add {
                phase: third("third", When::after("third", Offset::Days(0.into()))),
                before: None,
            },
            r#".add.phase.deadline.after: "third" is this entry itself; only earlier entries can be referenced here"#,
        ),
        (
            Adjustment::Add {
                phase: Phase { waits_for: vec!["x".into()], ..third("third", due()) },
                before: None,
            },
            r#".add.phase.waits_for[0]: no event is called "x"; the only one is "announcement""#,
        ),
    ]);
}

#[test]
fn what_others_refer_to_cannot_be_cancelled() {
    assert_refused(
        |plan| {
            plan.phases[1].deadline = Some(When::after("first year", Offset::Months(14.into())));
            plan.holds.push(Hold {
                from: Some(When::after("first year", Offset::Days(1.into()))),
                ..Hold::new("pause")
            });
            let add =
                Phase::new("third", Target::InProportionTo("first year".into()), when("2028-01"));
            plan.variants.push(variant([
                cancel("first year"),
                Adjustment::Add { phase: add, before: None },
            ]));
        },
        &[
            r#"variant[0].adjust[0].cancel.phase: "first year" cannot be cancelled: phase[1].deadline.after still refers to it"#,
            r#"variant[0].adjust[1].add.phase.target.in_proportion_to: no phase is called "first year"; the phases are "the remainder" and "third""#,
            r#"variant[0].adjust[0].cancel.phase: "first year" cannot be cancelled: hold[0].from.after still refers to it"#,
        ],
    );
}

#[test]
fn a_variant_does_not_see_what_the_one_before_cancelled() {
    assert_refused(
        |plan| {
            plan.phases[0].deadline = Some(when("2024-08-31"));
            plan.variants.push(variant([cancel("first year")]));
            let target = Target::InProportionTo("first year".into());
            let target = Adjustment::Target { phase: "the remainder".into(), target };
            plan.variants.push(Variant { name: "again".into(), ..variant([target]) });
        },
        &[
            r#"variant[1].adjust[0]: phase[1].target.in_proportion_to: "first year" was due or replaced before the plan's first month; in_proportion_to cannot name it"#,
        ],
    );
}

#[test]
fn a_phase_that_sends_people_on_is_not_made_a_raise() {
    let target = Target::RaiseBy(troops(10));
    let raise = Adjustment::Target { phase: "first year".into(), target };
    assert_refused(
        |plan| {
            // From Iraq to Syria, so far as they are not there.
            plan.phases[0].destination =
                Some(Destination { host: Some(country("SYR")), mission: None });
            plan.variants.push(variant([raise]));
        },
        &[
            "variant[0].adjust[0]: phase[0].destination: a phase that raises strength cannot have a destination",
        ],
    );
}

#[test]
fn the_first_adjustment_that_breaks_a_rule_is_named() {
    assert_refused(
        |plan| {
            let adjust = [
                shift_event("announcement", 1),
                Adjustment::Cap(Cap::new("lift", troops(5))),
                Adjustment::Hold(Hold::new(" ")),
                shift_phase("first year", 1),
                Adjustment::Pace { phase: "first year".into(), pace: Pace::Rate(troops(0)) },
            ];
            plan.variants.push(variant(adjust));
        },
        &[
            "variant[0].adjust[4]: phase[0].pace.rate: must be at least 1",
            "variant[0].adjust[2].hold.name: must not be blank",
        ],
    );
}

#[test]
fn a_variant_of_the_callers_own_is_placed_by_its_adjustments() {
    let plan = Plan::new(iraq()).unwrap();
    let errors =
        plan.with_variant(&variant([shift_event("announcement", 6), cancel("x")])).unwrap_err();
    assert_eq!(
        lines(&errors),
        [
            r#"adjust[1].cancel.phase: no phase is called "x"; the phases are "first year" and "the remainder""#
        ]
    );

    let errors =
        plan.with_variant(&variant([Adjustment::Cap(Cap::new("", troops(5)))])).unwrap_err();
    assert_eq!(lines(&errors), ["adjust[0].cap.name: must not be blank"]);

    let errors = plan.with_through("2024-07".parse().unwrap()).unwrap_err();
    assert_eq!(
        lines(&errors),
        [
            "through: the projection would end in 2024-07, before 2024-08, the month of the strengths"
        ]
    );
}

#[test]
fn a_variant_of_the_callers_own_has_limits_too() {
    let plan = Plan::new(iraq()).unwrap();
    let errors =
        plan.with_variant(&variant(vec![shift_event("announcement", 0); 1_025])).unwrap_err();
    assert_eq!(lines(&errors), ["adjust: 1025 entries; at most 1024 are allowed"]);
}

#[test]
fn shifts_add_up_without_end() {
    let mut plan = iraq();
    plan.events[0].date = None; // it is undated, and stays so
    let mut plan = Plan::new(plan).unwrap();
    let late = variant(vec![shift_event("announcement", 12_000); 1_024]);
    for _ in 0..200 {
        match plan.with_variant(&late) {
            Ok(later) => plan = later,
            Err(_) => return,
        }
    }
}

#[test]
fn each_variant_starts_from_the_plan_not_from_the_one_before() {
    let add = |name| Adjustment::Add {
        phase: Phase::new(name, Target::RaiseBy(troops(4_000_000_000)), when("2027-12-31")),
        before: None,
    };
    let residual = |strength| Residual::new(troops(strength));
    let from = |day| Hold { from: Some(when(day)), ..Hold::new("winter") };
    let adjustments = [
        shift_event("announcement", 6_000),
        shift_phase("first year", 12_000),
        strength(Scope::EVERYONE, 100_000_000),
        Adjustment::Residual(residual(100)),
        Adjustment::Residual(Residual { source: Some("nobody".into()), ..residual(100) }),
        Adjustment::Cap(Cap::new("lift", troops(100))),
        Adjustment::Cap(Cap::new(" ", troops(100))),
        Adjustment::Hold(from("2024-12")),
        Adjustment::Hold(Hold { through: Some(when("2024-10")), ..from("2024-12") }),
        Adjustment::Hold(Hold {
            from: Some(When::after("next year", Offset::Months(0.into()))),
            ..Hold::new("after")
        }),
        Adjustment::Pace { phase: "first year".into(), pace: Pace::Rate(troops(0)) },
        Adjustment::Target { phase: "first year".into(), target: Target::RaiseBy(troops(1)) },
        Adjustment::Target {
            phase: "the remainder".into(),
            target: Target::InProportionTo("first year".into()),
        },
        cancel("the remainder"),
        cancel("first year"),
        add("next year"),
    ];
    let errors = |adjustments: &[&Adjustment]| {
        let mut plan = iraq();
        let variants = adjustments.iter().enumerate();
        plan.variants = variants
            .map(|(i, adjustment)| Variant::new(i.to_string(), vec![(*adjustment).clone()]))
            .collect();
        Plan::new(plan).err().map(|errors| lines(&errors)).unwrap_or_default()
    };
    for first in &adjustments {
        for second in &adjustments {
            let alone = errors(&[second]);
            let alone = alone.iter().map(|line| line.replacen("variant[0]", "variant[1]", 1));
            let expected: Vec<String> = errors(&[first]).into_iter().chain(alone).collect();
            assert_eq!(errors(&[first, second]), expected, "{first:?}, then {second:?}");
        }
    }
}

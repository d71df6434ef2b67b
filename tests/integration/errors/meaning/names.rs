//! Names that are blank, too long or taken; references to nothing; scopes and destinations that match no contingent.

use drawdown::spec::{Destination, Offset, Source};
use drawdown::{
    Cap, Cost, Event, Hazard, Hold, Mission, Phase, PlanSpec, Residual, Scope, Target, Variant,
    When,
};

use super::{assert_refused, country, troops, when};

fn source(id: &str) -> Source {
    Source::new(id, "A report")
}

fn hazard(name: &str) -> Hazard {
    Hazard::new(name, drawdown::values::Probability::new(0.04).unwrap(), 2)
}

fn variant(name: &str) -> Variant {
    Variant::new(name, Vec::new())
}

/// A plan with two of everything that is named.
fn name_everything(plan: &mut PlanSpec, names: [&str; 2]) {
    plan.sources = names.map(source).into();
    plan.holds = names.map(Hold::new).into();
    plan.caps = names.map(|name| Cap::new(name, troops(400))).into();
    plan.costs = names.map(|name| Cost { per_month: Some(1), ..Cost::new(name, "USD") }).into();
    plan.hazards = names.map(hazard).into();
    plan.variants = names.map(variant).into();
}

#[test]
fn different_kinds_may_share_a_name() {
    let mut plan = super::iraq();
    name_everything(&mut plan, ["first year", "announcement"]);
    drawdown::Plan::new(plan).unwrap();
}

#[test]
fn titles_of_sources_hold_no_control_characters() {
    assert_refused(
        |plan| plan.sources = vec![source("a"), Source::new("b", "two\nlines")],
        &["source[1].title: must not contain control characters, such as line breaks"],
    );
}

#[test]
fn names_are_unique_among_their_kind() {
    assert_refused(
        |plan| name_everything(plan, ["a", "a"]),
        &[
            r#"source[1].id: "a" is already the name of source[0]; rename one of them"#,
            r#"hold[1].name: "a" is already the name of hold[0]; rename one of them"#,
            r#"cap[1].name: "a" is already the name of cap[0]; rename one of them"#,
            r#"cost[1].name: "a" is already the name of cost[0]; rename one of them"#,
            r#"hazard[1].name: "a" is already the name of hazard[0]; rename one of them"#,
            r#"variant[1].name: "a" is already the name of variant[0]; rename one of them"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[1].name = "first year".into(),
        &[r#"phase[1].name: "first year" is already the name of phase[0]; rename one of them"#],
    );
    assert_refused(
        |plan| plan.events.push(Event::new("announcement")),
        &[r#"event[1].id: "announcement" is already the name of event[0]; rename one of them"#],
    );
    assert_refused(
        |plan| plan.phases[1].name = "announcement".into(),
        &[r#"phase[1].name: "announcement" is already the name of event[0]; rename one of them"#],
    );
}

#[test]
fn the_plan_itself_has_a_name() {
    assert_refused(
        |plan| plan.variants.push(variant("as planned")),
        &[r#"variant[0].name: "as planned" is the name of the plan itself; rename the variant"#],
    );
}

#[test]
fn names_are_not_blank() {
    let blank = |plan: &mut PlanSpec| {
        name_everything(plan, ["a", " \t"]);
        plan.phases.push(Phase::new("", Target::Remainder, when("2027-01")));
        plan.events.push(Event { name: Some("\n".into()), ..Event::new("\u{a0}") });
    };
    let expected = [
        "source[1].id",
        "hold[1].name",
        "cap[1].name",
        "cost[1].name",
        "hazard[1].name",
        "variant[1].name",
        "event[1].name",
        "event[1].id",
        "phase[2].name",
    ]
    .map(|place| format!("{place}: must not be blank"));
    assert_refused(blank, &expected.each_ref().map(String::as_str));
}

#[test]
fn titles_and_currencies_are_not_blank() {
    assert_refused(|plan| plan.title = " ".into(), &["title: must not be blank"]);
    let cost = Cost { per_month: Some(1), ..Cost::new("operations", "") };
    assert_refused(|plan| plan.costs.push(cost), &["cost[0].currency: must not be blank"]);
}

#[test]
fn names_are_of_at_most_200_characters() {
    let long = "é".repeat(201);
    let expected = [
        "title",
        "source[1].id",
        "hold[1].name",
        "cap[1].name",
        "cost[1].name",
        "hazard[1].name",
        "variant[1].name",
        "event[1].name",
        "event[1].id",
        "phase[2].name",
    ]
    .map(|place| format!("{place}: a name of 201 characters; at most 200 are allowed"));
    let lengthen = |plan: &mut PlanSpec, name: &str| {
        name_everything(plan, ["a", name]);
        plan.title = name.to_owned();
        plan.events.push(Event { name: Some(name.to_owned()), ..Event::new(name) });
        plan.phases.push(Phase::new(
            name.replacen('é', "e", 1),
            Target::Remainder,
            when("2027-01"),
        ));
    };
    assert_refused(|plan| lengthen(plan, &long), &expected.each_ref().map(String::as_str));

    let mut plan = super::iraq();
    lengthen(&mut plan, &"é".repeat(200));
    drawdown::Plan::new(plan).unwrap();
}

#[test]
fn references_name_what_is_there() {
    assert_refused(
        |plan| plan.phases[0].source = Some("reuters".into()),
        &[r#"phase[0].source: no source is called "reuters"; the plan has no sources"#],
    );
    assert_refused(
        |plan| {
            name_everything(plan, ["reuters-2024", "state-2024"]);
            plan.contingents[0].source = Some("Reuters 2024".into());
        },
        &[
            r#"contingent[0].source: no source is called "Reuters 2024"; did you mean "reuters-2024"?"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[0].waits_for.push("anouncement".into()),
        &[
            r#"phase[0].waits_for[1]: no event is called "anouncement"; did you mean "announcement"?"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[0].waits_for[0] = "Announcement".into(),
        &[
            r#"phase[0].waits_for[0]: no event is called "Announcement"; did you mean "announcement"?"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[0].waits_for.push("the remainder".into()),
        &[
            r#"phase[0].waits_for[1]: no event is called "the remainder"; the only one is "announcement""#,
        ],
    );
    assert_refused(
        |plan| plan.phases[1].target = Target::InProportionTo("First Year".into()),
        &[
            r#"phase[1].target.in_proportion_to: no phase is called "First Year"; did you mean "first year"?"#,
        ],
    );
    let after = |what: &str| When::after(what, Offset::Days(60.into()));
    assert_refused(
        |plan| plan.phases[1].deadline = Some(after("election")),
        &[
            r#"phase[1].deadline.after: no event or phase is called "election"; the events and phases are "announcement", "first year" and "the remainder""#,
        ],
    );
    assert_refused(
        |plan| plan.phases[1].starts = Some(after("")),
        &[
            r#"phase[1].starts.after: no event or phase is called ""; the events and phases are "announcement", "first year" and "the remainder""#,
        ],
    );
    let residual = |plan: &mut PlanSpec| {
        plan.residuals.push(Residual {
            from: Some(after("a")),
            through: Some(after("b")),
            ..Residual::new(troops(5))
        });
        plan.holds.push(Hold {
            from: Some(after("c")),
            through: Some(after("d")),
            ..Hold::new("pause")
        });
        plan.caps.push(Cap {
            from: Some(after("e")),
            through: Some(after("f")),
            ..Cap::new("lift", troops(5))
        });
    };
    assert_refused(
        residual,
        &[
            r#"residual[0].from.after: no event or phase is called "a"; the events and phases are "announcement", "first year" and "the remainder""#,
            r#"residual[0].through.after: no event or phase is called "b"; the events and phases are "announcement", "first year" and "the remainder""#,
            r#"hold[0].from.after: no event or phase is called "c"; the events and phases are "announcement", "first year" and "the remainder""#,
            r#"hold[0].through.after: no event or phase is called "d"; the events and phases are "announcement", "first year" and "the remainder""#,
            r#"cap[0].from.after: no event or phase is called "e"; the events and phases are "announcement", "first year" and "the remainder""#,
            r#"cap[0].through.after: no event or phase is called "f"; the events and phases are "announcement", "first year" and "the remainder""#,
        ],
    );
}

#[test]
fn references_name_what_is_listed_earlier() {
    assert_refused(
        |plan| plan.phases[0].deadline = Some(When::after("the remainder", Offset::Days(0.into()))),
        &[
            r#"phase[0].deadline.after: "the remainder" is defined later; only earlier entries can be referenced here"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[0].deadline = Some(When::after("first year", Offset::Days(0.into()))),
        &[
            r#"phase[0].deadline.after: "first year" is this entry itself; only earlier entries can be referenced here"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[0].target = Target::InProportionTo("the remainder".into()),
        &[
            r#"phase[0].target.in_proportion_to: "the remainder" is defined later; only earlier entries can be referenced here"#,
        ],
    );
    assert_refused(
        |plan| plan.phases[0].target = Target::InProportionTo("first year".into()),
        &[
            r#"phase[0].target.in_proportion_to: "first year" is this entry itself; only earlier entries can be referenced here"#,
        ],
    );
    for (later, is) in [("announcement", "this entry itself"), ("election", "defined later")] {
        assert_refused(
            |plan| {
                plan.events[0].date = Some(When::after(later, Offset::Months(1.into())));
                plan.events.push(Event::new("election"));
            },
            &[&format!(
                "event[0].date.after: {later:?} is {is}; only earlier entries can be referenced here"
            )],
        );
    }
    assert_refused(
        |plan| plan.events[0].date = Some(When::after("first year", Offset::Months(1.into()))),
        &[
            r#"event[0].date.after: no event is called "first year"; the only one is "announcement""#,
        ],
    );
}

#[test]
fn scopes_match_somebody() {
    let nobody = |plan: &mut PlanSpec| {
        let scope = || Scope::host(country("AFG"));
        plan.residuals.push(Residual { scope: scope(), ..Residual::new(troops(5)) });
        plan.phases[1].scope = Scope { hosts: Some(Vec::new()), ..Scope::EVERYONE };
        plan.holds.push(Hold { scope: scope(), ..Hold::new("pause") });
        plan.caps.push(Cap { scope: scope(), ..Cap::new("lift", troops(5)) });
        plan.costs.push(Cost {
            scope: scope(),
            per_month: Some(1),
            ..Cost::new("operations", "USD")
        });
        plan.hazards.push(Hazard { scope: scope(), ..hazard("escalation") });
    };
    let expected =
        ["phase[1]", "residual[0]", "hold[0]", "cap[0]", "cost[0]", "hazard[0]"].map(|entry| {
            format!("{entry}.scope: no contingent matches; a scope must match at least one")
        });
    assert_refused(nobody, &expected.each_ref().map(String::as_str));
}

#[test]
fn destinations_are_listed() {
    let to = |host: Option<&str>, mission: Option<Mission>| {
        Some(Destination { host: host.map(country), mission })
    };
    assert_refused(
        |plan| plan.phases[1].destination = to(Some("KWT"), None),
        &[
            "phase[1].destination: no contingent is listed as USA in KWT (unspecified), where those who leave would arrive; list it, with strength 0 if need be",
        ],
    );
    assert_refused(
        |plan| plan.phases[1].destination = to(None, Some(Mission::Training)),
        &[
            "phase[1].destination: no contingent is listed as USA in IRQ (training), where those who leave would arrive; list it, with strength 0 if need be",
            "phase[1].destination: no contingent is listed as USA in SYR (training), where those who leave would arrive; list it, with strength 0 if need be",
        ],
    );
    assert_refused(
        |plan| plan.phases[1].destination = to(None, None),
        &["phase[1].destination: a destination needs a host, a mission or both"],
    );
    assert_refused(
        |plan| {
            plan.phases[1].scope = Scope::host(country("IRQ"));
            plan.phases[1].destination = to(Some("IRQ"), None);
        },
        &[
            "phase[1].destination: everyone in its scope is already at the destination, so the phase applies to no contingent",
        ],
    );
    assert_refused(
        |plan| {
            plan.phases[1].target = Target::RaiseBy(troops(5));
            plan.phases[1].destination = to(Some("SYR"), None);
        },
        &["phase[1].destination: a phase that raises strength cannot have a destination"],
    );
}

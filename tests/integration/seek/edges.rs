//! The first and last values and months that a seek may have, and the values that it gives to an adjustment.

use drawdown::Plan;
use drawdown::seek::Seek;

const PLAN: &str = "title = \"x\"\nas_of = \"2024-12\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 900\n\
    [[event]]\nid = \"signed\"\ndate = \"2024-11\"\n\
    [[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2025-12\"\nwaits_for = [\"signed\"]\n";

fn errors(entries: &str) -> Vec<String> {
    let found = Plan::from_toml(&format!("{PLAN}{entries}\n")).err();
    let shown = |error: &drawdown::error::PlanError| format!("{}: {}", error.place, error.problem);
    found.iter().flatten().map(shown).collect()
}

fn seek(adjust: &str, rest: &str) -> String {
    format!("[[seek]]\nname = \"s\"\nfind = \"least\"\nadjust = [ {adjust} ]\n{rest}")
}

fn cap(name: &str, from: u32) -> String {
    format!("{{ cap = {{ name = \"{name}\", per_month = {from} }} }}")
}

#[test]
fn the_values_may_be_as_many_as_the_limit() {
    let nothing: [&str; 0] = [];
    let each = |to: u32| {
        seek(
            &cap("lift", 5),
            &format!("to = 5\nfor_each = {{ adjust = [ {} ], to = {to} }}", cap("road", 0)),
        )
    };
    // From 0 on, the 1,048,576th value is 1,048,575.
    assert_eq!(errors(&each(1_048_575)), nothing);
    assert_eq!(
        errors(&each(1_048_576)),
        ["seek[0].for_each: 1,048,577 values, more than 1,048,576; give a step of 2"]
    );
    assert_eq!(errors(&seek(&cap("lift", 0), "to = 1048575")), nothing);
}

#[test]
fn the_adjustments_of_for_each_count() {
    let many = |count: usize| vec![cap("road", 0); count].join(", ");
    let rest =
        |count: usize| format!("to = 5\nfor_each = {{ adjust = [ {} ], to = 5 }}", many(count));
    let two = format!("{}, {}", cap("lift", 5), cap("rail", 5));
    assert_eq!(
        errors(&seek(&two, &rest(1_023))),
        ["seek[0].adjust: 1025 entries; at most 1024 are allowed"]
    );
    let nothing: [&str; 0] = [];
    assert_eq!(errors(&seek(&two, &rest(1_022))), nothing);
}

#[test]
fn the_least_and_the_most_that_are_allowed() {
    let nothing: [&str; 0] = [];
    assert_eq!(errors(&seek(&cap("lift", 0), "to = 5\nchance = 100")), nothing);
    assert_eq!(
        errors(&seek(
            &cap("lift", 0),
            "to = 5\nso_that = [ { troop_months = { from = \"2025-02\", through = \"2025-02\", at_most = 5 } } ]"
        )),
        nothing
    );
    assert_eq!(
        errors(&seek(
            &cap("lift", 0),
            "to = 5\nso_that = [ { strength = { in = \"2024-12\", at_most = 900 } } ]"
        )),
        nothing
    );
    // A slip of 100 years either way, and no more.
    let slip =
        |months: i32| format!("[[slip]]\nname = \"s\"\nmonths = {{ values = [{months}] }}\n");
    assert_eq!(errors(&slip(1_200)), nothing);
    assert_eq!(errors(&slip(-1_201)).len(), 1);
    assert_eq!(errors(&slip(1_201)).len(), 1);
}

#[test]
fn numbers_below_zero_are_written_with_a_sign() {
    let shift =
        |to: i32| seek("{ shift = { phase = \"all\", months = 3 } }", &format!("to = {to}"));
    for (to, shown) in [(0, "0"), (-1_200, "-1,200")] {
        assert_eq!(
            errors(&shift(to)),
            [format!(
                "seek[0].to: {shown} comes before 3, the number that \"months\" begins with; give a later one"
            )]
        );
    }
}

#[test]
fn a_currency_is_listed_once() {
    let cost = |name: &str, currency: &str| {
        format!("[[cost]]\nname = \"{name}\"\ncurrency = \"{currency}\"\nper_withdrawn = 1\n")
    };
    let with = |currency: &str| {
        let so_that = format!(
            "to = 5\nso_that = [ {{ cost = {{ currency = \"{currency}\", at_most = 5 }} }} ]"
        );
        let costs = cost("a", "USD") + &cost("b", "USD") + &cost("c", "GBP");
        errors(&(costs + &seek(&cap("lift", 0), &so_that)))
    };
    assert_eq!(with("GBP"), [""; 0]);
    assert_eq!(
        with("IQD"),
        [
            "seek[0].so_that[0].cost.currency: no currency is called \"IQD\"; the currencies are \"USD\" and \"GBP\""
        ]
    );
}

#[test]
fn of_many_names_the_first_ten_are_listed() {
    let name = |i: usize| "abcdefghijk".repeat(2).get(i..i + 9).unwrap().to_owned();
    let events: Vec<String> =
        (0..11).map(|i| format!("[[event]]\nid = \"{}\"\n", name(i))).collect();
    let events = events.concat();
    let shift = "[[variant]]\nname = \"v\"\nadjust = [ { shift = { event = \"zzzzzzzzz\", months = 1 } } ]\n";
    let found = errors(&format!("{events}{shift}"));
    assert_eq!(
        found,
        [
            "variant[0].adjust[0].shift.event: no event is called \"zzzzzzzzz\"; the events are \"signed\", \"abcdefghi\", \
          \"bcdefghij\", \"cdefghijk\", \"defghijka\", \"efghijkab\", \"fghijkabc\", \"ghijkabcd\", \"hijkabcde\", \
          \"ijkabcdef\" and 2 others"
        ]
    );
}

#[test]
fn an_error_is_at_the_adjustment_of_the_seek_or_of_for_each() {
    let unknown = "{ shift = { event = \"x\", months = 1 } }";
    let known = "{ shift = { event = \"signed\", months = 1 } }";
    let each = |own: &str, each: &str| {
        let found =
            errors(&seek(own, &format!("to = 3\nfor_each = {{ adjust = [ {each} ], to = 3 }}")));
        found.iter().map(|error| error.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = format!("{unknown}, {known}");
    let second = format!("{known}, {unknown}");
    assert_eq!(each(unknown, known), ["seek[0].adjust[0].shift.event"]);
    assert_eq!(each(&second, known), ["seek[0].adjust[1].shift.event"]);
    assert_eq!(each(known, &first), ["seek[0].for_each.adjust[0].shift.event"]);
    assert_eq!(each(known, &second), ["seek[0].for_each.adjust[1].shift.event"]);
}

#[test]
fn values_are_checked_in_a_plan_that_has_other_errors() {
    let event = "[[event]]\nid = \"signed\"\n";
    let found = errors(&format!("{event}{}", seek(&cap("lift", 0), "to = 5\nchance = 101")));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].starts_with("seek[0].chance: 101 percent"), "{found:?}");
}

/// The answer, and the plan at it.
fn least(adjust: &str, rest: &str) -> Option<String> {
    let plan = Plan::from_toml(&format!("{PLAN}{}\n", seek(adjust, rest))).unwrap();
    let seek = Seek::new(&plan, plan.spec().seeks[0].clone()).unwrap();
    seek.run().remove(0).answer.map(|value| value.to_string())
}

#[test]
fn a_seek_varies_the_pace_and_the_end_of_a_hold() {
    // 900 by the end of 2025-12 in twelve months: 75 a month.
    let rate = "{ pace = { phase = \"all\", pace = { rate = 1 } } }";
    assert_eq!(least(rate, "to = 200"), Some("75".to_owned()));
    // Held through 2025-03, 900 are there then.
    let hold = "{ hold = { name = \"h\", through = \"2025-01\" } }";
    assert_eq!(
        least(
            hold,
            "to = \"2025-06\"\nso_that = [ { strength = { in = \"2025-03\", at_least = 900 } } ]"
        ),
        Some("2025-03".to_owned())
    );
}

#[test]
fn an_open_percentage_is_written_as_it_must_be_read() {
    let target = "{ target = { phase = \"all\", target = { reduce_to_percent = 5 } } }";
    let plan = Plan::from_toml(&format!("{PLAN}{}\n", seek(target, "to = 9"))).unwrap();
    assert_eq!(Plan::from_toml(&plan.to_toml().unwrap()).unwrap(), plan);
}

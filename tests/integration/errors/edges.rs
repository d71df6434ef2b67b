//! Errors of variants and of dates: which adjustment causes them, and which entry a late start is due to.

use drawdown::Plan;

const FORCE: &str = "title = \"t\"\nas_of = \"2024-08\"\n\
    [[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 100\n\
    [[contingent]]\ncontributor = \"USA\"\nhost = \"SYR\"\nstrength = 100\n";

fn errors(entries: &str) -> Vec<String> {
    let found = Plan::from_toml(&format!("{FORCE}{entries}\n")).err();
    let shown = |error: &drawdown::error::PlanError| format!("{}: {}", error.place, error.problem);
    found.iter().flatten().map(shown).collect()
}

fn places(entries: &str) -> Vec<String> {
    errors(entries).iter().map(|error| error.split(": ").next().unwrap().to_owned()).collect()
}

fn phase(name: &str, rest: &str) -> String {
    format!("[[phase]]\nname = \"{name}\"\ntarget = {{ reduce_by = 10 }}\n{rest}\n")
}

fn variant(adjust: &str) -> String {
    format!("[[variant]]\nname = \"v\"\nadjust = [ {adjust} ]\n")
}

#[test]
fn a_late_start_is_due_to_an_entry_only_if_nothing_else_makes_it_as_late() {
    let event = "[[event]]\nid = \"signed\"\ndate = \"2024-12\"\n";
    let own = phase("b", "starts = \"2025-01\"\nwaits_for = [\"signed\"]\ndeadline = \"2024-10\"");
    let alone = [
        "phase[0].deadline: \"b\" is due on 2024-10-31, which counts as the end of 2024-10, but it cannot start \
                  before 2025-01; give it a later deadline or an earlier start",
    ];
    assert_eq!(errors(&format!("{event}{own}")), alone);
    let first = phase("a", "deadline = \"2024-12\"");
    let second = own.replace("waits_for = [\"signed\"]\n", "");
    assert_eq!(errors(&format!("{first}{second}")), alone.map(|error| error.replace("[0]", "[1]")));
}

#[test]
fn a_cancelled_phase_that_is_still_referred_to_is_an_error_of_its_cancelling() {
    let phases = phase("a", "deadline = \"2024-12\"")
        + &phase("b", "deadline = { after = \"a\", months = 2 }");
    let cancel = variant("{ strength = { percent = 90 } }, { cancel = { phase = \"a\" } }");
    assert_eq!(places(&(phases + &cancel)), ["variant[0].adjust[1].cancel.phase"]);
}

#[test]
fn an_error_that_an_adjustment_causes_elsewhere_is_at_that_adjustment() {
    let event = "[[event]]\nid = \"signed\"\ndate = \"2999-06\"\n";
    let shift = "{ shift = { event = \"signed\", months = 12 } }";
    let other = "{ strength = { percent = 90 } }";
    for (adjust, j) in [(format!("{shift}, {other}"), 0), (format!("{other}, {shift}"), 1)] {
        assert_eq!(
            errors(&format!("{event}{}{}", phase("a", "deadline = \"2025-06\""), variant(&adjust))),
            [format!(
                "variant[0].adjust[{j}]: event[0].date: falls outside the years 1800 to 2999"
            )]
        );
    }
}

/// A day that is shifted out of the calendar is its nearest day, so that what is counted from it is no error of its own.
#[test]
fn a_day_that_is_shifted_out_of_the_calendar_is_one_error() {
    let event = "[[event]]\nid = \"signed\"\ndate = \"2024-12\"\n";
    for (months, counted) in [(-12_000, "after"), (12_000, "before")] {
        let deadline = format!("deadline = {{ {counted} = \"signed\", months = 2 }}");
        let shift = variant(&format!("{{ shift = {{ event = \"signed\", months = {months} }} }}"));
        assert_eq!(
            errors(&format!("{event}{}{shift}", phase("a", &deadline))),
            ["variant[0].adjust[0]: event[0].date: falls outside the years 1800 to 2999"]
        );
    }
}

/// Beyond 2^16 contingents times phases it would take too long to find the adjustment: the last one stands for it.
#[test]
fn in_a_very_large_plan_it_is_at_the_last_adjustment() {
    let event = "[[event]]\nid = \"signed\"\ndate = \"2999-06\"\n";
    let adjust = "{ shift = { event = \"signed\", months = 12 } }, { strength = { percent = 90 } }";
    // With the two of above there are 256 contingents.
    let code = |i: u8| format!("X{}{}", char::from(b'A' + i / 26), char::from(b'A' + i % 26));
    let contingent = |i: u8| {
        format!("[[contingent]]\ncontributor = \"{}\"\nhost = \"IRQ\"\nstrength = 9\n", code(i))
    };
    let contingents: String = (0..254).map(contingent).collect();
    let of_one = |i: u16| {
        let own = code(u8::try_from(i % 254).unwrap());
        let raise = format!("target = {{ raise_by = 1 }}\ndeadline = \"{}-06\"", 2025 + i / 254);
        format!("[[phase]]\nname = \"{i}\"\nscope = {{ contributor = \"{own}\" }}\n{raise}\n")
    };
    for (phases, j) in [(256, 0), (257, 1)] {
        let phases: String = (0..phases).map(of_one).collect();
        let place = format!("variant[0].adjust[{j}]");
        assert_eq!(places(&format!("{contingents}{event}{phases}{}", variant(adjust))), [place]);
    }
}

#[test]
fn two_phases_with_the_same_empty_destination_are_two_errors() {
    let home = |name: &str| {
        phase(
            name,
            "scope = { host = \"SYR\" }\ndestination = { host = \"SYR\" }\ndeadline = \"2025-01\"",
        )
    };
    assert_eq!(places(&(home("a") + &home("b"))), ["phase[0].destination", "phase[1].destination"]);
}

#[test]
fn scopes_of_adjustments_are_checked_in_a_plan_that_has_other_errors() {
    let late = phase("b", "starts = \"2025-01\"\ndeadline = \"2024-10\"");
    let scope = "scope = { host = \"KWT\" }";
    for (adjust, key) in [
        (format!("{{ residual = {{ {scope}, strength = 1 }} }}"), "residual"),
        (format!("{{ cap = {{ name = \"c\", {scope}, per_month = 1 }} }}"), "cap"),
        (format!("{{ hold = {{ name = \"h\", {scope} }} }}"), "hold"),
        (format!("{{ strength = {{ {scope}, percent = 5 }} }}"), "strength"),
        (
            format!(
                "{{ add = {{ phase = {{ name = \"n\", {scope}, target = \"remainder\", deadline = \"2025-06\" }} }} }}"
            ),
            "add.phase",
        ),
    ] {
        assert_eq!(
            places(&(late.clone() + &variant(&adjust))),
            ["phase[0].deadline".to_owned(), format!("variant[0].adjust[0].{key}.scope")]
        );
    }
}

#[test]
fn every_scope_of_a_variant_that_is_too_long_is_reported() {
    let scope = format!("scope = {{ host = [{}] }}", "\"IRQ\", ".repeat(1_025));
    let phase =
        format!("{{ name = \"n\", {scope}, target = \"remainder\", deadline = \"2025-06\" }}");
    let adjust = format!(
        "{{ residual = {{ {scope}, strength = 1 }} }}, {{ cap = {{ name = \"c\", {scope}, per_month = 1 }} }}, \
         {{ hold = {{ name = \"h\", {scope} }} }}, {{ strength = {{ {scope}, percent = 5 }} }}, {{ add = {{ phase = {phase} }} }}"
    );
    let found: Vec<String> = ["residual", "cap", "hold", "strength", "add"]
        .iter()
        .enumerate()
        .map(|(j, key)| format!("variant[0].adjust[{j}].{key}.scope.host"))
        .collect();
    assert_eq!(places(&variant(&adjust)), found);
}

#[test]
fn a_force_may_be_scaled_to_the_largest_number() {
    let largest = format!("{FORCE}{}", variant("{ strength = { percent = 100 } }"));
    let largest = largest.replacen("strength = 100\n", "strength = 4294967295\n", 1).replacen(
        "strength = 100\n",
        "strength = 0\n",
        1,
    );
    assert_eq!(Plan::from_toml(&largest).err(), None);
}

#[test]
fn a_name_without_letters_is_no_misspelt_one() {
    let event = "[[event]]\nid = \"!\"\n";
    let shift = variant("{ shift = { event = \"?\", months = 1 } }");
    assert_eq!(
        errors(&format!("{event}{shift}")),
        ["variant[0].adjust[0].shift.event: no event is called \"?\"; the only one is \"!\""]
    );
}

#[test]
fn of_long_names_alike_at_the_beginning_the_one_with_the_same_letters_is_meant() {
    let events = "[[event]]\nid = \"withdrawal-of-the-last-forces-1\"\n[[event]]\nid = \"withdrawal-of-the-last-forces-2\"\n";
    let shift = variant("{ shift = { event = \"withdrawal of the last forces 2\", months = 1 } }");
    assert_eq!(
        errors(&format!("{events}{shift}")),
        [
            "variant[0].adjust[0].shift.event: no event is called \"withdrawal of the last forces 2\"; did you mean \
          \"withdrawal-of-the-last-forces-2\"?"
        ]
    );
}

#[test]
fn a_file_may_have_more_contingents_than_other_entries() {
    let letter = |i: usize| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 26]);
    let contingent = |i: usize| {
        format!(
            "[[contingent]]\ncontributor = \"X{}{}\"\nhost = \"X{}{}\"\nstrength = 1\n",
            letter(i / 26),
            letter(i),
            letter(i / 26 / 676),
            letter(i / 676)
        )
    };
    let many: String = (0..1_023).map(contingent).collect();
    assert_eq!(places(&many), [""; 0]);
    let events: Vec<String> = (0..1_025).map(|i| format!("[[event]]\nid = \"e{i}\"\n")).collect();
    assert_eq!(places(&events.concat()), ["event"]);
}

#[test]
fn a_day_before_the_middle_of_the_first_month_counts_as_the_month_before() {
    let moved = |as_of: &str, day: &str| {
        let file = format!("{FORCE}{}", phase("a", &format!("deadline = \"{day}\"")));
        let plan = Plan::from_toml(&file.replace("2024-08", as_of));
        plan.map(|plan| {
            plan.schedule().to_string().replace(day, "day").replace(&as_of[..4], "year")
        })
        .map_err(|errors| errors.to_string())
    };
    assert_eq!(moved("1800-01", "1800-01-10"), moved("1804-01", "1804-01-10"));
}

#[test]
fn a_day_shifted_out_of_the_calendar_is_one_error() {
    let event = "[[event]]\nid = \"signed\"\ndate = \"2999-06\"\n";
    let phase = phase("a", "waits_for = [\"signed\"]\ndeadline = \"2999-10\"");
    let early = event.replace("2999", "1800");
    for (event, months) in [(event, 12), (early.as_str(), -12)] {
        let shift = variant(&format!("{{ shift = {{ event = \"signed\", months = {months} }} }}"));
        assert_eq!(
            errors(&format!("{event}{phase}{shift}")),
            ["variant[0].adjust[0]: event[0].date: falls outside the years 1800 to 2999"]
        );
    }
}

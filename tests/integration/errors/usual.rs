//! Mistakes that are often made, and what the messages say would be right.

use drawdown::Plan;

use super::{assert_refused, lines};

/// A plan of 2,687 Americans in Iraq, with a few lines more at its end.
fn plan(more: &str) -> String {
    format!(
        "title = \"t\"\nas_of = \"2024-08\"\n\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 2687\n{more}"
    )
}

/// A phase with some other lines; it begins in line 8, after its header.
fn phase(lines: &str) -> String {
    plan(&format!("[[phase]]\nname = \"first year\"\n{lines}"))
}

#[track_caller]
fn assert_refused_each(cases: &[(String, &str)]) {
    for (plan, error) in cases {
        assert_refused(plan, &[error]);
    }
}

#[track_caller]
fn assert_warned(plan: &str, expected: &[&str]) {
    let plan = Plan::from_toml(plan).unwrap_or_else(|errors| panic!("{errors}"));
    let warnings: Vec<String> = plan.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings, expected);
}

#[test]
fn a_deadline_may_be_an_estimate() {
    let deadline =
        |estimate: &str| phase(&format!("target = \"remainder\"\ndeadline = {estimate}\n"));
    Plan::from_toml(&deadline("{ low = \"2025-01\", best = \"2025-01\", high = \"2025-03\" }"))
        .unwrap();
    assert_refused(
        &deadline("{ low = \"2025-01\", bset = \"2025-01\", high = \"2025-03\" }"),
        &[
            "line 11, column 31: phase[0].deadline.bset: unknown key; did you mean best? the keys here are after, \
           before, days, months, low, best, high, values, words",
        ],
    );
}

#[test]
fn numbers_and_percentages_in_the_notation_of_a_newspaper() {
    let strength = |value: &str| plan("").replace("2687", value);
    assert_refused_each(&[
        (strength("2,500"), "line 7, column 12: write 2500, without the comma"),
        (strength("1,234,567"), "line 7, column 12: write 1234567, without the comma"),
        (
            phase("target = { reduce_to = 5 }\npace = 50%\n"),
            "line 11, column 8: write 50 or \"50\", without the percent sign",
        ),
        (
            phase("target = { reduce_by_percent = \"50%\" }\ndeadline = \"2025-09-30\"\n"),
            "line 10, column 32: phase[0].target.reduce_by_percent: \"50%\" is not a percentage; write 50 or \
             \"50\", without the percent sign",
        ),
    ]);
}

#[test]
fn one_bracket_for_two() {
    let one = "[phase]\nname = \"a\"\ntarget = \"remainder\"\ndeadline = \"2025-09-30\"\n";
    assert_refused_each(&[
        (
            plan(&format!("{one}[phase]\nname = \"b\"\n")),
            "line 12, column 1: write [[phase]], with two brackets, before each phase",
        ),
        (
            plan("").replace("[[contingent]]", "[contingent]\n[[contingent]]"),
            "line 5, column 1: write [[contingent]], with two brackets, before each contingent",
        ),
    ]);
}

#[test]
fn two_phases_of_one_scope_by_one_day() {
    let due = "deadline = \"2026-12-31\"";
    assert_refused(
        &plan(&format!(
            "[[phase]]\nname = \"to Kuwait\"\ntarget = {{ reduce_by = 500 }}\n{due}\n[[phase]]\nname = \"home\"\n\
             target = \"remainder\"\n{due}\n"
        )),
        &[
            "line 15, column 12: phase[1].deadline: \"home\" is due on 2026-12-31, which counts as the end of \
           2026-12, but it cannot start before 2027-01: \"to Kuwait\", which moves some of the same troops, comes \
           before it and is due or replaced at the end of 2026-12; give it a later deadline or that one an earlier deadline, or list troops that \
           leave two ways as two contingents",
        ],
    );
}

#[test]
fn a_phase_due_before_what_it_waits_for() {
    let event = "[[event]]\nid = \"announcement\"\ndate = \"2025-12\"\n";
    let waits = |more: &str| {
        plan(&format!(
            "{event}[[phase]]\nname = \"p\"\ntarget = \"remainder\"\nwaits_for = [\"announcement\"]\n{more}"
        ))
    };
    assert_refused_each(&[
        (
            waits("deadline = \"2025-09-30\"\n"),
            "line 15, column 12: phase[0].deadline: \"p\" is due on 2025-09-30, which counts as the end of 2025-09, \
             but it cannot start before 2026-01: it waits for \"announcement\", which happens on 2025-12-31; give it \
             a later deadline, or the event an earlier date",
        ),
        (
            waits("deadline = \"2026-09-30\"\nuntil = \"2025-09-30\"\n"),
            "line 16, column 9: phase[0].until: \"p\" is replaced on 2025-09-30, which counts as the end of 2025-09, \
             but it cannot start before 2026-01: it waits for \"announcement\", which happens on 2025-12-31; give it \
             a later `until`, or the event an earlier date",
        ),
    ]);
}

#[test]
fn the_plan_s_own_keys_below_its_tables() {
    assert_refused(
        &plan("[[variant]]\nname = \"v\"\nadjust = []\nthrough = \"2027-12\"\n"),
        &[
            "line 11, column 1: variant[0].through: unknown key here; it is the plan's own, and belongs above the \
           first [[...]]",
        ],
    );
}

#[test]
fn days_that_do_not_exist_or_are_written_otherwise() {
    let due = |day: &str| phase(&format!("target = \"remainder\"\ndeadline = {day}\n"));
    assert_refused_each(&[
        (
            due("\"2025-02-29\""),
            "line 11, column 12: phase[0].deadline: \"2025-02-29\" is not a day: February 2025 has 28 days",
        ),
        (
            due("2025-09-31"),
            "line 11, column 12: \"2025-09-31\" is not a day: September 2025 has 30 days",
        ),
        (
            due("\"09/30/2025\""),
            "line 11, column 12: phase[0].deadline: found \"09/30/2025\"; write 2025-09-30",
        ),
        (
            due("\"30.9.2025\""),
            "line 11, column 12: phase[0].deadline: found \"30.9.2025\"; write 2025-09-30",
        ),
    ]);
}

#[test]
fn files_of_another_kind_or_encoding() {
    let csv = "month,contributor,host,strength\n2024-08,USA,IRQ,2500\n";
    assert_refused(csv, &["line 1, column 1: this looks like csv; a plan is a TOML or JSON file"]);
    let text = plan("").replace("\"t\"", "\"Opération\"");
    let latin_1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let errors = Plan::from_toml_bytes(&latin_1).unwrap_err();
    assert_eq!(lines(&errors), ["line 1, column 12: not UTF-8; save the file as UTF-8"]);
    let utf_16: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let errors = Plan::from_toml_bytes(&utf_16).unwrap_err();
    assert_eq!(lines(&errors), ["line 1, column 1: not UTF-8; save the file as UTF-8"]);
}

#[test]
fn names_of_what_there_is_not() {
    let phases = "[[phase]]\nname = \"first year\"\ntarget = { reduce_by = 500 }\ndeadline = \"2025-09-30\"\n\
                  [[phase]]\nname = \"the remainder\"\ntarget = \"remainder\"\ndeadline = \"2026-12-31\"\n";
    assert_refused_each(&[
        (
            plan(&format!(
                "{phases}[[variant]]\nname = \"v\"\nadjust = [{{ cancel = {{ phase = \"second year\" }} }}]\n"
            )),
            "line 18, column 32: variant[0].adjust[0].cancel.phase: no phase is called \"second year\"; the phases \
             are \"first year\" and \"the remainder\"",
        ),
        (
            phase("target = \"remainder\"\ndeadline = \"2025-09-30\"\nsource = \"reuters\"\n"),
            "line 12, column 10: phase[0].source: no source is called \"reuters\"; the plan has no sources",
        ),
        (
            plan("[[hold]]\nname = \"h\"\nthrough = { after = \"election\", days = 5 }\n"),
            "line 10, column 21: hold[0].through.after: no event or phase is called \"election\"; the plan has no \
             events and phases",
        ),
    ]);
}

#[test]
fn misspelt_keys_and_words() {
    assert_refused_each(&[
        (
            plan("").replace("strength", "strenght"),
            "line 7, column 1: contingent[0].strenght: unknown key; did you mean strength? the keys here are \
             contributor, host, mission, strength, source",
        ),
        (
            phase("target = \"remainder\"\ndead_line = \"2025-09-30\"\n"),
            "line 11, column 1: phase[0].dead_line: unknown key; did you mean deadline? the keys here are name, \
             scope, target, deadline, until, blocks, waits_for, when_late, if_undated, pace, order, starts, \
             destination, source",
        ),
        (
            phase("target = \"all\"\ndeadline = \"2025-09-30\"\n"),
            "line 10, column 10: phase[0].target: \"all\" is not one of reduce_to, reduce_by, reduce_by_percent, \
             reduce_to_percent, in_proportion_to, remainder, raise_to, raise_by; did you mean \"remainder\"?",
        ),
        (
            phase("target = \"remainder\"\ndeadline = \"2025-09-30\"\npace = \"linear\"\n"),
            "line 12, column 8: phase[0].pace: \"linear\" is not one of even, front-loaded, back-loaded, s-curve, \
             at-start, at-deadline, rate; did you mean \"even\"?",
        ),
        (
            plan("mission = \"Combat\"\n"),
            "line 8, column 11: contingent[0].mission: \"Combat\" is not a mission; did you mean combat? the \
             missions are combat, advise-and-assist, training, support, force-protection, special-operations, \
             headquarters, logistics, engineering, air, naval, medical, police, observers, staff, civilian, \
             unspecified",
        ),
    ]);
    let errors =
        Plan::from_toml(&plan("").replace("[[contingent]]", "[[contingents]]")).unwrap_err();
    assert_eq!(
        lines(&errors)[0],
        "line 4, column 3: contingents: unknown key; did you mean contingent? the keys here are title, announced, \
         as_of, through, source, country, contingent, event, residual, phase, hold, cap, cost, hazard, slip, variant, seek"
    );
}

#[test]
fn values_without_their_signs() {
    let contributor = |line: &str| plan("").replace("contributor = \"USA\"", line);
    assert_refused_each(&[
        (contributor("contributor = \"USA"), "line 5, column 15: the value needs a closing quote"),
        (
            contributor("contributor: \"USA\""),
            "line 5, column 12: a key and its value are separated by `=`",
        ),
        (contributor("contributor = USA"), "line 5, column 15: write the value in quotes: \"USA\""),
        (contributor("contributor = “USA”"), "line 5, column 15: use straight quotes, \"...\""),
    ]);
}

#[test]
#[cfg(feature = "json")]
fn json_is_placed_too() {
    let text = "{\n  \"title\": \"t\", \"as_of\": \"2024-08\",\n  \"contingent\": [\n    { \"contributor\": \"USA\", \
                \"host\": \"IRK\", \"strength\": 5 }\n  ]\n}\n";
    assert_eq!(
        lines(&Plan::from_json(text).unwrap_err()),
        [
            "line 4, column 37: contingent[0].host: \"IRK\" is not an ISO 3166-1 alpha-3 country code; did you mean \
          IRQ (Iraq)?"
        ]
    );
    let phase = "\"phase\": [{ \"name\": \"all\", \"target\": { \"reduce_by\": 5000 }, \"deadline\": \"2025-09\" }]";
    let plan = text.replace("IRK", "IRQ").replace("  ]\n}", &format!("  ],\n  {phase}\n}}"));
    let warnings = Plan::from_json(&plan).unwrap().warnings();
    assert_eq!(
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "line 6, column 55: phase[0].target.reduce_by: 5,000 troops, but its scope has 5; give a number up to 5"
        ]
    );
}

#[test]
fn warnings_say_what_is_probably_not_meant() {
    let due = "deadline = \"2025-09-30\"\n";
    assert_warned(
        &phase("target = \"remainder\"\ndeadline = \"2023-09-30\"\n"),
        &[
            "line 11, column 12: phase[0].deadline: 2023-09-30 is before the plan's first month, 2024-09, so the \
           phase counts as past and moves nobody; did you mean 2025?",
        ],
    );
    assert_warned(
        &phase(&format!("target = {{ reduce_by = 5000 }}\n{due}")),
        &[
            "line 10, column 24: phase[0].target.reduce_by: 5,000 troops, but its scope has 2,687; give a number up \
           to 2,687",
        ],
    );
    assert_warned(
        &phase(&format!("target = {{ reduce_to = 5000 }}\n{due}")),
        &[
            "line 10, column 24: phase[0].target.reduce_to: 5,000 troops, but its scope has 2,687; give a number up \
           to 2,687",
        ],
    );
    assert_warned(
        &plan("[[residual]]\nstrength = 25000\n"),
        &[
            "line 9, column 12: residual[0].strength: 25,000 troops, but its scope has 2,687; give a number up to \
           2,687",
        ],
    );
    assert_warned(
        &plan(&format!(
            "[[residual]]\nstrength = 687\n[[phase]]\nname = \"p\"\ntarget = {{ reduce_to = 500 }}\n{due}"
        )),
        &[
            "line 12, column 24: phase[0].target.reduce_to: this would move 2,187, but residuals leave 2,000 of 2,687 \
           to move; lower the residuals or move fewer",
        ],
    );
    assert_warned(
        &plan("[[cost]]\nname = \"c\"\ncurrency = \"dollars\"\nper_month = 1\n"),
        &["line 10, column 12: cost[0].currency: \"dollars\" is not an ISO 4217 code, such as USD"],
    );
    assert_warned(
        &plan("").replace("IRQ", "USA"),
        &[
            "line 6, column 8: contingent[0].host: USA is its own host; contributor and host are two countries",
        ],
    );
    assert_warned(
        &phase(&format!("target = {{ reduce_by_percent = \"0.3\" }}\n{due}")),
        &[
            "line 10, column 32: phase[0].target.reduce_by_percent: 0.3 percent is less than one in a hundred; did you \
           mean \"30\"?",
        ],
    );
    assert_warned(&plan("[[hold]]\nname = \"h\"\nfrom = 2025-01-15\nthrough = 2025-01-30\n"), &[]);
    assert_warned(
        &plan("[[hold]]\nname = \"h\"\nfrom = 2025-01-16\nthrough = 2025-02-14\n"),
        &[
            "line 8, column 1: hold[0]: from 2025-01-16 through 2025-02-14 it covers no month, for both days count as \
           the same month end; it has no effect, because strengths exist at month ends only",
        ],
    );
    assert_warned(
        &plan("[[hold]]\nname = \"h\"\n"),
        &[
            "line 8, column 1: hold[0]: without a dated `through` it lasts to the end of the projection, 2025-08; \
           give one if it ends earlier",
        ],
    );
    assert_warned(
        &plan(
            "[[event]]\nid = \"e\"\n[[variant]]\nname = \"v\"\nadjust = [{ shift = { event = \"e\", months = 6 } }]\n",
        ),
        &[
            "line 12, column 31: variant[0].adjust[0].shift.event: \"e\" has no date, so that a shift does not move \
           it; set one with `date`",
        ],
    );
}

#[test]
fn warnings_of_the_other_kinds() {
    assert_warned(
        &plan("").replace("USA", "XNA"),
        &[
            "line 5, column 15: contingent[0].contributor: XNA is user-assigned; name it in a [[country]]",
        ],
    );
    assert_warned(
        &plan(
            "[[event]]\nid = \"e\"\n[[phase]]\nname = \"p\"\ntarget = \"remainder\"\ndeadline = \"2025-09\"\n\
             waits_for = [\"e\"]\n",
        ),
        &[
            "line 8, column 1: event[0]: it has no date, so \"p\", which waits for it, never starts; give it a `date`",
        ],
    );
    assert_warned(
        &plan(
            "[[residual]]\nstrength = 250\nthrough = \"2025-09\"\n[[phase]]\nname = \"p\"\ntarget = \"remainder\"\n\
             deadline = \"2025-09\"\n",
        ),
        &[
            "line 10, column 11: residual[0].through: it ends on 2025-09-30, and no later phase moves those it kept, \
           so they stay; add a phase for them, or leave `through` out",
        ],
    );
    assert_warned(
        &plan(
            "[[phase]]\nname = \"p\"\ntarget = \"remainder\"\ndeadline = \"2025-08\"\n[[hold]]\nname = \"h\"\n\
             through = \"2025-07\"\n",
        ),
        &[
            "line 8, column 1: phase[0]: met by a surge: 2,687 in 2025-08, planned at most 224 a month, and no cap \
           limits it; add a cap if fewer can move in a month",
        ],
    );
    assert_warned(
        &plan("[[hazard]]\nname = \"h\"\nmonthly_chance = 0\nlasts = 2\n"),
        &[
            "no estimate or hazard makes draws differ, so that an ensemble says no more than the projection; give \
           `low` and `high`, or a chance above 0",
        ],
    );
}

#[test]
fn advisers_may_stay_who_first_change_their_mission() {
    let plan = |phase: &str| {
        format!(
            "title = \"t\"\nas_of = \"2024-08\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nmission = \"combat\"\n\
             strength = 5000\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nmission = \"training\"\nstrength = 0\n\
             [[residual]]\nscope = {{ mission = \"training\" }}\nstrength = 900\n\
             [[phase]]\nname = \"p\"\n{phase}\ndeadline = \"2025-07-31\"\n"
        )
    };
    let cut = "scope = { mission = \"combat\" }\ntarget = { reduce_by = 1000 }";
    assert_warned(&plan(&format!("{cut}\ndestination = {{ mission = \"training\" }}")), &[]);
    assert_warned(&plan("scope = { mission = \"training\" }\ntarget = { raise_to = 900 }"), &[]);
    assert_warned(
        &plan(cut),
        &["line 15, column 12: residual[0].strength: 900 troops, but its scope has nobody"],
    );
}

#[test]
fn a_name_stays_as_it_is_written() {
    // The word "deadline" in a name is not the key.
    let plan = plan(
        "[[phase]]\nname = \"deadline A\"\ntarget = { reduce_by = 10 }\ndeadline = \"2025-06\"\n[[phase]]\nname = \"b\"\n\
         target = \"remainder\"\ndeadline = \"2025-12\"\nuntil = \"2025-03\"\n",
    );
    let errors = Plan::from_toml(&plan).unwrap_err();
    assert_eq!(
        errors.first().unwrap().problem.to_string(),
        "\"b\" is replaced on 2025-03-31, which counts as the end of 2025-03, but it cannot start before 2025-07: \
         \"deadline A\", which moves some of the same troops, comes before it and is due or replaced at the end of 2025-06; give it \
         a later `until` or that one an earlier deadline, or list troops that leave two ways as two contingents"
    );
}

#[test]
fn a_contradiction_of_a_proportion_names_both() {
    let plan = "title = \"t\"\nas_of = \"2024-08\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 100\n\
                [[contingent]]\ncontributor = \"GBR\"\nhost = \"IRQ\"\nstrength = 100\n[[phase]]\nname = \"us\"\nscope = { \
                contributor = \"USA\" }\ntarget = \"remainder\"\nstarts = \"2025-07\"\ndeadline = \"2025-12\"\n[[phase]]\nname = \
                \"uk\"\nscope = { contributor = \"GBR\" }\ntarget = { in_proportion_to = \"us\" }\ndeadline = \"2025-03\"\n";
    let errors = Plan::from_toml(plan).unwrap_err();
    assert_eq!(
        errors.first().unwrap().problem.to_string(),
        "\"uk\" is due on 2025-03-31, which counts as the end of 2025-03, but it cannot start before 2025-07: it is in proportion to \"us\", which does not \
         start before 2025-07; give it a later deadline, or that one an earlier start"
    );
}

#[test]
fn values_are_all_days_or_all_months() {
    let mixed =
        phase("target = \"remainder\"\ndeadline = { values = [\"2024-10\", \"2024-11-05\"] }\n");
    let errors = Plan::from_toml(&mixed).unwrap_err();
    let message = errors.first().unwrap().problem.to_string();
    assert!(
        message.contains(
            "2024-10 and 2024-11-05 are not both days or both months; give all values as"
        ),
        "{message}"
    );
}

#[test]
fn a_day_may_count_as_the_month_before() {
    assert_warned(
        &phase("target = \"remainder\"\ndeadline = \"2024-09-05\"\n"),
        &[
            "line 11, column 12: phase[0].deadline: 2024-09-05 counts as the end of 2024-08, before the plan's first \
             month, 2024-09, so the phase counts as past and moves nobody; give a later day",
        ],
    );
}

#[test]
fn what_never_begins_has_no_end_to_miss() {
    let hold =
        "[[event]]\nid = \"e\"\n[[hold]]\nname = \"h\"\nfrom = { after = \"e\", days = 1 }\n";
    assert_warned(&plan(hold), &[]);
}

#[test]
fn no_cap_limits_a_raise_or_a_change_of_mission_in_place() {
    // ten months at 100 a month delay the second phase, which then moves 1,200 in the month of its deadline
    let surge = |second: &str, contingent: &str| {
        format!(
            "title = \"t\"\nas_of = \"2024-08\"\n[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\n\
             mission = \"combat\"\nstrength = 5000\n{contingent}\
             [[cap]]\nname = \"airlift\"\nper_month = 100\nthrough = \"2025-12\"\n\
             [[phase]]\nname = \"slow\"\nscope = {{ mission = \"combat\" }}\ntarget = {{ reduce_by = 1000 }}\n\
             pace = {{ rate = 100 }}\ndeadline = \"2024-10-31\"\n\
             [[phase]]\nname = \"second\"\nscope = {{ mission = \"combat\" }}\n{second}\ndeadline = \"2025-07-31\"\n"
        )
    };
    assert_warned(
        &surge("target = { raise_by = 1200 }", ""),
        &[
            "line 18, column 1: phase[1]: met by a surge: 1,200 in 2025-07, planned at most 134 a month, and no cap \
           limits it",
        ],
    );
    let trainers = "[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nmission = \"training\"\nstrength = 0\n";
    assert_warned(
        &surge("target = { reduce_by = 1200 }\ndestination = { mission = \"training\" }", trainers),
        &[
            "line 23, column 1: phase[1]: met by a surge: 1,200 in 2025-07, planned at most 134 a month, and no cap \
           limits it",
        ],
    );
}

//! Values that are not what they should be, in TOML.

use crate::errors::assert_refused;

/// Each of these, below a contingent of six lines, is refused with that error alone.
#[track_caller]
fn assert_each(above: &str, cases: &[(&str, &str)]) {
    let head = "title = 't'\nas_of = 2024-08\n";
    // A bare TOML date has a day.
    let head = head.replace("2024-08", "'2024-08'");
    let contingent = "[[contingent]]\ncontributor = 'USA'\nhost = 'IRQ'\nstrength = 2500\n";
    for (text, error) in cases {
        assert_refused(&format!("{head}{contingent}{above}{text}\n"), &[error]);
    }
}

const PHASE: &str = "[[phase]]\nname = 'first'\ntarget = 'remainder'\ndeadline = 2025-09-30\n";
const DUE: &str = "[[phase]]\nname = 'first'\ndeadline = 2025-09-30\n";
const AIM: &str = "[[phase]]\nname = 'first'\ntarget = 'remainder'\n";
const EVENT: &str = "[[event]]\nid = 'signed'\n";

#[test]
fn days() {
    assert_each(
        AIM,
        &[
            (
                "deadline = 'soon'",
                r#"line 10, column 12: phase[0].deadline: found "soon", but expected YYYY-MM-DD or YYYY-MM"#,
            ),
            (
                "deadline = 2025-09-30T12:00:00",
                r#"line 10, column 12: phase[0].deadline: found "2025-09-30T12:00:00", but expected YYYY-MM-DD or YYYY-MM"#,
            ),
            (
                "deadline = 12:00:00",
                r#"line 10, column 12: phase[0].deadline: found "12:00:00", but expected YYYY-MM-DD or YYYY-MM"#,
            ),
            (
                "deadline = '2025-02-30'",
                r#"line 10, column 12: phase[0].deadline: "2025-02-30" is not a day: February 2025 has 28 days"#,
            ),
            (
                "deadline = 2025",
                r#"line 10, column 12: phase[0].deadline: found 2025, but expected a day, "YYYY-MM-DD" or "YYYY-MM", or { after = "...", days = ... }"#,
            ),
            (
                "deadline = ['2025-09']",
                r#"line 10, column 12: phase[0].deadline: found a list, but expected a day, "YYYY-MM-DD" or "YYYY-MM", or { after = "...", days = ... }"#,
            ),
            (
                "deadline = { after = 'signed' }",
                "line 10, column 12: phase[0].deadline: exactly one of days and months must be given",
            ),
            (
                "deadline = { after = 'signed', days = 135, months = 14 }",
                "line 10, column 12: phase[0].deadline: exactly one of days and months must be given",
            ),
            (
                "deadline = { days = 135 }",
                "line 10, column 12: phase[0].deadline.after: required, but missing",
            ),
        ],
    );
}

#[test]
fn dates_of_events() {
    assert_each(
        EVENT,
        &[
            (
                "date = 'soon'",
                r#"line 9, column 8: event[0].date: found "soon", but expected YYYY-MM-DD or YYYY-MM"#,
            ),
            (
                "date = true",
                r#"line 9, column 8: event[0].date: found true, but expected a day, "YYYY-MM-DD" or "YYYY-MM", or { after = "...", days = ... }"#,
            ),
            (
                "date = { low = '2024-09' }",
                "line 9, column 8: event[0].date: an estimate needs best alone, low and high, all three, or values",
            ),
            (
                "date = { words = 'soon' }",
                "line 9, column 8: event[0].date: an estimate needs best alone, low and high, all three, or values",
            ),
            (
                "date = { low = '2024-09', best = '2025-03', high = '2024-12' }",
                "line 9, column 8: event[0].date: low 2024-09, best 2025-03, high 2024-12: low <= best <= high must hold",
            ),
            (
                "date = { low = '2024-09', best = 2024-09-15, high = '2024-10' }",
                "line 9, column 8: event[0].date: low 2024-09, best 2024-09-15, high 2024-10: give all three as days or all three as months",
            ),
            (
                "date = { after = 'agreed', days = 3, best = '2024-09' }",
                "line 9, column 8: event[0].date: give either the day or what it is counted from, not both",
            ),
            (
                "date = { months = 3 }",
                "line 9, column 8: event[0].date.after: required, but missing",
            ),
            (
                "date = { after = 'agreed' }",
                "line 9, column 8: event[0].date: exactly one of days and months must be given",
            ),
        ],
    );
}

#[test]
fn troops_and_their_estimates() {
    let head = "[[residual]]\n";
    assert_each(
        head,
        &[
            (
                "strength = -5",
                "line 8, column 12: residual[0].strength: found -5, but expected a whole number of troops, 0 to 4294967295",
            ),
            (
                "strength = 250.5",
                "line 8, column 12: residual[0].strength: found 250.5, but expected a whole number of troops, 0 to 4294967295",
            ),
            (
                "strength = '250'",
                r#"line 8, column 12: residual[0].strength: found the text "250", but expected a whole number of troops, 0 to 4294967295"#,
            ),
            (
                "strength = 4294967296",
                "line 8, column 12: residual[0].strength: found 4294967296, but expected a whole number of troops, 0 to 4294967295",
            ),
            (
                "strength = { low = 0 }",
                "line 8, column 12: residual[0].strength: an estimate needs best alone, low and high, all three, or values",
            ),
            (
                "strength = { low = 250, best = 0, high = 500 }",
                "line 8, column 12: residual[0].strength: low 250, best 0, high 500: low <= best <= high must hold",
            ),
            (
                "strength = { best = 250, wrods = 'some' }",
                "line 8, column 26: residual[0].strength.wrods: unknown key; did you mean words? the keys here are low, best, high, values, words",
            ),
        ],
    );
    assert_each(
        PHASE,
        &[(
            "blocks = -1",
            "line 11, column 10: phase[0].blocks: found -1, but expected a whole number of troops, 0 to 4294967295",
        )],
    );
}

#[test]
fn chances_and_lengths() {
    assert_each(
        "[[hazard]]\nname = 'escalation'\nlasts = 2\n",
        &[
            (
                "monthly_chance = 1.5",
                "line 10, column 18: hazard[0].monthly_chance: found 1.5, but expected a probability from 0 to 1, such as 0.04",
            ),
            (
                "monthly_chance = 4",
                "line 10, column 18: hazard[0].monthly_chance: found 4, but expected a probability from 0 to 1, such as 0.04",
            ),
            (
                "monthly_chance = -0.5",
                "line 10, column 18: hazard[0].monthly_chance: found -0.5, but expected a probability from 0 to 1, such as 0.04",
            ),
            (
                "monthly_chance = '4%'",
                r#"line 10, column 18: hazard[0].monthly_chance: found the text "4%", but expected a probability from 0 to 1, such as 0.04"#,
            ),
        ],
    );
    assert_each(
        "[[hazard]]\nname = 'escalation'\nmonthly_chance = 0.04\n",
        &[
            (
                "lasts = -1",
                "line 10, column 9: hazard[0].lasts: found -1, but expected a whole number of days or months, 0 to 4294967295",
            ),
            (
                "lasts = 'weeks'",
                r#"line 10, column 9: hazard[0].lasts: found the text "weeks", but expected a whole number of days or months, 0 to 4294967295"#,
            ),
        ],
    );
}

#[test]
fn percentages_of_a_variant() {
    let head = "[[variant]]\nname = 'v'\n";
    assert_each(
        head,
        &[
            (
                "adjust = [{ strength = { percent = 33.3 } }]",
                r#"line 9, column 36: variant[0].adjust[0].strength.percent: found 33.3, but expected a percentage: an integer, or a decimal in quotes such as "33.3""#,
            ),
            (
                "adjust = [{ strength = { percent = -10 } }]",
                r#"line 9, column 36: variant[0].adjust[0].strength.percent: found -10, but expected a percentage: an integer, or a decimal in quotes such as "33.3""#,
            ),
            (
                "adjust = [{ strength = { percent = '33,3' } }]",
                r#"line 9, column 36: variant[0].adjust[0].strength.percent: "33,3" is not a percentage; write digits with at most 4 decimals, such as "33.3""#,
            ),
        ],
    );
}

#[test]
fn words_of_a_list() {
    assert_each(
        PHASE,
        &[
            (
                "pace = 'quick'",
                r#"line 11, column 8: phase[0].pace: "quick" is not one of even, front-loaded, back-loaded, s-curve, at-start, at-deadline, rate"#,
            ),
            (
                "order = 'random'",
                r#"line 11, column 9: phase[0].order: "random" is not one of proportional, listed"#,
            ),
            (
                "when_late = 'wait'",
                r#"line 11, column 13: phase[0].when_late: "wait" is not one of compress, slide"#,
            ),
            (
                "if_undated = 'go on'",
                r#"line 11, column 14: phase[0].if_undated: "go on" is not one of block, skip"#,
            ),
            (
                "scope = { mission = 'peace' }",
                r#"line 11, column 21: phase[0].scope.mission: "peace" is not a mission; the missions are combat, advise-and-assist, training, support, force-protection, special-operations, headquarters, logistics, engineering, air, naval, medical, police, observers, staff, civilian, unspecified"#,
            ),
            (
                "scope = { host = ['IRQ', 'IRK'] }",
                r#"line 11, column 26: phase[0].scope.host[1]: "IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#,
            ),
            (
                "scope = { host = 5 }",
                "line 11, column 18: phase[0].scope.host: found 5, but expected one value or a list of them",
            ),
            (
                "scope = { host = [5] }",
                r#"line 11, column 19: phase[0].scope.host[0]: found 5, but expected an ISO 3166-1 alpha-3 country code such as "IRQ""#,
            ),
            ("pace = { even = 5 }", r#"line 11, column 8: phase[0].pace: "even" takes no value"#),
        ],
    );
    assert_each(
        DUE,
        &[
            (
                "target = 'half'",
                r#"line 10, column 10: phase[0].target: "half" is not one of reduce_to, reduce_by, reduce_by_percent, reduce_to_percent, in_proportion_to, remainder, raise_to, raise_by"#,
            ),
            (
                "target = { remainder = 250 }",
                r#"line 10, column 10: phase[0].target: "remainder" takes no value"#,
            ),
        ],
    );
}

//! Messages say what was expected, and none only follows from another mistake.

use crate::errors::assert_refused;

const HEAD: &str = "title = 't'\nas_of = '2024-08'\n[[contingent]]\ncontributor = 'USA'\nhost = 'IRQ'\nstrength = 2500\n";
const PHASE: &str = "[[phase]]\nname = 'first'\ntarget = 'remainder'\ndeadline = 2025-09-30\n";
const DUE: &str = "[[phase]]\nname = 'first'\ndeadline = 2025-09-30\n";
const AIM: &str = "[[phase]]\nname = 'first'\ntarget = 'remainder'\n";
const VARIANT: &str = "[[variant]]\nname = 'v'\n";

#[track_caller]
fn assert_entry(entry: &str, expected: &[&str]) {
    assert_refused(&format!("{HEAD}{entry}\n"), expected);
}

#[test]
fn messages_say_what_was_expected() {
    for (entry, error) in [
        (
            "[[source]]\nid = 5\ntitle = ''",
            "line 8, column 6: source[0].id: found 5, but expected text in quotes",
        ),
        (
            "[[source]]\nid = 'a'\ntitle = 2024-09-06",
            "line 9, column 9: source[0].title: found a date without quotes, but expected text in quotes",
        ),
        (
            &format!("{PHASE}waits_for = 'signed'"),
            r#"line 11, column 13: phase[0].waits_for: found the text "signed", but expected a list"#,
        ),
        (
            &format!("{PHASE}scope = 'IRQ'"),
            r#"line 11, column 9: phase[0].scope: found the text "IRQ", but expected a table of contributor, host, mission"#,
        ),
        (
            &format!("{PHASE}destination = 'KWT'"),
            r#"line 11, column 15: phase[0].destination: found the text "KWT", but expected a table of host, mission"#,
        ),
        (
            &format!("{PHASE}pace = 5"),
            "line 11, column 8: phase[0].pace: found 5, but expected exactly one of even, front-loaded, back-loaded, s-curve, at-start, at-deadline, rate",
        ),
        (
            &format!("{PHASE}pace = 'rate'"),
            "line 11, column 8: phase[0].pace: rate needs a value, as in { rate = ... }",
        ),
        (
            &format!("{DUE}target = 'reduce_to'"),
            "line 10, column 10: phase[0].target: reduce_to needs a value, as in { reduce_to = ... }",
        ),
        (
            "[[cost]]\nname = 'c'\ncurrency = 'USD'\nper_troop_year = 1\nper_month = -5",
            "line 11, column 13: cost[0].per_month: found -5, but expected a whole number of the currency's units, 0 or more",
        ),
        (
            &format!(
                "{PHASE}{VARIANT}adjust = [{{ shift = {{ phase = 'first', months = 1.5 }} }}]"
            ),
            "line 13, column 49: variant[0].adjust[0].shift.months: found 1.5, but expected a whole number of months",
        ),
        (
            &format!(
                "{PHASE}{VARIANT}adjust = [{{ shift = {{ phase = 'first', months = 1, cascade = 1 }} }}]"
            ),
            "line 13, column 62: variant[0].adjust[0].shift.cascade: found 1, but expected true or false",
        ),
        (
            "[[residual]]\nstrength = [250]",
            "line 8, column 12: residual[0].strength: found a list, but expected a whole number of troops, or a table of low, best, high and words, or of values and words",
        ),
        (
            "[[residual]]\nstrength = 99999999999999999999",
            "line 8, column 12: residual[0].strength: found 1e20, but expected a whole number of troops, 0 to 4294967295",
        ),
        (
            "[[hazard]]\nname = 'h'\nmonthly_chance = 0\nlasts = 4294967296",
            "line 10, column 9: hazard[0].lasts: found 4294967296, but expected a whole number of days or months, 0 to 4294967295",
        ),
    ] {
        assert_entry(entry, &[error]);
    }
}

#[test]
fn lists_are_not_tables() {
    for (entry, error) in [
        (
            format!("{PHASE}scope = ['USA']"),
            "line 11, column 9: phase[0].scope: found a list, but expected a table of contributor, host, mission",
        ),
        (
            format!("{PHASE}{VARIANT}adjust = [{{ cancel = ['first'] }}]"),
            "line 13, column 22: variant[0].adjust[0].cancel: found a list, but expected exactly one of phase, hold, cap, hazard, cost",
        ),
    ] {
        assert_entry(&entry, &[error]);
    }
    assert_refused(
        &format!("hold = [['pause']]\n{HEAD}"),
        &[
            "line 1, column 9: hold[0]: found a list, but expected a table of name, scope, from, through, source",
        ],
    );
}

#[test]
fn a_choice_that_cannot_be_read_is_reported_once() {
    let targets = "reduce_to, reduce_by, reduce_by_percent, reduce_to_percent, in_proportion_to, remainder, raise_to, raise_by";
    let kinds =
        "shift, date, deadline, until, pace, target, residual, cap, hold, strength, cancel, add";
    for (entry, error) in [
        (
            format!("{DUE}target = {{ reduce_to = -5 }}"),
            "line 10, column 24: phase[0].target.reduce_to: found -5, but expected a whole number of troops, 0 to 4294967295".to_owned(),
        ),
        (
            format!("{DUE}target = {{ reduce_to = {{ low = 500 }} }}"),
            "line 10, column 24: phase[0].target.reduce_to: an estimate needs best alone, low and high, all three, or values".to_owned(),
        ),
        (
            format!("{DUE}target = {{ reduce_to = {{ low = -5, best = 0, high = 5 }} }}"),
            "line 10, column 32: phase[0].target.reduce_to.low: found -5, but expected a whole number of troops, 0 to 4294967295".to_owned(),
        ),
        (
            format!("{DUE}target = {{ reduce_by_percent = 33.3 }}"),
            "line 10, column 32: phase[0].target.reduce_by_percent: found 33.3, but expected a percentage: an integer, or a \
             decimal in quotes such as \"33.3\"".to_owned(),
        ),
        (
            format!("{DUE}target = {{ reduce_two = 5 }}"),
            format!("line 10, column 12: phase[0].target.reduce_two: unknown key; did you mean reduce_to? the keys here are {targets}"),
        ),
        (
            format!("{DUE}target = {{ reduce_to = 5, reduce_by = 6 }}"),
            format!("line 10, column 10: phase[0].target: found a table of 2 keys, but expected exactly one of {targets}"),
        ),
        (
            format!("{DUE}target = {{}}"),
            format!("line 10, column 10: phase[0].target: nothing is written, but expected exactly one of {targets}"),
        ),
        (
            format!("{PHASE}pace = {{ rate = -1 }}"),
            "line 11, column 17: phase[0].pace.rate: found -1, but expected a whole number of troops, 0 to 4294967295".to_owned(),
        ),
        (
            format!("{VARIANT}adjust = [{{ sihft = {{}} }}]"),
            format!("line 9, column 13: variant[0].adjust[0].sihft: unknown key; did you mean shift? the keys here are {kinds}"),
        ),
        (
            format!("{VARIANT}adjust = [{{ shift = {{ months = 1 }} }}]"),
            "line 9, column 21: variant[0].adjust[0].shift: a shift needs exactly one of phase, event, hold and cap".to_owned(),
        ),
        (
            format!("{VARIANT}adjust = [{{ shift = {{ event = 'e', months = 1, cascade = true }} }}]"),
            "line 9, column 21: variant[0].adjust[0].shift: only the shift of a phase can cascade".to_owned(),
        ),
        (
            format!("{VARIANT}adjust = [{{ cancel = {{}} }}]"),
            "line 9, column 22: variant[0].adjust[0].cancel: nothing is written, but expected exactly one of phase, hold, cap, hazard, cost".to_owned(),
        ),
        (
            format!("{VARIANT}adjust = [{{ add = {{}} }}]"),
            "line 9, column 19: variant[0].adjust[0].add.phase: required, but missing".to_owned(),
        ),
    ] {
        assert_entry(&entry, &[&error]);
    }
}

#[test]
fn what_only_follows_is_not_reported() {
    let wanted = [
        (
            "[[contingent]]\ncontributor = 'GBR'\nhost = 'IRQ'\nstrength = { low = 'few', best = 5, high = 9 }".to_owned(),
            r#"line 10, column 20: contingent[1].strength.low: found the text "few", but expected a whole number of troops, 0 to 4294967295"#,
        ),
        (
            "[[event]]\nid = 'e'\ndate = { low = 'soon', best = '2024-09', high = '2025-03' }".to_owned(),
            r#"line 9, column 16: event[0].date.low: found "soon", but expected YYYY-MM-DD or YYYY-MM"#,
        ),
        (
            format!("{AIM}deadline = {{ after = 'e', days = -1 }}\n[[event]]\nid = 'e'"),
            "line 10, column 34: phase[0].deadline.days: found -1, but expected a whole number of days or months, 0 to 4294967295",
        ),
        (
            format!("{PHASE}destination = {{ host = 'KWX' }}"),
            r#"line 11, column 24: phase[0].destination.host: "KWX" is not an ISO 3166-1 alpha-3 country code; did you mean KWT (Kuwait)?"#,
        ),
        (
            format!("{PHASE}scope = {{ host = 'IRK' }}\ndestination = {{ host = 'KWT' }}"),
            r#"line 11, column 18: phase[0].scope.host: "IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#,
        ),
        (
            "[[cost]]\nname = 'c'\ncurrency = 'USD'\nper_month = '5'".to_owned(),
            r#"line 10, column 13: cost[0].per_month: found the text "5", but expected a whole number of the currency's units, 0 or more"#,
        ),
    ];
    for (entry, error) in &wanted {
        assert_entry(entry, &[error]);
    }
}

#[test]
fn an_entry_that_is_not_a_table_is_reported_once() {
    assert_refused(
        "contingent = [5]\ntitle = 't'\nas_of = '2024-08'\n",
        &[
            "line 1, column 15: contingent[0]: found 5, but expected a table of contributor, host, mission, strength, source",
        ],
    );
}

#[test]
fn every_element_of_a_list_is_read() {
    assert_entry(
        &format!("{PHASE}scope = {{ host = ['IRK', 'Mordor'] }}"),
        &[
            r#"line 11, column 19: phase[0].scope.host[0]: "IRK" is not an ISO 3166-1 alpha-3 country code; did you mean IRQ (Iraq)?"#,
            r#"line 11, column 26: phase[0].scope.host[1]: "Mordor" is not an ISO 3166-1 alpha-3 country code; a code is three capital letters, such as IRQ for Iraq"#,
        ],
    );
    assert_entry(
        &format!("{PHASE}waits_for = [5, 6]"),
        &[
            "line 11, column 14: phase[0].waits_for[0]: found 5, but expected text in quotes",
            "line 11, column 17: phase[0].waits_for[1]: found 6, but expected text in quotes",
        ],
    );
    let one_of = "expected exactly one of shift, date, deadline, until, pace, target, residual, cap, hold, strength, cancel, add";
    assert_entry(
        &format!("{VARIANT}adjust = [5, 6, {{ cancel = {{ phase = 'x' }} }}]"),
        &[
            &format!("line 9, column 11: variant[0].adjust[0]: found 5, but {one_of}"),
            &format!("line 9, column 14: variant[0].adjust[1]: found 6, but {one_of}"),
            r#"line 9, column 38: variant[0].adjust[2].cancel.phase: no phase is called "x"; the plan has no phases"#,
        ],
    );
}

#[test]
fn many_mistakes_in_one_entry_hide_no_others() {
    let keys: Vec<String> = (0..64).map(|i| format!("key{i} = {i}\n")).collect();
    let keys = keys.concat();
    let plan = format!("{HEAD}{keys}[[hold]]\n");
    let errors = drawdown::Plan::from_toml(&plan).expect_err("unknown keys");
    let places = crate::errors::places(&errors);
    assert!(places.contains(&"contingent[0].key63".to_owned()), "{places:?}");
    assert!(places.contains(&"hold[0].name".to_owned()), "{places:?}");
}

#[test]
fn nothing_follows_from_an_added_phase_with_an_unreadable_name() {
    let phase = "{ name = 5, target = 'remainder', deadline = '2026-01' }";
    let adjust = format!(
        "{VARIANT}adjust = [{{ add = {{ phase = {phase} }} }}, {{ cancel = {{ phase = 'x' }} }}]"
    );
    assert_entry(
        &adjust,
        &[
            "line 9, column 38: variant[0].adjust[0].add.phase.name: found 5, but expected text in quotes",
        ],
    );
}

#[test]
fn nothing_follows_from_a_misspelt_scope() {
    let contingent = "[[contingent]]\ncontributor = 'GBR'\nhost = 'SYR'\nstrength = 5\n";
    let phase = |name: &str, scope: &str, day: &str| {
        format!(
            "[[phase]]\nname = '{name}'\n{scope} = {{ host = 'IRQ' }}\ntarget = 'remainder'\ndeadline = '{day}'\n"
        )
    };
    let syria = "[[phase]]\nname = 'b'\nscope = { host = 'SYR' }\ntarget = 'remainder'\ndeadline = '2025-01'\n";
    assert_entry(
        &format!("{contingent}{}{syria}", phase("a", "scoep", "2025-06")),
        &[
            "line 13, column 1: phase[0].scoep: unknown key; did you mean scope? the keys here are name, scope, target, deadline, until, blocks, waits_for, when_late, if_undated, pace, order, starts, destination, source",
        ],
    );
}

#[test]
fn a_month_without_quotes() {
    assert_refused(
        "title = 't'\nas_of = 2024-08\n",
        &["line 2, column 9: a month is written in quotes, as in \"2024-08\""],
    );
}

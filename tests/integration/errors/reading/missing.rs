//! Unknown keys, missing keys, lists that are not lists, and files that are not TOML.

use crate::errors::assert_refused;

const HEAD: &str = "title = 't'\nas_of = '2024-08'\n";
const CONTINGENT: &str = "[[contingent]]\ncontributor = 'USA'\nhost = 'IRQ'\nstrength = 2500\n";

#[track_caller]
fn assert_entry(entry: &str, expected: &[&str]) {
    assert_refused(&format!("{HEAD}{CONTINGENT}{entry}"), expected);
}

#[test]
fn an_empty_file_lacks_what_every_plan_has() {
    assert_refused(
        "",
        &[
            "title: required, but missing",
            "as_of: required, but missing",
            "contingent: a plan needs at least one contingent",
        ],
    );
    assert_refused(HEAD, &["contingent: a plan needs at least one contingent"]);
}

#[test]
fn unknown_keys_are_named_with_those_that_are_known() {
    assert_refused(
        &format!("{HEAD}troops = 5\n{CONTINGENT}"),
        &[
            "line 3, column 1: troops: unknown key; the keys here are title, announced, as_of, through, source, country, contingent, event, \
         residual, phase, hold, cap, cost, hazard, slip, variant, seek",
        ],
    );
    for (entry, error) in [
        (
            "[[source]]\nid = 'a'\ntitle = ''\npage = 5\n",
            "line 10, column 1: source[0].page: unknown key; the keys here are id, title, date, url",
        ),
        (
            "[[event]]\nid = 'a'\nday = 5\n",
            "line 9, column 1: event[0].day: unknown key; the keys here are id, name, date, source",
        ),
        (
            "[[residual]]\nstrength = 5\nuntil = 5\n",
            "line 9, column 1: residual[0].until: unknown key; the keys here are scope, strength, mission, from, through, source",
        ),
        (
            "[[phase]]\nname = 'a'\ntarget = 'remainder'\ndeadline = 2025-01-31\nspeed = 5\n",
            "line 11, column 1: phase[0].speed: unknown key; the keys here are name, scope, target, deadline, until, blocks, waits_for, \
             when_late, if_undated, pace, order, starts, destination, source",
        ),
        (
            "[[hold]]\nname = 'a'\nuntil = 5\n",
            "line 9, column 1: hold[0].until: unknown key; the keys here are name, scope, from, through, source",
        ),
        (
            "[[cap]]\nname = 'a'\nper_month = 5\nper_year = 5\n",
            "line 10, column 1: cap[0].per_year: unknown key; the keys here are name, scope, per_month, from, through, source",
        ),
        (
            "[[cost]]\nname = 'a'\ncurrency = 'USD'\nper_month = 5\nper_year = 5\n",
            "line 11, column 1: cost[0].per_year: unknown key; the keys here are name, scope, currency, per_troop_year, \
             per_withdrawn, per_month, source",
        ),
        (
            "[[hazard]]\nname = 'a'\nmonthly_chance = 0\nlasts = 1\nfrom = 5\n",
            "line 11, column 1: hazard[0].from: unknown key; the keys here are name, scope, monthly_chance, lasts, source",
        ),
        (
            "[[variant]]\nname = 'a'\nadjust = []\nbase = 5\n",
            "line 10, column 1: variant[0].base: unknown key; the keys here are name, adjust, source",
        ),
        (
            "[[hold]]\nname = 'a'\nscope = { hosts = 'IRQ' }\n",
            "line 9, column 11: hold[0].scope.hosts: unknown key; did you mean host? the keys here are contributor, host, mission",
        ),
        (
            "[[hold]]\nname = 'a'\nfrom = { after = 'x', days = 1, weeks = 2 }\n[[event]]\nid = 'x'\n",
            "line 9, column 33: hold[0].from.weeks: unknown key; the keys here are after, before, days, months, low, best, high, values, words",
        ),
        (
            "[[event]]\nid = 'a'\ndate = { best = '2024-09', lo = '2024-09' }\n",
            "line 9, column 28: event[0].date.lo: unknown key; the keys here are after, before, days, months, low, best, high, values, words",
        ),
    ] {
        assert_entry(entry, &[error]);
    }
    assert_refused(
        &format!("{HEAD}{CONTINGENT}hots = 'IRQ'\n"),
        &[
            "line 7, column 1: contingent[0].hots: unknown key; did you mean host? the keys here are contributor, host, mission, strength, source",
        ],
    );
}

#[test]
fn missing_keys_are_placed_where_they_belong() {
    let missing = |at: &str, keys: &[&str]| -> Vec<String> {
        keys.iter()
            .map(|key| {
                let advice = if *key == "deadline" {
                    "; only a phase with a rate, `pace = { rate = ... }`, can go without one"
                } else {
                    ""
                };
                format!("line 7, column 1: {at}.{key}: required, but missing{advice}")
            })
            .collect()
    };
    for (list, keys) in [
        ("source", &["id", "title"] as &[_]),
        ("event", &["id"]),
        ("residual", &["strength"]),
        ("phase", &["name", "target", "deadline"]),
        ("hold", &["name"]),
        ("cap", &["name", "per_month"]),
        ("hazard", &["name", "monthly_chance", "lasts"]),
        ("variant", &["name", "adjust"]),
    ] {
        let errors = missing(&format!("{list}[0]"), keys);
        assert_entry(
            &format!("[[{list}]]\n"),
            &errors.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
    assert_refused(
        &format!("{HEAD}[[contingent]]\n"),
        &[
            "line 3, column 1: contingent[0].contributor: required, but missing",
            "line 3, column 1: contingent[0].host: required, but missing",
            "line 3, column 1: contingent[0].strength: required, but missing",
        ],
    );
    assert_entry(
        "[[cost]]\nper_month = 5\n",
        &[
            "line 7, column 1: cost[0].name: required, but missing",
            "line 7, column 1: cost[0].currency: required, but missing",
        ],
    );
    assert_entry(
        "[[variant]]\nname = 'v'\nadjust = [{ add = { phase = {} } }]\n",
        &[
            "line 9, column 29: variant[0].adjust[0].add.phase.name: required, but missing",
            "line 9, column 29: variant[0].adjust[0].add.phase.target: required, but missing",
            "line 9, column 29: variant[0].adjust[0].add.phase.deadline: required, but missing; only a phase with a rate, `pace = { rate = ... }`, can go without one",
        ],
    );
    for (adjustment, place, column) in [
        ("pace = { phase = 'a' }", "pace.pace", 20),
        ("target = { phase = 'a' }", "target.target", 22),
        ("residual = {}", "residual.strength", 24),
        ("cap = { name = 'a' }", "cap.per_month", 19),
        ("hold = {}", "hold.name", 20),
        ("strength = {}", "strength.percent", 24),
    ] {
        let phase = "[[phase]]\nname = 'a'\ntarget = 'remainder'\ndeadline = '2025-01'\n";
        let error = format!(
            "line 13, column {column}: variant[0].adjust[0].{place}: required, but missing"
        );
        assert_entry(
            &format!("{phase}[[variant]]\nname = 'v'\nadjust = [{{ {adjustment} }}]\n"),
            &[&error],
        );
    }
}

#[test]
fn lists_are_written_as_lists() {
    assert_refused(
        &format!("{HEAD}[contingent]\ncontributor = 'USA'\n"),
        &[
            "line 3, column 1: contingent: expected a list of tables: write [[contingent]] before each",
        ],
    );
    assert_refused(
        &format!("{HEAD}phase = 5\n{CONTINGENT}"),
        &["line 3, column 9: phase: expected a list of tables: write [[phase]] before each"],
    );
}

#[test]
fn invalid_toml_is_placed_too() {
    for (text, errors) in [
        (
            "title = 'a' as_of = '2024-08'\n",
            &["line 1, column 13: unexpected key or value, expected newline, `#`"] as &[_],
        ),
        ("title = 'a'\ntitle = 'b'\n", &["line 2, column 1: duplicate key"]),
        ("title = 'a\n", &["line 1, column 11: invalid literal string, expected `'`"]),
        ("[[contingent]\n", &["line 1, column 14: unclosed array table, expected `]`"]),
        (
            "as_of = 2024-13-01\n",
            &[r#"line 1, column 9: "2024-13-01" is not a day: a year has the months 01 to 12"#],
        ),
        (
            "Dear editor,\nthe troops leave in May.\n",
            &[
                "line 1, column 6: key with no value, expected `=`",
                "line 2, column 5: key with no value, expected `=`",
            ],
        ),
    ] {
        assert_refused(text, errors);
    }
}

//! Notations of TOML: equivalent ways to write a plan, and texts that are not TOML.

use drawdown::{Plan, PlanSpec};

use super::super::{assert_refused, lines};

/// The plan as most would write it.
const PLAIN: &str = r#"
title = "Iraq"
as_of = "2024-08"

[[event]]
id = "announcement"
date = 2024-09-27

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = { best = 2500, words = "about 2,500" }

[[contingent]]
contributor = "ESP"
host = "IRQ"
strength = 187

[[phase]]
name = "all"
target = { reduce_to = { low = 0, best = 100, high = 200 } }
deadline = "2026-12-31"
waits_for = ["announcement"]

[[residual]]
scope = { mission = "unspecified" }
strength = 50

[[hazard]]
name = "escalation"
monthly_chance = 0.04
lasts = 2

[[variant]]
name = "late"
adjust = [{ shift = { event = "announcement", months = -1 } }, { strength = { percent = "50" } }]
"#;

fn spec(text: &str) -> PlanSpec {
    Plan::from_toml(text).unwrap_or_else(|errors| panic!("{errors}\nin\n{text}")).spec().clone()
}

/// With `this` in place of `that`, it is the same plan.
#[track_caller]
fn assert_same(that: &str, this: &str) {
    assert!(PLAIN.contains(that), "{that}");
    assert_eq!(spec(&PLAIN.replacen(that, this, 1)), spec(PLAIN), "{this}");
}

#[test]
fn the_same_values_written_otherwise() {
    assert_same("title = \"Iraq\"", "title = 'Iraq'");
    assert_same("title = \"Iraq\"", "\"title\" = \"\"\"\nIr\\\n   aq\"\"\"");
    assert_same("title = \"Iraq\"", "'title' = \"\\u0049raq\" # a comment");
    assert_same("best = 2500", "best = 0x9C4");
    assert_same("best = 2500", "\"best\" = +2_500");
    assert_same("monthly_chance = 0.04", "monthly_chance = 4e-2");
    assert_same("date = 2024-09-27", "date = \"2024-09-27\"");
    assert_same("waits_for = [\"announcement\"]", "waits_for = [\n  \"announcement\", # it\n]");
    assert_eq!(spec(&PLAIN.replace('\n', "\r\n")), spec(PLAIN));
    assert_eq!(spec(&format!("\u{feff}{PLAIN}")), spec(PLAIN));
}

#[test]
fn the_same_tables_written_otherwise() {
    let target = "target = { reduce_to = { low = 0, best = 100, high = 200 } }";
    let dotted =
        "target.reduce_to.low = 0\ntarget.reduce_to.best = 100\ntarget.reduce_to.high = 200";
    assert_same(target, dotted);
    assert_same("scope = { mission = \"unspecified\" }", "scope.mission = \"unspecified\"");
    assert_same("words = \"about 2,500\"", "\"words\" = \"about 2,500\"");
    assert_same("lasts = 2\n", "\n[hazard.lasts]\nbest = 2\n");
    let (before, hazard) = PLAIN.split_once("[[hazard]]").unwrap();
    let (hazard, variant) = hazard.split_once("[[variant]]").unwrap();
    // Lists may come in any order, and their entries one by one.
    assert_eq!(spec(&format!("{before}[[variant]]{variant}[[hazard]]{hazard}")), spec(PLAIN));
    let spain = "[[contingent]]\ncontributor = \"ESP\"\nhost = \"IRQ\"\nstrength = 187\n";
    assert!(PLAIN.contains(spain));
    assert_eq!(spec(&format!("{}{spain}", PLAIN.replace(spain, ""))), spec(PLAIN));
    // A list among the plan's own keys.
    let inline = "contingent = [{ contributor = \"USA\", host = \"IRQ\", strength = 5 }]\n";
    let headed = "[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 5\n";
    let own = "title = \"Five\"\nas_of = \"2024-08\"\n";
    assert_eq!(spec(&format!("{own}{inline}")), spec(&format!("{own}{headed}")));
}

#[test]
fn invalid_toml() {
    let plan = |more: &str| format!("title = \"x\"\nas_of = \"2024-08\"\n{more}");
    let usa = "[[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\n";
    Plan::from_toml(&plan(&format!("{usa}strength = 1\n"))).unwrap();
    for (more, error) in [
        ("title = \"y\"\n", "line 3, column 1: duplicate key"),
        ("\"title\" = \"x\"\n", "line 3, column 1: duplicate key"),
        ("[[title]]\n", "line 3, column 3: duplicate key"),
        ("[title]\n", "line 3, column 2: duplicate key"),
        ("phase = []\nphase = []\n", "line 4, column 1: duplicate key"),
        (
            "contingent = []\n",
            "line 4, column 1: write [[contingent]], with two brackets, before each contingent",
        ),
        (
            "[contingent]\n",
            "line 4, column 1: write [[contingent]], with two brackets, before each contingent",
        ),
    ] {
        assert_refused(&plan(&format!("{more}{usa}strength = 1\n")), &[error]);
    }
    for (more, errors) in [
        ("strength = 1\nstrength = 2", &["line 7, column 1: duplicate key"] as &[_]),
        (
            "strength = 1\nstrength.best = 2",
            &["line 7, column 1: cannot extend value of type integer with a dotted key"],
        ),
        ("strength = { best = 1, best = 2 }", &["line 6, column 24: duplicate key"]),
        ("strength = { best = 1, 'best' = 2 }", &["line 6, column 24: duplicate key"]),
        (
            "strength = 1 # \u{1}",
            &["line 6, column 16: invalid comment character, expected printable characters"],
        ),
        ("strength = 01", &["line 6, column 12: unexpected leading zero, expected nothing"]),
        (
            "strength = 2024-02-30",
            &[r#"line 6, column 12: "2024-02-30" is not a day: February 2024 has 29 days"#],
        ),
        (
            "strength = 1 source = 'x'",
            &[
                "line 6, column 21: unexpected key or value, expected newline, `#`",
                "line 6, column 12: string values must be quoted, expected literal string",
            ],
        ),
        ("strength = { best = 1", &["line 6, column 22: unclosed inline table, expected `}`"]),
        ("strength = [1", &["line 6, column 14: unclosed array, expected `]`"]),
        ("strength = 1\nsource.x = 'y'\nsource.x = 'y'", &["line 8, column 8: duplicate key"]),
        (
            "strength =",
            &["line 6, column 11: string values must be quoted, expected literal string"],
        ),
        ("strength", &["line 6, column 9: key with no value, expected `=`"]),
    ] {
        assert_refused(&plan(&format!("{usa}{more}")), errors);
    }
}

#[test]
fn deeper_than_any_plan() {
    let usa = "[[contingent]]\ncontributor = 'USA'\nhost = 'IRQ'\nstrength = 1\n";
    let nested = |depth: usize| {
        let value = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        format!("title = 'x'\nas_of = '2024-08'\nnote = {value}\n{usa}")
    };
    for depth in [1, 15, 16, 17, 80] {
        let errors = Plan::from_toml(&nested(depth)).unwrap_err();
        assert_eq!(errors.iter().len(), 1);
        assert!(errors.to_string().starts_with("line 3, column 1: note: unknown key"), "{errors}");
    }
    for depth in [81, 100_000] {
        let error = "line 3, column 88: cannot recurse further; max recursion depth met";
        assert_eq!(lines(&Plan::from_toml(&nested(depth)).unwrap_err()), [error]);
    }
}

//! Files in JSON with values that cannot be read.

use crate::errors::assert_refused_json;

const CONTINGENT: &str = r#"{ "contributor": "USA", "host": "IRQ", "strength": 2500 }"#;

/// A plan of one contingent, with one more key.
fn plan(more: &str) -> String {
    format!(r#"{{ "title": "t", "as_of": "2024-08", "contingent": [{CONTINGENT}], {more} }}"#)
}

#[test]
fn invalid_json_is_placed_by_the_parser() {
    for (text, error) in [
        (r#"{ "title": }"#, "line 1, column 12: expected value"),
        (r#"{ "title": "t", }"#, "line 1, column 17: trailing comma"),
        (r#"{ "title": "t" } }"#, "line 1, column 18: trailing characters"),
        ("{\n'title': 't' }", "line 2, column 1: key must be a string"),
        (r#"{ "title": "t", "title": "t" }"#, r#"line 1, column 30: duplicate key "title""#),
        ("title = 't'", "line 1, column 2: expected ident"),
    ] {
        assert_refused_json(text, &[error]);
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_refused_json(&deep, &["line 1, column 128: recursion limit exceeded"]);
}

#[test]
fn a_plan_is_a_table() {
    for (text, found) in [
        ("5", "5"),
        ("null", "nothing"),
        ("[]", "a list"),
        (r#""plan""#, r#"the text "plan""#),
        ("true", "true"),
        ("1e9", "1000000000.0"),
    ] {
        let error = format!(
            "found {found}, but expected a table of title, announced, as_of, through, source, country, contingent, \
             event, residual, phase, hold, cap, cost, hazard, slip, variant, seek"
        );
        assert_refused_json(text, &[&error]);
    }
}

#[test]
fn an_empty_table_lacks_what_every_plan_has() {
    assert_refused_json(
        "{}",
        &[
            "title: required, but missing",
            "as_of: required, but missing",
            "contingent: a plan needs at least one contingent",
        ],
    );
}

#[test]
fn values_are_not_what_they_should_be() {
    for (more, error) in [
        (r#""through": 2027"#, r#"through: found 2027, but expected a month, "YYYY-MM""#),
        (r#""through": "2027""#, r#"through: found "2027", but expected YYYY-MM"#),
        (r#""residual": [{ "strength": null }]"#, "residual[0].strength: required, but missing"),
        (
            r#""residual": [{ "strength": 1e3 }]"#,
            "residual[0].strength: found 1000.0, but expected a whole number of troops, 0 to 4294967295",
        ),
        (
            r#""residual": [{ "strength": 5, "from": false }]"#,
            r#"residual[0].from: found false, but expected a day, "YYYY-MM-DD" or "YYYY-MM", or { after = "...", days = ... }"#,
        ),
        (
            r#""event": [{ "id": "signed", "dat\u0065d": "2024-09" }]"#,
            "event[0].dated: unknown key; did you mean date? the keys here are id, name, date, source",
        ),
        (
            "\"event\": [{ \"id\": \"signed\", \"the\\nday\": \"2024-09\" }]",
            r"event[0].the\nday: unknown key; the keys here are id, name, date, source",
        ),
        (
            r#""hazard": [{ "name": "h", "monthly_chance": 0.5, "lasts": { "high": 2 } }]"#,
            "hazard[0].lasts: an estimate needs best alone, low and high, all three, or values",
        ),
    ] {
        assert_refused_json(&plan(more), &[error]);
    }
}

#[test]
fn a_file_that_ends_too_early() {
    for (text, error) in [
        ("", "line 1, column 1: the file ends too early"),
        (r#"{ "title": "t""#, "line 1, column 14: the file ends too early"),
    ] {
        assert_refused_json(text, &[error]);
    }
}

#[test]
fn long_names_are_not_quoted_whole() {
    let name = "n".repeat(10_000);
    let after =
        format!(r#""hold": [{{ "name": "h", "from": {{ "after": "{name}", "days": 1 }} }}]"#);
    let twice = format!(r#""{name}": 1, "{name}": 2"#);
    for more in [after, twice] {
        let error = drawdown::Plan::from_json(&plan(&more)).unwrap_err().to_string();
        assert!(error.len() < 1_000, "{error}");
    }
}

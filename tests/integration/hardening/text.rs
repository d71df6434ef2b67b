//! Names and files of strangers: shown with escapes, and warned of.

use drawdown::values::visible;
use drawdown::{Plan, PlanErrors};

/// Every place that has a name, each with one that turns the direction of what follows.
const NAMED: &str = "
title = \"title\u{202e}\"
as_of = \"2024-08\"
[[source]]
id = \"id\u{202e}\"
title = \"title\u{202e}\"
[[country]]
code = \"XAA\"
name = \"name\u{202e}\"
[[contingent]]
contributor = \"USA\"
host = \"IRQ\"
strength = 2500
[[event]]
id = \"event\u{202e}\"
name = \"name\u{202e}\"
date = \"2024-09\"
[[phase]]
name = \"phase\u{202e}\"
target = \"remainder\"
deadline = \"2024-12-31\"
[[hold]]
name = \"hold\u{202e}\"
through = \"2024-09\"
[[cap]]
name = \"cap\u{202e}\"
per_month = 5000
through = \"2024-09\"
[[cost]]
name = \"cost\u{202e}\"
currency = \"USD\"
per_month = 1
[[hazard]]
name = \"hazard\u{202e}\"
monthly_chance = 0.5
lasts = 1
[[slip]]
name = \"slip\u{202e}\"
months = { values = [0, 1] }
[[variant]]
name = \"variant\u{202e}\"
adjust = []
";

#[test]
fn names_with_what_cannot_be_seen_are_warned_of() {
    let plan = Plan::from_toml(NAMED).unwrap();
    let found = plan.warnings();
    let places: Vec<String> = (found.iter())
        .filter(|warning| warning.kind.code() == "invisible")
        .map(|warning| warning.place.to_string())
        .collect();
    let expected = [
        "title",
        "source[0].id",
        "source[0].title",
        "country[0].name",
        "event[0].id",
        "event[0].name",
        "phase[0].name",
        "hold[0].name",
        "cap[0].name",
        "cost[0].name",
        "hazard[0].name",
        "slip[0].name",
        "variant[0].name",
    ];
    assert_eq!(places, expected);
    assert_eq!(
        found[0].to_string(),
        "line 2, column 9: title: \"title\\u{202e}\" has characters that cannot be seen or that turn the direction of \
         text; it is shown with escapes in their place, write it without them"
    );
    let visible = Plan::from_toml(&NAMED.replace('\u{202e}', "")).unwrap();
    assert!(visible.warnings().iter().all(|warning| warning.kind.code() != "invisible"));
}

/// Persian and Hindi are written with joiners, and family names with marks.
#[test]
fn letters_of_every_language_are_names() {
    let text = NAMED.replace("phase\u{202e}", "می\u{200c}روند क्\u{200d}ष é ＡＢ 作戦");
    let plan = Plan::from_toml(&text).unwrap();
    assert!(plan.warnings().iter().all(|warning| warning.place.to_string() != "phase[0].name"));
}

#[test]
fn the_quoted_line_of_an_error_is_escaped() {
    let hostile = "\"2024-13-31\" # \u{1b}[2J\u{202e}\u{9b}31m\ta";
    let errors = |text: &str| -> PlanErrors { Plan::from_toml(text).unwrap_err() };
    let shown = errors(&NAMED.replace("\"2024-12-31\"", hostile)).to_string();
    assert!(!shown.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{shown:?}");
    let quoted = "deadline = \"2024-13-31\" # \\u{1b}[2J\\u{202e}\\u{9b}31m a";
    assert!(shown.lines().any(|line| line.ends_with(quoted)), "{shown}");
    // For programs the line is as it was read.
    let found = errors(&NAMED.replace("\"2024-12-31\"", hostile));
    let texts = found.iter().filter_map(|error| error.position.as_ref());
    assert!(texts.into_iter().any(|position| position.text.contains("\u{1b}[2J")));
}

#[test]
fn what_is_shown_has_one_line_and_nothing_that_a_terminal_obeys() {
    for c in (0..=0x10_ffff_u32).filter_map(char::from_u32) {
        let shown = visible(&format!("a{c}b"));
        assert!(!shown.chars().any(char::is_control), "{c:?}");
        assert!(shown == format!("a{c}b") || shown.is_ascii(), "{c:?} is shown as {shown}");
    }
}

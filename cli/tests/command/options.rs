//! Options: help, hints and messages.

use crate::{Folder, SMALL, drawdown, iraq, printed, refused};

#[test]
fn help_names_every_question_and_shows_examples() {
    let help = printed(&["--help"]);
    for question in [
        "show",
        "levels",
        "deadlines",
        "totals",
        "why",
        "costs",
        "compare",
        "bands",
        "chances",
        "drivers",
        "seek",
        "merge",
        "chart",
        "check",
        "new",
        "schema",
        "calendar",
        "countries",
    ] {
        assert!(help.contains(&format!("\n  {question} ")), "{question}");
        let own = printed(&[question, "--help"]);
        assert!(own.contains(&format!("Usage: drawdown {question}")), "{own}");
    }
    for line in [
        "Usage: drawdown <COMMAND>",
        "  drawdown show plan.toml                            levels, deadlines, sums and assumptions",
        "As JSON (--format json) a table is a list with one object for each row",
        "Exit status: 0; 1 where output cannot be written; 2 for a bad plan or a bad option",
    ] {
        assert!(help.contains(line), "{line}\n{help}");
    }
    assert!(
        help.contains("\n  drawdown completions bash ") && help.contains("\n  drawdown man show ")
    );
    assert!(!help.contains("\n  completions "), "no question about a plan");
}

#[test]
fn a_table_of_seek_taken_for_a_command_is_named() {
    for table in ["remedies", "bottlenecks"] {
        let error = refused(&[table, "plan.toml"]);
        let tip = format!("tip: a similar subcommand exists: 'drawdown seek --what {table}'\n");
        assert!(error.contains(&tip) && !error.contains("'deadlines'"), "{error}");
    }
}

#[test]
fn every_option_has_a_help_text() {
    for question in
        ["levels", "deadlines", "costs", "bands", "merge", "chart", "calendar", "countries"]
    {
        let help = printed(&[question, "-h"]);
        let mut lines = help.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with('-') {
                // After the option and its value, two spaces, or on the next line.
                let described = line.trim_start().contains("  ")
                    || lines.peek().is_some_and(|next| next.starts_with("          "));
                assert!(described, "{question}: {line}");
            }
        }
    }
}

#[test]
fn what_is_nearly_right_is_answered_with_what_would_be_right() {
    let plan = &*iraq();
    let first_line = |arguments: &[&str]| refused(arguments).lines().next().unwrap().to_owned();
    assert_eq!(
        first_line(&["chances", plan, "--draws", "10,000"]),
        "error: invalid value '10,000' for '--draws <N>': write 10000"
    );
    assert_eq!(
        first_line(&["chances", plan, "--draws", "many"]),
        "error: invalid value 'many' for '--draws <N>': expected a whole number, 0 or more"
    );
    assert_eq!(
        first_line(&["bands", plan, "--range", "5..1"]),
        "error: invalid value '5..1' for '--range <A..B>': 5 comes after 1; expected A..B, the first draw and the \
         one after the last"
    );
    assert_eq!(
        first_line(&["show", plan, "--through", "2027"]),
        "error: invalid value '2027' for '--through <MONTH>': found \"2027\", but expected YYYY-MM"
    );
    assert_eq!(
        first_line(&["costs", plan, "--fiscal-from", "13"]),
        "error: invalid value '13' for '--fiscal-from <MONTH>': expected the number of a month, 1 to 12"
    );
    assert_eq!(
        first_line(&["chart", plan, "-o", "plan.pdf"]),
        if cfg!(feature = "png") {
            "--out plan.pdf: a chart is written as SVG or PNG; give a name that ends in .svg or .png"
        } else {
            "--out plan.pdf: a chart is written as SVG; give a name that ends in .svg"
        }
    );
    assert_eq!(
        first_line(&["chart", plan, "--kind", "outflow", "--by", "host"]),
        "--by: only the levels are stacked by groups (--kind levels)"
    );
    assert_eq!(
        first_line(&["chart", plan, "--only"]),
        "--only leaves the plan out; choose variants with --variant or --adjust"
    );
    assert_eq!(
        first_line(&["levels", plan, "--only"]),
        "--only leaves the plan out; choose variants with --variant or --adjust"
    );
    let similar = refused(&["level", plan]);
    assert!(similar.contains("'levels'"), "{similar}");
    assert!(!std::path::Path::new("plan.pdf").exists());
}

#[test]
fn an_unknown_variant_is_an_error_that_lists_those_there_are() {
    let folder = Folder::new("unknown");
    let plan = &*folder.write("plan.toml", SMALL);
    assert_eq!(
        refused(&["levels", plan, "--variant", "a bus"]),
        "--variant \"a bus\": the plan's variants are \"two flights\"\n"
    );
    assert_eq!(
        refused(&["levels", plan, "--variant", "Two Flihgts"]),
        "--variant \"Two Flihgts\": the plan has no such name; did you mean \"two flights\"?\n"
    );
    let nothing = refused(&["levels", plan, "--adjust", ""]);
    assert!(
        nothing.contains(": adjust[0]: nothing is written, but expected exactly one of"),
        "{nothing}"
    );
    assert_eq!(
        refused(&["levels", plan, "--variant", "two flights", "--variant", "two flights"]),
        "\"two flights\" is chosen twice\n"
    );
}

#[test]
fn an_adjustment_is_checked_as_in_a_plan_file() {
    let plan = &*iraq();
    assert_eq!(
        refused(&["levels", plan, "--adjust", "shift = { event = \"x\", months = 6 }"]),
        "--adjust \"shift = { event = \\\"x\\\", months = 6 }\": adjust[0].shift.event: no event is called \"x\"; \
         the events are \"baghdad-approval\", \"washington-approval\" and \"announcement\"\n"
    );
    let unknown = refused(&["levels", plan, "--adjust", "shfit = 6"]);
    assert!(unknown.contains("adjust[0].shfit") || unknown.contains("unknown"), "{unknown}");
    let syntax = refused(&["levels", plan, "--adjust", "shift = {"]);
    assert!(syntax.contains("line 1"), "{syntax}");
    let more = refused(&["levels", plan, "--adjust", "{ strength = { percent = 50 } }\ntitle = 5"]);
    assert!(more.contains("adjust[1]"), "{more}");
}

#[test]
fn warnings_stand_on_standard_error_and_change_nothing() {
    let folder = Folder::new("warned");
    let quiet = &*folder.write("quiet.toml", SMALL);
    let hold =
        "\n[[hold]]\nname = \"thirty days\"\nfrom = \"2024-01-16\"\nthrough = \"2024-02-14\"\n";
    let warned = &*folder.write("warned.toml", &format!("{SMALL}{hold}"));
    for question in ["check", "levels", "deadlines"] {
        let [quiet, warned] = [quiet, warned].map(|plan| drawdown(&[question, plan]));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let warning = text(&warned.stderr);
        assert!(warning.starts_with("warning: line "), "{warning}");
        assert!(warning.contains("hold[0]: "), "{warning}");
        assert!(
            warning.contains("it covers no month, for both days count as the same month end"),
            "{warning}"
        );
        assert_eq!(warned.stdout, quiet.stdout);
        assert_eq!(warned.status.code(), Some(0));
        assert!(!text(&quiet.stderr).contains("hold[0]"), "{}", text(&quiet.stderr));
    }
}

#[test]
fn a_comparison_shows_the_phases_that_differ() {
    let plan = &*iraq();
    let six_later = "announced six months late";
    let some = printed(&["compare", plan, "--variant", six_later]);
    assert!(some.contains("first year: due") && !some.contains("the remainder: due"), "{some}");
    assert!(
        some.ends_with("\nThe same in all plans: 1 phase; --all-phases shows them.\n"),
        "{some}"
    );
    let all = printed(&["compare", plan, "--variant", six_later, "--all-phases"]);
    assert!(all.contains("first year: due") && all.contains("the remainder: due"), "{all}");
}

#[test]
fn errors_mark_their_line() {
    let folder = Folder::new("marked");
    let plan = &*folder
        .write("plan.toml", &SMALL.replace("host = \"IRQ\"\nmission", "host = \"IRK\"\nmission"));
    let error = refused(&["check", plan]);
    let expected = format!(
        "{plan}: line 13, column 8: contingent[1].host: \"IRK\" is not an ISO 3166-1 alpha-3 country code; did you \
         mean IRQ (Iraq)?\n   13 | host = \"IRK\"\n      |        ^\n"
    );
    assert_eq!(error, expected);
    assert_eq!(refused(&["show", plan]), error);
    let two = SMALL.replace("\"IRQ\"", "\"IRK\"");
    assert!(refused(&["check", &folder.write("two.toml", &two)]).contains(": 2 errors\n"));
}

#[test]
fn completions_and_manual_pages_know_every_question() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for word in ["deadlines", "countries", "fiscal-from", "merge"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let page = printed(&["man"]);
    assert!(page.contains(".TH drawdown 1"), "{page}");
    assert!(page.contains("drawdown\\-levels(1)"), "{page}");
    let page = printed(&["man", "levels"]);
    assert!(page.contains(".TH drawdown-levels 1") && page.contains("fiscal\\-from"), "{page}");
    let page = printed(&["man", "history"]);
    assert!(page.contains("drawdown\\-history\\-class(1)"), "{page}");
    let page = printed(&["man", "history-class"]);
    assert!(page.contains(".TH drawdown-history-class 1") && page.contains("notice"), "{page}");
    assert_eq!(refused(&["man", "history-levles"]), "no command is called \"history-levles\"\n");
    assert_eq!(refused(&["man", "levles"]), "no command is called \"levles\"\n");
}

#[test]
fn countries_are_found_by_code_and_name() {
    assert_eq!(
        printed(&["countries", "korea", "--format", "csv"]),
        "code,name\nKOR,South Korea\nPRK,North Korea\n"
    );
    assert_eq!(
        printed(&["countries", "britain", "--format", "csv"]),
        "code,name\nGBR,United Kingdom\n"
    );
    assert!(printed(&["countries"]).lines().count() > 250);
    assert!(refused(&["countries", "qqqq"]).starts_with("no country is called \"qqqq\"; "));
}

#[test]
fn the_schema_is_the_one_shipped() {
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/plan.schema.json");
    assert_eq!(printed(&["schema"]), std::fs::read_to_string(shipped).unwrap());
}

//! Names and files that mean harm: nothing in them reaches a terminal as a command.

use crate::{Folder, SMALL, printed, refused};

/// Turns the direction of text, clears the screen, goes back to the beginning of the line.
const HOSTILE: [char; 4] = ['\u{202e}', '\u{1b}', '\r', '\u{200b}'];

#[track_caller]
fn is_safe(text: &str) {
    assert!(!text.contains(HOSTILE), "{text:?}");
}

#[test]
fn names_are_escaped_in_tables_for_people() {
    let folder = Folder::new("names");
    let text = SMALL
        .replace("One flight a week", "One\u{202e} flight")
        .replace("\"all\"", "\"all\u{202e} of\u{200b} them\"")
        .replace("\"airlift\"", "\"air\u{202e}lift\"")
        .replace("\"two flights\"", "\"two\u{202e} flights\"");
    let plan = &*folder.write("plan.toml", &text);
    for question in ["show", "levels", "deadlines", "totals", "why", "costs", "compare"] {
        is_safe(&printed(&[question, plan]));
        is_safe(&printed(&[question, plan, "--variant", "two\u{202e} flights"]));
    }
    is_safe(&printed(&["drivers", plan, "--draws", "5"]));
    for question in ["bands", "chances"] {
        is_safe(&printed(&[question, plan, "--draws", "5", "--variant", "two\u{202e} flights"]));
    }
    assert!(printed(&["show", plan]).contains("One\\u{202e} flight"));
    // Data are left as they are.
    assert!(
        printed(&["deadlines", plan, "--format", "csv"]).contains("all\u{202e} of\u{200b} them")
    );
}

#[test]
fn errors_options_and_file_names_are_escaped() {
    let folder = Folder::new("errors");
    let broken = SMALL
        .replace("\"all\"", "\"all\" # \u{1b}[2J \u{202e}")
        .replace("2024-12-31", "2024-13-31");
    let plan = &*folder.write("plan.toml", &broken.replace("deadline = ", "deadline =\t\u{202e}"));
    is_safe(&refused(&["check", plan]));
    is_safe(&refused(&["show", "no\u{1b}[2Jsuch\r\u{202e}plan"]));
    is_safe(&refused(&["show", plan, "--\u{1b}[2J\u{202e}"]));
    is_safe(&refused(&["show", plan, "--through", "\u{1b}[2J\r"]));
    let good = &*folder.write("good.toml", SMALL);
    is_safe(&refused(&["show", good, "--variant", "\u{1b}[2J\u{202e}"]));
    is_safe(&refused(&["show", good, "--adjust", "\u{1b}[2J\u{202e}\r"]));
    is_safe(&refused(&["countries", "\u{1b}[2J\u{202e}\r"]));
}

/// A file's name cannot pass for a message of its own.
#[test]
fn file_names_are_one_line() {
    let error = refused(&["show", "plan.toml\nwarning: nothing is wrong"]);
    assert!(error.starts_with("plan.toml\\nwarning: nothing is wrong: "), "{error}");
    let folder = Folder::new("lines");
    let plan = &*folder.write("plan.toml", SMALL);
    let save = &*folder.write("a\nb", "x");
    let error = refused(&["bands", plan, "--save", save]);
    assert!(error.contains("a\\nb: cannot be used: not a summary of an ensemble\n"), "{error}");
    assert!(refused(&["merge", save]).ends_with("a\\nb: not a summary of an ensemble\n"));
}

#[test]
fn text_that_is_not_utf_8_is_refused_with_its_line() {
    let folder = Folder::new("latin");
    let path = folder.path("plan.toml");
    std::fs::write(&path, b"title = \"x\"\nas_of = \"2024-08\" # d\xe9j\xe0\n").unwrap();
    let error = refused(&["check", &path]);
    let shown =
        "line 2, column 22: not UTF-8; save the file as UTF-8\n    2 | as_of = \"2024-08\" # d\n";
    assert!(error.contains(shown), "{error}");
}

#[test]
fn a_file_that_is_too_large_is_refused_wherever_it_is_cut() {
    let folder = Folder::new("large");
    // The last byte that is read, 4 MiB and one, is the first of two.
    let path = folder.write("plan.toml", &format!("# {}", "\u{e9}".repeat(2 * 1024 * 1024)));
    let error = refused(&["check", &path]);
    assert!(
        error.ends_with("plan.toml: the file is larger than 4194304 bytes, the limit\n"),
        "{error}"
    );
}

#[test]
fn a_name_is_no_formula_in_a_spreadsheet() {
    let folder = Folder::new("formula");
    let plan = &*folder.write("plan.toml", &SMALL.replace("\"all\"", "\"=1+1\""));
    assert!(printed(&["deadlines", plan, "--format", "csv"]).contains("\n'=1+1,"));
}

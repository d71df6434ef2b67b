//! Files: where answers go, and what happens if they cannot.

use std::process::{Command, Stdio};

use crate::{Folder, SMALL, drawdown, iraq, printed, refused, shipped};

fn vietnam() -> String {
    let plan = shipped().into_iter().find(|path| path.ends_with("vietnam-1969.toml"));
    plan.unwrap().to_str().unwrap().to_owned()
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let folder = Folder::new("out");
    let plan = &*iraq();
    for arguments in [
        &["show", plan][..],
        &["levels", plan, "--format", "csv"],
        &["compare", plan, "--format", "json"],
        &["chances", plan, "--draws", "20"],
        &["chart", plan],
        &["calendar", plan],
        &["countries", "korea"],
        &["schema"],
    ] {
        let file = &*folder.path("answer");
        assert_eq!(printed(&[arguments, &["--out", file]].concat()), "");
        assert_eq!(std::fs::read_to_string(file).unwrap(), printed(arguments), "{arguments:?}");
        assert_eq!(printed(&[arguments, &["-o", file]].concat()), "");
    }
}

#[test]
fn a_bad_plan_neither_creates_nor_empties_a_file() {
    let folder = Folder::new("untouched");
    let broken = &*folder.write("broken.toml", &SMALL.replace("2024-12-31", "2024-13-31"));
    let file = &*folder.write("answer.csv", "kept");
    refused(&["levels", broken, "--out", file]);
    assert_eq!(std::fs::read_to_string(file).unwrap(), "kept");
    let missing = &*folder.path("missing.csv");
    refused(&["levels", broken, "--out", missing]);
    assert!(!std::path::Path::new(missing).exists());
}

#[test]
fn the_plan_is_never_written_over() {
    let folder = Folder::new("over");
    let plan = &*folder.write("plan.toml", SMALL);
    for question in ["show", "levels", "compare", "why", "chart", "calendar", "bands"] {
        let error = refused(&[question, plan, "--out", plan]);
        assert!(error.ends_with("this is the file that is read\n"), "{question}: {error}");
    }
    assert_eq!(std::fs::read_to_string(plan).unwrap(), SMALL);
}

#[test]
fn every_kind_of_chart_is_drawn_of_every_plan() {
    for plan in shipped() {
        let plan = plan.to_str().unwrap();
        for kind in ["levels", "outflow", "deadlines", "variants", "fan"] {
            let chart = printed(&["chart", plan, "--kind", kind, "--draws", "20"]);
            let document = roxmltree::Document::parse(&chart).unwrap();
            assert!(document.root_element().has_tag_name("svg"), "{kind} of {plan}");
        }
        for by in ["theatre", "contributor", "host", "mission", "contingent"] {
            assert!(printed(&["chart", plan, "--by", by]).contains("</svg>"), "{by} of {plan}");
        }
    }
}

#[test]
fn levels_are_stacked_by_what_says_most() {
    let chart = printed(&["chart", &iraq()]);
    assert!(chart.contains("Troops at each month’s end by host"));
    let variant = ["--kind", "levels", "--variant", "500 advisers stay"];
    let chart = printed(&[&["chart", &iraq()], &variant[..]].concat());
    assert!(chart.contains("including 500 residual"), "the chosen variant is drawn");
    assert!(
        chart.contains("as reported on 6 September 2024: 500 advisers stay</title>"),
        "and named"
    );
}

#[cfg(feature = "png")]
#[test]
fn a_name_that_ends_in_png_gets_a_png() {
    let folder = Folder::new("png");
    let file = &*folder.path("chart.PNG");
    let output = drawdown(&["chart", &iraq(), "--scale", "1.5", "-o", file]);
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("no fonts are installed") {
        return eprintln!("{errors}");
    }
    assert!(output.status.success(), "{errors}");
    assert!(std::fs::read(file).unwrap().starts_with(b"\x89PNG\r\n"));
    let error = refused(&["chart", &iraq(), "--scale", "0", "-o", file]);
    assert!(error.contains("a side must have 1 to 16384 pixels"), "{error}");
}

#[cfg(unix)]
#[test]
fn one_file_is_not_two_by_another_name() {
    let folder = Folder::new("names-of-files");
    let plan = &*folder.write("plan.toml", SMALL);
    let (hard, soft, new) =
        (&*folder.path("hard"), &*folder.path("soft"), &*folder.path("new.summary"));
    std::fs::hard_link(plan, hard).unwrap();
    std::os::unix::fs::symlink(plan, soft).unwrap();
    for other in [plan, hard, soft, &folder.path("./plan.toml")] {
        for (option, question) in [("--out", "levels"), ("--out", "bands"), ("--save", "bands")] {
            let error = refused(&[question, plan, option, other]);
            assert!(error.ends_with(&format!("{option} {other}: this is the file that is read\n")));
        }
    }
    for question in ["bands", "chart"] {
        // Neither of them exists yet.
        let same = &*folder.path("./new.summary");
        let error = refused(&[question, plan, "--save", new, "--out", same]);
        assert!(error.ends_with(&format!("--save {new}: the answer goes to the same file\n")));
        assert!(!std::path::Path::new(new).exists());
    }
    assert_eq!(std::fs::read_to_string(plan).unwrap(), SMALL);
}

/// The shell lets no file grow beyond a kilobyte, as a full disk would.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_saved_leaves_the_old_file_and_nothing_else() {
    let folder = Folder::new("full-disk");
    let plan = &*iraq();
    let (a, b) = (&*folder.path("a"), &*folder.path("b"));
    printed(&["bands", plan, "--range", "0..50", "--save", a]);
    printed(&["bands", plan, "--range", "50..100", "--save", b]);
    let kept = std::fs::read(a).unwrap();
    let merge: &[&str] = &["merge", b, a, "--save", a];
    let resume: &[&str] = &["bands", plan, "--range", "0..100", "--save", a];
    for arguments in [merge, resume] {
        let script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_drawdown")]).args(arguments);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(std::fs::read(a).unwrap() == kept);
        assert!(!std::path::Path::new(&folder.path("a.partial")).exists());
    }
    let out = &*folder.path("levels.csv");
    let long = ["levels", plan, "--through", "2968-12", "--format", "csv", "--out", out];
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"]);
    let output = command.arg(env!("CARGO_BIN_EXE_drawdown")).args(long).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    for left in [out, &folder.path("levels.csv.partial")] {
        assert!(!std::path::Path::new(left).exists(), "{left}");
    }
    assert_eq!(printed(merge), "");
    assert!(printed(&["merge", a]).starts_with("100 draws (0..100)"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_in_status_1() {
    let plan = &*vietnam();
    let long = ["--through", "2968-12"];
    for format in ["table", "csv", "json"] {
        let arguments = [&["levels", plan, "--format", format], &long[..]].concat();
        let output = drawdown(&[&arguments[..], &["--out", "/dev/full"]].concat());
        assert_eq!(output.status.code(), Some(1), "{format}");
        let full = std::fs::File::create("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
        let status = command.args(&arguments).stdout(full).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(1), "{format}");
    }
    for question in
        [&["chart", plan][..], &["calendar", plan], &["schema"], &["new"], &["show", plan]]
    {
        let output = drawdown(&[question, &["--out", "/dev/full"]].concat());
        assert_eq!(output.status.code(), Some(1), "{question:?}");
        assert!(!output.stderr.is_empty());
    }
    for question in [&["--help"][..], &["completions", "bash"], &["man"], &["new"], &["schema"]] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
        let status = command.args(question).stdout(full).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(1), "{question:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let plan = &*vietnam();
    for format in ["table", "csv", "json"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
        command.args(["levels", plan, "--through", "2968-12", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn a_missing_plan_is_named() {
    let error = refused(&["show", "no-such-plan.toml"]);
    assert!(error.starts_with("no-such-plan.toml: "), "{error}");
}

#[test]
fn json_plans_are_read_by_their_name_or_their_first_letter() {
    let folder = Folder::new("json");
    let json = r#"{ "title": "x", "as_of": "2024-08", "contingent": [{ "contributor": "USA", "host": "IRQ", "strength": 5 }] }"#;
    for name in ["plan.json", "plan"] {
        let plan = &*folder.write(name, json);
        assert!(printed(&["totals", plan, "--format", "csv"]).contains("2024-08,5,0,0,0,0"));
    }
}

#[test]
fn a_new_plan_is_valid_and_answers_every_question() {
    let folder = Folder::new("new");
    let file = &*folder.path("plan.toml");
    assert_eq!(printed(&["new", file]), "");
    assert_eq!(std::fs::read_to_string(file).unwrap(), printed(&["new"]));
    assert_eq!(printed(&["check", file]), "");
    for question in ["show", "levels", "deadlines", "totals", "why", "costs", "compare"] {
        assert!(!printed(&[question, file]).is_empty());
    }
    let error = refused(&["new", file]);
    assert!(error.ends_with("plan.toml: the file exists, and is not overwritten\n"), "{error}");
    refused(&["new", "--out", file]);
}

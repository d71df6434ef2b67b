//! The guide: every step of it runs and prints what it shows, and its glossary has every column.

use std::collections::BTreeSet;

use crate::{Folder, SMALL, printed};

const GUIDE: &str = include_str!("../../../docs/guide.md");

/// The blocks of a language, in their order.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let blocks = GUIDE.split("\n```").skip(1).step_by(2);
    blocks.filter_map(move |block| block.strip_prefix(language)?.strip_prefix('\n'))
}

/// A command, and the lines that it prints.
#[cfg(unix)]
fn steps() -> Vec<(&'static str, String)> {
    let mut steps: Vec<(&str, String)> = Vec::new();
    for line in blocks("console").flat_map(str::lines) {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push((command, String::new())),
            (None, Some((_, output))) => {
                output.push_str(line);
                output.push('\n');
            }
            (None, None) => panic!("{line}: a block begins with a command"),
        }
    }
    steps
}

#[cfg(unix)]
#[test]
fn every_step_prints_what_the_guide_shows() {
    use std::path::Path;
    use std::process::Command;

    let folder = Folder::new("guide");
    let [plan] = blocks("toml").collect::<Vec<_>>()[..] else { panic!("one plan file") };
    folder.write("plan.toml", &format!("{plan}\n"));
    let program = Path::new(env!("CARGO_BIN_EXE_drawdown")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let steps = steps();
    assert!(steps.len() > 20, "{}", steps.len());
    for (command, shown) in steps {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(folder.path("")).env("PATH", &path);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), shown, "{command}");
    }
    for file in ["levels.svg", "fan.svg", "plan.ics", "plan.schema.json", "plan.html", "both.html"]
    {
        assert!(Path::new(&folder.path(file)).exists(), "{file}");
    }
}

#[test]
fn every_question_has_a_section_and_a_line_of_the_readme() {
    let readme = include_str!("../../README.md");
    let help = printed(&["--help"]);
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let list = list.take_while(|line| !line.is_empty());
    // What a question answers with may go on in a further line.
    let names = list.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !["", "help"].contains(name));
    let mut count = 0;
    for name in names {
        count += 1;
        assert!(GUIDE.contains(&format!("\n## {name}: ")), "{name}");
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
    assert!(count >= 18, "{count}: {help}");
}

#[test]
fn the_glossary_has_every_column_and_no_other() {
    let folder = Folder::new("columns");
    let plan = &*folder.write("plan.toml", SMALL);
    let drawn = ["--draws", "5"];
    let mut columns = BTreeSet::new();
    for (question, options) in [
        ("levels", &[][..]),
        ("deadlines", &[]),
        ("totals", &[]),
        ("why", &[]),
        ("seek", &["--what", "bottlenecks"]),
        ("seek", &["--what", "remedies"]),
        ("costs", &[]),
        ("compare", &[]),
        ("bands", &drawn),
        ("chances", &drawn),
        ("drivers", &drawn),
    ] {
        let variant = ["--variant", "two flights"];
        let variant = if question == "drivers" { &[][..] } else { &variant };
        let text = printed(&[&[question, plan, "--format", "csv"], variant, options].concat());
        columns.extend(
            text.lines().next().unwrap().split(',').map(|name| (question, name.to_owned())),
        );
    }
    let seen = "month,contributor,host,mission,strength,source\n2024-10,USA,IRQ,,2000,press\n";
    let seen = &*folder.write("seen.csv", seen);
    for command in [
        ["seek", plan, "--format", "csv"].as_slice(),
        &["errors", plan, "--observed", seen, "--format", "csv"],
        &["verdicts", plan, "--observed", seen, "--format", "csv"],
        &["track", plan, "--observed", seen, "--format", "csv"],
    ] {
        let text = printed(command);
        let header = text.lines().next().unwrap().split(',');
        columns.extend(header.map(|name| (command[0], name.to_owned())));
    }
    for (question, command) in [
        ("totals", ["totals", plan, "--by", "host"].as_slice()),
        ("history list", &["history", "list"]),
        ("history show", &["history", "show", "unmil"]),
        ("history class", &["history", "class"]),
        ("history backtest", &["history", "backtest"]),
    ] {
        let text = printed(&[command, &["--format", "csv"]].concat());
        let header = text.lines().next().unwrap().split(',');
        columns.extend(header.map(|name| (question, name.to_owned())));
    }
    let text = printed(&["countries", "--format", "csv"]);
    columns
        .extend(text.lines().next().unwrap().split(',').map(|name| ("countries", name.to_owned())));

    // Names in the first cell, the questions that have them in the second; `variant` is of all.
    let glossary = GUIDE.split_once("\n| column | of | meaning |\n|---|---|---|\n").unwrap().1;
    let rows = glossary.lines().take_while(|line| line.starts_with('|'));
    let mut explained = BTreeSet::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let words = |cell: &'static str| cell.split('`').skip(1).step_by(2);
        for name in words(cells[1]).filter(|name| *name != "variant") {
            explained.extend(words(cells[2]).map(|question| (question, name.to_owned())));
        }
    }
    columns.retain(|(_, name)| name != "variant");
    assert_eq!(columns, explained);
    assert!(glossary.starts_with("| `variant` |"));
}

#[test]
fn the_glossary_has_every_kind_of_value() {
    let row = |name: &str, of: &str| {
        let start = format!("| `{name}` | `{of}` |");
        GUIDE.lines().find(|line| line.starts_with(&start)).unwrap()
    };
    let plan = include_str!("../../../examples/plans/iraq-2024.toml");
    let folder = Folder::new("values");
    let plan = &*folder.write("plan.toml", plan);
    let drawn = |question| {
        printed(&[
            question,
            plan,
            "--draws",
            "9",
            "--variant",
            "500 advisers stay",
            "--format",
            "json",
        ])
    };
    let of = |text: &str, key: &str| -> BTreeSet<String> {
        let key = format!("\"{key}\": \"");
        let values = text.split(&key).skip(1).filter_map(|rest| rest.split('"').next());
        values.map(|value| value.replace(" USD", "")).collect()
    };
    let chances = drawn("chances");
    for subject in of(&chances, "subject") {
        assert!(row("subject", "chances").contains(&format!("`{subject}`")), "{subject}");
    }
    let words = of(&chances, "value");
    assert!(words.contains("not judged") && of(&chances, "subject").len() == 4, "{chances}");
    let words = words.iter().filter(|value| value.starts_with(|c: char| c.is_ascii_lowercase()));
    for value in words {
        assert!(row("value", "chances").contains(&format!("`{value}`")), "{value}");
    }
    for measure in of(&drawn("bands"), "measure") {
        let start = measure.trim_end_matches(" less planned");
        assert!(row("measure", "bands").contains(&format!("`{start}")), "{measure}");
    }
    let help = printed(&["chart", "--help"]);
    let kinds = help.split("Possible values:").nth(1).unwrap().split("\n\n").next().unwrap();
    let section = GUIDE.split("\n## chart: ").nth(1).unwrap().split("\n## ").next().unwrap();
    for kind in kinds.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next()) {
        assert!(section.contains(kind), "{kind}");
    }
}

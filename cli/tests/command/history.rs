//! Past drawdowns: which cases count, what is said of few, and what is not written over.

use std::fs;

use crate::{Folder, drawdown, printed, refused};

const HEAD: &str = "month,contributor,host,mission,strength,source\n";

/// 1,000 by January; 500 by June, and nobody by December.
const PLAN: &str = "title = \"x\"\nannounced = 2020-01-10\nas_of = \"2020-01\"\n\
    [[contingent]]\ncontributor = \"USA\"\nhost = \"IRQ\"\nstrength = 1000\n\
    [[phase]]\nname = \"half\"\ntarget = { reduce_to = 500 }\ndeadline = \"2020-06-30\"\n\
    [[phase]]\nname = \"all\"\ntarget = \"remainder\"\ndeadline = \"2020-12-31\"\n";

const TOML: &str = "title = \"t\"\nactor = \"other\"\n[[plan]]\nfile = \"p.toml\"\n";

/// A case in a folder of this name, by its observed rows.
fn case(folder: &Folder, name: &str, rows: &str) -> String {
    fs::create_dir_all(folder.path(name)).unwrap();
    folder.write(&format!("{name}/case.toml"), TOML);
    folder.write(&format!("{name}/p.toml"), PLAN);
    folder.write(&format!("{name}/observed.csv"), &format!("{HEAD}{rows}"));
    folder.path(name)
}

/// 450 are seen in June.
fn half_met(folder: &Folder, name: &str) -> String {
    case(folder, name, "2020-06,USA,IRQ,,450,s\n")
}

#[test]
fn a_case_counts_once_however_it_is_named() {
    let folder = Folder::new("history-once");
    let all = printed(&["history", "class", "--format", "csv"]);
    assert_eq!(printed(&["history", "class", "--case", "unmil", "--format", "csv"]), all);
    let one = half_met(&folder, "one");
    let again = format!("{one}/../one");
    let twice = ["history", "class", "--only", "--case", &one, "--case", &again];
    let error = refused(&twice);
    assert!(error.contains(&format!("{again}: this is the folder {one}")), "{error}");
}

#[test]
fn two_folders_of_one_name_are_told_apart() {
    let folder = Folder::new("history-names");
    let (a, b) = (half_met(&folder, "a/home"), half_met(&folder, "b/home"));
    let other = half_met(&folder, "other");
    let backtest = printed(&[
        "history", "backtest", "--only", "--case", &a, "--case", &b, "--case", &other, "--format",
        "csv",
    ]);
    let cases: Vec<&str> =
        backtest.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(cases, [&a, &a, &b, &b, "other", "other"]);
}

#[test]
fn few_deadlines_are_said_in_plain_words() {
    let folder = Folder::new("history-few");
    let one = half_met(&folder, "one");
    let class = printed(&["history", "class", "--only", "--case", &one]);
    assert!(
        class.ends_with(
            "of past deadlines with up to 12 months' notice that were met or late, 1 of 1 (1 case) was met on time \
             (95 % interval 2.5 % to 100 %); of those met, late or replaced, 0 of 1 (1 case) were replaced (0 % to \
             97.5 %); 1 more could not be judged\n\
             no past deadline is known with over 12 months' notice\n\
             1 past deadline in 1 case: too few deadlines for a band\n"
        ),
        "{class}"
    );
    let backtest = printed(&["history", "backtest", "--only", "--case", &one, "--within", "1"]);
    for line in [
        "met within 1 % on time, of those met or late: 1 of 1 in 1 case (100.0 %; 95 % interval 2.5 % to 100 %)\n",
        "\n1 could not be judged\n",
        "mean absolute error of 1 plan as announced: ",
        "of those known to be in or out: 0 of 0 in 0 cases\n",
    ] {
        assert!(backtest.contains(line), "{line}\n{backtest}");
    }
    let nobody = case(&folder, "nobody", "");
    let slip = refused(&["history", "class", "--only", "--case", &nobody, "--as-slip"]);
    assert!(slip.contains("--as-slip: no deadline was counted; choose other cases"), "{slip}");
}

#[test]
fn bands_and_weights_say_what_they_are_of() {
    let class = printed(&["history", "class"]);
    assert!(
        class.ends_with("\nthe 80 % band of 32 past deadlines in 16 cases: 0 to 1 months\n"),
        "{class}"
    );
    assert!(!class.contains("weights"), "{class}");
    let upper = printed(&["history", "class", "--upper"]);
    assert!(upper.contains("the 80 % band of 29 past deadlines in 15 cases: "), "{upper}");
    let alike = printed(&["history", "class", "--alike", "cases"]);
    assert!(
        alike.contains(
            "\ncount and of are weights in the rows of lateness: each case has the same\n"
        ),
        "{alike}"
    );
    let backtest = printed(&["history", "backtest"]);
    assert!(backtest.contains("known to be in or out: 27 of 29 in 15 cases "), "{backtest}");
    assert!(backtest.contains("\n7 could not be judged\n"), "{backtest}");
    // An open band holds nobody: of five deadlines in two other cases nothing can be said.
    let others = printed(&["history", "backtest", "--actor", "other"]);
    assert!(others.contains("known to be in or out: 0 of 0 in 0 cases\n"), "{others}");
}

#[test]
fn rows_that_no_plan_of_a_case_lists_are_reported() {
    let folder = Folder::new("history-unlisted");
    let one = case(&folder, "one", "2020-06,USA,IRQ,,450,s\n2020-06,FRA,IRQ,,5,s\n");
    let output = drawdown(&["history", "list", &one]);
    let errors = String::from_utf8(output.stderr).unwrap();
    let file = std::path::Path::new(&one).join("observed.csv");
    assert_eq!(
        errors,
        format!(
            "warning: {}, line 3: 1 row is about FRA in IRQ, which no plan of the case lists, and not used\n",
            file.display()
        )
    );
}

#[test]
fn verdicts_by_statement_are_marked_with_their_words() {
    let show = printed(&["history", "show", "iraq-uk"]);
    assert!(show.contains("late *"), "{show}");
    assert!(
        show.contains(
            "\n* as a source says, not by levels\n  by Christmas: the withdrawal of Christmas was also delayed \
             (independent-2008-04-02)\n"
        ),
        "{show}"
    );
    let csv = printed(&["history", "show", "iraq-uk", "--format", "csv"]);
    assert!(csv.lines().next().unwrap().ends_with(",shortfall,stated,words,source"), "{csv}");
    assert!(!printed(&["history", "show", "unmiset"]).contains("as a source says"));
}

#[test]
fn no_file_of_a_case_is_written_over() {
    let folder = Folder::new("history-over");
    let one = half_met(&folder, "one");
    for file in ["case.toml", "observed.csv", "about.md", "p.toml"] {
        let file = format!("{one}/{file}");
        let arguments = |option| ["history", "backtest", "--only", "--case", &one, option, &file];
        for option in ["--chart", "--out"] {
            let error = refused(&arguments(option));
            assert!(error.contains(&format!("{option} {file}: this is the file that is read")));
        }
        for question in [["show", one.as_str()], ["list", &one]] {
            refused(&["history", question[0], question[1], "--out", &file]);
        }
    }
    assert_eq!(fs::read_to_string(format!("{one}/p.toml")).unwrap(), PLAN);
    let both = folder.path("both.svg");
    let error = refused(&["history", "backtest", "--chart", &both, "--out", &both]);
    assert!(error.contains("the answer is written to this file (--out)"), "{error}");
}

#[test]
fn the_chart_is_of_the_kind_that_its_name_promises() {
    let folder = Folder::new("history-chart");
    let (svg, png) = (folder.path("b.svg"), folder.path("b.png"));
    printed(&["history", "backtest", "--chart", &svg]);
    assert!(fs::read_to_string(&svg).unwrap().starts_with("<svg"));
    if cfg!(feature = "png") {
        printed(&["history", "backtest", "--chart", &png]);
        assert!(fs::read(&png).unwrap().starts_with(b"\x89PNG"));
    } else {
        let error = refused(&["history", "backtest", "--chart", &png]);
        assert!(error.contains("this build writes charts as SVG"), "{error}");
    }
    let error = refused(&["history", "backtest", "--chart", "b.jpg"]);
    assert!(error.contains("--chart b.jpg: a chart is written as SVG"), "{error}");
}

#[test]
fn all_that_is_wrong_with_a_case_is_said_with_its_folder() {
    let folder = Folder::new("history-wrong");
    let one = half_met(&folder, "one");
    let outcome = |phase: &str| {
        format!("[[outcome]]\nfile = \"p.toml\"\nphase = \"{phase}\"\nmet = \"late\"\n")
    };
    folder.write("one/case.toml", &format!("{TOML}{}{}", outcome("x"), outcome("y")));
    let error = refused(&["history", "show", &one]);
    for (i, phase) in ["x", "y"].into_iter().enumerate() {
        let line = format!(
            "{one}: case.toml: outcome[{i}].phase: p.toml has no phase called \"{phase}\"\n"
        );
        assert!(error.contains(&line), "{error}");
    }
}

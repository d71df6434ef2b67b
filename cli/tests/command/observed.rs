//! The plan beside what was observed.

use crate::{Folder, SMALL, drawdown, printed, refused};

const HEAD: &str = "month,contributor,host,mission,strength,source";

fn files(folder: &Folder, rows: &str) -> [String; 2] {
    [folder.write("plan.toml", SMALL), folder.write("observed.csv", &format!("{HEAD}\n{rows}"))]
}

#[test]
fn questions_about_what_was_observed_have_their_columns() {
    let folder = Folder::new("observed-columns");
    let [plan, observed] = files(&folder, "2024-10,USA,IRQ,,1500,press\n2024-12,,,,0,press\n");
    let csv =
        |question: &str| printed(&[question, &plan, "--observed", &observed, "--format", "csv"]);
    // 520 a month under the cap, by 500 and 20: 1,500 are left of the Americans.
    assert_eq!(
        csv("errors"),
        "month,contributor,host,mission,projected,observed,error\n\
         2024-10,USA,IRQ,unspecified,1500,1500,0\n\
         2024-12,,,,520,0,520\n"
    );
    assert_eq!(
        csv("verdicts"),
        "phase,deadline,binding_month,goal,observed,class,met_from,met_to,slip_from,slip_to,shortfall\n\
         all,2024-12-31,2024-12,0,0,met,2024-09,2024-12,-3,0,0\n"
    );
    let track = csv("track");
    assert!(
        track.starts_with("month,contributor,host,mission,announced,observed,tracked\n"),
        "{track}"
    );
    assert!(track.contains("\n2024-12,,,,520,0,0\n"), "{track}");
    assert_eq!(track.lines().count(), 1 + 7 * 3); // August through February, two contingents and all
}

#[test]
fn numbers_below_0_have_a_comma_between_thousands() {
    let folder = Folder::new("observed-below-0");
    let [plan, observed] = files(&folder, "2024-10,USA,IRQ,,4600,press\n2024-11,,,,1000,press\n");
    let table = printed(&["errors", &plan, "--observed", &observed]);
    // 1,500 of the Americans are projected in October, 3,100 fewer than seen.
    assert!(table.contains("  1,500     4,600  -3,100\n"), "{table}");
}

#[test]
fn what_is_seen_is_said_in_sentences() {
    let folder = Folder::new("observed-sentences");
    let [plan, observed] =
        files(&folder, "2024-10,USA,IRQ,,1800,press\n2024-10,GBR,IRQ,training,60,press\n");
    let track = printed(&["track", &plan, "--observed", &observed, "--at", "2024-10"]);
    assert!(
        track.ends_with(
            "all: due 2024-12-31, goal 0; 1,860 seen in 2024-10, 300 more than announced, 1 month behind; if the \
             rest goes as planned, met in 2025-02, 2 months late; the 80 % band of 32 past deadlines in 16 cases, \
             replaced ones left out: 2024-12 to 2025-01\n"
        ),
        "{track}"
    );
    let varied =
        ["track", &plan, "--observed", &observed, "--variant", "two flights", "--format", "csv"];
    let varied = printed(&varied);
    assert!(varied.starts_with("variant,month,"), "{varied}");
    assert!(varied.contains("\ntwo flights,2024-10,,,,1300,1860,1860\n"), "{varied}");
}

#[test]
fn rows_that_are_not_used_and_files_that_are_wrong_are_reported() {
    let folder = Folder::new("observed-wrong");
    let [plan, observed] = files(&folder, "2024-10,FRA,IRQ,,5,press\n2024-11,FRA,IRQ,,5,press\n");
    let output = drawdown(&["verdicts", &plan, "--observed", &observed]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("warning: line 2: 2 rows are about FRA in IRQ, which the plan does not list, and not used\n"),
        "{errors}"
    );
    let [plan, observed] = files(&folder, "2024-10,USA,IRQ,,5,press\n2024-10,USA,IRQ,,6,paper\n");
    let wrong = refused(&["verdicts", &plan, "--observed", &observed]);
    assert!(wrong.contains("lines 2 and 3: 5 and 6 for USA in IRQ in 2024-10"), "{wrong}");
    let sources = ["verdicts", &plan, "--observed", &observed, "--sources", "paper,press"];
    assert!(!printed(&sources).is_empty());
    let event = refused(&[
        "track",
        &plan,
        "--observed",
        &observed,
        "--sources",
        "paper",
        "--not-yet",
        "signing",
    ]);
    assert!(event.contains("no event is called \"signing\"; the plan has no events"), "{event}");
    assert!(refused(&["track", &plan]).contains("--observed <FILE>"));
}

#[test]
fn options_that_change_nothing_are_refused_or_reported() {
    let folder = Folder::new("observed-options");
    let [plan, observed] = files(&folder, "2024-10,FRA,IRQ,,5,press\n");
    // Errors are those of the plan as announced.
    for option in [["--not-yet", "signing"], ["--within", "5"]] {
        let error = refused(&["errors", &plan, "--observed", &observed, option[0], option[1]]);
        assert!(error.contains("unexpected argument"), "{error}");
    }
    let with_event = format!("{SMALL}\n[[event]]\nid = \"signing\"\ndate = 2024-09-15\n");
    let plan = folder.write("event.toml", &with_event);
    let track = ["track", &plan, "--observed", &observed, "--not-yet", "signing"];
    let error = refused(&track);
    assert!(
        error.contains(
            "--not-yet: nothing is observed, so that no month is the last one looked at; give --at MONTH"
        ),
        "{error}"
    );
    assert!(!printed(&[&track[..], &["--at", "2024-10"]].concat()).is_empty());
    let output = drawdown(&["errors", &plan, "--observed", &observed, "--sources", "press,pres"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains(&format!(
            "warning: --sources: no row of {observed} has the source \"pres\"; there are press\n"
        )),
        "{errors}"
    );
}

#[test]
fn rows_of_one_source_are_not_told_apart_by_sources() {
    let folder = Folder::new("observed-one-source");
    let [plan, observed] = files(&folder, "2024-10,USA,IRQ,,5,press\n2024-10,USA,IRQ,,6,press\n");
    let wrong = refused(&["verdicts", &plan, "--observed", &observed]);
    assert!(
        wrong.contains(
            "lines 2 and 3: 5 and 6 for USA in IRQ in 2024-10, both by \"press\"; keep one of them, or say in \
             `published` which of them is later"
        ),
        "{wrong}"
    );
}

//! Seeks: of the file, and given on the command line.

use crate::{Folder, SMALL, drawdown, iraq, printed, refused};

const COLUMNS: &str =
    "seek,find,for_each,answer,throughout,holds,undecided,tried,chance,next,chance_at_next\n";

/// The small plan needs 650 a month: 2,600 leave in four months. At 400 a month 2,400 leave in the six that are projected,
/// at 600 a month all in five.
const SEEKS: &str = r#"
[[seek]]
name = "least airlift"
find = "least"
adjust = [ { cap = { name = "airlift", per_month = 520 } } ]
to = 1000

[[seek]]
name = "deadline for each airlift"
find = "least"
adjust = [ { deadline = { phase = "all", deadline = "2024-10" } } ]
to = "2025-04"
for_each = { adjust = [ { cap = { name = "airlift", per_month = 400 } } ], to = 600, step = 200 }
"#;

fn plan(folder: &Folder) -> String {
    folder.write("plan.toml", &format!("{SMALL}{SEEKS}"))
}

#[test]
fn seeks_of_a_file_as_csv() {
    let folder = Folder::new("seeks");
    let plan = plan(&folder);
    let rows = "least airlift,least,,650,true,650..1000,,481,,,\n\
                deadline for each airlift,least,400,,,,2025-03..2025-04,7,,,\n\
                deadline for each airlift,least,600,2025-01,false,2025-01..2025-02,2025-03..2025-04,7,,,\n";
    assert_eq!(printed(&["seek", &plan, "--format", "csv"]), format!("{COLUMNS}{rows}"));
    // Where there is no run, there is nothing.
    let json = printed(&["seek", &plan, "--format", "json"]);
    assert!(json.contains("\"holds\": \"650..1000\", \"undecided\": null,"), "{json}");
    assert!(json.contains("\"holds\": null, \"undecided\": \"2025-03..2025-04\","), "{json}");
    let first = printed(&["seek", &plan, "--seek", "least airlift", "--format", "csv"]);
    assert_eq!(first.lines().count(), 2);
}

#[test]
fn seeks_for_people() {
    let folder = Folder::new("seeks-for-people");
    let plan = plan(&folder);
    assert_eq!(
        printed(&["seek", &plan, "--seek", "least airlift"]),
        "least airlift\n  the least is 650, 481 values tried\n  it holds at every value from there to the last\n  \
         at 649: all: due 2024-12-31, goal 0; missed by 4, met in 2025-01, 1 month late\n"
    );
    assert_eq!(
        printed(&["seek", &plan, "--seek", "deadline for each airlift"]),
        "deadline for each airlift\n\
         for each  least    throughout  holds at            undecided at\n     \
         400  none                                     2025-03 to 2025-04\n     \
         600  2025-01  no          2025-01 to 2025-02  2025-03 to 2025-04\n  \
         for 600, at 2024-12: all: due 2024-12-31, goal 0; missed by 200, met in 2025-01, 1 month late\n"
    );
}

#[test]
fn a_seek_of_the_moment() {
    let folder = Folder::new("seek-of-the-moment");
    let plan = plan(&folder);
    let adjust = "cap = { name = \"airlift\", per_month = 0 }";
    let asked = ["seek", &plan, "--find", "least", "--adjust", adjust, "--to", "1000"];
    let more = ["--step", "100", "--so-that", "met = \"all\"", "--format", "csv"];
    assert_eq!(
        printed(&[&asked[..], &more].concat()),
        format!(
            "{COLUMNS}\"cap = {{ name = \"\"airlift\"\", per_month = 0 }}\",least,,700,true,700..1000,,11,,,\n"
        )
    );
    // Nobody's estimates differ, so every draw is the plan's.
    let chance = ["--chance", "80", "--draws", "8", "--step", "100", "--format", "csv"];
    let said = printed(&[&asked[..], &chance[..6]].concat());
    assert!(said.contains("\n  asked for: in at least 80 % of 8 draws, seed 0\n"), "{said}");
    assert!(said.contains(", in 100.00 % of 8 draws, seed 0\n"), "{said}");
    let none = [&asked[..], &["--chance", "80", "--draws", "0"]].concat();
    assert!(refused(&none).ends_with("\n--draws 0: a chance takes at least one draw\n"));
    assert_eq!(
        printed(&[&asked[..], &chance].concat()).lines().nth(1),
        Some(
            "\"cap = { name = \"\"airlift\"\", per_month = 0 }\",least,,700,true,700..1000,,11,100.00,600,0.00"
        )
    );
}

/// With no chance column where no chance is asked for; all draws are the plan's.
#[test]
fn a_frontier_says_its_chances() {
    let folder = Folder::new("frontier-chances");
    let seek = format!("{SEEKS}chance = 80\n").replace("to = \"2025-04\"", "to = \"2025-02\"");
    let plan = folder.write("plan.toml", &format!("{SMALL}{seek}"));
    assert_eq!(
        printed(&["seek", &plan, "--seek", "deadline for each airlift", "--draws", "8"]),
        "deadline for each airlift\n  asked for: in at least 80 % of 8 draws, seed 0\n\
         for each  least    throughout  holds at              chance\n     \
         400  none\n     \
         600  2025-01  yes         2025-01 to 2025-02  100.00 %\n  \
         for 600, at 2024-12: it holds in 0.00 % of the draws\n"
    );
    // In March the projection has ended, and no draw counts.
    let plan = folder.write("late.toml", &format!("{SMALL}{SEEKS}chance = 80\n"));
    let text = printed(&["seek", &plan, "--seek", "deadline for each airlift", "--draws", "8"]);
    let early = "for 600, undecided at best at 2025-03 to 2025-04: the projection ends too early, and draws that are \
                 undecided do not count\n";
    assert!(text.ends_with(early), "{text}");
}

#[test]
fn an_entry_that_is_replaced_is_named() {
    let folder = Folder::new("replaced");
    let hold = "[[hold]]\nname = \"talks\"\nthrough = \"2024-09\"\n";
    let plan = folder.write("plan.toml", &format!("{SMALL}{hold}"));
    let asked = |adjust: &str, to: &str| {
        printed(&["seek", &plan, "--find", "least", "--adjust", adjust, "--to", to])
    };
    let same = asked("cap = { name = \"airlift\", per_month = 700 }", "1000");
    assert!(!same.contains("in place of"), "{same}");
    let other = "cap = { name = \"airlift\", scope = { contributor = \"USA\" }, through = \"2024-10\", per_month = 0 }";
    let other = asked(other, "1000");
    assert!(
        other.ends_with("\n  in place of the plan's cap \"airlift\" (its scope, through differ)\n"),
        "{other}"
    );
    let hold =
        asked("hold = { name = \"talks\", from = \"2024-09\", through = \"2024-09\" }", "2024-12");
    assert!(
        hold.ends_with("\n  in place of the plan's hold \"talks\" (its from differs)\n"),
        "{hold}"
    );
}

#[test]
fn an_answer_with_no_deadline_to_meet_says_so() {
    let folder = Folder::new("no-deadline-left");
    let plan = plan(&folder);
    let replaced = "until = { phase = \"all\", until = \"2024-10\" }";
    let text =
        printed(&["seek", &plan, "--find", "least", "--adjust", replaced, "--to", "2024-10"]);
    assert!(text.ends_with("\n  at 2024-10: no deadline is left to meet\n"), "{text}");
    let chance =
        ["--adjust", "strength = { percent = 50 }", "--to", "100", "--chance", "0", "--draws", "8"];
    let output = drawdown(&[&["seek", &plan, "--find", "least"][..], &chance].concat());
    assert!(output.status.success());
    let warned = String::from_utf8(output.stderr).unwrap();
    let warning = "warning: --chance 0: in at least 0 percent of the draws everything holds, so the seek asks nothing; \
                   give a chance above 0\n";
    assert!(warned.ends_with(warning), "{warned}");
}

#[test]
fn nothing_found_is_an_answer() {
    let folder = Folder::new("nothing-found");
    let plan = plan(&folder);
    let adjust = "cap = { name = \"airlift\", per_month = 0 }";
    let asked = ["seek", &plan, "--find", "least", "--adjust", adjust, "--to", "100"];
    let output = drawdown(&asked);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("it holds at none of the values, 101 values tried")
    );
}

#[test]
fn wrong_options_are_refused() {
    let plan = iraq();
    let without = Folder::new("no-seeks");
    let none = without.write("plan.toml", SMALL);
    assert_eq!(
        printed(&["seek", &none]),
        "the plan has no seeks; ask one with --find, --adjust and --to\n"
    );
    assert_eq!(printed(&["seek", &none, "--format", "csv"]), COLUMNS);
    assert!(refused(&["seek", &plan, "--seek", "x"]).starts_with(
        "--seek \"x\": the plan's seeks are \"least airlift\", \"latest announcement\", "
    ));
    let adjust = "cap = { name = \"airlift\", per_month = 100 }";
    let of =
        |to: &str| refused(&["seek", &plan, "--find", "least", "--adjust", adjust, "--to", to]);
    assert_eq!(of("soon"), "--to \"soon\": give a whole number or a month, YYYY-MM\n");
    assert_eq!(
        of("50"),
        "--find least: to: 50 comes before 100, the number that \"per_month\" begins with; give a later one\n"
    );
    let so_that = |so_that: &str| {
        let asked = ["seek", &plan, "--find", "least", "--adjust", adjust, "--to", "200"];
        refused(&[&asked[..], &["--so-that", so_that]].concat())
    };
    assert_eq!(
        so_that("[]"),
        "--so-that \"[]\": so_that: give a condition, or leave it out, and every deadline must be met\n"
    );
    assert_eq!(
        so_that("outflow = { at_most = -1 }"),
        "--so-that \"outflow = { at_most = -1 }\": so_that[0].outflow.at_most: found -1, but expected a whole number, \
         0 or more\n"
    );
    let unread = so_that("foo");
    assert!(unread.starts_with("--so-that \"foo\": ") && !unread.contains("line "), "{unread}");
    assert_eq!(unread.lines().count(), 1, "{unread}");
    for options in
        [&["--seek", "least airlift"][..], &["--find", "least", "--adjust", adjust, "--to", "200"]]
    {
        let refused = refused(&[&["seek", &plan, "--what", "remedies"][..], options].concat());
        assert_eq!(refused, "--seek and --find are for --what seek\n");
    }
    let many =
        ["seek", &plan, "--find", "least", "--adjust", adjust, "--to", "100099", "--chance", "80"];
    assert_eq!(
        refused(&[&many[..], &["--draws", "50000"]].concat()),
        "--draws 50000: cap = { name = \"airlift\", per_month = 100 }: 100,000 values of 50,000 draws each are \
         5,000,000,000, more than 4,294,967,296; take at most 42,949 draws\n"
    );
}

#[test]
fn a_frontier_as_a_chart() {
    let chart = printed(&["chart", &iraq(), "--kind", "frontier"]);
    roxmltree::Document::parse(&chart).unwrap();
    // Seven airlifts, 28 months each: a mark for every value that is tried, and nothing between them.
    assert!(chart.matches("<rect").count() <= 1, "only the background");
    for part in [
        "latest announcement with each airlift: the latest month of \"announcement\", for each number who",
        "so that \"the remainder\" is met",
        ">Month of \"announcement\"</text>",
        ">Number who can leave in a month under the cap \"airlift\"</text>",
        ">does not hold</text>",
        ">Sources: US-Iraq Deal",
    ] {
        assert!(chart.contains(part), "{part}\n{chart}");
    }
}

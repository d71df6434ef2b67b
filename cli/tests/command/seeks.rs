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
        "deadline for each airlift\nfor each  least    throughout  holds at\n     400  none\n     \
         600  2025-01  no          2025-01 to 2025-02\n"
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

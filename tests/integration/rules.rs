//! The rules page: the code cites its anchors, and its worked examples are what the library computes.

mod by_oracle;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use drawdown::engine::PhaseStatus;
use drawdown::spec::{Offset, Order, WhenLate};
use drawdown::values::apportion;
use drawdown::{
    Adjustment, Cap, Contingent, Cost, Day, Event, Pace, Phase, Plan, PlanSpec, Scope, Shift,
    Target, Troops, Variant, When, YearMonth,
};

const PAGE: &str = include_str!("../../docs/rules.md");

/// The anchors of the page, in order.
fn anchors() -> Vec<&'static str> {
    let anchor = |line: &'static str| line.strip_prefix("<a id=\"")?.strip_suffix("\"></a>");
    PAGE.lines().filter_map(anchor).collect()
}

/// The anchors that a text cites after any of some prefixes.
fn cited(text: &str, prefixes: &[&str]) -> Vec<String> {
    let is_part = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
    let after = prefixes.iter().flat_map(|prefix| text.split(prefix).skip(1));
    after.map(|rest| rest.chars().take_while(is_part).collect()).collect()
}

/// Every file of `src` with its text.
fn sources() -> Vec<(PathBuf, String)> {
    fn read(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

const CITATIONS: [&str; 2] = ["rules#", "rules.md#"];

#[test]
fn every_anchor_that_is_cited_exists_once() {
    let anchors = anchors();
    let unique: BTreeSet<&str> = anchors.iter().copied().collect();
    assert_eq!(unique.len(), anchors.len(), "an anchor stands twice");
    assert_eq!(PAGE.matches("<a id=").count(), anchors.len(), "an anchor not on its own line");
    // Headings get anchors of their own, made of their words.
    for heading in PAGE.lines().filter(|line| line.starts_with('#')) {
        let own = heading.trim_start_matches(['#', ' ']).to_lowercase().replace(' ', "-");
        assert!(!unique.contains(own.as_str()), "{heading:?} has the anchor of a rule");
    }
    for anchor in cited(PAGE, &["](#"]) {
        assert!(unique.contains(anchor.as_str()), "the page links to #{anchor}");
    }
    for (path, text) in sources() {
        for anchor in cited(&text, &CITATIONS) {
            assert!(unique.contains(anchor.as_str()), "{} cites #{anchor}", path.display());
        }
    }
}

#[test]
fn every_rule_is_cited() {
    let mut uncited: BTreeSet<String> = anchors().into_iter().map(str::to_owned).collect();
    for (path, text) in sources() {
        assert!(!text.contains("DESIGN"), "{} cites the old page", path.display());
        if !path.ends_with("src/lib.rs") {
            for anchor in cited(&text, &CITATIONS) {
                uncited.remove(&anchor);
            }
        }
    }
    let uncited: Vec<&str> = uncited.iter().map(String::as_str).collect();
    assert!(uncited.is_empty(), "no file of src cites {uncited:?}");
}

/// Asserts that the page says something, however its spaces are laid out.
#[track_caller]
fn says(text: &str) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(PAGE).contains(&words(text)), "the page does not say: {text}");
}

fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

fn in_iraq(contributor: &str, troops: u32) -> Contingent {
    Contingent::new(contributor.parse().unwrap(), "IRQ".parse().unwrap(), Troops(troops))
}

fn phase(target: Target, deadline: &str) -> Phase {
    Phase::new("all", target, deadline.parse().unwrap())
}

/// A plan as of August 2024.
fn spec(contingents: Vec<Contingent>, phases: Vec<Phase>) -> PlanSpec {
    PlanSpec { contingents, phases, ..PlanSpec::new("An example", month("2024-08")) }
}

/// How many have left by the end of each of the first four months, as the page lists them.
fn gone(plan: &Plan, contributor: &str) -> String {
    let projection = plan.project();
    let view = projection.scope(&Scope::contributor(contributor.parse().unwrap()));
    let strength = |month| view.strength(month).unwrap();
    let gone = |month| (strength(plan.as_of()) - strength(month)).to_string();
    projection.months().skip(1).take(4).map(gone).collect::<Vec<_>>().join(", ")
}

/// The first month and the paced end of a phase that starts.
fn run(plan: &Plan, phase: usize) -> (YearMonth, YearMonth) {
    match plan.project().deadlines()[phase].status {
        PhaseStatus::Started { start, paced_end } => (start, paced_end),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_examples_of_counted_days_hold() {
    for (from, months, day) in [
        ("2020-02-29", 14, "2021-04-29"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2020-02", 14, "2021-04"),
    ] {
        let deadline = When::after("signed", Offset::Months(months.into()));
        let plan = Plan::new(PlanSpec {
            events: vec![Event { date: Some(from.parse().unwrap()), ..Event::new("signed") }],
            as_of: month("2020-01"),
            ..spec(vec![in_iraq("USA", 1)], vec![Phase::new("all", Target::Remainder, deadline)])
        });
        let counted = plan.unwrap().project().deadlines()[0].deadline.unwrap();
        assert!(counted.to_string().starts_with(day), "{counted}");
        says(&format!("{from} and {months} month"));
        says(day);
    }
}

#[test]
fn the_examples_of_nearest_month_ends_hold() {
    for day in ["2021-05-01", "1973-01-27", "2025-02-14"] {
        let end = day.parse::<Day>().unwrap().nearest_month_end().unwrap();
        let line = PAGE.lines().find(|line| line.starts_with(day)).unwrap();
        assert!(line.ends_with(&format!("counts as {end}")), "{line}");
    }
}

#[test]
fn the_examples_of_apportioning_hold() {
    let [first, second] = apportion(100, &[2_500, 900])[..] else { panic!("two weights") };
    says(&format!("the one left over goes to the first: {first} and {second}"));
    let [first, second, third] = apportion(10, &[1, 1, 1])[..] else { panic!("three weights") };
    says(&format!("10 by the weights 1, 1 and 1 {first}, {second} and {third}"));
}

#[test]
fn the_example_of_natural_starts_holds() {
    let first = Phase {
        name: "first year".into(),
        ..phase(Target::ReduceBy(Troops(500).into()), "2025-09-30")
    };
    let phases = vec![first, phase(Target::Remainder, "2026-12-31")];
    let plan = Plan::new(spec(vec![in_iraq("USA", 2_500)], phases)).unwrap();
    let binds = plan.project().deadlines()[0].binding_month.unwrap();
    says(&format!("due 2025-09-30 b {binds}"));
    says(&format!("no starts, due 2026-12-31 n0 {}", run(&plan, 1).0));
}

#[test]
fn the_example_of_paced_ends_holds() {
    for months_late in [3, 13] {
        let run = |when_late| {
            let phase = Phase {
                waits_for: vec!["signed".into()],
                when_late,
                ..phase(Target::Remainder, "2025-09-30")
            };
            let signed = Event { date: Some("2024-09".parse().unwrap()), ..Event::new("signed") };
            let plan = Plan::new(PlanSpec {
                events: vec![signed],
                through: Some(month("2027-12")),
                ..spec(vec![in_iraq("USA", 2_500)], vec![phase])
            });
            let shift = Shift::Event { event: "signed".into(), months: months_late };
            let late = Variant::new("late", vec![Adjustment::Shift(shift)]);
            run(&plan.unwrap().with_variant(&late).unwrap(), 0)
        };
        let ((start, compressed), (_, slid)) = (run(WhenLate::Compress), run(WhenLate::Slide));
        says(&format!("s {start} compress: e {compressed} slide: e {slid}"));
    }
}

#[test]
fn the_example_of_moved_shares_holds() {
    let moved = |pace| {
        let phase = Phase { pace, ..phase(Target::Remainder, "2024-12-31") };
        gone(&Plan::new(spec(vec![in_iraq("USA", 100)], vec![phase])).unwrap(), "USA")
    };
    says(&format!("even {}", moved(Pace::Even)));
    says(&format!("front-loaded {}", moved(Pace::FrontLoaded)));
    says(&format!("back-loaded {}", moved(Pace::BackLoaded)));
    says(&format!("s-curve {}", moved(Pace::SCurve)));
    says(&format!("at-deadline {}", moved(Pace::AtDeadline)));
    assert_eq!(moved(Pace::AtStart), "100, 100, 100, 100");
}

#[test]
fn the_example_of_blocks_holds() {
    let phase = Phase {
        order: Order::Listed,
        blocks: Some(Troops(100)),
        ..phase(Target::ReduceBy(Troops(500).into()), "2024-12-31")
    };
    let contingents = vec![in_iraq("USA", 300), in_iraq("GBR", 400)];
    let plan = Plan::new(spec(contingents, vec![phase])).unwrap();
    let (first, second) = (gone(&plan, "USA"), gone(&plan, "GBR"));
    says(&format!("the first has given {first} and the second {second}"));
}

#[test]
fn the_example_of_caps_holds() {
    let at_once = Phase { pace: Pace::AtStart, ..phase(Target::Remainder, "2024-12-31") };
    let plan = Plan::new(PlanSpec {
        caps: vec![Cap::new("airlift", Troops(100))],
        ..spec(vec![in_iraq("USA", 150), in_iraq("GBR", 90)], vec![at_once])
    });
    let plan = plan.unwrap();
    let first_month = |contributor| gone(&plan, contributor)[..2].parse::<u32>().unwrap();
    let (first, second) = (first_month("USA"), first_month("GBR"));
    says(&format!("{first} and {second} leave; {} and {} are backlog", 150 - first, 90 - second));
}

#[test]
fn the_example_of_slips_holds() {
    let plan = Plan::new(PlanSpec {
        caps: vec![Cap::new("airlift", Troops(500))],
        ..spec(vec![in_iraq("USA", 2_500)], vec![phase(Target::Remainder, "2024-12-31")])
    });
    let outcome = plan.unwrap().project().deadlines().remove(0);
    let sentence = outcome.to_string();
    says(sentence.split_once("; ").unwrap().1);
    says("1,250 troop-months");
    assert_eq!(outcome.causes[0].troop_months, 1_250);
}

#[test]
fn the_example_of_costs_holds() {
    // one month and three
    for through in ["2024-09", "2024-11"] {
        let plan = Plan::new(PlanSpec {
            costs: vec![Cost { per_troop_year: Some(454_545), ..Cost::new("pay", "USD") }],
            through: Some(month(through)),
            ..spec(vec![in_iraq("USA", 1)], Vec::new())
        });
        let plan = plan.unwrap();
        let sum = plan.project().costs().totals().remove(0);
        says(&format!("shown as {}", format!("{sum:#}").trim_end_matches(" USD")));
    }
}

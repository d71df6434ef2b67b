//! The rules page: the code cites its anchors, and its worked examples are what the library computes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use drawdown::{
    Cap, Contingent, Cost, Day, Event, Order, Pace, Phase, PhaseStatus, Plan, PlanSpec, Scope,
    Target, Troops, When, WhenLate, YearMonth, apportion,
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
#[ignore = "citations follow"]
fn every_rule_is_cited_where_it_is_implemented() {
    let mut uncited: BTreeSet<String> = anchors().into_iter().map(str::to_owned).collect();
    for (path, text) in sources() {
        assert!(!text.contains("DESIGN"), "{} cites the old page", path.display());
        if !path.ends_with("src/lib.rs") {
            for anchor in cited(&text, &CITATIONS) {
                uncited.remove(&anchor);
            }
        }
    }
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

fn usa_in_iraq(troops: u32) -> Contingent {
    Contingent::new("USA".parse().unwrap(), "IRQ".parse().unwrap(), Troops(troops))
}

fn allies_in_iraq(troops: u32) -> Contingent {
    Contingent { contributor: "GBR".parse().unwrap(), ..usa_in_iraq(troops) }
}

/// Contingents as of 2024-08 and phases.
fn spec(contingents: Vec<Contingent>, phases: Vec<Phase>) -> PlanSpec {
    PlanSpec { contingents, phases, ..PlanSpec::new("An example", month("2024-08")) }
}

/// Joined as the page lists them.
fn listed<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}

/// What has left a contingent by the end of each of the first four months.
fn gone(plan: &Plan, contributor: &str) -> String {
    let projection = plan.project();
    let view = projection.scope(&Scope::contributor(contributor.parse().unwrap()));
    let strengths = projection.months().map(|month| view.strength(month).unwrap());
    let strengths: Vec<u64> = strengths.take(5).collect();
    listed(strengths[1..].iter().map(|strength| strengths[0] - strength))
}

#[test]
fn the_examples_of_days_hold() {
    for day in ["2021-05-01", "1973-01-27", "2025-02-14"] {
        let end = day.parse::<Day>().unwrap().nearest_month_end().unwrap();
        let line = PAGE.lines().find(|line| line.starts_with(day)).unwrap();
        assert!(line.ends_with(&format!("counts as {end}")), "{line}");
    }
    for (from, months, expected) in [
        ("2020-02-29", 14, "2021-04-29"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2020-02", 14, "2021-04"),
    ] {
        let deadline = When::after("signed", drawdown::Offset::Months(months.into()));
        let plan = Plan::new(PlanSpec {
            events: vec![Event { date: Some(from.parse().unwrap()), ..Event::new("signed") }],
            as_of: month("2020-01"),
            ..spec(vec![usa_in_iraq(1)], vec![Phase::new("all", Target::Remainder, deadline)])
        });
        let day = plan.unwrap().project().deadlines()[0].deadline.unwrap();
        assert!(day.to_string().starts_with(expected), "{day}");
        says(&format!("{from} and {months} month"));
        says(&format!(" {expected}"));
    }
}

#[test]
fn the_examples_of_apportioning_hold() {
    says(
        &format!("the one left over goes to the first: {:?}", apportion(100, &[2_500, 900]))
            .replace(", ", " and ")
            .replace(['[', ']'], ""),
    );
    assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
    says("10 by the weights 1, 1 and 1 4, 3 and 3");
}

#[test]
fn the_example_of_starts_holds() {
    let reduce = Target::ReduceBy(Troops(500).into());
    let first = Phase::new("first year", reduce, "2025-09-30".parse().unwrap());
    let rest = Phase::new("the remainder", Target::Remainder, "2026-12-31".parse().unwrap());
    let plan = Plan::new(spec(vec![usa_in_iraq(2_500)], vec![first, rest])).unwrap();
    let deadlines = plan.project().deadlines();
    let PhaseStatus::Started { start, .. } = deadlines[1].status else { panic!("not started") };
    says(&format!("due 2025-09-30 b {}", deadlines[0].binding_month.unwrap()));
    says(&format!("no starts, due 2026-12-31 n0 {start}"));
}

#[test]
fn the_example_of_paced_ends_holds() {
    for announced in ["2024-12", "2025-10"] {
        let end = |when_late| {
            let phase = Phase {
                waits_for: vec!["announcement".into()],
                when_late,
                ..Phase::new("all", Target::Remainder, "2025-09-30".parse().unwrap())
            };
            let event = |date: &str| Event {
                date: Some(date.parse().unwrap()),
                ..Event::new("announcement")
            };
            let plan = Plan::new(PlanSpec {
                events: vec![event("2024-09")],
                through: Some(month("2027-12")),
                ..spec(vec![usa_in_iraq(2_500)], vec![phase])
            });
            let months = month(announced).months_since(month("2024-09"));
            let shift = drawdown::Shift::Event { event: "announcement".into(), months };
            let late = drawdown::Variant::new("late", vec![drawdown::Adjustment::Shift(shift)]);
            let plan = plan.unwrap().with_variant(&late).unwrap();
            match plan.project().deadlines()[0].status {
                PhaseStatus::Started { start, paced_end } => (start, paced_end),
                other => panic!("{other:?}"),
            }
        };
        let ((start, compressed), (_, slid)) = (end(WhenLate::Compress), end(WhenLate::Slide));
        says(&format!("s {start} compress: e {compressed} slide: e {slid}"));
    }
}

#[test]
fn the_example_of_shares_holds() {
    let moved = |pace| {
        let deadline = "2024-12-31".parse().unwrap();
        let phase = Phase { pace, ..Phase::new("all", Target::Remainder, deadline) };
        gone(&Plan::new(spec(vec![usa_in_iraq(100)], vec![phase])).unwrap(), "USA")
    };
    says(&format!("even {}", moved(Pace::Even)));
    says(&format!("front-loaded {}", moved(Pace::FrontLoaded)));
    says(&format!("back-loaded {}", moved(Pace::BackLoaded)));
    says(&format!("s-curve {}", moved(Pace::SCurve)));
    assert_eq!(moved(Pace::AtStart), "100, 100, 100, 100");
    says(&format!("at-deadline {}", moved(Pace::AtDeadline)));
}

#[test]
fn the_example_of_blocks_holds() {
    let phase = Phase {
        order: Order::Listed,
        blocks: Some(Troops(100)),
        ..Phase::new("500", Target::ReduceBy(Troops(500).into()), "2024-12-31".parse().unwrap())
    };
    let contingents = vec![usa_in_iraq(300), allies_in_iraq(400)];
    let plan = Plan::new(spec(contingents, vec![phase])).unwrap();
    let (first, second) = (gone(&plan, "USA"), gone(&plan, "GBR"));
    says(&format!("the first has given {first} and the second {second}"));
}

#[test]
fn the_example_of_caps_holds() {
    let by = |contributor: &str, pace| Phase {
        scope: Scope::contributor(contributor.parse().unwrap()),
        pace,
        ..Phase::new(contributor, Target::Remainder, "2024-12-31".parse().unwrap())
    };
    let plan = Plan::new(PlanSpec {
        caps: vec![Cap::new("airlift", Troops(100))],
        ..spec(
            vec![usa_in_iraq(150), allies_in_iraq(90)],
            vec![by("USA", Pace::AtStart), by("GBR", Pace::AtStart)],
        )
    });
    let projection = plan.as_ref().unwrap().project();
    let end = month("2024-09");
    let left: Vec<u64> = projection
        .by_contributor()
        .into_iter()
        .map(|(_, view)| view.withdrawn(end).unwrap())
        .collect();
    let (a, b) = (left[0], left[1]);
    says(&format!("{a} and {b} leave; {} and {} are backlog", 150 - a, 90 - b));
}

#[test]
fn the_example_of_slips_holds() {
    let phase = Phase::new("all", Target::Remainder, "2024-12-31".parse().unwrap());
    let plan = Plan::new(PlanSpec {
        caps: vec![Cap::new("airlift", Troops(500))],
        ..spec(vec![usa_in_iraq(2_500)], vec![phase])
    });
    let outcome = plan.unwrap().project().deadlines().remove(0);
    let (_, sentence) =
        outcome.to_string().split_once("; ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    says(&sentence);
    assert_eq!(outcome.causes[0].troop_months, 1_250);
    says("1,250 troop-months");
}

#[test]
fn the_example_of_costs_holds() {
    for (through, months) in [("2024-08", "a month"), ("2024-10", "three months")] {
        let plan = Plan::new(PlanSpec {
            costs: vec![Cost { per_troop_year: Some(454_545), ..Cost::new("operations", "USD") }],
            through: Some(month(through)),
            ..spec(vec![usa_in_iraq(1)], Vec::new())
        });
        let plan = plan.unwrap();
        let projection = plan.project();
        let sum = projection.costs().totals().remove(0);
        let shown = format!("{sum:#}").replace(" USD", "");
        says(&format!("shown as {shown}"));
        says(months);
    }
}

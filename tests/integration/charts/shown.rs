//! What a chart says and shows, on small plans worked by hand.

use drawdown::chart::{Chart, DeadlineProbabilities, Fan};
use drawdown::projection::GroupBy;
use drawdown::spec::{Destination, Source};
use drawdown::values::Probability;
use drawdown::{
    Adjustment, Cap, Contingent, Estimate, Event, Hazard, Hold, Mission, Phase, Plan, PlanSpec,
    Scope, Shift, Target, Troops, Variant,
};
use roxmltree::Document;

use super::picture::{self, Text};

fn contingent(contributor: &str, host: &str, troops: u32) -> Contingent {
    Contingent::new(contributor.parse().unwrap(), host.parse().unwrap(), Troops(troops))
}

fn phase(name: &str, by: u32, deadline: &str) -> Phase {
    Phase::new(name, Target::ReduceBy(Troops(by).into()), deadline.parse().unwrap())
}

/// 1,000 troops in Iraq from December 2024 on.
fn plan(phases: Vec<Phase>) -> PlanSpec {
    PlanSpec {
        contingents: vec![contingent("USA", "IRQ", 1_000)],
        phases,
        ..PlanSpec::new("A thousand in Iraq", "2024-12".parse().unwrap())
    }
}

fn levels(spec: PlanSpec) -> Chart {
    Chart::levels(&Plan::new(spec).unwrap().project(), GroupBy::Host)
}

/// The texts of a chart, after checking that it is sound.
fn texts(chart: &Chart) -> Vec<Text> {
    super::assert_sound(chart);
    picture::texts(&Document::parse(chart.svg()).unwrap())
}

#[track_caller]
fn assert_says(chart: &Chart, wanted: &str) {
    let texts = texts(chart);
    let is_said = texts.iter().any(|text| text.content == wanted);
    assert!(is_said, "no text is {wanted:?} in\n{}", picture::listed(&texts));
}

/// The x of a month's tick, whose label is under it.
fn tick(texts: &[Text], label: &str) -> f64 {
    texts.iter().find(|text| text.content == label && text.is_centred()).unwrap().x
}

#[test]
fn ticks_are_at_the_starts_of_months_and_deadlines_at_their_own_day() {
    // 16 August is 16/31 of August; from 1 July 2025 to 1 January 2026 there are six months.
    let spec = plan(vec![phase("half", 500, "2025-08-16")]);
    let chart = levels(PlanSpec { through: Some("2027-12".parse().unwrap()), ..spec });
    let texts = texts(&chart);
    let (july, year) = (tick(&texts, "Jul"), tick(&texts, "2026"));
    let month = (year - july) / 6.0;
    let document = Document::parse(chart.svg()).unwrap();
    let pole = picture::poles(&document)[0].0;
    assert!((pole - july - month * (1.0 + 16.0 / 31.0)).abs() < 0.05, "{pole} {july} {month}");
}

#[test]
fn the_month_that_a_deadline_counts_as_is_marked_where_it_is_another() {
    let marks = |day: &str| {
        let chart = levels(plan(vec![phase("half", 500, day)]));
        let document = Document::parse(chart.svg()).unwrap();
        let zero = picture::Axis::of(&document).zero;
        let circles = picture::circles(&document);
        let on_axis = circles.into_iter().filter(|(_, y)| (y - zero).abs() < 0.02);
        let pole = picture::poles(&document)[0].0;
        on_axis.map(|(x, _)| x < pole).collect::<Vec<_>>()
    };
    // 10 August counts as the end of July, before it.
    assert_eq!(marks("2025-08-10"), [true]);
    assert!(marks("2025-08-25").is_empty());
    assert_says(&levels(plan(vec![phase("half", 500, "2025-08-10")])), "10 Aug 2025 (end Jul)");
}

#[test]
fn what_phases_meet_is_named_with_its_months() {
    let hazard = Hazard::new(
        "escalation",
        Probability::new(0.025).unwrap(),
        Estimate::new(1, 2, 6).unwrap(),
    );
    let replaced =
        Phase { until: Some("2025-03".parse().unwrap()), ..phase("old plan", 600, "2025-12-31") };
    let spec = PlanSpec {
        events: vec![
            Event { date: Some("2025-02-14".parse().unwrap()), ..Event::new("election") },
            Event { name: Some("go-ahead".into()), ..Event::new("approval") },
        ],
        holds: vec![
            Hold {
                from: Some("2025-05".parse().unwrap()),
                through: Some("2025-06".parse().unwrap()),
                ..Hold::new("talks")
            },
            Hold { from: Some("2025-08".parse().unwrap()), ..Hold::new("winter") },
        ],
        caps: vec![Cap::new("airlift", Troops(120))],
        hazards: vec![hazard],
        ..plan(vec![replaced, phase("new plan", 500, "2025-10-31")])
    };
    let chart = levels(spec.clone());
    for text in [
        "event: election, 14 Feb 2025",
        "event: go-ahead, no date",
        "hold: talks, May 2025 to Jun 2025",
        "hold: winter, from Aug 2025",
        "cap: airlift, 120 a month, throughout",
        "replaced phase: old plan, after Mar 2025",
        "hazard: escalation, in draws only: 2.5 % a month, for 1 to 6 months",
        "31 Dec 2025, replaced",
    ] {
        assert_says(&chart, text);
    }
    // The two holds and the replaced phase are shaded on the plot.
    assert_eq!(chart.svg().matches("fill-opacity").count(), 3);
    let outcomes =
        Chart::deadlines(&Plan::new(spec).unwrap().project(), &DeadlineProbabilities::default());
    assert_says(&outcomes, "hold: talks, May 2025 to Jun 2025");
    assert_says(&outcomes, "replaced after Mar 2025");
}

#[test]
fn more_lanes_than_fit_are_counted() {
    let hold =
        |i: u32| Hold { from: Some("2025-02".parse().unwrap()), ..Hold::new(format!("hold {i}")) };
    let spec = |holds: u32| PlanSpec { holds: (0..holds).map(hold).collect(), ..plan(vec![]) };
    assert_says(&levels(spec(10)), "hold: hold 9, from Feb 2025");
    assert_says(&levels(spec(11)), "and 2 more");
}

#[test]
fn an_even_pace_is_named_as_assumed_and_blocks_are_steps() {
    let dashed = |chart: &Chart| {
        let document = Document::parse(chart.svg()).unwrap();
        let is_path = |node: &roxmltree::Node<'_, '_>| node.has_tag_name("path");
        let paths = document.descendants().filter(is_path);
        paths.filter(|path| path.attribute("stroke-dasharray").is_some()).count()
    };
    let even = levels(plan(vec![phase("half", 500, "2025-10-31")]));
    assert_says(&even, "assumed: an even pace between dates");
    assert_eq!(dashed(&even), 1);

    let blocks = Phase { blocks: Some(Troops(250)), ..phase("half", 500, "2025-10-31") };
    let blocks = levels(plan(vec![blocks]));
    assert_eq!(dashed(&blocks), 0);
    assert!(!blocks.svg().contains("assumed"));
    // Two blocks leave at once: the edge of the area falls upright, twice.
    let document = Document::parse(blocks.svg()).unwrap();
    let points = picture::points(picture::paths(&document, "area")[0]);
    let is_fall =
        |pair: &&[(f64, f64)]| (pair[0].0 - pair[1].0).abs() < 0.001 && pair[0].1 < pair[1].1;
    let right = points.iter().map(|point| point.0).fold(0.0, f64::max);
    let falls = points.windows(2).filter(is_fall).filter(|pair| pair[0].0 < right);
    assert_eq!(falls.count(), 2);
}

#[test]
fn empty_months_at_the_end_are_cut() {
    let all = Phase::new("all", Target::Remainder, "2025-06-30".parse().unwrap());
    let long = |phases| PlanSpec { through: Some("2029-12".parse().unwrap()), ..plan(phases) };
    let chart = levels(long(vec![all.clone()]));
    // The last leave in June 2025, and two months more are shown.
    assert_says(
        &chart,
        "Troops at each month’s end by host, December 2024 to August 2025; none after that",
    );
    let to_the_end = levels(long(vec![phase("half", 500, "2025-06-30")]));
    assert_says(&to_the_end, "Troops at each month’s end by host, December 2024 to December 2029");
    // A deadline that is still to come is shown, and so is an event.
    let late = PlanSpec {
        events: vec![Event { date: Some("2027-03".parse().unwrap()), ..Event::new("parade") }],
        ..long(vec![all])
    };
    assert!(levels(late).svg().contains("December 2024 to May 2027; none after that"));
}

#[test]
fn the_peak_between_two_ends_is_named() {
    let raise =
        Phase::new("up", Target::RaiseTo(Troops(900).into()), "2025-03-31".parse().unwrap());
    let home = Phase::new("home", Target::Remainder, "2025-09-30".parse().unwrap());
    let spec = PlanSpec {
        contingents: vec![contingent("USA", "IRQ", 0), contingent("USA", "SYR", 50)],
        phases: vec![
            Phase { scope: Scope::host("IRQ".parse().unwrap()), ..raise },
            Phase { scope: Scope::host("IRQ".parse().unwrap()), ..home },
        ],
        ..PlanSpec::new("Up and down", "2024-12".parse().unwrap())
    };
    let chart = levels(spec);
    assert_says(&chart, "at most 900 in Mar 2025");
    assert_says(&chart, "at most 950 in Mar 2025");
    assert_says(&chart, "50 throughout");
    assert!(!chart.svg().contains(">0 to 0<"));
}

#[test]
fn deadlines_are_named_where_they_fit() {
    let four = ["2025-02-28", "2025-05-31", "2025-08-31", "2025-11-30"];
    let names = ["the first quarter leaves", "the second", "the third quarter leaves", "the last"];
    let phases = names.iter().zip(four).map(|(name, day)| phase(name, 250, day)).collect();
    let chart = levels(plan(phases));
    for name in names {
        assert_says(&chart, name);
    }
    let many = (1..=24).map(|i| {
        let day = format!("{}-{:02}", 2025 + (i - 1) / 12, 1 + (i - 1) % 12);
        phase(&format!("a step that has a long name, number {i}"), 10, &day)
    });
    let chart = levels(plan(many.collect()));
    assert_says(&chart, "24");
    assert_says(&chart, "a step that has a long name, number 24, 31 Dec 2026");
}

/// The plan's one phase a number of months later.
fn later(months: i32) -> Variant {
    let shift = Shift::Phase { phase: "half".into(), months, cascade: false };
    Variant::new(format!("{months} later"), vec![Adjustment::Shift(shift)])
}

#[test]
fn variants_say_where_they_leave_the_plan() {
    let plan = Plan::new(plan(vec![phase("half", 500, "2025-10-31")])).unwrap();
    let few = Chart::variants(&plan, [later(0), later(2)]).unwrap();
    assert_says(&few, "A: equal to the plan");
    assert_says(&few, "B: differs from Jan 2025 on");
    assert_says(&few, "B");
    assert_eq!(few.svg().matches("class=\"difference\"").count(), 0);
    let document = Document::parse(few.svg()).unwrap();
    assert_eq!(picture::circles(&document).len(), 1, "one dot where one leaves");

    let none = Chart::variants(&plan, [] as [Variant; 0]).unwrap();
    assert_says(&none, "All troops at each month’s end, as planned, December 2024 to October 2026");

    let many: Vec<Variant> = (0..4).map(later).collect();
    let many = Chart::variants(&plan, &many).unwrap();
    assert_eq!(many.svg().matches("class=\"difference\"").count(), 4);
    assert_says(&many, "equal to the plan");
    assert_says(&many, "3 later");
    let hundred: Vec<Variant> = (0..100).map(later).collect();
    assert_says(&Chart::variants(&plan, &hundred).unwrap(), "and 40 more variants");
}

#[test]
fn a_fan_without_spread_says_so() {
    let plan = Plan::new(plan(vec![phase("half", 500, "2025-10-31")])).unwrap();
    let projection = plan.project();
    let fan = |quantiles: Vec<[u64; 5]>| Fan { seed: 7, draws: 100, quantiles, ..Fan::default() };
    let months = projection.months().len();
    let line = Chart::fan(&projection, &fan(vec![[500; 5]; months]));
    assert!(line.svg().contains("; nine in ten draws or more are alike in every month"));
    assert_says(&line, "nine in ten draws");
    assert!(!line.svg().contains("percentile") && !line.svg().contains("half of the draws"));
    let partly = Chart::fan(&projection, &fan(vec![[0, 0, 0, 40, 90]; months]));
    for text in ["5th to 50th percentile", "75th percentile", "95th percentile"] {
        assert_says(&partly, text);
    }
    assert!(!partly.svg().contains("alike"));
}

#[test]
fn all_sources_are_credited() {
    let source = |id: &str, title: &str| Source {
        date: Some("2024-09-06".parse().unwrap()),
        ..Source::new(id, title)
    };
    let named = |id: &str, phase: Phase| Phase { source: Some(id.into()), ..phase };
    let spec = PlanSpec {
        sources: vec![source("a", "One paper"), source("b", "Another"), source("c", "Unused")],
        ..plan(vec![
            named("b", phase("half", 500, "2025-10-31")),
            named("a", phase("rest", 500, "2025-12-31")),
        ])
    };
    let chart = levels(spec.clone());
    assert_says(&chart, "Sources: One paper, 6\u{a0}Sep\u{a0}2024; Another, 6\u{a0}Sep\u{a0}2024");
    let variant = Variant { source: Some("c".into()), ..later(1) };
    let variants = Chart::variants(&Plan::new(spec).unwrap(), [variant]).unwrap();
    assert!(variants.svg().contains("Unused, 6"));
    assert_says(&levels(plan(vec![])), "The plan names no source");
}

#[test]
fn the_grouping_that_says_most_is_what_shifts() {
    let grouping = |spec: PlanSpec| Plan::new(spec).unwrap().project().telling_grouping();
    let half = || phase("half", 500, "2025-10-31");
    // One contributor, one host, one mission.
    assert_eq!(grouping(plan(vec![half()])), GroupBy::Contributor);
    // Two hosts, and one contributor.
    let two_hosts = PlanSpec {
        contingents: vec![contingent("USA", "IRQ", 700), contingent("USA", "SYR", 300)],
        ..plan(vec![half()])
    };
    assert_eq!(grouping(two_hosts), GroupBy::Host);
    // All leave in proportion: contributors, as long as there are several.
    let in_proportion = PlanSpec {
        contingents: vec![contingent("USA", "IRQ", 600), contingent("GBR", "SYR", 400)],
        ..plan(vec![half()])
    };
    assert_eq!(grouping(in_proportion), GroupBy::Contributor);
    // Two contributors send their troops from Iraq on to Kuwait.
    let hosts = ["IRQ", "KWT"];
    let both = hosts.map(|host| [contingent("USA", host, 500), contingent("GBR", host, 100)]);
    let to_kuwait = Phase {
        scope: Scope::host("IRQ".parse().unwrap()),
        destination: Some(Destination::host("KWT".parse().unwrap())),
        ..half()
    };
    let moved = PlanSpec { contingents: both.concat(), ..plan(vec![to_kuwait]) };
    assert_eq!(grouping(moved), GroupBy::Host);
    // A change of mission in place.
    let mission = |mission, troops| Contingent { mission, ..contingent("USA", "IRQ", troops) };
    let advise = Phase {
        scope: Scope::host("IRQ".parse().unwrap()),
        destination: Some(Destination { host: None, mission: Some(Mission::AdviseAndAssist) }),
        ..half()
    };
    let change = PlanSpec {
        contingents: vec![
            mission(Mission::Unspecified, 1_000),
            mission(Mission::AdviseAndAssist, 0),
            contingent("GBR", "SYR", 100),
        ],
        ..plan(vec![advise])
    };
    assert_eq!(grouping(change), GroupBy::Mission);
}

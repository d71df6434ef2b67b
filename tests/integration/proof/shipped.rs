//! What the shipped plans answer.

use std::path::Path;
use std::time::{Duration, Instant};

use drawdown::Plan;

use super::{bottlenecks, remedies};

fn shipped(name: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/plans/{name}.toml"));
    Plan::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn variant(name: &str, variant: &str) -> Plan {
    shipped(name).named_variant(variant).unwrap()
}

/// 1,937 leave from October 2025 through December 2026, 15 months, and 100 a month are 1,500.
#[test]
fn iraq_2024_under_a_cap_of_100() {
    let plan = variant("iraq-2024", "no more than 100 a month");
    let row = [
        "the remainder",
        "true",
        "cap",
        "airlift",
        "2025-10",
        "2026-12",
        "1937",
        "1500",
        "the remainder",
    ];
    assert_eq!(bottlenecks(&plan), [row]);
    let tried = [
        ["the remainder", "cap", "airlift", "100", "130"],
        ["the remainder", "event", "baghdad-approval", "2024-09", ""],
        ["the remainder", "event", "washington-approval", "2024-09", ""],
        ["the remainder", "event", "announcement", "2024-09", ""],
        ["the remainder", "deadline", "first year", "2025-09", "2025-04"],
        ["the remainder", "deadline", "the remainder", "2026-12", "2027-05"],
        ["the remainder", "residual", "residual[0]", "250", "697"],
        ["the remainder", "pace", "at-start", "", "false"],
    ];
    assert_eq!(remedies(&plan), tried);
    assert_eq!(
        plan.remedies()[0].that_would_not_do().unwrap(),
        "an earlier baghdad-approval, washington-approval or announcement; every pace at-start"
    );
}

#[test]
fn iraq_2024_not_announced_before_2028() {
    let plan = variant("iraq-2024", "not announced before 2028");
    let rows = bottlenecks(&plan);
    assert_eq!(
        rows[0],
        ["first year", "true", "start", "announcement", "", "2025-09", "500", "0", "first year"]
    );
    assert_eq!(
        rows[1],
        [
            "the remainder",
            "true",
            "start",
            "first year",
            "",
            "2026-12",
            "2437",
            "0",
            "the remainder"
        ]
    );
    let announcement = remedies(&plan).into_iter().filter(|row| row[2] == "announcement");
    let announcement: Vec<String> = announcement.map(|row| row[4].clone()).collect();
    assert_eq!(announcement, ["2025-08", "2026-10"]); // all deadlines, and the end of 2026 alone
}

/// 7,276 leave in the four months from March through June 2020: 1,819 a month. By contingent and in whole people,
/// evenly, the busiest month has 1,821.
#[test]
fn afghanistan_2020_takes_a_lift_of_1_819() {
    let lift = shipped("afghanistan-2020").lift().unwrap();
    assert_eq!((lift.troops, lift.must, lift.months), (1_819, 7_276, 4));
    let plan = variant("afghanistan-2020", "no more than 1,500 a month");
    let row = |phase| {
        [
            phase,
            "false",
            "cap",
            "airlift",
            "2020-03",
            "2020-06",
            "7276",
            "6000",
            "first 135 days; allies in proportion",
        ]
    };
    assert_eq!(bottlenecks(&plan)[..2], [row("first 135 days"), row("allies in proportion")]);
    let airlift =
        remedies(&plan).into_iter().filter(|row| row[1] == "cap").map(|row| row[4].clone());
    assert_eq!(airlift.collect::<Vec<_>>(), ["1821", "1820", "1536"]);
}

#[test]
fn iraq_2009_takes_a_lift_of_15_600() {
    assert_eq!(shipped("iraq-2009").lift().unwrap().troops, 15_600);
    assert_eq!(
        variant("iraq-2009", "election in March 2010, as held").lift().unwrap().troops,
        26_000
    );
    let capped = remedies(&variant("iraq-2009", "no more than 14,400 a month"));
    assert_eq!(
        capped[0],
        ["to the end of August 2010", "cap", "roads and ports", "14400", "15600"]
    );
}

/// The spring offensive holds 20,000 in both of their months.
#[test]
fn vietnam_1969_under_the_spring_offensive() {
    let plan = variant("vietnam-1969", "nobody leaves from April to June 1972");
    let rows = bottlenecks(&plan);
    let proved = rows.iter().find(|row| row[0] == "20,000 by July 1972").unwrap();
    let expected = [
        "20,000 by July 1972",
        "true",
        "hold",
        "spring offensive",
        "1972-05",
        "1972-06",
        "20000",
        "0",
        "20,000 by July 1972",
    ];
    assert_eq!(*proved, expected);
    let ends = remedies(&plan).into_iter().filter(|row| row[1] == "hold").map(|row| row[4].clone());
    assert_eq!(ends.collect::<Vec<_>>(), ["1972-03", "1972-05"]);
}

#[test]
fn shipped_plans_answer_at_once() {
    let began = Instant::now();
    for name in ["iraq-2024", "iraq-2009", "afghanistan-2020", "liberia-2007", "vietnam-1969"] {
        let plan = shipped(name);
        assert!(
            plan.bottlenecks().is_empty() && plan.remedies().is_empty(),
            "{name} misses no deadline"
        );
    }
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[cfg(feature = "parallel")]
#[test]
fn remedies_are_the_same_on_any_number_of_threads() {
    let plan = variant("iraq-2024", "no more than 100 a month");
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| plan.remedies())
    };
    assert_eq!(on(1), on(3));
}

//! The calendar of a plan: a small one line by line, and the rules of RFC 5545 on random plans.

use std::collections::HashSet;

use drawdown::spec::{Offset, Source};
use drawdown::{
    Adjustment, Contingent, Day, Estimate, Event, Hold, Phase, Plan, PlanSpec, Shift, Target,
    Troops, Variant, When,
};
use proptest::prelude::*;

use crate::{cases, plans};

fn spec() -> PlanSpec {
    let (usa, iraq) = ("USA".parse().unwrap(), "IRQ".parse().unwrap());
    PlanSpec {
        contingents: vec![Contingent::new(usa, iraq, Troops(2_500))],
        ..PlanSpec::new("An example", "2024-08".parse().unwrap())
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn event(id: &str, date: &str) -> Event {
    Event { date: Some(date.parse().unwrap()), ..Event::new(id) }
}

fn all(deadline: When) -> Phase {
    Phase::new("all", Target::Remainder, deadline)
}

/// The unfolded lines of a calendar.
fn lines(calendar: &str) -> Vec<String> {
    let unfolded = calendar.replace("\r\n ", "");
    unfolded.strip_suffix("\r\n").unwrap().split("\r\n").map(str::to_owned).collect()
}

/// The lines of each entry that begin with one of these names.
fn entries(plan: &Plan, names: &[&str]) -> Vec<Vec<String>> {
    let lines = lines(&plan.to_icalendar());
    let entries = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
    let is_asked = |line: &&String| names.iter().any(|name| line.starts_with(name));
    entries.map(|entry| entry.iter().filter(is_asked).cloned().collect()).collect()
}

const DAYS: [&str; 3] = ["SUMMARY", "DTSTART", "DTEND"];

#[test]
fn a_small_calendar_line_by_line() {
    let plan = Plan::new(PlanSpec {
        sources: vec![Source {
            url: Some("https://example.org/a,b".into()),
            ..Source::new("reuters", "Hundreds of troops to leave")
        }],
        phases: vec![Phase { source: Some("reuters".into()), ..all(day("2025-09-30").into()) }],
        ..spec()
    })
    .unwrap();
    assert_eq!(
        plan.to_icalendar(),
        "BEGIN:VCALENDAR\r\n\
         VERSION:2.0\r\n\
         PRODID:-//drawdown//drawdown 0.1.0//EN\r\n\
         CALSCALE:GREGORIAN\r\n\
         NAME:An example\r\n\
         X-WR-CALNAME:An example\r\n\
         BEGIN:VEVENT\r\n\
         UID:deadline-1ee21a7f5ced2114dce42b7d57a14ee7@drawdown\r\n\
         DTSTAMP:20240831T000000Z\r\n\
         DTSTART;VALUE=DATE:20250930\r\n\
         DTEND;VALUE=DATE:20251001\r\n\
         SUMMARY:Deadline: all\r\n\
         DESCRIPTION:An example\\nCounts as the end of 2025-09.\\nSource: Hundreds of \r\n\
         \x20troops to leave\\, https://example.org/a\\,b\r\n\
         CATEGORIES:DEADLINE\r\n\
         STATUS:CONFIRMED\r\n\
         TRANSP:TRANSPARENT\r\n\
         END:VEVENT\r\n\
         END:VCALENDAR\r\n"
    );
}

#[test]
fn deadlines_come_first_then_events_then_holds() {
    let plan = Plan::new(PlanSpec {
        events: vec![Event {
            name: Some("the election".into()),
            ..event("election", "2025-11-11")
        }],
        phases: vec![all("2026-12".parse().unwrap())],
        holds: vec![Hold {
            from: Some("2025-10".parse().unwrap()),
            through: Some(When::after("election", Offset::Days(60.into()))),
            ..Hold::new("campaign")
        }],
        ..spec()
    })
    .unwrap();
    // 60 days after 11 November: 19 left in November, 31 in December, 10 more. The end is exclusive.
    let expected = [
        ["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:Deadline: all"],
        ["DTSTART;VALUE=DATE:20251111", "DTEND;VALUE=DATE:20251112", "SUMMARY:the election"],
        ["DTSTART;VALUE=DATE:20251001", "DTEND;VALUE=DATE:20260111", "SUMMARY:Hold: campaign"],
    ];
    assert_eq!(entries(&plan, &DAYS), expected);
}

#[test]
fn what_is_undated_is_left_out() {
    let after = || When::after("never", Offset::Months(1.into()));
    let plan = Plan::new(PlanSpec {
        events: vec![Event::new("never")],
        phases: vec![
            Phase {
                waits_for: vec!["never".into()],
                ..Phase::new("waits", Target::Remainder, "2025-12".parse().unwrap())
            },
            Phase::new("undated", Target::Remainder, after()),
        ],
        holds: vec![Hold { from: Some(after()), ..Hold::new("undated") }],
        ..spec()
    })
    .unwrap();
    let notes = entries(&plan, &["SUMMARY", "DESCRIPTION"]);
    assert_eq!(
        notes,
        [[
            "SUMMARY:Deadline: waits",
            "DESCRIPTION:An example\\nCounts as the end of 2025-12.\\nThe phase never starts: it depends on something undated.",
        ]]
    );
}

#[test]
fn open_holds_are_shown_within_the_projection() {
    let hold = |name: &str, from: Option<&str>, through: Option<When>| Hold {
        from: from.map(|day| day.parse().unwrap()),
        through,
        ..Hold::new(name)
    };
    let plan = Plan::new(PlanSpec {
        through: Some("2025-06".parse().unwrap()),
        events: vec![Event::new("never")],
        holds: vec![
            hold("always", None, None),
            hold("until", None, Some("2024-12-05".parse().unwrap())),
            hold("from", Some("2025-02-03"), None),
            hold(
                "from, until never",
                Some("2025-02"),
                Some(When::after("never", Offset::Days(1.into()))),
            ),
            hold("after the end", Some("2026-01"), None),
            hold("before the beginning", None, Some("2024-03-01".parse().unwrap())),
        ],
        ..spec()
    })
    .unwrap();
    assert_eq!(
        entries(&plan, &DAYS),
        [
            ["DTSTART;VALUE=DATE:20240901", "DTEND;VALUE=DATE:20250701", "SUMMARY:Hold: always"],
            ["DTSTART;VALUE=DATE:20240901", "DTEND;VALUE=DATE:20241206", "SUMMARY:Hold: until"],
            ["DTSTART;VALUE=DATE:20250203", "DTEND;VALUE=DATE:20250701", "SUMMARY:Hold: from"],
            [
                "DTSTART;VALUE=DATE:20250201",
                "DTEND;VALUE=DATE:20250701",
                "SUMMARY:Hold: from\\, until never"
            ],
            [
                "DTSTART;VALUE=DATE:20260101",
                "DTEND;VALUE=DATE:20260102",
                "SUMMARY:Hold: after the end"
            ],
        ]
    );
    let notes = entries(&plan, &["DESCRIPTION"]);
    assert_eq!(
        notes[0],
        [
            "DESCRIPTION:An example\\nNo beginning is given\\; shown from the day after the plan's first \
          strengths.\\nNo end is given or dated\\; shown through the last month projected."
        ]
    );
    assert_eq!(
        notes[2],
        [
            "DESCRIPTION:An example\\nNo end is given or dated\\; shown through the last month projected."
        ]
    );
}

#[test]
fn estimates_are_tentative_and_so_is_what_counts_from_them() {
    let announced = Estimate::new(day("2024-09"), day("2024-10"), day("2025-03")).unwrap();
    let plan = Plan::new(PlanSpec {
        events: vec![
            Event { date: Some(When::On(announced)), ..Event::new("announcement") },
            event("election", "2025-11-11"),
        ],
        phases: vec![all(When::after(
            "announcement",
            Offset::Months(Estimate::between(12, 14).unwrap()),
        ))],
        ..spec()
    })
    .unwrap();
    assert_eq!(
        entries(&plan, &["DTSTART", "STATUS", "DESCRIPTION"]),
        [
            [
                "DTSTART;VALUE=DATE:20251130", // 13 months after October 2024
                "DESCRIPTION:An example\\nCounts as the end of 2025-11.\\nDue between 2025-09-30 and 2026-05-31\\, at best 2025-11-30.",
                "STATUS:TENTATIVE",
            ],
            [
                "DTSTART;VALUE=DATE:20241031",
                "DESCRIPTION:An example\\nDated between 2024-09-30 and 2025-03-31\\, at best 2024-10-31.",
                "STATUS:TENTATIVE",
            ],
            ["DTSTART;VALUE=DATE:20251111", "DESCRIPTION:An example", "STATUS:CONFIRMED"],
        ]
    );
}

#[test]
fn a_variant_s_days_are_its_own_and_its_entries_keep_their_identity() {
    let shift = |months| Adjustment::Shift(Shift::Event { event: "announcement".into(), months });
    let plan = Plan::new(PlanSpec {
        events: vec![event("announcement", "2024-09-15")],
        phases: vec![all(When::after("announcement", Offset::Days(10.into())))],
        variants: vec![Variant::new("late", vec![shift(6)])],
        ..spec()
    })
    .unwrap();
    let late = plan.named_variant("late").unwrap();
    assert_eq!(
        entries(&late, &["DTSTART"]),
        [["DTSTART;VALUE=DATE:20250325"], ["DTSTART;VALUE=DATE:20250315"]]
    );
    assert_eq!(entries(&late, &["UID"]), entries(&plan, &["UID"]));
    let renamed = Plan::new(PlanSpec { title: "Another".into(), ..plan.spec().clone() }).unwrap();
    assert_ne!(entries(&renamed, &["UID"]), entries(&plan, &["UID"]));
}

/// DESIGN section 4, rule 2: past is what is past in the plan as written.
#[test]
fn a_deadline_that_a_variant_brings_before_the_plan_counts_as_the_first_month() {
    let shift = Adjustment::Shift(Shift::Phase { phase: "all".into(), months: -3, cascade: false });
    let plan = Plan::new(PlanSpec {
        phases: vec![
            Phase::new("long ago", Target::ReduceTo(Troops(9).into()), "2023-12".parse().unwrap()),
            all("2024-10".parse().unwrap()),
        ],
        variants: vec![Variant::new("early", vec![shift])],
        ..spec()
    })
    .unwrap();
    assert_eq!(
        entries(&plan.named_variant("early").unwrap(), &["DTSTART", "DESCRIPTION"]),
        [
            [
                "DTSTART;VALUE=DATE:20231231",
                "DESCRIPTION:An example\\nCounts as the end of 2023-12.\\nPast when the plan begins.",
            ],
            [
                "DTSTART;VALUE=DATE:20240731",
                "DESCRIPTION:An example\\nCounts as the end of 2024-09."
            ],
        ]
    );
}

#[test]
fn the_last_day_there_is_has_a_day_after() {
    let plan =
        Plan::new(PlanSpec { events: vec![event("the end", "2999-12-31")], ..spec() }).unwrap();
    assert_eq!(
        entries(&plan, &["DTSTART", "DTEND"]),
        [["DTSTART;VALUE=DATE:29991231", "DTEND;VALUE=DATE:30000101"]]
    );
}

#[test]
fn nothing_in_a_name_ends_its_line() {
    let name = "a,b;c\\d\u{2028}é <b>&\"'";
    let plan = Plan::new(PlanSpec {
        sources: vec![Source {
            url: Some("two\r\nlines\rand\nmore\u{7}\tEND:VEVENT".into()),
            ..Source::new("x", "A report")
        }],
        events: vec![Event {
            name: Some(name.into()),
            source: Some("x".into()),
            ..event("e", "2025-01-01")
        }],
        ..spec()
    })
    .unwrap();
    assert_eq!(
        entries(&plan, &["SUMMARY", "DESCRIPTION"]),
        [[
            "SUMMARY:a\\,b\\;c\\\\d\u{2028}é <b>&\"'",
            "DESCRIPTION:An example\\nSource: A report\\, two\\nlines\\nand\\nmore\tEND:VEVENT",
        ]]
    );
}

/// Lines of every length around the limit, in letters of one to four octets.
#[test]
fn lines_fold_at_75_octets_and_between_letters() {
    for letter in ["a", "é", "語", "𝄞"] {
        for length in 1..=200 {
            let title = letter.repeat(length);
            let plan = Plan::new(PlanSpec { title: title.clone(), ..spec() }).unwrap();
            let calendar = plan.to_icalendar();
            let longest = calendar.split("\r\n").map(str::len).max().unwrap();
            assert!(longest <= 75, "{longest} octets with {length} of {letter}");
            assert!(lines(&calendar).contains(&format!("NAME:{title}")));
            // Folded as late as letters allow.
            if calendar.contains("\r\n ") {
                assert!(longest > 75 - letter.len(), "{longest} octets with {length} of {letter}");
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn every_plan_s_calendar_keeps_the_rules(document in plans::any_plan()) {
        let plan = crate::engine::plan(&document);
        let variants = plan.spec().variants.iter().filter_map(|variant| plan.named_variant(&variant.name));
        for plan in variants.chain([plan.clone()]) {
            let calendar = plan.to_icalendar();
            prop_assert_eq!(&calendar, &plan.to_icalendar());
            prop_assert!(calendar.ends_with("\r\nEND:VCALENDAR\r\n"));
            prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
            prop_assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']));
            let entries = entries(&plan, &["UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:"]);
            let mut identities = HashSet::new();
            for entry in &entries {
                prop_assert_eq!(entry.len(), 4);
                prop_assert!(identities.insert(&entry[0]), "{} twice", entry[0]);
                let (from, to) = (entry[2].rsplit(':').next(), entry[3].rsplit(':').next());
                prop_assert!(from < to, "{:?}", entry);
            }
            let dated = plan.project().deadlines().iter().filter(|d| d.deadline.is_some()).count();
            let shown = calendar.matches("CATEGORIES:DEADLINE").count();
            prop_assert_eq!(shown, dated);
        }
    }
}

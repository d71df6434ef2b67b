//! The seeks of the shipped plans, as their readers ask them.

use std::path::Path;

use drawdown::Plan;
use drawdown::seek::{Seek, SeekAnswer};

fn answers(plan: &str, name: &str) -> Vec<SeekAnswer> {
    seek(plan, name).run()
}

fn seek(plan: &str, name: &str) -> Seek {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans");
    let text = std::fs::read_to_string(folder.join(plan)).unwrap();
    Plan::from_toml(&text).unwrap().seek(name).unwrap()
}

#[track_caller]
fn answers_with(plan: &str, seek: &str, answer: &str, holds: &str) {
    let found = answers(plan, seek).remove(0);
    let runs: Vec<String> = found.holds.iter().map(ToString::to_string).collect();
    let text = found.answer.map(|value| value.to_string()).unwrap_or_default();
    assert_eq!((text.as_str(), runs.join(" ").as_str()), (answer, holds));
}

#[test]
fn iraq_2024() {
    let iraq = "iraq-2024.toml";
    answers_with(iraq, "least airlift", "130", "130..2687");
    answers_with(iraq, "latest announcement", "2025-08", "2024-09..2025-08");
    let end_of_2026 = "latest announcement for the end of 2026";
    answers_with(iraq, end_of_2026, "2026-10", "2024-09..2026-10");
    answers_with(iraq, "advisers at 100 a month", "697", "697..2187");
}

#[test]
fn iraq_2024_by_chance() {
    // At 260 a month 8,022 of 10,000 draws meet the end of 2026, at 255 only 7,981.
    let asked = seek("iraq-2024.toml", "airlift for four chances in five");
    let mut spec = asked.spec().clone();
    spec.adjust = asked.at(255.into()).unwrap().adjust;
    spec.to = 260.into();
    let found = Seek::new(asked.plan(), spec).unwrap().run().remove(0);
    assert_eq!(found.answer, Some(260.into()));
    assert_eq!(found.chance.unwrap().count, 8_022);
    let next = found.next.unwrap();
    assert_eq!((next.value, next.chance.unwrap().count), (255.into(), 7_981));
    assert_eq!(next.reasons, ["it holds in 79.81 % of the draws"]);
}

#[test]
fn no_airlift_gives_iraq_2024_nine_chances_in_ten() {
    let asked = seek("iraq-2024.toml", "airlift for nine chances in ten");
    // 2,687 are all who are in Iraq: at 2,700 nobody is kept back.
    let mut spec = asked.spec().clone();
    spec.adjust = asked.at(2_700.into()).unwrap().adjust;
    assert_eq!(Seek::new(asked.plan(), spec.clone()).unwrap().run()[0].answer, None);
    spec.chance = Some("89.5".parse().unwrap());
    let found = Seek::new(asked.plan(), spec).unwrap().run().remove(0);
    assert_eq!(found.chance.unwrap().to_string(), "89.6 %");
}

#[test]
fn iraq_2009() {
    answers_with("iraq-2009.toml", "least lift", "15600", "15600..40000");
    let in_march = "least lift, election in March 2010";
    answers_with("iraq-2009.toml", in_march, "26000", "26000..40000");
}

#[test]
fn afghanistan_2020() {
    answers_with("afghanistan-2020.toml", "least airlift", "1821", "1821..5000");
}

#[test]
fn vietnam_1969() {
    answers_with("vietnam-1969.toml", "least lift", "23334", "23334..40000");
}

#[test]
fn a_frontier_answers_for_each_airlift() {
    let found = answers("iraq-2024.toml", "latest announcement with each airlift");
    let shown = found.iter().map(|answer| {
        let text = |value: Option<drawdown::spec::SeekValue>| {
            value.map(|value| value.to_string()).unwrap_or_default()
        };
        (text(answer.for_each), text(answer.answer))
    });
    let shown: Vec<(String, String)> = shown.collect();
    let expected = [
        ("100", ""),
        ("150", "2025-07"),
        ("200", "2025-11"),
        ("250", "2026-02"),
        ("300", "2026-03"),
        ("350", "2026-05"),
        ("400", "2026-05"),
    ];
    assert_eq!(shown, expected.map(|(each, answer)| (each.to_owned(), answer.to_owned())));
}

//! What `drawdown` shows on a terminal: lines of bars, and colour.

#![allow(clippy::unwrap_used)]

use drawdown::Plan;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::ink::Ink;
use crate::page::Page;
use crate::spark;

const BARS: &str = "▁▂▃▄▅▆▇█";

fn heights(levels: &[u64]) -> Vec<usize> {
    spark::line(levels, spark::WIDTH)
        .chars()
        .map(|bar| BARS.chars().position(|b| b == bar).unwrap())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn a_line_goes_as_its_levels_go(levels in vec(0..3_000_u64, 1..60)) {
        let heights = heights(&levels);
        prop_assert_eq!(heights.len(), levels.len());
        for (i, a) in levels.iter().enumerate() {
            prop_assert_eq!(heights[i] == 0, *a == 0, "the lowest bar is nobody");
            for (k, b) in levels.iter().enumerate() {
                prop_assert!(a > b || heights[i] <= heights[k]);
            }
        }
        let most = levels.iter().max().unwrap();
        prop_assert!(*most == 0 || heights.contains(&7));
    }

    #[test]
    fn a_long_line_keeps_its_ends(levels in vec(0..3_u64, 61..2_000)) {
        let scaled: Vec<u64> = levels.iter().map(|level| level * 1_000_000_000_000).collect();
        let heights = heights(&scaled);
        prop_assert_eq!(heights.len(), 60);
        let most = *levels.iter().max().unwrap();
        let height = |level: u64| usize::try_from((level * 7).div_ceil(most.max(1))).unwrap();
        prop_assert_eq!(heights[0], height(levels[0]));
        prop_assert_eq!(heights[59], height(levels[levels.len() - 1]));
    }
}

#[test]
fn no_levels_are_no_line() {
    assert_eq!(spark::line(&[], spark::WIDTH), "");
}

/// One deadline met, one missed, one that the projection does not reach.
fn plan() -> Plan {
    let text = r#"
        title = "One flight a week"
        as_of = "2024-08"
        through = "2025-06"

        [[contingent]]
        contributor = "USA"
        host = "IRQ"
        strength = 2500

        [[phase]]
        name = "some; as it were"
        target = { reduce_by = 100 }
        deadline = "2024-10-31"

        [[phase]]
        name = "all"
        target = "remainder"
        deadline = "2024-12-31"

        [[phase]]
        name = "more"
        target = { raise_by = 10 }
        deadline = "2025-12-31"

        [[cap]]
        name = "airlift"
        per_month = 500
    "#;
    Plan::from_toml(text).unwrap()
}

#[test]
fn colour_is_all_that_colour_adds() {
    let codes: Vec<Option<&str>> = plan()
        .project()
        .deadlines()
        .iter()
        .map(|outcome| {
            let plain = Ink::Plain.sentence(outcome);
            assert_eq!(plain, outcome.to_string());
            let coloured = Ink::Colours.sentence(outcome);
            let known = ["\x1b[31m", "\x1b[32m"];
            let code = known.into_iter().find(|code| coloured.contains(code));
            let bare = coloured.replace(code.unwrap_or("\x1b"), "").replace("\x1b[0m", "");
            assert_eq!(bare, plain);
            assert_eq!(coloured.ends_with("\x1b[0m"), code.is_some());
            code
        })
        .collect();
    assert_eq!(codes, [Some("\x1b[32m"), Some("\x1b[31m"), None]);
}

#[test]
fn a_sentence_is_wrapped_with_the_name_before_it() {
    let page = Page { width: 40, wraps: true, ink: Ink::Plain };
    for outcome in plan().project().deadlines() {
        let text = page.sentence("announced half a year late: ", &outcome);
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        assert!(text.starts_with("announced half a year late: ") && text.lines().count() > 2);
    }
}

//! Seeks with a chance of plans in which nothing is drawn.

use drawdown::Plan;
use drawdown::values::Proportion;

/// 1,200 leave in twelve months: 100 a month do.
const PLAN: &str = r#"
title = "x"
as_of = "2024-08"

[[contingent]]
contributor = "USA"
host = "IRQ"
strength = 1200

[[phase]]
name = "all"
target = "remainder"
deadline = "2025-08"

[[seek]]
name = "airlift"
find = "least"
adjust = [ { cap = { name = "airlift", per_month = 0 } } ]
to = 999
chance = 50
"#;

/// Four thousand million draws are answered because each value is projected once.
#[test]
fn equal_draws_are_projected_once_and_all_count() {
    let draws = 4_000_000;
    let seek = Plan::from_toml(PLAN).unwrap().seek("airlift").unwrap();
    let answer = seek.with_draws(draws, 0).unwrap().run().remove(0);
    assert_eq!((answer.answer, answer.throughout), (Some(100.into()), Some(true)));
    let count = |chance: Option<Proportion>| chance.map(|chance| (chance.count, chance.draws));
    assert_eq!(count(answer.chance), Some((draws, draws)));
    let next = answer.next.unwrap();
    assert_eq!((next.value, count(next.chance)), (99.into(), Some((0, draws))));
}

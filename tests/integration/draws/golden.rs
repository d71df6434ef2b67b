//! Golden draws: they stay the same in every version and on every platform.

use std::collections::BTreeMap;

use drawdown::Plan;
use serde_json::json;

use crate::engine;

/// One of each kind of input. Through 2027-12, 40 months on.
fn plan() -> Plan {
    engine::plan(&json!({
        "title": "Everything is uncertain",
        "as_of": "2024-08",
        "through": "2027-12",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "mission": "combat",
              "strength": { "low": 2300, "best": 2500, "high": 2600 } },
            { "contributor": "GBR", "host": "IRQ", "strength": { "low": 100, "high": 201 } },
            { "contributor": "DEU", "host": "IRQ", "strength": { "low": 80, "best": 80, "high": 80 } },
        ],
        "event": [
            { "id": "announcement", "date": { "low": "2024-09", "best": "2024-10", "high": "2025-03" } },
            { "id": "election", "date": { "low": "2025-11-01", "best": "2025-11-04", "high": "2025-11-30" } },
            { "id": "handover",
              "date": { "after": "election", "months": { "low": 0, "best": 2, "high": 5 } } },
            { "id": "treaty" },
        ],
        "residual": [
            { "scope": { "host": "IRQ", "contributor": ["USA"] },
              "strength": { "low": 0, "best": 250, "high": 500 },
              "through": { "after": "announcement", "months": { "low": 30, "high": 60 } } },
            { "scope": { "contributor": "USA", "host": ["IRQ", "IRQ"] },
              "strength": { "low": 0, "best": 0, "high": 90 } },
        ],
        "phase": [
            { "name": "first year", "waits_for": ["announcement"],
              "target": { "reduce_by": { "low": 200, "best": 500, "high": 900 } },
              "deadline": { "after": "announcement", "days": { "low": 120, "best": 135, "high": 180 } } },
            { "name": "the \"rest\"", "target": "remainder", "deadline": "2026-12-31",
              "pace": { "rate": { "low": 80, "best": 150, "high": 150 } },
              "starts": { "after": "election", "months": { "low": 0, "best": 1, "high": 3 } } },
        ],
        "hold": [
            { "name": "until after the election", "from": "2025-10",
              "through": { "after": "election", "days": { "low": 30, "best": 60, "high": 90 } } },
            { "name": "for the treaty",
              "through": { "after": "treaty", "days": { "low": 30, "best": 60, "high": 90 } } },
        ],
        "cap": [
            { "name": "airlift", "per_month": { "low": 100, "best": 250, "high": 1_000_000 } },
        ],
        "hazard": [
            { "name": "escalation", "monthly_chance": 0.25, "lasts": { "low": 1, "best": 2, "high": 6 } },
            { "name": "raid", "monthly_chance": 0.0625, "lasts": 3 },
        ],
    }))
}

/// The values of a draw by name; hazards as `first-last` of each window, in months from `as_of`.
fn drawn(plan: &Plan, seed: u64, number: u64) -> BTreeMap<String, String> {
    let draw = plan.draw(seed, number);
    let estimates = draw.estimates();
    let estimates = estimates.into_iter().map(|(name, value)| (name.to_owned(), value.to_string()));
    let hazards = draw.hazards().into_iter().map(|(name, stretches)| {
        let stretches = stretches.into_iter().map(|mut months| {
            let first = months.next().unwrap();
            let last = months.next_back().unwrap_or(first);
            format!("{}-{}", first.months_since(plan.as_of()), last.months_since(plan.as_of()))
        });
        (name.to_owned(), stretches.collect::<Vec<_>>().join(" "))
    });
    estimates.chain(hazards).collect()
}

/// `golden.txt` was not made by the library: `golden.py` computes it from section 7 of the rules alone, with exact
/// fractions, and its generator has been compared with that of numpy. Days counted from the treaty, which has no date,
/// and the German strength, which is exact, are not drawn.
#[test]
fn the_golden_draws_are_drawn() {
    let plan = plan();
    let mut draws = 0;
    for golden in include_str!("golden.txt").split_terminator("):\n").collect::<Vec<_>>().windows(2)
    {
        // "..\n(seed, number" then "    name: value\n.."
        let (_, key) = golden[0].rsplit_once('(').unwrap();
        let (seed, number) = key.split_once(", ").unwrap();
        let lines = golden[1].lines().take_while(|line| line.starts_with("    "));
        let expected: BTreeMap<String, String> = lines
            .map(|line| line.trim_start().rsplit_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let (seed, number) = (seed.parse().unwrap(), number.parse().unwrap());
        assert_eq!(drawn(&plan, seed, number), expected, "seed {seed}, draw {number}");
        draws += 1;
    }
    assert_eq!(draws, 8);
}

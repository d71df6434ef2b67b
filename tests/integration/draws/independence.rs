//! All random numbers are independent: of neighbouring seeds, draws, names and months.

use drawdown::Plan;
use serde_json::json;

use super::chi_squared;
use super::sample::{SHAPES, sample};
use crate::engine;

/// Counts pairs by the fifth of its kind that each value falls into. Equal values fall into one fifth.
fn table(pairs: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let fifths = |values: Vec<u32>| {
        let mut sorted = values.clone();
        sorted.sort_unstable();
        let fifth =
            move |value: u32| 5 * sorted.partition_point(|&other| other < value) / sorted.len();
        values.into_iter().map(fifth).collect::<Vec<_>>()
    };
    let mut table = vec![vec![0; 5]; 5];
    let ones = fifths(pairs.iter().map(|pair| pair.0).collect());
    let others = fifths(pairs.iter().map(|pair| pair.1).collect());
    for (one, other) in ones.into_iter().zip(others) {
        table[one][other] += 1;
    }
    table
}

/// Neither in the same draw nor in the next: seed and number are not added up.
#[test]
fn neighbouring_seeds_share_nothing() {
    let (seed, next) = (sample(false), sample(true));
    for (i, shape) in SHAPES.iter().enumerate() {
        for (one, other) in [(0, 0), (1, 0), (0, 1), (4, 0), (0, 4)] {
            let pairs = seed[one..].iter().zip(&next[other..]);
            let pairs: Vec<_> = pairs.map(|(a, b)| (a[i], b[i])).collect();
            let what = format!("{}, draws {one} and {other} of two seeds", shape.name);
            chi_squared::are_independent(&what, &table(&pairs));
        }
    }
}

/// Four draws share one block of the generator: within it, and from its last draw to the first of the next.
#[test]
fn neighbouring_draws_share_nothing() {
    for (i, shape) in SHAPES.iter().enumerate() {
        let sample = sample(false);
        for (lane, other) in
            [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4), (0, 4), (0, 8)]
        {
            let pairs = (0..sample.len() - other).step_by(4);
            let pairs: Vec<_> =
                pairs.map(|k| (sample[k + lane][i], sample[k + other][i])).collect();
            let what = format!("{}, lanes {lane} and {other}", shape.name);
            chi_squared::are_independent(&what, &table(&pairs));
        }
    }
}

#[test]
fn different_items_share_nothing() {
    for (i, one) in SHAPES.iter().enumerate() {
        for (j, other) in SHAPES.iter().enumerate().skip(i + 1) {
            let pairs: Vec<_> = sample(false).iter().map(|draw| (draw[i], draw[j])).collect();
            let what = format!("{} and {}", one.name, other.name);
            chi_squared::are_independent(&what, &table(&pairs));
        }
    }
}

const MONTHS: usize = 36;

fn plan_with_hazards() -> Plan {
    let hazard = |name, chance| json!({ "name": name, "monthly_chance": chance, "lasts": 1 });
    engine::plan(&json!({
        "title": "Things may happen",
        "as_of": "2024-12",
        "through": "2027-12",
        "contingent": [
            { "contributor": "USA", "host": "IRQ", "strength": { "low": 0, "best": 500, "high": 1500 } },
        ],
        "hazard": [hazard("escalation", 0.3), hazard("raid", 0.5)],
    }))
}

/// For each draw, the strength and the months of each hazard, which lasts one month.
fn struck(draws: u64) -> Vec<(u32, [[bool; MONTHS]; 2])> {
    let plan = plan_with_hazards();
    (0..draws)
        .map(|number| {
            let draw = plan.draw(5, number);
            let drawdown::values::InputValue::Number(strength) = draw.estimates()[0].1 else {
                panic!("no number")
            };
            let mut struck = [[false; MONTHS]; 2];
            for (hazard, (_, stretches)) in draw.hazards().into_iter().enumerate() {
                for month in stretches.into_iter().flatten() {
                    let t = usize::try_from(month.months_since(plan.as_of())).unwrap();
                    struck[hazard][t - 1] = true;
                }
            }
            (strength, struck)
        })
        .collect()
}

#[test]
fn months_hazards_and_estimates_share_nothing() {
    let draws = struck(3_000);
    let (mut months, mut hazards) = ([(); 4].map(|()| vec![vec![0; 2]; 2]), vec![vec![0; 2]; 2]);
    for (_, struck) in &draws {
        for t in 0..MONTHS {
            // Each month falls into one pair for every distance.
            for (distance, table) in (1..).zip(&mut months) {
                if (t / distance) % 2 == 0 && t + distance < MONTHS {
                    table[usize::from(struck[0][t])][usize::from(struck[0][t + distance])] += 1;
                }
            }
            hazards[usize::from(struck[0][t])][usize::from(struck[1][t])] += 1;
        }
    }
    for (distance, table) in (1..).zip(&months) {
        chi_squared::are_independent(&format!("months {distance} apart"), table);
    }
    chi_squared::are_independent("two hazards in one month", &hazards);

    let any = |months: &[bool]| months.iter().filter(|&&struck| struck).count();
    let with_strength = |of: &dyn Fn(&[bool; MONTHS]) -> usize| -> Vec<_> {
        let pair =
            |(strength, struck): &(u32, [[bool; MONTHS]; 2])| (*strength, of(&struck[0]) as u32);
        draws.iter().map(pair).collect()
    };
    let pairs = with_strength(&|months| any(months));
    chi_squared::are_independent("an estimate and a hazard's months", &table(&pairs));
    for t in 0..MONTHS {
        let pairs = with_strength(&|months| usize::from(months[t]));
        chi_squared::are_independent("an estimate and one month of a hazard", &table(&pairs));
    }
    for (one, other) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4)] {
        let neighbours = (0..draws.len() - 4).step_by(4);
        let of = |k: usize| any(&draws[k].1[1]) as u32;
        let pairs: Vec<_> = neighbours.map(|k| (of(k + one), of(k + other))).collect();
        chi_squared::are_independent("a hazard in neighbouring draws", &table(&pairs));
    }
}

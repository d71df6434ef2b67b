//! Many draws of a plan of estimates, drawn once for all tests.

use std::sync::OnceLock;

use drawdown::values::InputValue;
use drawdown::{Day, Plan};
use serde_json::json;

use crate::engine;

/// How many draws a sample has; a multiple of four, because four draws share a block.
pub(super) const DRAWS: u32 = 20_000;
const SEED: u64 = 2024;

/// An estimate to be sampled: in troops, days or months above some day.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) low: u32,
    pub(super) best: u32,
    pub(super) high: u32,
}

const fn shape(name: &'static str, low: u32, best: u32, high: u32) -> Shape {
    Shape { name, low, best, high }
}

pub(super) const SHAPES: [Shape; 10] = [
    shape("contingent[USA in IRQ, unspecified].strength", 0, 50, 100), // symmetric
    shape("contingent[GBR in IRQ, unspecified].strength", 5, 5, 65),   // best at low
    shape("contingent[DEU in IRQ, unspecified].strength", 10, 70, 70), // best at high
    shape("contingent[ITA in IRQ, unspecified].strength", 5, 6, 7),    // narrow
    shape("contingent[FRA in IRQ, unspecified].strength", 0, 0, 1),    // the narrowest
    shape("contingent[ESP in IRQ, unspecified].strength", 200, 500, 900),
    shape("contingent[POL in IRQ, unspecified].strength", 7, 1_000_000, 100_000_000), // wide
    shape("event[\"vote\"].date", 0, 3, 29),                                          // in days
    shape("event[\"signing\"].date", 0, 1, 6),                                        // in months
    shape("event[\"return\"].date", 30, 60, 90), // counted in days
];

fn plan() -> Plan {
    let contingents = SHAPES[..7].iter().map(|shape| {
        json!({
            "contributor": shape.name[11..14],
            "host": "IRQ",
            "strength": { "low": shape.low, "best": shape.best, "high": shape.high },
        })
    });
    engine::plan(&json!({
        "title": "Nothing but estimates",
        "as_of": "2024-08",
        "contingent": contingents.collect::<Vec<_>>(),
        "event": [
            { "id": "vote", "date": { "low": "2024-02-10", "best": "2024-02-13", "high": "2024-03-10" } },
            { "id": "signing", "date": { "low": "2024-11", "best": "2024-12", "high": "2025-05" } },
            { "id": "return",
              "date": { "after": "vote", "days": { "low": 30, "best": 60, "high": 90 } } },
        ],
    }))
}

/// How far above its low value each shape is, draw by draw, under one seed and the next.
pub(super) fn sample(next_seed: bool) -> &'static [[u32; 10]] {
    static SAMPLES: [OnceLock<Vec<[u32; 10]>>; 2] = [const { OnceLock::new() }; 2];
    SAMPLES[usize::from(next_seed)].get_or_init(|| {
        let plan = plan();
        let (vote, signing) = ("2024-02-10".parse::<Day>().unwrap(), "2024-11".parse().unwrap());
        let draw = |number| {
            let draw = plan.draw(SEED + u64::from(next_seed), number);
            let estimates = draw.estimates();
            let above = |(shape, (name, value)): (&Shape, &(&str, InputValue))| {
                assert_eq!(*name, shape.name);
                match *value {
                    InputValue::Number(n) => n - shape.low,
                    InputValue::Day(day) => match day.as_month() {
                        Some(month) => u32::try_from(month.months_since(signing)).unwrap(),
                        None => u32::try_from((day.date() - vote.date()).num_days()).unwrap(),
                    },
                    _ => unreachable!("no other kind is drawn here"),
                }
            };
            let above: Vec<u32> = SHAPES.iter().zip(&estimates).map(above).collect();
            above.try_into().unwrap()
        };
        (0..u64::from(DRAWS)).map(draw).collect()
    })
}

/// The draws of one shape, above its low value.
pub(super) fn column(shape: usize) -> impl Iterator<Item = u32> {
    sample(false).iter().map(move |draw| draw[shape])
}

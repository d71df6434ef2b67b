//! Random observed figures of random plans.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::oracle::days::{Moment, parse_month};
use crate::oracle::tracking::{Choice, Row};

/// Figures, which of them count, and the tolerance in ten-thousandths of a percent.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub rows: Vec<Row>,
    pub choice: Choice,
    pub within: u64,
}

/// A row before it is known whom it is about.
type Draft = (Index, [bool; 3], i64, Option<u64>, Index, Option<i64>);

fn draft() -> BoxedStrategy<Draft> {
    let blank = prop_oneof![4 => Just(false), 1 => Just(true)];
    let strength = option::weighted(0.95, prop_oneof![Just(0), 0..150_u64, Just(100)]);
    let published = option::weighted(0.2, 0..8_i64);
    (
        any::<Index>(),
        [blank.clone(), blank.clone(), blank],
        -1..30_i64,
        strength,
        any::<Index>(),
        published,
    )
        .boxed()
}

/// A plan and figures of its contingents, of some of them together, and of others.
pub(crate) fn observed(plan: BoxedStrategy<Value>) -> BoxedStrategy<(Value, Given)> {
    let choice =
        (option::weighted(0.5, 0..30_i64), option::weighted(0.2, 0..30_i64), any::<bool>());
    let within = prop_oneof![Just(0), 0..300_000_u64];
    (plan, vec(draft(), 0..14), choice, vec(any::<Index>(), 0..2), within)
        .prop_map(|(plan, drafts, (at, known, has_order), not_yet, within)| {
            let as_of = parse_month(plan["as_of"].as_str().unwrap()).unwrap();
            let rows = drafts.into_iter().map(|draft| row(&plan, as_of, draft)).collect();
            let events: Vec<String> = plan["event"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|event| event["id"].as_str().unwrap().to_owned())
                .collect();
            let mut not_yet: Vec<String> = if events.is_empty() {
                Vec::new()
            } else {
                not_yet.iter().map(|index| index.get(&events).clone()).collect()
            };
            not_yet.dedup();
            let choice = Choice {
                at: at.map(|t| as_of + t),
                known: known.map(|t| as_of + t),
                sources: if has_order { vec!["a".into(), "b".into()] } else { Vec::new() },
                not_yet,
            };
            (plan, Given { rows, choice, within })
        })
        .boxed()
}

fn row(plan: &Value, as_of: i64, (who, blank, t, percent, source, published): Draft) -> Row {
    let contingents = plan["contingent"].as_array().unwrap();
    let contingent = who.get(contingents);
    let key = |i: usize, name: &str, default: Option<&str>| {
        let given = contingent.get(name).and_then(Value::as_str).or(default);
        given.filter(|_| !blank[i]).map(str::to_owned)
    };
    let strength = &contingent["strength"];
    let own = strength.as_u64().or_else(|| strength["best"].as_u64()).unwrap_or(1_000);
    let blanks = blank.iter().filter(|is_blank| **is_blank).count() as u64;
    Row {
        month: Moment::Month(as_of + t),
        contributor: key(0, "contributor", None),
        host: key(1, "host", None),
        mission: key(2, "mission", Some("unspecified")),
        strength: percent.map(|percent| own * percent / 100 * (1 + blanks)),
        source: (*source.get(&["a", "b", "c"])).to_owned(),
        published: published.map(|later| Moment::Month(as_of + t + later)),
    }
}

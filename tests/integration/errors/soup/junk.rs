//! Values and files made of the plan's own keys and values, and of others.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Keys of a plan, of its entries and of what these hold.
pub(super) const KEYS: [&str; 60] = [
    "title",
    "as_of",
    "through",
    "source",
    "contingent",
    "event",
    "residual",
    "phase",
    "hold",
    "cap",
    "cost",
    "hazard",
    "variant",
    "id",
    "date",
    "url",
    "contributor",
    "host",
    "mission",
    "strength",
    "low",
    "best",
    "high",
    "words",
    "name",
    "scope",
    "target",
    "deadline",
    "after",
    "days",
    "months",
    "blocks",
    "waits_for",
    "when_late",
    "if_undated",
    "pace",
    "order",
    "starts",
    "destination",
    "reduce_to",
    "reduce_by",
    "reduce_by_percent",
    "in_proportion_to",
    "raise_to",
    "raise_by",
    "rate",
    "from",
    "per_month",
    "currency",
    "per_troop_year",
    "per_withdrawn",
    "monthly_chance",
    "lasts",
    "adjust",
    "shift",
    "cascade",
    "percent",
    "cancel",
    "add",
    "troops",
];

pub(super) const TEXTS: [&str; 40] = [
    "",
    "a",
    "b",
    "as planned",
    "remainder",
    "even",
    "front-loaded",
    "s-curve",
    "at-start",
    "rate",
    "listed",
    "slide",
    "skip",
    "combat",
    "training",
    "unspecified",
    "USA",
    "IRQ",
    "KWT",
    "XXX",
    "IRK",
    "irq",
    "2024-08",
    "2024-09-30",
    "2025-03",
    "1800-01",
    "2999-12-31",
    "2999-12",
    "1799-12",
    "2024-02-30",
    "33.3",
    "100",
    "1e3",
    "-1",
    "4294967295.9999",
    "signed\nand sealed",
    "é",
    "\u{0}\u{feff}\u{2028}",
    "\"quoted\".",
    "…",
];

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![4 => select(&TEXTS[..]).prop_map(Value::from), 1 => any::<String>().prop_map(Value::from)]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (-3..=60_i64).prop_map(Value::from),
        1 => select(vec![
            json!(u32::MAX), json!(u64::from(u32::MAX) + 1), json!(u64::MAX), json!(i64::MIN), json!(i32::MAX), json!(12_000),
            json!(-12_000), json!(2_500), json!(0.5), json!(-0.0), json!(1e308), json!(1.0), json!(33.3),
        ]),
        1 => any::<f64>().prop_map(Value::from), // null where it is no number
    ]
}

/// Any value made of the plan's own keys and values.
pub(super) fn junk() -> impl Strategy<Value = Value> + Clone {
    let leaf = prop_oneof![
        4 => text(),
        4 => number(),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    let nested = leaf.prop_recursive(4, 24, 4, |inner| {
        let key = select(&KEYS[..]).prop_map(str::to_owned);
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key, inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    });
    let after = (select(&["a", "b"][..]), select(&["days", "months"][..]), number());
    prop_oneof![
        4 => nested,
        1 => after.prop_map(|(after, unit, count)| json!({ "after": after, unit: count })),
        1 => vec(number(), 3).prop_map(|n| json!({ "low": n[0], "best": n[1], "high": n[2] })),
        1 => (number(), number()).prop_map(|(low, high)| json!({ "low": low, "high": high })),
        1 => vec(text(), 3).prop_map(|n| json!({ "low": n[0], "best": n[1], "high": n[2] })),
    ]
    .boxed()
}

/// A table of keys that belong there, with values that may not.
fn entry(keys: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let pairs = vec((select(keys).prop_map(str::to_owned), junk()), 0..=keys.len());
    pairs.prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
}

/// A plan of the right shape, and little else that is right.
pub(super) fn soup() -> impl Strategy<Value = Value> {
    const LISTS: [(&str, &[&str]); 10] = [
        ("source", &["id", "title", "date", "url"]),
        ("contingent", &["contributor", "host", "mission", "strength", "source"]),
        ("event", &["id", "name", "date", "source"]),
        ("residual", &["scope", "strength", "mission", "from", "through", "source"]),
        (
            "phase",
            &[
                "name",
                "scope",
                "target",
                "deadline",
                "blocks",
                "waits_for",
                "pace",
                "order",
                "starts",
                "destination",
                "when_late",
            ],
        ),
        ("hold", &["name", "scope", "from", "through", "source"]),
        ("cap", &["name", "scope", "per_month", "from", "through"]),
        ("cost", &["name", "scope", "currency", "per_troop_year", "per_withdrawn", "per_month"]),
        ("hazard", &["name", "scope", "monthly_chance", "lasts"]),
        ("variant", &["name", "adjust", "source"]),
    ];
    let lists: Vec<_> = LISTS.iter().map(|(_, keys)| vec(entry(keys), 0..3)).collect();
    let head = vec((select(&["title", "as_of", "through", "troops"][..]), junk()), 0..4);
    (lists, head).prop_map(|(lists, head)| {
        let mut plan = Map::from_iter([
            ("title".to_owned(), json!("Soup")),
            ("as_of".to_owned(), json!("2024-08")),
            (
                "contingent".to_owned(),
                json!([{ "contributor": "USA", "host": "IRQ", "strength": 2500 }]),
            ),
        ]);
        for ((key, _), entries) in LISTS.iter().zip(lists) {
            if !entries.is_empty() {
                plan.insert((*key).to_owned(), Value::from(entries));
            }
        }
        plan.extend(head.into_iter().map(|(key, value)| (key.to_owned(), value)));
        Value::Object(plan)
    })
}

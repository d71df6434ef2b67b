//! The choices that a recipe is made of, each a strategy of its own.

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Map, Value, json};

use super::draft::estimate;
use super::read::{FIELDS, HOSTS, MISSIONS};
use super::recipe::{
    Adjustment, Constraint, Event, Kind, Phase, Scope, Shape, Slip, Spelling, Target, Window,
};

const CONTRIBUTORS: [&str; 3] = ["USA", "GBR", "SUN"];
const NAMED_PACES: [&str; 6] =
    ["even", "front-loaded", "back-loaded", "s-curve", "at-start", "at-deadline"];

pub(super) fn shape() -> BoxedStrategy<Shape> {
    let kind = prop_oneof![
        4 => Just(Kind::Plain),
        1 => Just(Kind::BestOnly),
        1 => Just(Kind::NoBest),
        2 => Just(Kind::Full),
        2 => Just(Kind::Values),
    ];
    (kind, 0..=4_i64, 0..=6_i64, any::<bool>())
        .prop_map(|(kind, below, above, words)| Shape { kind, below, above, words })
        .boxed()
}

/// A number, at least `minimum`, as a plain value or as an estimate.
pub(super) fn number(
    minimum: i64,
    best: impl Strategy<Value = i64> + 'static,
) -> BoxedStrategy<Value> {
    (best, shape())
        .prop_map(move |(best, shape)| estimate(best, minimum, 1 + best / 8, &shape, Value::from))
        .boxed()
}

pub(super) fn troops(scale: i64) -> BoxedStrategy<Value> {
    number(0, prop_oneof![2 => Just(0), 3 => 0..=scale / 6, 5 => 0..=scale])
}

pub(super) fn spelling() -> BoxedStrategy<Spelling> {
    let counted = (any::<Index>(), any::<bool>(), shape());
    let estimate = (option::of(-13..=13_i64), shape());
    prop_oneof![
        3 => Just(Spelling::Month),
        2 => (-13..=13_i64).prop_map(Spelling::Day),
        4 => counted.prop_map(|(anchor, days, shape)| Spelling::Counted { anchor, days, shape }),
        1 => estimate.prop_map(|(day, shape)| Spelling::Estimate { day, shape }),
    ]
    .boxed()
}

pub(super) fn scope() -> BoxedStrategy<Scope> {
    let fields = subsequence(FIELDS.to_vec(), 1..=3);
    let like = prop_oneof![
        1 => Just(None),
        5 => (any::<Index>(), any::<Index>(), fields).prop_map(Some),
    ];
    (like, any::<bool>()).prop_map(|(like, written)| Scope { like, written }).boxed()
}

pub(super) fn window() -> BoxedStrategy<Window> {
    let from = option::of((-2..=15_i64, spelling()));
    let through = option::of((0..=12_i64, spelling()));
    (from, through).prop_map(|(from, through)| Window { from, through }).boxed()
}

/// A window that begins or ends within the projection of most plans, so that floors change.
pub(super) fn changing_window() -> BoxedStrategy<Window> {
    let from = option::weighted(0.6, (1..=10_i64, spelling()));
    let through = option::weighted(0.6, (0..=6_i64, spelling()));
    (from, through).prop_map(|(from, through)| Window { from, through }).boxed()
}

pub(super) fn constraint(
    window: BoxedStrategy<Window>,
    more: BoxedStrategy<Map<String, Value>>,
) -> BoxedStrategy<Constraint> {
    (scope(), window, more)
        .prop_map(|(scope, window, more)| Constraint { scope, window, more })
        .boxed()
}

/// An object in which each key is present with its probability.
pub(super) fn object<const N: usize>(
    keys: [(&'static str, f64, BoxedStrategy<Value>); N],
) -> BoxedStrategy<Map<String, Value>> {
    let each = keys.map(|(key, probability, value)| {
        let given = if probability < 1.0 {
            option::weighted(probability, value).boxed()
        } else {
            value.prop_map(Some).boxed()
        };
        given.prop_map(move |value| value.map(|value| (key.to_owned(), value)))
    });
    each.prop_map(|pairs| pairs.into_iter().flatten().collect()).boxed()
}

pub(super) fn one_of<const N: usize>(words: [&'static str; N]) -> BoxedStrategy<Value> {
    select(words.to_vec()).prop_map(Value::from).boxed()
}

pub(super) fn hold() -> BoxedStrategy<Constraint> {
    constraint(window(), Just(Map::new()).boxed())
}

pub(super) fn cap(scale: i64) -> BoxedStrategy<Constraint> {
    constraint(window(), object([("per_month", 1.0, troops(scale / 4))]))
}

pub(super) fn residual(scale: i64) -> BoxedStrategy<Constraint> {
    let keys = [("strength", 1.0, troops(scale / 2)), ("mission", 0.5, one_of(MISSIONS))];
    constraint(prop_oneof![window(), changing_window()].boxed(), object(keys))
}

/// A residual of many for a few months early in the plan, while phases run: a floor that rises above levels and falls
/// again.
pub(super) fn passing_residual(scale: i64) -> BoxedStrategy<Constraint> {
    let months = (1..=6_i64, 0..=3_i64);
    let strength = number(0, scale / 2..=2 * scale);
    (scope(), months, strength)
        .prop_map(|(scope, (from, months), strength)| {
            let from = Some((from, Spelling::Month));
            let window = Window { from, through: Some((months, Spelling::Month)) };
            let more = Map::from_iter([("strength".to_owned(), strength)]);
            Constraint { scope, window, more }
        })
        .boxed()
}

pub(super) fn percent(most: i64) -> BoxedStrategy<Value> {
    let decimals = (0..most, 1..=4_usize, 0..10_000_i64).prop_map(|(whole, places, fraction)| {
        let digits = format!("{fraction:04}");
        json!(format!("{whole}.{}", &digits[..places]))
    });
    prop_oneof![(0..=most).prop_map(Value::from), decimals].boxed()
}

pub(super) fn target(scale: i64) -> BoxedStrategy<Target> {
    let cut = |kind: &'static str, n: BoxedStrategy<Value>| {
        n.prop_map(move |n| Target::Cut(json!({ kind: n })))
    };
    prop_oneof![
        3 => Just(Target::Cut(json!("remainder"))),
        3 => cut("reduce_to", troops(scale)),
        3 => cut("reduce_by", troops(scale)),
        3 => cut("reduce_by_percent", percent(100)),
        2 => cut("reduce_to_percent", percent(100)),
        3 => any::<Index>().prop_map(Target::InProportion),
        2 => (select(vec!["raise_to", "raise_by"]), troops(scale)).prop_map(|(kind, n)| Target::Raise(kind, n)),
    ]
    .boxed()
}

pub(super) fn pace(scale: i64) -> BoxedStrategy<Value> {
    let rate = number(1, 1..=1 + scale / 4).prop_map(|n| json!({ "rate": n }));
    prop_oneof![3 => one_of(NAMED_PACES), 1 => rate].boxed()
}

pub(super) fn event() -> BoxedStrategy<Event> {
    let month = prop_oneof![
        5 => (-5..=3_i64).prop_map(Some),
        1 => (4..=14_i64).prop_map(Some),
        1 => Just(None),
    ];
    (month, spelling(), shape())
        .prop_map(|(month, spelling, shape)| Event { month, spelling, shape })
        .boxed()
}

pub(super) fn phase(scale: i64) -> BoxedStrategy<Phase> {
    let options = object([
        ("pace", 0.7, pace(scale)),
        ("order", 0.4, one_of(["proportional", "listed"])),
        ("blocks", 0.25, (1..=1 + scale / 10).prop_map(Value::from).boxed()),
        ("when_late", 0.4, one_of(["compress", "slide"])),
        ("if_undated", 0.3, one_of(["block", "skip"])),
    ]);
    let stem = select(vec!["phase", "stage, as it were,", "the \"surge\""]);
    let destination = option::weighted(0.35, (0..3_usize, any::<Index>()));
    let past = prop::bool::weighted(0.1);
    let starts = option::weighted(0.3, (-2..=4_i64, spelling()));
    let until = option::weighted(0.25, (0..=8_i64, spelling()));
    // a rate at which even the largest plans are done in some hundred months
    let open_rate =
        option::weighted(0.15, number(1 + scale / 200, 1 + scale / 100..=2 + scale / 4));
    let what = (stem, scope(), target(scale), options, destination);
    let when = (0..=8_i64, past, spelling(), starts, until, open_rate, vec(any::<Index>(), 0..=2));
    (what, when)
        .prop_map(|(what, when)| {
            let (stem, scope, target, options, destination) = what;
            let (months, past, deadline, starts, until, open_rate, waits_for) = when;
            Phase {
                stem,
                scope,
                target,
                options,
                destination,
                months,
                past,
                deadline,
                starts,
                until,
                open_rate,
                waits_for,
            }
        })
        .boxed()
}

pub(super) fn adjustment(scale: i64) -> BoxedStrategy<Adjustment> {
    let months = || prop_oneof![0..=12_i64, -12..=12_i64];
    let which = any::<Index>;
    let replaced = || option::weighted(0.7, which());
    prop_oneof![
        2 => (which(), months()).prop_map(|(event, months)| Adjustment::ShiftEvent(event, months)),
        3 => (which(), months(), option::weighted(0.7, any::<bool>()))
            .prop_map(|(phase, months, cascade)| Adjustment::ShiftPhase(phase, months, cascade)),
        2 => (scope(), percent(250)).prop_map(|(scope, percent)| Adjustment::Strength(scope, percent)),
        2 => (which(), pace(scale)).prop_map(|(phase, pace)| Adjustment::Pace(phase, pace)),
        3 => (which(), target(scale)).prop_map(|(phase, target)| Adjustment::Target(phase, target)),
        2 => (replaced(), residual(scale)).prop_map(|(old, new)| Adjustment::Constraint("residual", old, new)),
        2 => (replaced(), cap(scale)).prop_map(|(old, new)| Adjustment::Constraint("cap", old, new)),
        2 => (replaced(), hold()).prop_map(|(old, new)| Adjustment::Constraint("hold", old, new)),
        2 => which().prop_map(Adjustment::Cancel),
        2 => (phase(scale), option::of(which()))
            .prop_map(|(phase, before)| Adjustment::Add(phase, before)),
        1 => (select(vec!["hold", "cap"]), which(), months())
            .prop_map(|(list, entry, months)| Adjustment::ShiftWindow(list, entry, months)),
        1 => (which(), -5..=14_i64, spelling())
            .prop_map(|(event, month, day)| Adjustment::Date(event, month, day)),
        2 => (select(vec!["deadline", "until"]), which(), -1..=14_i64, spelling())
            .prop_map(|(key, phase, month, day)| Adjustment::Day(key, phase, month, day)),
        1 => (select(vec!["hold", "cap", "hazard", "cost"]), which())
            .prop_map(|(list, entry)| Adjustment::CancelNamed(list, entry)),
    ]
    .boxed()
}

/// Mostly none or one, seldom many.
pub(super) fn few<T: Clone + Debug + 'static>(
    item: BoxedStrategy<T>,
    most: usize,
) -> BoxedStrategy<Vec<T>> {
    prop_oneof![vec(item.clone(), 0..=1), vec(item, 0..=most)].boxed()
}

pub(super) fn identity() -> BoxedStrategy<[&'static str; 3]> {
    let mission = prop_oneof![3 => select(MISSIONS[..3].to_vec()), 1 => select(MISSIONS.to_vec())];
    (select(CONTRIBUTORS.to_vec()), select(HOSTS.to_vec()), mission)
        .prop_map(|(contributor, host, mission)| [contributor, host, mission])
        .boxed()
}

pub(super) fn cost() -> BoxedStrategy<(Scope, Map<String, Value>)> {
    let keys = subsequence(vec!["per_troop_year", "per_withdrawn", "per_month"], 1..=3);
    let amounts = [0..=455_000_i64, 0..=9_999, 0..=5_000_000];
    (scope(), select(vec!["USD", "EUR"]), keys, amounts)
        .prop_map(|(scope, currency, keys, amounts)| {
            let rates =
                keys.iter().zip(amounts).map(|(key, amount)| ((*key).to_owned(), json!(amount)));
            (scope, rates.chain([("currency".to_owned(), json!(currency))]).collect())
        })
        .boxed()
}

pub(super) fn hazard() -> BoxedStrategy<(Scope, Map<String, Value>)> {
    // 0 and 1 as integers: JSON Schema takes 0.0 for an integer, the reader of a count does not
    let chance = prop_oneof![select(vec![0, 40, 1000]), 0..=1000_i32].prop_map(|n| match n {
        0 | 1000 => json!(n / 1000),
        _ => json!(f64::from(n) / 1000.0),
    });
    let keys =
        object([("monthly_chance", 1.0, chance.boxed()), ("lasts", 1.0, number(1, 1..=6_i64))]);
    (scope(), keys).boxed()
}

pub(super) fn slip() -> BoxedStrategy<Slip> {
    let months = prop_oneof![4 => 0..=12_i64, 1 => -6..=24_i64];
    (vec(any::<Index>(), 0..=2), vec(months, 1..=5), any::<bool>())
        .prop_map(|(phases, months, common)| Slip { phases, months, common })
        .boxed()
}

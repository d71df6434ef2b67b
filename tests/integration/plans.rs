//! Random whole plans in the JSON shape of the plan file, nearly all of them valid.
//!
//! A [`Recipe`] is drawn first: independent choices, each of which shrinks on its own. A draft then writes the plan in
//! listing order. It tracks dates and the names that can be referred to, and falls back to something simpler where a
//! choice would break a rule.
//!
//! Every strategy is boxed: nested unboxed, they overflow the stack of a test thread.

mod assemble;
mod draft;
mod features;
mod read;
mod recipe;

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Map, Value, json};

use draft::estimate;
pub(crate) use features::{FEATURES, features};
use read::{FIELDS, HOSTS, MISSIONS};
use recipe::{
    Adjustment, Constraint, Event, Kind, Phase, Recipe, Scope, Shape, Spelling, Target, Window,
};

const CONTRIBUTORS: [&str; 3] = ["USA", "GBR", "SUN"];
const NAMED_PACES: [&str; 6] =
    ["even", "front-loaded", "back-loaded", "s-curve", "at-start", "at-deadline"];
const SOURCED: [&str; 9] =
    ["contingent", "event", "residual", "phase", "hold", "cap", "cost", "hazard", "variant"];

/// Any plan. Small plans come first, so that failures shrink to them.
pub(crate) fn any_plan() -> BoxedStrategy<Value> {
    any_recipe().prop_map(|recipe| recipe.plan()).boxed()
}

/// Any plan without variants.
pub(crate) fn plan_without_variants() -> BoxedStrategy<Value> {
    any_recipe()
        .prop_map(|mut recipe| {
            recipe.variants.clear();
            recipe.plan()
        })
        .boxed()
}

/// Phases, holds and one cap, named "cap", all over everyone. Phases only cut, without blocks or destinations, and
/// residuals have no window, so that floors never rise.
pub(crate) fn one_scope_plan_with_cap() -> BoxedStrategy<Value> {
    let cap = (any_recipe(), window(), prop_oneof![troops(20), troops(2_500)]);
    cap.prop_map(|(mut recipe, window, per_month)| {
        recipe.variants.clear();
        recipe.caps.clear();
        for phase in &mut recipe.phases {
            phase.scope = Scope::default();
            phase.destination = None;
            phase.options.remove("blocks");
            phase.target = match &phase.target {
                Target::Raise(kind, n) => {
                    Target::Cut(json!({ kind.replace("raise", "reduce"): n }))
                }
                Target::InProportion(_) => Target::Cut(json!("remainder")),
                cut @ Target::Cut(_) => cut.clone(),
            };
        }
        for hold in &mut recipe.holds {
            hold.scope = Scope::default();
        }
        for residual in &mut recipe.residuals {
            residual.window = Window::default();
        }
        let more = Map::from_iter([("per_month".to_owned(), per_month)]);
        recipe.caps.push(Constraint { scope: Scope::default(), window, more });
        let mut plan = recipe.plan();
        plan["cap"][0]["name"] = json!("cap");
        plan
    })
    .boxed()
}

/// Every phase sends its troops home and residuals have no window, so that floors never change: a month without a
/// hold, a cap or a backlog can be skipped over. In half of the plans every phase is over everyone.
pub(crate) fn plan_of_homecomings() -> BoxedStrategy<Value> {
    (any_recipe(), any::<bool>())
        .prop_map(|(mut recipe, of_everyone)| {
            let phases = recipe.phases.iter_mut();
            phases.for_each(|phase| phase.destination = None);
            recipe.residuals.iter_mut().for_each(|residual| residual.window = Window::default());
            recipe.variants.clear();
            if of_everyone {
                let scopes = recipe.phases.iter_mut().map(|phase| &mut phase.scope);
                scopes.for_each(|scope| *scope = Scope::default());
            }
            recipe.plan()
        })
        .boxed()
}

/// Everyone goes home in long even phases, kept back by floors that pass, and then leaves under a cap that the phases
/// alone seldom reach.
pub(crate) fn plan_of_passing_floors() -> BoxedStrategy<Value> {
    let residuals = vec(passing_residual(600), 1..=2);
    (any_recipe(), residuals, 60..=400_i64)
        .prop_map(|(mut recipe, residuals, per_month)| {
            recipe.variants.clear();
            recipe.holds.clear();
            recipe.twins.clear();
            recipe.residuals = residuals;
            for contingent in &mut recipe.contingents {
                contingent.1 = json!(600);
            }
            recipe.phases.truncate(2);
            for phase in &mut recipe.phases {
                phase.scope = Scope::default();
                phase.destination = None;
                phase.options.clear();
                phase.target = Target::Cut(json!("remainder"));
                phase.months += 6;
                phase.starts = None;
                phase.waits_for.clear();
            }
            let more = Map::from_iter([("per_month".to_owned(), json!(per_month))]);
            let (scope, window) = (Scope::default(), Window::default());
            recipe.caps = [Constraint { scope, window, more }].into();
            recipe.plan()
        })
        .boxed()
}

/// Nothing delays this plan: it has no hold, cap, hazard or residual, phases wait for no event, every event is dated,
/// and no phase has a rate, which could run past its deadline. The projection equals the schedule.
pub(crate) fn plan_without_delays() -> BoxedStrategy<Value> {
    any_recipe()
        .prop_map(|mut recipe| {
            recipe.variants.clear();
            recipe.holds.clear();
            recipe.caps.clear();
            recipe.hazards.clear();
            recipe.residuals.clear();
            recipe.events.retain(|event| event.month.is_some());
            for phase in &mut recipe.phases {
                phase.waits_for.clear();
                if phase.options.get("pace").is_some_and(Value::is_object) {
                    phase.options.remove("pace");
                }
            }
            recipe.plan()
        })
        .boxed()
}

fn shape() -> BoxedStrategy<Shape> {
    let kind = prop_oneof![
        4 => Just(Kind::Plain),
        1 => Just(Kind::BestOnly),
        1 => Just(Kind::NoBest),
        2 => Just(Kind::Full),
    ];
    (kind, 0..=4_i64, 0..=6_i64, any::<bool>())
        .prop_map(|(kind, below, above, words)| Shape { kind, below, above, words })
        .boxed()
}

/// A number, at least `minimum`, as a plain value or as an estimate.
fn number(minimum: i64, best: impl Strategy<Value = i64> + 'static) -> BoxedStrategy<Value> {
    (best, shape())
        .prop_map(move |(best, shape)| estimate(best, minimum, 1 + best / 8, &shape, Value::from))
        .boxed()
}

fn troops(scale: i64) -> BoxedStrategy<Value> {
    number(0, prop_oneof![2 => Just(0), 3 => 0..=scale / 6, 5 => 0..=scale])
}

fn spelling() -> BoxedStrategy<Spelling> {
    let after = (any::<Index>(), any::<bool>(), shape());
    prop_oneof![
        3 => Just(Spelling::Month),
        2 => (-13..=13_i64).prop_map(Spelling::Day),
        4 => after.prop_map(|(anchor, days, shape)| Spelling::After { anchor, days, shape }),
    ]
    .boxed()
}

fn scope() -> BoxedStrategy<Scope> {
    let fields = subsequence(FIELDS.to_vec(), 1..=3);
    let like = prop_oneof![
        1 => Just(None),
        5 => (any::<Index>(), any::<Index>(), fields).prop_map(Some),
    ];
    (like, any::<bool>()).prop_map(|(like, written)| Scope { like, written }).boxed()
}

fn window() -> BoxedStrategy<Window> {
    let from = option::of((-2..=15_i64, spelling()));
    let through = option::of((0..=12_i64, spelling()));
    (from, through).prop_map(|(from, through)| Window { from, through }).boxed()
}

fn constraint(more: BoxedStrategy<Map<String, Value>>) -> BoxedStrategy<Constraint> {
    (scope(), window(), more)
        .prop_map(|(scope, window, more)| Constraint { scope, window, more })
        .boxed()
}

/// An object in which each key is present with its probability.
fn object<const N: usize>(
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

fn one_of<const N: usize>(words: [&'static str; N]) -> BoxedStrategy<Value> {
    select(words.to_vec()).prop_map(Value::from).boxed()
}

fn hold() -> BoxedStrategy<Constraint> {
    constraint(Just(Map::new()).boxed())
}

fn cap(scale: i64) -> BoxedStrategy<Constraint> {
    constraint(object([("per_month", 1.0, troops(scale / 4))]))
}

fn residual(scale: i64) -> BoxedStrategy<Constraint> {
    constraint(object([("strength", 1.0, troops(scale / 2)), ("mission", 0.5, one_of(MISSIONS))]))
}

/// A residual of many for a few months early in the plan, while phases run: a floor that rises above levels and falls
/// again.
fn passing_residual(scale: i64) -> BoxedStrategy<Constraint> {
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

fn percent(most: i64) -> BoxedStrategy<Value> {
    let decimals = (0..most, 1..=4_usize, 0..10_000_i64).prop_map(|(whole, places, fraction)| {
        let digits = format!("{fraction:04}");
        json!(format!("{whole}.{}", &digits[..places]))
    });
    prop_oneof![(0..=most).prop_map(Value::from), decimals].boxed()
}

fn target(scale: i64) -> BoxedStrategy<Target> {
    let cut = |kind: &'static str, n: BoxedStrategy<Value>| {
        n.prop_map(move |n| Target::Cut(json!({ kind: n })))
    };
    prop_oneof![
        3 => Just(Target::Cut(json!("remainder"))),
        3 => cut("reduce_to", troops(scale)),
        3 => cut("reduce_by", troops(scale)),
        3 => cut("reduce_by_percent", percent(100)),
        3 => any::<Index>().prop_map(Target::InProportion),
        2 => (select(vec!["raise_to", "raise_by"]), troops(scale)).prop_map(|(kind, n)| Target::Raise(kind, n)),
    ]
    .boxed()
}

fn pace(scale: i64) -> BoxedStrategy<Value> {
    let rate = number(1, 1..=1 + scale / 4).prop_map(|n| json!({ "rate": n }));
    prop_oneof![3 => one_of(NAMED_PACES), 1 => rate].boxed()
}

fn event() -> BoxedStrategy<Event> {
    let month = prop_oneof![
        5 => (-5..=3_i64).prop_map(Some),
        1 => (4..=14_i64).prop_map(Some),
        1 => Just(None),
    ];
    (month, spelling(), shape())
        .prop_map(|(month, spelling, shape)| Event { month, spelling, shape })
        .boxed()
}

fn phase(scale: i64) -> BoxedStrategy<Phase> {
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
    let what = (stem, scope(), target(scale), options, destination);
    let when = (0..=8_i64, past, spelling(), starts, vec(any::<Index>(), 0..=2));
    (what, when)
        .prop_map(|(what, when)| {
            let (stem, scope, target, options, destination) = what;
            let (months, past, deadline, starts, waits_for) = when;
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
                waits_for,
            }
        })
        .boxed()
}

fn adjustment(scale: i64) -> BoxedStrategy<Adjustment> {
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
        2 => phase(scale).prop_map(Adjustment::Add),
    ]
    .boxed()
}

/// Mostly none or one, seldom many.
fn few<T: Clone + Debug + 'static>(item: BoxedStrategy<T>, most: usize) -> BoxedStrategy<Vec<T>> {
    prop_oneof![vec(item.clone(), 0..=1), vec(item, 0..=most)].boxed()
}

fn identity() -> BoxedStrategy<[&'static str; 3]> {
    let mission = prop_oneof![3 => select(MISSIONS[..3].to_vec()), 1 => select(MISSIONS.to_vec())];
    (select(CONTRIBUTORS.to_vec()), select(HOSTS.to_vec()), mission)
        .prop_map(|(contributor, host, mission)| [contributor, host, mission])
        .boxed()
}

fn cost() -> BoxedStrategy<(Scope, Map<String, Value>)> {
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

fn hazard() -> BoxedStrategy<(Scope, Map<String, Value>)> {
    // 0 and 1 as integers: JSON Schema takes 0.0 for an integer, the reader of a count does not
    let chance = prop_oneof![select(vec![0, 40, 1000]), 0..=1000_i32].prop_map(|n| match n {
        0 | 1000 => json!(n / 1000),
        _ => json!(f64::from(n) / 1000.0),
    });
    let keys =
        object([("monthly_chance", 1.0, chance.boxed()), ("lasts", 1.0, number(1, 1..=6_i64))]);
    (scope(), keys).boxed()
}

/// In one plan of three, floors change while phases run.
fn residuals(scale: i64, most: usize) -> BoxedStrategy<Vec<Constraint>> {
    let passing = prop_oneof![residual(scale), passing_residual(scale)].boxed();
    prop_oneof![2 => few(residual(scale), most), 1 => vec(passing, 1..=most.max(1))].boxed()
}

/// A whole recipe; `most` bounds the length of every list.
fn recipe(scale: i64, most: usize) -> BoxedStrategy<Recipe> {
    let few_most = most.min(3);
    let frame = (
        prop_oneof![Just(2024 * 12 + 7), 1965 * 12..2030 * 12_i64],
        option::of(prop_oneof![1..=6_i64, 1..=45_i64]),
        vec((identity(), troops(scale)), 1..=1 + most).boxed(),
        vec((any::<Index>(), 0..3_usize, identity()), 0..=most.min(2)).boxed(),
        few(subsequence(SOURCED.to_vec(), 0..=SOURCED.len()).boxed(), most.min(2)),
    );
    let lists = (
        vec(event(), 0..=few_most).boxed(),
        prop_oneof![1 => vec(phase(scale), 0..=1), 9 => vec(phase(scale), 1..=most)].boxed(),
        (residuals(scale, few_most), few(hold(), few_most), few(cap(scale), few_most)),
        (few(cost(), most.min(2)), few(hazard(), most.min(2))),
        vec(vec(adjustment(scale), 0..=most), 0..=most.min(3)).boxed(),
    );
    (frame, lists)
        .prop_map(|((as_of, through, contingents, twins, sources), lists)| {
            let (events, phases, (residuals, holds, caps), (costs, hazards), variants) = lists;
            Recipe {
                as_of,
                through,
                contingents,
                twins,
                events,
                phases,
                residuals,
                holds,
                caps,
                costs,
                hazards,
                variants,
                sources,
            }
        })
        .boxed()
}

fn any_recipe() -> BoxedStrategy<Recipe> {
    prop_oneof![
        2 => recipe(20, 1),
        1 => recipe(2_500, 2),
        2 => recipe(20, 4),
        2 => recipe(2_500, 5),
        2 => recipe(150_000, 5),
        1 => recipe(300_000_000, 4), // close to the limit of 32-bit sums
    ]
    .boxed()
}

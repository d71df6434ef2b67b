//! Random whole plans in the JSON shape of the plan file, nearly all of them valid.
//!
//! A [`Recipe`] is drawn first: independent choices, each of which shrinks on its own. A draft then writes the plan in
//! listing order. It tracks dates and the names that can be referred to, and falls back to something simpler where a
//! choice would break a rule.
//!
//! Every strategy is boxed: nested unboxed, they overflow the stack of a test thread.

mod assemble;
mod choices;
mod draft;
mod features;
mod read;
mod recipe;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::{Map, Value, json};

use choices::{
    adjustment, cap, cost, event, few, hazard, hold, identity, passing_residual, phase, residual,
    slip, troops, window,
};
pub(crate) use features::{FEATURES, features};
use recipe::{Constraint, Recipe, Scope, Target, Window};

use crate::oracle::SOURCED;

/// The lists of a plan, as a file names them.
pub(crate) const LISTS: [&str; 13] = [
    "source",
    "country",
    "contingent",
    "event",
    "residual",
    "phase",
    "hold",
    "cap",
    "cost",
    "hazard",
    "slip",
    "variant",
    "seek",
];

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
                phase.open_rate = None;
                if phase.options.get("pace").is_some_and(Value::is_object) {
                    phase.options.remove("pace");
                }
            }
            recipe.plan()
        })
        .boxed()
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
        (
            few(cost(), most.min(2)),
            few(hazard(), most.min(2)),
            few(slip(), most.min(2)),
            any::<bool>(),
        ),
        vec(vec(adjustment(scale), 0..=most), 0..=most.min(3)).boxed(),
    );
    (frame, lists)
        .prop_map(|((as_of, through, contingents, twins, sources), lists)| {
            let (events, phases, (residuals, holds, caps), others, variants) = lists;
            let (costs, hazards, slips, announced) = others;
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
                slips,
                variants,
                announced,
                sources,
            }
        })
        .boxed()
}

/// Often none, and in a third of the plans several.
fn residuals(scale: i64, most: usize) -> BoxedStrategy<Vec<Constraint>> {
    let several = vec(residual(scale), most.min(2)..=most);
    prop_oneof![2 => few(residual(scale), most), 1 => several].boxed()
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
